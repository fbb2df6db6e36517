"""Mail: who wrote it when, and its text; what others wrote in it stays marked as theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from importlib.resources import files

from amparo.acquire.attachments import is_body
from amparo.acquire.mime import header, parse_mail
from amparo.model import Capture, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.packs import load_yaml
from amparo.read.charset import decode
from amparo.read.compose import Composer, joined
from amparo.read.html_blocks import page_blocks, parse_page
from amparo.read.markup import without_tags
from amparo.read.meta import Meta, host_of, make_text, reader_name
from amparo.read.paragraphs import is_item, lines_of, paragraphs

_QUOTED = re.compile(r"(?:>[ \t]?)+")


def mail_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return reader_name("mail/2", "lxml")


def read_mail(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a mail: subject as title, sender as author, and the body (plain text where there is any, else its HTML).

    Quoted and forwarded text becomes quote blocks. Attachments are captures of their own and not read here.

    Raises:
        SkipItem: it is nested beyond reason, or holds no words.
    """
    message = parse_mail(data)
    composer = Composer()
    subject = header(message, "subject")
    composer.add(subject, "title", "header=Subject")
    for number, part in _bodies(message):
        _add_body(composer, part, f"part={number}")
    senders = getaddresses([header(message, "from")])
    meta = Meta(
        title=subject or None,
        authors=[name or address for name, address in senders],
        publisher=next((_domain(address) or name or None for name, address in senders if "@" in address), None),
        dates=[_sent(message)],
        lang=header(message, "content-language") or None,
    )
    if not any(block.kind != "title" for block in composer.blocks):
        raise SkipItem("The mail holds no text.", "Its attachments, if any, were added by themselves.")
    return make_text(capture, composer, meta, mail_signature(), languages)


def _bodies(message: Message) -> Iterator[tuple[int, Message]]:
    """The parts that are the mail's own text, with their number among its parts in order, from 1.

    Where the same text comes in several forms, plain text is taken before HTML.
    """
    number = 0
    waiting: list[tuple[Message, bool]] = [(message, True)]
    while waiting:
        part, wanted = waiting.pop()
        children = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(children, list):
            inner = [child for child in children if isinstance(child, Message)]
            chosen = _preferred(inner) if part.get_content_subtype() == "alternative" else None
            waiting.extend((c, wanted and (chosen is None or c is chosen)) for c in reversed(inner))
            continue
        number += 1
        if wanted and is_body(part):
            yield number, part


def _preferred(parts: Sequence[Message]) -> Message | None:
    for kind in ("text/plain", "multipart/related", "multipart/mixed", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and (kind != "text/plain" or _payload(part).strip()):
                return part
    return None


def _add_body(composer: Composer, part: Message, place: str) -> None:
    text = body_text(part)
    if part.get_content_type() == "text/html":
        page = parse_page(text)
        for block in page_blocks(page) if page is not None else ():
            composer.add(without_tags(block.text), block.kind, place, gap=block.gap)
        return
    forwarded = False
    if part.get_param("format") == "flowed":
        text = re.sub(r" \r?\n(?=[^>\s-])", " ", text)
    for group in paragraphs(lines_of(text)):
        words = joined(" ".join(_QUOTED.sub("", line.text) for line in group))
        forwarded = forwarded or bool(_forwarded().fullmatch(words))
        kind: BlockKind = "quote" if forwarded or group[0].text.startswith(">") else "paragraph"
        composer.add(words, kind if kind == "quote" or not is_item(words) else "item", place)


def body_text(part: Message) -> str:
    """The characters of a part that is text of a mail, as they stand in it: of HTML, its markup."""
    return decode(_payload(part), _charset(part), markup=part.get_content_type() == "text/html").text


@cache
def _forwarded() -> re.Pattern[str]:
    """Lines after which the rest of a mail is somebody else's."""
    root = load_yaml(files("amparo.packs").joinpath("common", "mail.yaml")).only("forwarded")
    phrases = [re.escape(phrase) for _, node in root.need("forwarded").items() for phrase in node.strings()]
    return re.compile(rf"\s*(?:-{{2,}}\s*)?(?:{'|'.join(phrases)})\b.*", re.IGNORECASE)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return str(charset) if charset else None


def _sent(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _domain(address: str) -> str | None:
    host = address.rpartition("@")[2].strip("<> ")
    return host_of(f"https://{host}/") if re.fullmatch(r"[\w.-]+", host) else None
