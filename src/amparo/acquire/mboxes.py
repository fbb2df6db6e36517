"""Mailboxes (mbox): each mail an item, its bytes as they stand between one `From ` line and the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amparo.acquire.files import too_large
from amparo.acquire.items import Budget, Limits, Member
from amparo.model import Problem

# Programs differ in which lines of a mail they escape: one with sender, day and time begins a mail wherever it stands,
# one without only behind an empty line; both only before a header.
_FROM = re.compile(
    rb"^(?:From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]*\d\d:\d\d[^\r\n]*"
    rb"|(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From (?:[^\r\n]*\d\d:\d\d[^\r\n]*|-?[ \t]*))\r?\n"
    rb"(?=>From |[A-Za-z][A-Za-z0-9-]*:)",
    re.MULTILINE,
)


def mails(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The mails in the mailbox `data`, named `doc/1.eml`, `doc/2.eml`, ... in their order."""
    number = 0
    begun: re.Match[bytes] | None = None
    for found in _FROM.finditer(data):
        if begun:
            number += 1
            yield _mail(doc, data, number, begun.end(), found.start(), limits)
            if number == limits.archive_entries:
                reason = f"The mailbox holds more than {number:,} mails; the rest were not taken."
                yield Problem(doc, reason, "Split it, or raise the limit.", f"mails after {number:,}")
                return
        elif found.start() > 0:
            yield Problem(doc, "Before the first mail stands something that is no mail.", "", "offset=0")
        begun = found
    if begun is None:
        yield Problem(doc, "The mailbox holds no mails.", "Save its mails as .eml files and add those.", whole=True)
        return
    yield _mail(doc, data, number + 1, begun.end(), len(data), limits)


def _mail(doc: str, data: bytes, number: int, start: int, end: int, limits: Limits) -> Member | Problem:
    place = f"{doc}/{number}.eml"
    if (ending := data[max(start, end - 3) : end]).endswith((b"\n\n", b"\n\r\n")):
        end -= 2 if ending.endswith(b"\r\n") else 1
    if end - start > limits.item_bytes:
        return too_large(place, end - start, limits)
    mail = data[start:end]
    return Member(place, mail, told="message/rfc822", record={"offset": str(start), "length": str(len(mail))})
