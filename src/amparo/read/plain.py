"""Plain text: the file's own text, whole, so that offsets count from its start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from amparo.model import Block, Capture, Problem, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.charset import Decoded, decode, is_binary
from amparo.read.credits import find_cites, find_credits, is_byline
from amparo.read.dates import AmbiguousDate, date_lines, edtf_date
from amparo.read.fields import by_field
from amparo.read.language import language_of
from amparo.read.meta import foreign_parts, host_of
from amparo.read.paragraphs import Line, is_item, lines_of, paragraphs

_HEADER = re.compile(r"\ufeff?#\s*([^\W\d]+)\s*:\s*(.*)")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_TITLE = 160
_BODY = 100


def plain_signature() -> str:
    """The reader's name and version; it rests on no library."""
    return "plain/2"


def read_plain(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a text file in any charset. Raises `SkipItem` where it holds no words, or binary data."""
    decoded = decode(data, capture.headers.get("content-type"))
    if is_binary(data, decoded):
        raise SkipItem("It is binary data, not text.", "Save it as text, PDF, Word (.docx) or HTML and add that.")
    problems = lost_characters(capture, decoded)
    content = ("\ufeff" if data.startswith(b"\xef\xbb\xbf") else "") + decoded.text
    return _read(capture.doc, capture.sha256, content, languages, capture.url, problems, capture.captured[:10])


def read_plain_text(doc: str, content: str, languages: Sequence[str] = ("en", "es")) -> Text:
    """Read text that is already at hand, such as a file named to `amparo claims --text`.

    Leading lines of the form `# source: ...` and `# published: YYYY-MM-DD` are header; offsets count from the start.
    Raises `SkipItem` where it holds no words.
    """
    raw = content.encode("utf-8", "surrogatepass")
    return _read(doc, sha256(raw).hexdigest(), content, languages, None, [])


def lost_characters(capture: Capture, decoded: Decoded) -> list[Problem]:
    """The row that says how much of a text could not be decoded, if any."""
    if not decoded.lost:
        return []
    return [
        Problem(
            capture.doc,
            f"{decoded.lost:,} places could not be decoded as {decoded.encoding}; they show as \ufffd.",
            "Save the file as UTF-8 and add it again.",
            where="charset",
            sha256=capture.sha256,
        )
    ]


def _read(
    doc: str,
    doc_id: str,
    content: str,
    languages: Sequence[str],
    url: str | None,
    problems: list[Problem],
    latest: str = "9999-12-31",
) -> Text:
    if not any(c.isalnum() for c in content):
        raise SkipItem("It holds no text.", "Check that the file is the right one.")
    lines = lines_of(content)
    header, fields = _header(lines)
    body = lines[len(header) :]
    blocks = [Block(header[0].start, header[-1].end, "header", "line=1")] if header else []
    parts = _headed(paragraphs(body))
    spoken = [Block(p[0].start, p[-1].end, _kind(p[0].text), f"line={p[0].number}") for p in parts]
    if _has_title(content, spoken):
        spoken[0] = replace(spoken[0], kind="title")
    blocks += spoken
    title = next((content[b.start : b.end] for b in blocks if b.kind == "title"), None)
    source = fields.get("source")
    address = fields.get("url") or (source if source and re.match(r"https?://", source) else None) or url
    published, doubt = _published(doc, fields, [content[b.start : b.end] for b in spoken[:10]], languages, latest)
    language = language_of(
        "\n".join(content[b.start : b.end] for b in spoken) or content, languages, fields.get("lang")
    )
    foreign = foreign_parts(language, doc, doc_id)
    return Text(
        doc=doc,
        doc_id=doc_id,
        content=content,
        lang=language.lang,
        reader=plain_signature(),
        blocks=tuple(blocks),
        title=fields.get("title") or title,
        authors=tuple(filter(None, [fields.get("author")])),
        publisher=fields.get("publisher") or (source if source and source != address else None) or host_of(address),
        published=published,
        credits=find_credits(content, spoken, filter(None, fields.values())),
        cites=find_cites(content, spoken),
        url=address,
        problems=(*problems, *doubt, *foreign),
    )


def _published(
    doc: str, fields: Mapping[str, str], first: Sequence[str], languages: Sequence[str], latest: str
) -> tuple[str | None, list[Problem]]:
    """The date the header gives, else one that stands alone among the first lines."""
    try:
        told = edtf_date(fields.get("published"), languages, near=doc)
    except AmbiguousDate as error:
        reason = f"Its date, {error}, can be read in two ways, so the text is taken as undated."
        return None, [Problem(doc, reason, "Write `# published: YYYY-MM-DD` in its first lines.", where="line=1")]
    return told or next(iter(date_lines(first, languages, latest)), None), []


def _header(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str]]:
    header: list[Line] = []
    raw: dict[str, str] = {}
    for line in lines:
        match = _HEADER.fullmatch(line.text)
        if not match:
            break
        header.append(line)
        raw.setdefault(match.group(1), match.group(2).strip())
    fields = {name: found[0][1] for name, found in by_field(raw).items() if found and found[0][1]}
    return (header, fields) if fields else ([], {})


def _headed(parts: list[list[Line]]) -> list[list[Line]]:
    """The paragraphs of a text, a byline right under its headline apart from it."""
    if parts and len(parts[0]) == 2 and is_byline(parts[0][1].text):
        headline, byline = parts[0]
        return [[headline], [byline], *parts[1:]]
    return parts


def _kind(text: str) -> BlockKind:
    if text.startswith(">"):
        return "quote"
    return "item" if is_item(text) else "paragraph"


def _has_title(content: str, blocks: Sequence[Block]) -> bool:
    """Whether the first block is a headline: short, no sentence, and text of some length follows (after a byline)."""
    if len(blocks) < 2:
        return False
    first, *others = (content[b.start : b.end] for b in blocks[:4])
    return (
        blocks[0].kind == "paragraph"
        and len(first) <= _TITLE
        and "\n" not in first
        and not _SENTENCE_END.search(first)
        and any(len(text) >= _BODY for text in others)
        and all(len(text) > _BODY or not _SENTENCE_END.search(text) for text in others[:1])
    )
