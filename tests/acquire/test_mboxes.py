"""Mailboxes: each mail an item with its attachments, found again by its offset."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from amparo.acquire import Acquired, Limits, acquire_source
from amparo.model import Problem
from amparo.read import read_capture
from kit.documents import NOW


def mail(subject: str, text: str, attached: bytes | None = None) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "prensa@estado.example", subject, "Wed, 12 Mar 2025 10:00:00 +0000"
    made.set_content(text)
    if attached:
        made.add_attachment(attached, maintype="text", subtype="plain", filename="nota.txt")
    return bytes(made)


def found(tmp_path: Path, data: bytes, name: str = "b.mbox", **limits: int) -> tuple[list[Acquired], list[Problem]]:
    (tmp_path / name).write_bytes(data)
    rows = list(acquire_source(tmp_path / name, NOW, limits=Limits(**limits)))
    return [r for r in rows if isinstance(r, Acquired)], [r for r in rows if isinstance(r, Problem)]


FIRST = mail("Cifras", "El Estado recibió a 238 personas.\n\n>From now on, nothing.\nFrom here on, this is one mail.\n")
SECOND = mail("Figures", "See what is attached.\n", b"238 personas")
LINE = b"From prensa@estado.example Wed Mar 12 10:00:00 2025"


@pytest.mark.parametrize("name", ["b.mbox", "Inbox"])
@pytest.mark.parametrize(
    "line", [LINE, b"From - Wed Mar 12 10:00:00 2025", b"From MAILER-DAEMON Wed Mar  2 10:00:00 2025"]
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_mails_and_their_attachments_are_items(tmp_path: Path, name: str, line: bytes, end: bytes) -> None:
    data = (line + b"\n" + FIRST + b"\n" + line + b"\n" + SECOND + b"\n").replace(b"\n", end)
    items, problems = found(tmp_path, data, name)
    assert not problems
    assert [i.capture.doc for i in items] == [name, f"{name}/1.eml", f"{name}/2.eml", f"{name}/2.eml/nota.txt"]
    assert [i.capture.method for i in items] == ["file", "mbox", "mbox", "mail"]
    assert items[0].opened
    assert items[1].data == FIRST.replace(b"\n", end)
    for item in items[1:3]:
        start, length = int(item.capture.record["offset"]), int(item.capture.record["length"])
        assert data[start : start + length] == item.data
    text = read_capture(items[1].capture, items[1].data)
    assert (text.title, text.published) == ("Cifras", "2025-03-12")
    assert items[3].data.startswith(b"238 personas")


def test_a_mailbox_that_begins_late_is_cut_or_holds_too_many(tmp_path: Path) -> None:
    box = b"".join(LINE + b"\n" + FIRST + b"\n" for _ in range(4))
    items, (problem,) = found(tmp_path, b"basura\n\n" + box)
    assert len(items) == 5
    assert "Before the first mail" in problem.reason
    items, _problems = found(tmp_path, box[:-200])
    assert len(items) == 5
    items, (problem,) = found(tmp_path, box, archive_entries=2)
    assert len(items) == 3
    assert "more than 2 mails" in problem.reason
    items, (problem,) = found(tmp_path, b"nada de correo aqui")
    assert problem.whole


def test_a_large_mail_is_a_row_and_the_others_are_taken(tmp_path: Path) -> None:
    box = LINE + b"\n" + mail("x", "palabra " * 500) + b"\n" + LINE + b"\n" + FIRST
    items, problems = found(tmp_path, box, item_bytes=len(box) - 1)
    assert not items
    items, problems = found(tmp_path, box, item_bytes=len(box))
    assert len(items) == 3
    assert not problems
