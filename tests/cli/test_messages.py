"""Messages: every one in every language with the same blanks, and none missing from the catalogue."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import amparo.cli
from amparo.brief.private import Why
from amparo.cli.messages import Speaker, catalogue, language_for, languages
from amparo.cli.proving import HEADINGS
from amparo.extract.explain import WHY
from amparo.model.claim import HEDGES, REVIEWS
from amparo.model.decision import JOINING, Act
from amparo.model.ledger import FindingKind, OriginKind
from amparo.versions import ChangeKind
from amparo.watch import VisitStatus

MESSAGES = [key for key in catalogue() if key != "languages"]
COUNTED = ("document", "origin", "claim", "line", "opened", "closed", "sentence")
SOURCES = "".join(p.read_text(encoding="utf-8") for p in Path(amparo.cli.__file__).parent.glob("*.py"))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", MESSAGES)
def test_each_message_is_there_in_each_language_with_the_same_blanks(key: str) -> None:
    forms = catalogue()[key]
    assert set(forms) == set(languages())
    assert len({frozenset(blanks(form)) for form in forms.values()}) == 1


def test_each_message_used_is_in_the_catalogue_and_the_other_way_round() -> None:
    used = set(
        re.findall(
            r"[\"']((?:help|opt|panel|col|say|ask|error|progress|bound|stance)\.\w+|publisher)[\"']",
            SOURCES,
        )
    )
    used |= {f"col.{name}" for name in ("id", "what", "figure", "who", "when", "quote", "doc", "status")}
    used |= {f"why.{why}" for why in (*WHY, "nothing")}
    used |= {f"{noun}.{form}" for noun in COUNTED for form in ("one", "many")}
    used |= {f"private.{why}" for why in get_args(Why)} | {"mask.name", "col.name"}
    used |= {f"ask.{act}" for act in JOINING}
    used |= {f"kind.{kind}" for kind in get_args(OriginKind)}
    used |= {f"manifest.{heading}" for heading in HEADINGS}
    used |= {f"panel.{name}" for name in ("arguments", "options", "commands")}
    used |= {f"review.{state}" for state in REVIEWS} | {f"hedge.{hedge}" for hedge in HEDGES if hedge != "none"}
    used |= {f"finding.{kind}" for kind in get_args(FindingKind)} | {f"act.{act}" for act in get_args(Act)}
    used |= {f"status.{s}" for s in ("read", "opened", "duplicate", "skipped", "failed", "open", "resolved", "solved")}
    used |= {
        f"col.{name}" for name in ("captured", "sha256", "why", "remedy", "url", "kind", "checked", "changed", "until")
    }
    used |= {f"visit.{status}" for status in get_args(VisitStatus)} | {
        f"change.{kind}" for kind in get_args(ChangeKind)
    }
    used |= {f"state.{state}" for state in ("current", "earlier", "copy", "exchange")}
    used |= {f"watched.{kind}" for kind in ("page", "feed", "unseen")}
    assert used == set(MESSAGES)


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "es_CO.UTF-8"}, "es"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "es_CO.UTF-8"}, "es"),
        ([], {"AMPARO_LANG": "en", "LANG": "es_CO.UTF-8"}, "en"),
        (["--ui-lang", "es", "claims"], {"AMPARO_LANG": "en"}, "es"),
        (["--ui-lang=es", "claims"], {}, "es"),
        (["--ui-lang=tlh"], {"LANG": "es"}, "es"),
        (["--ui-lang"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert language_for(arguments, environment) == lang


def test_a_speaker_fills_in_the_blanks() -> None:
    assert Speaker("es")("say.written", path="a.md") == "Escrito: a.md"
