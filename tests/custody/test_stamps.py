"""Time-stamps by an authority made here with openssl: asked for, kept, checked twice, named where they do not hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from amparo.acquire import ask_authority
from amparo.custody import Fault, Stamp, check_stamps, judge, make_request, opinions
from amparo.custody.opinions import client_opinion
from amparo.custody.token import read_request, read_response
from amparo.dossier import Dossier
from amparo.model import AmparoError
from kit.dossiers import clock, new_dossier, papers, steps
from kit.tsa import Authority, ask_loopback, served


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "plain")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "odd", between=True)


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    made = new_dossier(tmp_path / "d")
    made.add([papers(tmp_path / "in", a="It took 261 people.")], clock=clock())
    return made


def custody(dossier: Dossier, tsa: str = "https://tsa.example/", ca: bytes | None = None) -> Dossier:
    """The dossier, with an authority set in its `amparo.toml`."""
    with (dossier.path / "amparo.toml").open("a") as file:
        file.write(f"[custody]\ntsa = {json.dumps(tsa)}\n" + ('ca = "ca.pem"\n' if ca else ""))
    if ca:
        (dossier.path / "ca.pem").write_bytes(ca)
    return Dossier.open(dossier.path, steps())


def files(dossier: Dossier) -> list[str]:
    folder = dossier.path / "stamps"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def kinds(found: tuple[Fault, ...]) -> list[str]:
    return [fault.kind for fault in found]


def test_a_stamp_over_the_web_is_kept_as_it_came_and_holds(dossier: Dossier, authority: Authority) -> None:
    answers: list[bytes] = []

    def answer(request: bytes) -> bytes:
        answers.append(authority.stamp(request))
        return answers[-1]

    with served(answer) as (url, asked):
        made = custody(dossier, url, authority.ca)
        head = made.store.head()
        stamp = made.timestamp("Ana", clock(), ask_loopback)
    assert asked[0]["content-type"] == "application/timestamp-query"
    assert head is not None
    assert (stamp.event, stamp.head) == (head.seq, head.hash)
    assert read_request(stamp.request).imprint == head.hash
    assert (made.path / "stamps" / f"{stamp.name}.tsr").read_bytes() == answers[0]
    assert (made.path / "stamps" / f"{stamp.name}.tsq").read_bytes() == stamp.request
    last = made.store.head()
    assert last is not None
    assert (last.act, last.actor, last.subject) == ("timestamp", "Ana", head.hash)
    verified = made.verify()
    assert (verified.faults, verified.notes, verified.counts["stamps"]) == ((), (), 1)


def test_without_a_ca_it_is_told_that_the_certificate_was_not_checked(dossier: Dossier, authority: Authority) -> None:
    made = custody(dossier)
    made.timestamp("Ana", clock(), authority.ask)
    verified = made.verify()
    assert (verified.faults, kinds(verified.notes), verified.counts["stamps"]) == ((), ["stamp_no_authorities"], 1)
    assert "no CA given" in verified.notes[0].sentence("en")


def test_an_order_that_the_client_refuses_is_told_and_not_lost(dossier: Dossier, odd: Authority) -> None:
    made = custody(dossier, ca=odd.ca)
    stamp = made.timestamp("Ana", clock(), odd.ask)
    assert stamp.response is not None
    assert client_opinion(stamp.request, stamp.response, odd.ca).verdict == "form"
    verified = made.verify()
    assert (verified.faults, kinds(verified.notes), verified.counts["stamps"]) == ((), ["stamp_form"], 1)
    assert "openssl" in verified.notes[0].sentence("es")


def test_by_hand_without_a_connection(dossier: Dossier, authority: Authority) -> None:
    made = custody(dossier, ca=authority.ca)
    asked = made.request_stamp("Ana", clock())
    assert made.verify().faults == ()
    made.add([papers(made.path.parent / "more", b="8 people")], clock=clock())
    stamp = made.take_stamp(authority.stamp(asked.request), "Ana", clock())
    assert (stamp.name, stamp.event) == (asked.name, asked.event)
    assert [name.rpartition(".")[2] for name in files(made)] == ["tsq", "tsr"]
    verified = made.verify()
    assert (verified.faults, verified.counts["stamps"]) == ((), 1)
    with pytest.raises(AmparoError, match="No request of this dossier is waiting"):
        made.take_stamp(authority.stamp(asked.request), "Ana", clock())


def refusal(text: str) -> bytes:
    said = b"\x0c" + bytes([len(text)]) + text.encode()
    inner = b"\x02\x01\x02" + b"\x30" + bytes([len(said)]) + said
    return b"\x30" + bytes([len(inner) + 2]) + b"\x30" + bytes([len(inner)]) + inner


@pytest.mark.parametrize(
    ("answer", "status", "message"),
    [
        (lambda _: b"<html>busy</html>", 200, "no time-stamp that can be kept"),
        (lambda _: b"", 200, "no time-stamp that can be kept"),
        (lambda _: refusal("bad request"), 200, r"refused, with status 2 \(bad request\)"),
        (lambda _: b"down", 503, "HTTP status 503"),
        (lambda _: b"0" * 1_000_001, 200, "more than a time-stamp can be"),
    ],
)
def test_a_failing_authority_leaves_nothing(
    dossier: Dossier, answer: Callable[[bytes], bytes], status: int, message: str
) -> None:
    before = dossier.store.head()
    with served(answer, status) as (url, _):
        made = custody(dossier, url)
        with pytest.raises(AmparoError, match=message):
            made.timestamp("Ana", clock(), ask_loopback)
    assert (made.store.head(), files(made)) == (before, [])
    assert made.verify().faults == ()


def test_answers_to_another_request_or_of_another_authority_are_not_kept(
    dossier: Dossier, authority: Authority, odd: Authority
) -> None:
    made = custody(dossier, ca=authority.ca)
    head = made.store.head()
    assert head is not None
    for ask, message in [
        (lambda _, request: authority.stamp(make_request(b"other")), "waiting for this time-stamp"),
        (lambda _, request: authority.stamp(make_request(head.line.encode())), "waiting for this time-stamp"),
        (odd.ask, "rfc3161-client refuses|openssl refuses"),
    ]:
        with pytest.raises(AmparoError, match=message):
            made.timestamp("Ana", clock(), ask)
    assert (made.store.head(), files(made)) == (head, [])


def test_only_public_addresses_are_asked_whatever_the_dossier_says(
    dossier: Dossier, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(authority.stamp) as (url, asked):
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("ALL_PROXY", url)
        made = custody(dossier, url)
        with pytest.raises(AmparoError, match="not a public address"):
            made.timestamp("Ana", clock())
        with pytest.raises(AmparoError, match="could not be reached"):
            ask_authority("http://tsa.invalid/", b"", look_up=lambda host, port: [])
    assert asked == []
    assert files(made) == []


def test_without_an_address_it_says_where_to_write_one(dossier: Dossier) -> None:
    with pytest.raises(AmparoError, match=r"below \[custody\]"):
        dossier.timestamp("Ana", clock(), lambda *_: b"")


@pytest.mark.parametrize(
    ("toml", "message"),
    [('custody = "x"', "must be text"), ("[custody]\ntsa = 1", "must be text"), ('[custody]\nca = "no.pem"', "no.pem")],
)
def test_a_wrong_setting_is_named(dossier: Dossier, toml: str, message: str) -> None:
    with (dossier.path / "amparo.toml").open("a") as file:
        file.write(toml + "\n")
    with pytest.raises(AmparoError, match=message):
        Dossier.open(dossier.path, steps()).verify()


def test_a_ca_that_is_no_certificate_is_named(dossier: Dossier) -> None:
    with pytest.raises(AmparoError, match="holds no certificates"):
        custody(dossier, ca=b"no certificate").verify()


class TestTampering:
    @pytest.fixture
    def stamped(self, dossier: Dossier, authority: Authority) -> Dossier:
        made = custody(dossier, ca=authority.ca)
        made.timestamp("Ana", clock(), authority.ask)
        return made

    @pytest.mark.parametrize("ending", ["tsq", "tsr"])
    def test_every_part_altered_missing_or_added_is_named(self, stamped: Dossier, ending: str) -> None:
        (path,) = (stamped.path / "stamps").glob(f"*.{ending}")
        whole = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(whole[:-1])
        assert "stamp_altered" in kinds(stamped.verify().faults)
        path.unlink()
        assert kinds(stamped.verify().faults) == ["stamp_missing"]
        path.write_bytes(whole)
        (path.parent / f"other.{ending}").write_bytes(whole)
        assert kinds(stamped.verify().faults) == ["stamp_stray"]

    def test_no_bit_of_an_answer_or_its_hash_goes_unseen_even_if_the_log_were_silent(
        self, stamped: Dossier, authority: Authority
    ) -> None:
        """Judged by itself, without the log's record of its bytes: what is signed cannot change."""
        stamp = whole_stamp(stamped)
        assert judge(stamp, authority.ca)[:2] == ([], [])
        assert stamp.response is not None
        signed = read_response(stamp.response).signed
        at = stamp.response.index(bytes.fromhex(stamp.head)) + 7
        altered = bytearray(stamp.response)
        altered[at] ^= 1
        assert "stamp_of_other" in [f.kind for f in judge(replace(stamp, response=bytes(altered)), authority.ca)[0]]
        last = bytearray(stamp.response)
        last[-3] ^= 1
        assert [f.kind for f in judge(replace(stamp, response=bytes(last)), authority.ca)[0]] == ["stamp_refused"] * 2
        assert [f.kind for f in judge(replace(stamp, response=bytes(last)), None)[0]] == ["stamp_refused"]
        assert len(signed) > 500

    def test_a_stamp_of_nobody_trusted_is_refused(self, stamped: Dossier, odd: Authority) -> None:
        (stamped.path / "ca.pem").write_bytes(odd.ca)
        assert kinds(stamped.verify().faults) == ["stamp_refused"] * 2

    def test_a_log_written_anew_no_longer_has_the_head_that_was_stamped(self, stamped: Dossier) -> None:
        events = list(stamped.store.events())
        forged = [replace(event, actor="Eva") if event.seq == 1 else event for event in events]
        folder = stamped.path / "stamps"
        assert (
            check_stamps(forged, folder, None).faults == ()
        )  # its own event is as it was; the chain names the forgery
        forged = [replace(event, actor="Eva") if event.seq == len(events) - 1 else event for event in events]
        assert "stamp_unchained" in kinds(check_stamps(forged, folder, None).faults)


def whole_stamp(dossier: Dossier) -> Stamp:
    event = dossier.store.head()
    assert event is not None
    folder = dossier.path / "stamps"
    name = str(event.facts["name"])
    request, response = ((folder / f"{name}.{ending}").read_bytes() for ending in ("tsq", "tsr"))
    return Stamp(name, int(event.facts["event"]), event.subject, request, response)


def test_a_certificate_that_is_not_for_stamping_is_refused(tmp_path: Path, dossier: Dossier) -> None:
    with pytest.raises(AssertionError):
        Authority(tmp_path / "tsa", usage="clientAuth").stamp(make_request(b"x"))


def test_a_damaged_certificate_is_refused_and_breaks_nothing(dossier: Dossier, authority: Authority) -> None:
    made = custody(dossier, ca=authority.ca)
    stamp = made.timestamp("Ana", clock(), authority.ask)
    lines = authority.ca.decode().splitlines()
    for at in range(1, len(lines) - 1):
        for place in (0, len(lines[at]) // 2):
            letter = "A" if lines[at][place] != "A" else "B"
            damaged = [*lines[:at], lines[at][:place] + letter + lines[at][place + 1 :], *lines[at + 1 :]]
            faults, _, _ = judge(stamp, "\n".join(damaged).encode() + b"\n")
            assert {fault.kind for fault in faults} <= {"stamp_refused"}


def test_without_openssl_there_is_no_second_opinion(
    dossier: Dossier, authority: Authority, odd: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = custody(dossier, ca=authority.ca)
    made.timestamp("Ana", clock(), authority.ask)
    monkeypatch.setattr(opinions.shutil, "which", lambda _: None)
    verified = made.verify()
    assert (verified.faults, kinds(verified.notes)) == ((), ["stamp_no_second"])
    assert [f.kind for f in judge(whole_stamp(made), None)[1]] == ["stamp_no_authorities", "stamp_unchecked"]


def test_a_clock_that_was_ahead_is_told(tmp_path: Path, authority: Authority) -> None:
    ahead = new_dossier(tmp_path / "d")
    ahead.add([papers(tmp_path / "in", a="8 people")], clock=lambda: "2999-01-01T00:00:00+00:00")
    made = custody(ahead, ca=authority.ca)
    made.timestamp("Ana", clock(), authority.ask)
    assert kinds(made.verify().notes) == ["stamp_clock"]
