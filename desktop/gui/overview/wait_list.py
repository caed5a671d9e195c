"""What waits and why, as rows: icon, words, how many, and the button for what can be done."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLayout, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.company_picker import login_words
from desktop.gui.overview.waits import Deed, Wait, waits_of
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, clear, column, ground, hairline, label, picture, row
from desktop.receipts.states import Place
from desktop.words import _, ngettext

RETELL_MS = 5000
"""Pauses end, and receipts are tried again, without a signal."""
_ICONS = {
    Deed.TRY: "try",
    Deed.LOG_IN: "connect",
    Deed.SEND: "send",
    Deed.SETTINGS: "settings",
    Deed.SHOW: "chevron-right",
}


class WaitRow(QWidget):
    """One group."""

    def __init__(self, wait: Wait, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wait = wait
        self.action = button(_deed_words(wait, bridge), icon=_ICONS[wait.deed])
        self.action.setAccessibleName(f"{self.action.text()}: {self.spoken()}")
        words = column(gap=0)
        title = label(f"{wait.title} · {_many(wait.count)}", wraps=True)
        title.setAccessibleName(self.spoken())
        words.addWidget(title)
        if wait.text:
            words.addWidget(label(wait.text, kind="small", ink="muted", wraps=True))
        line = row(self, gap=Space.M)
        upright = Qt.AlignmentFlag.AlignTop if wait.text else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(picture(wait.tone.icon, 20, wait.tone.role), 0, upright)
        line.addLayout(words, 1)
        line.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(part for part in (self.wait.title, _many(self.wait.count), self.wait.text) if part)


class WaitList(QWidget):
    """The rows of :func:`waits_of`; made anew only when one of them has changed, so that the focus stays."""

    place_asked = Signal(object, object)
    """Place, str | None: show it, and in it this receipt"""
    settings_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "card")
        self._bridge = bridge
        self._shown: tuple[Wait, ...] | None = None
        self.rows: list[WaitRow] = []
        self._inner = column(self, margin=Space.L, gap=Space.M)
        self._timer = QTimer(self, interval=RETELL_MS)
        self._timer.timeout.connect(bridge.overview.ask_holds)
        bridge.overview.holds_known.connect(self.tell)
        self.tell()

    def begin(self) -> None:
        """Ask now and then, while it is looked at."""
        self._timer.start()
        self._bridge.overview.ask_holds()
        self.tell()

    def rest(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def tell(self) -> None:
        """Show what waits now."""
        waits = waits_of(self._bridge, self._bridge.overview.holds, dt.datetime.now(dt.UTC))
        if waits == self._shown:
            return
        focused = next((n for n, each in enumerate(self.rows) if each.action.hasFocus()), None)
        self._shown = waits
        clear(self._inner)
        self.rows = [self._make(wait) for wait in waits]
        for number, each in enumerate(self.rows):
            if number:
                self._inner.addWidget(hairline())
            self._inner.addWidget(each)
        if not waits:
            self._inner.addLayout(self._nothing())
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, wait: Wait) -> WaitRow:
        made = WaitRow(wait, self._bridge)
        made.action.clicked.connect(self._on_action)
        return made

    def _nothing(self) -> QLayout:
        line = row(gap=Space.M)
        line.addWidget(picture("check-circle", 20, Role.OK))
        line.addWidget(label(_("Nothing waits. New receipts can be dropped anywhere in the window."), wraps=True), 1)
        return line

    @Slot()
    def _on_action(self) -> None:
        pressed = self.sender()
        wait = next((each.wait for each in self.rows if each.action is pressed), None)
        if wait is not None:
            self._do(wait)

    def _do(self, wait: Wait) -> None:
        if wait.deed is Deed.TRY:
            self._bridge.try_now(wait.receipts)
        elif wait.deed is Deed.LOG_IN:
            self._bridge.log_in()
        elif wait.deed is Deed.SEND:
            self._bridge.send(wait.receipts)
        elif wait.deed is Deed.SETTINGS:
            self.settings_asked.emit()
        else:
            self.place_asked.emit(wait.place, wait.receipts[0] if wait.receipts else None)


def _many(count: int) -> str:
    return ngettext("{n} receipt", "{n} receipts", count).format(n=count)


def _deed_words(wait: Wait, bridge: Bridge) -> str:
    if wait.deed is Deed.SEND:
        return ngettext("Send it", "Send all {n}", wait.count).format(n=wait.count)
    if wait.deed is Deed.SHOW:
        return _show_words(wait.place)
    words = {Deed.TRY: _("Try now"), Deed.SETTINGS: _("Go to the settings"), Deed.LOG_IN: login_words(bridge)}
    return words[wait.deed]


def _show_words(place: Place) -> str:
    words = {Place.TRAY: _("Show in the tray"), Place.ARCHIVE: _("Show in the archive")}
    return words.get(place, _("Show in the outbox"))
