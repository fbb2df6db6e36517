"""Pages saved as one file (MHTML): a mail whose first HTML part is the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    page = next((part for part in leaves(message) if part.get_content_type() == "text/html"), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise SkipItem("The file holds no HTML page.", "Save the page again from your browser.")
    address = header(message, "snapshot-content-location") or header(page, "content-location")
    told = replace(
        capture,
        url=capture.url or (address if address.startswith(("http://", "https://")) else None),
        headers={"content-type": header(page, "content-type")},
    )
    return read_html(told, payload, languages)
