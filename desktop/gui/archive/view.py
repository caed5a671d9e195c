"""The archive: search, filters, list, receipt, facts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.archive.model import ArchiveModel
from desktop.gui.bridge import Bridge
from desktop.gui.journey_model import JourneyModel
from desktop.gui.journey_view import JourneyView
from desktop.receipts.states import Place


class ArchiveView(JourneyView):
    """Lists from the journal, in pages: ten thousand receipts are no more in memory than a screen of them."""

    model: ArchiveModel

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Place.ARCHIVE, parent)
        self.model.listed.connect(self._on_answer)

    def _make_model(self) -> JourneyModel:
        return ArchiveModel(self._bridge, self._place, self)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.model.choose(replace(self.model.wanted, words=text.strip()))

    @Slot()
    def _on_answer(self) -> None:
        self._show_page(self.model.rowCount())
        self._show_chosen()

    def _show_page(self, count: int) -> None:
        super()._show_page(count)
        if not self.model.has_answer:
            self.pages.setCurrentWidget(self.loading)

    def _show_chosen(self) -> None:
        """Show what is chosen; while it is being fetched the one before stays."""
        row = self.model.row_of(self._chosen)
        receipt = self.model.receipt_at(row)
        if receipt is None and row >= 0:
            return
        if receipt is not None:
            self._bridge.know(receipt)
        super()._show_chosen()
