"""Before and after, on the page itself: what a suggestion keeps is outlined, and what comes of it lies beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.facts import PictureKey, PictureReady
from desktop.gui.theme import LIGHT, Role, Space, look
from desktop.gui.tray.canvas import PageCanvas
from desktop.receipts.frame import WHOLE
from desktop.receipts.receipt import Original
from desktop.receipts.suggestion import Cut, Suggestion
from desktop.words import _, ngettext

BOX = 512
"""Device pixels of a picture of what comes of it."""
_AWAY = QColor(0, 0, 0, 70)
"""Over what would go."""
_WIDE, _HIGH = 0.4, 0.38
"""Part of the surface that what comes of it takes at most."""
_SIZES = (1.0, 0.8, 0.6)
"""What of that it takes: the largest at which it hides next to nothing of what is kept."""
_MAY_HIDE = 0.04
"""Part of what is kept that it may hide."""
_LEAST_HIGH = 72.0
"""Logical pixels: of a smaller picture nothing can be seen."""
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Below:
    """What a card may lie over, in logical pixels of the surface."""

    boxes: tuple[QRectF, ...]
    """Around what is kept of the page."""
    mark: QRectF | None
    """The place that is marked on it."""
    page: float
    """Its area."""

    def kept(self) -> float:
        """Return the area of what is kept."""
        return max(1.0, sum(_area(box) for box in self.boxes))

    def hidden(self, card: QRectF) -> float:
        """Return how much a card would hide: nothing counts more than the place that is marked."""
        if self.mark is not None and self.mark.intersects(card):
            return self.page
        return sum(_area(box.intersected(card)) for box in self.boxes)


class SuggestionPeek(QWidget):
    """Lies over the page and lets every click through. It shows a suggestion; the button beside it carries it out."""

    def __init__(self, bridge: Bridge, canvas: PageCanvas) -> None:
        super().__init__(canvas.viewport())
        self._bridge, self._canvas = bridge, canvas
        self._suggestion: Suggestion | None = None
        self._original: Original | None = None
        self._after: dict[PictureKey, QImage] = {}
        self._wanted = True
        self._below = False
        """The pointer is where the card lies: it gives way."""
        self._aside = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        canvas.viewport().installEventFilter(self)
        canvas.horizontalScrollBar().valueChanged.connect(self.update)
        canvas.verticalScrollBar().valueChanged.connect(self.update)
        canvas.fit_changed.connect(self.update)
        bridge.picture_ready.connect(self._on_picture)

    @property
    def is_wanted(self) -> bool:
        """False once the user has put it away."""
        return self._wanted

    def show_suggestion(self, suggestion: Suggestion | None, original: Original | None) -> None:
        """Show what is suggested for a picture; nothing when either is None."""
        if (suggestion, original) != (self._suggestion, self._original):
            self._suggestion, self._original, self._after = suggestion, original, {}
        self._tell()

    @Slot()
    def toggle(self) -> None:
        """Put it away, also for the pictures that follow, or show it again."""
        self._wanted = not self._wanted
        self._tell()

    def step_aside(self, aside: bool) -> None:
        """Show nothing while something is drawn on the page itself."""
        if aside != self._aside:
            self._aside = aside
            self._tell()

    def _tell(self) -> None:
        shown = self._wanted and not self._aside and self._suggestion is not None and self._original is not None
        self.setGeometry(self._canvas.viewport().rect())
        self.setVisible(shown)
        for key in self._keys() if shown else ():
            if key not in self._after:
                self._bridge.request_picture(key)
        self.update()

    def _keys(self) -> list[PictureKey]:
        if self._suggestion is None or self._original is None:
            return []
        cuts = self._suggestion.cuts[:_MOST_SHOWN]
        return [PictureKey(cut.of(self._original), 0, BOX, BOX) for cut in cuts]

    @Slot(object)
    def _on_picture(self, ready: PictureReady) -> None:
        if ready.image is not None and ready.key in self._keys():
            self._after[ready.key] = ready.image
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the surface, and let see what lies under the card when the pointer comes there."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._give_way(self.card().contains(event.position()))
        if event.type() == QEvent.Type.Resize and watched is self._canvas.viewport():
            self.setGeometry(self._canvas.viewport().rect())
        return super().eventFilter(watched, event)

    def _give_way(self, below: bool) -> None:
        if below != self._below:
            self._below = below
            self.update()

    # -- where everything is

    def outlines(self) -> list[QPolygonF]:
        """Return what would be kept of the page, in logical pixels of the surface."""
        if self._suggestion is None or self._original is None:
            return []
        framed = [cut for cut in self._suggestion.cuts if cut.frame is not None]
        return [self._outline(cut, self._original.turns) for cut in framed]

    def _outline(self, cut: Cut, turns: int) -> QPolygonF:
        assert cut.frame is not None
        paper, points = self._canvas.paper_rect(), []
        for across, down in cut.frame.corners:
            x, y = across / WHOLE, down / WHOLE
            for _turn in range(turns % 4):
                x, y = 1 - y, x
            points.append(QPointF(paper.x() + x * paper.width(), paper.y() + y * paper.height()))
        return QPolygonF(points)

    def card(self) -> QRectF:
        """Return where what comes of it is shown: beside what is kept; empty where there is no room for that."""
        return self._fitting()[0]

    def _fitting(self) -> tuple[QRectF, float]:
        """Return its place, and its size as a share of the surface."""
        images, below = self._images(), self._what_lies_below()
        for share in _SIZES if images else ():  # the largest first
            if max(s.height() for s in self._sizes(images, share)) >= _LEAST_HIGH:
                place = self._placed(images, share, below)
                if below.hidden(place) <= _MAY_HIDE * below.kept():
                    return place, share
        return QRectF(), 0.0

    def _placed(self, images: list[QImage], share: float, below: _Below) -> QRectF:
        """Return its place at a size: in the corner that hides the least."""
        sizes = self._sizes(images, share)
        width = max(sum(s.width() for s in sizes) + Space.S * (len(sizes) - 1), self._label_width())
        height = max(s.height() for s in sizes) + self._label_height()
        size = QSizeF(width + 2 * Space.S, height + 2 * Space.S)
        room = QRectF(self.rect()).adjusted(Space.S, Space.S, -Space.S, -Space.S)
        corners = [QRectF(QPointF(x, y), size) for y in (room.bottom() - size.height(), room.top())
                   for x in (room.right() - size.width(), room.left())]  # fmt: skip
        return min(corners, key=below.hidden)

    def _what_lies_below(self) -> _Below:
        boxes = tuple(outline.boundingRect() for outline in self.outlines())
        return _Below(boxes, self._canvas.marked_rect(), _area(self._canvas.paper_rect()))

    def _images(self) -> list[QImage]:
        images = [self._after[key] for key in self._keys() if key in self._after]
        return images if len(images) == len(self._keys()) else []

    def _sizes(self, images: list[QImage], share: float) -> list[QSizeF]:
        room = QSizeF(share * _WIDE * self.width() / len(images), share * _HIGH * self.height())
        return [QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio) for image in images]

    def _words(self) -> str:
        count = len(self._suggestion.cuts) if self._suggestion is not None else 1
        if count == 1:
            return _("After")
        return ngettext("After: {n} receipt", "After: {n} receipts", count).format(n=count)

    def _label_width(self) -> float:
        return float(self.fontMetrics().horizontalAdvance(self._words()))

    def _label_height(self) -> float:
        return float(self.fontMetrics().height() + Space.XS)

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the outlines over the page, once it is there, and what comes of it."""
        if self._canvas.image() is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_outlines(painter)
        card, share = self._fitting()
        if not (card.isEmpty() or self._below):
            self._draw_card(painter, card, share)

    def _draw_outlines(self, painter: QPainter) -> None:
        outlines = self.outlines()
        if not outlines:
            return
        kept, away = QPainterPath(), QPainterPath()
        for outline in outlines:
            kept.addPolygon(outline)
            kept.closeSubpath()
        away.addRect(self._canvas.paper_rect())
        painter.fillPath(away.subtracted(kept), _AWAY)
        for colour, width in ((QColor(Qt.GlobalColor.white), 3.0), (QColor(LIGHT[Role.ACCENT]), 1.5)):
            painter.strokePath(kept, QPen(colour, width))

    def _draw_card(self, painter: QPainter, card: QRectF, share: float) -> None:
        painter.setPen(QPen(look().colour(Role.EDGE), 1.0))
        painter.setBrush(look().colour(Role.SURFACE))
        painter.drawRoundedRect(card, 6, 6)
        inner = card.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        painter.setPen(look().colour(Role.TEXT))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._words())
        images = self._images()
        sizes = self._sizes(images, share)
        x, top = inner.left(), inner.top() + self._label_height()
        for image, size in zip(images, sizes, strict=True):
            painter.drawImage(QRectF(QPointF(x, top), size), image)
            x += size.width() + Space.S


def _area(box: QRectF) -> float:
    return max(0.0, box.width()) * max(0.0, box.height())
