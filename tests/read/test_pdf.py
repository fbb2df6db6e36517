"""PDF: paragraphs from lines, pages known, what has no text named."""

from __future__ import annotations

import pytest

from amparo.model import SkipItem
from kit.documents import Line, make_pdf, read, set_lines, shown
from kit.scans import locked_pdf

FIRST = (
    "The United States asked El Salvador to take up to 500 people and was told, in a note of March 14, that there was "
    "room for no more than 300 of them, which officials called a friendly understanding."
)
SECOND = (
    "El Departamento de Estado apartó 15 millones de dólares, de los que envió poco menos de 5 millones en abril, y "
    "ató el resto al número de personas que sigan detenidas en el penal."
)


START = {1: "One page says this.", 2: "Otra dice lo mismo.", 3: "So does a third.", 4: "Y una más."}


def paragraphs(*texts: str, top: float = 720, gap: float = 10) -> list[Line]:
    lines: list[Line] = []
    for text in texts:
        lines += set_lines(text, top=top)
        top = lines[-1][1] - 11 * 1.2 - gap
    return lines


def test_lines_become_paragraphs() -> None:
    text = read(make_pdf([paragraphs(FIRST, SECOND)]), "a.pdf")
    assert shown(text) == [("paragraph", FIRST), ("paragraph", SECOND)]
    assert [b.fragment for b in text.blocks] == ["page=1", "page=1"]


def test_first_line_indents_begin_paragraphs() -> None:
    lines = paragraphs(FIRST, SECOND, gap=0)
    starts = {FIRST[:20], SECOND[:20]}
    indented = [(left + 24 if words[:20] in starts else left, y, size, words) for left, y, size, words in lines]
    assert shown(read(make_pdf([indented]), "a.pdf")) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_title_in_larger_type() -> None:
    title: list[Line] = [(72, 740, 20, "Hasta 300 personas"), (72, 716, 20, "por un año")]
    text = read(make_pdf([title + paragraphs(SECOND, FIRST, top=690)]), "a.pdf")
    assert text.title == "Hasta 300 personas por un año"
    assert [kind for kind, _ in shown(text)] == ["title", "title", "paragraph", "paragraph"]


def test_a_word_broken_at_a_line_s_end_is_mended() -> None:
    lines: list[Line] = [
        (72, 700, 11, "El Gobierno salvadoreño comunicó que la coope-"),
        (72, 686, 11, "ración no es vinculante y que el texto non-"),
        (72, 672, 11, "binding, según dice la carta, es de los años 2025-"),
        (72, 658, 11, "2026, pues non-binding lo llaman."),
    ]
    content = read(make_pdf([lines]), "a.pdf").content
    assert "cooperación" in content
    assert "non-binding, según dice la carta, es de los años 2025-2026, pues" in content


def test_a_paragraph_runs_on_over_the_page_and_every_word_knows_its_page() -> None:
    lines = set_lines(FIRST + " " + FIRST)
    cut = len(lines) // 2
    pages = [lines[:cut], [(x, 720 - 13.2 * i, size, words) for i, (x, _, size, words) in enumerate(lines[cut:])]]
    text = read(make_pdf(pages), "a.pdf")
    (block,) = text.blocks
    assert text.content == FIRST + " " + FIRST
    ((at, place),) = block.breaks
    assert place == "page=2"
    assert text.content[at:].startswith(lines[cut][3])
    assert text.anchor(at - 10, at - 2).fragment == "page=1"
    assert text.anchor(at, at + 5).fragment == "page=2"


def test_notes_at_the_foot_do_not_cut_the_paragraph_above_them() -> None:
    lines = set_lines(SECOND + " " + SECOND)
    cut = len(lines) // 2
    note: Line = (72, 80, 8, "1 La carta está en el expediente.")
    rest: list[Line] = [(x, 720 - 13.2 * i, size, words) for i, (x, _, size, words) in enumerate(lines[cut:])]
    text = read(make_pdf([[*lines[:cut], note], rest]), "a.pdf")
    assert shown(text) == [("paragraph", SECOND + " " + SECOND), ("paragraph", note[3])]
    assert text.blocks[1].fragment == "page=1"


def test_running_headers_are_kept_once_and_page_numbers_dropped() -> None:
    pages: list[list[Line]] = []
    for number in range(1, 5):
        head: Line = (72, 765, 9, f"Case 1:25-cv-00766 Document 12 Filed 03/17/25 Page {number} of 4")
        foot: Line = (300, 40, 9, str(number))
        pages.append([head, *paragraphs(f"{START[number]} {START[number]} {FIRST} {START[number]}"), foot])
    text = read(make_pdf(pages), "a.pdf")
    assert shown(text) == [
        ("header", "Case 1:25-cv-00766 Document 12 Filed 03/17/25 Page 1 of 4"),
        *(("paragraph", f"{START[n]} {START[n]} {FIRST} {START[n]}") for n in range(1, 5)),
    ]


def test_lines_on_two_pages_are_not_taken_for_headers() -> None:
    head: Line = (72, 765, 9, "ORDEN DEL TRIBUNAL DEL DISTRITO")
    text = read(make_pdf([[head, *paragraphs(FIRST)], [head, *paragraphs(SECOND)]]), "a.pdf")
    assert text.content.count(head[3]) == 2


@pytest.mark.usefixtures("without_tesseract")
def test_pages_without_text_are_named() -> None:
    text = read(make_pdf([paragraphs(FIRST), [], paragraphs(SECOND)]), "a.pdf")
    ((where, reason),) = [(p.where, p.reason) for p in text.problems]
    assert where == "page=2"
    assert "no text" in reason
    mixed = read(make_pdf([paragraphs(FIRST), []], picture=True), "a.pdf")
    assert "it is a picture" in mixed.problems[0].reason
    assert "OCR" in mixed.problems[0].remedy


@pytest.mark.usefixtures("without_tesseract")
def test_a_scan_is_skipped() -> None:
    with pytest.raises(SkipItem, match="None of its 2 pages has a text layer") as caught:
        read(make_pdf([[], []], picture=True), "a.pdf")
    assert "OCR" in caught.value.remedy


def test_columns_are_read_one_after_the_other() -> None:
    left = set_lines(FIRST, width=38, size=10)
    right = [(330.0, 720 - 12.0 * i, 10.0, words) for i, (_, _, _, words) in enumerate(set_lines(SECOND, width=38))]
    text = read(make_pdf([[*left, *right]]), "a.pdf")
    assert shown(text) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    lines = set_lines(FIRST, width=38, size=10)
    cut = len(lines) // 2
    right = [(330.0, 720 - 12.0 * i, 10.0, words) for i, (_, _, _, words) in enumerate(lines[cut:])]
    assert shown(read(make_pdf([[*lines[:cut], *right]]), "a.pdf")) == [("paragraph", FIRST)]


def test_the_mark_of_a_note_is_no_digit_of_a_figure() -> None:
    lines: list[Line] = [
        (72, 700, 12, "El acuerdo fija un tope de 300"),
        (72 + 164, 704, 7, "2"),
        (72 + 171, 700, 12, "personas y 15 millones."),
    ]
    content = read(make_pdf([lines]), "a.pdf").content
    assert "3002" not in content
    assert "300 2" in content


def test_what_it_says_of_itself() -> None:
    info = {"Title": "Memorando número 4", "Author": "Cancillería", "CreationDate": "D:20250318120000Z"}
    text = read(make_pdf([paragraphs(SECOND)], info), "a.pdf")
    assert (text.title, text.authors, text.published) == ("Memorando número 4", ("Cancillería",), "2025-03-18")
    assert text.lang == "es"


@pytest.mark.parametrize("title", ["Microsoft Word - nota.docx", "nota_final.pdf", "untitled"])
def test_a_file_name_is_no_title(title: str) -> None:
    assert read(make_pdf([paragraphs(SECOND)], {"Title": title}), "a.pdf").title is None


def test_a_date_line_comes_before_the_file_s_own_date() -> None:
    lines = [(72.0, 740.0, 11.0, "11 de abril de 2025"), *paragraphs(SECOND, top=700)]
    assert read(make_pdf([lines], {"CreationDate": "D:20250601"}), "a.pdf").published == "2025-04-11"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"%PDF-1.4\nnothing", "damaged"), (make_pdf([paragraphs(FIRST)])[:300], "damaged")]
)
def test_damaged(data: bytes, reason: str) -> None:
    with pytest.raises(SkipItem, match=reason):
        read(data, "a.pdf")


@pytest.mark.parametrize("user", [b"", b"secret"])
def test_only_who_needs_a_password_to_open_it_is_kept_out(user: bytes) -> None:
    locked = locked_pdf("The ministry says that 238 men were flown out in March.", user)
    if user:
        with pytest.raises(SkipItem, match=r"The PDF is encrypted\.") as caught:
            read(locked, "a.pdf")
        assert "without a password" in caught.value.remedy
    else:
        assert read(locked, "a.pdf").content == "The ministry says that 238 men were flown out in March."


def test_of_a_damaged_pdf_the_sound_pages_are_read_and_the_others_are_rows() -> None:
    data = make_pdf([paragraphs(FIRST), paragraphs(SECOND), paragraphs(FIRST)])
    second = data.index(b"/Type /Page /", data.index(b"/Type /Page /") + 1)
    broken = data[:second] + b"/Type /Pxge /" + data[second + 13 :]
    for text in (read(broken, "a.pdf"), read(data[: data.rindex(b"xref")], "cut.pdf")):
        assert FIRST in text.content
        pages = {fragment for block in text.blocks if (fragment := block.fragment)}
        assert {"page=1", "page=3"} <= pages
        assert ("page=2" in pages) or [p.where for p in text.problems] == ["page=2"]


def test_a_page_of_many_objects_is_read_in_bounds() -> None:
    drawn = b"1 0 0 1 0 0 cm 0 0 m 1 1 l S\n" * 200_000
    assert FIRST in read(make_pdf([paragraphs(FIRST)], drawn_with=drawn), "a.pdf").content
