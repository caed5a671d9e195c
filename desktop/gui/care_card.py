"""In the settings: the error report for whoever helps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import breakable, button, column, label
from desktop.words import _

REPORT_NAME = "bilagsdrop-fejlrapport.zip"


class CareCard(QWidget):
    """One act that is seldom needed."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._dialog: QFileDialog | None = None
        self.save = button(_("Save an error report …"), kind="link")
        self.saved = label("", kind="small", ink="muted", wraps=True)
        self.saved.hide()
        self._lay_out()
        self.save.clicked.connect(self._ask_where)
        bridge.report_saved.connect(self._on_saved)

    def _lay_out(self) -> None:
        inner = column(self, gap=Space.S)
        inner.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        hint = _("For whoever helps you. Without names, amounts and passwords.")
        inner.addWidget(label(hint, kind="small", ink="muted", wraps=True))
        inner.addWidget(self.saved)

    @Slot()
    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        dialog = QFileDialog(self.window(), _("Save an error report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setDirectory(folder)
        dialog.selectFile(REPORT_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()
        self._dialog = dialog

    @Slot(str)
    def _on_place(self, name: str) -> None:
        self._dialog = None
        self._bridge.save_report(Path(name))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.saved.setText(_("The error report is saved: {name}").format(name=breakable(str(path))))
        self.saved.show()
