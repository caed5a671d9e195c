"""What the two forms of a way in share: three fields, what is wrong with them, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.theme import Space, say
from desktop.gui.widgets import button, column, label
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words import _
from desktop.words.faults import explain


@dataclass(frozen=True, slots=True)
class Line:
    """A field with its name and a hint below it."""

    field: QLineEdit
    name: str
    hint: str


def hidden_field() -> QLineEdit:
    """Return a field that does not show what is written in it."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class WayForm(QWidget):
    """Asks for the fields to be kept, and waits for :meth:`kept` or :meth:`failed`. Secrets stay here until then."""

    saved = Signal(str, str, str, bool)
    """the three fields; True: where there is no keyring, only until the program is closed"""

    def __init__(self, action: str, waiting: str, lines: tuple[Line, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._waits = False
        self.save = button(action, kind="primary")
        self.waiting = label(waiting, ink="muted", wraps=True)
        self.fault = label("", ink="fault", wraps=True)
        self.for_now = button(_("Use it until the program is closed"))
        self.save.clicked.connect(self._on_save)
        self.for_now.clicked.connect(self._on_for_now)
        self._lay_out()
        self._show_state(waits=False)

    def _lay_out(self) -> None:
        layout = column(self, gap=Space.XS)
        for line in self._lines:
            title = label(line.name, kind="strong")
            title.setBuddy(line.field)
            line.field.setAccessibleName(line.name)
            line.field.setAccessibleDescription(line.hint)
            line.field.textEdited.connect(self._forgive)
            layout.addWidget(title)
            layout.addWidget(line.field)
            layout.addWidget(label(line.hint, kind="small", ink="muted", wraps=True))
            layout.addSpacing(Space.S)
        layout.addWidget(self.fault)
        layout.addWidget(self.for_now, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.waiting)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def faults(self) -> list[tuple[QLineEdit, str]]:
        """Return the fields that can't be right, each with what to do."""
        raise NotImplementedError

    def texts(self) -> tuple[str, ...]:
        """Return the fields without spaces round them."""
        return tuple(line.field.text().strip() for line in self._lines)

    @Slot()
    def _on_save(self) -> None:
        self._ask(for_now=False)

    @Slot()
    def _on_for_now(self) -> None:
        self._ask(for_now=True)

    def _ask(self, *, for_now: bool) -> None:
        for field, wrong in self.faults():
            say(field, "fault", "true")
            self._complain(wrong)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._show_state(waits=True)
        self.saved.emit(*self.texts(), for_now)

    @Slot()
    def kept(self) -> None:
        """Take note that what was asked for is kept."""
        if self._waits:
            self._show_state(waits=False)
            for line in self._lines:
                if line.field.echoMode() is QLineEdit.EchoMode.Password:
                    line.field.clear()

    @Slot(object)
    def failed(self, note: FaultNote) -> None:
        """Say why it is not; without a keyring, offer to go on without."""
        if not self._waits:
            return
        self._show_state(waits=False)
        if note.code is FaultCode.KEYRING_MISSING:
            self._complain(_no_keyring())
            self.for_now.show()
        else:
            words = explain(note)
            self._complain(f"{words.title}. {words.sentence} {words.step}")
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.show()

    def _show_state(self, *, waits: bool) -> None:
        self._waits = waits
        self.save.setEnabled(not waits)
        self.waiting.setVisible(waits)
        self.fault.hide()
        self.for_now.hide()

    @Slot()
    def _forgive(self) -> None:
        for line in self._lines:
            say(line.field, "fault", "false")
        self.fault.hide()
        self.for_now.hide()


def _no_keyring() -> str:
    return _(
        "No keyring was found on this computer (on Linux GNOME Keyring or KWallet), and a secret is never kept in a "
        "plain file. Start one and save again, or use what you wrote until the program is closed."
    )
