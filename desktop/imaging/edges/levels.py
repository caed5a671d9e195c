"""Levels at which a histogram falls apart into two kinds of pixels."""

from __future__ import annotations

from collections.abc import Sequence

_DEEP = 5
_BELOW = 2
"""Paper is bright: the dark part is looked at less far."""
_NARROWEST = 6


def levels(histogram: Sequence[int]) -> list[int]:
    """Return levels to cut a picture at, by Otsu's rule, applied again to what lies above each, and once below."""
    found: set[int] = set()
    _split(histogram, 0, len(histogram), _DEEP, found)
    return sorted(found)


def _split(histogram: Sequence[int], low: int, high: int, depth: int, found: set[int]) -> None:
    level = otsu(histogram, low, high) if depth > 0 and high - low >= _NARROWEST else None
    if level is None:
        return
    found.add(level)
    _split(histogram, level + 1, high, depth - 1, found)
    if depth > _BELOW + 1:
        _split(histogram, low, level + 1, depth - _BELOW - 1, found)


def otsu(histogram: Sequence[int], low: int, high: int) -> int | None:
    """Return the level that parts the values from ``low`` up to ``high`` (without) best; None for a single value.

    Otsu (1979): the variance between the two kinds is greatest there.
    """
    total = sum(histogram[low:high])
    whole = sum(value * histogram[value] for value in range(low, high))
    best, level, count, mass = 0.0, None, 0, 0
    for value in range(low, high - 1):
        count += histogram[value]
        mass += value * histogram[value]
        if count in {0, total}:
            continue
        between = (mass * total - whole * count) ** 2 / (count * (total - count))
        if between > best:
            best, level = between, value
    return level
