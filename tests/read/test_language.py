"""Which of the dossier's languages."""

from __future__ import annotations

import pytest

from amparo.model import SkipItem
from amparo.read import read_plain_text
from amparo.read.language import Language, language_of

EN = "The government agreed to accept up to three hundred people for one year, officials said on Monday."
ES = "El gobierno aceptó recibir hasta trescientas personas por un año, dijeron el lunes unos funcionarios."
FRENCH = "Le gouvernement a accepté d'accueillir jusqu'à trois cents personnes pendant un an, selon le ministre. "


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        (EN, None, "en"),
        (ES, None, "es"),
        (EN, "es", "en"),
        (ES, "en-US", "es"),
        ("Total: 238", "es-SV", "es"),
        ("Total: 238", "en", "en"),
        ("Bukele", "ES", "es"),
        ("238", "fr", "en"),
        ("", "es", "es"),
        ("", None, "en"),
    ],
)
def test_language(text: str, told: str | None, expected: str) -> None:
    assert language_of(text, ("en", "es"), told).lang == expected


def test_one_language_needs_no_guess() -> None:
    assert language_of(EN, ("es",)).lang == "es"


def test_a_third_language_is_only_a_name_more() -> None:
    assert language_of(FRENCH * 3, ("en", "es", "fr")) == Language("fr")


def test_a_text_in_no_language_of_the_dossier() -> None:
    assert language_of(FRENCH * 5, ("en", "es")).other == "French"
    with pytest.raises(SkipItem, match="It is in French"):
        read_plain_text("a.txt", FRENCH * 5)


@pytest.mark.parametrize("noise", ["x " * 300, "| 238 | abc " * 60, "AP, " * 200])
def test_noise_is_in_no_other_language(noise: str) -> None:
    assert language_of(noise, ("en", "es")).other is None


@pytest.mark.parametrize("own", [EN, ES])
def test_a_text_partly_in_another_language_is_read_and_told(own: str) -> None:
    text = read_plain_text("a.txt", (own + "\n") * 20 + (FRENCH + "\n") * 20)
    assert text.lang == language_of(own, ("en", "es")).lang
    (problem,) = text.problems
    assert "50% of it seems to be in French" in problem.reason
