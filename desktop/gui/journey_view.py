"""The outbox and the archive: list, receipt, facts."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.empty import EmptyState
from desktop.gui.journey_facts import JourneyFacts
from desktop.gui.journey_model import JourneyModel
from desktop.gui.journey_rows import JourneyRows
from desktop.gui.row_list import RowList
from desktop.gui.theme import Space, letters, look
from desktop.gui.tray.delegate import row_height
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.widgets import button, column, ground
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.words import _

RETELL_MS = 1000
"""Rows say when they are tried again; while they are on the screen that must stay true."""

LIST_LEAST = 24
LIST_WIDTH, FACTS_WIDTH = (50, 62), (46, 60)
"""Widths in average letters: in a small window, in a large one."""
LIST_SHARE, FACTS_SHARE = 0.19, 0.2


class JourneyView(QWidget):
    """Follows the receipts of one place."""

    tray_asked = Signal()

    def __init__(self, bridge: Bridge, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._place = bridge, place
        self._chosen: str | None = None
        self._shown: Receipt | None = None
        self._moved = False
        """The user has chosen widths."""
        self.model = self._make_model()
        self._make_list()
        self._make_empty()
        self.preview = PreviewPane(bridge, editable=False)
        self.facts = JourneyFacts(bridge)
        self._lay_out()
        self._wire()
        self._on_listed()

    def _make_model(self) -> JourneyModel:
        return JourneyModel(self._bridge, self._place, self)

    def _add_to_list(self, _top: QVBoxLayout, _below: QVBoxLayout) -> None:
        """Add what a view has above and below its list beside the search."""

    def _make_list(self) -> None:
        self.list = RowList()
        self.list.setModel(self.model)
        rows = JourneyRows(self._bridge, self.list)
        rows.thumbnails.arrived.connect(self.list.viewport().update)
        self.list.setItemDelegate(rows)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(RowList.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        archive = self._place is Place.ARCHIVE
        self.list.setAccessibleName(_("Receipts in Dinero") if archive else _("Receipts on their way"))
        self.search.setPlaceholderText(_("Search (Ctrl+F)"))
        self.search.setAccessibleName(_("Search the archive") if archive else _("Search the outbox"))

    def _make_empty(self) -> None:
        self._clear_search = button(_("Clear the search"))
        self._to_tray = button(_("Go to the tray"), icon="tray")
        self.nothing = EmptyState(*self._nothing_words(), actions=[self._to_tray])
        self.no_match = EmptyState("search", "", "", actions=[self._clear_search])
        self.loading = EmptyState("clock", _("Fetching the receipts …"))

    def _nothing_words(self) -> tuple[str, str, str]:
        if self._place is Place.ARCHIVE:
            words = _("Receipts come here when Dinero has confirmed them, with their number and their picture.")
            return "archive", _("Nothing in the archive yet"), words
        words = _("What you send can be followed here until Dinero has confirmed it.")
        return "send", _("Nothing is on its way"), words

    def _lay_out(self) -> None:
        left = ground(QWidget(), "surface")
        inner = column(left, gap=0)
        top = column(gap=0)
        top.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        top.addWidget(self.search)
        inner.addLayout(top)
        inner.addWidget(self._stacked(), 1)
        self._found.setMinimumHeight(row_height())
        self._add_to_list(top, inner)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        for widget, stretch in ((left, 0), (self.preview, 1), (self.facts, 0)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        left.setMinimumWidth(letters(LIST_LEAST))
        self._size_parts()
        self.pages = QStackedWidget()
        for page in (self.loading, self.nothing, self.split):
            self.pages.addWidget(page)
        column(self, gap=0).addWidget(self.pages)
        QWidget.setTabOrder(self.search, self.list)

    def _size_parts(self) -> None:
        """Give list and facts widths that go with the window; the receipt gets the rest."""
        em, width = letters(1), self.width()
        listed = round(min(max(LIST_SHARE * width, LIST_WIDTH[0] * em), LIST_WIDTH[1] * em))
        told = round(min(max(FACTS_SHARE * width, FACTS_WIDTH[0] * em), FACTS_WIDTH[1] * em))
        self.split.setSizes([listed, max(0, width - listed - told), told])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - Qt's own
        super().resizeEvent(event)
        if not self._moved:
            self._size_parts()

    @Slot()
    def _on_border(self) -> None:
        self._moved = True

    def _stacked(self) -> QStackedWidget:
        self._found = QStackedWidget()
        self._found.addWidget(self.list)
        self._found.addWidget(self.no_match)
        return self._found

    def _wire(self) -> None:
        self._timer = QTimer(self, interval=RETELL_MS)
        self._timer.timeout.connect(self.model.retell)
        self.split.splitterMoved.connect(self._on_border)
        self._to_tray.clicked.connect(self.tray_asked)
        self._clear_search.clicked.connect(self.search.clear)
        self.search.textChanged.connect(self._on_search)
        self.model.modelReset.connect(self._on_listed)
        self.model.dataChanged.connect(self._on_news)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._bridge.loaded.connect(self._on_listed)
        look().changed.connect(self.list.doItemsLayout)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return what can be pressed about the chosen receipt."""
        return (*self.facts.card.buttons.values(), self.facts.try_now, self.facts.undo, self.facts.back)

    def select(self, receipt_id: str) -> None:
        """Choose a receipt; a search that hides it is put away."""
        if self.model.row_of(receipt_id) < 0:
            self.search.clear()
        index = self.model.index(max(self.model.row_of(receipt_id), 0))
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot()
    def look_for(self) -> None:
        """Let the user type what to look for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102 - Qt's own
        super().focusInEvent(event)
        self.list.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102 - Qt's own
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102 - Qt's own
        super().hideEvent(event)
        self._timer.stop()

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.model.filter_by(text)
        self._on_listed()

    @Slot()
    def _on_listed(self) -> None:
        """Keep the choice where it was, else choose the first."""
        count = self.model.rowCount()
        row = self.model.row_of(self._chosen)
        if count:
            self.list.selectionModel().setCurrentIndex(
                self.model.index(max(row, 0)), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._show_page(count)
        self._show_chosen()

    def _show_page(self, count: int) -> None:
        searching = bool(self.search.text().strip())
        self._found.setCurrentWidget(self.list if count else self.no_match)
        self.no_match.say(_("No receipt matches “{words}”").format(words=self.search.text().strip()))
        if not self._bridge.is_loaded:
            self.pages.setCurrentWidget(self.loading)
        else:
            self.pages.setCurrentWidget(self.split if count or searching else self.nothing)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._chosen = self.model.id_at(current.row())
        self._show_chosen()

    @Slot()
    def _on_news(self) -> None:
        chosen = self.model.receipt_at(self.model.row_of(self._chosen))
        if chosen is not None and chosen != self._shown:
            self._show_chosen()

    def _show_chosen(self) -> None:
        self._shown = self.model.receipt_at(self.model.row_of(self._chosen))
        self.preview.show_receipt(self._shown)
        self.facts.show_receipt(self._shown)
