"""JSON in and out for the words of the model: frozen dataclasses to plain values and back, nothing dropped."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

from amparo.model.errors import InvalidValue

T = TypeVar("T")
Decoder = Callable[[Any], Any]

_PLAIN = frozenset((str, int, float, bool, type(None)))
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_json(value: Any) -> Any:
    """Turn a model value into plain JSON values (dict, list, str, int, float, bool, None)."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    names = _field_names(kind)
    if names is not None:
        return {name: to_json(getattr(value, name)) for name in names}
    if isinstance(value, (list, tuple)):
        return [v if type(v) in _PLAIN else to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): v if type(v) in _PLAIN else to_json(v) for k, v in value.items()}
    return value


def from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a model value of class `cls` from what `to_json` gave.

    Raises:
        InvalidValue: a field is unknown or missing, or the value breaks an invariant of the class.
    """
    decoders = _decoders(typing.cast(Hashable, cls))
    if not data.keys() <= decoders.keys():
        raise InvalidValue(f"{cls.__name__}: unknown field {', '.join(sorted(set(data) - set(decoders)))}")
    values = {}
    for name, item in data.items():
        decode = decoders[name]
        values[name] = item if decode is None or item is None else decode(item)
    try:
        return cls(**values)
    except TypeError as error:
        raise InvalidValue(f"{cls.__name__}: {error}") from error


def canonical(data: Any) -> str:
    """Canonical JSON: sorted keys, no white space, UTF-8 kept; the form that is hashed."""
    return _CANONICAL.encode(to_json(data))


def digest(*parts: Any, length: int = 16) -> str:
    """A short, stable identifier: the first `length` hex digits of the SHA-256 over the parts' canonical JSON."""
    return hashlib.sha256(canonical(list(parts)).encode()).hexdigest()[:length]


@cache
def _field_names(kind: Hashable) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for any other class."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


@cache
def _decoders(cls: Hashable) -> Mapping[str, Decoder | None]:
    """For each field that can be given to `cls`, how its JSON becomes its value; None where it is its value."""
    kind = typing.cast(Any, cls)
    hints = typing.get_type_hints(kind)
    return {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(kind) if f.init}


def _decoder(hint: Any) -> Decoder | None:
    origin = typing.get_origin(hint)
    args = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        sequences = [a for a in args if typing.get_origin(a) in (tuple, list)]
        singles = [a for a in args if a not in sequences and a is not type(None)]
        return _either(*(_decoder(options[0]) if options else None for options in (sequences, singles)))
    if origin is tuple:
        return _tuple(tuple(_decoder(a) for a in args if a is not Ellipsis), repeated=Ellipsis in args)
    if origin is list:
        inner = _decoder(args[0])
        return list if inner is None else lambda items: [inner(item) for item in items]
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda data: from_json(hint, data)
    return None


def _either(sequence: Decoder | None, single: Decoder | None) -> Decoder | None:
    if sequence is None and single is None:
        return None

    def decode(value: Any) -> Any:
        inner = sequence if isinstance(value, (list, tuple)) else single
        return value if inner is None else inner(value)

    return decode


def _tuple(inner: tuple[Decoder | None, ...], repeated: bool) -> Decoder:
    if not any(inner):
        return tuple

    def decode(items: Any) -> Any:
        each = inner * len(items) if repeated else inner
        return tuple(item if d is None else d(item) for item, d in zip(items, each, strict=False))

    return decode
