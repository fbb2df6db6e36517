"""One row for every kind: read, or the reason why not."""

from __future__ import annotations

import pytest

from amparo.model import SkipItem
from amparo.read.reader import READERS
from kit.documents import make_zip, read


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"{}", "a.json", "no reader for JSON yet"),
        (b"a,b\n", "a.csv", "CSV"),
        (b"a\tb\n", "a.tsv", "TSV"),
        (b"<?xml version='1.0'?><root/>", "a.xml", "XML"),
        (b"1\tEl\tel\n", "a.conllu", "CoNLL-U"),
        (b"WARC/1.0\r\n", "a.warc", "WARC"),
        (b"\x1f\x8bxx", "a.gz", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
        (b"\x00\x01\x02", "a.bin", "binary"),
        (make_zip({"a.txt": b"x"}), "a.zip", "read one by one"),
        (b"{\\rtf1 hola}", "a.rtf", "RTF"),
        (b"Rar!\x1a\x07\x00", "a.rar", "no reader for files of the kind"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(SkipItem, match=reason) as caught:
        read(data, name)
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_markup_has_a_bound(name: str) -> None:
    with pytest.raises(SkipItem, match="markup is read up to 20 MB"):
        read(b"<html>" + b"a" * 20_000_001, name)


def test_every_reader_signs_its_texts() -> None:
    assert len({reader.__name__ for reader in READERS.values()}) == 7
