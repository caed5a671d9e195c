"""Offers to clear what need not be kept any longer: shown first, cleared with one button, taken back with another."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.desk.archive_retention import Clearable
from desktop.gui.archive.footer import checked_words
from desktop.gui.archive.words import number_words
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, label, row
from desktop.receipts.dates import format_date
from desktop.store.vault_checks import CheckedVault
from desktop.words import _, ngettext


class KeepingBar(QWidget):
    """Below the archive's list; hidden while there is nothing to clear."""

    show_asked = Signal(object)
    """Periods: list what may be cleared"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = bridge.archive.keeper
        self._shows = False
        self._brief = False
        self.words = label(kind="small", wraps=True)
        self.look = button(_("Show them"), kind="link", name=_("Show the receipts that may be cleared"))
        self.clear = button(_("Clear them from this computer"), kind="link")
        self.undo = button(_("Undo"), kind="link", name=_("Bring the cleared receipts back"))
        layout = column(self, gap=0)
        layout.setContentsMargins(Space.M, 0, Space.M, Space.S)
        layout.addWidget(self.words)
        line = row(gap=Space.M)
        for each in (self.look, self.clear, self.undo):
            line.addWidget(each)
        line.addStretch(1)
        layout.addLayout(line)
        self.look.clicked.connect(self._on_look)
        self.clear.clicked.connect(self._on_clear)
        self.undo.clicked.connect(self._keeper.take_back)
        self._keeper.known.connect(self._tell)
        self._tell()

    def note_filter(self, *, shows: bool) -> None:
        """Offer to clear once what may be cleared is what is listed (``shows``)."""
        self._shows = shows
        self._tell()

    def be_brief(self, brief: bool) -> None:
        """Give the list the room, unless the user is at it."""
        self._brief = brief
        self._tell()

    @Slot()
    def _tell(self) -> None:
        found = self._keeper.last
        self.words.setText(_words(found))
        self.look.setVisible(found.count > 0 and not self._shows)
        self.clear.setVisible(found.count > 0 and self._shows)
        self.undo.setVisible(found.cleared > 0)
        wanted = found.count > 0 or found.cleared > 0
        self.setVisible(wanted and (not self._brief or self._shows))

    @Slot()
    def _on_look(self) -> None:
        self.show_asked.emit(self._keeper.last.periods)

    @Slot()
    def _on_clear(self) -> None:
        self._keeper.clear(self._keeper.last.periods)


def _words(found: Clearable) -> str:
    said = []
    if found.count:
        words = ngettext(
            "{n} receipt need not be kept any longer: five years have passed since the end of its accounting year.",
            "{n} receipts need not be kept any longer: five years have passed since the end of their accounting year.",
            found.count,
        )
        said.append(words.format(n=number_words(found.count)))
    if found.cleared and found.goes_at is not None:
        words = ngettext("{n} receipt is cleared. It is deleted here on {date}; Dinero keeps its own copy.",
                         "{n} receipts are cleared. They are deleted here on {date}; Dinero keeps its own copies.",
                         found.cleared)  # fmt: skip
        said.append(words.format(n=number_words(found.cleared), date=format_date(found.goes_at.astimezone().date())))
    return " ".join(said)


class ArchiveCare(QWidget):
    """The archive's part of the settings: when the originals were checked, and whether old ones are cleared."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.checked = label(kind="small", ink="muted", wraps=True)
        self.clear_old = QCheckBox(_("Clear receipts by itself when their five years have passed"))
        hint = _("They are hidden first, and deleted from this computer a month later. Dinero's archive isn't touched.")
        layout = column(self, gap=Space.S)
        layout.addWidget(self.checked)
        layout.addWidget(self.clear_old, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(hint, kind="small", ink="muted", wraps=True))
        self.clear_old.clicked.connect(self._on_clear_old)
        bridge.settings_changed.connect(self._fill)
        bridge.archive.watch.checked.connect(self._on_checked)
        self._fill()
        self._on_checked(bridge.archive.watch.vault)

    @Slot()
    def _fill(self) -> None:
        self.clear_old.setChecked(self._bridge.settings.clear_old)

    @Slot(bool)
    def _on_clear_old(self, wanted: bool) -> None:
        self._bridge.save_settings(replace(self._bridge.settings, clear_old=wanted))

    @Slot(object)
    def _on_checked(self, result: CheckedVault) -> None:
        self.checked.setText(checked_words(result))
        self.checked.setVisible(bool(self.checked.text()))
