"""Files that macOS hands to the program: "Open with", and drops on its icon, come as events and not as arguments.

They may come before there is a window (they are what the program was started for), so they are kept until one asks.

The events are taken where they arrive, at the application itself: an event filter on it would see every event of every
object, and QtWebEngine ends the process when Python looks at its own (PySide 6.12).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

QUITTING = "quitting"
"""The property that is true while the system asks the program to quit (Cmd+Q, the Dock's menu): Qt then closes every
window, and one that only hides would refuse to."""


class FileOpens(QObject):
    """What has been handed over and not taken yet; one for the whole process."""

    asked = Signal()
    """There are paths to :meth:`take`"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []

    def take(self) -> list[Path]:
        """Return the paths that nobody has taken yet."""
        taken, self._paths = self._paths, []
        return taken

    def keep(self, event: QEvent) -> bool:
        """Keep what a file event names; return False for any other event, and for addresses of other things."""
        if event.type() is not QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        self._paths.append(Path(event.file()))
        self.asked.emit()
        return True


class Application(QApplication):
    """Qt's application, which keeps the files that it is asked to open."""

    opens: FileOpens | None = None
    """None while Qt makes the application, which sends it events already."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self.opens = FileOpens(self)

    def event(self, event: QEvent) -> bool:
        """Take file events, and mark that it is asked to quit; everything else goes its way."""
        if event.type() is QEvent.Type.Quit:
            self.setProperty(QUITTING, True)  # noqa: FBT003 - Qt's own
            done = super().event(event)
            self.setProperty(QUITTING, False)  # noqa: FBT003 - as above
            return done
        taken = self.opens is not None and self.opens.keep(event)
        return taken or super().event(event)
