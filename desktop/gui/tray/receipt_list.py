"""The list of the tray: selection that stays with its receipts, and thumbnails of what is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.gui.actions import is_for
from desktop.gui.facts import PictureKey
from desktop.gui.row_list import RowList
from desktop.gui.theme import Space, look
from desktop.gui.tray.delegate import RowDelegate, paper_edge
from desktop.gui.tray.dragging import Aim, Spot, packed, paint_aim, spot_in, unpacked
from desktop.gui.tray.model import Role
from desktop.gui.tray.sieve import Sieve
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.receipts.receipt import Original, Receipt
from desktop.words import _

GLANCE_MS = 30
"""Thumbnails are asked for once the list has stood still this long."""
AHEAD = 3
"""Rows beyond the visible ones whose thumbnails are drawn too."""


class ReceiptList(RowList):
    """Receipts below each other; several can be selected."""

    current_moved = Signal(object)
    """str | None: the receipt that is looked at"""
    selection_moved = Signal()
    """Others are chosen; what is looked at may be another, too."""
    moved = Signal(object, str, bool)
    """tuple[str, ...] of receipts that were dragged, the one beside which they are to stand, True: after it"""
    gathered = Signal(object)
    """tuple[str, ...]: receipts that become one, the one first onto which the others were dragged"""
    opened = Signal()
    """Enter: go to the form"""
    bin_asked = Signal()

    def __init__(self, model: Sieve, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._choosing = False
        self._aim: Aim | None = None
        self._in_sight: dict[Original, list[QPersistentModelIndex]] = {}
        """The rows whose pictures were asked for last, by their first original."""
        self._glance = QTimer(self, singleShot=True, interval=GLANCE_MS)
        self.setItemDelegate(RowDelegate(thumbnails, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setModel(model)
        self._wire(model)
        self.retranslate()

    def _wire(self, model: Sieve) -> None:
        self._glance.timeout.connect(self._want_thumbnails)
        self._thumbnails.arrived.connect(self._on_thumbnail)
        self.verticalScrollBar().valueChanged.connect(self._glance_soon)
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            signal.connect(self._glance_soon)
        look().changed.connect(self._redress)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    # -- selection

    def current_id(self) -> str | None:
        """Return the receipt that is looked at."""
        found = self.currentIndex().data(Role.ID)
        return found if isinstance(found, str) else None

    def selected_ids(self) -> tuple[str, ...]:
        """Return the selected receipts in the order of the list."""
        return self._sieve().chosen(self.selectionModel().selection())

    def select(self, receipt_ids: Sequence[str]) -> None:
        """Select these receipts and look at the first."""
        model = self._sieve()
        indexes = [i for i in map(model.index_of, receipt_ids) if i.isValid()]
        if not indexes:
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self._choosing = True  # told once, when both are as they will be
        self.selectionModel().setCurrentIndex(indexes[0], flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self._choosing = False
        self.scrollTo(indexes[0])
        self.selection_moved.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        if not self._choosing:
            self.current_moved.emit(self.current_id())

    @Slot()
    def _on_selection(self) -> None:
        if not self._choosing:
            self.selection_moved.emit()

    # -- thumbnails

    @Slot()
    def _glance_soon(self) -> None:
        self._glance.start()

    @Slot()
    def _want_thumbnails(self) -> None:
        """Ask for the pictures of the rows in sight, the lowest first: the newest request is drawn first."""
        edge = round(paper_edge() * self.devicePixelRatioF())
        self._in_sight.clear()
        for row in reversed(self.rows_in_sight()):
            index = self.model().index(row, 0)
            receipt = index.data(Role.RECEIPT)
            if isinstance(receipt, Receipt) and receipt.originals:
                self._in_sight.setdefault(receipt.originals[0], []).append(QPersistentModelIndex(index))
                self._thumbnails.want(receipt.originals[0], edge)

    @Slot(object)
    def _on_thumbnail(self, key: PictureKey) -> None:
        """Paint the rows anew that it belongs to: all of them, for each of a thousand, would hold up the window."""
        for index in self._in_sight.get(key.original, ()):
            self.update(index)

    def rows_in_sight(self) -> range:
        """Return the rows that can be seen, and a few after them."""
        count = self.model().rowCount()
        if count == 0 or not self.isVisible():
            return range(0)
        top = self.indexAt(self.viewport().rect().topLeft())
        first = top.row() if top.isValid() else 0
        height = max(1, self.sizeHintForRow(0))
        return range(first, min(count, first + self.viewport().height() // height + AHEAD))

    def _sieve(self) -> Sieve:
        model = self.model()
        assert isinstance(model, Sieve)
        return model

    # -- dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the chosen receipts, with a picture of the row that is held."""
        chosen = self.selected_ids()
        if not chosen:
            return
        drag = QDrag(self)
        drag.setMimeData(packed(chosen))
        drag.setPixmap(self.viewport().grab(self.visualRect(self.currentIndex())))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take receipts of this list."""
        if unpacked(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what a drop here would mean."""
        super().dragMoveEvent(event)  # scrolls near the edges
        self._aim_at(self._aim_of(event))
        event.setAccepted(self._aim is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        super().dragLeaveEvent(event)
        self._aim_at(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move receipts between others, or make one receipt of them."""
        dragged, aim = unpacked(event.mimeData()), self._aim_of(event)
        self._aim_at(None)
        if aim is None:
            event.ignore()
            return
        event.acceptProposedAction()
        if aim.spot is Spot.ONTO:
            self.gathered.emit((aim.receipt_id, *dragged))
        else:
            self.moved.emit(dragged, aim.receipt_id, aim.spot is Spot.AFTER)

    def _aim_of(self, event: QDropEvent) -> Aim | None:
        dragged, ids = unpacked(event.mimeData()), self._sieve().ids()
        if not dragged or not set(dragged) <= set(ids):
            return None
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid():
            aim = Aim(ids[-1], Spot.AFTER)
        else:
            aim = Aim(ids[index.row()], spot_in(self.visualRect(index), place))
        return None if aim.receipt_id in dragged else aim

    def _aim_at(self, aim: Aim | None) -> None:
        if aim != self._aim:
            self._aim = aim
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where a drop would lead."""
        super().paintEvent(event)
        if self._aim is not None:
            painter = QPainter(self.viewport())
            paint_aim(painter, self.visualRect(self._sieve().index_of(self._aim.receipt_id)), self._aim.spot)
            painter.end()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the form, Del bins; everything else is the list's own."""
        if is_for(event, "open"):
            self.opened.emit()
        elif is_for(event, "bin"):
            self.bin_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may be in sight, or fewer: the one that is looked at stays in it."""
        place, before = self.visualRect(self.currentIndex()), event.oldSize().height()
        super().resizeEvent(event)
        if place.isValid() and place.bottom() >= 0 and place.top() < before:
            self.scrollTo(self.currentIndex())
        self._glance.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow changes of language and font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._redress()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.setAccessibleName(_("Receipts in the tray"))
        self._sieve().retell()

    @Slot()
    def _redress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._glance.start()

    def minimum_width(self) -> int:
        """Return the width at which a row still says its state."""
        return paper_edge() + 8 * self.fontMetrics().averageCharWidth() + 4 * Space.M
