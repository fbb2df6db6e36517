"""Time-stamp requests and answers (RFC 3161): what they say, read by ourselves, whoever else refuses their form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amparo.custody.der import GENERALIZED_TIME, INTEGER, OCTETS, SEQUENCE, Value, expect, value_at

_GRANTED = (0, 1)
_SHA256 = bytes.fromhex("0609608648016503040201")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks a time for: a hash, and a nonce that the answer has to repeat."""

    imprint: str
    nonce: int | None


@dataclass(frozen=True, slots=True)
class Token:
    """What an answer says.

    Attributes:
        imprint: the hash that is stamped, hex.
        nonce: repeated from the request.
        time: when, by the authority.
        signed: the token alone, CMS SignedData in DER.
    """

    imprint: str
    nonce: int | None
    time: datetime
    signed: bytes


def make_request(line: bytes) -> bytes:
    """A request for a stamp on the SHA-256 of `line`, with a random nonce; asks for the authority's certificate too."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def read_request(data: bytes) -> Asked:
    """What a request asks for. Raises `ValueError` where it is none."""
    _, imprint, *rest = expect(_whole(data), SEQUENCE)
    return Asked(_imprint(imprint), next((value.number() for value in rest if value.tag == INTEGER), None))


def read_response(data: bytes) -> Token:
    """What an answer says. Raises `ValueError` where it is none, or a refusal, with the authority's reason."""
    status, *rest = expect(_whole(data), SEQUENCE)
    code, *said = expect(status, SEQUENCE)
    if code.number() not in _GRANTED or not rest:
        raise ValueError(_refusal(code.number(), said))
    token = rest[0]
    kind, wrapped = expect(token, SEQUENCE)
    if kind.encoded != _SIGNED_DATA:
        raise ValueError("its token is not signed data")
    (signed,) = wrapped.inner
    _, _, content, *_ = expect(signed, SEQUENCE)
    kind, wrapped = expect(content, SEQUENCE)
    if kind.encoded != _TST_INFO:
        raise ValueError("what is signed is no time-stamp")
    (octets,) = wrapped.inner
    if octets.tag != OCTETS:
        raise ValueError("what is signed is not in one piece")
    _, _, imprint, _, time, *rest = expect(_whole(octets.content), SEQUENCE)
    if time.tag != GENERALIZED_TIME:
        raise ValueError("it names no time")
    nonce = next((value.number() for value in rest if value.tag == INTEGER), None)
    return Token(_imprint(imprint), nonce, time.moment(), token.encoded)


def _whole(data: bytes) -> Value:
    value = value_at(data)
    if len(value.encoded) != len(data):
        raise ValueError(f"{len(data) - len(value.encoded)} bytes too many")
    return value


def _imprint(value: Value) -> str:
    algorithm, octets = expect(value, SEQUENCE)
    name, *_ = expect(algorithm, SEQUENCE)
    if name.encoded != _SHA256 or octets.tag != OCTETS:
        raise ValueError("what is stamped is no SHA-256")
    return octets.content.hex()


def _refusal(code: int, said: list[Value]) -> str:
    texts = [text.content.decode("utf-8", "replace") for value in said if value.tag == SEQUENCE for text in value.inner]
    told = "".join(c if c.isprintable() else "�" for c in "; ".join(texts))
    return f"the authority refused, with status {code}" + (f" ({told})" if told else "")
