"""What a later version of a page says otherwise."""

from __future__ import annotations

import pytest

from amparo.model import Claim
from amparo.versions import compare_versions
from kit.claims import claim

A = claim("people.moved", 238, quote="238 people were flown")
A_ELSEWHERE = claim("people.moved", 238, quote="In all, 238 people were flown there", start=90)
B = claim("people.moved", 240, quote="240 people were flown")
ABOUT = claim("people.moved", 238, "about", quote="about 238 people were flown")
HEARD = claim("people.moved", 238, quote="238 people were flown", hedge="reported")
AGREED = claim("people.agreed", 300, "up_to", quote="up to 300 people were agreed")
PAID = claim("money.disbursed", 4_760_000, unit="USD", quote="4760000 dollars were paid")
VOLARON = claim("people.moved", 238, lang="es", quote="Volaron 238 personas")
VOLARON_MÁS = claim("people.moved", 252, lang="es", quote="Volaron 252 personas")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], [], []),
        ([A], [A], []),
        ([A], [A_ELSEWHERE], []),
        ([A, A], [A], [("gone", 238, None, ())]),
        ([A], [], [("gone", 238, None, ())]),
        ([], [A], [("new", None, 238, ())]),
        ([A], [B], [("changed", 238, 240, ("value",))]),
        ([VOLARON], [VOLARON_MÁS], [("changed", 238, 252, ("value",))]),
        ([A], [ABOUT], [("changed", 238, 238, ("bound",))]),
        ([A], [HEARD], [("changed", 238, 238, ("hedge",))]),
        ([A], [PAID], [("gone", 238, None, ()), ("new", None, 4_760_000, ())]),
        ([AGREED, A], [B, AGREED], [("changed", 238, 240, ("value",))]),
        ([A, PAID], [PAID, B, AGREED], [("changed", 238, 240, ("value",)), ("new", None, 300, ())]),
    ],
)
def test_changes(before: list[Claim], after: list[Claim], told: list[tuple[object, ...]]) -> None:
    found = compare_versions(before, after)
    assert [(c.kind, c.before and c.before.value, c.after and c.after.value, c.slots) for c in found] == told
