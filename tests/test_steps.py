"""The cascade's name follows its data: who edits a word list reads anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from amparo.packs import load_pack
from amparo.read import readers_version
from amparo.steps import data_version, standard_steps


def test_an_edited_pack_is_another_cascade(tmp_path: Path) -> None:
    packaged = load_pack()
    versions = set()
    for name, edit in {"same": "", "edited": "\n# one more line\n"}.items():
        folder = tmp_path / name
        shutil.copytree(str(packaged.root), folder)
        with (folder / "frames.yaml").open("a", encoding="utf-8") as file:
            file.write(edit)
        (folder / "example" / "note.txt").write_text("Documents are no part of it.", encoding="utf-8")
        versions.add(data_version(load_pack(folder)))
    assert len(versions) == 2
    assert data_version(packaged) in versions


def test_the_cascade_names_reader_pack_and_data() -> None:
    pack = load_pack()
    name = standard_steps(pack, pack.languages).cascade()
    assert name.split()[1] == f"readers/{readers_version()}"
    assert name.endswith(f"{pack.name}/{pack.version} {data_version(pack)}")
