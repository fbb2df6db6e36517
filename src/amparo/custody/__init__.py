"""Proofs: originals kept by their hash, the chained log, verification from the originals up."""

from amparo.custody.checklist import Held, Point, berkeley_checklist
from amparo.custody.faults import Fault
from amparo.custody.log import Event, append_event, verify_chain
from amparo.custody.originals import (
    Staged,
    discard_staged,
    hash_of_file,
    keep_original,
    original_path,
    place_original,
    read_original,
    sha256_hex,
    stage_original,
    sweep_incoming,
    sync_folder,
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
    "Staged",
    "StoredCorrection",
    "StoredItem",
    "StoredReading",
    "StoredText",
    "Verification",
    "append_event",
    "berkeley_checklist",
    "digest_of_body",
    "discard_staged",
    "hash_of_file",
    "keep_original",
    "original_path",
    "place_original",
    "read_original",
    "reading_body",
    "sha256_hex",
    "stage_original",
    "sweep_incoming",
    "sync_folder",
    "verify_chain",
    "verify_dossier",
]
