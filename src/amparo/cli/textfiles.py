"""`amparo claims --text`: plain text files read without a dossier and without a database."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from amparo.acquire import Limits, media_type
from amparo.acquire.items import megabytes, shown
from amparo.cli.messages import Speaker
from amparo.cli.output import Format, write_records
from amparo.cli.sentences import said_in, told
from amparo.cli.show import print_claims
from amparo.model import AmparoError, Capture, Claim, SkipItem, Text, claim_record
from amparo.model.claim import SLOTS
from amparo.packs import Pack

FIELDS = ("doc", "lang", "start", "end", "quote", *SLOTS)
"""The fields of a claim as docs/claims.md has them."""

_TEXT = ("text/", "message/", "multipart/", "application/xml", "application/feed+xml", "application/mbox")


def print_claims_of_files(paths: Sequence[Path], form: Format, explain: bool, say: Speaker) -> int:
    """Print the claims of text files; returns the exit status: 0 all were read, 1 some were, 2 none was."""
    from amparo.extract import extract_claims
    from amparo.packs import load_pack

    pack = load_pack()
    fields = (*FIELDS, "reasons") if explain else FIELDS
    texts: list[Text] = []
    claims: list[Claim] = []
    unread = 0
    for path in paths:
        try:
            text = _read(path, pack, say)
        except AmparoError as error:
            print(error, file=sys.stderr)
            unread += 1
            continue
        for problem in text.problems:
            print(f"{shown(str(path))}: {told(say.lang, problem.reason, problem.remedy)}", file=sys.stderr)
        if explain and form is not Format.csv:
            texts.append(text)
            continue
        found = extract_claims(text, pack)
        if form is Format.jsonl:
            write_records((_record(claim, fields) for claim in found), form)
        else:
            claims += found
    if explain and form is not Format.csv:
        from amparo.cli.explained import write_explained
        from amparo.extract.explain import explain_text

        read = ((text, explain_text(text, pack)) for text in texts)
        write_explained(read, pack, form, lambda claim: _record(claim, fields), say)
    elif form is Format.table:
        from amparo.cli.discretion import EVERYTHING

        print_claims(pack, claims, EVERYTHING, say)
    elif form is not Format.jsonl:
        write_records((_record(claim, fields) for claim in claims), form)
    return 2 if unread == len(paths) else 1 if unread else 0


def _record(claim: Claim, fields: Sequence[str]) -> dict[str, Any]:
    record = claim_record(claim)
    return {name: record[name] for name in fields if name in record}


def _read(path: Path, pack: Pack, say: Speaker) -> Text:
    """The text of one file. Raises `AmparoError` where it has none: a sentence in the language of `say`."""
    from amparo.read import read_capture

    name, limit = shown(str(path)), Limits().item_bytes
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise AmparoError(say("error.no_file", path=name)) from error
    except IsADirectoryError as error:
        raise AmparoError(say("error.folder", path=name)) from error
    except OSError as error:
        raise AmparoError(
            say("error.file", path=name, reason=said_in(say.lang, error.strerror or str(error)))
        ) from error
    if len(data) > limit:
        raise AmparoError(say("error.large", path=name, limit=megabytes(limit)))
    kind = media_type(data, "")
    if not kind.startswith(_TEXT):
        raise AmparoError(say("error.not_text", path=name, kind=kind))
    try:
        return read_capture(_capture(shown(path.name), data), data, pack.languages)
    except SkipItem as skip:
        raise AmparoError(say("error.unread", path=name, reason=told(say.lang, skip.reason, skip.remedy))) from skip


def _capture(doc: str, data: bytes) -> Capture:
    """What a text file is taken for: plain text, whatever its name; nothing of it is kept."""
    return Capture(hashlib.sha256(data).hexdigest(), doc, len(data), "text/plain", captured="")
