"""Feeds: each entry an item that can be read by itself and leads back to its place in the feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.acquire import Acquired, Limits, Rest, acquire_source
from amparo.model import Problem, Text
from amparo.read import read_capture
from kit.documents import NOW

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>El Faro del Puerto</title><link>https://faro.example.org/</link><language>es</language>
<item><title>Llegan 238 personas</title><link>https://faro.example.org/nota?a=1&amp;b=2</link>
<dc:creator>Ana Soto</dc:creator>
<pubDate>Sat, 15 Mar 2025 23:30:00 -0600</pubDate><description>Resumen.</description>
<content:encoded>
<![CDATA[<p>El Estado recibió a 238 personas enviadas por Sureña el sábado.</p>
<p>Habrá más <item>vuelos</item>.</p>]]>
</content:encoded></item>
<item><title>Otra nota</title><link>https://faro.example.org/otra</link>
<description>&lt;p&gt;El gobierno pagó 4,76 millones de dólares al año por ello.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Harbour Herald</title>
<link rel="self" href="https://herald.example.org/feed"/><id>urn:x</id>
<entry><title type="html">238 people &lt;b&gt;flown&lt;/b&gt;</title>
<link rel="edit" href="https://herald.example.org/edit"/>
<link rel="alternate" href="https://herald.example.org/flown"/><id>urn:1</id><author><name>Ann Lee</name></author>
<published>2025-03-16T01:00:00Z</published><updated>2025-03-18T01:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Northland received 238 people on Sunday, it said.</p></div></content>
</entry>
<entry><title>No address</title><id>urn:2</id>
<summary>Only a summary stands here, of a few words.</summary></entry></feed>"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://old.example.org/"><title>Old News</title><link>https://old.example.org/</link></channel>
<item rdf:about="https://old.example.org/1"><title>Old item</title><link>https://old.example.org/1</link>
<description>Northland received 238 people from Southland in the spring of that year.</description></item></rdf:RDF>"""


def entries(tmp_path: Path, data: bytes, name: str = "f.xml") -> tuple[list[Acquired], list[Text], list[Problem]]:
    (tmp_path / name).write_bytes(data)
    rows = list(acquire_source(tmp_path / name, NOW))
    items = [r for r in rows if isinstance(r, Acquired)]
    return items, [read_capture(i.capture, i.data) for i in items[1:]], [r for r in rows if isinstance(r, Problem)]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("name", ["f.xml", "f.rss", "feed"])
def test_entries_of_rss_are_items(tmp_path: Path, charset: str, name: str) -> None:
    data = RSS.format(charset=charset).encode(charset)
    items, (first, second), (rest,) = entries(tmp_path, data, name)
    assert [i.capture.doc for i in items] == [
        name,
        f"{name}/https://faro.example.org/nota?a=1&b=2",
        f"{name}/https://faro.example.org/otra",
    ]
    assert items[0].opened
    for item in items[1:]:
        start, length = int(item.capture.record["offset"]), int(item.capture.record["length"])
        assert data[start : start + length] in item.data
        assert data[start : start + 6] == b"<item>"
    assert (first.title, first.published, first.lang) == ("Llegan 238 personas", "2025-03-15", "es")
    assert (first.authors, first.publisher) == (("Ana Soto",), "example.org")
    assert "recibió a 238 personas" in first.content
    assert "vuelos" in first.content
    assert "4,76 millones" in second.content
    assert isinstance(rest, Rest)
    assert "1 hold a summary only" in rest.reason
    assert rest.remedy == "Add the pages: https://faro.example.org/otra"


def test_entries_of_atom_are_items(tmp_path: Path) -> None:
    items, (first, second), _ = entries(tmp_path, ATOM.encode(), "f.atom")
    assert [i.capture.doc for i in items[1:]] == ["f.atom/https://herald.example.org/flown", "f.atom/entry-2"]
    assert (first.title, first.published, first.authors) == ("238 people flown", "2025-03-16", ("Ann Lee",))
    assert first.url == "https://herald.example.org/flown"
    assert "received 238 people on Sunday" in first.content
    assert (second.publisher, second.title) == ("The Harbour Herald", "No address")
    assert "Only a summary" in second.content


def test_entries_of_rss_1_are_items(tmp_path: Path) -> None:
    items, (text,), _ = entries(tmp_path, RDF.encode())
    assert items[1].capture.url == "https://old.example.org/1"
    assert "238 people from Southland" in text.content


def test_a_cut_feed_gives_the_entries_before_the_cut(tmp_path: Path) -> None:
    data = RSS.format(charset="utf-8").encode()
    items, texts, problems = entries(tmp_path, data[: data.index(b"<description>&lt;")])
    assert len(items) == 2
    assert "238 personas" in texts[0].content
    assert "not sound XML" in problems[0].reason


def test_a_feed_that_repeats_a_large_head_for_each_entry_is_bounded(tmp_path: Path) -> None:
    head = b"<rss version='2.0' a='" + b"x" * 100_000 + b"'><channel><title>" + b"y" * 50_000 + b"</title>"
    entry = b"<item><title>Nota</title><description>Palabras de prueba.</description></item>"
    items, texts, _ = entries(tmp_path, head + entry * 50 + b"</channel></rss>", "f.rss")
    assert len(texts) == 50
    assert max(len(item.data) for item in items[1:]) < 1_000
    (tmp_path / "g.xml").write_bytes(b"<rss version='2.0'><channel>" + entry * 50 + b"</channel></rss>")
    *_, last = acquire_source(tmp_path / "g.xml", NOW, limits=Limits(archive_bytes=2_000))
    assert isinstance(last, Problem)
    assert "they come to more than" in last.reason


@pytest.mark.parametrize(
    "data",
    [
        b"<rss version='2.0'></rss>",
        b"<rss version='2.0'><channel><title>x</title></channel></rss>",
        b"<rss version='2.0'><channel>",
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0">&b;</rss>',
        b"<rss version='2.0'>" + b"<a>" * 200_000,
    ],
)
def test_feeds_of_nothing_and_hostile_ones_are_rows(tmp_path: Path, data: bytes) -> None:
    items, texts, problems = entries(tmp_path, data)
    assert [i.capture.media_type for i in items] == ["application/feed+xml"] or items[
        0
    ].capture.media_type == "text/plain"
    assert not texts
    assert problems
    assert problems[0].whole
