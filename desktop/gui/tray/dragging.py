"""Receipts that are dragged within the list: between others they are moved there, onto one they become part of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QPoint, QRect
from PySide6.QtGui import QPainter, QPen

from desktop.gui.offers import OWN
from desktop.gui.theme import Role, look

EDGE = 0.28
"""The part of a row's height at its top and bottom that means "between"."""


class Spot(Enum):
    """Where in a row something is held."""

    BEFORE = "before"
    ONTO = "onto"
    AFTER = "after"


class Aim(NamedTuple):
    """What a drop would mean."""

    receipt_id: str
    spot: Spot


def packed(receipt_ids: Sequence[str]) -> QMimeData:
    """Return what is dragged."""
    data = QMimeData()
    data.setData(OWN, "\n".join(receipt_ids).encode())
    return data


def unpacked(data: QMimeData) -> tuple[str, ...]:
    """Return the ids of receipts that are dragged; none when it is something else."""
    return tuple(bytes(data.data(OWN).data()).decode().split()) if data.hasFormat(OWN) else ()


def spot_in(row: QRect, place: QPoint) -> Spot:
    """Return where in a row a place lies."""
    share = (place.y() - row.top()) / max(1, row.height())
    if share < EDGE:
        return Spot.BEFORE
    return Spot.AFTER if share > 1 - EDGE else Spot.ONTO


def paint_aim(painter: QPainter, row: QRect, spot: Spot) -> None:
    """Paint what a drop would mean: a line between rows, or a frame around one."""
    painter.setPen(QPen(look().colour(Role.ACCENT), 2))
    if spot is Spot.ONTO:
        painter.drawRoundedRect(row.adjusted(4, 2, -4, -2), 6, 6)
        return
    edge = row.top() if spot is Spot.BEFORE else row.bottom()
    painter.drawLine(row.left() + 6, edge, row.right() - 6, edge)
