"""Which orders forbid moving anybody, and which only sound so."""

from __future__ import annotations

import pytest

from kit.reading import claims


def forbids(content: str, lang: str) -> bool:
    """Whether a court act that the text tells forbids moving as such."""
    return any("forbids:moving" in c.reasons for c in claims(content, lang) if c.ledger == "legal")


FORBIDS = [
    ("A judge barred the removals on March 15.", "Una jueza prohibió las expulsiones el 15 de marzo."),
    ("A judge blocked the deportations to Togo.", "Un juez bloqueó las deportaciones a Togo."),
    ("Deportation flights were blocked by a judge.", "Los vuelos fueron suspendidos por un juez."),
    ("A judge ordered the planes to turn around.", "Un juez ordenó que los aviones dieran la vuelta."),
    ("A judge ordered the government to return the planes.", "Un juez ordenó al Gobierno devolver los aviones."),
    ("A judge ordered the government to halt the flights.", "Un juez ordenó al Gobierno suspender los vuelos."),
    ("A judge ordered a halt to the flights.", "Un juez ordenó la suspensión de los vuelos."),
    ("A judge ordered that no one be deported.", "Un juez ordenó que no se deporte a nadie."),
    ("A judge issued an order barring deportations.", "Un juez dictó una orden que suspende las deportaciones."),
    ("A court stayed the removals.", "Un tribunal suspendió las expulsiones."),
]
FREE = [
    # something else is the object
    ("A judge blocked the ruling on the flights.", "Un juez suspendió el fallo sobre los vuelos."),
    ("A judge barred the release of records on the flights.", "Un juez prohibió publicar datos de los vuelos."),
    ("A judge ordered the government to hand over papers.", "Un juez ordenó al Gobierno entregar papeles."),
    (
        "A judge ordered the government to say how many flights left.",
        "Un juez ordenó al Gobierno informar de los vuelos.",
    ),
    (
        "A judge ordered the government to explain why it did not stop the flights.",
        "Un juez ordenó al Gobierno explicar por qué no detuvo los vuelos.",
    ),
    ("A judge ordered the government to facilitate the return.", "Un juez ordenó al Gobierno facilitar el retorno."),
    # the order falls
    ("A court lifted the order barring deportations.", "Un tribunal suspendió la orden que prohibía deportaciones."),
    ("A court stayed the ruling that had halted the flights.", "El Supremo suspendió el fallo que frenó los vuelos."),
    # it is for some alone
    ("A judge barred the deportation of five men.", "Un juez prohibió la deportación de cinco hombres."),
    ("A judge barred the deportation of Ana Pérez.", "Un juez prohibió la deportación de Ana Pérez."),
    ("A judge blocked the removal of the plaintiffs.", "Un juez bloqueó la expulsión de los demandantes."),
    ("A judge halted a flight on Friday.", "Un juez frenó un vuelo el viernes."),
    # not laid down
    ("A judge refused to block the deportations.", "Un juez rechazó suspender los vuelos."),
    ("A judge could block the deportations.", "Un juez podría bloquear las deportaciones."),
    ("Lawyers asked a judge to block the deportations.", "Los abogados pidieron a un juez bloquear las deportaciones."),
]


@pytest.mark.parametrize(("english", "spanish"), FORBIDS)
def test_an_order_that_forbids_moving(english: str, spanish: str) -> None:
    assert forbids(english, "en")
    assert forbids(spanish, "es")


@pytest.mark.parametrize(("english", "spanish"), FREE)
def test_an_order_that_leaves_moving_free(english: str, spanish: str) -> None:
    assert not forbids(english, "en")
    assert not forbids(spanish, "es")
