# ruff: noqa: E501 (tables of sentences, one a line)
"""References across sentences: short names, pronouns, a running quotation, and an office whose holder is named."""

from __future__ import annotations

import pytest

from amparo.extract.references import Discourse
from kit.reading import analysis, claims, frames_of

LAST = [
    # who answers for the forty men of the last sentence
    ("en", "Interior Minister Ama Owusu defended the transfers. Owusu said that forty men were deported to Togo.", "Interior Minister Ama Owusu"),
    ("es", "La ministra del Interior Ama Owusu defendió los traslados. Owusu dijo que cuarenta hombres fueron deportados a Togo.", "La ministra del Interior Ama Owusu"),
    ("en", "Interior Minister Ama Owusu defended the transfers. She said that forty men were deported to Togo.", "Interior Minister Ama Owusu"),
    ("es", "La ministra del Interior Ama Owusu defendió los traslados. Ella dijo que cuarenta hombres fueron deportados a Togo.", "La ministra del Interior Ama Owusu"),
    # a singular pronoun stands for a person, a plural one for whoever spoke last
    ("en", "Judge Kofi Mensah ruled that the transfers were illegal. The union appealed the ruling. He said that forty men were deported to Togo.", "Judge Kofi Mensah"),
    ("es", "El juez Kofi Mensah falló que los traslados eran ilegales. El sindicato apeló el fallo. Él dijo que cuarenta hombres fueron deportados a Togo.", "El juez Kofi Mensah"),
    ("en", "Judge Kofi Mensah ruled that the transfers were illegal. Lawyers appealed the ruling. They said that forty men were deported to Togo.", "Lawyers"),
    ("es", "El juez Kofi Mensah falló que los traslados eran ilegales. Los abogados apelaron el fallo. Ellos dijeron que cuarenta hombres fueron deportados a Togo.", "Los abogados"),
    # an office that one named person fits
    ("en", "Judge Kofi Mensah ruled that the transfers were illegal. Later the judge said that forty men were deported to Togo.", "Judge Kofi Mensah"),
    ("es", "El juez Kofi Mensah falló que los traslados eran ilegales. Luego el juez dijo que cuarenta hombres fueron deportados a Togo.", "El juez Kofi Mensah"),
    # two fit: neither is meant for certain
    ("en", "Judge Kofi Mensah ruled that the transfers were illegal. Judge Ama Owusu upheld the ruling. A judge said that forty men were deported to Togo.", "A judge"),
    # a word that stands for another one of the name
    ("es", "El presidente Kofi Mensah recibió a los enviados. Veinte hombres llegaron a Togo, dijo el presidente Kofi Mensah. Con ellos fueron deportados a Togo cuarenta hombres, añadió el mandatario.", "el presidente Kofi Mensah"),
    ("en", "Prime Minister Kofi Mensah said that twenty men were deported to Togo. The premier said that forty men were deported to Togo.", "Prime Minister Kofi Mensah"),
    # nobody is no source
    ("en", "No approach should change the number of detainees, since forty men were deported to Togo.", None),
    ("es", "Ningún cálculo dice otra cosa: cuarenta hombres fueron deportados a Togo.", None),
    # the publisher's own voice is nobody's
    ("en", "We said in May that forty men were deported to Togo.", None),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), LAST)
def test_who_is_meant(lang: str, content: str, expected: str | None) -> None:
    assert [c.asserter for c in claims(content, lang) if c.value == 40] == [expected]


SAME = [
    ("en", "Forty men were deported to Togo, according to the coast guard of Norway. Ten men were deported to Togo, the same coast guard said.", "the coast guard of Norway"),
    ("es", "Cuarenta hombres fueron deportados a Togo, según la guardia costera de Noruega. Otros diez fueron deportados a Togo, según la misma guardia costera.", "la guardia costera de Noruega"),
    ("es", "Cuarenta hombres fueron deportados a Togo, según las autoridades noruegas. Otros diez fueron deportados a Togo, según las mismas autoridades.", "las autoridades noruegas"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), SAME)
def test_the_same_source_again(lang: str, content: str, expected: str) -> None:
    assert [c.asserter for c in claims(content, lang) if c.value in (10, 40)] == [expected, expected]


LAWS = [
    ("en", "The Alien Enemies Act is of 1798. Under it, forty men were deported to Togo.", "Alien Enemies Act"),
    ("es", "La Ley de Enemigos Extranjeros es de 1798. En virtud de ella, cuarenta hombres fueron deportados a Togo.", "Alien Enemies Act"),
    # a law named two sentences before, or none
    ("en", "The Alien Enemies Act is of 1798. It is an old text. Under it, forty men were deported to Togo.", None),
    ("es", "La Ley de Enemigos Extranjeros es de 1798. Es un texto viejo. En virtud de ella, cuarenta hombres fueron deportados a Togo.", None),
    ("en", "The treaty is of 1998. Under it, forty men were deported to Togo.", None),
    ("es", "La norma es de 1998. En virtud de ella, cuarenta hombres fueron deportados a Togo.", None),
    # named, and not referred to
    ("en", "The Alien Enemies Act is of 1798. Forty men were deported to Togo.", None),
    ("es", "La Ley de Enemigos Extranjeros es de 1798. Cuarenta hombres fueron deportados a Togo.", None),
    # its own law goes before
    ("en", "The Alien Enemies Act is of 1798. Under it, forty men were deported to Togo under Title 8.", "Title 8"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), LAWS)
def test_the_law_of_the_sentence_before(lang: str, content: str, expected: str | None) -> None:
    assert [c.scope.get("legal_basis") for c in claims(content, lang) if c.value == 40] == [expected]


NAMES = [
    # lang, sources so far, words of the source, its name, sources afterwards
    ("en", [], "the warden", "the warden", ["the warden"]),
    ("en", ["Warden Kofi Mensah"], "Mensah", "Warden Kofi Mensah", ["Warden Kofi Mensah"]),
    ("es", ["el alcaide Kofi Mensah"], "Mensah", "el alcaide Kofi Mensah", ["el alcaide Kofi Mensah"]),
    ("en", ["Warden Kofi Mensah", "the union"], "the warden", "the warden", ["Warden Kofi Mensah", "the union", "the warden"]),
    ("en", ["Kofi Mensah", "the union"], "Mensah", "Kofi Mensah", ["the union", "Kofi Mensah"]),
    ("es", ["Kofi Mensah", "el sindicato"], "Mensah", "Kofi Mensah", ["el sindicato", "Kofi Mensah"]),
    ("en", ["Warden Kofi Mensah"], "Warden Kofi Mensah of Lomé", "Warden Kofi Mensah of Lomé", ["Warden Kofi Mensah", "Warden Kofi Mensah of Lomé"]),
    ("en", ["the union"], "they", "the union", ["the union"]),
    ("es", ["el sindicato"], "ellos", "el sindicato", ["el sindicato"]),
    ("en", ["the union"], "we", None, ["the union"]),
    ("en", [], "she", None, []),
    ("es", [], "ella", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "before", "written", "expected", "after"), NAMES)
def test_the_fullest_form_of_a_source(
    lang: str, before: list[str], written: str, expected: str | None, after: list[str]
) -> None:
    discourse = Discourse(sources=list(before))
    found = analysis(written, lang)
    assert discourse.name(found, (0, found.size), frames_of(lang)) == expected
    assert discourse.sources == after


MEANT = [
    ("en", ["Judge Owusu", "the union"], "singular", "Judge Owusu"),
    ("es", ["la jueza Owusu", "el sindicato"], "singular", "la jueza Owusu"),
    ("en", ["Judge Owusu", "the union"], "plural", "the union"),
    ("en", ["the union"], "singular", "the union"),
    ("en", [], "singular", None),
]


@pytest.mark.parametrize(("lang", "sources", "kind", "expected"), MEANT)
def test_whom_a_pronoun_stands_for(lang: str, sources: list[str], kind: str, expected: str | None) -> None:
    assert Discourse(sources=sources).meant(kind, frames_of(lang).language.grammar.humans) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["He said “we paid."], True),
        (["He said “we paid.”"], False),
        (["Dijo «pagamos."], True),
        (["Dijo «pagamos.", "Y nos fuimos»."], False),
        (["“One.", "Two.", "Three.”", "“Four."], True),
        (["No marks."], False),
    ],
)
def test_whether_a_quotation_runs_on(pieces: list[str], expected: bool) -> None:
    discourse = Discourse()
    for piece in pieces:
        discourse.follow_quotes(piece)
    assert discourse.quoting is expected
