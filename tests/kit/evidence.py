"""A small dossier that has one of everything that custody keeps: for bundles, and for forgers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from amparo.acquire import Fetched, acquire_source
from amparo.dossier import Dossier
from amparo.model import Decision
from amparo.steps import Steps
from kit.dossiers import clock, papers, steps
from kit.tsa import Authority

URL = "https://www.example.org/Page?b=2&a=1"
PAGE = b"<p>It took 261 people, 238 people by air.</p>"


def web_steps(pages: Mapping[str, bytes] | None = None, cascade: str = "kit/1") -> Steps:
    """The kit's rooms, with pages that are fetched from nowhere."""
    held = {URL: PAGE, **(pages or {})}

    def fetch(url: str) -> Fetched:
        return Fetched(url, 200, {"content-type": "text/html", "server": "x"}, held[url])

    return replace(steps(cascade), acquire=lambda source, now: acquire_source(source, now, fetch))


def make_evidence(folder: Path, authority: Authority) -> Dossier:
    """A dossier of four files and a page, with decisions, a correction, a problem, a duplicate and two stamps."""
    made = Dossier.create(folder / "d", "Año {cero}", clock=clock(), steps=web_steps())
    with (made.path / "amparo.toml").open("a") as file:
        file.write('[custody]\ntsa = "https://tsa.example/"\nca = "ca.pem"\n')
    (made.path / "ca.pem").write_bytes(authority.ca)
    made = Dossier.open(made.path, web_steps())
    tick = clock()
    inside = papers(
        folder / "in", a="It took 12 people.\nThen 13 people.", b="Recluye 23 personas: ñandú", e="8 people"
    )
    papers(inside, f="8 people")
    (inside / "c.bin").write_bytes(b"\xff\xfe\xfd")
    made.add([inside, URL], "Ana", tick)
    claims = sorted(made.claims(), key=lambda c: str(c.value))
    made.decide(Decision("accept", claims[0].id, "Ana", "2026-02-01T00:00:00+00:00"))
    made.timestamp("Ana", tick, authority.ask)
    made.decide(Decision("correct", claims[1].id, "Ana", "2026-02-02T00:00:00+00:00", "so", {"stage": "arrived"}))
    made.decide(Decision("reject", claims[2].id, "Luis", "2026-02-03T00:00:00+00:00", "An age."))
    made.timestamp("Ana", tick, authority.ask)
    return made
