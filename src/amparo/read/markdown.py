"""Markdown with front matter: plain paragraphs, the markup taken off, the words untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amparo.model import Capture, Cell, Problem, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.charset import decode
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.fields import by_field
from amparo.read.markup import without_tags
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.plain import lost_characters

_FRONT = re.compile(r"\s*-{3,}[ \t]*\r?\n")
_FRONT_LIMIT = 100_000
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_QUARTO = re.compile(r"^:{3,}[^\n]*$|\{[.#=][^{}\n]{0,200}\}|\{\{<[^>\n]{0,300}>\}\}", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\n[ \t\xa0]*\n")
_KINDS: Mapping[str, BlockKind] = {"heading_open": "heading", "list_item_open": "item", "blockquote_open": "quote"}


def markdown_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return reader_name("markdown/3", "markdown-it-py")


def read_markdown(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a Markdown file (CommonMark with tables; also Quarto's).

    Raises:
        SkipItem: it holds no words, or is nested beyond reason.
    """
    decoded = decode(data, capture.headers.get("content-type"))
    source = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    front = _front_matter(source)
    meta = _meta(front.fields)
    meta.problems += lost_characters(capture, decoded)
    if front.problem:
        meta.problems.append(
            Problem(
                capture.doc, front.problem, "Mend the lines between the two ---.", where="line=1", sha256=capture.sha256
            )
        )
    composer = Composer()
    _titles(composer, source, front)
    body_line = source.count("\n", 0, front.end)
    try:
        tokens = _parser().parse(source[front.end :])
    except RecursionError as error:
        raise SkipItem("Its markup is nested too deep to be read.", "Save it as plain text and add that.") from error
    _Walk(composer, body_line, meta.title).tokens(tokens)
    if meta.title is None:
        meta.title = next((composer.content[b.start : b.end] for b in composer.blocks if b.kind == "title"), None)
    return make_text(capture, composer, meta, markdown_signature(), languages)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class _Front:
    fields: Mapping[str, Any]
    end: int
    problem: str | None = None


def _front_matter(source: str) -> _Front:
    """The fields between the two `---`, and where the body begins."""
    if not _FRONT.match(source):
        return _Front({}, 0)
    handler = YAMLHandler()
    try:
        head, body = handler.split(source.lstrip() if source[0].isspace() else source)
    except ValueError:
        return _Front({}, 0)
    end = len(source) - len(body)
    if len(head) > _FRONT_LIMIT:
        return _Front({}, end, "Its front matter is too large to be read.")
    try:
        fields = handler.load(head)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _Front({}, end, f"Its front matter is not readable YAML: {joined(str(error))[:200]}.")
    return _Front(fields if isinstance(fields, dict) else {}, end)


def _meta(fields: Mapping[str, Any]) -> Meta:
    named = by_field(fields)

    def texts(field: str) -> list[str]:
        return [text for _, value in named[field] for text in _strings(value) if text]

    return Meta(
        title=next(iter(texts("title")), None),
        authors=_strings(named["author"][0][1]) if named["author"] else [],
        publisher=next(iter(texts("publisher")), None),
        dates=[value for _, value in named["published"] if isinstance(value, (str, date))],
        url=next((text for text in texts("url") if "://" in text), None),
        lang=next(iter(texts("lang")), None),
        credit_lines=[*texts("credit"), *texts("source")],
    )


def _strings(value: object) -> list[str]:
    """Text, a list of texts, or a list of mappings with a `name`, as texts; never nested structures."""
    if isinstance(value, str):
        return [joined(value)]
    if isinstance(value, dict):
        return _strings(value.get("name")) if isinstance(value.get("name"), str) else []
    if isinstance(value, list):
        return [text for item in value if isinstance(item, (str, dict)) for text in _strings(item)]
    return []


def _titles(composer: Composer, source: str, front: _Front) -> None:
    """Title and subtitle stand in the front matter, but are read like the headline they are."""
    kinds: tuple[tuple[str, BlockKind], ...] = (("title", "title"), ("subtitle", "heading"))
    named = by_field(front.fields)
    for field, kind in kinds:
        for key, value in named[field][:1]:
            match = re.search(rf"^{re.escape(key)}\s*:", source[: front.end], re.MULTILINE)
            line = source.count("\n", 0, match.start()) + 1 if match else 1
            for text in _strings(value)[:1]:
                composer.add(text, kind, f"line={line}")


class _Walk:
    """Goes through the tokens of a document and adds a block for each run of text."""

    def __init__(self, composer: Composer, first_line: int, title: str | None) -> None:
        self._composer = composer
        self._first_line = first_line
        self._title = title

    def tokens(self, tokens: Sequence[Token]) -> None:
        open_kinds: list[BlockKind] = []
        line, level = 0, ""
        table = row = column = 0
        in_row = head = False
        for token in tokens:
            if token.map:
                line = token.map[0]
            if token.type in _KINDS:
                open_kinds.append(_KINDS[token.type])
                level = token.tag
            elif token.type in ("heading_close", "list_item_close", "blockquote_close"):
                open_kinds.pop()
            elif token.type == "table_open":
                table, row = table + 1, 0
            elif token.type == "tr_open":
                in_row, row, column = True, row + 1, 0
            elif token.type in ("th_open", "td_open"):
                column, head = column + 1, token.type == "th_open"
            elif token.type == "tr_close":
                in_row = False
            elif token.type == "inline":
                kind: BlockKind = open_kinds[-1] if open_kinds else "paragraph"
                if in_row:
                    place = Cell(table, row, column, head=head)
                    for text, _ in _inline(token.children or []):
                        self._composer.cell(text, place, f"{self._place(line)};cell={cell_name(row, column)}")
                    continue
                for text, below in _inline(token.children or []):
                    if kind == "heading" and level == "h1" and self._title is None:
                        kind, self._title = "title", text
                    if not (kind == "heading" and level == "h1" and text == self._title):
                        self._composer.add(text, kind, self._place(line + below))
            elif token.type == "html_block":
                self._composer.add(_clean(token.content), "paragraph", self._place(line))
            elif token.type in ("fence", "code_block") and not token.info.startswith("{"):
                self._composer.add(token.content.strip("\n"), "paragraph", self._place(line))

    def _place(self, line: int) -> str:
        return f"line={self._first_line + line + 1}"


def _inline(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The words of a run of inline markup, with how many lines below its start they begin.

    Links and emphasis give their text, pictures nothing. A line that holds only no-break spaces parts paragraphs, as
    the writers of such lines mean it to.
    """
    pieces: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content.lower().startswith("<br"):
            pieces.append("\n")
        elif token.type == "html_inline" and token.content.lower().startswith(("<sup", "<sub")):
            # The mark of a note must not become a digit of the figure before it.
            pieces.append(" ")
    text = _QUARTO.sub(" ", "".join(pieces))
    at = line = 0
    for match in _EMPTY_LINE.finditer(text + "\n\n"):
        if words := without_tags(joined(text[at : match.start()])):
            yield words, line
        line += text.count("\n", at, match.end())
        at = match.end()


def _clean(markup: str) -> str:
    """What a reader would see of raw HTML inside Markdown: its words, without tags, scripts and styles."""
    without = re.sub(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", " ", markup, flags=re.DOTALL | re.IGNORECASE)
    return without_tags(joined(unescape(_TAG.sub(" ", without))))
