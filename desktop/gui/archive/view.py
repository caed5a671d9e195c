"""The archive: search, filters, list, receipt, facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.actions import bind
from desktop.gui.archive.filters import FilterPanel
from desktop.gui.archive.footer import ArchiveFooter
from desktop.gui.archive.keeping import KeepingBar
from desktop.gui.archive.model import ArchiveModel
from desktop.gui.archive.original import OriginalCard
from desktop.gui.bridge import Bridge
from desktop.gui.journey_model import JourneyModel
from desktop.gui.journey_view import JourneyView
from desktop.gui.theme import Space, scaled
from desktop.gui.widgets import button, retell, row
from desktop.receipts.states import Place
from desktop.words import _

LOW = 560
"""Pixels of height, with text of the usual size, below which the list needs the room more than quiet words do."""


class ArchiveView(JourneyView):
    """Lists from the journal, in pages: of ten thousand receipts no more is in memory than what is looked at."""

    model: ArchiveModel

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Place.ARCHIVE, parent)
        self.original = OriginalCard(bridge)
        self.facts.put_below_actions(self.original)
        self.model.listed.connect(self._on_answer)
        self.filters.changed.connect(self._ask)
        self.filter_button.toggled.connect(self._on_filters)
        self.footer.export_asked.connect(self._on_export)
        self.footer.damaged_asked.connect(self._on_damaged)
        self.keeping.show_asked.connect(self._on_old)
        self._clear_search.clicked.connect(self.filters.clear)
        self.clear_button.clicked.connect(self.filters.clear)
        bind(self, "filter", self.open_filters)

    def _make_model(self) -> JourneyModel:
        return ArchiveModel(self._bridge, self._place, self)

    def _add_to_list(self, top: QVBoxLayout, below: QVBoxLayout) -> None:
        self.filter_button = button(_("Filter"), kind="quiet", icon="chevron-down")
        self.filter_button.setCheckable(True)
        self.filter_button.setToolTip(_("Filter by month, supplier, account, company and state (Ctrl+Shift+F)"))
        self.clear_button = button(_("Clear the filters"), kind="link")
        self.clear_button.hide()
        self.filters = FilterPanel(self._bridge)
        self.filters.hide()
        self.footer = ArchiveFooter(self._bridge)
        line = row(gap=Space.S)
        line.addWidget(self.filter_button)
        line.addStretch(1)
        line.addWidget(self.clear_button)
        top.setSpacing(Space.XS)
        top.addLayout(line)
        top.addWidget(self.filters)
        self.keeping = KeepingBar(self._bridge)
        below.addWidget(self.footer)
        below.addWidget(self.keeping)

    @Slot()
    def open_filters(self) -> None:
        """Show the filters and go to the first of them."""
        self.filter_button.setChecked(True)
        self.filters.month.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(bool)
    def _on_filters(self, shown: bool) -> None:
        self.filters.setVisible(shown)
        if not shown:
            self.filters.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - Qt's own
        super().resizeEvent(event)
        low = self.height() < scaled(LOW)
        self.footer.be_brief(low)
        self.keeping.be_brief(low)
        self.no_match.be_small(low)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102 - Qt's own
        super().showEvent(event)
        self.model.sift_soon()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102 - Qt's own
        super().hideEvent(event)
        self.model.rest()

    @Slot(str)
    def _on_search(self, _text: str) -> None:
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self.clear_button.setVisible(self.filters.is_set())
        self.model.choose(self.filters.chosen(replace(self.model.wanted, words=self.search.text().strip())))

    @Slot()
    def _on_answer(self) -> None:
        self.filters.offer(self.model.choices)
        self.footer.tell(self.model.rowCount(), sifted=not self.model.wanted.is_empty)
        self.keeping.note_filter(shows=self.model.wanted.periods is not None and self.model.rowCount() > 0)
        self._show_page(self.model.rowCount())
        self._show_chosen()

    @Slot(object)
    def _on_export(self, path: Path) -> None:
        self._bridge.archive.exporter.start(self.model.ids(), path)

    @Slot()
    def _on_damaged(self) -> None:
        self.search.clear()
        self.filter_button.setChecked(True)
        self.filters.show_damaged()

    @Slot()
    def _on_old(self) -> None:
        self.search.clear()
        self.filter_button.setChecked(True)
        self.filters.show_old()

    def _show_page(self, count: int) -> None:
        self._found.setCurrentWidget(self.list if count else self.no_match)
        self._say_no_match()
        if not self.model.has_answer:
            self.pages.setCurrentWidget(self.loading)
        else:
            self.pages.setCurrentWidget(self.nothing if not count and self.model.wanted.is_empty else self.split)

    def _say_no_match(self) -> None:
        words = self.search.text().strip()
        filtered = self.model.wanted.has_choices
        said = _("No receipt matches “{words}”").format(words=words) if words else _("No receipt fits the filters")
        self.no_match.say(said, _("The filters leave some out.") if words and filtered else "")
        retell(self._clear_search, _("Clear search and filters") if filtered else _("Clear the search"))

    def _show_chosen(self) -> None:
        """Show what is chosen; while it is being fetched the one before stays."""
        row = self.model.row_of(self._chosen)
        receipt = self.model.receipt_at(row)
        if receipt is None and row >= 0:
            return
        if receipt is not None:
            self._bridge.know(receipt)
        super()._show_chosen()
        if hasattr(self, "original"):  # not while the view is made
            self.original.show_receipt(receipt)
