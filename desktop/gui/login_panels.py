"""What the login window shows around and instead of the web view: address line, waiting page, fault page, hint."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from desktop.gui import icons
from desktop.gui.login_rules import origin_of
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, column, ground, label, picture, row
from desktop.receipts.faults import FaultNote
from desktop.words import _
from desktop.words.faults import explain


class AddressLine(QWidget):
    """Which host the page comes from, and whether the connection to it is encrypted. It can be read, not written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock = picture("lock", 18, Role.OK)
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        self.field.setAccessibleName(_("Address"))
        self._state = label(kind="small", ink="muted")
        lines = column(self, gap=Space.XS)
        lines.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        line = row(gap=Space.S)
        line.addWidget(self._lock)
        line.addWidget(self.field, 1)
        lines.addLayout(line)
        self._state.setIndent(18 + Space.S)  # under the field, not under the lock
        lines.addWidget(self._state)

    @Slot(QUrl)
    def show_url(self, url: QUrl) -> None:
        """Show the host of an address, as the network sees it (letters that look like others show as ``xn--``)."""
        safe = url.scheme() == "https"
        self.field.setText(origin_of(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)))
        words = _("Secure connection") if safe else _("On this computer, not encrypted")
        self._state.setText(words)
        self.field.setAccessibleDescription(words)
        icons.show(self._lock, "lock" if safe else "lock-open", 18, Role.OK if safe else Role.MUTED)

    def text(self) -> str:
        """Return what the line shows."""
        return self.field.text()


class WaitingPage(QWidget):
    """Something is under way, and nothing is to be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label(kind="title")
        bar = QProgressBar(minimum=0, maximum=0)
        bar.setFixedWidth(200)
        bar.setAccessibleName(_("Under way"))
        layout = column(self, margin=Space.XXL, gap=Space.L)
        layout.addStretch(1)
        for each in (picture("connect", 48), self._words, bar):
            layout.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def say(self, words: str) -> None:
        """Say what is under way."""
        self._words.setText(words)
        self.setAccessibleName(words)


class FaultPage(QWidget):
    """A fault in calm words, with the ways on."""

    again = Signal()
    """The user wants to try again."""
    closed = Signal()
    """The user wants to leave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(kind="title", wraps=True)
        self.sentence = label(wraps=True)
        self.step = label(kind="strong", wraps=True)
        self.again_button = button(_("Try again"), kind="primary")
        self.close_button = button(_("Close"))
        self.again_button.clicked.connect(self.again)
        self.close_button.clicked.connect(self.closed)
        self._arrange()

    def _arrange(self) -> None:
        words = column(gap=Space.M)
        words.addStretch(1)
        words.addWidget(picture("alert", 32, Role.FAULT))
        for each in (self.title, self.sentence, self.step):
            words.addWidget(each)
        buttons = row()
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        words.addSpacing(Space.S)
        words.addLayout(buttons)
        words.addStretch(2)
        held = QWidget()
        held.setLayout(words)
        held.setMaximumWidth(480)
        layout = row(self, margin=Space.XXL)
        layout.addStretch(1)
        layout.addWidget(held, 100)
        layout.addStretch(1)

    def show_fault(self, note: FaultNote) -> None:
        """Say what happened, and what to do."""
        words = explain(note)
        self.title.setText(words.title)
        self.sentence.setText(words.sentence)
        self.step.setText(words.step)
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(f"{words.sentence} {words.step}")


class Hint(QWidget):
    """Below a page that tells of a fault: what that means, and where to go on."""

    again = Signal()
    """The user wants to try again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "fault")
        self.title = label(kind="strong", ink="fault", wraps=True)
        self.sentence = label(wraps=True)
        again = button(_("Try again"))
        again.clicked.connect(self.again)
        line = row(self, margin=Space.M, gap=Space.M)
        line.addWidget(picture("alert", 24, Role.FAULT), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=Space.XS)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        words.addSpacing(Space.XS)
        words.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)

    @Slot(object)
    def tell(self, note: FaultNote | None) -> None:
        """Show a fault's words; None: nothing is wrong."""
        self.setVisible(note is not None)
        if note is not None:
            words = explain(note)
            self.title.setText(words.title)
            self.sentence.setText(f"{words.sentence} {words.step}")
            self.setAccessibleName(words.title)
            self.setAccessibleDescription(self.sentence.text())
