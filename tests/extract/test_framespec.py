# ruff: noqa: E501 (tables of errors, one a line)
"""Frames of a pack, loaded whole: what they hold, and errors that name file, key and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amparo.extract.framespec import Frames, load_frames
from amparo.packs import PackError, load_pack
from kit.reading import frames_of

TINY = Path(__file__).parents[1] / "packs" / "tiny_pack"
EVENT = "ledger: delivery, stage: released, units: [tanker]"


def frames_with(folder: Path, content: str) -> Frames:
    """The English frames of the tiny pack with `content` for its frames.yaml."""
    copy = Path(shutil.copytree(TINY, folder / "spoilt"))
    (copy / "frames.yaml").write_text(content, encoding="utf-8")
    return load_frames(load_pack(copy), "en")


def _event(slots: str) -> str:
    return f"shifts: {{none: {{}}}}\nevents:\n  - {{id: a, {slots}}}\n"


ERRORS = [
    # content, key, problem, remedy
    ("shifts: {none: {}}\n", "events", "is missing", "Add `events:` here"),
    ("shifts: {none: {}}\nevents: []\nverbs: []\n", "verbs", "is not a key known here", "Use one of: ledgers, bare_numbers"),
    (_event("ledger: delivery, stage: released, colour: red, en: [aboard]"), "events[0].colour", "is not a key known here", "Use one of: id, ledger"),
    (_event("ledger: rain, stage: released, en: [aboard]"), "events[0].ledger", "is 'rain'", "Use one of: allotment, delivery"),
    (_event("ledger: delivery, stage: asked, en: [aboard]"), "events[0].stage", "is 'asked'", "Use one of: scheduled, released, measured"),
    (_event("ledger: delivery, stage: released, goal_stage: gone, en: [aboard]"), "events[0].goal_stage", "is 'gone'", "Use one of"),
    (_event("ledger: delivery, en: [aboard]"), "events[0].stage", "is missing", "Add `stage:` here"),
    (_event("ledger: delivery, stage: released"), "events[0].en", "is missing", "Add `en:` here"),
    (_event("ledger: delivery, stage: released, figure: often, en: [aboard]"), "events[0].figure", "is 'often'", "Use one of: optional, needed, never"),
    (_event("ledger: delivery, stage: released, roles: inward, en: [aboard]"), "events[0].roles", "is 'inward'", "Use one of"),
    (_event("ledger: delivery, stage: released, shift: hard, en: [aboard]"), "events[0].shift", "is 'hard'", "Use one of: none"),
    (_event("ledger: delivery, stage: released, en: ['~ aboard']"), "events[0].en[0]", "does not begin with a word or a verb", "Begin the pattern with"),
    (_event("ledger: delivery, stage: released, en: ['<send> @boat']"), "events[0].en[0]", "names the word class @boat", "Use one of"),
    (_event("ledger: delivery, stage: released, en: aboard"), "events[0].en", "is str, not a list", "Write a list"),
    ("shifts: {none: {}, move: {plan: delivery/gone}}\nevents: []\n", "shifts.move.plan", "is 'delivery/gone', no ledger/stage of this pack", "Write ledger/stage as in ledgers.yaml"),
    ("shifts: {none: {}, move: {plan: rain/released}}\nevents: []\n", "shifts.move.plan", "is 'rain/released', no ledger/stage", "Write ledger/stage"),
    ("shifts: {none: {}}\nevents: []\nledgers: {rain: [doer]}\n", "ledgers.rain", "is no ledger of this pack", "Use one of: allotment, delivery"),
    ("shifts: {none: {}}\nevents: []\nledgers: {delivery: [wet]}\n", "ledgers.delivery[0]", "is 'wet'", "Use one of: doer, bare, parties"),
    ("shifts: {none: {}}\nevents: []\nbare_numbers: {large_from: many}\n", "bare_numbers.large_from", "is 'many', not a number", "Write a number"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "key", "problem", "remedy"), ERRORS)
def test_errors_name_file_key_and_remedy(tmp_path: Path, content: str, key: str, problem: str, remedy: str) -> None:
    with pytest.raises(PackError) as caught:
        frames_with(tmp_path, content)
    error = caught.value
    assert error.file.endswith("spoilt/frames.yaml")
    assert error.key == key
    assert problem in error.problem
    assert remedy in error.remedy


def test_an_event_as_it_is_read(tmp_path: Path) -> None:
    frames = frames_with(
        tmp_path, _event(f"{EVENT}, figure: needed, side: noun, stance: denies, en: ['<release:past>', flood]")
    )
    assert set(frames.events) == {"released", "flood"}
    ((event, pattern),) = frames.events["flood"]
    assert (event.id, event.ledger, event.stage, event.figure, event.stance) == (
        "a",
        "delivery",
        "released",
        "needed",
        "denies",
    )
    assert (event.units, event.counted, event.after, event.shift) == (frozenset(("tanker",)), True, False, {})
    assert pattern.text == "flood"


def test_what_a_pack_leaves_out_is_empty(tmp_path: Path) -> None:
    frames = frames_with(tmp_path, _event(f"{EVENT}, en: [flood]"))
    assert (frames.topic, frames.rights_event, frames.bare_unit) == (None, None, None)
    assert (frames.groups, frames.blockers, frames.controllers, frames.traits) == (frozenset(), frozenset(), {}, {})
    assert frames.large_from == float("inf")
    assert not frames.has("delivery", "doer")


@pytest.mark.parametrize(
    ("lang", "word", "events"),
    [
        ("en", "ferried", {"move"}),
        ("es", "despachados", {"move"}),
        ("en", "airlifts", {"move"}),
        ("es", "excarceló", {"release"}),
        ("en", "sued", {"file"}),
        ("es", "interpuso", {"file", "appeal"}),
        ("en", "blanket", set()),
        ("es", "manta", set()),
    ],
)
def test_every_form_of_a_pattern_leads_to_its_event(lang: str, word: str, events: set[str]) -> None:
    assert {event.id for event, _ in frames_of(lang).events.get(word, ())} == events


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_the_pack_says_of_its_ledgers(lang: str) -> None:
    frames = frames_of(lang)
    assert frames.has("people", "story")
    assert not frames.has("legal", "story")
    assert frames.rights_event is not None
    assert frames.rights_event.id == "concern"
    assert frames.bare_unit == "person"


@pytest.mark.parametrize(
    ("lang", "word", "on_topic"),
    [
        ("en", "The deportees slept.", True),
        ("es", "Los deportados dormían.", True),
        ("en", "The harvest failed.", False),
        ("es", "La cosecha fracasó.", False),
    ],
)
def test_the_topic_of_the_pack(lang: str, word: str, on_topic: bool) -> None:
    topic = frames_of(lang).topic
    assert topic is not None
    assert bool(topic.places(word)) is on_topic
