"""Pages saved as one file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from amparo.model import SkipItem
from kit.documents import read, shown

FIRST = "El Gobierno de El Salvador aceptó recibir hasta 300 personas durante un año, según una nota diplomática."
SECOND = "El Departamento de Estado apartó 15 millones de dólares, de los que envió poco menos de 5 millones."


def saved(body: str, subtype: str = "html") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by Blink>", "Nota"
    message["Snapshot-Content-Location"] = "https://www.laceiba.com/2025/03/17/nota"
    message.set_content(body, subtype=subtype, charset="iso-8859-1")
    message.add_related(b"p {}", maintype="text", subtype="css")
    return bytes(message)


def test_the_page_and_where_it_was_saved_from() -> None:
    page = f"<html><head><title>Nota</title></head><body><h1>Nota</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    text = read(saved(page), "nota.mhtml")
    assert shown(text) == [("title", "Nota"), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert (text.url, text.publisher) == ("https://www.laceiba.com/2025/03/17/nota", "laceiba.com")
    assert (text.published, text.lang) == ("2025-03-17", "es")


def test_a_file_without_a_page() -> None:
    with pytest.raises(SkipItem, match="holds no HTML page"):
        read(saved("hola", "plain"), "nota.mhtml")
