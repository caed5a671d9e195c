"""How the window looks, and when the program speaks up."""

from __future__ import annotations

from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop.config import Theme
from desktop.gui.bridge import Bridge
from desktop.gui.setting.card import Card
from desktop.gui.setting.rows import Choice, Switch, beside
from desktop.words import _


class WindowCard(Card):
    """Language, colours, notifications, and what closing means."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("Notifications and window"), parent)
        as_computer = _("As the computer")
        languages = ((as_computer, None), ("Dansk", "da"), ("English", "en"))
        themes = ((as_computer, Theme.SYSTEM), (_("Light"), Theme.LIGHT), (_("Dark"), Theme.DARK))
        self.language = Choice(bridge, "language", _("Language"), languages)
        self.theme = Choice(bridge, "theme", _("Colours"), themes)
        self.needs = Switch(
            bridge,
            "notify_needs",
            _("Tell me when something needs me"),
            _("Only while the window is hidden or behind others: a receipt that Dinero refuses, a login that ran out."),
        )
        self.delivered = Switch(
            bridge,
            "notify_delivered",
            _("Tell me when everything I sent is in Dinero"),
            _("Once for all that was sent together."),
        )
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self.keep = Switch(bridge, "keep_running", _("Keep running when I close the window"), _keep_hint(there=there))
        self.keep.box.setEnabled(there)
        self.add(beside(self.language, self.theme), self.needs, self.delivered, self.keep)


def _keep_hint(*, there: bool) -> str:
    if not there:
        return _("This desktop has no place for an icon by which you would find the program again, so closing ends it.")
    return _(
        "What is on its way is sent while the window is closed; an icon by the clock opens it again and ends the "
        "program. Off at first, so that closing means closing."
    )
