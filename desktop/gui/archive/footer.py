"""Below the archive's list: how many, the export, and how well what is kept has been looked after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from desktop.desk.archive_export import ExportReport
from desktop.gui.archive.words import count_words, moment_words, number_words
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import announce, breakable, button, column, hairline, ink, label, row
from desktop.receipts.faults import FaultNote
from desktop.store.archive_reads import ChangesRow
from desktop.store.vault_checks import CheckedVault
from desktop.words import _, ngettext
from desktop.words.faults import explain

NAMED = 3
"""Files that are named in a sentence."""


class ArchiveFooter(QWidget):
    """Says what is listed and exports it."""

    export_asked = Signal(object)
    """Path of the zip file"""
    damaged_asked = Signal()
    """List what is damaged"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._exporter, self._watch = bridge.archive.exporter, bridge.archive.watch
        self._listed = 0
        self._is_brief = False
        self.count = label(kind="small", ink="muted")
        self.export = button(_("Export …"), kind="quiet")
        self.export.setToolTip(_("The originals that are listed, with their hashes and a table, in one zip file"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the export"))
        self.cancel = button(_("Cancel"), kind="quiet", name=_("Cancel the export"))
        self.said = label(kind="small", wraps=True)
        self.compared = label(kind="small", ink="muted", wraps=True)
        self.checked = label(kind="small", ink="muted", wraps=True)
        self.show_damaged = button(_("Show them"), kind="link", name=_("Show the damaged or missing originals"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        inner = column(gap=Space.XS)
        inner.setContentsMargins(Space.M, Space.XS, Space.M, Space.S)
        first = row(gap=Space.S)
        first.addWidget(self.count, 1)
        first.addWidget(self.export)
        second = row(gap=Space.S)
        second.addWidget(self.bar, 1)
        second.addWidget(self.cancel)
        inner.addLayout(first)
        inner.addLayout(second)
        for each in (self.said, self.compared, self.checked):
            inner.addWidget(each)
        inner.addWidget(self.show_damaged, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(inner)
        for hidden in (self.bar, self.cancel, self.said, self.show_damaged):
            hidden.hide()

    def _wire(self) -> None:
        self.export.clicked.connect(self._ask_where)
        self.cancel.clicked.connect(self._exporter.cancel)
        self.show_damaged.clicked.connect(self.damaged_asked)
        self._exporter.begun.connect(self._on_begun)
        self._exporter.progressed.connect(self._on_progress)
        self._exporter.ended.connect(self._on_ended)
        self._exporter.failed.connect(self._on_failed)
        self._watch.compared.connect(self._on_compared)
        self._watch.checked.connect(self._on_checked)
        self._on_compared(self._watch.last)
        self._on_checked(self._watch.vault)

    def tell(self, listed: int, *, sifted: bool) -> None:
        """Say how many receipts are listed; ``sifted``: search or filters leave some out."""
        self._listed = listed
        self.count.setText(count_words(listed, sifted=sifted))
        self._allow()

    def be_brief(self, brief: bool) -> None:
        """Say at most one thing at a time, and nothing that is as it should be."""
        self._is_brief = brief
        self._make_room()

    def _make_room(self) -> None:
        damaged = bool(self._watch.vault.damaged)
        told = bool(self.said.text())
        self.compared.setVisible(not self._is_brief)
        self.said.setVisible(told)
        self.checked.setVisible(bool(self.checked.text()) and not (self._is_brief and (told or not damaged)))
        self.show_damaged.setVisible(damaged)

    def _allow(self) -> None:
        self.export.setEnabled(self._listed > 0 and not self._exporter.is_busy)

    # -- the export

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), _("Export what is listed"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Zip file") + " (*.zip)")
        dialog.setDefaultSuffix("zip")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(f"bilag-{dt.datetime.now().astimezone():%Y-%m-%d}.zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()

    @Slot(str)
    def _on_place(self, name: str) -> None:
        self.export_asked.emit(Path(name))

    @Slot(int)
    def _on_begun(self, count: int) -> None:
        self.bar.setRange(0, count)
        self.bar.setValue(0)
        self._show_work(busy=True)
        self._say(_("Exporting …"), "muted")

    @Slot(int)
    def _on_progress(self, done: int) -> None:
        self.bar.setValue(done)

    @Slot(object)
    def _on_ended(self, report: ExportReport) -> None:
        self._show_work(busy=False)
        if report.cancelled:
            self._say(_("The export was cancelled. No file was written."), "muted")
            return
        saved = _("Exported: {name}.").format(name=breakable(str(report.path)))
        lacks = [*_lacking(report)]
        self._say(" ".join([saved, *lacks]), "fault" if lacks else "ok")

    @Slot(object)
    def _on_failed(self, note: FaultNote) -> None:
        self._show_work(busy=False)
        words = explain(note)
        self._say(f"{words.title}. {words.sentence} {words.step}", "fault")

    def _show_work(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self._allow()

    def _say(self, words: str, colour: str) -> None:
        self.said.setText(words)
        ink(self.said, colour)
        self._make_room()
        announce(self, words, urgent=colour == "fault")

    # -- how it is looked after

    @Slot(object)
    def _on_compared(self, last: ChangesRow | None) -> None:
        if last is None:
            self.compared.setText(_("Not compared with Dinero yet: that happens once a day, online."))
        else:
            when = moment_words(last.begun_at)
            self.compared.setText(_("Compared with Dinero {time}").format(time=when))

    @Slot(object)
    def _on_checked(self, result: CheckedVault) -> None:
        self.checked.setText(checked_words(result))
        ink(self.checked, "fault" if result.damaged else "muted")
        self._make_room()


def checked_words(result: CheckedVault) -> str:
    """Return when the originals were last checked, and what came of it."""
    if not result.total:
        return ""
    if result.damaged:
        files = {d.sha256: d.name for d in result.damaged}
        return _named(tuple(files.values()), _damaged_words(len(files)))
    if result.last is None or not result.is_finished:
        return _("Checking the originals: {n} of {total}").format(
            n=number_words(result.checked), total=number_words(result.total)
        )
    words = ngettext("{n} original checked and unchanged, last {time}",
                     "{n} originals checked and unchanged, last {time}", result.total)  # fmt: skip
    return words.format(n=number_words(result.total), time=moment_words(result.last))


def _damaged_words(n: int) -> str:
    return ngettext("{n} original is damaged or missing: {names}", "{n} originals are damaged or missing: {names}", n)


def _lacking(report: ExportReport) -> list[str]:
    said = []
    if report.missing:
        n = len(report.missing)
        words = ngettext("{n} original is missing and not in it: {names}",
                         "{n} originals are missing and not in it: {names}", n)  # fmt: skip
        said.append(_named(report.missing, words))
    if report.changed:
        n = len(report.changed)
        words = ngettext("{n} original is in it but no longer what came in: {names}",
                         "{n} originals are in it but no longer what came in: {names}", n)  # fmt: skip
        said.append(_named(report.changed, words))
    return said


def _named(names: Sequence[str], words: str) -> str:
    different = list(dict.fromkeys(names))
    more = " …" if len(different) > NAMED else ""
    return words.format(n=number_words(len(names)), names=breakable(", ".join(different[:NAMED])) + more)
