"""Files that macOS hands to the program: "Open with", and drops on its icon, come as events and not as arguments.

They may come before there is a window (they are what the program was started for), so they are kept until one asks.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class FileOpens(QObject):
    """Watches the application; one for the whole process."""

    asked = Signal()
    """There are paths to :meth:`take`"""

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        self._paths: list[Path] = []
        app.installEventFilter(self)

    def take(self) -> list[Path]:
        """Return the paths that nobody has taken yet."""
        taken, self._paths = self._paths, []
        return taken

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep what a file event names; addresses of other things than files are let pass."""
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        self._paths.append(Path(event.file()))
        self.asked.emit()
        return True
