"""Reading gives the same claims in every process, however Python hashes its strings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import amparo

PASSAGES = Path(__file__).parent / "passages"
SCRIPT = """
import json, sys
from pathlib import Path
from amparo.extract import read_claims
from amparo.model import Block, Text, claim_to_json
from amparo.packs import load_pack
pack, out = load_pack(), []
for name in sys.argv[1:]:
    content = Path(name).read_text(encoding="utf-8")
    lang, blocks = Path(name).name[:2], (Block(0, len(content)),)
    text = Text("a.txt", "0" * 64, content, lang, "test/1", blocks, published="2025-04-01")
    out += [claim_to_json(claim) for claim in read_claims(text, pack).claims]
print(json.dumps(out))
"""


def _read(seed: str, lang: str) -> str:
    source = str(Path(amparo.__file__).parents[1])
    names = [str(path) for path in sorted(PASSAGES.glob(f"{lang}_*.txt"))]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout


@pytest.mark.parametrize("lang", ["en", "es"])
def test_claims_do_not_hang_on_the_hash_seed(lang: str) -> None:
    first, second = _read("0", lang), _read("42", lang)
    assert len(json.loads(first)) > 50
    assert first == second
