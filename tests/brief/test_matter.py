# ruff: noqa: E501 (a table of claims, one a line)
"""What belongs to the arrangement that an account is about, and what an archive tells beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from amparo.brief.matter import Matter, main_sides
from amparo.model import Claim
from kit.claims import claim

COURTS = ("court", "judge", "juez", "tribunal")
NOBODY: dict[str, Any] = {"sender": None, "receiver": None}
FAR = 20_000


def at(made: Claim, start: int) -> Claim:
    """A claim that stands so far into its document."""
    return replace(made, anchor=replace(made.anchor, start=start, end=start + len(made.anchor.quote)))


FLOWN = at(claim("people.arrived", 238, doc="archive"), FAR)
ROWS = [
    # what is told, where, whether it stands between the main sides, whether it is of the matter at all
    ("between the sides", claim("money.pledged", 6e6, unit="USD", doc="note"), True, True),
    ("to the receiver", claim("people.held", 252, sender=None, doc="note"), True, True),
    ("between others", claim("people.arrived", 40, sender="GBR", receiver="RWA", doc="note"), False, True),
    ("near it in an archive", at(claim("people.held", 12, doc="archive", **NOBODY), FAR + 300), True, True),
    ("far from it in an archive", at(claim("people.held", 27, unit="year", doc="archive", **NOBODY), 500), False, False),
    ("of the giver alone", at(claim("money.obligated", 1e9, unit="USD", receiver=None, doc="other"), FAR), False, False),
    ("in a short document", claim("people.held", 12, doc="letter", **NOBODY), False, True),
    ("a court far into its order", at(claim("legal.ordered", asserter="a federal judge", doc="order", **NOBODY), FAR), True, True),
    ("a court in Spanish", at(claim("legal.ordered", asserter="Un juez federal", lang="es", doc="auto", **NOBODY), FAR), True, True),
    ("somebody else so far", at(claim("statement.praised", asserter="A farmer", doc="fair", **NOBODY), FAR), False, False),
]  # fmt: skip


@pytest.mark.parametrize(("told", "amid", "holds"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_what_is_of_the_matter(told: Claim, amid: bool, holds: bool) -> None:
    matter = Matter([FLOWN, claim("people.arrived", 238, doc="second"), told], COURTS)
    assert (matter.amid(told), matter.holds(told)) == (amid, holds)


def test_where_no_two_sides_are_told_everything_is() -> None:
    lone = at(claim("people.held", 27, unit="year", **NOBODY), FAR)
    assert main_sides([lone]) is None
    assert Matter([lone], COURTS).holds(lone)
