"""A language as the cascade uses it: its grammar, and every form of every verb that some rule names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from amparo.extract.morphology import read_conjugation
from amparo.packs.yamlfile import Node, load_yaml


@dataclass(frozen=True)
class Grammar:
    """Function words and clause grammar (`grammar.yaml`); every word is lower case."""

    abbreviations: frozenset[str]
    auxiliaries: Mapping[str, frozenset[str]]
    modals: Mapping[str, str]
    modal_verbs: Mapping[str, str]
    prospective: Mapping[str, frozenset[str]]
    negations: frozenset[str]
    negative_subjects: frozenset[str]
    infinitive: frozenset[str]
    purpose: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    openers: Mapping[str, str]
    complementizers: frozenset[str]
    clausal: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    pronouns: Mapping[str, str]
    passive_agent: frozenset[str]
    participle_endings: tuple[str, ...]
    object_pronouns: frozenset[str]
    absolute: frozenset[str]
    joining: frozenset[str]
    humans: frozenset[str]
    stands_for: Mapping[str, str]
    limits: frozenset[str]
    no_actors: frozenset[str]
    each: frozenset[str]
    things: frozenset[str]
    indirect: frozenset[str]
    noun_clauses: frozenset[str]
    nominal: frozenset[str]
    away: frozenset[str]
    subject_first: bool


@dataclass(frozen=True)
class Language:
    """A language with the verbs of a pack.

    `forms` maps a lower-case form to its (lemma, tag) readings, `inflected` a lemma to its (form, tag) pairs;
    `auxiliary_forms` are those of auxiliaries and modals, `saying` the verbs of speech.
    """

    lang: str
    grammar: Grammar
    forms: Mapping[str, tuple[tuple[str, str], ...]]
    inflected: Mapping[str, tuple[tuple[str, str], ...]]
    auxiliary_forms: frozenset[str]
    saying: frozenset[str]


def load_grammar(lang: str) -> Grammar:
    """The grammar of `lang`. Raises `PackError` where a key is missing or wrong."""
    node = load_yaml(files("amparo.packs").joinpath("common", lang, "grammar.yaml"))
    auxiliaries = node.need("auxiliaries")
    modal_words: dict[str, str] = {}
    for kind, child in auxiliaries.need("modals").items():
        modal_words.update(dict.fromkeys(child.strings(), kind))
    openers: dict[str, str] = {}
    for kind, child in node.need("openers").items():
        for word in child.strings():
            openers.setdefault(word, kind)
    return Grammar(
        abbreviations=_set(node, "abbreviations"),
        auxiliaries={k: frozenset(auxiliaries.need(k).strings()) for k in ("be", "have", "do")},
        modals=modal_words,
        modal_verbs={v: k for k, c in node.get("modal_verbs", {}).items() for v in c.strings()},
        prospective={k: frozenset(c.strings()) for k, c in node.get("prospective", {}).items()},
        negations=_set(node, "negations"),
        negative_subjects=_set(node, "negative_subjects"),
        infinitive=_set(node, "infinitive"),
        purpose=_set(node, "purpose"),
        adverbs=_set(node, "adverbs"),
        adverb_endings=node.need("adverb_endings").strings(),
        openers=openers,
        complementizers=_set(node, "complementizers"),
        clausal=_set(node, "clausal"),
        determiners=_set(node, "determiners"),
        prepositions=_set(node, "prepositions"),
        pronouns={k: v.text() for k, v in node.need("pronouns").items()},
        passive_agent=_set(node, "passive_agent"),
        participle_endings=node.need("participle_endings").strings(),
        object_pronouns=_set(node, "object_pronouns"),
        absolute=_set(node, "absolute"),
        joining=_set(node, "joining"),
        humans=_set(node, "humans"),
        stands_for={word: child.text() for word, child in node.need("stands_for").items()},
        limits=_set(node, "limits"),
        no_actors=_set(node, "no_actors"),
        each=_set(node, "each"),
        things=_set(node, "things"),
        indirect=_set(node, "indirect"),
        noun_clauses=_set(node, "noun_clauses"),
        nominal=_set(node, "nominal"),
        away=_set(node, "away"),
        subject_first=node.need("word_order").one_of("subject_first", "free") == "subject_first",
    )


def load_language(lang: str, verbs: Iterable[str], saying: Iterable[str]) -> Language:
    """`lang` with every form of the verbs given (`saying` are those of speech) and of its auxiliaries.

    Raises:
        PackError: a file is missing or a key is wrong.
    """
    grammar = load_grammar(lang)
    conjugation = read_conjugation(load_yaml(files("amparo.packs").joinpath("common", lang, "verbs.yaml")))
    saying = frozenset(saying)
    lemmas = set(verbs) | saying | set(grammar.modal_verbs) | set(grammar.prospective)
    for group in grammar.auxiliaries.values():
        lemmas |= group
    nouns = frozenset(conjugation.common_but_present) - lemmas
    lemmas |= nouns | frozenset(conjugation.common)
    forms: dict[str, dict[tuple[str, str], None]] = {}
    for lemma in sorted(lemmas):
        for form, tag in conjugation.forms(lemma):
            if lemma in nouns and tag in ("inf", "pres", "subj"):
                continue
            forms.setdefault(form, {})[(lemma, tag)] = None
            if tag in ("inf", "ger") and conjugation.clitics:
                for host in {form, conjugation.clitic_host(form)}:
                    for clitic in conjugation.clitics:
                        forms.setdefault(host + clitic, {})[(lemma, tag)] = None
    for word in grammar.prepositions | grammar.determiners:
        forms.pop(word, None)
    inflected: dict[str, list[tuple[str, str]]] = {}
    for form, readings in forms.items():
        for lemma, tag in readings:
            inflected.setdefault(lemma, []).append((form, tag))
    return Language(
        lang,
        grammar,
        {form: tuple(readings) for form, readings in forms.items()},
        {lemma: tuple(pairs) for lemma, pairs in inflected.items()},
        frozenset(form for group in grammar.auxiliaries.values() for lemma in group for form, _ in inflected[lemma])
        | frozenset(grammar.modals),
        saying,
    )


def _set(node: Node, key: str) -> frozenset[str]:
    return frozenset(node.need(key).strings())
