"""Pages saved as one file (MHTML): a mail whose first HTML part is the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from email.message import Message

from amparo.acquire.attachments import leaves
from amparo.acquire.mime import header, parse_mail
from amparo.model import Capture, SkipItem, Text
from amparo.read.html import read_html


def read_mhtml(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read the page in an MHTML file, with the address it was saved from.

    Raises:
        SkipItem: there is no page in it, or the page cannot be read.
    """
    message = parse_mail(data)
    _, page, payload = _page_in(message)
    address = header(message, "snapshot-content-location") or header(page, "content-location")
    told = replace(
        capture,
        url=capture.url or (address if address.startswith(("http://", "https://")) else None),
        headers={"content-type": header(page, "content-type")},
    )
    return read_html(told, payload, languages)


def saved_page(data: bytes) -> tuple[int, bytes, str]:
    """The page in an MHTML file: its number among the parts, its bytes, and its `Content-Type`. Raises `SkipItem`."""
    number, page, payload = _page_in(parse_mail(data))
    return number, payload, header(page, "content-type")


def _page_in(message: Message) -> tuple[int, Message, bytes]:
    for number, part in enumerate(leaves(message), 1):
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes):
            return number, part, payload
    raise SkipItem("The file holds no HTML page.", "Save the page again from your browser.")
