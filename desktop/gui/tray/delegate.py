"""How a row of the tray, the outbox or the archive is painted: paper, name, date and amount, state."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.gui import icons
from desktop.gui.kept import Kept
from desktop.gui.row_list import RowList
from desktop.gui.theme import Role as Ink
from desktop.gui.theme import Space, Type, look
from desktop.gui.tray.model import Role
from desktop.gui.tray.rows import MARKS, Row
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.receipt import Receipt

Index = QModelIndex | QPersistentModelIndex

KEPT_ROWS = 64
"""Painted rows that are kept: more than a tall window shows; some 90 kB each (four times that on a fine screen)."""
PAPER_RATIO = 0.74
"""Width of the thumbnail's place by its height: an A4 page fits with a little air."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of a row."""

    title: str
    facts: tuple[str, ...]
    """Date and the like, the longest first: the first that has room is shown."""
    amount: str
    icon: str
    ink: Ink
    words: str
    marks: tuple[str, ...] = ()
    """Icons at the end of the title."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a row lie."""

    paper: QRect
    title: QRect
    facts: QRect
    state: QRect


def places(area: QRect) -> Places:
    """Return where the parts of a row that fills ``area`` lie."""
    inner = area.adjusted(Space.M, Space.S + 1, -Space.M, -Space.S - 1)
    paper = QRect(inner.left(), inner.top(), round(inner.height() * PAPER_RATIO), inner.height())
    text = inner.adjusted(paper.width() + Space.M, 0, 0, 0)
    title, small = _heights()
    gap = max(0, (text.height() - title - 2 * small) // 2)
    top = text.top()
    return Places(
        paper,
        QRect(text.left(), top, text.width(), title),
        QRect(text.left(), top + title + gap, text.width(), small),
        QRect(text.left(), text.bottom() + 1 - small, text.width(), small),
    )


def row_height() -> int:
    """Return the height of a row: three lines of the system's font and air."""
    title, small = _heights()
    return title + 2 * small + 2 * Space.XS + 2 * (Space.S + 1)


def paper_edge() -> int:
    """Return the longest edge of a thumbnail in logical pixels."""
    return row_height() - 2 * (Space.S + 1)


def _heights() -> tuple[int, int]:
    return _heights_in(look().mark())


@lru_cache(maxsize=8)
def _heights_in(_look: object) -> tuple[int, int]:
    return QFontMetrics(look().font()).height(), QFontMetrics(look().font(Type.SMALL)).height()


class RowDelegate(QStyledItemDelegate):
    """Paints from what is at hand; a thumbnail that isn't there yet is a blank paper."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a height that grows with the font; the width is the list's."""
        return QSize(160, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row, receipt = index.data(Role.ROW), index.data(Role.RECEIPT)
        if not isinstance(row, Row) or not isinstance(receipt, Receipt):
            return
        paint_row(painter, option, receipt, self.thumbnails, _lines_of(row))


def paint_row(
    painter: QPainter, option: QStyleOptionViewItem, receipt: Receipt, thumbnails: Thumbnails, lines: Lines
) -> None:
    """Paint a row of any list of receipts, or show it again as it was painted.

    Where a list's time is over, what was seen of the receipt last is shown once more, or nothing yet.
    """
    seen = seen_of(painter, option, receipt, thumbnails, lines)
    key, latest = (seen, look().mark()), (receipt.id, seen.size, seen.ratio, seen.rest, look().mark())
    painted, view = _painted.get(key), option.widget
    if painted is None and isinstance(view, RowList) and not view.may_paint():
        view.put_off(option.index)
        painted = _latest.get(latest)
    else:
        painted = _latest.keep(latest, painted or _painted.keep(key, _row_as_pixmap(seen)))
    if painted is not None:
        painter.drawPixmap(QPointF(option.rect.topLeft()) - QPointF(*seen.rest) / seen.ratio, painted)


def seen_of(
    painter: QPainter, option: QStyleOptionViewItem, receipt: Receipt, thumbnails: Thumbnails, lines: Lines
) -> Seen:
    """Return what the look of a row depends on."""
    ratio = painter.device().devicePixelRatioF()
    paper = _paper_of(receipt, thumbnails, ratio)
    area: QRect = option.rect
    size = area.width(), area.height()
    return Seen(size, ratio, _rest_of(painter, area), _marks_of(option.state), lines, paper)


def _rest_of(painter: QPainter, area: QRect) -> tuple[float, float]:
    """Return by how much a place lies beyond a pixel of the screen: it does where that has 125 or 150 %."""
    origin = painter.deviceTransform().map(QPointF(area.topLeft()))
    return round(origin.x() % 1, 3) % 1, round(origin.y() % 1, 3) % 1


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is seen of a receipt's paper."""

    picture: int
    """``QPixmap.cacheKey`` of the thumbnail; 0: there is none yet."""
    pixmap: QPixmap | None = field(compare=False)
    several: bool
    failed: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the look of a row depends on, but for colours and fonts."""

    size: tuple[int, int]
    """Width and height in logical pixels."""
    ratio: float
    """Of the screen: its pixels by logical ones."""
    rest: tuple[float, float]
    """Of a pixel of the screen: what its corner lies beyond one; letters shown again elsewhere would be blurred."""
    state: tuple[bool, bool, bool]
    """Chosen, under the mouse, with the focus."""
    lines: Lines
    paper: _Paper


_painted: Kept[tuple[Seen, object], QPixmap] = Kept(KEPT_ROWS)
_latest: Kept[tuple[object, ...], QPixmap] = Kept(KEPT_ROWS)
"""The same pixmaps, by receipt and place: how it looked when it was painted last."""


def _row_as_pixmap(seen: Seen) -> QPixmap:
    """Paint a row. Its ground is opaque, since letters on a transparent one lose their sharp edges."""
    (width, height), (right, down) = seen.size, seen.rest
    made = QPixmap(ceil(width * seen.ratio + right), ceil(height * seen.ratio + down))
    made.setDevicePixelRatio(seen.ratio)
    made.fill(look().colour(Ink.SURFACE))
    painter = QPainter(made)
    painter.translate(QPointF(right, down) / seen.ratio)
    paint_straight(painter, QRect(0, 0, width, height), seen)
    painter.end()
    return made


def paint_straight(painter: QPainter, area: QRect, seen: Seen) -> None:
    """Paint a row where it lies."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    where = places(area)
    _paint_ground(painter, area, seen.state)
    _paint_paper(painter, where.paper, seen.paper, seen.ratio)
    _paint_words(painter, where, seen.lines)


def _marks_of(state: QStyle.StateFlag) -> tuple[bool, bool, bool]:
    flags = QStyle.StateFlag
    return bool(state & flags.State_Selected), bool(state & flags.State_MouseOver), bool(state & flags.State_HasFocus)


def _paper_of(receipt: Receipt, thumbnails: Thumbnails, ratio: float) -> _Paper:
    if not receipt.originals:
        return _Paper(0, None, several=False, failed=False)
    first, edge = receipt.originals[0], round(paper_edge() * ratio)
    pixmap = thumbnails.pixmap(first, edge)
    return _Paper(
        pixmap.cacheKey() if pixmap else 0, pixmap,
        several=sum(o.pages for o in receipt.originals) > 1, failed=thumbnails.failed(first, edge),
    )  # fmt: skip


def _lines_of(row: Row) -> Lines:
    """Return the words of a row. A date that is cut says something else, so it may lose its year only."""
    both = " · ".join(part for part in (row.date, row.pages) if part)
    icon, ink = MARKS[row.state]
    return Lines(
        row.title, (both, row.date, row.date[:6]), row.amount, icon, ink, row.words, ("note",) if row.note else ()
    )


def _paint_paper(painter: QPainter, place: QRect, paper: _Paper, ratio: float) -> None:
    size = paper.pixmap.size() if paper.pixmap else QSize(210, 297)
    fitted = QRectF(QPointF(), size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio).toSizeF())
    fitted.moveCenter(QRectF(place).center())
    if paper.several:
        _paint_sheet(painter, fitted.translated(3, -3), None)
    _paint_sheet(painter, fitted, paper.pixmap)
    if paper.failed:
        mark = icons.pixmap("alert", 16, ratio, Ink.FAULT)
        painter.drawPixmap(fitted.center() - QPointF(8, 8), mark)


def _paint_ground(painter: QPainter, area: QRect, state: tuple[bool, bool, bool]) -> None:
    shape = QRectF(area).adjusted(4, 1.5, -4, -1.5)
    selected, hovered, focused = state
    if selected or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour(Ink.SELECTED if selected else Ink.HOVER))
        painter.drawRoundedRect(shape, 6, 6)
    if focused:
        painter.setPen(QPen(look().colour(Ink.ACCENT), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shape.adjusted(1, 1, -1, -1), 6, 6)


def _paint_sheet(painter: QPainter, place: QRectF, pixmap: QPixmap | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 34))
    painter.drawRoundedRect(place.adjusted(-1, 0, 1, 2), 2, 2)
    painter.fillRect(place, look().colour(Ink.PAPER))
    if pixmap is not None:
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


def _paint_words(painter: QPainter, where: Places, lines: Lines) -> None:
    title = where.title
    edge = title.height() - 2
    for name in lines.marks:
        drawn = icons.pixmap(name, edge, painter.device().devicePixelRatioF(), Ink.MUTED)
        painter.drawPixmap(QPoint(title.right() - edge, title.top() + 1), drawn)
        title = title.adjusted(0, 0, -edge - Space.XS, 0)
    _text(painter, title, lines.title, Type.BODY, Ink.TEXT)
    facts = where.facts
    shown = _fitting((lines.amount, lines.amount.removesuffix("\u00a0kr.")), facts.width()) or lines.amount
    amount = _text(painter, facts, shown, Type.SMALL, Ink.TEXT, right=True)
    left = facts.adjusted(0, 0, -(amount + Space.S if amount else 0), 0)
    _text(painter, left, _fitting(lines.facts, left.width()), Type.SMALL, Ink.MUTED)
    size = where.state.height()
    mark = icons.pixmap(lines.icon, size, painter.device().devicePixelRatioF(), lines.ink)
    painter.drawPixmap(where.state.topLeft(), mark)
    _text(painter, where.state.adjusted(size + Space.XS, 0, 0, 0), lines.words, Type.SMALL, lines.ink)


def _fitting(texts: tuple[str, ...], width: int) -> str:
    metrics = QFontMetrics(look().font(Type.SMALL))
    return next((t for t in texts if metrics.horizontalAdvance(t) <= width), "")


def _text(painter: QPainter, place: QRect, text: str, kind: Type, ink: Ink, *, right: bool = False) -> int:
    """Draw one line of text, elided to its place; return the width it took."""
    font = look().font(kind, tabular=right)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.setFont(font)
    painter.setPen(look().colour(ink))
    painter.drawText(place, _RIGHT if right else _LEFT, shown)
    return metrics.horizontalAdvance(shown)
