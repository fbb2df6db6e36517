"""Custody as people read it: what speaks for a capture, what was verified, and the log's time-stamps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.messages import Speaker
from amparo.cli.output import Format, console, indented, plain, write_records
from amparo.cli.records import verification_record
from amparo.model import AmparoError

if TYPE_CHECKING:
    from amparo.custody import Manifest, Point, Stamp, Verification
    from amparo.dossier import Dossier
    from amparo.proofs import Proof

HEADINGS = {
    "what": ("doc", "media_type", "size", "sha256", "sha512"),
    "whence": ("url", "container", "headers"),
    "when": ("captured",),
    "how": ("method", "tools"),
    "by": ("actor",),
}
_KNOWN = {name for names in HEADINGS.values() for name in names} | {"manifest"}


def print_proofs(proofs: Iterable[Proof], say: Speaker) -> int:
    """Each capture with its manifest, its acts, its stamps and its checklist; how many there were."""
    out = console()
    count = 0
    for proof in proofs:
        count += 1
        out.print()
        out.print(plain(proof.capture.doc, "bold"), plain(proof.capture.sha256, "dim"))
        if proof.manifest is None:
            out.print(indented(say("say.no_manifest"), 2))
        else:
            _print_manifest(proof.manifest, say)
        for event in proof.events:
            out.print(indented(say("say.event", seq=event.seq, at=event.at, act=event.act, actor=event.actor), 2))
        for seq, time in proof.stamps:
            out.print(indented(say("say.stamp_over", event=seq, time=time), 2))
        print_points(proof.points, say)
    return count


def print_checklists(proofs: Iterable[Proof], say: Speaker) -> None:
    """Under each capture its checklist: what is present, what is missing, and why."""
    out = console()
    for proof in proofs:
        out.print()
        out.print(plain(proof.capture.doc, "bold"), plain(proof.capture.sha256, "dim"))
        print_points(proof.points, say)


def print_points(points: Iterable[Point], say: Speaker) -> None:
    """The points of a checklist, each with its mark and why."""
    out = console()
    for point in points:
        out.print(indented(f"{'✓' if point.present else '✗'} {point.name(say.lang)}: {point.why(say.lang)}", 2))


def _print_manifest(manifest: Manifest, say: Speaker) -> None:
    """What is known under each heading; fields of a later version come under the first."""
    later = tuple(name for name in manifest if name not in _KNOWN)
    for heading, names in HEADINGS.items():
        given = [(name, manifest.get(name)) for name in (*names, *(later if heading == "what" else ()))]
        told = ", ".join(f"{name} {_told(value)}" for name, value in given if value not in (None, {}, ""))
        if told:
            console().print(indented(f"{say(f'manifest.{heading}')}: {told}", 2))


def _told(value: object) -> str:
    return "; ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else str(value)


def export_bundle(dossier: Dossier, out: Path, actor: str, say: Speaker) -> int:
    """Write the bundle and say what it is; the exit status."""
    exported = dossier.export(out, actor)
    print(say("say.exported", files=exported.files, path=out, sums=exported.sums))
    err = console(error=True)
    err.print(plain(say("say.unmasked")))
    for sha256 in exported.missing:
        err.print(plain(f"✗ {say('say.not_exported', sha256=sha256)}"))
    return 1 if exported.missing else 0


def tell_verified(verified: Verification, form: Format, say: Speaker) -> int:
    """What was verified, in the form asked for; the exit status."""
    record = verification_record(verified, say.lang)
    if form is Format.json:
        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif form is not Format.table:
        write_records(record["faults"], form)
    else:
        print_verification(verified, say)
    return 1 if verified.faults else 0


def print_verification(verified: Verification, say: Speaker) -> None:
    """What was verified, what does not hold, what else is to be known, and the head."""
    out = console()
    out.print(plain(say("say.counts", **verified.counts)))
    if verified.unmade:
        out.print(plain(say("say.unmade", count=len(verified.unmade))))
    out.print(plain(say("say.faults", count=len(verified.faults)) if verified.faults else say("say.sound")))
    for fault in verified.faults:
        out.print(plain(f"✗ {fault.sentence(say.lang)}"))
    for note in verified.notes:
        out.print(plain(f"• {note.sentence(say.lang)}"))
    out.print(plain(say("say.head", head=verified.head)))


def stamp_log(dossier: Dossier, request: Path | None, response: Path | None, actor: str, say: Speaker) -> None:
    """Have the log stamped over the web, or by hand: write a request to a file, or take in the answer of one."""
    if request and response:
        raise AmparoError(say("error.request_and_response"))
    if request:
        if request.exists():
            raise AmparoError(say("error.exists", path=request))
        asked = dossier.request_stamp(actor)
        try:
            request.write_bytes(asked.request)
        except OSError as error:
            kept = dossier.path / "stamps" / f"{asked.name}.tsq"
            raise AmparoError(
                say("error.write_request", path=request, reason=error.strerror or error, kept=kept)
            ) from error
        print(say("say.requested", path=request, event=asked.event))
        return
    if response:
        try:
            answer = response.read_bytes()
        except OSError as error:
            raise AmparoError(say("error.read", path=response, reason=error.strerror or error)) from error
        _print_stamp(dossier.take_stamp(answer, actor), say)
        return
    _print_stamp(dossier.timestamp(actor), say)


def _print_stamp(stamp: Stamp, say: Speaker) -> None:
    print(say("say.stamped", event=stamp.event, head=stamp.head, time=stamp.facts()["time"], name=stamp.name))
