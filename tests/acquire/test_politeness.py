"""Sites are asked no more than they want."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from amparo.acquire import Fetched, Politeness, stay_away
from amparo.acquire.feedlinks import feed_links, is_feed
from amparo.acquire.politeness import retry_after
from amparo.model import SkipItem

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


class World:
    """A site whose robots.txt is given, and a clock that moves when somebody sleeps."""

    def __init__(self, robots: str | int | None) -> None:
        self.robots = robots
        self.time = 0.0
        self.asked: list[tuple[float, str]] = []
        self.manners = Politeness(self.visit, self.sleep, lambda: self.time)

    def visit(self, url: str, headers: Mapping[str, str]) -> Fetched:
        self.asked.append((self.time, url))
        if not url.endswith("/robots.txt"):
            return Fetched(url, 200)
        if self.robots is None:
            raise SkipItem("diario.example could not be reached: it is down.", "Try again later.")
        return (
            Fetched(url, self.robots) if isinstance(self.robots, int) else Fetched(url, 200, {}, self.robots.encode())
        )

    def sleep(self, seconds: float) -> None:
        self.time += seconds


@pytest.mark.parametrize(
    ("robots", "path", "may"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: amparo\nDisallow: /secreto\nUser-agent: *\nDisallow: /", "/x", True),
        ("User-agent: Amparo\nDisallow: /secreto", "/secreto/1", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /\nAllow: /notas/", "/notas/1", True),
        ("<!doctype html><p>Not here</p>", "/x", True),
        (404, "/x", True),
        (403, "/x", True),
        (429, "/x", False),
        (500, "/x", False),
        (None, "/x", False),
    ],
)
def test_robots(robots: str | int | None, path: str, may: bool) -> None:
    world = World(robots)
    if may:
        world.manners.check(f"https://diario.example{path}")
    else:
        with pytest.raises(SkipItem):
            world.manners.check(f"https://diario.example{path}")
    world_asked = [url for _, url in world.asked]
    assert world_asked == ["https://diario.example/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "times"),
    [
        ("", [0, 2, 4]),
        ("User-agent: *\nCrawl-delay: 10", [0, 10, 20]),
        ("User-agent: *\nCrawl-delay: 0.1", [0, 2, 4]),
        ("User-agent: *\nCrawl-delay: nonsense", [0, 2, 4]),
    ],
)
def test_pauses_between_pages_of_a_host_and_none_between_hosts(robots: str, times: list[float]) -> None:
    world = World(robots)
    for page in ("1", "2", "3"):
        world.manners.fetch(f"https://diario.example/{page}", {})
    assert [at for at, url in world.asked if not url.endswith(".txt")] == times
    before = world.time
    world.manners.fetch("https://otro.example/", {})
    assert world.time == before


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta(0)),
        ("Thu, 01 Jan 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Thu, 01 Jan 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999999999", timedelta(days=30)),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_retry_after(told: str, wait: timedelta | None) -> None:
    assert retry_after(told, NOW) == wait


@pytest.mark.parametrize(
    ("told", "failures", "wait"),
    [
        (None, 1, timedelta(minutes=5)),
        (None, 2, timedelta(minutes=10)),
        (None, 4, timedelta(minutes=40)),
        (None, 30, timedelta(days=1)),
        ("60", 1, timedelta(minutes=5)),
        ("7200", 1, timedelta(hours=2)),
        ("999999999", 1, timedelta(days=30)),
    ],
)
def test_each_failure_doubles_the_time_and_the_server_may_ask_for_more(
    told: str | None, failures: int, wait: timedelta
) -> None:
    answer = Fetched("https://diario.example/", 429, {"retry-after": told}) if told else None
    assert stay_away(answer, failures, NOW) == NOW + wait


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Notas</title><link>https://diario.example/</link>
<item><title>a</title><link>/n/1</link></item><item><title>b</title><link> https://otro.example/2#x </link></item>
<item><title>c</title></item><item><title>d</title><link>/n/1</link></item>
<item><title>e</title><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Notas</title>
<entry><title>a</title><link rel="alternate" href="../n/1"/><link rel="edit" href="/edit/1"/></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://diario.example/"/><item rdf:about="x"><link>https://diario.example/n/1</link></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("feed", "links"),
    [
        (RSS, ["https://diario.example/n/1", "https://otro.example/2"]),
        (ATOM, ["https://diario.example/n/1"]),
        (RDF, ["https://diario.example/n/1"]),
        (RSS[: RSS.index("<item><title>c")], ["https://diario.example/n/1", "https://otro.example/2"]),
        ("https://diario.example/feed", []),
        ("/etc/passwd", []),
        ("", []),
    ],
)
def test_the_pages_that_a_feed_names(feed: str, links: list[str]) -> None:
    assert feed_links(feed.encode(), "https://diario.example/rss/feed.xml") == links
    assert is_feed("application/feed+xml", feed.encode()) == bool(links)


def test_a_feed_names_at_most_so_many_pages() -> None:
    items = "".join(f"<item><link>/n/{number}</link></item>" for number in range(800))
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    assert len(feed_links(feed.encode(), "https://diario.example/")) == 500


def test_entities_that_multiply_do_no_harm() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    bomb += "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
    bomb += '<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    bomb += "<item><link>&m;&x;</link></item></channel></rss>"
    assert feed_links(bomb.encode(), "https://diario.example/") == ["https://diario.example/&m&x"]
