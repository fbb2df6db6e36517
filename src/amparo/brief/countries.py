"""Names of countries in a language, by ISO 3166-1 alpha-3."""

from __future__ import annotations

from functools import cache

import pycountry
from babel import Locale


@cache
def bare_country(alpha3: str, lang: str) -> str:
    """The country's name alone, as a headline has it; the code where it is none of ISO's."""
    found = pycountry.countries.get(alpha_3=alpha3)
    return str(Locale.parse(lang).territories.get(found.alpha_2, found.name)) if found else alpha3
