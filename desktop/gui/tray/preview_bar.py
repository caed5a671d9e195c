"""The line below the receipt: turn, zoom, pages, and what it weighs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.gui import icons
from desktop.gui.actions import told, words_of
from desktop.gui.elided import ElidedLabel
from desktop.gui.theme import Space, say
from desktop.gui.tray.canvas import Fit
from desktop.gui.tray.light_button import LightButton
from desktop.gui.tray.scale import icon_size
from desktop.gui.tray.trim_button import TrimButton
from desktop.receipts.suggestion import Deed
from desktop.words import _
from desktop.words.numbers import size_text

SIZES = 16
"""Average letters of "4,1 MB → 312 kB"."""


class PreviewBar(QWidget):
    """Buttons beside each other; says what is asked, does nothing itself."""

    turn_asked = Signal(int)
    """quarter turns clockwise"""
    page_asked = Signal(int)
    """pages on"""
    zoom_asked = Signal(int)
    """steps closer"""
    corners_asked = Signal()
    fit_asked = Signal(object)
    """Fit"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, "room", "little")
        self.turn_left = self._button("turn-left", self._on_left)
        self.turn_right = self._button("turn-right", self._on_right)
        self.closer = self._button("zoom-in", self._on_closer)
        self.farther = self._button("zoom-out", self._on_farther)
        self.fit = self._button("fit", self._on_fit)
        self.back = self._button("chevron-left", self._on_back)
        self.on = self._button("chevron-right", self._on_on)
        self.trim = TrimButton(self)
        self.corners = self._button("corners", self.corners_asked)
        self._has_corners = self._has_light = self._has_picture = False
        self.light = LightButton(self)
        self.picture = self._button("adjust", None)
        self.picture.setCheckable(True)
        self.picture.hide()
        self._extras = QWidget(self)
        self.pages = QLabel(self)
        self.sizes = ElidedLabel("", self)
        self.sizes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._always = (self.turn_left, self.turn_right, self.farther, self.closer, self.fit)
        self._narrow = False
        self._fit = Fit.PAGE
        self._page = (0, 0)
        self._size: tuple[int | None, int | None] = (None, None)
        self._lay_out()

    def _button(self, icon: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "quiet")
        icons.wear(button, icon)
        button.setIconSize(icon_size())
        if slot is not None:
            button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        tools, turns = QHBoxLayout(), QHBoxLayout()
        for group in (tools, turns):
            group.setSpacing(Space.XS)
        for button in self._always:
            tools.addWidget(button)
        tools.insertSpacing(2, Space.S)
        tools.addStretch(1)
        for part in (self.back, self.pages, self.on):
            turns.addWidget(part)
        extras = QHBoxLayout(self._extras)
        extras.setContentsMargins(0, 0, 0, 0)
        extras.setSpacing(Space.XS)
        for part in (self.trim, self.light, self.corners, self.picture):
            extras.addWidget(part)
        self._tools, self._turns, self._grid = tools, turns, QGridLayout(self)
        self._grid.setContentsMargins(Space.M, Space.XS, Space.L, Space.XS)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._place(narrow=False)

    def _place(self, *, narrow: bool) -> None:
        """Put everything into one line, or the tools above the rest where it is narrow."""
        self._narrow = narrow
        grid, below = self._grid, int(narrow)
        # As wide as the other side, so that the pages stand in the middle; where it is narrow, that room is needed.
        grid.setColumnStretch(0, 0 if narrow else 1)
        for part in (self._tools, self._turns):
            grid.removeItem(part)
        for widget in (self.sizes, self._extras):
            grid.removeWidget(widget)
        self._tools.removeWidget(self._extras)
        grid.addLayout(self._tools, 0, 0, 1, 3 if narrow else 1)
        if narrow:
            grid.addWidget(self._extras, 1, 0)
        else:
            self._tools.insertWidget(self._tools.count() - 1, self._extras)
        grid.addLayout(self._turns, below, 1)
        grid.addWidget(self.sizes, below, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line where one is too short."""
        super().resizeEvent(event)
        self._share(event.size().width())

    def _share(self, width: int) -> None:
        """Use the lines for what is shown; trimming gets what the rest leaves, its words after its buttons."""
        width -= Space.M + Space.L
        sizes, turns = self.sizes.fontMetrics().averageCharWidth() * SIZES, self._turns.sizeHint().width()
        tools = self._always_width()
        narrow = width < 2 * max(tools, sizes) + turns
        if narrow != self._narrow:
            self._place(narrow=narrow)
        one = self.turn_left.sizeHint().width() + Space.XS
        room = width - turns - Space.S - (0 if narrow else tools)
        picture = self._has_picture and room - sizes // 2 >= one
        self.picture.setVisible(picture)
        room -= one if picture else 0
        self.corners.setVisible(self._has_corners and room - sizes // 2 >= 2 * one)
        room -= sizes + (one if self._has_corners else 0)
        self.trim.use_room(room - (one if self._has_light else 0))
        taken = self.trim.sizeHint().width() + Space.XS if self.trim.isVisibleTo(self._extras) else 0
        self.light.use_room(room - taken)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the tools: everything else has room below them."""
        least = max(self._always_width(), self._turns.minimumSize().width())
        return QSize(least + Space.M + Space.L, super().minimumSizeHint().height())

    def _always_width(self) -> int:
        return sum(each.sizeHint().width() + Space.XS for each in self._always) + Space.S

    # -- what it shows

    def show_pages(self, number: int, count: int) -> None:
        """Say which page this is; nothing for a single page."""
        self._page = (number, count)
        for widget in (self.back, self.pages, self.on):
            widget.setVisible(count > 1)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < count - 1)
        self.pages.setText(_("page {n}/{count}").format(n=number + 1, count=count))

    def show_sizes(self, before: int | None, after: int | None) -> None:
        """Say what the receipt weighs, and what its upload weighs, in bytes."""
        self._size = (before, after)
        short = ""
        if before is None:
            words = spoken = ""
        elif after is None or after >= before:
            words = spoken = size_text(before)
        else:
            parts = {"before": size_text(before), "after": size_text(after)}
            words, short = _("{before} → {after}").format(**parts), parts["after"]
            spoken = _("{before}, sent as {after}").format(**parts)
        self.sizes.say(words, short)
        self.sizes.setAccessibleName(spoken)

    def show_fit(self, fit: Fit) -> None:
        """Let the fit button offer the other way to fit."""
        self._fit = fit
        whole = fit is not Fit.PAGE
        self._name(self.fit, _("Whole page") if whole else _("Full width"), "Ctrl+0")

    def set_turnable(self, *, possible: bool, shown: bool) -> None:
        """Offer turning, or not."""
        for button in (self.turn_left, self.turn_right):
            button.setVisible(shown)
            button.setEnabled(possible)

    def offer_trim(self, deed: Deed | None, count: int = 1, *, trimmed: bool) -> None:
        """Offer what is suggested for the picture and its ``count`` receipts, or to show all of a trimmed one."""
        self.trim.offer(deed, count, trimmed=trimmed)
        self._share(self.width())

    def offer_corners(self, *, offered: bool) -> None:
        """Offer to move the corners of what is trimmed to."""
        self._has_corners = offered
        self._share(self.width())

    def offer_light(self, *, offered: bool) -> None:
        """Offer to even the light."""
        self._has_light = offered
        self.light.setVisible(offered)
        self._share(self.width())

    def offer_picture(self, *, offered: bool, open_now: bool) -> None:
        """Offer what can be changed about the picture; ``open_now``: it is shown what."""
        self._has_picture = offered
        self.picture.setChecked(open_now)
        self._share(self.width())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._name(self.turn_left, _("Turn left"), "Ctrl+Shift+R")
        self._name(self.turn_right, _("Turn right"), "Ctrl+R")
        self._name(self.closer, _("Zoom in"), "Ctrl++")
        self._name(self.farther, _("Zoom out"), "Ctrl+-")
        self._name(self.back, _("Previous page"), "Alt+Page Up")
        self._name(self.on, _("Next page"), "Alt+Page Down")
        self.show_fit(self._fit)
        self.show_pages(*self._page)
        self.show_sizes(*self._size)
        self._name(self.corners, words_of("corners"), told("corners"))
        self._name(self.picture, words_of("picture"), told("picture"))
        self.trim.retranslate()
        self.light.retranslate()
        self._share(self.width())

    @staticmethod
    def _name(button: QToolButton, words: str, keys: str) -> None:
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})")

    # -- what is asked of it

    @Slot()
    def _on_left(self) -> None:
        self.turn_asked.emit(-1)

    @Slot()
    def _on_right(self) -> None:
        self.turn_asked.emit(1)

    @Slot()
    def _on_closer(self) -> None:
        self.zoom_asked.emit(1)

    @Slot()
    def _on_farther(self) -> None:
        self.zoom_asked.emit(-1)

    @Slot()
    def _on_fit(self) -> None:
        self.fit_asked.emit(Fit.WIDTH if self._fit is Fit.PAGE else Fit.PAGE)

    @Slot()
    def _on_back(self) -> None:
        self.page_asked.emit(-1)

    @Slot()
    def _on_on(self) -> None:
        self.page_asked.emit(1)
