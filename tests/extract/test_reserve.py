"""What a source holds back, the claim holds back: rumour, doubt, condition, denial, a plan given up (promise 2)."""

from __future__ import annotations

import pytest

from kit.reading import claims

KEPT = [
    ("en", "Rumours that Togo had agreed to take 500 people are unfounded, the ministry said.", "none denies"),
    ("es", "Los rumores de que Togo aceptó recibir a 500 personas son infundados, dijo el ministerio.", "none denies"),
    ("en", "Reports that Belgium paid 6 million euros to Togo were dismissed as fiction.", "none denies"),
    ("es", "Las informaciones de que Bélgica pagó 6 millones de euros a Togo son falsas.", "none denies"),
    ("en", "Rumours that Belgium paid 6 million euros to Togo spread on Monday.", "reported affirms"),
    ("es", "Según rumores, Togo aceptó recibir a 300 personas.", "reported affirms"),
    ("en", "Belgium supposedly paid 6 million euros to Togo.", "reported affirms"),
    ("es", "Al parecer, Bélgica pagó 6 millones de euros a Togo.", "reported affirms"),
    ("es", "Supuestamente, Bélgica pagó 6 millones de euros a Togo.", "alleged affirms"),
    ("en", "If parliament approves, Belgium will pay 6 million euros to Togo.", "conditional affirms"),
    ("es", "Si el Parlamento lo aprueba, Bélgica pagará 6 millones de euros a Togo.", "conditional affirms"),
    ("en", "Possibly 300 men were sent to Togo.", "conditional affirms"),
    ("es", "Es posible que 300 hombres fueran enviados a Togo.", "conditional affirms"),
    ("en", "It is not the case that 300 men were sent to Togo.", "none denies"),
    ("es", "No es cierto que 300 hombres fueran enviados a Togo.", "none denies"),
    ("en", "Belgium scrapped a plan to send 500 people to Togo.", "none denies"),
    ("es", "Bélgica canceló el plan de enviar a 500 personas a Togo.", "none denies"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), KEPT)
def test_reserve_is_kept(lang: str, text: str, expected: str) -> None:
    [claim] = [c for c in claims(text, lang) if c.value is not None]
    assert f"{claim.hedge} {claim.stance}" == expected


NOT_DONE = [
    ("en", "Belgium granted Togo 5 million euros to hold 238 men.", "people/planned"),
    ("es", "Bélgica concedió a Togo 5 millones de euros para retener a 238 hombres.", "people/planned"),
    ("en", "The 238 men must be returned to Belgium.", "people/planned"),
    ("es", "Los 238 hombres deberán ser devueltos a Bélgica.", "people/planned"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), NOT_DONE)
def test_what_is_to_be_is_not_told_as_done(lang: str, text: str, expected: str) -> None:
    [claim] = [c for c in claims(text, lang) if c.unit == "person"]
    assert f"{claim.ledger}/{claim.stage}" == expected


UNSAID = [
    ("en", "Neither government confirmed that 300 people would be sent to Togo."),
    ("es", "Ningún gobierno confirmó que 300 personas serían enviadas a Togo."),
    ("en", "The minister did not say that 300 men were sent to Togo."),
    ("es", "El ministro no dijo que 300 hombres fueran enviados a Togo."),
    ("en", "Lawyers asked whether 300 men had been sent to Togo."),
    ("en", "For 4 years, the opposition pretended that grandmothers were terrorists who deserved prison."),
]


@pytest.mark.parametrize(("lang", "text"), UNSAID)
def test_what_nobody_says_is_no_claim(lang: str, text: str) -> None:
    assert [c for c in claims(text, lang) if c.value is not None] == []
