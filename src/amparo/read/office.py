"""Office files (zips of XML): what could hurt is refused before anything is parsed."""

from __future__ import annotations

from amparo.acquire.ziplist import DAMAGED, open_zip
from amparo.model import SkipItem

UNPACKED = 200_000_000


def check_office(data: bytes, damaged: str, large: str, remedy: str) -> None:
    """Refuse an office file that unpacks to too much or whose XML declares a document type, as XML bombs do.

    `damaged` and `large` are the sentences that say so of its kind of file.

    Raises:
        SkipItem: it is so, or it is damaged.
    """
    try:
        with open_zip(data) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > UNPACKED:
                raise SkipItem(large, remedy)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        start = part.read(4096).replace(b"\x00", b"")
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        raise SkipItem("Its XML declares a document type, which no office file needs.", remedy)
    except DAMAGED as error:
        raise SkipItem(damaged, remedy) from error
