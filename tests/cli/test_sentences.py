"""Every sentence that the other rooms can say to a person is in the catalogue, in every language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import amparo
from amparo.cli.messages import languages
from amparo.cli.sentences import error_in, said_in, sentences
from amparo.model import AmparoError
from amparo.packs.yamlfile import Node

SOURCES = Path(amparo.__file__).parent
# What these are called with: for a row, after what it is about, its reason and its remedy.
ERRORS = dict.fromkeys(("AmparoError", "SkipItem", "PackError", "fail", "InvalidValue"), slice(None))
ERRORS |= {"Problem": slice(1, 3), "AddRow": slice(2, 4)}
# What no command can bring about: programs that build a value wrongly are told so, in English.
INNER = (
    "model/brief.py",
    "model/capture.py",
    "model/codec.py",
    "model/ledger.py",
    "model/text.py",
    "custody/verify.py",
)
ROWS = ("acquire/", "read/")
BLANK = "§"


def said(node: ast.AST) -> str | None:
    """The text of a string in the source, a blank for each value; None for what is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else BLANK for part in node.values)
    return None


def strings(tree: ast.AST) -> Iterator[str]:
    """The outermost strings below a node that are no docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        text = said(node)
        if text is None:
            yield from strings(node)
        else:
            yield text


def is_sentence(text: str) -> bool:
    return " " in text and text.endswith(".") and text[0] in BLANK + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def told() -> Iterator[tuple[str, str]]:
    """File and text of everything that is a reason, a remedy or an error: what `ERRORS` are called with, and, in the
    rooms that give rows their reasons, every other sentence too."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if name.startswith("cli/") or name in INNER:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                texts = filter(None, map(said, node.args[ERRORS[called]])) if called in ERRORS else ()
                yield from ((name, text) for text in texts if " " in text and any(map(str.isalpha, text)))
        if name.startswith(ROWS):
            yield from ((name, text) for text in strings(tree) if is_sentence(text))


TOLD = sorted(set(told()))


def test_the_source_is_searched_well() -> None:
    for sentence in ("It is empty.", "Split it.", "The PDF is encrypted.", "It is there already.", "is missing"):
        assert sentence in {text for _, text in TOLD}
    assert len(TOLD) > 150


@pytest.mark.parametrize(("file", "text"), TOLD)
def test_every_sentence_is_said_in_every_language(file: str, text: str) -> None:
    for lang in languages():
        assert (said_in(lang, text) == text) == (lang == "en"), lang


@pytest.mark.parametrize("forms", sentences(), ids=lambda forms: forms["en"][:40])
def test_every_sentence_of_the_catalogue_has_all_languages_and_the_same_blanks(forms: dict[str, str]) -> None:
    assert set(forms) == set(languages())
    blanks = [sorted({name for _, name, _, _ in Formatter().parse(form) if name}) for form in forms.values()]
    assert blanks.count(blanks[0]) == len(blanks)


def test_no_sentence_stands_in_the_catalogue_twice() -> None:
    english = [forms["en"] for forms in sentences()]
    assert sorted(set(english)) == sorted(english)


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("It is empty.", "Está vacío."),
        ("Page 7 has no text layer; it is a picture.", "La página 7 no tiene capa de texto; es una imagen."),
        ("It is in French, which the pack does not read.", "Está en francés, que el paquete no lee."),
        ("It could not be opened: Permission denied.", "No se pudo abrir: permiso denegado."),
        (
            "b.example could not be reached: its name could not be looked up ({x}: y).",
            "No se pudo llegar a b.example: no se encontró su nombre ({x}: y).",
        ),
        (
            "d is a dossier already. Add to it with `amparo -d d add SOURCE`.",
            "d ya es un expediente. Añada a él con `amparo -d d add FUENTE`.",
        ),
        (
            "This correction cannot be: the value 240 does not stand in the quote '238 people'",
            "Esta corrección no puede ser: el valor 240 no está en la cita '238 people'",
        ),
        ("A sentence nobody knows.", "A sentence nobody knows."),
    ],
)
def test_blanks_are_carried_over_and_their_own_words_translated(english: str, spanish: str) -> None:
    assert said_in("es", english) == spanish
    assert said_in("en", english) == english


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "tiny/pack.yaml: version: is 'one', not a number. Write a number"),
        ("es", "tiny/pack.yaml: version: es 'one', no un número. Escriba un número"),
    ],
)
def test_an_error_of_a_pack_keeps_file_and_key(lang: str, said: str) -> None:
    with pytest.raises(AmparoError) as caught:
        Node("tiny/pack.yaml", "version", "one").number()
    assert error_in(lang, caught.value) == said
