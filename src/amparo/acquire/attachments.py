"""What a mail carries besides its text: attachments, pictures, mails inside it."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from amparo.acquire.files import too_large
from amparo.acquire.items import Budget, Limits, Member, shown
from amparo.acquire.mime import header_text, parse_mail
from amparo.model import Problem

_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml", "application/pdf": ".pdf"}


def attachments(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The parts of a mail that are not its text, one by one, named `mail.eml/name` (or `mail.eml/part-3`).

    Raises:
        SkipItem: the mail is nested beyond reason.
    """
    for number, part in enumerate(leaves(parse_mail(data)), 1):
        if number > limits.mail_parts:
            yield Problem(
                doc,
                f"The mail has more than {limits.mail_parts:,} parts; the rest were not taken.",
                "Save the attachments you need and add them by themselves.",
                where=f"part={number}",
            )
            return
        if is_body(part):
            continue
        kind = part.get_content_type()
        name = header_text(part.get_filename() or "").replace("/", "_").strip(". ")
        place = f"{doc}/{shown(name) or f'part-{number}' + _ENDINGS.get(kind, '')}"
        payload = _bytes(part)
        yield (
            too_large(place, len(payload), limits) if len(payload) > limits.item_bytes else Member(place, payload, kind)
        )


def is_body(part: Message) -> bool:
    """Whether a part is text of the mail itself, not something attached to it."""
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def leaves(message: Message) -> list[Message]:
    """The parts that hold something, in order; a mail inside the mail is one part."""
    leaves: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        children = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(children, list):
            waiting.extend(child for child in reversed(children) if isinstance(child, Message))
        else:
            leaves.append(part)
    return leaves


def _bytes(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"\n".join(child.as_bytes() for child in inner if isinstance(child, Message))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
