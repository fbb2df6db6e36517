"""A brief as data: the JSON shape that docs and the command line promise."""

from __future__ import annotations

from typing import Any

from amparo.model import Brief, Changes, Sentence


def render_json(brief: Brief) -> dict[str, Any]:
    """The brief as plain values.

    `machine_read` tells that no person has reviewed some claim behind the sentence; `withheld` counts private names,
    `refused` sentences that failed the checker, `unconfirmed` claims read by OCR that no person has confirmed and that
    nothing rests on.
    """
    return {
        "lang": brief.lang,
        "title": _told(brief.title) if brief.title else None,
        "summary": [_told(sentence) for sentence in brief.summary],
        "key_points": [_told(sentence) for sentence in brief.key_points],
        "open_questions": [{**_told(q), "findings": list(q.findings)} for q in brief.open_questions],
        "sources": [
            {
                "doc": source.doc,
                "publisher": source.publisher,
                "published": source.published,
                "captured": source.captured,
                "sha256": source.doc_id,
            }
            for source in brief.sources
        ],
        "withheld": brief.withheld,
        "refused": len(brief.refused),
        "unconfirmed": brief.unconfirmed,
        **({"changes": _changes(brief.changes)} if brief.changes else {}),
    }


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "since": changes.since,
        "documents": [source.doc for source in changes.documents],
        "unread": list(changes.unread),
        "decided": dict(changes.decided),
        "closed": list(changes.closed),
        "gone": changes.gone,
    }


def _told(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "claims": list(sentence.claims), "machine_read": sentence.machine}
