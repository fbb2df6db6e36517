"""What OCR read is listed with its mark and rests under nothing that is published until a person confirms it."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.brief import Former
from amparo.cli.show import BriefFormat, render
from amparo.dossier import Dossier
from amparo.model import Claim, Decision
from kit.scans import needs_ocr, page_of, saved, scanned_pdf

NOW = "2031-05-10T00:00:00+00:00"
SEEN = {
    "en": "On 15 March 2025 the United States deported 261 people to El Salvador. It paid 4,760,000 dollars for them.",
    "es": "El 15 de marzo de 2025 Estados Unidos deportó a 261 personas a El Salvador. Pagó 4.760.000 dólares.",
}
LAYER = {
    "en": "On 15 March 2025 the United States deported 238 people to El Salvador.",
    "es": "El 15 de marzo de 2025 Estados Unidos deportó a 238 personas a El Salvador.",
}
FIGURES = ("261", "4,760,000", "4.760.000", "4.76")

pytestmark = needs_ocr


def dossier_of(folder: Path, data: bytes, name: str) -> Dossier:
    dossier = Dossier.create(folder / "d", "OCR", clock=lambda: NOW)
    (folder / name).write_bytes(data)
    dossier.add([folder / name], clock=lambda: NOW)
    return dossier


def decided(dossier: Dossier, act: str, claim: Claim, **more: object) -> None:
    dossier.decide(Decision(act, claim.id, "Ana", NOW, "Compared with the page.", **more))  # type: ignore[arg-type]


def published(dossier: Dossier, lang: str) -> str:
    """Everything that is written of a brief, and the findings and lines under it."""
    account = dossier.account()
    brief = dossier.brief(lang, account)
    forms = (BriefFormat.md, BriefFormat.html, BriefFormat.json)
    told = [render(dossier, account, brief, form).decode() for form in forms]
    return "\n".join([*told, repr(account.findings), repr(account.lines), repr(account.relations)])


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("kind", ["scan.pdf", "scan.png", "mixed.pdf"])
def test_nothing_published_rests_on_it_before_a_person_confirms_it(tmp_path: Path, lang: str, kind: str) -> None:
    page = page_of([SEEN[lang]])
    data = saved(page) if kind == "scan.png" else scanned_pdf([page, LAYER[lang]] if kind == "mixed.pdf" else [page])
    dossier = dossier_of(tmp_path, data, kind)
    seen = [claim for claim in dossier.claims() if "ocr" in claim.marks]
    assert {claim.value for claim in seen} == {261, 4_760_000}
    assert all(claim.unconfirmed and "xywh=percent:" in (claim.anchor.fragment or "") for claim in seen)
    text = published(dossier, lang)
    assert not any(figure in text for figure in FIGURES)
    assert ("238" in text) == (kind == "mixed.pdf")
    assert ("2 claims read by OCR are not used" if lang == "en" else "2 afirmaciones leídas por OCR no se usan") in text
    account = dossier.account()
    assert set(account.unconfirmed) == {claim.id for claim in seen}
    assert account.claims.keys().isdisjoint(account.unconfirmed)

    people = next(claim for claim in seen if claim.value == 261)
    decided(dossier, "accept", people)
    assert "261" in published(dossier, lang)
    assert len(dossier.account().unconfirmed) == 1
    assert ("kind='differs'" in published(dossier, lang)) == (kind == "mixed.pdf")


@pytest.mark.parametrize(("act", "shown"), [("correct", True), ("reject", False)])
def test_a_correction_confirms_and_a_rejection_does_not(tmp_path: Path, act: str, shown: bool) -> None:
    dossier = dossier_of(tmp_path, scanned_pdf([page_of([SEEN["en"]])]), "a.pdf")
    claim = next(claim for claim in dossier.claims() if claim.value == 261)
    decided(dossier, act, claim, **({"changes": {"bound": "about"}} if act == "correct" else {}))
    assert ("261" in published(dossier, "en")) is shown
    undone = next(decision for decision in dossier.store.decisions() if decision.act == act)
    dossier.decide(Decision("undo", undone.id, "Ana", NOW, "Not yet."))
    assert "261" not in published(dossier, "en")


def test_what_is_new_since_tells_nothing_of_it_either(tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path, scanned_pdf([page_of([SEEN["en"]])]), "a.pdf")
    brief = dossier.brief("en", since="2020-01-01")
    assert isinstance(dossier.former("2020-01-01"), Former)
    assert not any(figure in repr(brief.sentences) for figure in FIGURES)


def test_verify_reads_again_with_the_same_program_and_condemns_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amparo.read import ocr

    dossier = dossier_of(tmp_path, scanned_pdf([page_of([SEEN["en"]])]), "a.pdf")
    (tmp_path / "b.pdf").write_bytes(scanned_pdf([page_of([SEEN["en"]]), LAYER["en"]]))
    dossier.add([tmp_path / "b.pdf"], clock=lambda: NOW)
    same = dossier.verify()
    assert (same.faults, same.unmade) == ((), ())
    found = ocr.find_engine(("en", "es"))
    newer = ocr.Engine(found.program, found.languages, found.signature.replace("tesseract/", "tesseract/9"))
    with monkeypatch.context() as patch:
        patch.setattr(ocr, "_engine", lambda program, languages: newer)
        other = dossier.verify()
    with monkeypatch.context() as patch:
        patch.setattr(ocr.shutil, "which", lambda name: None)
        none = dossier.verify()
    for verified in (other, none):
        assert verified.faults == ()
        assert len([text for text in verified.unmade if "tesseract/" in text]) == 2


def test_once_ocr_is_installed_the_same_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from amparo.read import ocr

    mixed, scan = tmp_path / "mixed.pdf", tmp_path / "scan.png"
    mixed.write_bytes(scanned_pdf([LAYER["en"], page_of([SEEN["en"]])]))
    scan.write_bytes(saved(page_of([SEEN["en"]])))
    dossier = Dossier.create(tmp_path / "d", "OCR", clock=lambda: NOW)
    with monkeypatch.context() as patch:
        patch.setattr(ocr.shutil, "which", lambda name: None)
        first = dossier.add([mixed, scan], clock=lambda: NOW)
        again = dossier.add([mixed, scan], clock=lambda: NOW)
    assert [row.status for row in first] == ["read", "failed"]
    assert [row.status for row in again] == ["skipped", "failed"]
    assert len(dossier.problems()) == 2
    assert [row.status for row in dossier.add([mixed, scan], clock=lambda: NOW)] == ["read", "read"]
    assert dossier.problems() == []
    assert sum("ocr" in claim.marks for claim in dossier.claims()) == 4
    assert [row.status for row in dossier.add([mixed, scan], clock=lambda: NOW)] == ["skipped", "skipped"]
    assert dossier.verify().faults == ()
