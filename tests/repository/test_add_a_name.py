"""The entry that docs/add-a-name.md shows, put into a copy of the first pack, is found as the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from amparo.extract.names import find_names
from amparo.packs import load_pack

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["add-a-name.md", "es/add-a-name.md"])
def test_the_entry_of_the_page_is_found_in_both_languages(page: str, tmp_path: Path) -> None:
    (entry,) = re.findall(r"^```yaml\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    folder = Path(shutil.copytree(str(load_pack().root), tmp_path / "pack"))
    with (folder / "facilities.yaml").open("a", encoding="utf-8") as file:
        file.write(entry)
    pack = load_pack(folder)
    for lang, text in (
        ("en", "They were held at Port Harrow jail, which the guards call Harrow Camp."),
        ("es", "Los recluyeron en la cárcel de Port Harrow, que los guardias llaman Harrow Camp."),
    ):
        found = [(name.canonical, name.country) for name in find_names(text, lang, pack) if name.kind == "facility"]
        assert found == [("Port Harrow prison", "FJI")] * 2, lang
