"""The one line at the bottom: what is under way, the newest notice, Undo, Details. It never blocks anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedLabel
from desktop.gui.facts import Link, Progress
from desktop.gui.folder_words import trouble_words
from desktop.gui.header import counts_of
from desktop.gui.notices import Notice, Notices, Tone
from desktop.gui.theme import Space, scaled
from desktop.gui.widgets import announce, button, column, ground, hairline, ink, row
from desktop.receipts.states import Place, State
from desktop.words import _, ngettext

if TYPE_CHECKING:
    from desktop.desk import SendReport

SHOWN_MS = 8000
"""A notice that asks for nothing gives way to the figures after this long."""
_INKS = {Tone.OK: "ok", Tone.INFO: "text", Tone.WAIT: "wait", Tone.FAULT: "fault"}


class StatusLine(QWidget):
    """Figures, notice, progress, Undo, Details."""

    details_asked = Signal()

    def __init__(self, bridge: Bridge, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "window")
        self._bridge, self._notices = bridge, notices
        self._notice: Notice | None = None
        self._taking = 0
        self._calm_only = False
        self._uploads: dict[str, Progress] = {}
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._make()
        self._lay_out()
        self._wire()
        self.tell()

    def _make(self) -> None:
        self.symbol = QLabel()
        self.words = ElidedLabel()
        self.words.setAccessibleName(_("Status"))
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.put_away = button("", kind="quiet", icon="close", name=_("Put the message away"))
        self.undo = button(_("Undo"), kind="quiet", icon="undo")
        self.details = button(_("Details"), kind="quiet")
        self.details.setCheckable(True)
        for each in (self.put_away, self.undo, self.details):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        line = row(gap=Space.S)
        line.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        line.addWidget(self.symbol)
        line.addWidget(self.words, 100)
        line.addStretch(1)
        for each in (self.put_away, self.bar, self.undo, self.details):
            line.addWidget(each)
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        layout.addLayout(line)

    def _wire(self) -> None:
        self._timer.timeout.connect(self._forget)
        self.put_away.clicked.connect(self._forget)
        self.undo.clicked.connect(self._bridge.undo)
        self.details.clicked.connect(self.details_asked)
        self._notices.added.connect(self._on_notice)
        self._bridge.intake_started.connect(self._on_intake)
        self._bridge.intake_finished.connect(self._on_taken)
        self._bridge.send_finished.connect(self._on_sent)
        self._bridge.progress.connect(self._on_progress)
        self._bridge.undo_changed.connect(self._on_undo)
        bridge = self._bridge
        self._soon.timeout.connect(self.tell)
        for signal in (bridge.receipts_changed, bridge.receipts_gone):
            signal.connect(self._soon.start)
        for signal in (bridge.connection_changed, bridge.held_changed):
            signal.connect(self.tell)
        bridge.sources.folders.stands.connect(self.tell)
        bridge.sources.folders.changed.connect(self.tell)

    def be_calm(self, calm: bool) -> None:
        """Keep quiet about figures while the program is being introduced; once something happens, it is said."""
        self._calm_only = calm
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Show what is to be said now: the notice, else the figures."""
        notice = self._notice or self._figures()
        quiet = self._calm_only and self._notice is None
        self.symbol.setVisible(not quiet)
        self.words.setVisible(not quiet)
        self.details.setVisible(not (quiet and not self._notices.all))
        self.setVisible(bool(not quiet or self._notices.all or self._taking))
        icons.show(self.symbol, notice.tone.icon, scaled(18), notice.tone.role)
        ink(self.words, _INKS[notice.tone])
        whole, short = (f"{title}. {notice.text}" if notice.text else title for title in (notice.title, notice.short))
        self.words.say(whole, short if notice.short else "")
        self.put_away.setVisible(self._notice is not None and self._notice.stays)
        self.undo.setVisible(self._bridge.undo_label() is not None)
        self._show_progress()

    def _figures(self) -> Notice:
        if self._taking:
            return Notice(Tone.INFO, _("Taking receipts in …"))
        counts = counts_of(self._bridge)
        attention = sum(r.state is State.ATTENTION for r in self._bridge.receipts.values())
        waiting = counts.get(Place.OUTBOX, 0) - attention
        parts = (
            (self._notices.delivered, ngettext("{n} sent", "{n} sent", self._notices.delivered)),
            (waiting, ngettext("{n} on its way", "{n} on their way", waiting)),
            (attention, ngettext("{n} needs you", "{n} need you", attention)),
        )
        said = [words.format(n=n) for n, words in parts if n]
        link = self._link_words(waiting)
        link += [trouble_words(*each) for each in self._bridge.sources.folders.troubled()]
        return Notice(self._tone(attention, waiting), " · ".join([*said, *link]) or self._calm(counts))

    def _link_words(self, waiting: int) -> list[str]:
        link = self._bridge.connection.link
        if self._bridge.held:
            return [_("nothing is sent until this computer takes over (in the settings)")]
        if link is Link.LOGGED_OUT and waiting:
            return [_("connect to Dinero to send")]
        if link is Link.OFFLINE:
            return [_("Dinero can't be reached; what waits is sent by itself")]
        return []

    def _calm(self, counts: dict[Place, int]) -> str:
        n = counts.get(Place.TRAY, 0)
        if n:
            return ngettext("{n} receipt in the tray", "{n} receipts in the tray", n).format(n=n)
        return _("Everything has been sent") if counts.get(Place.ARCHIVE) else _("Drop receipts anywhere in the window")

    def _tone(self, attention: int, waiting: int) -> Tone:
        if attention:
            return Tone.FAULT
        if self._bridge.held or self._bridge.connection.link is Link.OFFLINE or self._bridge.sources.folders.troubled():
            return Tone.WAIT
        return Tone.OK if self._notices.delivered and not waiting else Tone.INFO

    def _show_progress(self) -> None:
        receipts = self._bridge.receipts
        under_way = {i for i in self._uploads if i in receipts and receipts[i].state is State.UPLOADING}
        self._uploads = {i: p for i, p in self._uploads.items() if i in under_way}
        total = sum(p.total for p in self._uploads.values())
        self.bar.setVisible(bool(self._taking or total))
        if self._taking:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 100)
            self.bar.setValue(100 * sum(p.sent for p in self._uploads.values()) // total if total else 0)

    @Slot(object)
    def _on_notice(self, notice: Notice) -> None:
        if self._notice is not None and self._notice.stays and not notice.stays:
            return
        self._notice = notice
        announce(self, f"{notice.title}. {notice.text}", urgent=notice.stays)
        self._timer.stop()
        if not notice.stays:
            self._timer.start()
        self.tell()

    @Slot()
    def _forget(self) -> None:
        self._notice = None
        self.tell()

    @Slot(int)
    def _on_intake(self, _count: int) -> None:
        self._taking += 1
        if self._notice is not None and self._notice.stays:
            self._notice = None
        self.tell()

    @Slot(object)
    def _on_taken(self, _report: object) -> None:
        self._taking -= 1
        self.tell()

    @Slot(object)
    def _on_sent(self, report: SendReport) -> None:
        """Let what was wrong before a send give way to how the send goes; "Details" still has it."""
        if report.sent and self._notice is not None and self._notice.stays:
            self._forget()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self._uploads[progress.receipt_id] = progress
        self._show_progress()

    @Slot(object)
    def _on_undo(self, label: str | None) -> None:
        self.undo.setVisible(label is not None)
        self.undo.setToolTip(_("Undo: {what} (Ctrl+Z)").format(what=label) if label else "")
