"""Where a passage stands in its original, in the reader's words."""

from __future__ import annotations

import pytest

from amparo.publish.evidence import labels, place_in_words

PLACES = [
    ("page=3", "page 3", "página 3"),
    ("page=3;table=1;cell=B2", "page 3, table 1, cell B2", "página 3, tabla 1, celda B2"),
    ("sheet=Pagos%3B 2025;cell=B4", "sheet Pagos; 2025, cell B4", "hoja Pagos; 2025, celda B4"),
    ("meta=title", "", ""),
    (None, "", ""),
]


@pytest.mark.parametrize(("fragment", "english", "spanish"), PLACES)
def test_places(fragment: str | None, english: str, spanish: str) -> None:
    assert place_in_words(fragment, labels("en")) == english
    assert place_in_words(fragment, labels("es")) == spanish
