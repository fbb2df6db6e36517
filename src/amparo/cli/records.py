"""The stable JSON shapes of what the command lists; they are documented in docs/commands.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amparo.cli.sentences import said_in
from amparo.custody import Fault, Verification
from amparo.intake import AddRow
from amparo.model import Claim, Finding, Line, claim_record, to_json
from amparo.model.claim import plain_value
from amparo.proofs import Proof
from amparo.store import StoredProblem

Record = dict[str, Any]


def line_record(line: Line) -> Record:
    """A line of the ledger with its ladder."""
    steps = [
        {
            "stage": step.stage,
            "figures": [
                {
                    "low": plain_value(figure.low),
                    "high": plain_value(figure.high),
                    "bound": figure.bound,
                    "value": plain_value(figure.value),
                    "claims": list(figure.claims),
                    "documents": figure.documents,
                    "origins": figure.origins,
                }
                for figure in step.figures
            ],
        }
        for step in line.steps
    ]
    return {
        "id": line.id,
        "ledger": line.ledger,
        "unit": line.unit,
        "sender": line.sender,
        "receiver": line.receiver,
        "scope": dict(line.scope),
        "when": line.when,
        "steps": steps,
    }


def finding_record(finding: Finding, claims: Mapping[str, Claim]) -> Record:
    """A finding with its claims in full."""
    record: Record = {
        "id": finding.id,
        "kind": finding.kind,
        "ledger": finding.ledger,
        "status": finding.status,
        "explanation": dict(finding.explanation),
        "arithmetic": finding.arithmetic,
        "claims": [claim_record(claims[claim]) for claim in finding.claims if claim in claims],
    }
    if finding.resolved_by:
        record["resolved_by"] = finding.resolved_by
    return record


def problem_record(stored: StoredProblem, lang: str) -> Record:
    """A problem, when it arose and was solved, reason and remedy in that language."""
    record = _told_in(lang, to_json(stored.problem))
    return {"id": stored.id, **record, "at": stored.at, "solved": stored.solved}


def add_record(row: AddRow, lang: str) -> Record:
    """What became of one item, reason and remedy in that language."""
    return _told_in(lang, to_json(row))


def checklist_record(proof: Proof, lang: str) -> Record:
    """The Berkeley Protocol checklist of a capture."""
    listed = [
        {"point": p.point, "name": p.name(lang), "present": p.present, "reasons": list(p.reasons), "why": p.why(lang)}
        for p in proof.points
    ]
    capture = proof.capture
    return {"doc": capture.doc, "sha256": capture.sha256, "captured": capture.captured, "checklist": listed}


def proof_record(proof: Proof, lang: str) -> Record:
    """What speaks for a capture as evidence."""
    record = checklist_record(proof, lang)
    checklist = record.pop("checklist")
    return {
        **record,
        "manifest": dict(proof.manifest) if proof.manifest else None,
        "events": [{"seq": e.seq, "at": e.at, "act": e.act, "actor": e.actor, "hash": e.hash} for e in proof.events],
        "stamps": [{"event": seq, "time": time} for seq, time in proof.stamps],
        "checklist": checklist,
    }


def verification_record(verified: Verification, lang: str) -> Record:
    """What was verified, each fault with its sentence."""
    return {
        "faults": [_fault_record(fault, lang) for fault in verified.faults],
        "notes": [_fault_record(note, lang) for note in verified.notes],
        "counts": dict(verified.counts),
        "head": verified.head,
        "unmade": list(verified.unmade),
    }


def _fault_record(fault: Fault, lang: str) -> Record:
    detail = dict(fault.detail)
    return {"kind": fault.kind, "where": fault.where, "detail": detail, "sentence": fault.sentence(lang)}


def _told_in(lang: str, record: Record) -> Record:
    return {**record, "reason": said_in(lang, record["reason"]), "remedy": said_in(lang, record["remedy"])}
