"""The engine knows no domain: a pack on river water, with ledgers and units of its own, is read by the same cascade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amparo.extract import extract_claims
from amparo.extract.framespec import load_frames
from amparo.model import Block, Text
from amparo.packs import PackError, load_pack

TINY = Path(__file__).parent / "tiny_pack"

ROWS = [
    (
        "Mexico released 300 tankers of water on Monday.",
        "México soltó 300 cisternas de agua el lunes.",
        [("delivery", "released", 300, "exact", "tanker")],
    ),
    (
        "Texas requested up to 900 tankers.",
        "Texas pidió hasta 900 cisternas.",
        [("allotment", "asked", 900, "up_to", "tanker")],
    ),
    ("The United States deported 238 men.", "Estados Unidos deportó a 238 hombres.", []),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), ROWS)
def test_the_cascade_reads_another_domain(
    english: str, spanish: str, expected: list[tuple[str, str, float, str, str]]
) -> None:
    for content, lang in ((english, "en"), (spanish, "es")):
        text = Text("a.txt", "0" * 64, content, lang, "plain/1", (Block(0, len(content)),))
        claims = extract_claims(text, load_pack(TINY))
        assert [(c.ledger, c.stage, c.value, c.bound, c.unit) for c in claims] == expected, content


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "remedy"),
    [
        (
            "stage: released",
            "stage: drunk",
            "events[0].stage",
            "is 'drunk'",
            "Use one of: scheduled, released, measured",
        ),
        ("ledger: delivery", "ledger: people", "events[0].ledger", "is 'people'", "Use one of: allotment, delivery"),
        ("none: {}", "none: {plan: delivery/drunk}", "shifts.none.plan", "is 'delivery/drunk'", "as in ledgers.yaml"),
        ('en: ["<release>"]', 'en: ["@pour"]', "events[0].en[0]", "@pour", "Use one of"),
    ],
)
def test_a_frame_outside_the_ledgers_is_named(
    tmp_path: Path, old: str, new: str, key: str, problem: str, remedy: str
) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "spoilt"))
    frames = (folder / "frames.yaml").read_text(encoding="utf-8")
    (folder / "frames.yaml").write_text(frames.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_frames(load_pack(folder), "en")
    assert caught.value.file.endswith("spoilt/frames.yaml")
    assert caught.value.key == key
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
