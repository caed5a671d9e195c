"""The strip above the status line that shows the link: its code until a phone has come, then one line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.gui import icons
from desktop.gui.actions import is_for
from desktop.gui.lent_focus import LentFocus
from desktop.gui.phone.code import CodePicture
from desktop.gui.phone.facts import PhoneFacts, Stage
from desktop.gui.phone.link import PhoneLink
from desktop.gui.phone.words import (
    count_words,
    end_words,
    firewall_words,
    hint_words,
    kept_words,
    safety_words,
    time_words,
)
from desktop.gui.theme import Role, Space, letters, scaled
from desktop.gui.tray.field import CalmCombo
from desktop.gui.widgets import announce, breakable, button, column, ground, hairline, label, row
from desktop.words import _
from desktop.words.faults import explain

SIGN = 20
"""Device-independent pixels."""


class PhonePanel(QWidget):
    """Hidden while there is no link. It follows :class:`PhoneLink` and gives its commands."""

    def __init__(self, link: PhoneLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self._link = link
        self._said: tuple[Stage, bool] = (Stage.OFF, False)
        self.focus = LentFocus(self)
        self.code = CodePicture()
        self.sign = QLabel()
        self.title = label(kind="strong", wraps=True)
        self.anew = button("", kind="quiet")
        self.stop = button("", icon="close")
        self.text = label(wraps=True)
        self.address = label(wraps=True)
        self.safety = label(kind="small", ink="muted", wraps=True)
        self.hint = label(kind="small", ink="wait", wraps=True)
        self.count = label()
        self.time = label(ink="muted")
        self.encrypted = QCheckBox(_("Encrypt (the phone warns first)"))
        self.network = CalmCombo()
        self.network.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.network.setMaximumWidth(letters(44))
        self._lay_out()
        self._wire()
        self._show(link.facts)

    def _lay_out(self) -> None:
        self.address.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.address.setAccessibleName(_("Address for the phone"))
        self.network.setAccessibleName(_("Network"))
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        inner = row(gap=Space.L)
        inner.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        inner.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        told = row(gap=Space.S)
        beside = column()  # as high as the title's line, whose buttons are higher than the sign
        beside.setContentsMargins(0, max(0, (self.stop.sizeHint().height() - scaled(SIGN)) // 2), 0, 0)
        beside.addWidget(self.sign)
        beside.addStretch(1)
        told.addLayout(beside)
        told.addLayout(self._words(), 1)
        inner.addLayout(told, 1)
        layout.addLayout(inner)

    def _words(self) -> QVBoxLayout:
        words = column(gap=Space.S)
        words.addLayout(self._head())
        for each in (self.text, self.address, self.hint, self.safety):
            words.addWidget(each)
        foot = row(gap=Space.M)
        foot.addWidget(self.encrypted)
        foot.addStretch(1)
        foot.addWidget(self.network)
        words.addLayout(foot)
        words.addStretch(1)
        return words

    def _head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addSpacing(Space.S)
        head.addWidget(self.time)
        for each in (self.anew, self.stop):
            head.addWidget(each)
        return head

    def _wire(self) -> None:
        self._link.changed.connect(self._show)
        self._link.ticked.connect(self._on_tick)
        self.encrypted.clicked.connect(self._on_encrypted)
        self.network.activated.connect(self._on_network)
        self.anew.clicked.connect(self._link.open_anew)
        self.stop.clicked.connect(self._link.close)

    # -- what is shown

    @Slot(object)
    def _show(self, facts: PhoneFacts) -> None:
        showing = facts.stage is Stage.OPEN and not facts.joined
        self.code.setVisible(showing)
        self.code.show_link(facts.link if showing else "")
        icons.show(self.sign, *_sign(facts))
        self.title.setText(_title(facts))
        _say(self.text, _text(facts))
        _say(self.address, breakable(facts.link) if showing else "")
        _say(self.hint, hint_words() if facts.lonely else "")
        _say(self.safety, safety_words(facts.fingerprint) if showing else "")
        _say(self.count, count_words(facts.photos, facts.sending) if facts.joined and facts.stage is Stage.OPEN else "")
        self.time.setVisible(facts.stage is Stage.OPEN)
        self._show_networks(facts, showing=showing)
        self._show_buttons(facts)
        self._come(facts)

    def _show_buttons(self, facts: PhoneFacts) -> None:
        ended = facts.stage in {Stage.ENDED, Stage.FAILED}
        self.anew.setVisible(ended or facts.joined)
        again = _("Open it again") if facts.stage is Stage.ENDED else _("Try again")
        self.anew.setText(again if ended else _("New code"))
        self.anew.setToolTip("" if ended else _("For another phone, or when the link must be a secret again"))
        self.stop.setText(_("Close") if ended else _("Stop"))
        for each in (self.anew, self.stop):
            each.setAccessibleName(f"{each.text()} ({_('phone')})")

    def _show_networks(self, facts: PhoneFacts, *, showing: bool) -> None:
        self.network.clear()
        for place in facts.places:
            self.network.addItem(f"{place.name} ({place.address})", place)
        if facts.place in facts.places:
            self.network.setCurrentIndex(facts.places.index(facts.place))
        self.encrypted.setVisible(showing)
        self.encrypted.setChecked(bool(facts.fingerprint))
        self.network.setVisible(showing and len(facts.places) > 1)

    def _come(self, facts: PhoneFacts) -> None:
        """Show the strip, and say aloud what has changed of it."""
        was_here = self.focus.is_here
        if self.isHidden():
            self.focus.remember()
        self.setVisible(facts.stage is not Stage.OFF)
        if facts.stage is Stage.OFF:
            self.focus.give_back() if was_here else self.focus.forget()
        said = (facts.stage, facts.joined)
        if said == self._said:
            return
        self._said = said
        if self.isVisible() and (was_here or (facts.stage is Stage.OPEN and not facts.joined)):
            self.focus.take(self.stop)
        if facts.stage not in {Stage.OFF, Stage.OPENING}:
            announce(self, f"{self.title.text()} {self.text.text()}".strip(), urgent=facts.stage is Stage.FAILED)

    @property
    def is_high(self) -> bool:
        """True while it shows the code, which can't be made smaller."""
        return not self.isHidden() and not self.code.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away, but not while a phone sends: a link that is gone would have to be scanned anew."""
        if not is_for(event, "back"):
            super().keyPressEvent(event)
        elif not (self._link.facts.joined and self._link.facts.stage is Stage.OPEN):
            self._link.close()

    @Slot(int)
    def _on_tick(self, seconds: int) -> None:
        self.time.setText(time_words(seconds))

    @Slot(bool)
    def _on_encrypted(self, encrypted: bool) -> None:
        self._link.encrypt(encrypted)

    @Slot(int)
    def _on_network(self, index: int) -> None:
        place = self.network.itemData(index)
        if place != self._link.facts.place:
            self._link.use(place)


def _say(made: QWidget, words: str) -> None:
    made.setText(words)  # type: ignore[attr-defined]  # a label
    made.setVisible(bool(words))


def _sign(facts: PhoneFacts) -> tuple[str, int, Role]:
    """Return icon, size in logical pixels, and colour."""
    if facts.stage is Stage.FAILED:
        return "alert", scaled(SIGN), Role.FAULT
    if facts.stage is Stage.ENDED:
        return "info", scaled(SIGN), Role.MUTED
    return "phone", scaled(SIGN), Role.ACCENT


def _title(facts: PhoneFacts) -> str:
    if facts.stage is Stage.OPENING:
        return _("The link for the phone is being opened …")
    if facts.stage is Stage.ENDED and facts.why is not None:
        return end_words(facts.why)
    if facts.fault is not None:
        return explain(facts.fault).title
    return _("The phone is connected") if facts.joined else _("Scan the code with the phone's camera")


def _text(facts: PhoneFacts) -> str:
    if facts.fault is not None:
        fault = explain(facts.fault)
        return f"{fault.sentence} {fault.step}"
    if facts.stage is Stage.ENDED:
        return kept_words(facts.photos)
    if facts.stage is not Stage.OPEN or facts.joined:
        return ""
    words = _("The phone must be on the same Wi-Fi. A page opens there; its photos land straight in the tray.")
    return f"{words} {firewall_words()}".strip()
