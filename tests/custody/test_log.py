"""The chained log: what is appended holds, and whatever is changed in it is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.custody import Event, append_event, verify_chain
from amparo.model import canonical


def chain(*subjects: str) -> list[Event]:
    events: list[Event] = []
    for subject in subjects:
        last = events[-1] if events else None
        events.append(append_event(last, "2026-01-01T00:00:00Z", "Ana", "capture", subject, {"size": len(subject)}))
    return events


FIVE = chain("a", "b", "señal", "d", "e")


def test_an_event_is_one_line_of_canonical_json() -> None:
    event = FIVE[2]
    whole = {
        "seq": 3,
        "at": event.at,
        "actor": "Ana",
        "act": "capture",
        "subject": "señal",
        "data": {"size": 5},
        "previous": FIVE[1].hash,
    }
    assert event.line == canonical(whole)


def test_a_sound_chain_has_no_fault() -> None:
    assert verify_chain([]) == []
    assert verify_chain(FIVE) == []


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("at", "2026-01-01T00:00:01Z"),
        ("actor", "Eva"),
        ("act", "read"),
        ("subject", "senal"),
        ("data", '{"size":6}'),
        ("data", '{"size": 5}'),
        ("data", "not json"),
        ("previous", "f" * 64),
        ("hash", "f" * 64),
        ("seq", 9),
    ],
)
def test_any_slot_altered_is_named(slot: str, value: Any) -> None:
    altered = replace(FIVE[2], **{slot: value})
    faults = verify_chain([*FIVE[:2], altered, *FIVE[3:]])
    assert (faults[0].kind, faults[0].where) == ("event_altered", str(altered.seq))


@pytest.mark.parametrize(
    ("events", "kinds"),
    [
        (FIVE[1:], ["event_missing"]),
        ([*FIVE[:1], *FIVE[2:]], ["event_missing"]),
        ([FIVE[1], FIVE[0], *FIVE[2:]], ["event_missing", "event_missing", "event_missing"]),
        ([*FIVE[:2], FIVE[1], *FIVE[2:]], ["event_missing"]),
        ([*chain("x"), *FIVE[1:]], ["chain_broken"]),
    ],
    ids=["first gone", "second gone", "swapped", "twice", "another first"],
)
def test_events_gone_swapped_or_put_in_are_named(events: list[Event], kinds: list[str]) -> None:
    assert [f.kind for f in verify_chain(events)] == kinds


@given(st.lists(st.text(), min_size=1, max_size=6), st.data())
def test_no_change_of_a_character_goes_unseen(subjects: list[str], data: st.DataObject) -> None:
    events = chain(*subjects)
    index = data.draw(st.integers(0, len(events) - 1))
    event = events[index]
    slot = data.draw(st.sampled_from(["at", "actor", "act", "subject", "data", "previous", "hash"]))
    before = getattr(event, slot)
    place = data.draw(st.integers(0, len(before)))
    after = before[:place] + data.draw(st.characters()) + before[place + 1 :]
    events[index] = replace(event, **{slot: after})
    assert bool(verify_chain(events)) == (after != before)


@pytest.mark.parametrize(("lang", "words"), [("en", "event 3"), ("es", "evento 3"), ("fr", "event 3")])
def test_faults_are_sentences_in_each_language(lang: str, words: str) -> None:
    (fault,) = verify_chain([*FIVE[:2], replace(FIVE[2], actor="Eva")])[:1]
    assert words in fault.sentence(lang)
