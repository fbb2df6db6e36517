"""The brief as a tagged PDF: title, language, tags, page numbers, quotes and hashes; the same bytes each time."""

from __future__ import annotations

import re
import sys
from io import BytesIO

import pdfplumber
import pypdfium2
import pytest
from pypdfium2 import raw

from amparo.brief import write_brief
from amparo.model import AmparoError, Brief, Source
from amparo.publish import render_pdf
from amparo.reconcile import Account
from kit.claims import PACK, account, claim

HASH = "f" * 64


def sample(lang: str) -> tuple[Brief, Account]:
    claims = [
        claim("terms.agreed", 300, "up_to", asserter="officials", doc=HASH, quote="no more than 300 men"),
        claim("money.disbursed", 5_000_000, "less_than", unit="USD", doc=HASH, quote="less than 5,000,000 dollars"),
    ]
    made = account(*claims, sources=[Source(HASH, HASH, "en", publisher="The Weekly Beacon")])
    return write_brief(made, PACK, lang), made


def drawable() -> None:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"the extra `pdf` or the Pango library is not installed: {error}")


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize(("lang", "notes"), [("en", "The words behind it"), ("es", "Las palabras que lo sostienen")])
def test_the_pdf_is_tagged_and_whole(lang: str, notes: str) -> None:
    drawable()
    brief, made = sample(lang)
    data = render_pdf(brief, made, PACK)
    document = pypdfium2.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(document.raw)
    assert brief.title is not None
    assert document.get_metadata_dict()["Title"] == brief.title.text
    with pdfplumber.open(BytesIO(data)) as opened:
        catalog = opened.doc.catalog
        assert catalog["Lang"] == lang.encode()
        assert b"pdfuaid:part" in catalog["Metadata"].resolve().get_data()
    text = words_of(data)
    assert notes in text
    assert "no more than 300 men" in text
    assert HASH in text.replace(" ", "")
    assert re.search(rf"\b1 / {len(document)}\b", text)


def test_the_same_brief_gives_the_same_bytes() -> None:
    drawable()
    brief, made = sample("en")
    assert render_pdf(brief, made, PACK) == render_pdf(brief, made, PACK)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    brief, made = sample("en")
    with pytest.raises(AmparoError, match="extra “pdf”"):
        render_pdf(brief, made, PACK)
