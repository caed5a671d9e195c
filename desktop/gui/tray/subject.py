"""What form, page and the line over them are about: what is chosen in the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.gui.tray.alike_pages import AlikePages
from desktop.gui.tray.front import Front
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.shared_form import SharedForm
from desktop.receipts.receipt import Receipt


class Subject(QObject):
    """Shows the fields of what is chosen, and the page of the one that is looked at."""

    def __init__(
        self, front: Front, form: SharedForm, preview: PreviewPane, alike: AlikePages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._front, self._form, self._preview, self._alike = front, form, preview, alike
        self._page_soon = QTimer(self, singleShot=True, interval=0)
        self._page_soon.timeout.connect(self._show_page)

    def show(self) -> None:
        """Show what is chosen now.

        Form and page take longest when they show their first receipt: the page then comes at the window's next turn.
        """
        receipt, chosen = self._current(), self._chosen()
        if len(chosen) > 1:
            self._form.show_several(chosen)
        else:
            self._form.show_receipt(receipt)
        if receipt is not None and self._preview.receipt is None:
            self._page_soon.start()
        else:
            self._show_page()

    @Slot()
    def _show_page(self) -> None:
        receipt = self._current()
        self._preview.show_receipt(receipt)
        self._preview.finisher.show_chosen(self._chosen())
        self._alike.show_receipt(receipt)

    def _current(self) -> Receipt | None:
        current = self._front.rows.current_id()
        return self._front.receipt(current) if current else None

    def _chosen(self) -> list[Receipt]:
        return [r for i in self._front.rows.selected_ids() if (r := self._front.receipt(i)) is not None]
