"""Web archives (WARC, ARC): the pages and documents in them become items; the rest is counted, and told in one row.

A page's bytes are its body as the page is, chunks and content encoding taken off; its `Capture.record` leads back to
the record, and `body_at` makes the same bytes from there again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from amparo.acquire.digests import Check, check_digest
from amparo.acquire.files import too_large
from amparo.acquire.items import RATIO_FROM, Budget, Limits, Member, Rest, megabytes, shown
from amparo.acquire.records import Flaw, Record, record_at, records
from amparo.acquire.responses import Response, response_in
from amparo.acquire.unpacked import Place
from amparo.acquire.webkinds import Sort, is_part, path_of, sort_of, told_type
from amparo.model import Problem

_TOLD = 20
"""Rows of one sort about single records of an archive, after which they are counted."""
_AGAIN = "Get the archive again from who made it."
_ELSEWHERE = "Look for another capture of the page and add that."


@dataclass(slots=True)
class _Account:
    """What was met in an archive so far.

    `known` are the names by which later records call earlier ones: digests, identifiers, addresses.
    """

    doc: str
    all: int = 0
    flaws: int = 0
    taken: int = 0
    sorts: Counter[Sort] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    last: dict[str, Problem] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    repeats: list[tuple[str, Problem]] = field(default_factory=list)

    def row(self, sort: str, problem: Problem) -> Iterator[Problem]:
        """The row, unless there were many of its sort already."""
        self.rows[sort] += 1
        self.last[sort] = problem
        if self.rows[sort] <= _TOLD:
            yield problem


def web_members(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The pages and documents in a WARC or ARC, named `doc/address`, then a row for each thing to be told."""
    account = _Account(doc)
    for found in records(data, limits.item_bytes, budget.left):
        if account.all + account.flaws == limits.web_records:
            reason = f"The archive holds more than {limits.web_records:,} records; the rest were not taken."
            yield Problem(doc, reason, "Split it, or raise the limit.", _where(found.place))
            break
        if isinstance(found, Flaw):
            account.flaws += 1
            yield from account.row(found.kind, _flaw(doc, found, limits))
            continue
        account.all += 1
        budget.left -= found.size
        room = min(limits.item_bytes, budget.left, max(RATIO_FROM, found.size * limits.archive_ratio))
        response = response_in(found.block, max(0, room)) if found.kind in ("response", "revisit") else None
        budget.left -= max(0, len(response.body) - found.size) if response else 0
        yield from _record(account, found, response, limits)
    yield from _ending(account)


def body_at(data: bytes, record: Mapping[str, str], largest: int = Limits().item_bytes) -> bytes | None:
    """The bytes of the capture that `record` (see `Capture.record`) leads to in the archive `data`, made again."""
    found = record_at(data, Place(int(record["offset"]), int(record.get("within", 0))), largest)
    if found is None:
        return None
    response = response_in(found.block, largest) if found.kind == "response" else None
    return response.body if response else found.block


def _record(account: _Account, record: Record, response: Response | None, limits: Limits) -> Iterator[Member | Problem]:
    place = f"{account.doc}/{shown(record.uri) or f'record-{record.place.offset}'}"
    where = _where(record.place)
    sort = sort_of(record, response)
    checks = _checks(record, response)
    flaws = _flaws(record, response, place, checks)
    if sort == "repeat":
        account.repeats.append(_repeat(record, response, place))
    elif record.kind in ("response", "resource"):
        account.known.update(filter(None, (_payload(record), record.fields.get("warc-record-id"), record.uri)))
    lost: Problem | None = None
    if sort == "page" and record.size > limits.item_bytes and not record.block:
        lost = too_large(place, record.size, limits)
    elif sort == "page" and response and response.packed:
        reason = f"Its body is packed ({shown(response.packed)}) and could not be unpacked."
        lost = Problem(place, reason, _ELSEWHERE, where, whole=True)
    elif sort == "segment":
        reason = "It is kept in several segments, which are not put together."
        lost = Problem(place, reason, _ELSEWHERE, where, whole=True)
    elif sort == "error" and response and not is_part(record, response):
        reason = f"What the archive holds of it is an error: HTTP status {response.status}."
        lost = Problem(place, reason, _ELSEWHERE, where, whole=True)
    if lost:
        yield from account.row(f"{sort} lost", lost)
    elif sort == "page":
        account.taken += 1
        yield _page(record, response, place, checks, flaws)
        return
    else:
        account.sorts[sort] += 1
    for flaw in flaws:
        yield from account.row(flaw.reason, flaw)


def _page(
    record: Record, response: Response | None, place: str, checks: Mapping[str, Check], flaws: tuple[Problem, ...]
) -> Member:
    told = told_type(record, response)
    return Member(
        place,
        response.body if response else record.block,
        told=told,
        name=path_of(record),
        url=shown(record.uri) if record.uri.lower().startswith(("http://", "https://")) else None,
        headers=response.headers if response else {"content-type": shown(told)} if told else {},
        record=_facts(record, response, checks),
        captured=_date(record),
        problems=flaws,
    )


def _facts(record: Record, response: Response | None, checks: Mapping[str, Check]) -> dict[str, str]:
    """What `Capture.record` keeps of a record."""
    fields = record.fields
    facts = {
        "offset": str(record.place.offset),
        "within": str(record.place.within or ""),
        "length": str(record.size),
        "type": record.kind,
        "id": fields.get("warc-record-id", ""),
        "uri": record.uri,
        "date": fields.get("warc-date", ""),
        "status": str(response.status) if response else "",
        "block_digest": fields.get("warc-block-digest", ""),
        "payload_digest": fields.get("warc-payload-digest", ""),
        "digests_that_hold": " ".join(name for name, check in checks.items() if check == "holds"),
        "truncated": fields.get("warc-truncated", ""),
    }
    return {name: shown(value) for name, value in facts.items() if value}


def _checks(record: Record, response: Response | None) -> dict[str, Check]:
    """For each digest that the record has, whether it holds. A repeat's payload is that of another record."""
    if record.size != len(record.block):
        return {}
    checks: dict[str, Check] = {}
    if told := record.fields.get("warc-block-digest"):
        checks["block"] = check_digest(told, (record.block,))
    if (told := record.fields.get("warc-payload-digest")) and record.kind != "revisit":
        if response:
            bodies: tuple[bytes, ...] = (response.raw, response.plain, response.body)
        else:
            bodies = (record.block.partition(b"\r\n\r\n")[2], record.block)
        checks["payload"] = check_digest(told, bodies)
    return checks


def _flaws(record: Record, response: Response | None, place: str, checks: Mapping[str, Check]) -> tuple[Problem, ...]:
    """What is wrong with a record that was read all the same."""
    said: list[tuple[str, str]] = []
    if record.misfit:
        said.append(("Its archive gives it a length that is not its own, so a part of it may be missing.", _AGAIN))
    elif "fails" in checks.values():
        said.append(
            (
                "The digest that its archive gives it is not that of its bytes: one of the two was altered.",
                "Get the archive again from who made it, and compare.",
            )
        )
    elif response and not response.whole and not record.fields.get("warc-truncated"):
        said.append(("The page breaks off within its packing, so its end is missing.", _ELSEWHERE))
    if cause := record.fields.get("warc-truncated"):
        said.append((f"The crawler cut it short ({shown(cause)}).", _ELSEWHERE))
    return tuple(Problem(place, reason, remedy, _where(record.place)) for reason, remedy in said)


def _repeat(record: Record, response: Response | None, place: str) -> tuple[str, Problem]:
    """The name of the capture that a record repeats, and the row for when the archive does not hold that."""
    fields = record.fields
    name = _payload(record) or fields.get("warc-refers-to") or fields.get("warc-refers-to-target-uri") or record.uri
    date = fields.get("warc-refers-to-date") or fields.get("warc-date") or "?"
    problem = Problem(
        place,
        f"It is kept as the same as an earlier capture (of {shown(date)}), which is not in this archive.",
        "Add the archive that holds the earlier capture.",
        _where(record.place),
        whole=True,
    )
    return ("" if is_part(record, response) else name), problem


def _payload(record: Record) -> str | None:
    return record.fields.get("warc-payload-digest")


def _ending(account: _Account) -> Iterator[Problem]:
    """The rows that can only be told at the end: repeats of what is elsewhere, counts, what stays in the archive."""
    for name, problem in account.repeats:
        if name and name not in account.known:
            account.sorts["repeat"] -= 1
            yield from account.row("repeat", problem)
    for sort, count in account.rows.items():
        if count > _TOLD:
            more = account.last[sort]
            reason = f"{count - _TOLD:,} more of its records are rows like this one: {more.reason}"
            yield Problem(account.doc, reason, more.remedy, "records")
    if not account.all and not account.rows:
        yield Problem(account.doc, "The archive holds no records.", _AGAIN, whole=True)
    n = account.sorts
    if n.total():
        reason = (
            f"The archive holds {account.all:,} records. Pages and documents taken: {account.taken:,}. These stay in "
            f"it, not read: pictures, sound and film {n['picture']:,}; scripts, styles and data {n['part']:,}; "
            f"requests {n['request']:,}; notes of the crawler {n['note']:,}; redirects {n['redirect']:,}; errors for "
            f"such parts {n['error']:,}; repeats of captures in it {n['repeat']:,}; others {n['other']:,}."
        )
        yield Rest(account.doc, reason, where="records")


def _flaw(doc: str, flaw: Flaw, limits: Limits) -> Problem:
    if flaw.kind == "too_much":
        size = megabytes(limits.archive_bytes)
        reason = f"Nothing was taken after {flaw.before:,} records: the archive unpacks to more than {size}."
        return Problem(doc, reason, "Split it, or raise the limit.", _where(flaw.place), whole=not flaw.before)
    reasons = {
        "cut": f"The archive is cut after {flaw.before:,} records: the file ends there.",
        "damaged": f"The archive is damaged after {flaw.before:,} records and could not be unpacked there.",
        "no_record": f"After {flaw.before:,} records of the archive stands something that is no record.",
    }
    if flaw.kind == "cut" and flaw.uri:
        of = shown(flaw.uri)
        reasons["cut"] = (
            f"The archive is cut after {flaw.before:,} records: the file ends within the next one, of {of}."
        )
    return Problem(doc, reasons[flaw.kind], _AGAIN, _where(flaw.place), whole=not flaw.before)


def _where(place: Place) -> str:
    return f"offset={place.offset}" + (f"+{place.within}" if place.within else "")


def _date(record: Record) -> str | None:
    """When the archive captured it, ISO 8601 in UTC."""
    try:
        moment = datetime.fromisoformat(record.fields.get("warc-date", ""))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")
