"""Mail: who, when, and whose words."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from amparo.model import SkipItem
from kit.documents import read, shown

FIRST = "El sábado fueron deportadas a El Salvador 261 personas, de las cuales 137 lo fueron bajo la ley de 1798."
SECOND = "The administration paid approximately six million dollars, which the secretary called pennies on the dollar."


def mail(body: str, subtype: str = "plain", charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Oficina de Prensa <prensa@presidencia.gob.sv>"
    message["To"] = "mesa@diario.example"
    message["Subject"] = "Cifras del año"
    message["Date"] = "Mon, 17 Mar 2025 23:52:11 -0600"
    message.set_content(body, subtype=subtype, charset=charset)
    return message


def test_headers_and_body() -> None:
    text = read(bytes(mail(f"{FIRST}\n\n{SECOND}\n")), "a.eml")
    assert shown(text) == [("title", "Cifras del año"), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert [b.fragment for b in text.blocks] == ["header=Subject", "part=1", "part=1"]
    assert (text.title, text.authors, text.published) == ("Cifras del año", ("Oficina de Prensa",), "2025-03-17")
    assert (text.publisher, text.lang) == ("presidencia.gob.sv", "es")


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_charsets(charset: str) -> None:
    assert FIRST in read(bytes(mail(FIRST, charset=charset)), "a.eml").content


def test_plain_text_is_taken_before_html() -> None:
    message = mail(f"{FIRST}\n")
    message.add_alternative(f"<p>{SECOND}</p>", subtype="html")
    assert [words for _, words in shown(read(bytes(message), "a.eml"))] == ["Cifras del año", FIRST]


def test_html_where_there_is_no_plain_text() -> None:
    message = mail(
        f"<style>p {{}}</style><h2>Nota</h2><p>{FIRST}</p><ul><li>{SECOND}</li></ul><script>x()</script>", "html"
    )
    assert shown(read(bytes(message), "a.eml"))[1:] == [("heading", "Nota"), ("paragraph", FIRST), ("item", SECOND)]


def test_html_where_the_plain_text_is_empty() -> None:
    message = mail("\n")
    message.add_alternative(f"<p>{SECOND}</p>", subtype="html")
    assert SECOND in read(bytes(message), "a.eml").content


def test_attachments_are_not_the_mail_s_text() -> None:
    message = mail(f"{FIRST}\n")
    message.add_attachment("500 personas", filename="nota.txt")
    assert "500" not in read(bytes(message), "a.eml").content


@pytest.mark.parametrize(
    "body",
    [
        f"{FIRST}\n\n> {SECOND}\n",
        f"{FIRST}\n\n---------- Forwarded message ---------\n\n{SECOND}\n",
        f"{FIRST}\n\n-----Mensaje original-----\n\n{SECOND}\n",
        f"{FIRST}\n\n---------- Mensaje reenviado ---------\nDe: Otra Oficina\n\n{SECOND}\n",
    ],
)
def test_other_people_s_words_stay_theirs(body: str) -> None:
    kinds = {words: kind for kind, words in shown(read(bytes(mail(body)), "a.eml"))}
    assert kinds[FIRST] == "paragraph"
    assert kinds[SECOND] == "quote"


def test_parts_are_numbered_as_they_stand() -> None:
    message = mail(f"{FIRST}\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    message.attach(mail(f"{SECOND}\n"))
    places = [b.fragment for b in read(bytes(message), "a.eml").blocks]
    assert places[:2] == ["header=Subject", "part=1"]


@pytest.mark.parametrize(
    ("raw", "title", "published"),
    [
        (b"Subject: =?utf-8?q?A=C3=B1o?=\nFrom: a\n\nhola", "Año", None),
        (b"Subject: =?no-such?q?A=F1o?=\nFrom: a\n\nhola", "Año", None),
        (b"Subject: A\xf1o\nFrom: a\n\nhola", "Año", None),
        ("Subject: Año\nFrom: a\n\nhola".encode(), "Año", None),
        (b"Subject: x\nFrom: a\nDate: never\n\nhola", "x", None),
        (b"Subject: x\nFrom: a\nDate: Mon, 99 Mar 2025 99:99:99 +9999\n\nhola", "x", None),
        (b"Subject: x\nFrom: a\nDate: 17 Mar 2025 10:00 GMT\n\nhola", "x", "2025-03-17"),
        (b'From: "<<>>@@" <\nSubject: x\n\nhola', "x", None),
    ],
)
def test_headers_that_are_badly_made(raw: bytes, title: str, published: str | None) -> None:
    text = read(raw, "a.eml")
    assert (text.title, text.published) == (title, published)


def test_a_mail_without_text() -> None:
    with pytest.raises(SkipItem, match="holds no text"):
        read(bytes(mail("\n")), "a.eml")
