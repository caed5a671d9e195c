"""The tray: the list of receipts not sent yet, the receipt itself, and its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.desk import IntakeReport, SendReport
from desktop.gui.bridge import Bridge
from desktop.gui.departure import Departure
from desktop.gui.theme import Space
from desktop.gui.tray.ahead import Ahead
from desktop.gui.tray.empty import EmptyTray
from desktop.gui.tray.finder import Finder
from desktop.gui.tray.form import VoucherForm
from desktop.gui.tray.list_bar import ListBar
from desktop.gui.tray.model import TrayModel
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.receipt_list import ReceiptList
from desktop.gui.tray.suggester import Suggester
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.gui.widgets import ground
from desktop.gui.workers import Lane
from desktop.receipts.receipt import Receipt
from desktop.resources import resource_path

PREVIEW = 1
"""Its place in the splitter."""
LIST_LEAST = 20
LIST_WIDTH, FORM_WIDTH = (46, 58), (50, 64)
"""Widths in average letters: in a small window, in a large one."""


class TrayView(QWidget):
    """List, preview and form beside each other; an empty tray is a place to drop on."""

    add_requested = Signal()
    """The user wants to choose files."""
    departing = Signal(object)
    """Departure"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._moved = False
        self._count_soon = QTimer(self, singleShot=True, interval=0)
        """News of a thousand receipts are counted once."""
        self.model = TrayModel(bridge, self)
        self.thumbnails = Thumbnails(bridge, self)
        self.list = ReceiptList(self.model, self.thumbnails, self)
        self.list_bar = ListBar(self)
        self.finder = Finder(self.model, self)
        self.preview = PreviewPane(bridge, self)
        self.form = VoucherForm(bridge, self)
        self.suggester = Suggester(bridge, self.form, self.preview, self)
        self.ahead = Ahead(bridge, self.preview, self.model.neighbour)
        self.empty = EmptyTray(self, trial=bridge.desk.config.sandbox)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self._wire()
        self._make_shortcuts()
        self._on_rows()

    def _lay_out(self) -> None:
        left = self._left = ground(QWidget(self), "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list_bar)
        line = QVBoxLayout()
        line.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        line.addWidget(self.finder)
        line.addWidget(self.finder.nothing)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        for part in (left, self.preview, self.form):
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(PREVIEW, 1)
        self.splitter.setHandleWidth(1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.splitter)
        self._size_parts()

    def _size_parts(self) -> None:
        """Give list and form widths that go with the font; the preview gets the rest."""
        em = self.fontMetrics().averageCharWidth()
        self._left.setMinimumWidth(max(LIST_LEAST * em, self.list_bar.least_width()))
        self.form.fit_width()
        share = self.width() / em
        listed = max(self._left.minimumWidth(), round(em * min(max(0.19 * share, LIST_WIDTH[0]), LIST_WIDTH[1])))
        filled = max(self.form.minimumWidth(), round(em * min(max(0.23 * share, FORM_WIDTH[0]), FORM_WIDTH[1])))
        self.splitter.setSizes([listed, self.width() - listed - filled, filled])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew until the user has moved a border."""
        super().resizeEvent(event)
        if not self._moved:
            self._size_parts()

    @Slot()
    def _on_border(self) -> None:
        self._moved = True

    def _wire(self) -> None:
        self._count_soon.timeout.connect(self._count)
        self.splitter.splitterMoved.connect(self._on_border)
        self.model.rowsInserted.connect(self._on_rows)
        self.model.rowsRemoved.connect(self._on_rows)
        self.model.dataChanged.connect(self._on_data)
        self.list.current_moved.connect(self._on_current)
        self.list.selection_moved.connect(self._on_selection)
        self.list.opened.connect(self.form.go_to_first_gap)
        self.list.bin_asked.connect(self.bin_selected)
        self.finder.found.connect(self.select)
        self.finder.left.connect(self.list.setFocus)
        self.list_bar.add_asked.connect(self.add_requested)
        self.list_bar.merge_asked.connect(self.merge_selected)
        self.list_bar.bin_asked.connect(self.bin_selected)
        self.preview.turned.connect(self._on_turned)
        self.form.send_asked.connect(self._on_send)
        self.form.send_all_asked.connect(self.send_ready)
        self.form.escaped.connect(self.list.setFocus)
        self.empty.add_requested.connect(self.add_requested)
        self.empty.samples_requested.connect(self._on_samples)
        self._bridge.intake_finished.connect(self._on_intake)
        self._bridge.send_finished.connect(self._on_send_finished)

    def _make_shortcuts(self) -> None:
        keys = {
            "Ctrl+Return": self.form.send,
            "Ctrl+Enter": self.form.send,
            "Ctrl+Shift+Return": self.send_ready,
            "Ctrl+R": self._turn_right,
            "Ctrl+Shift+R": self._turn_left,
            "Ctrl+M": self.merge_selected,
            "Alt+PgDown": self._page_on,
            "Alt+PgUp": self._page_back,
            "Ctrl++": self._closer,
            "Ctrl+=": self._closer,
            "Ctrl+-": self._farther,
            "Ctrl+0": self._whole,
        }
        for key, slot in keys.items():
            self._make_shortcut(self, key, slot)
        # In the list these keys move without selecting, as in any list.
        for part in (self.form, self.preview):
            self._make_shortcut(part, "Ctrl+Down", self._go_down)
            self._make_shortcut(part, "Ctrl+Up", self._go_up)

    @staticmethod
    def _make_shortcut(part: QWidget, key: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), part)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # -- which receipt

    def current(self) -> str | None:
        """Return the receipt that is looked at."""
        return self.form.receipt_id

    def select(self, receipt_id: str) -> None:
        """Look at this receipt."""
        self.list.select((receipt_id,))

    def look_for(self) -> None:
        """Let the user search the list."""
        if self.model.rowCount():
            self.finder.begin()

    @Slot(object)
    def _on_current(self, receipt_id: str | None) -> None:
        self._show(self.model.receipt(receipt_id) if receipt_id else None)

    def _show(self, receipt: Receipt | None) -> None:
        self.form.show_receipt(receipt)
        self.preview.show_receipt(receipt)

    @Slot()
    def _on_rows(self) -> None:
        count = self.model.rowCount()
        self._stack.setCurrentIndex(1 if count else 0)
        if count and not self.list.selected_ids():  # a list with the focus has a current row, but selects none
            self.select(self.list.current_id() or self.model.ids()[0])
        elif count == 0:
            self._show(None)
        self.setFocusProxy(self.list if count else self.empty.add)
        self._count_soon.start()

    @Slot(object)
    def _on_intake(self, report: IntakeReport) -> None:
        """Look at what was dropped (or was here already), but never pull away what one works at."""
        busy = self._is_writing() or len(self.list.selected_ids()) > 1
        dropped = [r.id for r in (*report.taken, *report.known) if self.model.receipt(r.id)]
        if dropped and not busy:
            self.select(dropped[0])

    def _is_writing(self) -> bool:
        focused = self.focusWidget()
        return focused is not None and self.form.isAncestorOf(focused)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is being written: another view is shown, or the window closes."""
        self.form.flush()
        super().hideEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        current = self.list.currentIndex()
        if first.row() <= current.row() <= last.row():
            self._on_current(self.list.current_id())
        self._count_soon.start()

    @Slot()
    def _on_selection(self) -> None:
        self.list_bar.show_selection(len(self.list.selected_ids()))

    @Slot()
    def _count(self) -> None:
        self.form.bar.show_ready(len(self.model.ready_ids()))

    # -- what the user does

    @Slot()
    def _on_samples(self) -> None:
        self._bridge.crew.run(Lane.DISK, _samples, self._bridge.take_paths)

    @Slot(str)
    def _on_send(self, receipt_id: str) -> None:
        self._tell_departure((receipt_id,))
        self._leave((receipt_id,))
        self._bridge.send((receipt_id,))

    @Slot()
    def send_ready(self) -> None:
        """Send every receipt that is ready, the one that was completed just now too."""
        self.form.settle()
        self.form.flush()
        shown = self.form.receipt_id if self.form.is_complete() else None
        settled = set(self.model.ready_ids())
        ready = [i for i in self.model.ids() if i == shown or i in settled]
        if ready and self._bridge.settings.company_id is not None:
            self._tell_departure(ready)
            self._bridge.send(ready)

    def _tell_departure(self, receipt_ids: Sequence[str]) -> None:
        leaving, ids = set(receipt_ids), self.model.ids()
        rows = (row for row in self.list.rows_in_sight() if ids[row] in leaving)
        places = tuple(self.list.visualRect(self.model.index(row)) for row in rows)
        self.departing.emit(Departure(self.list.viewport(), places))

    @Slot(object)
    def _on_send_finished(self, report: SendReport) -> None:
        """Go back to a receipt that could not be sent after all."""
        if report.held:
            self.select(report.held[0][0].id)

    @Slot()
    def merge_selected(self) -> None:
        """Make one receipt of the selected ones."""
        chosen = self.list.selected_ids()
        if len(chosen) > 1:
            self.form.flush()
            self.list.select(chosen[:1])
            self._bridge.merge(chosen)

    @Slot()
    def bin_selected(self) -> None:
        """Take the selected receipts out of the tray; "Undo" brings them back."""
        chosen = self.list.selected_ids()
        if chosen:
            self.form.flush()
            self._leave(chosen)
            self._bridge.bin(chosen)

    def _leave(self, receipt_ids: Sequence[str]) -> None:
        """Go on to the receipt after these."""
        following = self.model.neighbour(receipt_ids)
        if following is not None:
            writing = self._is_writing()
            self.select(following)
            if writing:
                self.form.go_to_first_gap()

    @Slot(int, int)
    def _on_turned(self, position: int, quarter_turns: int) -> None:
        receipt = self.preview.receipt
        if receipt is not None:
            self._bridge.turn(receipt.id, position, quarter_turns)

    # -- keys

    @Slot()
    def _turn_right(self) -> None:
        self.preview.turn(1)

    @Slot()
    def _turn_left(self) -> None:
        self.preview.turn(-1)

    @Slot()
    def _page_on(self) -> None:
        self.preview.turn_page(1)

    @Slot()
    def _page_back(self) -> None:
        self.preview.turn_page(-1)

    @Slot()
    def _closer(self) -> None:
        self.preview.zoom(1)

    @Slot()
    def _farther(self) -> None:
        self.preview.zoom(-1)

    @Slot()
    def _whole(self) -> None:
        self.preview.fit_next()

    @Slot()
    def _go_down(self) -> None:
        self._go(1)

    @Slot()
    def _go_up(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        index = self.list.currentIndex().siblingAtRow(self.list.currentIndex().row() + by)
        if index.isValid():
            self.select(self.model.ids()[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list from anywhere."""
        if event.key() == Qt.Key.Key_Escape and self.list.isVisible():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font or language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_parts()
        elif event.type() == QEvent.Type.LanguageChange:
            self.finder.retranslate()


def _samples() -> list[Path]:
    """Return the sample receipts, without the page that describes them."""
    return sorted(path for path in resource_path("samples").iterdir() if path.suffix != ".json")
