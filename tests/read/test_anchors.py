"""The law: every passage of a text is found again in it after reading the same bytes, and leads to its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage

import pypdfium2 as pdfium
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from amparo.model import Text
from kit.documents import Line, make_docx, make_pdf, read, set_lines

VOCABULARY = (
    "up to 300 people were flown on March 15 the judge ordered “friendly” understanding $4.76 million el "
    "Gobierno aceptó recibir hasta 238 venezolanos según una nota de 15 millones año señal «vinculante» no han visto "
    "a un abogado"
)
WORDS = st.sampled_from(VOCABULARY.split())
PARAGRAPH = st.lists(WORDS, min_size=6, max_size=60).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(PARAGRAPH, min_size=1, max_size=8)
CUT = st.integers(0, 10**6)
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def passages(text: Text, cut: int) -> list[tuple[str, str]]:
    """A passage of each block with the fragment its anchor gives, after the anchor was found in the text."""
    found = []
    for block in text.blocks:
        length = block.end - block.start
        start = block.start + cut % max(1, length - 3)
        end = min(block.end, start + 1 + cut % 40)
        if text.content[start:end].strip():
            anchor = text.anchor(start, end)
            assert anchor.found_in(text.content)
            found.append((anchor.quote, anchor.fragment or ""))
    return found


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def reread(data: bytes, name: str) -> Text:
    """The text of these bytes, after checking that a second reading gives the same."""
    text = read(data, name)
    assert read(data, name) == text
    return text


def all_words(text: Text, paragraphs: Sequence[str]) -> None:
    """No paragraph is lost and none is out of order."""
    at = 0
    content = tight(text.content)
    for paragraph in paragraphs:
        at = content.index(tight(paragraph), at) + len(tight(paragraph))


@LAW
@given(PARAGRAPHS, CUT, st.sampled_from(["\n", "\r\n", "\n\n", "\n\n\n"]), st.sampled_from(["utf-8", "utf-16"]))
def test_plain(paragraphs: list[str], cut: int, gap: str, encoding: str) -> None:
    source = gap.join(paragraphs)
    text = reread(source.encode(encoding), "a.txt")
    assert text.content == source
    all_words(text, paragraphs)
    lines = re.split(r"\r\n|\n", source)
    for quote, fragment in passages(text, cut):
        first = int(fragment.removeprefix("line=")) - 1
        assert quote in gap[: 2 if gap == "\r\n" else 1].join(lines[first:])
    assert passages(text, cut) == passages(read(source.encode(encoding), "a.txt"), cut)


@LAW
@given(PARAGRAPHS, CUT, st.integers(30, 90))
def test_markdown(paragraphs: list[str], cut: int, width: int) -> None:
    wrapped = ["\n".join(words for _, _, _, words in set_lines(p, width=width)).replace("*", "") for p in paragraphs]
    source = "---\ntitle: T\n---\n\n" + "\n\n".join("**" + w.replace(" ", "** ", 1) for w in wrapped)
    text = reread(source.encode(), "a.md")
    all_words(text, paragraphs)
    lines = source.split("\n")
    for quote, fragment in passages(text, cut):
        below = " ".join(lines[int(fragment.removeprefix("line=")) - 1 :]).replace("**", "")
        assert quote in below


@LAW
@given(PARAGRAPHS, CUT)
def test_html(paragraphs: list[str], cut: int) -> None:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    head = "<!DOCTYPE html><html><head><title>Nota</title></head>"
    source = f"{head}<body><article><h1>Nota</h1>{body}</article></body></html>"
    text = reread(source.encode(), "a.html")
    tree = lxml_html.fromstring(source)
    elements = [e for e in tree.iter() if e.tag in ("body", "article", "h1", "p")]
    for quote, fragment in passages(text, cut):
        element = elements[int(fragment.removeprefix("block=")) - 1]
        assert quote in element.text_content()


@LAW
@given(PARAGRAPHS, CUT, st.integers(3, 30))
def test_pdf(paragraphs: list[str], cut: int, per_page: int) -> None:
    flowing: list[Line] = []
    for paragraph in paragraphs:
        flowing += [(0, 0, 11, words) for _, _, _, words in set_lines(paragraph)]
    pages = [
        [(72, 720 - 14 * row, size, words) for row, (_, _, size, words) in enumerate(flowing[start : start + per_page])]
        for start in range(0, len(flowing), per_page)
    ]
    data = make_pdf(pages)
    text = reread(data, "a.pdf")
    layers = [tight(page.get_textpage().get_text_range()) for page in pdfium.PdfDocument(data)]
    assert all(tight(words) in tight(text.content) for page in pages for _, _, _, words in page)
    for quote, fragment in passages(text, cut):
        first = int(fragment.removeprefix("page=")) - 1
        assert 0 <= "".join(layers[first:]).find(tight(quote)) < len(layers[first])


@LAW
@given(PARAGRAPHS, CUT)
def test_docx(paragraphs: list[str], cut: int) -> None:
    text = reread(make_docx([("Normal", p) for p in paragraphs]), "a.docx")
    all_words(text, paragraphs)
    for quote, fragment in passages(text, cut):
        assert quote in paragraphs[int(fragment.removeprefix("block=")) - 1]


@LAW
@given(PARAGRAPHS, CUT, st.sampled_from(["plain", "html"]))
def test_mail(paragraphs: list[str], cut: int, subtype: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Asunto"
    message.set_content("\n\n".join(paragraphs if subtype == "plain" else [f"<p>{p}</p>" for p in paragraphs]), subtype)
    text = reread(bytes(message), "a.eml")
    all_words(text, paragraphs)
    for quote, fragment in passages(text, cut):
        assert quote in {"header=Subject": "Asunto", "part=1": "\n".join(paragraphs)}[fragment]
