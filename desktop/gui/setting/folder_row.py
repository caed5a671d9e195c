"""One watched folder in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from desktop.folders.names import TAKEN_FOLDERS
from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedPath
from desktop.gui.folder_words import name_of, standing_words
from desktop.gui.notices import Tone
from desktop.gui.setting.rows import BESIDE
from desktop.gui.theme import Space, scaled
from desktop.gui.widgets import breakable, button, column, hairline, ink, label, row
from desktop.store.folders import Afterwards, Folder
from desktop.words import _, current_language

LONGEST = 40
"""Letters of a folder's name; its path beside it has all of them."""
_INKS = {Tone.OK: "muted", Tone.INFO: "muted", Tone.WAIT: "wait", Tone.FAULT: "fault"}


class FolderRow(QWidget):
    """On or off, its path, what happens to its files, and how it stands."""

    def __init__(self, bridge: Bridge, folder: Folder) -> None:
        super().__init__()
        self._bridge, self._folder = bridge, folder
        name = name_of(folder)
        self.on = QCheckBox(_short(name).replace("&", "&&"))
        self.on.setAccessibleName(_("Watch “{folder}”").format(folder=name))
        self.path = ElidedPath(str(folder.path))
        self.path.setProperty("type", "small")
        ink(self.path, "muted")
        self.path.setAccessibleName(_("Where the folder is"))
        self.away = button(
            "", kind="quiet", icon="close", name=_("Don't watch “{folder}” any more").format(folder=name)
        )
        self.below = QCheckBox(_("Subfolders too"))
        self.symbol = QLabel()
        self.words = label("", kind="small", wraps=True)
        self._make_choice()
        self._lay_out()
        self.on.clicked.connect(self._on_on)
        self.below.clicked.connect(self._on_below)
        self.away.clicked.connect(self._on_away)
        self.fill()

    def _make_choice(self) -> None:
        self.afterwards = QComboBox()
        self.afterwards.setAccessibleName(_("What happens to a file when it has been taken"))
        moved = TAKEN_FOLDERS.get(current_language(), TAKEN_FOLDERS["en"])
        for words, value in (
            (_("Leave the file where it is"), Afterwards.LEAVE),
            (_("Move it into “{folder}”").format(folder=moved), Afterwards.MOVE),
            (_("Put it into the computer's waste bin"), Afterwards.BIN),
        ):
            self.afterwards.addItem(words, value.value)
        hint = _("Only when its bytes lie unchanged in Bilagsdrop. A file that is no receipt is left alone.")
        if self._bridge.desk.config.sandbox:
            hint = _("In the trial every file is left where it is.")
            self.afterwards.setEnabled(False)
        self.afterwards.setToolTip(hint)
        self.afterwards.setAccessibleDescription(hint)
        self.afterwards.activated.connect(self._on_afterwards)

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        first = row(gap=Space.S)
        first.addWidget(self.on)
        first.addStretch(1)
        first.addWidget(self.away)
        place = row()
        place.setContentsMargins(BESIDE, 0, 0, Space.XS)
        place.addWidget(self.path)
        second = row(gap=Space.L)
        second.setContentsMargins(BESIDE, 0, 0, 0)
        second.addWidget(self.afterwards)
        second.addWidget(self.below)
        second.addStretch(1)
        third = row(gap=Space.XS)
        third.setContentsMargins(BESIDE, Space.S, 0, Space.M)
        third.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        third.addWidget(self.words, 1)
        for each in (first, place, second, third):
            layout.addLayout(each)
        layout.addWidget(hairline())

    def show_folder(self, folder: Folder) -> None:
        """Show another state of the same folder."""
        self._folder = folder
        self.fill()

    def fill(self) -> None:
        """Show what is set, and how it stands."""
        folder = self._folder
        self.on.setChecked(folder.is_on)
        self.below.setChecked(folder.subfolders)
        self.afterwards.setCurrentIndex(max(self.afterwards.findData(folder.afterwards.value), 0))
        told = standing_words(folder, self._bridge.sources.folders.standings.get(folder.id))
        icons.show(self.symbol, told.tone.icon, scaled(16), told.tone.role)
        ink(self.words, _INKS[told.tone])
        text = f"{told.title}. {told.text}" if told.text else told.title
        self.words.setText(breakable(text))
        self.words.setAccessibleName(text)

    @Slot(bool)
    def _on_on(self, wanted: bool) -> None:
        self._bridge.sources.folders.change(replace(self._folder, is_on=wanted))

    @Slot(bool)
    def _on_below(self, wanted: bool) -> None:
        if wanted:
            self._bridge.sources.folders.include_subfolders(self._folder)
        else:
            self._bridge.sources.folders.change(replace(self._folder, subfolders=False))

    @Slot()
    def _on_afterwards(self) -> None:
        chosen = Afterwards(self.afterwards.currentData())
        self._bridge.sources.folders.change(replace(self._folder, afterwards=chosen))

    @Slot()
    def _on_away(self) -> None:
        self._bridge.sources.folders.remove(self._folder)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
