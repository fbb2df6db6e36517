"""Proofs: originals kept by their hash, the chained log, verification from the originals up."""

from amparo.custody.checklist import Held, Point, berkeley_checklist
from amparo.custody.faults import Fault
from amparo.custody.log import Event, append_event, hash_of_line, verify_chain
from amparo.custody.manifest import FACT, Manifest, make_manifest
from amparo.custody.opinions import Opinion
from amparo.custody.originals import (
    Staged,
    discard_staged,
    hash_of_file,
    keep_file,
    listed_originals,
    original_path,
    place_original,
    read_original,
    sha256_hex,
    stage_original,
    sweep_incoming,
    sync_folder,
)
from amparo.custody.record import (
    Record,
    Row,
    StoredCorrection,
    StoredFailure,
    StoredItem,
    StoredReading,
    StoredText,
    digest_of_body,
    reading_body,
)
from amparo.custody.stamps import (
    FOLDER,
    Stamp,
    StampCheck,
    answer_of,
    check_stamps,
    judge,
    name_of,
    trusted_authorities,
)
from amparo.custody.token import make_request, read_response
from amparo.custody.verify import Again, Verification, verify_dossier

__all__ = [
    "FACT",
    "FOLDER",
    "Again",
    "Event",
    "Fault",
    "Held",
    "Manifest",
    "Opinion",
    "Point",
    "Record",
    "Row",
    "Staged",
    "Stamp",
    "StampCheck",
    "StoredCorrection",
    "StoredFailure",
    "StoredItem",
    "StoredReading",
    "StoredText",
    "Verification",
    "answer_of",
    "append_event",
    "berkeley_checklist",
    "check_stamps",
    "digest_of_body",
    "discard_staged",
    "hash_of_file",
    "hash_of_line",
    "judge",
    "keep_file",
    "listed_originals",
    "make_manifest",
    "make_request",
    "name_of",
    "original_path",
    "place_original",
    "read_original",
    "read_response",
    "reading_body",
    "sha256_hex",
    "stage_original",
    "sweep_incoming",
    "sync_folder",
    "trusted_authorities",
    "verify_chain",
    "verify_dossier",
]
