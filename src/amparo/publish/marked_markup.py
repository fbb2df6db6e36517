"""A preserved web page as it may be shown: sanitised, nothing run and nothing loaded, the words of claims marked."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from itertools import pairwise

import nh3
from lxml import etree
from lxml.html import HtmlElement, tostring

from amparo.model import ElementSpot, Place, SkipItem
from amparo.publish.styles import style
from amparo.read.html_blocks import is_unseen, parse_page
from amparo.read.html_places import TextNode, text_nodes

_SHOWN_NAMES = (
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol "
    "p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u "
    "ul var wbr "
)
_EMPTIED_NAMES = (
    "script style noscript template iframe object embed svg math canvas select textarea title audio video map"
)
"""Elements of which not even the words are kept."""
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "mark": {"id", "data-claims"},
}


def marked_markup(source: str, places: Sequence[Place], part: int | None = None) -> str:
    """The body of a page, sanitised, with a `<mark>` around the words of each place that stands in it.

    A mark's `data-claims` says which places of the list it belongs to, from 0, parted by spaces; the first mark of
    place 3 has the id `claim-3`. Marks that the page had of its own are taken off.

    Args:
        source: the markup, as `source_of_page` gives it.
        places: as `locate_all` gives them.
        part: take only places in that part of the mail or saved page.

    Raises:
        SkipItem: it is no page that can be parsed.
    """
    page = parse_page(source)
    if page is None:
        raise SkipItem("It is not a web page that can be parsed.", "Save it again from your browser.")
    wanted = [
        (which, spot)
        for which, place in enumerate(places)
        for spot in place.spots
        if isinstance(spot, ElementSpot) and part in (None, spot.part)
    ]
    stretches = _stretches(page, wanted)
    for element in list(page.iter("mark")):
        element.tag = "span"
    for node, marks in stretches:
        _mark(node, marks)
    for element in [e for e in page.iter() if not isinstance(e.tag, str) or is_unseen(e)]:
        _drop(element)
    for number in {which for which, _ in wanted}:
        first = next((e for e in page.iter("mark") if str(number) in e.get("data-claims", "").split()), None)
        if first is not None and "id" not in first.attrib:
            first.set("id", f"claim-{number}")
    body = page.find("body") if page.tag == "html" else page
    shown = tostring(body if body is not None else page, encoding="unicode", with_tail=False)
    return nh3.clean(
        shown,
        tags=set(_SHOWN_NAMES.split()),
        clean_content_tags=set(_EMPTIED_NAMES.split()),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(),
        link_rel=None,
    )


def self_contained(title: str, lang: str, caption: Sequence[str], body: str) -> str:
    """A whole page around markup that is safe: it loads nothing, runs nothing, and its policy forbids both.

    Args:
        title: of the page.
        lang: language of the caption.
        caption: lines above the body.
        body: markup, as `marked_markup` gives it.
    """
    digest = base64.b64encode(hashlib.sha256(style("place").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    lines = "<br>".join(escape(line) for line in caption)
    return f"""<!doctype html>
<html lang="{escape(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style("place")}</style>
</head>
<body>
<div class="caption">{lines}</div>
<main>
{body}
</main>
</body>
</html>
"""


def _stretches(
    page: HtmlElement, wanted: Sequence[tuple[int, ElementSpot]]
) -> list[tuple[TextNode, list[tuple[int, int, int]]]]:
    """The text nodes that hold words to mark, each with the stretches of it and which claim they belong to."""
    found: dict[tuple[HtmlElement, bool], tuple[TextNode, list[tuple[int, int, int]]]] = {}
    for which, spot in wanted:
        at = 0
        for holder in page.xpath(spot.xpath)[:1]:
            for node in text_nodes(holder):
                start, end = max(spot.start - at, 0), min(spot.end - at, len(node.words))
                if start < end and node.words[start:end].strip():
                    found.setdefault((node.element, node.tail), (node, []))[1].append((start, end, which))
                at += len(node.words)
    return list(found.values())


def _mark(node: TextNode, marks: Sequence[tuple[int, int, int]]) -> None:
    """Put marks into a text node; where those of several claims overlap, one mark has them all."""
    edges = sorted({0, len(node.words), *(at for start, end, _ in marks for at in (start, end))})
    lead, made = "", []
    for low, high in pairwise(edges):
        words = node.words[low:high]
        claims = [str(which) for start, end, which in marks if start <= low and high <= end]
        if claims:
            mark = etree.Element("mark")
            mark.text = words
            mark.set("data-claims", " ".join(dict.fromkeys(claims)))
            made.append(mark)
        elif made:
            made[-1].tail = words
        else:
            lead = words
    if node.tail:
        parent = node.element.getparent()
        at = parent.index(node.element) + 1
        node.element.tail = lead
    else:
        parent, at = node.element, 0
        node.element.text = lead
    for offset, mark in enumerate(made):
        parent.insert(at + offset, mark)


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
