# ruff: noqa: E501 (tables of what is printed)
"""`amparo origins`: the graph behind the counts, and what falls without a part of it, from real files."""

from __future__ import annotations

import json

import pytest

from amparo.cli import run

Capture = pytest.CaptureFixture[str]
STORY = (
    "On March 15, 2025 the United States flew 238 Venezuelans to El Salvador in two chartered planes that left the "
    "airfield shortly before midnight, and nobody at the gate would say which judge had signed the papers.\n"
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("graph")
    for name, day in (("first", "16"), ("second", "17")):
        text = f"# source: The {name.title()} Paper\n# published: 2025-03-{day}\n\n{STORY}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(["init", str(folder / "d")]) == 0
    assert run(["-d", str(folder / "d"), "add", str(folder / "first.txt"), str(folder / "second.txt")]) == 0
    return str(folder / "d")


def listed(capsys: Capture, *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_the_graph(dossier: str, capsys: Capture) -> None:
    origins = {(o["kind"], o["name"]): o for o in listed(capsys, "-d", dossier, "origins")}
    copy = origins["copy", "The First Paper"]
    assert list(copy) == ["id", "kind", "name", "docs"]
    docs = copy["docs"]
    assert isinstance(docs, list)
    assert [list(doc) for doc in docs] == [["doc", "doc_id", "publisher", "published", "claims"]] * 2
    assert {doc["doc"] for doc in docs} == {"first.txt", "second.txt"}
    assert all(doc["claims"] for doc in docs)


@pytest.mark.parametrize(("without", "docs"), [("first.txt", {"first.txt", "second.txt"}), ("second.txt", {"second.txt"})])  # fmt: skip
def test_without_a_document(dossier: str, without: str, docs: set[str], capsys: Capture) -> None:
    found = listed(capsys, "-d", dossier, "origins", "--without", without)
    assert {row["doc"] for row in found if row["falls"] == "claim"} == docs
    (whole,) = [row for row in found if row.get("value") == 238]
    assert (whole["documents"], whole["origins"]) == (2, 1)
    assert (whole["documents_left"], whole["falls"]) == ((0, "figure") if len(docs) == 2 else (1, "support"))
    assert any("238" in str(row["text"]) for row in found if row["falls"] == "sentence") == (len(docs) == 2)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["The First Paper · passage that others hold too", "first.txt · The First Paper · 2025-03-16"]),
        ("es", ["The First Paper · pasaje que otros también contienen", "second.txt · The Second Paper · 2025-03-17"]),
    ],
)
def test_the_graph_as_people_read_it(dossier: str, lang: str, words: list[str], capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["-d", dossier, "--ui-lang", lang, "origins"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Claims that fall: 4", "2 documents, 1 origin → 0 documents, 0 origins", "Sentences of the brief that fall:"]),
        ("es", ["Afirmaciones que caen: 4", "2 documentos, 1 origen → 0 documentos, 0 orígenes", "Frases del resumen que caen:"]),
    ],
)  # fmt: skip
def test_what_falls_as_people_read_it(dossier: str, lang: str, words: list[str], capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["-d", dossier, "--ui-lang", lang, "origins", "--without", "the first paper"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("name", ["nobody", ""])
def test_an_unknown_name_is_one_sentence(dossier: str, name: str, capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["-d", dossier, "--ui-lang", "en", "origins", "--without", name]) == 2
    assert f"There is no document and no origin '{name}'" in " ".join(capsys.readouterr().err.split())
