"""Following pages and feeds: changes come in as captures, nothing is lost by an interruption, sites are let alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from amparo.acquire import Fetched, WebFetcher
from amparo.dossier import Dossier
from amparo.model import AmparoError
from amparo.watch import Visited, unwatch_addresses, visit_watched, watch_addresses, watched_addresses
from kit.dossiers import acts, keep_original, new_dossier
from kit.site import Answer, Site, served, site_fetcher


class Hours:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.hour = 0

    def __call__(self) -> str:
        return f"2026-01-{1 + self.hour // 24:02d}T{self.hour % 24:02d}:00:00+00:00"


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return new_dossier(tmp_path / "d")


def text(words: str, **headers: str) -> Answer:
    return Answer(
        words.encode(), headers={"Content-Type": "text/plain", **{k.replace("_", "-"): v for k, v in headers.items()}}
    )


def feed(*paths: str, etag: str = "") -> Answer:
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    source = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    return Answer(source.encode(), headers={"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})})


def visit(
    dossier: Dossier, clock: Hours | None = None, fetch: WebFetcher | None = None, slept: list[float] | None = None
) -> list[Visited]:
    slept = [] if slept is None else slept
    return list(visit_watched(dossier, clock=clock or Hours(), visit=fetch or site_fetcher(), sleep=slept.append))


def test_a_change_is_a_new_capture_and_the_diff_of_its_claims(site: Site, dossier: Dossier) -> None:
    url = site.url("/nota")
    watch_addresses(dossier, [url])
    site.pages["/nota"] = text("At first: 238 people, and 5 people more.")
    (first,) = visit(dossier)
    assert (first.status, first.changes) == ("new", ())
    (second,) = visit(dossier)
    assert second.status == "unchanged"
    site.pages["/nota"] = text("At first: 240 people, and 5 people more. Later 17 personas.")
    (third,) = visit(dossier)
    assert (third.status, third.before, third.after) == ("changed", first.after, third.after)
    told = [(c.kind, c.before and c.before.quote, c.after and c.after.quote, c.slots) for c in third.changes]
    assert told == [("changed", "238 people", "240 people", ("value",)), ("new", None, "17 personas", ())]
    kept = [c.sha256 for c in dossier.store.captures() if c.doc == url]
    assert kept == [first.after, third.after]
    assert dossier.verify().faults == ()


def test_a_page_that_is_as_it_was_before_is_told_and_its_exchange_kept(site: Site, dossier: Dossier) -> None:
    watch_addresses(dossier, [site.url("/nota")])
    for words in ("238 people", "240 people", "238 people"):
        site.pages["/nota"] = text(words)
        (last,) = visit(dossier)
    assert last.status == "changed"
    assert [(c.kind, c.before and c.before.value, c.after and c.after.value) for c in last.changes] == [
        ("changed", 240.0, 238.0)
    ]
    docs = [capture.doc for capture in dossier.store.captures()]
    assert docs.count(site.url("/nota")) == 2
    assert docs.count(f"{site.url('/nota')} (WARC)") == 3


def test_servers_are_asked_whether_anything_changed(site: Site, dossier: Dossier) -> None:
    def answer(headers: Mapping[str, str]) -> Answer:
        if headers.get("if-none-match") == '"one"':
            assert headers["if-modified-since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
            return Answer(status=304)
        return text("238 people", ETag='"one"', Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT")

    site.pages["/nota"] = answer
    watch_addresses(dossier, [site.url("/nota")])
    assert [visit(dossier)[0].status for _ in range(3)] == ["new", "unchanged", "unchanged"]
    assert len(dossier.store.captures()) == 2


def test_a_page_that_came_in_part_is_asked_for_as_a_whole(site: Site, dossier: Dossier) -> None:
    whole = text("238 people and 5 people", ETag='"one"')
    site.pages["/nota"] = Answer(raw=b'HTTP/1.1 200 OK\r\nETag: "one"\r\nContent-Length: 23\r\n\r\n238 people')
    watch_addresses(dossier, [site.url("/nota")])
    (first,) = visit(dossier)
    assert (first.status, first.reason) == ("new", "The transfer was cut: 10 bytes came of 23 bytes.")
    site.pages["/nota"] = lambda headers: Answer(status=304) if "if-none-match" in headers else whole
    (second,) = visit(dossier)
    assert (second.status, [c.kind for c in second.changes]) == ("changed", ["new"])


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_left_alone(site: Site, dossier: Dossier, status: int) -> None:
    site.pages["/a"] = Answer(status=status, headers={"Retry-After": "7200"})
    site.pages["/b"] = text("238 people")
    watch_addresses(dossier, [site.url("/a"), site.url("/b")])
    clock = Hours()
    rows = visit(dossier, clock)
    assert [(row.status, row.until) for row in rows] == [("waiting", "2026-01-01T02:00:00+00:00")] * 2
    assert site.paths() == ["/robots.txt", "/a"]
    clock.hour = 1
    assert [row.status for row in visit(dossier, clock)] == ["waiting", "new"]
    assert site.paths()[2:] == ["/robots.txt", "/b"]
    clock.hour = 2
    site.pages["/a"] = text("5 people")
    assert [row.status for row in visit(dossier, clock)] == ["new", "unchanged"]
    assert dossier.problems() == []


def test_failures_are_rows_that_are_told_once_and_solved_later(site: Site, dossier: Dossier) -> None:
    url = site.url("/nota")
    watch_addresses(dossier, [url])
    clock = Hours()
    statuses = []
    for _ in range(3):
        (row,) = visit(dossier, clock)
        statuses.append((row.status, row.reason[:32]))
        clock.hour += 25
    assert statuses == [("failed", "The server has no such page (HTT")] * 3
    assert [p.problem.doc for p in dossier.problems()] == [url]
    assert [c.doc for c in dossier.store.captures()] == [f"{url} (WARC)"]
    (watched,) = watched_addresses(dossier)
    assert watched.failures == 3
    site.pages["/nota"] = text("238 people")
    (row,) = visit(dossier, clock)
    assert row.status == "new"
    assert dossier.problems() == []
    (solved,) = dossier.problems(solved=True)
    assert solved.solved
    assert "solve" in acts(dossier.store.events())


def test_robots_and_pauses_are_kept(site: Site, dossier: Dossier) -> None:
    site.pages["/robots.txt"] = text("User-agent: *\nCrawl-delay: 7\nDisallow: /secreto")
    for path in ("/a", "/b", "/secreto"):
        site.pages[path] = text("238 people")
    watch_addresses(dossier, [site.url(path) for path in ("/a", "/secreto", "/b")])
    slept: list[float] = []
    rows = visit(dossier, slept=slept)
    assert [row.status for row in rows] == ["new", "failed", "new"]
    assert "robots.txt" in rows[1].reason
    assert site.paths() == ["/robots.txt", "/a", "/b"]
    assert all(headers["user-agent"].startswith("amparo/") for _, headers in site.asked)
    assert [round(pause) for pause in slept] == [0, 7]


def test_a_pause_longer_than_a_run_is_for_a_later_run(site: Site, dossier: Dossier) -> None:
    site.pages["/robots.txt"] = text("User-agent: *\nCrawl-delay: 3600")
    site.pages["/a"] = site.pages["/b"] = text("238 people")
    watch_addresses(dossier, [site.url("/a"), site.url("/b")])
    clock = Hours()
    assert [row.status for row in visit(dossier, clock)] == ["new", "waiting"]
    clock.hour = 2
    assert [row.status for row in visit(dossier, clock)] == ["unchanged", "waiting"]


def test_a_feed_brings_in_its_new_pages_once(site: Site, dossier: Dossier) -> None:
    site.pages["/feed"] = feed("/1", "/2", "/gone")
    site.pages["/1"], site.pages["/2"] = text("1 people"), text("2 people")
    watch_addresses(dossier, [site.url("/feed")])
    rows = visit(dossier)
    assert [(row.url, row.status, row.feed) for row in rows] == [
        (site.url("/1"), "new", site.url("/feed")),
        (site.url("/2"), "new", site.url("/feed")),
        (site.url("/gone"), "failed", site.url("/feed")),
    ]
    asked = len(site.asked)
    assert [(row.url, row.status) for row in visit(dossier)] == [(site.url("/feed"), "unchanged")]
    assert site.paths()[asked:] == ["/robots.txt", "/feed"]
    site.pages["/feed"] = feed("/3", "/1", "/2")
    site.pages["/3"] = text("3 people")
    assert [(row.url, row.status) for row in visit(dossier)] == [(site.url("/3"), "new")]
    assert watched_addresses(dossier)[0].kind == "feed"


def test_an_interrupted_round_goes_on_where_it_stopped(site: Site, dossier: Dossier) -> None:
    def answered(headers: Mapping[str, str]) -> Answer:
        return Answer(status=304) if "if-none-match" in headers else feed("/1", "/2", "/3", etag='"f"')

    site.pages["/feed"] = answered
    for number in "123":
        site.pages[f"/{number}"] = text(f"{number} people")
    watch_addresses(dossier, [site.url("/feed")])
    fetch = site_fetcher()

    def cut(url: str, headers: Mapping[str, str]) -> Fetched:
        if url.endswith("/2"):
            raise KeyboardInterrupt
        return fetch(url, headers)

    with pytest.raises(KeyboardInterrupt):
        list(visit_watched(dossier, clock=Hours(), visit=cut, sleep=lambda seconds: None))
    assert [row.url for row in visit(dossier)] == [site.url("/2"), site.url("/3")]
    assert [row.status for row in visit(dossier)] == ["unchanged"]
    assert dossier.verify().faults == ()


def test_pages_of_a_feed_that_must_wait_are_not_forgotten(site: Site, dossier: Dossier) -> None:
    site.pages["/feed"] = feed("/1", "/2", etag='"f"')
    site.pages["/1"] = Answer(status=429)
    site.pages["/2"] = text("2 people")
    watch_addresses(dossier, [site.url("/feed")])
    clock = Hours()
    assert [row.status for row in visit(dossier, clock)] == ["waiting", "waiting"]
    assert [(row.url, row.status) for row in visit(dossier, clock)] == [(site.url("/feed"), "waiting")]
    site.pages["/1"] = text("1 people")
    clock.hour = 1
    assert [row.status for row in visit(dossier, clock)] == ["new", "new"]


def test_what_cannot_be_read_is_not_solved_by_coming_again(site: Site, dossier: Dossier) -> None:
    site.pages["/x"] = Answer(b"\xff\xfe\x00binary", headers={"Content-Type": "application/octet-stream"})
    watch_addresses(dossier, [site.url("/x")])
    clock = Hours()
    (row,) = visit(dossier, clock)
    assert (row.status, row.reason) == ("failed", "It is no text.")
    clock.hour = 1
    (row,) = visit(dossier, clock)
    assert row.status == "unchanged"
    assert [p.problem.reason for p in dossier.problems()] == ["It is no text."]


def test_an_address_inside_is_not_watched_and_a_redirect_there_not_followed(site: Site, dossier: Dossier) -> None:
    for url in ("http://127.0.0.1/", "file:///etc/passwd", "http://a:b@x.example/", "nota.html"):
        with pytest.raises(AmparoError):
            watch_addresses(dossier, [site.url("/"), url])
    assert watched_addresses(dossier) == []
    site.pages["/"] = Answer(status=302, headers={"Location": site.url("/", "interno.example")})
    watch_addresses(dossier, [site.url("/")])
    (row,) = visit(dossier)
    assert "not a public address" in row.reason


def test_the_list_is_kept_and_logged(site: Site, dossier: Dossier) -> None:
    urls = [site.url("/a"), site.url("/b")]
    watch_addresses(dossier, [*urls, urls[0]], clock=Hours())
    unwatch_addresses(dossier, [urls[0]], "Ana")
    assert [w.url for w in watched_addresses(dossier)] == [urls[1]]
    with pytest.raises(AmparoError, match="is not watched"):
        unwatch_addresses(dossier, [urls[0]], "Ana")
    watch_addresses(dossier, urls)
    assert [w.url for w in watched_addresses(dossier)] == urls
    assert [act for act in acts(dossier.store.events()) if "watch" in act] == ["watch", "watch", "unwatch", "watch"]


def test_the_exchange_that_a_killed_run_left_is_adopted(site: Site, dossier: Dossier) -> None:
    site.pages["/a"] = text("238 people")
    exchange = site_fetcher()(site.url("/a")).exchange
    keep_original(dossier.originals, dossier.path / "incoming", exchange)
    keep_original(dossier.originals, dossier.path / "incoming", b"left by a file")
    assert [fault.kind for fault in dossier.verify().faults] == ["original_stray"] * 2
    watch_addresses(dossier, [site.url("/a")])
    visit(dossier)
    docs = [(c.doc, c.media_type) for c in dossier.store.captures()]
    assert docs[0] == (f"{site.url('/a')} (WARC)", "application/warc")
    assert len(docs) == 3
    (left,) = dossier.verify().faults
    assert left.kind == "original_stray"
