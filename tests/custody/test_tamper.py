"""The tamper test: every kind of byte of a dossier and of a bundle altered, each one named; a clean one has no fault.

The cases are made from what is there, so that what is kept in addition later is forged too.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from amparo.custody import Verification, stamps
from amparo.dossier import Dossier, verify_exported
from amparo.model import AmparoError
from kit.dossiers import clock
from kit.evidence import make_evidence, web_steps
from kit.tsa import Authority

TABLES = ("capture", "problem", "text", "reading", "claim", "decision", "event")
KEYS = {"event": "seq"}
LINKS = ("text_id", "reading_id", "decision_id")
LETTERS = "aZ09 ñ"


@dataclass(frozen=True)
class Case:
    """A forgery: what it is called, how it is done, and one of which words a fault has to have."""

    name: str
    forge: Callable[[Path], None]
    named: tuple[str, ...]


@pytest.fixture(scope="module", autouse=True)
def opinions_once() -> Iterator[None]:
    """The same stamp is judged once: the two programs say the same of the same bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamps, "judge", cache(stamps.judge))
        yield


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tamper")
    made = make_evidence(folder, Authority(folder / "tsa"))
    made.export(folder / "b", "Ana", clock())
    made.store.close()
    with sqlite3.connect(made.path / "amparo.db") as db:  # as a forger would, who has the file
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
    db.close()
    return folder


def other(letter: str) -> str:
    return next(each for each in LETTERS if each != letter)


def positions(length: int, most: int) -> list[int]:
    """Up to `most` places, the first and the last among them."""
    if length <= most:
        return list(range(length))
    return sorted({round(i * (length - 1) / (most - 1)) for i in range(most)})


# Files


def flip(name: str, at: int) -> Callable[[Path], None]:
    def forge(folder: Path) -> None:
        path = folder / name
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        replace(path, bytes(data))

    return forge


def replace(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def files_of(folder: Path, *within: str) -> list[str]:
    found = (path for part in within for path in sorted((folder / part).rglob("*")) if path.is_file())
    return [path.relative_to(folder).as_posix() for path in found]


def file_cases(folder: Path, names: list[str], most: int) -> Iterator[Case]:
    """Bytes altered in each place, cut off, added, the file removed, emptied, swapped with the next, linked, added."""
    for name, after in zip(names, names[1:] + names[:1], strict=True):
        data = (folder / name).read_bytes()
        named = (Path(name).name,)
        for at in positions(len(data), most):
            yield Case(f"{name} at {at}", flip(name, at), named)
        whole, next_one = data, (folder / after).read_bytes()
        made = {"longer": whole + b"\n", "shorter": whole[:-1], "empty": b"", "swapped": next_one}
        for how, forged in made.items():
            if forged != whole:
                yield Case(f"{name} {how}", lambda d, n=name, f=forged: replace(d / n, f), named)  # type: ignore[misc]
        yield Case(f"{name} removed", lambda d, n=name: (d / n).unlink(), named)  # type: ignore[misc]
        stray = f"{name}.x"
        yield Case(f"{stray} added", lambda d, n=stray, f=whole: replace(d / n, f), (Path(stray).name,))  # type: ignore[misc]


# Rows


def sql(*statements: tuple[str, tuple[object, ...]]) -> Callable[[Path], None]:
    def forge(folder: Path) -> None:
        with sqlite3.connect(folder / "amparo.db") as db:
            db.execute("PRAGMA foreign_keys = OFF")
            for statement, values in statements:
                assert db.execute(statement, values).rowcount == 1, statement
        db.close()

    return forge


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    with sqlite3.connect(f"file:{folder / 'amparo.db'}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        found = [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY {KEYS.get(table, 'id')}")]
    db.close()
    return found


def words_of(folder: Path, table: str, row: dict[str, object]) -> tuple[str, ...]:
    """What a fault about this row names it by; of an event also the one after it, where the chain breaks."""
    if table == "event":
        seq = int(str(row["seq"]))
        return (f"event {seq} ", f"event {seq + 1} ", f"event {seq},", f"with event {seq + 1} ", str(row["subject"]))
    words = [str(row[key]) for key in ("claim_id", "decision_id", "sha256", "doc_id", "target", "doc") if row.get(key)]
    if table == "reading":
        words += [str(capture["doc"]) for capture in rows(folder, "capture") if capture["sha256"] == row["doc_id"]]
    return tuple(words)


def value_cases(folder: Path, table: str) -> Iterator[Case]:
    """Each value of each row with another first, middle and last letter, or another number; absent where it was."""
    key = KEYS.get(table, "id")
    for row in rows(folder, table):
        words = words_of(folder, table, row)
        for column, value in row.items():
            if column == key or column in LINKS:
                continue
            update = f'UPDATE {table} SET "{column}" = ? WHERE "{key}" = ?'
            name = f"{table} {row[key]} {column}"
            if isinstance(value, str):
                for at in positions(len(value), 2 if table == "event" else 3):
                    forged: object = value[:at] + other(value[at]) + value[at + 1 :]
                    yield Case(f"{name} at {at}", sql((update, (forged, row[key]))), (*words, str(forged)))
            elif isinstance(value, (int, float)):
                yield Case(name, sql((update, (1 - value if value in (0, 1) else value + 1, row[key]))), words)
            else:
                yield Case(name, sql((update, ("x" if column not in ("low", "high") else 7, row[key]))), words)


def row_cases(folder: Path, table: str) -> Iterator[Case]:
    """Each row removed, written a second time, swapped with the next; each led to another row than its own."""
    key = KEYS.get(table, "id")
    found = rows(folder, table)
    for row, after in zip(found, found[1:] + found[:1], strict=True):
        words = words_of(folder, table, row)
        if table != "event" or row is not found[-1]:  # of a log cut off at its end, the head is another: see below
            yield Case(f"{table} {row[key]} removed", sql((f"DELETE FROM {table} WHERE {key} = ?", (row[key],))), words)
        if len(found) > 1:
            swap = f"UPDATE {table} SET {key} = ? WHERE {key} = ?"
            one, two = row[key], after[key]
            forge = sql((swap, (-1, one)), (swap, (one, two)), (swap, (two, -1)))
            yield Case(f"{table} {one} and {two} swapped", forge, words + words_of(folder, table, after))
        if table in ("claim", "event"):
            names = ", ".join(f'"{column}"' for column in row if column != key)
            copy = f"INSERT INTO {table} ({key}, {names}) SELECT {key} + 1000, {names} FROM {table} WHERE {key} = ?"
            far = int(str(row[key])) + 1000
            yield Case(f"{table} {row[key]} twice", sql((copy, (row[key],))), (*words, str(far)))
        for column in LINKS:
            if isinstance(row.get(column), int):
                update = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"
                moved = 1 if row[column] != 1 else 2
                yield Case(f"{table} {row[key]} {column} {moved}", sql((update, (moved, row[key]))), words)


def hand_cases(folder: Path) -> Iterator[Case]:
    """Each value of each entry altered, each entry removed, one added."""
    path = folder / "hand" / "decisions.yaml"
    text = path.read_text(encoding="utf-8")
    head, *entries = text.split("\n- ")
    for number, entry in enumerate(entries):
        for line in filter(None, entry.splitlines()):
            key, _, value = line.strip().partition(": ")
            if not value or key in ("changes",):
                continue
            for forged in (value[:-1], value + "x"):
                changed = entry.replace(line, line.replace(value, forged), 1)
                body = "\n- ".join([head, *entries[:number], changed, *entries[number + 1 :]])
                words = ("hand/", str(number + 1))
                yield Case(f"hand {number} {key} {forged}", lambda d, b=body: write_hand(d, b), words)  # type: ignore[misc]
        body = "\n- ".join([head, *entries[:number], *entries[number + 1 :]]) + "\n"
        yield Case(f"hand {number} removed", lambda d, b=body: write_hand(d, b), ("hand/", "decision"))  # type: ignore[misc]
    more = text + "- {act: accept, target: 0000000000000000, actor: Eva, at: '2026-03-03'}\n"
    yield Case("hand added", lambda d: write_hand(d, more), ("hand/decisions.yaml",))
    yield Case("hand gone", lambda d: (d / "hand" / "decisions.yaml").unlink(), ("Ana", "Luis"))


def write_hand(folder: Path, text: str) -> None:
    replace(folder / "hand" / "decisions.yaml", text.encode())


def dossier_cases(folder: Path, kind: str) -> list[Case]:
    made: dict[str, Callable[[], Iterator[Case]]] = {
        "originals": lambda: file_cases(folder, files_of(folder, "originals"), 8),
        "stamps": lambda: file_cases(folder, files_of(folder, "stamps"), 10),
        "hand": lambda: hand_cases(folder),
        **{table: lambda table=table: value_cases(folder, table) for table in TABLES},  # type: ignore[misc]
        **{f"rows of {table}": lambda table=table: row_cases(folder, table) for table in TABLES},  # type: ignore[misc]
    }
    return list(made[kind]())


KINDS = ["originals", "stamps", "hand", *TABLES, *(f"rows of {table}" for table in TABLES)]


def unseen(cases: list[Case], pristine: Path, work: Path, verify: Callable[[Path], Verification]) -> list[str]:
    """The cases that verification does not name. Each is forged in a copy, which is mended again after it."""
    shutil.copytree(pristine, work)
    missed = []
    for case in cases:
        case.forge(work)
        told = told_of(work, verify)
        if not told or not any(word in told for word in case.named):
            missed.append(f"{case.name}: {told or 'nothing'}")
        mend(pristine, work)
    assert verify(work).faults == ()
    return missed


def told_of(work: Path, verify: Callable[[Path], Verification]) -> str:
    """What verification says, or why it cannot begin."""
    try:
        return " ".join(f"{fault.sentence('en')} {fault.sentence('es')}" for fault in verify(work).faults)
    except AmparoError as error:
        return str(error)


def mend(pristine: Path, work: Path) -> None:
    """Make a copy what it was: files that are of another size, time or name."""
    there = {path.relative_to(pristine) for path in pristine.rglob("*") if path.is_file()}
    for path in work.rglob("*"):
        if path.is_file() and path.relative_to(work) not in there:
            path.unlink()
    for name in there:
        one, two = pristine / name, work / name
        if not two.exists() or (one.stat().st_size, one.stat().st_mtime_ns) != (
            two.stat().st_size,
            two.stat().st_mtime_ns,
        ):
            two.unlink(missing_ok=True)
            shutil.copy2(one, two)


def verify_copy(folder: Path) -> Verification:
    dossier = Dossier.open(folder, web_steps())
    try:
        return dossier.verify()
    finally:
        dossier.store.close()


def verify_bundle_copy(folder: Path) -> Verification:
    return verify_exported(folder, None, web_steps())


def test_there_are_a_thousand_cases_of_each(pristine: Path) -> None:
    made = {kind: len(dossier_cases(pristine / "d", kind)) for kind in KINDS}
    assert min(made.values()) > 0
    assert sum(made.values()) >= 1_000, made
    assert len(bundle_cases(pristine / "b")) >= 1_000


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_altered_in_a_dossier_is_named(pristine: Path, tmp_path: Path, kind: str) -> None:
    assert unseen(dossier_cases(pristine / "d", kind), pristine / "d", tmp_path / "d", verify_copy) == []


def test_a_log_cut_off_at_its_end_has_another_head(pristine: Path, tmp_path: Path) -> None:
    shutil.copytree(pristine / "d", tmp_path / "d")
    whole = verify_copy(tmp_path / "d").head
    sql(("DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)", ()))(tmp_path / "d")
    assert verify_copy(tmp_path / "d").head != whole


# Bundles


def summed(name: str, data: bytes) -> Callable[[Path], None]:
    """Replace a file, and its sum with it: what is left is what the log says."""

    def forge(folder: Path) -> None:
        replace(folder / name, data)
        lines = (folder / "SHA256SUMS").read_text().splitlines()
        sum_line = f"{hashlib.sha256(data).hexdigest()}  {name}"
        replace(
            folder / "SHA256SUMS",
            "".join(f"{sum_line if line.endswith(f'  {name}') else line}\n" for line in lines).encode(),
        )

    return forge


RECORDS = ("log", "captures", "readings", "claims", "decisions", "corrections", "problems")


def summed_cases(folder: Path) -> Iterator[Case]:
    """Lines of records altered, removed, doubled, swapped, with the sum of the file made anew."""
    for record in RECORDS:
        name = f"{record}.jsonl"
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        for number, line in enumerate(lines):
            rest = lines[:number], lines[number + 1 :]
            for at in positions(len(line) - 1, 7):
                changed = line[:at] + (b"0" if line[at : at + 1] != b"0" else b"1") + line[at + 1 :]
                data = b"".join([*rest[0], changed, *rest[1]])
                yield Case(f"{name} {number} at {at}", summed(name, data), ("",))
            yield Case(f"{name} {number} removed", summed(name, b"".join([*rest[0], *rest[1]])), ("",))
    log = (folder / "log.jsonl").read_bytes().splitlines(keepends=True)
    for number in range(len(log) - 1):
        data = b"".join([*log[:number], log[number + 1], log[number], *log[number + 2 :]])
        yield Case(f"log {number} swapped", summed("log.jsonl", data), ("",))
        yield Case(
            f"log {number} twice", summed("log.jsonl", b"".join([*log[:number], log[number], *log[number:]])), ("",)
        )
    for name in files_of(folder, "texts", "originals", "manifests", "stamps"):
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        yield Case(f"{name} with its sum", summed(name, bytes(data)), (Path(name).stem, "in/", "www.example.org"))


def bundle_cases(folder: Path) -> list[Case]:
    return [*file_cases(folder, files_of(folder, "."), 14), *summed_cases(folder)]


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_altered_in_a_bundle_is_named(pristine: Path, tmp_path: Path, part: int) -> None:
    cases = bundle_cases(pristine / "b")[part::4]
    assert unseen(cases, pristine / "b", tmp_path / "b", verify_bundle_copy) == []
