"""Packs load whole, whatever their domain, and say what is wrong with them: file, key, remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amparo.extract.names import find_names
from amparo.packs import PackError, load_pack

TINY = Path(__file__).parent / "tiny_pack"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny pack, to be spoiled."""
    return Path(shutil.copytree(TINY, tmp_path / "spoilt"))


def test_another_domain_loads() -> None:
    pack = load_pack(TINY)
    assert pack.name == "river_water"
    assert list(pack.ledgers) == ["allotment", "delivery"]
    assert pack.ledgers["delivery"].rank("measured") == 2
    assert pack.rights.rights == {}
    assert pack.units.labels["cubic_metre"]["es"] == "metros cúbicos"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Mexico owes water from the Rio Grande River.", "en", [("country", "MEX"), ("river", "Rio Grande")]),
        ("México debe agua del río Bravo del Norte.", "es", [("country", "MEX"), ("river", "Rio Grande")]),
    ],
)
def test_another_domain_finds_its_names(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert [(n.kind, n.canonical) for n in find_names(text, lang, load_pack(TINY))] == expected


def test_another_domain_counts_its_units() -> None:
    units = load_pack(TINY).units
    assert units.unit_of("cubic meters of water", "en") == "cubic_metre"
    assert units.unit_of("metros cúbicos de agua", "es") == "cubic_metre"
    assert units.unit_of("Mexicans", "en") is None, "no unit of this pack counts people"


ERRORS = [
    # file, text to write there, key named, problem named, remedy named
    ("pack.yaml", "name: x\nversion: 1\n", "languages", "is missing", "Add `languages:` here"),
    ("pack.yaml", "name: x\ncolour: red\n", "colour", "is not a key known here", "Use one of: name, version"),
    (
        "pack.yaml",
        "name: x\nversion: one\ntitle: {en: X}\nlanguages: [en]\n",
        "version",
        "is 'one', not a number",
        "Write a number",
    ),
    (
        "pack.yaml",
        "name: x\nversion: 1\ntitle: {en: X}\nlanguages: [en]\ngazetteers: {river: brooks.yaml}\n",
        "",
        "there is no such file",
        "Create it",
    ),
    ("pack.yaml", "name: [x\n", "", "is not readable YAML", "Mend the line it names"),
    (
        "ledgers.yaml",
        "allotment:\n  label: {en: allotment}\n  stages: {}\n",
        "allotment.label.es",
        "is missing",
        "Add `es:` here",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: Nile, country: EG, en: Nile, es: Nilo}\n",
        "names[0].country",
        "is 'EG', which is no country",
        "ISO 3166-1 alpha-3",
    ),
    ("rivers.yaml", "names:\n  - {name: Nile, en: River Nile}\n", "names[0].es", "is missing", "Add `es:` here"),
    (
        "rivers.yaml",
        "names:\n  - {name: Nile, lenght: 6650, any: River Nile}\n",
        "names[0].lenght",
        "is not a key known here",
        "Use one of: name, alone, country, any, en, es",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: Nile, any: River Nile}\n  - {name: White Nile, any: River Nile}\n",
        "names[1].any",
        "gives 'River Nile' to White Nile (river), but Nile (river) has it",
        "Keep it in one of the two",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: Chad, any: Chari}\n",
        "names[0].name",
        "gives 'Chad' to Chad (river), but TCD (country) has it",
        "Keep it in one of the two",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: Nile, any: (River|Río Nile}\n",
        "names[0].any",
        "has a bracket without its partner",
        "Write choices as (one|two|)",
    ),
    (
        "rivers.yaml",
        'names:\n  - {name: Nile, any: "{colour} Nile"}\n',
        "names[0].any",
        "uses an unknown slot {colour}",
        "Define it under `slots:`",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: '…', any: Nile}\n",
        "names[0].name",
        "has no letters or digits",
        "Write the words",
    ),
    (
        "rivers.yaml",
        "names:\n  - {name: Nile, alone: maybe, any: River Nile}\n",
        "names[0].alone",
        "is str, not true or false",
        "Write true or false",
    ),
    (
        "rivers.yaml",
        "by_pattern:\n  en: {nouns: river, links: called}\nnames: []\n",
        "by_pattern.es",
        "is missing",
        "Add `es:` here",
    ),
    (
        "rivers.yaml",
        "stand_ins:\n  en: the river\nnames: []\n",
        "stand_ins.es",
        "is missing",
        "Add `es:` here",
    ),
    ("rivers.yaml", "names: Nile\n", "names", "is str, not a list", "Write a list"),
    (
        "rights.yaml",
        "rights:\n  water: {label: {en: a, es: b}, provisions: {ICESCR: '11'}, en: clean water, es: agua limpia}\n",
        "rights.water.provisions.ICESCR",
        "names an instrument 'ICESCR' that the file does not list",
        "Add it under `instruments:`",
    ),
    (
        "rights.yaml",
        "rights:\n  water: {label: {en: a, es: b}, en: clean water}\n",
        "rights.water.es",
        "is missing",
        "Add `es:` here",
    ),
    (
        "units.yaml",
        "litre: {label: {en: l, es: l}, en: litre, es: litro}\npint: {label: {en: p, es: p}, en: litre, es: pinta}\n",
        "pint.en",
        "gives 'litre' to pint, but litre has it",
        "Keep it in one of the two",
    ),
    ("units.yaml", "litre: {en: litre, es: litro}\n", "litre.label", "is missing", "Add `label:` here"),
]


@pytest.mark.parametrize(("file", "content", "key", "problem", "remedy"), ERRORS)
def test_errors_name_file_key_and_remedy(
    folder: Path, file: str, content: str, key: str, problem: str, remedy: str
) -> None:
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    error = caught.value
    named = "brooks.yaml" if "brooks" in content else file
    assert error.file.endswith(f"spoilt/{named}")
    assert error.key == key
    assert problem in error.problem
    assert remedy in error.remedy
    assert str(error).startswith(error.file)


def test_officials_need_a_known_country(folder: Path) -> None:
    pack = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(pack + "officials: officials.yaml\n", encoding="utf-8")
    (folder / "officials.yaml").write_text("XXX: [{name: Ada Rivers}]\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"officials\.yaml: XXX: is 'XXX', which is no country"):
        load_pack(folder)


def test_a_language_without_lists_is_named(folder: Path) -> None:
    pack = (folder / "pack.yaml").read_text(encoding="utf-8").replace("[en, es]", "[en, qq]")
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    with pytest.raises(PackError, match=r"common/qq/countries\.yaml: there is no such file"):
        load_pack(folder)
