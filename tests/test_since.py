"""What a dossier came to know since a date: by its own log, and never by the clock of who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amparo.dossier import Dossier
from amparo.model import AmparoError, Brief, Decision
from amparo.publish import render_html, render_json, render_markdown
from amparo.since import moment_of

FIRST = (
    "# source: Harbor Courier\n# published: 2025-03-16\n\n"
    "On March 15, 2025 the United States deported 238 Venezuelans to El Salvador, the White House said. "
    "El Salvador agreed to take up to 300 people.\n"
)
SECOND = (
    "# source: Gaceta Nocturna\n# published: 2025-03-18\n\n"
    "El 15 de marzo de 2025 Estados Unidos deportó a 252 venezolanos a El Salvador, según el Departamento de Estado. "
    "Estados Unidos pagó a El Salvador 4,76 millones de dólares.\n"
)


def ticking(day: str) -> Iterator[str]:
    """Times of one day, a second apart."""
    for second in range(60):
        yield f"{day}T12:00:{second:02d}.000+00:00"


def added(dossier: Dossier, folder: Path, name: str, text: str, day: str) -> None:
    """A document taken in on a day."""
    (folder / name).write_text(text, encoding="utf-8")
    times = ticking(day)
    dossier.add([folder / name], clock=lambda: next(times))


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """Two documents, taken in on March 1 and March 3, 2026; the claim of 252 rejected on March 5."""
    made = Dossier.create(tmp_path / "dossier", "Since", clock=lambda: "2026-03-01T08:00:00.000+00:00")
    added(made, tmp_path, "first.txt", FIRST, "2026-03-01")
    added(made, tmp_path, "second.txt", SECOND, "2026-03-03")
    (wrong,) = [claim.id for claim in made.claims() if claim.value == 252]
    made.decide(Decision("reject", wrong, "Ana Pérez", "2026-03-05T12:00:00.000+00:00", "The gazette withdrew it."))
    return made


def values(dossier: Dossier, brief: Brief) -> set[object]:
    """The figures that a brief's title, summary and key points tell."""
    claims = dossier.account().claims
    told = [*brief.summary, *brief.key_points, *([brief.title] if brief.title else [])]
    return {claims[c].value for sentence in told for c in sentence.claims}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("since", "figures", "documents", "decided"),
    [
        ("2026-01", {238.0, 300.0, 4760000.0}, ["first.txt", "second.txt"], {"reject": 1}),
        ("2026-03-01", {238.0, 300.0, 4760000.0}, ["first.txt", "second.txt"], {"reject": 1}),
        ("2026-03-02", {4760000.0}, ["second.txt"], {"reject": 1}),
        ("2026-03-03T12:00:30Z", set(), [], {"reject": 1}),
        ("2026-03-03T06:59:00-05:00", {4760000.0}, ["second.txt"], {"reject": 1}),
        ("2026-03-04", set(), [], {"reject": 1}),
        ("2026-03-06", set(), [], {}),
        ("2027", set(), [], {}),
    ],
)
def test_what_is_new(
    dossier: Dossier, since: str, figures: set[object], documents: list[str], decided: dict[str, int], lang: str
) -> None:
    brief = dossier.brief(lang, since=since)
    assert values(dossier, brief) == figures
    assert brief.changes is not None
    assert sorted(source.doc for source in brief.changes.documents) == documents
    assert dict(brief.changes.decided) == decided
    assert brief.refused == ()


@pytest.mark.parametrize(
    ("lang", "closed"),
    [
        ("en", "People (arrived; March 15, 2025): 238 people and 252 people cannot all be right."),
        (
            "es",
            "Personas (llegada; 15 de marzo de 2025): no pueden ser ciertas a la vez estas cifras: 238 personas y 252",
        ),
    ],
)
def test_a_finding_that_a_decision_closed(dossier: Dossier, lang: str, closed: str) -> None:
    changes = dossier.brief(lang, since="2026-03-04").changes
    assert changes is not None
    assert [text[: len(closed)] for text in changes.closed] == [closed]
    assert changes.gone == 1
    earlier = dossier.brief(lang, since="2026-03-02").changes
    assert earlier is not None
    assert (earlier.closed, earlier.gone) == ((), 0), "it came and went since"


def test_a_new_finding_is_a_question_and_an_old_one_is_not(dossier: Dossier) -> None:
    undo = next(d.id for d in dossier.store.decisions())
    dossier.decide(Decision("undo", undo, "Ana Pérez", "2026-03-07T12:00:00.000+00:00", "It did not."))
    assert [q.text[:6] for q in dossier.brief("en", since="2026-03-06").open_questions] == ["People"]
    assert dossier.brief("en", since="2026-03-08").open_questions == ()


@pytest.mark.parametrize(
    ("lang", "since", "expected"),
    [
        ("en", "2026-03-02", ["since March 2, 2026", "1 document was taken in: second.txt.", "1 claim rejected"]),
        (
            "es",
            "2026-03-02",
            ["desde el 2 de marzo de 2026", "Se incorporó 1 documento: second.txt.", "1 afirmación rec"],
        ),
        ("en", "2026-03-04", ["No longer open: People (arrived", "1 claim that counted then counts no more."]),
        (
            "es",
            "2026-03-04",
            ["Ya no está abierto: Personas (llegada", "1 afirmación que entonces contaba ya no cuenta."],
        ),
        (
            "en",
            "2026-03-06T18:45-04:00",
            ["6:45 PM (UTC-04:00)", "Nothing was taken in or decided since.", "What changed"],
        ),
        ("es", "2026-03-06T18:45-04:00", ["18:45 (UTC-04:00)", "Desde entonces no se incorporó ni", "Qué cambió"]),
    ],
)
def test_it_is_said_in_every_format(dossier: Dossier, lang: str, since: str, expected: list[str]) -> None:
    account, brief = dossier.account(), dossier.brief(lang, since=since)
    for text in (render_markdown(brief, account, dossier.pack), render_html(brief, account, dossier.pack)):
        for words in expected:
            assert words in text.replace("\u202f", " ").replace("&#x27;", "'"), words


def test_as_data(dossier: Dossier) -> None:
    assert render_json(dossier.brief("en", since="2026-03-02"))["changes"] == {
        "since": "2026-03-02T00:00:00+00:00",
        "documents": ["second.txt"],
        "unread": [],
        "decided": {"reject": 1},
        "closed": [],
        "gone": 0,
    }
    assert "changes" not in render_json(dossier.brief("en"))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["8 documents were taken in. What is told here rests most on", "1 file could not be read: lost.xyz."]),
        (
            "es",
            ["Se incorporaron 8 documentos. Lo que aquí se cuenta descansa", "1 archivo no se pudo leer: lost.xyz."],
        ),
    ],
)
def test_of_many_documents_the_chief_ones_are_named(tmp_path: Path, lang: str, expected: list[str]) -> None:
    many = Dossier.create(tmp_path / "many", "Many", clock=lambda: "2026-03-01T08:00:00.000+00:00")
    added(many, tmp_path, "told.txt", FIRST, "2026-03-01")
    for n in range(7):
        added(many, tmp_path, f"weather{n}.txt", f"# source: Gazette {n}\n\nIt rained on {n + 2} days.\n", "2026-03-02")
    added(many, tmp_path, "lost.xyz", "\x00\x01", "2026-03-02")
    text = render_markdown(many.brief(lang, since="2026-02"), many.account(), many.pack)
    for words in expected:
        assert words in text, words
    assert "told.txt, " in text
    assert sum(f"weather{n}.txt" in text for n in range(7)) == 4


def test_an_empty_dossier_has_no_news(tmp_path: Path) -> None:
    empty = Dossier.create(tmp_path / "empty", "Empty")
    brief = empty.brief("en", since="2025")
    assert (brief.title, brief.sentences) == (None, ())
    assert "Nothing was taken in or decided since." in render_markdown(brief, empty.account(), empty.pack)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2025-03", datetime(2025, 3, 1, tzinfo=UTC)),
        ("2025-03-15", datetime(2025, 3, 15, tzinfo=UTC)),
        ("2025-03-15T18:45", datetime(2025, 3, 15, 18, 45, tzinfo=UTC)),
        ("2025-03-15T18:45-04:00", datetime(2025, 3, 15, 22, 45, tzinfo=UTC)),
    ],
)
def test_a_date_to_count_from(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text", ["", "March", "2025-13", "2025-02-30", "2025-03/2025-04", "../2025", "2025-03-15T25:00"]
)
def test_no_date_to_count_from(text: str) -> None:
    with pytest.raises(AmparoError, match="is no date to count from"):
        moment_of(text)
