"""The whole way with the real rooms: documents in, a cited ledger and brief out, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run
from amparo.packs import load_pack

SHARED = Path(__file__).parents[3] / "shared"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("whole") / "demo")
    assert run(["demo", path]) == 0
    return path


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_LANG", "en")


def listed(capsys: Capture, *arguments: str) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_demo_reads_every_example_document(demo: str, capsys: Capture) -> None:
    example = load_pack().root.joinpath("example")
    names = {document.name for document in example.iterdir()}
    assert len(names) >= 12
    assert {claim["doc"].split("/")[0] for claim in listed(capsys, "-d", demo, "claims")} <= names
    assert listed(capsys, "-d", demo, "problems") == []
    assert listed(capsys, "-d", demo, "verify")["faults"] == []


def test_the_demo_is_made_once(demo: str, capsys: Capture) -> None:
    head = listed(capsys, "-d", demo, "verify")["head"]
    assert run(["demo", demo]) == 0
    assert listed(capsys, "-d", demo, "verify")["head"] == head


def test_every_quote_stands_in_its_document_and_carries_its_figure(demo: str, capsys: Capture) -> None:
    from amparo.dossier import Dossier

    store = Dossier.open(Path(demo)).store
    for claim in listed(capsys, "-d", demo, "claims"):
        content = store.content_of(claim["id"])
        assert content[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_sentence_of_the_brief_is_cited_from_known_claims_and_sources(
    demo: str, capsys: Capture, lang: str
) -> None:
    known = {claim["id"]: claim for claim in listed(capsys, "-d", demo, "claims")}
    brief = listed(capsys, "-d", demo, "brief", "--lang", lang)
    assert brief["refused"] == 0
    told = [brief["title"], *brief["summary"], *brief["key_points"]]
    assert 3 <= len(brief["summary"]) <= 6
    assert 5 <= len(brief["key_points"]) <= 9
    assert all(sentence["text"] and sentence["claims"] for sentence in told)
    assert {claim for sentence in told for claim in sentence["claims"]} <= set(known)
    cited = {known[claim]["doc"] for sentence in told for claim in sentence["claims"]}
    assert cited <= {source["doc"] for source in brief["sources"]}
    assert {q for question in brief["open_questions"] for q in question["findings"]} <= {
        finding["id"] for finding in listed(capsys, "-d", demo, "findings")
    }


@pytest.mark.parametrize(("lang", "name"), [("en", "md"), ("es", "md"), ("en", "html"), ("es", "html")])
def test_the_brief_is_written_to_a_file(demo: str, tmp_path: Path, lang: str, name: str) -> None:
    out = tmp_path / f"brief.{name}"
    assert run(["-d", demo, "brief", "--lang", lang, "--format", name, "-o", str(out)]) == 0
    assert "238" in out.read_text(encoding="utf-8")


def test_a_newcomers_page_is_read_corrected_and_changes_the_brief(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "mine.md"
    page.write_text(
        "# Fiji agrees to take up to 120 people from New Zealand\n\n"
        "New Zealand agreed to pay Fiji 2 million dollars. On 3 March 2025, 40 people were flown to Fiji.\n",
        encoding="utf-8",
    )
    matter = str(tmp_path / "d")
    assert run(["init", matter, "--title", "Fiji"]) == 0
    assert run(["-d", matter, "add", str(page)]) == 0
    claims = listed(capsys, "-d", matter, "claims")
    flown = next(claim for claim in claims if claim["value"] == 40)
    before = listed(capsys, "-d", matter, "brief")
    assert "40 people" in json.dumps(before)
    decision = ["--reject", flown["id"], "--reason", "Not what the page says.", "--actor", "Ana"]
    assert run(["-d", matter, "review", *decision]) == 0
    after = listed(capsys, "-d", matter, "brief")
    assert "40 people" not in json.dumps(after)
    (rejected,) = (c for c in listed(capsys, "-d", matter, "claims") if c["id"] == flown["id"])
    assert rejected["review"] == "rejected"


@pytest.mark.parametrize(
    ("content", "ledger", "stage", "value", "bound"),
    [
        ("Fiji agreed to take up to 120 people from New Zealand.", "terms", "agreed", 120, "up_to"),
        ("Fiyi aceptó recibir hasta 120 personas de Nueva Zelanda.", "terms", "agreed", 120, "up_to"),
    ],
)
def test_text_files_are_read_without_a_dossier(
    tmp_path: Path, capsys: Capture, content: str, ledger: str, stage: str, value: int, bound: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"# source: A Paper\r\n# published: 2025-03-04\r\n\r\n{content}\r\n".encode())
    assert run(["claims", "--text", str(path)]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (claim,) = (c for c in claims if c["value"] == value)
    assert (claim["doc"], claim["ledger"], claim["stage"], claim["bound"]) == ("a.txt", ledger, stage, bound)
    assert path.read_bytes().decode()[claim["start"] : claim["end"]] == claim["quote"]
    assert "reasons" not in claim
    assert run(["claims", "--text", str(path), "--explain"]) == 0
    explained = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [claim["reasons"] for one in explained for claim in one["claims"]]


def test_a_text_file_that_cannot_be_read_costs_itself_alone(tmp_path: Path, capsys: Capture) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Fiji agreed to take up to 120 people.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    paths = [str(tmp_path / name) for name in ("nowhere.txt", "empty.txt", "good.txt")]
    assert run(["claims", "--text", *paths]) == 1
    out, err = capsys.readouterr()
    assert out.count('"doc": "good.txt"') == len(out.splitlines()) > 0
    assert "nowhere.txt" in err
    assert "empty.txt" in err


def test_text_files_need_no_database(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "a.txt"
    path.write_text("Fiji agreed to take up to 120 people.", encoding="utf-8")
    script = (
        "import sys; from amparo.cli import run; run(['claims', '--text', sys.argv[1]]); print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert "'amparo.extract'" in done.stdout
    assert "'django'" not in done.stdout


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here: the brief that started the project is not read")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_brief_that_started_the_project(tmp_path: Path, capsys: Capture, lang: str) -> None:
    matter = str(tmp_path / "d")
    assert run(["init", matter]) == 0
    assert run(["-d", matter, "add", str(SHARED / "seed")]) == 0
    read = {(c["ledger"], c["stage"], c["value"], c["bound"]) for c in listed(capsys, "-d", matter, "claims")}
    assert {
        ("terms", "agreed", 300, "up_to"),
        ("terms", "understood", None, "none"),
        ("money", "pledged", 15_000_000, "exact"),
        ("people", "departed", 238, "exact"),
    } <= read
    brief = listed(capsys, "-d", matter, "brief", "--lang", lang)
    told = [brief["title"], *brief["summary"], *brief["key_points"]]
    assert all(sentence["claims"] for sentence in told)
    for sentence in told:
        if "300" in sentence["text"]:
            assert any(words in sentence["text"].lower() for words in ("up to 300", "hasta 300"))
    assert listed(capsys, "-d", matter, "verify")["faults"] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_brief_since_a_date(demo: str, lang: str, capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["-d", demo, "--ui-lang", lang, "brief", "--since", "2999"]) == 0
    assert {"en": "Nothing was taken in", "es": "no se incorporó ni"}[lang] in capsys.readouterr().out
    assert run(["-d", demo, "--ui-lang", lang, "brief", "--since", "March"]) == 2
    assert {"en": "is no date to count from", "es": "no es una fecha"}[lang] in capsys.readouterr().err
