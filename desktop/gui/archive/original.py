"""What can be done with a delivered receipt: its original shown, copied, fetched back; its voucher opened in Dinero."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.gui.archive.originals import Originals, Rescued, dinero_url
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import announce, breakable, button, column, ink, label
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.vault_checks import CheckedVault, DamagedOriginal
from desktop.words import _
from desktop.words.faults import explain


class OriginalCard(QWidget):
    """Buttons of the archive's panel, and what came of them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._receipt: Receipt | None = None
        self.deeds = Originals(bridge)
        self.damage = label(kind="strong", ink="fault", wraps=True)
        self.step = label(wraps=True)
        self.fetch = button(_("Fetch the file from Dinero"), kind="primary", icon="try")
        self.open = button(_("Open in Dinero"), icon="open")
        self.reveal = button(_("Show the original"), icon="folder")
        self.copy = button(_("Save a copy …"), icon="file")
        self.sent = button(_("Fetch the copy that was sent"), kind="link")
        self.said = label(kind="small", ink="muted", wraps=True)
        layout = column(self, gap=Space.S)
        for each in (self.damage, self.step, self.fetch, self.open, self.reveal, self.copy, self.sent, self.said):
            layout.addWidget(each)
        self.said.hide()
        self._wire()
        self._show_damage(None)

    def _wire(self) -> None:
        self.open.clicked.connect(self._on_open)
        self.reveal.clicked.connect(self._on_reveal)
        self.copy.clicked.connect(self._ask_where)
        self.fetch.clicked.connect(self._on_fetch)
        self.sent.clicked.connect(self._on_fetch)
        self.deeds.copied.connect(self._on_copied)
        self.deeds.rescued.connect(self._on_rescued)
        self.deeds.failed.connect(self._on_failed)
        self._bridge.archive.watch.checked.connect(self._on_checked)

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Offer what can be done with this receipt."""
        if receipt is None or self._receipt is None or receipt.id != self._receipt.id:
            self.said.hide()
        self._receipt = receipt
        self.setVisible(receipt is not None)
        if receipt is None:
            return
        self.open.setVisible(receipt.company_id is not None and receipt.voucher_guid is not None)
        self.open.setToolTip(_open_hint(receipt))
        self._on_checked(self._bridge.archive.watch.vault)

    @Slot(object)
    def _on_checked(self, result: CheckedVault) -> None:
        receipt_id = self._receipt.id if self._receipt else ""
        self._show_damage(next((d for d in result.damaged if d.receipt_id == receipt_id), None))

    def _show_damage(self, damage: DamagedOriginal | None) -> None:
        self.sent.setVisible(damage is None and _has_another_copy(self._receipt))
        for each in (self.damage, self.step, self.fetch):
            each.setVisible(damage is not None)
        if damage is None or self._receipt is None:
            return
        words = _("The original is missing: {name}") if damage.is_missing else _("The original has changed: {name}")
        self.damage.setText(words.format(name=breakable(damage.name)))
        there = self._receipt.file_guid is not None
        self.fetch.setVisible(there)
        if not there:
            self.step.setText(_("Put it back from a backup of the folder with your receipts."))
        elif self._receipt.rendition_sha256 == damage.sha256:
            self.step.setText(_("Dinero holds the same file; it can be fetched back unchanged."))
        else:
            self.step.setText(_("Dinero holds the copy that was sent. The original itself is in a backup at best."))

    # -- what the user does

    @Slot()
    def _on_open(self) -> None:
        if self._receipt is not None:
            QDesktopServices.openUrl(dinero_url(self._bridge.desk.config, self._receipt.company_id))
            self._say(_open_hint(self._receipt), "muted")

    @Slot()
    def _on_reveal(self) -> None:
        if self._receipt is not None and self._receipt.originals:
            self.deeds.reveal(self._receipt.originals[0])

    @Slot()
    def _ask_where(self) -> None:
        if self._receipt is None or not self._receipt.originals:
            return
        dialog = self._dialog(_("Save a copy of the original"))
        if len(self._receipt.originals) == 1:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(Path(self._receipt.originals[0].name).name)
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()

    @Slot(str)
    def _on_place(self, name: str) -> None:
        if self._receipt is not None:
            self.deeds.copy(self._receipt, Path(name))

    @Slot()
    def _on_fetch(self) -> None:
        if self._receipt is None:
            return
        self._let_fetch(allowed=False)
        self._say(_("Fetching the file from Dinero …"), "muted")
        self.deeds.rescue(self._receipt)

    def _let_fetch(self, *, allowed: bool) -> None:
        self.fetch.setEnabled(allowed)
        self.sent.setEnabled(allowed)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window(), title)
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return dialog

    # -- what came of it

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        self._say(_("Saved: {name}").format(name=breakable(str(path))), "ok")

    @Slot(object)
    def _on_rescued(self, rescued: Rescued) -> None:
        self._let_fetch(allowed=True)
        if rescued.copy is None:
            self._say(_("The original is back, unchanged."), "ok")
        else:
            words = _("The copy that was sent is saved: {name}")
            self._say(words.format(name=breakable(str(rescued.copy))), "ok")

    @Slot(object)
    def _on_failed(self, note: FaultNote) -> None:
        self._let_fetch(allowed=True)
        words = explain(note)
        self._say(f"{words.title}. {words.sentence} {words.step}", "fault")

    def _say(self, words: str, colour: str) -> None:
        self.said.setText(words)
        ink(self.said, colour)
        self.said.show()
        announce(self, words, urgent=colour == "fault")


def _has_another_copy(receipt: Receipt | None) -> bool:
    """Return whether Dinero has a file that was made of the original, and isn't the original itself."""
    if receipt is None or receipt.file_guid is None or receipt.rendition_sha256 is None:
        return False
    return receipt.rendition_sha256 not in {o.sha256 for o in receipt.originals}


def _open_hint(receipt: Receipt) -> str:
    if receipt.voucher_number is None:
        return _("Opens your company in Dinero; the draft is under purchases there.")
    return _("Opens your company in Dinero; the voucher's number is {number}.").format(number=receipt.voucher_number)
