"""Values on their way to a worker and back: JSON, and long bytes beside it. What comes back is data, never code.

What may travel: None, bool, int, float, str, bytes, Path, enums, dataclasses, tuples, lists, dictionaries with texts
for keys, and ``X | None`` of these. The receiving side says by a type what it expects; all else is refused.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = (bool, int, float, str)


def packed(value: object) -> tuple[bytes, ...]:
    """Return a value as JSON, followed by the bytes in it as they are."""
    blobs: list[bytes] = []
    raw = _raw(value, blobs)
    return json.dumps(raw, separators=(",", ":")).encode(), *blobs


def unpacked(kind: type[T], parts: Sequence[bytes]) -> T:
    """Return what `packed` wrote. Raises ValueError, TypeError, KeyError, IndexError when it is no ``kind``."""
    return cast("T", _read(kind, json.loads(parts[0]), parts[1:]))


def arguments(function: Callable[..., object], parts: Sequence[bytes]) -> list[Any]:
    """Return a list of values, read by the types of a function's parameters. Raises as `unpacked`."""
    raw = json.loads(parts[0])
    kinds = [kind for name, kind in _hints(function).items() if name != "return"]
    return [_read(kind, each, parts[1:]) for kind, each in zip(kinds[: len(raw)], raw, strict=True)]


def _raw(value: object, blobs: list[bytes]) -> object:
    if isinstance(value, bytes):
        blobs.append(value)
        return len(blobs) - 1
    if isinstance(value, Mapping):
        return {str(name): _raw(each, blobs) for name, each in value.items()}
    if is_dataclass(value):
        return {field.name: _raw(getattr(value, field.name), blobs) for field in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_raw(each, blobs) for each in value]
    return _single(value)


def _single(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if value is None or isinstance(value, _PLAIN):
        return value
    raise TypeError(f"{type(value).__name__} can't travel")


def _read(kind: Any, raw: Any, blobs: Sequence[bytes]) -> object:  # noqa: ANN401 - types themselves, and JSON
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if raw is None else _read(_other_than_none(kind), raw, blobs)
    if origin is not None:
        return _read_many(origin, get_args(kind), raw, blobs)
    if kind is bytes:
        return blobs[_of(int, raw)]
    if kind is Path or issubclass(kind, Enum):
        return kind(raw)
    if is_dataclass(kind):
        return _read_dataclass(kind, raw, blobs)
    return _of(kind, raw)


def _read_dataclass(kind: Any, raw: Any, blobs: Sequence[bytes]) -> object:  # noqa: ANN401 - as above
    hints = _hints(kind)
    return kind(**{field.name: _read(hints[field.name], raw[field.name], blobs) for field in fields(kind)})


def _read_many(origin: Any, inner: Sequence[Any], raw: Any, blobs: Sequence[bytes]) -> object:  # noqa: ANN401 - as above
    if issubclass(origin, Mapping):
        return {_of(str, name): _read(inner[1], each, blobs) for name, each in raw.items()}
    if origin is tuple and inner[-1] is not Ellipsis:
        return tuple(_read(kind, each, blobs) for kind, each in zip(inner, raw, strict=True))
    many = [_read(inner[0], each, blobs) for each in _of(list, raw)]
    return many if origin is list else tuple(many)


def _other_than_none(kind: Any) -> Any:  # noqa: ANN401 - a type
    (other,) = (each for each in get_args(kind) if each is not types.NoneType)
    return other


def _of(kind: type[T], raw: object) -> T:
    if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
        return cast("T", float(raw))
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise TypeError(f"{type(raw).__name__} is no {kind.__name__}")
    return raw


@cache
def _hints(owner: Any) -> dict[str, Any]:  # noqa: ANN401 - a function or class
    return get_type_hints(owner)
