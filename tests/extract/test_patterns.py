"""The notation of patterns, element by element: what it matches, where it stops, and what cannot be written."""

from __future__ import annotations

import pytest

from amparo.extract.patterns import Element, compile_pattern, match_at, verbs_of
from amparo.packs import Node, PackError
from kit.reading import analysis

CLASSES = {
    "boat": frozenset(("boat", "ferry", "barco", "ferri")),
    "court": frozenset(("court", "panel", "tribunal", "sala")),
}


def matched(pattern: str, sentence: str, lang: str) -> tuple[str, str]:
    """The words of the first match of a pattern in a sentence and the token of its first verb; empty where none."""
    compiled = compile_pattern(Node("frames.yaml", "en[0]", pattern), CLASSES)
    found = analysis(sentence, lang)
    for at in range(found.size):
        match = match_at(compiled, found, at)
        if match is not None:
            return found.text(match.start, match.end), found.low(match.verb) if match.verb >= 0 else ""
    return "", ""


MATCHES = [
    # element by element: lang, pattern, sentence, words matched, first verb
    ("en", "aboard", "Ten men were Aboard the ferry.", "Aboard", ""),
    ("es", "a bordo", "Diez hombres iban A bordo del ferri.", "A bordo", ""),
    ("en", "ship/ferry", "The ferry left.", "ferry", ""),
    ("es", "buque/ferri", "El ferri salió.", "ferri", ""),
    ("en", "@boat", "The ferry left.", "ferry", ""),
    ("es", "@boat", "El ferri salió.", "ferri", ""),
    ("en", "@boat/raft", "The raft sank.", "raft", ""),
    ("es", "@boat/balsa", "La balsa se hundió.", "balsa", ""),
    ("en", "raft/@boat", "The boat sank.", "boat", ""),
    ("en", "@boat/@court", "The panel met.", "panel", ""),
    ("es", "@boat/@court", "La sala se reunió.", "sala", ""),
    ("en", "<deport>", "Togo has deported them.", "deported", "deported"),
    ("es", "<deportar>", "Togo los había deportado.", "deportado", "deportado"),
    ("en", "<deport/send>", "Togo sends them home.", "sends", "sends"),
    ("es", "<deportar/enviar>", "Togo envía a diez.", "envía", "envía"),
    ("en", "<send:part> home", "They were sent home.", "sent home", "sent"),
    ("es", "<enviar:part> a", "Fueron enviados a Togo.", "enviados a", "enviados"),
    ("en", "<send:past+part>", "Togo sent them home.", "sent", "sent"),
    ("es", "<enviar:past+fut>", "Togo enviará a diez.", "enviará", "enviará"),
    ("en", "<be> set", "The price was set in May.", "was set", "was"),
    ("es", "<ser> fijado", "El precio fue fijado en mayo.", "fue fijado", "fue"),
    ("en", "<be> ~1 in custody", "They are now in custody.", "are now in custody", "are"),
    ("en", "to [country]", "They were sent to Togo.", "to Togo", ""),
    ("es", "a [country]", "Fueron enviados a Togo.", "a Togo", ""),
    ("en", "in [country/facility]", "They sleep in New Zealand today.", "in New Zealand", ""),
    ("es", "en [country/facility]", "Duermen en Nueva Zelanda hoy.", "en Nueva Zelanda", ""),
    ("en", "took {person}", "Togo took about forty men in May.", "took about forty men", ""),
    ("es", "tomó {person}", "Togo tomó unos cuarenta hombres en mayo.", "tomó unos cuarenta hombres", ""),
    ("en", "paid {money}", "Togo paid €3 million for it.", "paid €3 million", ""),
    ("es", "pagó {money}", "Togo pagó 3 millones de euros por ello.", "pagó 3 millones de euros", ""),
    ("en", "paid {any}", "Togo paid forty men.", "paid forty men", ""),
    ("es", "pagó {any}", "Togo pagó cuarenta euros.", "pagó cuarenta euros", ""),
    ("en", "<send> ~ home", "Togo sent the ten men home.", "sent the ten men home", "sent"),
    ("es", "<enviar> ~ casa", "Togo envió diez hombres a casa.", "envió diez hombres a casa", "envió"),
    ("en", "<send> ~ home", "Togo sent home the men.", "sent home", "sent"),
    ("en", "<send> ~5 home", "Togo sent all of the ten men home.", "sent all of the ten men home", "sent"),
    ("en", "<send> them? home", "Togo sent home ten men.", "sent home", "sent"),
    ("en", "<send> them? home", "Togo sent them home.", "sent them home", "sent"),
    ("es", "<enviar> ya? a", "Togo envió a diez hombres.", "envió a", "envió"),
    ("en", "was <be>? <send>", "Ten were sent, none was sent by sea.", "was sent", "sent"),
    # a verb that was tried and given up is not the first
    ("en", "said ~4 <be>? <send> home", "He said there were ten sent home.", "said there were ten sent home", "sent"),
    ("es", "dijo ~4 <ser>? <enviar>", "Dijo que son diez enviados a Togo.", "Dijo que son diez enviados", "enviados"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "pattern", "sentence", "words", "verb"), MATCHES)
def test_what_an_element_matches(lang: str, pattern: str, sentence: str, words: str, verb: str) -> None:
    assert matched(pattern, sentence, lang) == (words, verb)


MISSES = [
    ("en", "aboard", "Ten men boarded."),
    ("es", "a bordo", "Diez hombres bordaban."),
    ("en", "@boat", "The raft sank."),
    ("es", "@boat", "La balsa se hundió."),
    ("en", "<transfer>", "The transfer was illegal."),
    ("es", "<entregar>", "La entrega fue ilegal."),
    ("en", "<send:part>", "Togo sends them home."),
    ("es", "<enviar:part>", "Togo envía a diez."),
    ("en", "to [country]", "They were sent to prison."),
    ("es", "a [country]", "Fueron enviados a prisión."),
    ("en", "took {person}", "Togo took two flights."),
    ("es", "tomó {person}", "Togo tomó dos vuelos."),
    ("en", "paid {money}", "Togo paid forty men."),
    ("es", "pagó {money}", "Togo pagó a cuarenta hombres."),
    ("en", "<send> ~ home", "Togo sent all of the ten men home."),
    ("en", "<send> ~ home", "Togo sent ten; home they went."),
    ("es", "<enviar> ~ casa", "Togo envió diez; casa no hay."),
    ("en", "<send> them home", "Togo sent home ten men."),
    ("en", "aboard the ferry", "Ten were aboard the"),
]


@pytest.mark.parametrize(("lang", "pattern", "sentence"), MISSES)
def test_what_an_element_does_not_match(lang: str, pattern: str, sentence: str) -> None:
    assert matched(pattern, sentence, lang) == ("", "")


def test_elements_as_they_are_compiled() -> None:
    pattern = compile_pattern(
        Node("f.yaml", "k", "<pay/send:past+part> ~ ~6 [court/agency] {money} @boat/Raft back?"), CLASSES
    )
    assert pattern.elements == (
        Element("verb", frozenset(("pay", "send")), frozenset(("past", "part"))),
        Element("gap", most=3),
        Element("gap", most=6),
        Element("name", frozenset(("court", "agency"))),
        Element("quantity", frozenset(("money",))),
        Element("word", frozenset(("boat", "ferry", "barco", "ferri", "raft"))),
        Element("word", frozenset(("back",)), optional=True),
    )


ERRORS = [
    ("~ home", "does not begin with a word or a verb"),
    ("[country] paid", "does not begin with a word or a verb"),
    ("{money} paid", "does not begin with a word or a verb"),
    ("them? home", "does not begin with a word or a verb"),
    ("", "does not begin with a word or a verb"),
    ("<send> @plane", "names the word class @plane. Use one of: boat, court"),
    ("<send> one/@plane", "names the word class @plane. Use one of: boat, court"),
]


@pytest.mark.parametrize(("pattern", "problem"), ERRORS)
def test_a_pattern_that_cannot_be_read_names_its_place(pattern: str, problem: str) -> None:
    with pytest.raises(PackError) as error:
        compile_pattern(Node("frames.yaml", "events[3].en[0]", pattern), CLASSES)
    assert str(error.value).startswith(f"frames.yaml: events[3].en[0]: {problem}")


def test_the_verbs_that_patterns_name() -> None:
    patterns = ["<pay/send> ~2 @boat", "aboard", "<ask:past> to <leave>", "[country] {money}"]
    assert verbs_of(patterns) == {"pay", "send", "ask", "leave"}
