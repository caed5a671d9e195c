"""What comes from watched folders, told once; and a word when one of them gets into trouble."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.folders.facts import Catch, Standing
from desktop.gui.bridge import Bridge
from desktop.gui.folder_words import catch_notices, name_of, standing_words
from desktop.gui.notices import Notice, Notices, Tone


class FolderNews(QObject):
    """Listens to the folders, and tells by the notices."""

    def __init__(self, bridge: Bridge, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._notices = bridge, notices
        self._told: dict[int, str] = {}
        bridge.sources.folders.caught.connect(self._on_caught)
        bridge.sources.folders.stands.connect(self._on_stands)

    @Slot(object)
    def _on_caught(self, catch: Catch) -> None:
        for notice in catch_notices(catch):
            self._notices.tell(notice)

    @Slot(object)
    def _on_stands(self, standing: Standing) -> None:
        """Tell each trouble once, and again only after all was well."""
        folder = next((f for f in self._bridge.sources.folders.folders if f.id == standing.folder_id), None)
        if folder is None or standing.is_well:
            self._told.pop(standing.folder_id, None)
            return
        words = standing_words(folder, standing)
        if self._told.get(folder.id) != words.title:
            self._told[folder.id] = words.title
            self._notices.tell(Notice(Tone.WAIT, f"{name_of(folder)}: {words.title}", words.text))
