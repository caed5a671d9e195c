"""Below the receipt, when asked for: its light, contrast and colour, and what of it is blacked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.gui import icons
from desktop.gui.actions import is_for, told
from desktop.gui.theme import Space, letters, say
from desktop.gui.tray.flowing import FlowLayout
from desktop.gui.widgets import button, column, ground, hairline, label, retell, row
from desktop.receipts.finish import Contrast, Finish
from desktop.words import _, ngettext


@dataclass(frozen=True, slots=True)
class PanelState:
    """What the panel is about."""

    receipts: int = 0
    """How many are chosen; 0: nothing can be changed."""
    finishes: tuple[Finish, ...] = ()
    """Of their pictures; empty: there are only documents among them."""
    suggested: bool = False
    """The picture that is looked at would get better in even light."""
    document: bool = False
    """What is looked at is a document: of it something can be blacked out, no more."""
    boxes: int = 0
    """What is blacked out on the page that is looked at."""
    drawing: bool = False
    """It is being blacked out right now."""


_ROOMY = 60
"""Letters beside each other that fit into a panel with room."""


class FinishPanel(QWidget):
    """Buttons; says what is asked, does nothing itself."""

    even_asked = Signal(bool)
    contrast_asked = Signal(object)
    """Contrast"""
    grey_asked = Signal(bool)
    black_out_asked = Signal()
    compared = Signal(bool)
    """Show the picture as it came, for as long as the button is held."""
    reset_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PanelState()
        say(self, "room", "little")
        self.about = label(kind="small", ink="muted", wraps=True)
        self.even = button("", kind="quiet", icon="light")
        self.even.setCheckable(True)
        self.colours = {grey: button("", kind="segment") for grey in (False, True)}
        self.contrast = label(kind="small", ink="muted")
        self.contrast.setContentsMargins(Space.S, 0, Space.S, 0)
        self.contrast.hide()
        self.contrasts = {each: button("", kind="segment") for each in Contrast}
        self.black_out = button("", kind="quiet", icon="black-out")
        self.black_out.setCheckable(True)
        self.compare = button("", kind="quiet", icon="compare")
        self.reset = button("", kind="quiet", icon="undo")
        self._groups: list[QButtonGroup] = []
        self._lay_out()
        self._wire()
        self.hide()

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        outer.addWidget(hairline())
        inner = column(gap=Space.XS)
        inner.setContentsMargins(Space.M, Space.S, Space.S, Space.XS)
        inner.addWidget(self.about)
        flow = FlowLayout(gap=Space.XS)
        colours, contrasts = self._segments(self.colours.values()), self._segments(self.contrasts.values())
        self._lights = (self.even, colours, contrasts, self.compare)
        for each in (self.even, colours, contrasts, self.black_out, self.compare, self.reset):
            flow.addWidget(each)
        flow.begin_second_line(self.black_out)
        inner.addLayout(flow)
        outer.addLayout(inner)
        in_order = (self.even, *self.colours.values(), *self.contrasts.values(), self.black_out, self.compare)
        for before, after in pairwise((*in_order, self.reset)):  # Qt's own order is that in which they were made
            self.setTabOrder(before, after)

    def _segments(self, buttons: Iterable[QPushButton]) -> QWidget:
        holder = ground(QWidget(self), "segments")
        line, group = row(holder, gap=0), QButtonGroup(self)
        if self._groups:
            line.addWidget(self.contrast)
        for each in buttons:
            each.setCheckable(True)
            group.addButton(each)
            line.addWidget(each)
        self._groups.append(group)
        return holder

    def _wire(self) -> None:
        self.even.clicked.connect(self._on_even)
        self._groups[0].buttonClicked.connect(self._on_colour)
        self._groups[1].buttonClicked.connect(self._on_contrast)
        self.black_out.clicked.connect(self._on_black_out)
        self.compare.pressed.connect(self._on_pressed)
        self.compare.released.connect(self._on_released)
        self.reset.clicked.connect(self.reset_asked)

    # -- what it shows

    def show_state(self, state: PanelState) -> None:
        """Show what is so now; what differs among several receipts is shown by no button."""
        if state.drawing != self._state.drawing:
            icons.wear(self.black_out, "check" if state.drawing else "black-out")
        self._state = state
        pictures = bool(state.finishes)
        evened = {finish.evened for finish in state.finishes}
        self.even.setChecked(evened == {True})
        _check(self._groups[0], self.colours, {finish.grey for finish in state.finishes})
        _check(self._groups[1], self.contrasts, {finish.contrast for finish in state.finishes})
        for each in self._lights:
            each.setVisible(pictures and not state.drawing)
        self.reset.setVisible(not state.drawing)
        self.black_out.setEnabled(bool(state.receipts))
        self.black_out.setChecked(state.drawing)
        self.reset.setEnabled(any(finish != Finish() for finish in state.finishes) or bool(state.boxes))
        self.retranslate()

    def _about(self) -> str:
        state = self._state
        if state.drawing:
            return _(
                "Only what is sent to Dinero gets black. The original stays as it is on this computer, where its words"
                " can still be searched, and goes along when the archive is exported."
            )
        if state.receipts > 1:
            words = _("For the {n} chosen receipts. Blacking out is for the page that is shown.")
            return words.format(n=state.receipts)
        if state.document:
            return _("The page of a document keeps its light. Where something is blacked out, it is sent as a picture.")
        if state.boxes:
            count = ngettext("{n} black box on this page.", "{n} black boxes on this page.", state.boxes)
            return count.format(n=state.boxes)
        return _("The light on this page is uneven or coloured. Evening it makes it easier to read.") * state.suggested

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.about.setText(self._about())
        self.about.setVisible(bool(self.about.text()))
        retell(self.even, _("Even light"))
        self.even.setToolTip(told("even"))
        self.contrast.setText(_("Contrast"))
        words = {Contrast.PLAIN: _("Normal"), Contrast.MORE: _("Stronger"), Contrast.MOST: _("Strongest")}
        for contrast, made in self.contrasts.items():
            retell(made, words[contrast])
            made.setAccessibleName(_("Contrast: {step}").format(step=words[contrast]))
            made.setToolTip(made.accessibleName())
        for grey, made in self.colours.items():
            retell(made, _("Grey") if grey else _("Colour"))
        retell(self.black_out, _("Done") if self._state.drawing else _("Black out"))
        self.black_out.setToolTip(told("black_out"))
        retell(self.compare, _("Before"))
        self.compare.setToolTip(_("Hold to see the picture as it came"))
        self.compare.setAccessibleDescription(self.compare.toolTip())
        retell(self.reset, _("Reset"))
        self.reset.setToolTip(_("Everything as it came"))
        self.setAccessibleName(_("Picture"))
        self.updateGeometry()

    # -- what is asked of it

    @Slot()
    def _on_even(self) -> None:
        self.even_asked.emit(self.even.isChecked())

    @Slot()
    def _on_contrast(self) -> None:
        self.contrast_asked.emit(next(each for each, made in self.contrasts.items() if made.isChecked()))

    @Slot()
    def _on_colour(self) -> None:
        self.grey_asked.emit(self.colours[True].isChecked())

    @Slot()
    def _on_black_out(self) -> None:
        self.black_out.setChecked(self._state.drawing)
        self.black_out_asked.emit()

    @Slot()
    def _on_pressed(self) -> None:
        self.compared.emit(True)  # noqa: FBT003 - a signal's payload

    @Slot()
    def _on_released(self) -> None:
        self.compared.emit(False)  # noqa: FBT003 - as above

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what the steps are of where there is room for it."""
        super().resizeEvent(event)
        self.contrast.setVisible(event.size().width() > letters(_ROOMY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if is_for(event, "back"):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _check(
    group: QButtonGroup, buttons: dict[Contrast, QPushButton] | dict[bool, QPushButton], found: set[object]
) -> None:
    group.setExclusive(False)  # an exclusive group can't show that none is chosen
    for value, made in buttons.items():
        made.setChecked(found == {value})
    group.setExclusive(True)
