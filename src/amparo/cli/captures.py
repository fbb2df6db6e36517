"""`amparo captures`: everything that was taken in, earlier versions and copies beside what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from amparo.model import AmparoError

if TYPE_CHECKING:
    from amparo.cli.discretion import Discretion
    from amparo.cli.messages import Speaker
    from amparo.cli.output import Format
    from amparo.dossier import Dossier
    from amparo.model import Capture

Record = dict[str, Any]

EXCHANGE = " (WARC)"
"""How the name of the exchange with a web server ends."""


def capture_records(dossier: Dossier) -> Iterator[Record]:
    """A record for each capture, oldest first.

    `state` is `current`; `earlier`, where the same source gave other bytes later; `copy`, where the same bytes had come
    in under another name, which is `of`; `exchange`, for requests and answers of the web, whose page is `of`.
    """
    captures = dossier.store.captures()
    first: dict[str, Capture] = {}
    newest: dict[str, Capture] = {}
    for capture in captures:
        first.setdefault(capture.sha256, capture)
        newest[capture.doc] = capture
    for capture in captures:
        state, of = "current", None
        if capture.method == "url" and capture.doc.endswith(EXCHANGE):
            state, of = "exchange", capture.doc.removesuffix(EXCHANGE)
        elif first[capture.sha256].doc != capture.doc:
            state, of = "copy", first[capture.sha256].doc
        elif newest[capture.doc] is not capture:
            state = "earlier"
        yield {
            "doc": capture.doc,
            "state": state,
            "of": of,
            "captured": capture.captured,
            "sha256": capture.sha256,
            "size": capture.size,
            "media_type": capture.media_type,
            "method": capture.method,
            "url": capture.url,
            "redirects": list(capture.redirects),
            "container": capture.container,
        }


def list_captures(dossier: Dossier, docs: Sequence[str], hide: Discretion, form: Format, say: Speaker) -> None:
    """Print them all, or those whose name or address ends so."""
    from amparo.cli.output import Format, table, write_records

    listed = list(capture_records(dossier))
    for doc in docs:
        if not any(_named(record, doc) for record in listed):
            raise AmparoError(say("error.capture", doc=doc))
    shown = [record for record in listed if not docs or any(_named(record, doc) for doc in docs)]
    for record in shown:
        for key in ("doc", "of", "url"):
            record[key] = hide.place(record[key]) if record[key] else None
        record["redirects"] = [hide.place(url) for url in record["redirects"]]
    if form is not Format.table:
        write_records(shown, form)
        return
    headings = [say(f"col.{name}") for name in ("doc", "status", "captured", "sha256", "why")]
    table(
        headings,
        ([r["doc"], say(f"state.{r['state']}"), r["captured"], r["sha256"], _note(r, say)] for r in shown),
        (2,),
    )


def _named(record: Record, given: str) -> bool:
    return any((record[key] or "").endswith(given) for key in ("doc", "of", "url"))


def _note(record: Record, say: Speaker) -> str:
    """What a copy or an exchange is of, and the way of an address that led on to others."""
    if record["of"]:
        return say("say.of", doc=record["of"])
    return " → ".join([*record["redirects"], record["url"]]) if record["redirects"] else ""
