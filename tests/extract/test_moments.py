# ruff: noqa: E501 (tables of sentences, one a line)
"""Which act of a sentence a time of day belongs to, and what a claim makes of it."""

from __future__ import annotations

import pytest

from kit.reading import claims


def moments(content: str, lang: str) -> dict[str, str | None]:
    """The moment of each court act and each move, by ledger and stage."""
    return {f"{c.ledger}/{c.stage}": c.at for c in claims(content, lang) if c.ledger in ("legal", "people")}


ORDERED, LEFT = "2025-03-15T18:45-04:00", "2025-03-15T19:36-04:00"
ROWS = [
    ("en", "A judge barred the removals at 6:45 p.m. EDT on March 15, 2025.", {"legal/ordered": ORDERED}),
    ("es", "Una jueza prohibió las expulsiones a las 18:45, hora del este, del 15 de marzo de 2025.", {"legal/ordered": ORDERED}),
    ("en", "At 6:45 p.m. EDT on March 15, 2025, a judge barred the removals.", {"legal/ordered": ORDERED}),
    ("es", "A las 18:45, hora del este, del 15 de marzo de 2025, una jueza prohibió las expulsiones.", {"legal/ordered": ORDERED}),
    # each verb has its own
    ("en", "A judge barred the removals at 6:45 p.m. EDT on March 15, 2025, but the third plane took off at 7:36 p.m. EDT.", {"legal/ordered": ORDERED, "people/departed": LEFT}),
    ("es", "Una jueza prohibió las expulsiones a las 18:45, hora del este, del 15 de marzo de 2025, pero el tercer avión despegó a las 19:36, hora del este.", {"legal/ordered": ORDERED, "people/departed": LEFT}),
    ("en", "The plane that took off at 7:36 p.m. EDT on March 15, 2025 landed in Togo with 40 migrants.", {"people/arrived": None}),
    ("es", "El avión que despegó a las 19:36, hora del este, del 15 de marzo de 2025 aterrizó en Togo con 40 migrantes.", {"people/arrived": None}),
    # a time alone is of the running day
    ("en", "A judge barred the removals on March 15, 2025. The last plane took off at 7:36 p.m. EDT.", {"legal/ordered": None, "people/departed": LEFT}),
    ("es", "Una jueza prohibió las expulsiones el 15 de marzo de 2025. El último avión despegó a las 19:36, hora del este.", {"legal/ordered": None, "people/departed": LEFT}),
    # one zone for all times of a text that tell none
    ("en", "All times are EDT. A judge barred the removals at 6:45 p.m. on March 15, 2025.", {"legal/ordered": ORDERED}),
    ("es", "Todas las horas son hora del este. Una jueza prohibió las expulsiones a las 18:45 del 15 de marzo de 2025.", {"legal/ordered": ORDERED}),
    ("en", "A judge barred the removals at 5:45 p.m. CDT on March 15, 2025. All times are EDT.", {"legal/ordered": "2025-03-15T17:45-05:00"}),
    ("en", "All times are local. A judge barred the removals at 6:45 p.m. on March 15, 2025.", {"legal/ordered": "2025-03-15T18:45"}),
    ("es", "Todas las horas son hora local. Una jueza prohibió las expulsiones a las 18:45 del 15 de marzo de 2025.", {"legal/ordered": "2025-03-15T18:45"}),
    # several times, or a limit, are not one moment
    ("en", "Two planes took off at 5:26 p.m. and 5:45 p.m. EDT on March 15, 2025.", {"people/departed": None}),
    ("es", "Dos aviones despegaron a las 17:26 y a las 17:45, hora del este, del 15 de marzo de 2025.", {"people/departed": None}),
    ("en", "The plane took off before 7 p.m. EDT on March 15, 2025.", {"people/departed": None}),
    ("es", "El avión despegó antes de las 19:00, hora del este, del 15 de marzo de 2025.", {"people/departed": None}),
    # about then
    ("en", "The plane took off shortly before 7 p.m. (ET) on March 15, 2025.", {"people/departed": "2025-03-15T19:00-04:00~"}),
    ("es", "El avión despegó poco antes de las 19:00 (ET) del 15 de marzo de 2025.", {"people/departed": "2025-03-15T19:00-04:00~"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), ROWS)
def test_an_act_has_the_time_of_its_own_verb(lang: str, content: str, expected: dict[str, str | None]) -> None:
    assert moments(content, lang) == expected


def test_money_and_terms_have_no_time_of_day() -> None:
    found = claims("Norway paid Togo 2 million euros at 5 p.m. on March 15, 2025.", "en")
    assert [(c.stage, c.when, c.at) for c in found] == [("disbursed", "2025-03-15", None)]
