"""JSON in and out for the words of the model: frozen dataclasses to plain values and back, nothing dropped."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

from amparo.model.errors import InvalidValue

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Turn a model value into plain JSON values (dict, list, str, int, float, bool, None)."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(v) for v in value]
    return value


def from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a model value of class `cls` from what `to_json` gave.

    Raises:
        InvalidValue: a field is unknown or missing, or the value breaks an invariant of the class.
    """
    hints = _hints(typing.cast(Hashable, cls))
    unknown = set(data) - set(hints)
    if unknown:
        raise InvalidValue(f"{cls.__name__}: unknown field {', '.join(sorted(unknown))}")
    try:
        return cls(**{name: _decode(hints[name], item) for name, item in data.items()})
    except TypeError as error:
        raise InvalidValue(f"{cls.__name__}: {error}") from error


def canonical(data: Any) -> str:
    """Canonical JSON: sorted keys, no white space, UTF-8 kept; the form that is hashed."""
    return json.dumps(to_json(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(*parts: Any, length: int = 16) -> str:
    """A short, stable identifier: the first `length` hex digits of the SHA-256 over the parts' canonical JSON."""
    return hashlib.sha256(canonical(list(parts)).encode()).hexdigest()[:length]


@cache
def _hints(cls: Hashable) -> dict[str, Any]:
    kind = typing.cast(Any, cls)
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind) if f.init}


def _decode(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    args = typing.get_args(hint)
    if value is None:
        return None
    if origin in (typing.Union, types.UnionType):
        for option in args:
            if option is type(None):
                continue
            if (typing.get_origin(option) in (tuple, list)) != isinstance(value, (list, tuple)):
                continue
            return _decode(option, value)
    if origin is tuple:
        inner = args[0] if len(args) == 2 and args[1] is Ellipsis else None
        items = [_decode(inner if inner is not None else a, v) for v, a in zip(value, args * len(value), strict=False)]
        return tuple(items)
    if origin is list:
        return [_decode(args[0], v) for v in value]
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_json(hint, value)
    return value
