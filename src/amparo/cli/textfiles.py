"""`amparo claims --text`: plain text files read without a dossier and without a database."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from amparo.cli.messages import Speaker
from amparo.cli.output import Format, write_records
from amparo.model import Capture, SkipItem, claim_record
from amparo.model.claim import SLOTS

FIELDS = ("doc", "lang", "start", "end", "quote", *SLOTS)
"""The fields of a claim as docs/claims.md has them."""


def print_claims_of_files(paths: Sequence[Path], form: Format, explain: bool, say: Speaker) -> int:
    """Print the claims of text files; returns the exit status: 1 where a file could not be read."""
    from amparo.extract import extract_claims
    from amparo.packs import load_pack
    from amparo.read import read_capture

    pack = load_pack()
    fields = (*FIELDS, "reasons") if explain else FIELDS
    records: list[dict[str, Any]] = []
    status = 0
    for path in paths:
        try:
            data = path.read_bytes()
            text = read_capture(_capture(path.name, data), data, pack.languages)
        except OSError as error:
            print(say("error.file", path=path, reason=error.strerror or error), file=sys.stderr)
            status = 1
            continue
        except SkipItem as skip:
            print(say("error.file", path=path, reason=skip.reason), file=sys.stderr)
            status = 1
            continue
        for problem in text.problems:
            print(f"{path}: {problem.reason} {problem.remedy}".strip(), file=sys.stderr)
        found = [claim_record(claim) for claim in extract_claims(text, pack)]
        rows = [{name: record[name] for name in fields} for record in found]
        if form is Format.jsonl:
            write_records(rows, form)
        else:
            records += rows
    if form is not Format.jsonl:
        write_records(records, form)
    return status


def _capture(doc: str, data: bytes) -> Capture:
    """What a text file is taken for: plain text, whatever its name; nothing of it is kept."""
    return Capture(hashlib.sha256(data).hexdigest(), doc, len(data), "text/plain", captured="")
