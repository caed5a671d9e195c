"""The guards in the tray: the line over it, the comparison in its place, and what their answers do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import SendReport
from desktop.gui.actions import bind
from desktop.gui.bridge import Bridge
from desktop.gui.tray.alike_bar import AlikeBar
from desktop.gui.tray.alike_view import AlikeView
from desktop.gui.widgets import column
from desktop.receipts.receipt import Receipt


class AlikePages(QWidget):
    """Holds the tray's own page; over it the line, in its place the comparison."""

    send_asked = Signal(str)
    """A receipt about which nothing is to be asked any more."""
    select_asked = Signal(str)
    bin_asked = Signal(str)
    left = Signal()
    """The comparison is closed: the focus goes back to the tray"""

    def __init__(self, bridge: Bridge, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: str | None = None
        self.bar = AlikeBar(bridge, self)
        self.view = AlikeView(bridge, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(page)
        self._pages.addWidget(self.view)
        layout = column(self, gap=0)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)
        self._wire()

    def _wire(self) -> None:
        self._bridge.likeness.changed.connect(self._on_changed)
        self._bridge.companies_changed.connect(self.bar.retranslate)
        self._bridge.settings_changed.connect(self.bar.retranslate)
        self.bar.compare_asked.connect(self.compare)
        self.bar.there_asked.connect(self._on_there)
        self.bar.here_asked.connect(self._on_here)
        self.view.closed.connect(self.close_comparison)
        self.view.kept.connect(self._on_kept)
        self.view.thrown_out.connect(self._on_thrown_out)
        bind(self, "compare", self.compare)

    # -- which receipt

    @Slot(object)
    def show_receipt(self, receipt: Receipt | None) -> None:
        """Say what there is to say about the receipt that is looked at."""
        self._shown = receipt.id if receipt else None
        if self.view.receipt_id not in {None, self._shown}:
            self.close_comparison()
        self._tell()

    def _tell(self) -> None:
        caution = self._bridge.likeness.cautions.get(self._shown or "")
        comparing = self._pages.currentWidget() is self.view
        self.bar.speak(None if comparing else caution)

    @Slot(object)
    def _on_changed(self, receipt_ids: Iterable[str | None]) -> None:
        if self._shown in set(receipt_ids):
            self._tell()
            caution = self._bridge.likeness.cautions.get(self._shown or "")
            if self.view.receipt_id == self._shown:
                self._go_on_with(caution.alike if caution else ())

    def _go_on_with(self, alike: Iterable[object]) -> None:
        if tuple(alike):
            self.view.ask(self._bridge.likeness.cautions[self._shown or ""])
        else:
            self.close_comparison()

    # -- sending

    def holds(self, receipt_id: str) -> bool:
        """Return True when a receipt has to be asked about before it is sent; what is asked is shown.

        What is not known for sure at this moment is left to the send itself, which looks once more.
        """
        caution = self._bridge.likeness.cautions.get(receipt_id)
        if not caution or not self._bridge.likeness.is_settled(receipt_id):
            return False
        self._show_asked(receipt_id)
        return True

    def _show_asked(self, receipt_id: str) -> None:
        self.select_asked.emit(receipt_id)
        self._ask()

    def on_report(self, report: SendReport) -> None:
        """Show the first receipt that a send was stopped for."""
        self._bridge.likeness.take_over(report.warned)
        if report.warned:
            self._show_asked(report.warned[0].receipt_id)

    def _ask(self) -> None:
        caution = self._bridge.likeness.cautions.get(self._shown or "")
        if caution and caution.elsewhere:
            self.bar.there.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.compare()

    # -- the comparison

    @Slot()
    def compare(self) -> None:
        """Show the receipt that is looked at beside the one that it looks like."""
        caution = self._bridge.likeness.cautions.get(self._shown or "")
        if caution and caution.alike:
            self.view.ask(caution)
            self._pages.setCurrentWidget(self.view)
            self.view.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tell()

    @Slot()
    def close_comparison(self) -> None:
        """Go back to the tray."""
        if self._pages.currentWidget() is self.view:
            self._pages.setCurrentIndex(0)
            self.view.forget()
            self._tell()
            self.left.emit()

    @Slot(str, str, bool)
    def _on_kept(self, receipt_id: str, other: str, send: bool) -> None:
        self._bridge.likeness.keep_both(receipt_id, (other,))
        if send and not self._bridge.likeness.cautions.get(receipt_id):
            self.send_asked.emit(receipt_id)

    @Slot(str)
    def _on_thrown_out(self, receipt_id: str) -> None:
        self.close_comparison()
        self.bin_asked.emit(receipt_id)

    # -- the company

    @Slot()
    def _on_here(self) -> None:
        company = self._bridge.settings.company_id
        if self._shown is not None and company is not None:
            self._bridge.likeness.send_here(self._shown, company)
            self.send_asked.emit(self._shown)

    @Slot()
    def _on_there(self) -> None:
        caution = self._bridge.likeness.cautions.get(self._shown or "")
        if caution and caution.elsewhere:
            self._bridge.likeness.send_there(caution.receipt_id, caution.elsewhere.company_id)
            self.send_asked.emit(caution.receipt_id)
