"""What a web server's answer is: the page, an error, something in the page's way, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.acquire.barriers import Kind, find_barrier
from amparo.acquire.items import Fetched, shown

_GOOD = (200, 203)
_ARCHIVE = "Look for it in a web archive and add that copy."
_BROWSER = "Save the page from your browser and add the file."
_AGAIN = "Try again later: amparo problems --retry all"
_LOOSE = ("application/xhtml+xml", "application/xml", "application/octet-stream")
"""What servers call a page that they know no better name for."""
_STATUSES = {
    304: ("The server says that nothing has changed, and sent no page (HTTP status 304).", _AGAIN),
    401: ("The page wants a sign-in (HTTP status 401).", _BROWSER),
    402: ("The page wants to be paid for (HTTP status 402).", _BROWSER),
    403: ("The server refuses to show the page to programs (HTTP status 403).", _BROWSER),
    404: ("The server has no such page (HTTP status 404).", f"Check the address. {_ARCHIVE}"),
    407: ("The way to the page wants a sign-in (HTTP status 407).", _BROWSER),
    410: ("The page was removed (HTTP status 410).", _ARCHIVE),
    429: ("The server asks to slow down (HTTP status 429).", _AGAIN),
    451: ("The page is withheld for legal reasons where you are (HTTP status 451).", _ARCHIVE),
    503: ("The server is overloaded or being mended (HTTP status 503).", _AGAIN),
}
_IN_THE_WAY: dict[Kind, tuple[str, str]] = {
    "challenge": ("The server shows a check for browsers in place of the page.", _BROWSER),
    "script": ("The page shows nothing without JavaScript.", _BROWSER),
    "consent": ("The server asks for consent to cookies in place of the page.", _BROWSER),
}
_IN_PART: dict[Kind, tuple[str, str]] = {
    "consent": (
        "The page asks for consent to cookies; what came may not be the whole page.",
        "Compare it with your browser. If something is missing, save the page there and add the file.",
    ),
    "paywall": (
        "The page says that it is for subscribers; what came may be only its beginning.",
        "Compare it with your browser. If something is missing, save the page there and add the file.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer; `whole` where it is not the page at all."""

    reason: str
    remedy: str
    whole: bool


def faults_of(answer: Fetched, kind: str) -> Iterator[Fault]:
    """What is wrong with an answer whose bytes are of the media type `kind`; nothing where it is the page."""
    barrier = find_barrier(answer.data) if kind == "text/html" else None
    if answer.status not in _GOOD:
        if barrier and barrier.kind == "challenge":
            yield Fault(*_IN_THE_WAY[barrier.kind], whole=True)
        else:
            yield Fault(*_of_status(answer.status), whole=True)
        return
    if barrier and barrier.whole:
        yield Fault(*_IN_THE_WAY[barrier.kind], whole=True)
        return
    if barrier:
        yield Fault(*_IN_PART[barrier.kind], whole=False)
    if answer.cut:
        yield Fault(answer.cut, _AGAIN, whole=not answer.data)
    told = shown(answer.headers.get("content-type", "").partition(";")[0].strip().lower())
    if kind == "text/html" and told.startswith(("application/", "image/")) and told not in _LOOSE:
        yield Fault(
            f"The server calls it {told}, but it is a web page.",
            "Look whether it is the document that you wanted, or a page in its place.",
            whole=False,
        )


def _of_status(status: int) -> tuple[str, str]:
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return f"The server failed (HTTP status {status}).", _AGAIN
    return f"The server answered with HTTP status {status}.", f"Check the address. {_ARCHIVE}"
