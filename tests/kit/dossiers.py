"""A dossier whose rooms are small and exact: numbers before `people` or `personas` are claims, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from amparo.acquire import acquire_source
from amparo.brief import Former
from amparo.custody import Event, place_original, stage_original, sync_folder
from amparo.dossier import Clock, Dossier
from amparo.model import (
    Brief,
    Capture,
    Claim,
    Decision,
    Figure,
    Finding,
    Line,
    Passage,
    Sentence,
    SkipItem,
    Source,
    Step,
    Text,
)
from amparo.reconcile.account import Account
from amparo.reconcile.grounds import Ground
from amparo.steps import Steps


def keep_original(originals: Path, incoming: Path, data: bytes) -> str:
    """Keep bytes as a dossier does, and give their hash."""
    staged = stage_original(originals, incoming, data)
    for path in place_original(originals, staged):
        sync_folder(path.parent)
    return staged.sha256


_FIGURE = re.compile(r"(\d+) (?:people|personas)")


def read(capture: Capture, data: bytes) -> Text:
    """UTF-8 text as it is."""
    try:
        content = data.decode()
    except UnicodeDecodeError as error:
        raise SkipItem("It is no text.", "Save it as UTF-8.") from error
    lang = "es" if "personas" in content else "en"
    return Text(capture.doc, capture.sha256, content, lang, "kit/1", title=content.split("\n")[0])


def extract(text: Text) -> list[Claim]:
    """A claim for each number of people."""
    return [
        Claim(
            doc=text.doc,
            doc_id=text.doc_id,
            lang=text.lang,
            anchor=text.anchor(match.start(), match.end()),
            ledger="people",
            stage="held",
            value=float(match.group(1)),
            bound="exact",
            unit="person",
            reasons=("kit",),
            reader="kit/1",
        )
        for match in _FIGURE.finditer(text.content)
    ]


def reconcile(
    claims: Sequence[Claim], sources: Sequence[Source], decisions: Sequence[Decision], passages: Iterable[Passage]
) -> Account:
    """One line of all claims that count; a contradiction where they differ."""
    counted = sorted((c for c in claims if c.review != "rejected"), key=lambda c: c.id)
    ids = tuple(c.id for c in counted)
    values = sorted({c.value for c in counted if isinstance(c.value, float)})
    figures = tuple(Figure(v, "exact", v, v, tuple(c.id for c in counted if c.value == v), 1, 1) for v in values)
    line = Line("line1", "people", "person", None, None, steps=(Step("held", figures),))
    resolved = next((d for d in decisions if d.act == "resolve" and d.target == "find1"), None)
    finding = (
        Finding(
            "find1",
            "contradiction",
            "people",
            {"en": "The counts differ.", "es": "Las cuentas difieren."},
            " ≠ ".join(f"{v:g}" for v in values),
            ids,
            "resolved" if resolved else "open",
            resolved.id if resolved else None,
        )
        if len(values) > 1
        else None
    )
    return Account(
        claims={c.id: c for c in counted},
        sources={s.doc_id: s for s in sources},
        lines=(line,) if counted else (),
        relations=(),
        origins=(),
        findings=(finding,) if finding else (),
        grounds={c.id: Ground(c.doc_id, frozenset()) for c in counted},
    )


def write(account: Account, lang: str, released: frozenset[str], former: Former | None) -> Brief:
    """A title that names the figures; there is one private name to withhold."""
    values = " · ".join(sorted(f"{c.value:g}" for c in account.claims.values() if isinstance(c.value, float)))
    title = Sentence(values, tuple(account.claims), machine=True) if account.claims else None
    return Brief(lang, title, sources=tuple(account.sources.values()), withheld=1 - len(released))


def steps(cascade: str = "kit/1") -> Steps:
    """All of them."""
    return Steps(acquire_source, read, extract, lambda: cascade, reconcile, write)


def clock() -> Clock:
    """A clock that ticks a second a call."""
    ticks: Iterator[int] = count()
    return lambda: f"2026-01-01T00:{next(ticks) // 60 % 60:02d}:{next(ticks) % 60:02d}+00:00"


def new_dossier(folder: Path, cascade: str = "kit/1") -> Dossier:
    """An empty dossier in `folder`."""
    return Dossier.create(folder, "A matter", clock=clock(), steps=steps(cascade))


def papers(folder: Path, **contents: str) -> Path:
    """A folder of text files, one for each keyword."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    return folder


def acts(events: Iterator[Event]) -> list[str]:
    """What the log says was done, in order."""
    return [event.act for event in events]
