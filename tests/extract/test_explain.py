# ruff: noqa: E501 (tables of sentences, one a line)
"""Why a text was read so: each claim with its rules on their words, and what came near where there is no claim."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amparo.extract import extract_claims
from amparo.extract.explain import WHY, Near, explain_text
from amparo.model import Block, Text
from amparo.packs import Pack, load_pack
from amparo.read import read_plain_text
from extract.measuring import DEV, present, rows_of

PASSAGES = Path(__file__).parent / "passages"

# Why, then of each language a sentence without that claim, and the words of the act or figure that comes near.
SILENT = [
    ("no_act", "There is a budget of 6 million dollars.", "6 million dollars", "Hay un presupuesto de 6 millones de dólares.", "6 millones de dólares"),
    ("other_unit", "They were deported with 300 parrots.", "300", "Fueron deportados con 300 loros.", "300"),
    ("age", "The passengers, 300, were deported.", "300", "Los pasajeros, 300, fueron deportados.", "300"),
    ("blocked", "They were flown 300 kilometers.", "300 kilometers", "Fueron llevados 300 kilómetros al sur.", "300 kilómetros"),
    ("poll", "A poll of 300 migrants was held.", "300 migrants", "Hubo una encuesta a 300 migrantes.", "300 migrantes"),
    ("question", "Did Fiji pay 6 million dollars?", "6 million dollars", "¿Pagó Fiyi 6 millones de dólares?", "6 millones de dólares"),
    ("unit", "Fiji paid 40 people.", "40 people", "Fiyi pagó a 40 personas.", "40 personas"),
    ("alone", "Seeds in the garden grew for two years before somebody in the village saw a flower there.", "two years", "Las semillas del huerto crecieron durante un año antes de que alguien del pueblo viera allí una flor.", "un año"),
    ("side", "Returns: 300 people.", "300 people", "Devoluciones: 300 personas.", "300 personas"),
    ("no_figure", "The returns went on.", "returns", "Las devoluciones siguieron.", "devoluciones"),
    ("no_verb", "The deportation of prisoners is cruel.", "deportation of", "La deportación de presos es cruel.", "deportación de"),
    ("inner", "The men who were deported are innocent.", "were deported", "Los hombres que fueron deportados son inocentes.", "fueron deportados"),
    ("no_object", "The group paid rent.", "paid", "El grupo pagó la cena.", "pagó"),
    ("no_doer", "The plan was criticised.", "was criticised", "El plan fue criticado.", "fue criticado"),
    ("subject", "The woman ordered dinner.", "ordered", "La mujer ordenó la cena.", "ordenó"),
    ("unvoiced", "The measure is cruel.", "is cruel", "La medida es cruel.", "es cruel"),
    ("told", "Fiji denied paying the money.", "denied", "Fiyi negó pagar el dinero.", "negó"),
    ("far", "There were 40 people" + " of the sea of the land" * 6 + " and somebody deported somebody.", "40 people", "Había 40 personas" + " del mar y de la tierra" * 6 + " y alguien deportó a alguien.", "40 personas"),
]  # fmt: skip

# A sentence, its claim's ledger and stage, and rules with the words they stand on.
MADE = [
    ("The United States agreed to send up to 300 people to El Salvador.", "terms/agreed", {"frame:move": "to send", "bound:up_to": "up to 300", "under:agree": "agreed"}),
    ("Estados Unidos aceptó enviar hasta 300 personas a El Salvador.", "terms/agreed", {"frame:move": "enviar", "bound:up_to": "hasta 300", "under:agree": "aceptó"}),
    ("A judge ordered the return of the men.", "legal/ordered", {"frame:order": "ordered"}),
    ("Una jueza ordenó el regreso de los hombres.", "legal/ordered", {"frame:order": "ordenó"}),
    ("The two men were held. Seven of them were ill.", "people/held", {"bound:exact": "Seven", "carried": "Seven"}),
    ("Retienen a dos hombres. Siete de ellos estaban enfermos.", "people/held", {"bound:exact": "Siete", "carried": "Siete"}),
]  # fmt: skip


def near(content: str, lang: str, pack: Pack, kind: str = "paragraph") -> list[Near]:
    text = Text("a.txt", "0" * 64, content, lang, "test/1", (Block(0, len(content), kind),))
    return [near for sentence in explain_text(text, pack) for near in sentence.near]


@pytest.mark.parametrize(("why", "english", "english_words", "spanish", "spanish_words"), SILENT)
def test_what_came_near_says_why_it_is_no_claim(
    why: str, english: str, english_words: str, spanish: str, spanish_words: str
) -> None:
    for lang, content, words in (("en", english, english_words), ("es", spanish, spanish_words)):
        found = near(content, lang, load_pack())
        assert (why, words) in [(one.why, one.words) for one in found], lang
        assert all(content[one.start : one.end] == one.words for one in found)


def test_a_headline_without_a_verb_may_tell_no_act() -> None:
    for lang, content in (("en", "Capacity: 40,000 people"), ("es", "Capacidad: 40.000 personas")):
        assert "headline" in [one.why for one in near(content, lang, load_pack(), "title")]


def test_an_act_that_its_governor_drops_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(str(load_pack().root), tmp_path / "pack"))
    frames = folder / "frames.yaml"
    words = frames.read_text("utf-8")
    assert "move: {propose: terms/proposed" in words
    frames.write_text(words.replace("move: {propose: terms/proposed", "move: {propose: drop"), "utf-8")
    for lang, content in (
        ("en", "They offered to deport 40 people."),
        ("es", "Ofrecieron deportar a 40 personas."),
    ):
        dropped = [one for one in near(content, lang, load_pack(folder)) if one.why == "reserved"]
        assert {(one.kind, one.wanted) for one in dropped} == {("act", ("propose",)), ("figure", ("propose",))}


def test_every_reason_has_a_row() -> None:
    assert {row[0] for row in SILENT} | {"headline", "reserved"} == set(WHY)


@pytest.mark.parametrize(("content", "told", "rules"), MADE)
def test_each_claim_shows_its_rules_on_their_words(content: str, told: str, rules: dict[str, str]) -> None:
    text = read_plain_text("a.txt", content)
    made = [m for sentence in explain_text(text, load_pack()) for m in sentence.made]
    (claim, fired) = next((m.claim, m.fired) for m in reversed(made) if f"{m.claim.ledger}/{m.claim.stage}" == told)
    assert tuple(rule.rule for rule in fired) == claim.reasons
    assert {rule.rule: rule.words for rule in fired}.items() >= rules.items()
    assert all(content[rule.start : rule.end] == rule.words for rule in fired)


@pytest.mark.parametrize("source", ["passages", "dev"])
def test_explaining_changes_no_claim_and_places_every_act(source: str) -> None:
    folder, gold = (PASSAGES, PASSAGES / "gold.jsonl") if source == "passages" else (DEV / "texts", DEV / "dev.jsonl")
    pack = load_pack()
    for doc in sorted({row["doc"] for row in rows_of(present(gold))}):
        text = read_plain_text(doc, (folder / doc).read_bytes().decode("utf-8"))
        explained = explain_text(text, pack)
        made = [m for sentence in explained for m in sentence.made]
        assert sorted(m.claim.id for m in made) == sorted(claim.id for claim in extract_claims(text, pack)), doc
        for m in made:
            carried = "carried" in m.claim.reasons
            assert carried or m.fired[0].words, (doc, m.claim.quote)
        for sentence in explained:
            assert sentence.text == text.content[sentence.start : sentence.end]
            assert {one.why for one in sentence.near} <= set(WHY)


def test_a_sentence_far_from_the_topic_was_not_read() -> None:
    content = (
        "Fiji paid rent.\n\n" + "It rained all day in the hills.\n\n" * 200 + "The prisoners were deported to Fiji."
    )
    explained = explain_text(read_plain_text("a.txt", content), load_pack())
    assert [explained[50].read, explained[-1].read] == [False, True]
    assert explained[50].near == ()
