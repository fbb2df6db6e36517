"""Proofs: originals kept by their hash, the chained log, verification from the originals up."""

from amparo.custody.checklist import Held, Point, berkeley_checklist
from amparo.custody.faults import Fault
from amparo.custody.log import Event, append_event, verify_chain
from amparo.custody.originals import (
    hash_of_file,
    keep_original,
    listed_originals,
    original_path,
    read_original,
    sha256_hex,
    sweep_incoming,
)
from amparo.custody.verify import (
    Again,
    Record,
    Row,
    StoredCorrection,
    StoredItem,
    StoredReading,
    StoredText,
    Verification,
    digest_of_body,
    reading_body,
    verify_dossier,
)

__all__ = [
    "Again",
    "Event",
    "Fault",
    "Held",
    "Point",
    "Record",
    "Row",
    "StoredCorrection",
    "StoredItem",
    "StoredReading",
    "StoredText",
    "Verification",
    "append_event",
    "berkeley_checklist",
    "digest_of_body",
    "hash_of_file",
    "keep_original",
    "listed_originals",
    "original_path",
    "read_original",
    "reading_body",
    "sha256_hex",
    "sweep_incoming",
    "verify_chain",
    "verify_dossier",
]
