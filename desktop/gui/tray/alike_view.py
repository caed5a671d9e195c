"""Two receipts that look alike, side by side: their pages, their fields with what is the same, and the two answers."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop.desk import Pair
from desktop.gui.actions import is_for
from desktop.gui.bridge import Bridge
from desktop.gui.elided import ElidedLabel
from desktop.gui.theme import Role, Space, letters, say
from desktop.gui.tray.alike_words import Line, lines_of, why_words
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.widgets import button, clear, column, ground, hairline, label, picture, retell, row
from desktop.likeness import Alike, Caution
from desktop.words import _, ngettext

LEAST = 12
"""Average letters of a value."""
LEAST_PAGE = 110
"""Pixels of a page's side that stay in the smallest window."""
TALL = 520
"""Pixels of height from which on there is room for the pages' own buttons; wheel and keys do the same."""
NOTHING = "\u2013"


class Act(Enum):
    """What a key answers."""

    KEEP = auto()
    SEND = auto()
    THROW_OUT = auto()
    BACK = auto()


_KEYS = {"keep_both": Act.KEEP, "send": Act.SEND, "throw_out": Act.THROW_OUT, "back": Act.BACK}
"""By the names of the table of actions."""


def _act_of(event: QKeyEvent) -> Act | None:
    return next((act for name, act in _KEYS.items() if is_for(event, name)), None)


class AlikeView(QWidget):
    """Shows one receipt beside an earlier one that it may be, and after it the next such one."""

    kept = Signal(str, str, bool)
    """receipt, other: both are to be kept. True: and this one is sent, once there is nothing more to ask"""
    thrown_out = Signal(str)
    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._caution: Caution | None = None
        self._pair: Pair | None = None
        self.title = label("", kind="title", wraps=True)
        self.why = label("", ink="muted", wraps=True)
        self.mine, self.other = PreviewPane(bridge, editable=False), PreviewPane(bridge, editable=False)
        self.heads = (label("", kind="strong"), label("", kind="strong"))
        self.fields = QGridLayout()
        self.back = button("", kind="quiet", icon="tray")
        self.throw_out = button("", icon="trash")
        self.keep = button("", kind="primary", icon="check")
        self.hint = label("", kind="small", ink="muted", wraps=True)
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        ground(self, "surface")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # it gives way before the window
        for pane in (self.mine, self.other):
            pane.canvas.setMinimumSize(LEAST_PAGE, LEAST_PAGE)
        layout = column(self, gap=Space.XS)
        head = column(gap=Space.XS)
        head.setContentsMargins(Space.L, Space.M, Space.L, 0)
        head.addWidget(self.title)
        head.addWidget(self.why)
        layout.addLayout(head)
        layout.addLayout(self._pages(), 1)
        self.fields.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        self.fields.setHorizontalSpacing(Space.M)
        self.fields.setVerticalSpacing(0)
        layout.addLayout(self.fields)
        layout.addWidget(hairline())
        layout.addLayout(self._answers())

    def _pages(self) -> QHBoxLayout:
        pages = row(gap=Space.S)
        for head, pane in zip(self.heads, (self.mine, self.other), strict=True):
            part = column(gap=Space.XS)
            head.setContentsMargins(Space.L, 0, Space.L, 0)
            part.addWidget(head)
            part.addWidget(pane, 1)
            pages.addLayout(part, 1)
        return pages

    def _answers(self) -> QHBoxLayout:
        answers = row(margin=Space.M, gap=Space.S)
        answers.addWidget(self.back)
        answers.addWidget(self.hint, 1)
        answers.addWidget(self.throw_out)
        answers.addWidget(self.keep)
        return answers

    def _wire(self) -> None:
        self._bridge.likeness.pair_ready.connect(self._on_pair)
        self.back.clicked.connect(self.closed)
        self.throw_out.clicked.connect(self._on_throw_out)
        self.keep.clicked.connect(self._on_keep)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the answers from the shortcuts of the tray around it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by key."""
        act = _act_of(event)
        if act is None:
            super().keyPressEvent(event)
        elif act is Act.BACK:
            self.closed.emit()
        elif act is Act.THROW_OUT:
            self._on_throw_out()
        else:
            self._keep(send=act is Act.SEND)

    # -- what is shown

    @property
    def receipt_id(self) -> str | None:
        """The receipt that is asked about, the one on the left."""
        return self._caution.receipt_id if self._caution else None

    @property
    def _alike(self) -> Alike | None:
        return self._caution.alike[0] if self._caution and self._caution.alike else None

    def ask(self, caution: Caution) -> None:
        """Show a receipt beside the first that it looks like."""
        before = self._alike if self._caution and self._caution.receipt_id == caution.receipt_id else None
        self._caution = caution
        if self._alike is not None and self._alike != before:
            self._bridge.likeness.request_pair(caution.receipt_id, self._alike.other)
        self.retranslate()

    def forget(self) -> None:
        """Show nothing more."""
        self._caution = self._pair = None
        self.mine.show_receipt(None)
        self.other.show_receipt(None)

    @Slot(object)
    def _on_pair(self, pair: Pair) -> None:
        if self._alike is None or (pair.mine.id, pair.other.id) != (self.receipt_id, self._alike.other):
            return
        self._pair = pair
        self.mine.show_receipt(pair.mine)
        self.other.show_receipt(pair.other)
        self._tell()

    def _tell(self) -> None:
        clear(self.fields)
        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(3, 1)
        for number, line in enumerate(lines_of(self._pair) if self._pair else ()):
            self._tell_line(number, line)

    def _tell_line(self, number: int, line: Line) -> None:
        self.fields.addWidget(label(line.name, kind="small", ink="muted"), number, 0)
        for place, value in ((1, line.mine), (3, line.other)):
            said = ElidedLabel(value or NOTHING)
            say(said, "type", "strong" if line.same else "body")
            said.setMinimumWidth(letters(LEAST))
            said.setAccessibleName(f"{line.name}: {value or NOTHING}{', ' + _('the same') if line.same else ''}")
            self.fields.addWidget(said, number, place)
        if line.same:
            mark = row(gap=Space.XS)
            mark.addWidget(picture("check", 12, Role.WAIT))
            mark.addWidget(label(_("the same"), kind="small", ink="wait"))
            self.fields.addLayout(mark, number, 2)

    # -- answers

    @Slot()
    def _on_keep(self) -> None:
        self._keep(send=False)

    def _keep(self, *, send: bool) -> None:
        if self._caution is not None and self._alike is not None and self._pair is not None:
            self.kept.emit(self._caution.receipt_id, self._alike.other, send)

    @Slot()
    def _on_throw_out(self) -> None:
        if self._caution is not None:
            self.thrown_out.emit(self._caution.receipt_id)

    # -- words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what little height there is to the pages."""
        super().resizeEvent(event)
        for pane in (self.mine, self.other):
            pane.bar.setVisible(self.height() >= TALL)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in use."""
        count = len(self._caution.alike) if self._caution else 0
        more = ngettext("and {n} more", "and {n} more", count - 1).format(n=count - 1) if count > 1 else ""
        self.title.setText(_("Is it the same receipt?") + (f"  ({more})" if more else ""))
        self.why.setText(why_words(self._alike.reasons) if self._alike else "")
        for head, words in zip(self.heads, (_("This receipt"), _("The one that you have")), strict=True):
            head.setText(words)
        for made, words, key in (
            (self.back, _("Back"), "Esc"),
            (self.throw_out, _("Throw this one out"), "Ctrl+Del"),
            (self.keep, _("Keep both"), "Ctrl+K"),
        ):
            retell(made, words)
            made.setToolTip(key)
        self.hint.setText(_("Ctrl+Enter keeps both and sends this one."))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
