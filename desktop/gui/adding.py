"""Choosing files and folders with the system's own dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.gui.bridge import Bridge
from desktop.words import _

PATTERNS = "*.jpg *.jpeg *.png *.pdf *.heic *.heif *.avif *.webp *.tif *.tiff *.gif *.bmp *.xml *.eml *.msg *.zip"


class FileChooser(QObject):
    """Opens one dialog at a time; the window lives on while it is open."""

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._dialog: QFileDialog | None = None

    @Slot()
    def files(self) -> None:
        """Let the user choose receipts."""
        dialog = QFileDialog(self._window, _("Add receipts"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        upper = PATTERNS.upper()
        dialog.setNameFilters([_("Receipts") + f" ({PATTERNS} {upper})", _("All files") + " (*)"])
        self._open(dialog)

    @Slot()
    def folder(self) -> None:
        """Let the user choose a folder of receipts."""
        dialog = QFileDialog(self._window, _("Add a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        if self._dialog is not None:
            dialog.deleteLater()
            self._dialog.raise_()
            return
        self._dialog = dialog
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        self._bridge.take_paths(names)

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
