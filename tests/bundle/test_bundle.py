"""Bundles: written, verified by themselves, and verified by the commands of their own page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.dossier import Dossier, verify_exported
from amparo.model import AmparoError
from kit.dossiers import clock
from kit.evidence import URL, make_evidence, web_steps
from kit.tsa import Authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "plain")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Dossier:
    return make_evidence(tmp_path_factory.mktemp("evidence"), authority)


@pytest.fixture(scope="module")
def bundle(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "bundle"
    dossier.export(out, "Ana", clock())
    return out


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundle, tmp_path / "bundle"))


def kinds(path: Path, ca: Path | None = None) -> list[str]:
    return sorted(fault.kind for fault in verify_exported(path, ca, web_steps()).faults)


def test_a_bundle_verifies_by_itself_and_counts_what_the_dossier_holds(dossier: Dossier, bundle: Path) -> None:
    verified, held = verify_exported(bundle, None, web_steps()), dossier.verify()
    assert (verified.faults, held.faults, verified.unmade) == ((), (), ())
    assert [note.kind for note in verified.notes] == ["bundle_own_ca"]
    here = dict(verified.counts)
    there = dict(held.counts)
    assert there.pop("events") >= here.pop("events") > 20
    assert here == there
    assert min(there.values()) > 0


def test_the_log_tells_of_the_export(dossier: Dossier, tmp_path: Path) -> None:
    exported = dossier.export(tmp_path / "one.zip", "Ana", clock())
    head = dossier.store.head()
    assert head is not None
    assert (head.act, head.subject, head.facts) == (
        "export",
        "one.zip",
        {"files": exported.files, "sums": exported.sums},
    )
    with zipfile.ZipFile(tmp_path / "one.zip") as package:
        assert len(package.namelist()) == exported.files
    assert kinds(tmp_path / "one.zip") == []
    assert dossier.verify().faults == ()


def commands(page: Path) -> str:
    """The lines of a page that it says to copy, from the first step on."""
    text = re.split(r"^1\. ", page.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)[1]
    return "\n".join(line[4:] for line in text.splitlines() if line.startswith("    "))


def by_hand(bundle: Path, lang: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", commands(bundle / f"HOW-TO-VERIFY.{lang}.txt")],
        cwd=bundle,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )


BAD = {
    "en": ("ALTERED", "NOT IN", "BROKEN", "FAILED"),
    "es": ("ALTERADO", "NO CONSTA", "ROTA", "FAILED"),
}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_stranger_verifies_it_with_the_commands_of_the_page(bundle: Path, dossier: Dossier, lang: str) -> None:
    done = by_hand(bundle, lang)
    head = json.loads((bundle / "bundle.json").read_text())["head"]
    assert not any(bad in done.stdout + done.stderr for bad in BAD[lang]), done.stdout + done.stderr
    assert head in done.stdout
    assert head in (bundle / f"HOW-TO-VERIFY.{lang}.txt").read_text()
    assert done.stdout.count("Status: Granted.") == 2
    assert (done.stdout + done.stderr).count("Verification: OK") == 2


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("name", "old", "new", "bad"),
    [
        ("log.jsonl", '"actor":"Luis"', '"actor":"Eva"', 2),
        ("claims.jsonl", '"stage":"held"', '"stage":"told"', 1),
        ("decisions.jsonl", "An age", "No age", 1),
        ("originals/*/*", "12", "13", 0),
        ("texts/*", "12 people", "13 people", 1),
    ],
)
def test_the_commands_of_the_page_name_what_was_altered(
    copy: Path, lang: str, name: str, old: str, new: str, bad: int
) -> None:
    path = next(path for path in sorted(copy.glob(name)) if old in path.read_bytes().decode("utf-8", "replace"))
    path.write_text(path.read_text().replace(old, new, 1))
    done = by_hand(copy, lang)
    assert BAD[lang][bad] in done.stdout
    assert "FAILED" in done.stdout


def test_stamps_are_checked_against_whom_the_reader_trusts(bundle: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.pem"
    ours.write_bytes((bundle / "ca.pem").read_bytes())
    verified = verify_exported(bundle, ours, web_steps())
    assert (verified.faults, verified.notes, verified.counts["stamps"]) == ((), (), 2)
    ours.write_bytes(Authority(tmp_path / "tsa").ca)
    assert set(kinds(bundle, ours)) == {"stamp_refused"}


def test_a_log_written_anew_with_all_its_sums_is_found_by_its_stamps(copy: Path) -> None:
    """A forger who makes every hash anew, but cannot make the authority's stamp."""
    import hashlib

    before, lines = "0" * 64, []
    for line in (copy / "log.jsonl").read_text().splitlines():
        forged = re.sub(r'"previous":"\w+"', f'"previous":"{before}"', line.replace('"Luis"', '"Eva"'))
        before = hashlib.sha256(forged.encode()).hexdigest()
        lines.append(forged + "\n")
    (copy / "log.jsonl").write_text("".join(lines))
    about = json.loads((copy / "bundle.json").read_text())
    (copy / "bundle.json").write_text(json.dumps({**about, "head": before}))
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(copy)}\n"
        for path in sorted(copy.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (copy / "SHA256SUMS").write_text("".join(sums))
    assert "stamp_unchained" in kinds(copy)


def test_a_pack_that_is_not_here_still_has_its_texts_read_again(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = json.loads((copy / "bundle.json").read_text())
    (copy / "bundle.json").write_text(json.dumps({**about, "pack": "no/such/pack"}))
    verified = verify_exported(copy)
    assert [fault.kind for fault in verified.faults] == ["bundle_altered"]
    assert len(verified.unmade) == 2 * verified.counts["readings"]


@pytest.mark.parametrize("out", ["there", "there.zip"])
def test_nothing_is_overwritten(dossier: Dossier, tmp_path: Path, out: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "x").write_text("x")
    (tmp_path / "there.zip").write_text("x")
    with pytest.raises(AmparoError, match="overwrites nothing"):
        dossier.export(tmp_path / out)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["there", "there.zip"]


def test_where_nothing_can_be_written_nothing_is_left(dossier: Dossier, tmp_path: Path) -> None:
    before = dossier.store.head()
    with pytest.raises(AmparoError, match="cannot be written"):
        dossier.export(tmp_path / "no" / "such" / "folder")
    assert list(tmp_path.iterdir()) == []
    assert dossier.store.head() == before


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "cannot be unpacked"),
        (b"PK\x05\x06" + b"\0" * 18, "it has no bundle.json"),
        (b"no zip at all", "cannot be unpacked"),
    ],
)
def test_what_is_no_bundle_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(AmparoError, match=message):
        verify_exported(tmp_path / "x.zip", None, web_steps())
    with pytest.raises(AmparoError, match="no bundle at"):
        verify_exported(tmp_path, None, web_steps())


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "a/../../out", "a\\..\\out"])
def test_a_zip_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("bundle.json", "{}")
        package.writestr(name, "x")
    with pytest.raises(AmparoError, match="leads out of it"):
        verify_exported(tmp_path / "x.zip", None, web_steps())


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bundle.json", b"\0" * 20_000_000)
    with pytest.raises(AmparoError, match="unpacks to more"):
        verify_exported(tmp_path / "x.zip", None, web_steps())


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "cannot be read"), ("[]", "cannot be read"), ('{"bundle": 9, "languages": []}', "title")],
)
def test_a_bundle_of_another_kind_is_told(copy: Path, text: str, message: str) -> None:
    (copy / "bundle.json").write_text(text)
    with pytest.raises(AmparoError, match=message):
        verify_exported(copy, None, web_steps())


def test_the_command_asks_for_a_clear_word_and_says_what_it_wrote(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.zip"
    assert run(["-d", str(dossier.path), "export", str(out)]) == 2
    assert "not for publication" in capsys.readouterr().err
    assert not out.exists()
    assert run(["-d", str(dossier.path), "--ui-lang", "es", "export", str(out), "--with-originals"]) == 0
    said = capsys.readouterr()
    assert "SHA256SUMS" in said.out
    assert "no es para publicar" in said.err
    assert run(["verify", str(out), "--ca", str(dossier.path / "ca.pem"), "--format", "json"]) in (0, 1)
    record = json.loads(capsys.readouterr().out)
    assert record["counts"]["stamps"] == 2
    assert {fault["kind"] for fault in record["faults"]} <= {"text_not_remade", "text_unreadable"}
    assert run(["-d", str(dossier.path), "verify", "--ca", "x"]) == 2
    assert run(["verify", str(out), "--checklist"]) == 2


def test_an_original_that_is_missing_is_told_and_named(
    dossier: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = Path(shutil.copytree(dossier.path, tmp_path / "d"))
    victim = next(path for path in sorted((moved / "originals").rglob("*")) if path.is_file())
    victim.unlink()
    assert run(["-d", str(moved), "export", str(tmp_path / "b"), "--with-originals"]) == 1
    assert victim.name in capsys.readouterr().err
    assert kinds(tmp_path / "b") == ["original_missing"]
    assert URL in (tmp_path / "b" / "captures.jsonl").read_text()
