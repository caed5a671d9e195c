"""The trail of a receipt: each request that was made for it, when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import breakable, button, clear, column, label, retell
from desktop.receipts.receipt import Receipt
from desktop.words import _
from desktop.words.about_trail import request_words

if TYPE_CHECKING:
    from desktop.store import RequestRow


class TrailList(QWidget):
    """Closed at first; opened, it asks for the trail and keeps it true."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self._saving = ""
        self.toggle = button(_("Show the trail"), kind="link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self._lines = QWidget()
        self._inner = column(self._lines, gap=Space.S)
        self._lines.hide()
        layout = column(self, gap=Space.XS)
        layout.addWidget(self.toggle)
        layout.addWidget(self._lines)
        self.save = button(_("Save the trail …"), kind="link")
        self.save.hide()
        self.save.clicked.connect(self._ask_where)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.saved = label("", kind="small", ink="muted", wraps=True)
        self.saved.hide()
        layout.addWidget(self.saved)
        bridge.trail_saved.connect(self._on_saved)
        bridge.trail_ready.connect(self._on_trail)

    def follow(self, receipt: Receipt) -> None:
        """Show the trail of this receipt from now on."""
        if self._receipt is not None and self._receipt.id != receipt.id:
            clear(self._inner)
        self._receipt = receipt
        if self.toggle.isChecked():
            self._bridge.request_trail(receipt.id)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        retell(self.toggle, _("Hide the trail") if opened else _("Show the trail"))
        self.toggle.setAccessibleName(self.toggle.text())
        self._lines.setVisible(opened)
        self.save.setVisible(opened)
        self.saved.hide()
        if opened and self._receipt is not None:
            self._bridge.request_trail(self._receipt.id)

    @Slot(object)
    def _on_trail(self, answer: tuple[str, Sequence[RequestRow]]) -> None:
        receipt_id, entries = answer
        if self._receipt is None or receipt_id != self._receipt.id:
            return
        clear(self._inner)
        for entry in entries:
            self._inner.addWidget(label(_entry_words(entry), kind="small", wraps=True))
        if not entries:
            self._inner.addWidget(
                label(_("Nothing has left this computer yet."), kind="small", ink="muted", wraps=True)
            )

    @Slot()
    def _ask_where(self) -> None:
        if self._receipt is None:
            return
        dialog = QFileDialog(self.window(), _("Save the trail"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text or table") + " (*.txt *.csv)")
        dialog.setDefaultSuffix("txt")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(f"bilag-{self._receipt.id[:10]}.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()
        self._saving = self._receipt.id

    @Slot(str)
    def _on_place(self, name: str) -> None:
        self._bridge.save_trail(self._saving, Path(name))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.saved.setText(_("Saved: {name}").format(name=breakable(str(path))))
        self.saved.setVisible(self.toggle.isChecked())


def _entry_words(entry: RequestRow) -> str:
    return f"{entry.begun_at.astimezone():%d.%m %H:%M:%S}  {request_words(entry.kind, entry.outcome)}"
