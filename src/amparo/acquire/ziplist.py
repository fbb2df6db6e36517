"""Opening a zip so that its table of contents cannot eat the memory."""

from __future__ import annotations

import zlib
from io import BytesIO
from lzma import LZMAError
from struct import error as StructError
from zipfile import BadZipFile, ZipFile

LIST_BYTES = 16_000_000
"""The largest table of contents we load: some 200,000 members with names of ordinary length."""


class _Guarded(BytesIO):
    """`zipfile` reads the table of contents in one piece, as large as the archive says it is."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._size = len(data)

    def read(self, size: int | None = -1, /) -> bytes:
        rest = self._size - self.tell()
        if min(rest, rest if size is None or size < 0 else size) > LIST_BYTES:
            raise BadZipFile(f"its table of contents is larger than {LIST_BYTES:,} bytes")
        return super().read(size)


DAMAGED = (
    BadZipFile,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    LZMAError,
    StructError,
)
"""What `zipfile` raises on archives that are damaged, encrypted or packed by a method it lacks."""


def open_zip(data: bytes) -> ZipFile:
    """Open a zip for reading. Raises one of `DAMAGED`."""
    return ZipFile(_Guarded(data))
