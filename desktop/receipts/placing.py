"""Where receipts stand in the tray's list after they were moved: numbers between those of their neighbours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

STEP = 0.001
"""Seconds between receipts that are numbered anew; those that come later are still later than all of them."""
LEAST = 1e-5
"""A gap in which there is still room: times since 1970 are told apart down to less than this."""


def placed(
    orders: Sequence[tuple[str, float]], moving: Collection[str], anchor: str, *, after: bool
) -> Mapping[str, float]:
    """Return new numbers that put ``moving`` right before (or ``after``) ``anchor``, in their present order.

    ``orders`` are all ids with their numbers, in order. Numbers of others are only among them where there is no room.
    An unknown anchor, or one that moves itself, changes nothing.
    """
    moved = [i for i, _order in orders if i in moving]
    rest = [(i, order) for i, order in orders if i not in moving]
    at = next((number for number, (i, _order) in enumerate(rest) if i == anchor), None)
    if at is None or not moved:
        return {}
    at += after
    lower = rest[at - 1][1] if at else None
    upper = rest[at][1] if at < len(rest) else None
    if lower is None:
        lower = (upper or 0.0) - STEP * (len(moved) + 1)
    step = STEP if upper is None else (upper - lower) / (len(moved) + 1)
    if step >= LEAST:
        return {i: lower + step * (number + 1) for number, i in enumerate(moved)}
    return _numbered([*(i for i, _o in rest[:at]), *moved, *(i for i, _o in rest[at:])], max(o for _i, o in orders))


def _numbered(ids: Sequence[str], last: float) -> Mapping[str, float]:
    return {i: last - STEP * (len(ids) - 1 - number) for number, i in enumerate(ids)}
