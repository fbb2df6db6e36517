"""As much of DER (ITU-T X.690) as it takes to see into a time-stamp: values with their tags, one level at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

BOOLEAN, INTEGER, OCTETS, OID, GENERALIZED_TIME, SEQUENCE, SET = 0x01, 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
_DEEPEST_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its tag, its content, and all its bytes."""

    tag: int
    content: bytes
    encoded: bytes

    @property
    def inner(self) -> list[Value]:
        """The values within."""
        return list(values_of(self.content))

    def number(self) -> int:
        """The value of an INTEGER."""
        if self.tag != INTEGER or not self.content:
            raise ValueError(f"a number is expected, tag {self.tag:#04x} found")
        return int.from_bytes(self.content, "big", signed=True)

    def moment(self) -> datetime:
        """The value of a GeneralizedTime in UTC, with or without fractions of a second."""
        text = self.content.decode("ascii")
        if self.tag != GENERALIZED_TIME or not text.endswith("Z"):
            raise ValueError(f"a time in UTC is expected, {text!r} found")
        whole, _, fraction = text[:-1].partition(".")
        moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return moment.replace(microsecond=int(fraction[:6].ljust(6, "0"))) if fraction else moment


def values_of(data: bytes) -> Iterator[Value]:
    """The values that stand one after another in `data`. Raises `ValueError` where it is no DER."""
    at = 0
    while at < len(data):
        value = value_at(data, at)
        yield value
        at += len(value.encoded)


def value_at(data: bytes, start: int = 0) -> Value:
    """The value that begins at `start`. Raises `ValueError` where there is none, or it is cut off."""
    if start + 2 > len(data):
        raise ValueError("it is cut off")
    tag, length, at = data[start], data[start + 1], start + 2
    if tag & 0x1F == 0x1F:
        raise ValueError(f"a tag of several bytes at {start}")
    if length & 0x80:
        size = length & 0x7F
        if not 0 < size <= _DEEPEST_LENGTH or at + size > len(data):
            raise ValueError(f"a length that cannot be at {start}")
        length, at = int.from_bytes(data[at : at + size], "big"), at + size
    if at + length > len(data):
        raise ValueError("it is cut off")
    return Value(tag, data[at : at + length], data[start : at + length])


def expect(value: Value, tag: int) -> list[Value]:
    """The values within a value of that tag. Raises `ValueError` where it is of another."""
    if value.tag != tag:
        raise ValueError(f"tag {tag:#04x} is expected, {value.tag:#04x} found")
    return value.inner
