"""Which of the dossier's languages."""

from __future__ import annotations

import pytest

from amparo.read.language import language_of

EN = "The government agreed to accept up to three hundred people for one year, officials said on Monday."
ES = "El gobierno aceptó recibir hasta trescientas personas por un año, dijeron el lunes unos funcionarios."


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
    assert language_of(text, ("en", "es"), told) == expected


def test_one_language_needs_no_guess() -> None:
    assert language_of(EN, ("es",)) == "es"


def test_a_third_language_is_only_a_name_more() -> None:
    french = "Le gouvernement a accepté d'accueillir jusqu'à trois cents personnes pendant un an, selon le ministre."
    assert language_of(french, ("en", "es", "fr")) == "fr"
