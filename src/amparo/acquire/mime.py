"""Parsing mails without trusting them."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from amparo.model import SkipItem


def parse_mail(data: bytes) -> Message:
    """The mail in `data`.

    The older policy is used on purpose: the newer one raises a dozen kinds of errors on headers merely malformed.

    Raises:
        SkipItem: it is nested beyond reason.
    """
    try:
        return message_from_bytes(data)
    except RecursionError as error:
        raise SkipItem(
            "The mail is nested too deep to be read.", "Save the inner mail and add it by itself."
        ) from error


def header(message: Message, name: str) -> str:
    """The first header of that name as text, empty where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return header_text(value)
    return ""


def header_text(value: object) -> str:
    """A header as text on one line, encoded words decoded (`=?utf-8?q?...?=`), whatever stands in it."""
    raw = re.sub(r"\s+", " ", str(value)).strip()
    try:
        pieces = decode_header(raw)
    except (MessageError, ValueError):
        return _sound(raw)
    return _sound("".join(_decoded(piece, charset) for piece, charset in pieces)).strip()


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return piece.decode("cp1252", "replace")


def _sound(text: str) -> str:
    """Text whose undecodable bytes (lone surrogates) were read as UTF-8, else as Windows-1252."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
