"""What a noun phrase counts, in English and Spanish side by side."""

from __future__ import annotations

import pytest

from amparo.packs import load_pack

UNITS = load_pack().units

ROWS = [
    ("migrants", "migrantes", "person"),
    ("alleged Venezuelan gang members", "presuntos pandilleros venezolanos", "person"),
    ("members of Tren de Aragua", "miembros del Tren de Aragua", "person"),
    ("Venezuelans", "venezolanos", "person"),
    ("Salvadoran nationals", "ciudadanos salvadoreños", "person"),
    ("more Costa Ricans", "costarricenses más", "person"),
    ("Vietnamese", "vietnamitas", "person"),
    ("deported men and women", "hombres y mujeres deportados", "person"),
    ("asylum seekers", "solicitantes de asilo", "person"),
    ("people in their prisons", "personas en sus cárceles", "person"),
    ("deportation flights", "vuelos de deportación", "flight"),
    ("planes carrying migrants", "aviones con migrantes", "flight"),
    ("passenger planes", "aviones de pasajeros", "flight"),
    ("Venezuelan prisons", "cárceles venezolanas", "facility"),
    ("more mega-prisons", "megacárceles más", "facility"),
    ("habeas petitions", "recursos de hábeas corpus", "case"),
    ("lawsuits by detainees", "demandas de detenidos", "case"),
    ("other countries", "otros países", "country"),
    ("hectares of land", "hectáreas de terreno", "hectare"),
    ("prison guards", "guardias de la prisión", None),
    ("prison beds", "camas de prisión", "person"),
    ("dollars", "dólares", None),
    ("pages on Venezuelan law", "páginas sobre derecho", None),
    ("", "", None),
]


@pytest.mark.parametrize(("english", "spanish", "unit"), ROWS)
def test_unit_of(english: str, spanish: str, unit: str | None) -> None:
    assert (UNITS.unit_of(english, "en"), UNITS.unit_of(spanish, "es")) == (unit, unit)
