"""One line above the status line: a newer version is out, where to see it, and "not now"."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop import __version__
from desktop.gui.asking_bar import AskingBar
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role
from desktop.gui.widgets import announce, button
from desktop.updates import Announcement
from desktop.words import _


class NewerBar(AskingBar):
    """Hidden unless there is one. It takes no focus, and nothing is fetched or installed by it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("info", Role.MUTED, parent)
        self._versions = bridge.versions
        self.later = button(_("Not now"), kind="quiet")
        self.see = button(_("See the new version"), kind="link", icon="open")
        self.offer(self.later, self.see)
        self.later.clicked.connect(self._on_later)
        self.see.clicked.connect(self._on_see)
        self._versions.found.connect(self.tell)
        self.tell(self._versions.newest)

    @Slot(object)
    def tell(self, newest: Announcement | None) -> None:
        """Show a version, or nothing."""
        shown = self.isVisible()
        self.setVisible(newest is not None)
        if newest is None:
            return
        self.words.setText(newer_words(newest))
        self.see.setToolTip(opens_words(newest))
        self.see.setAccessibleDescription(opens_words(newest))
        if not shown:
            announce(self, self.words.text(), urgent=False)

    @Slot()
    def _on_later(self) -> None:
        self._versions.put_off()

    @Slot()
    def _on_see(self) -> None:
        open_page(self._versions.newest)


def newer_words(newest: Announcement) -> str:
    """Return that a version is out."""
    words = _("Version {new} of Bilagsdrop is out. You have {old}, which goes on working.")
    return words.format(new=newest.version, old=__version__)


def opens_words(newest: Announcement) -> str:
    """Return where the link leads: who offers a program is what its user has to know."""
    return _("Opens {host} in the browser").format(host=newest.host)


def open_page(newest: Announcement | None) -> None:
    """Open the page of a version in the browser."""
    if newest is not None:
        QDesktopServices.openUrl(QUrl(newest.page))
