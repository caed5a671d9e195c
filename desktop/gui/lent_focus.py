"""The focus, lent to a strip that asks or tells something, and given back to whoever had it before."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class LentFocus:
    """One for a strip. It never takes the focus from someone who has gone on elsewhere."""

    def __init__(self, strip: QWidget) -> None:
        self._weak = ref(strip)
        self._before: QWidget | None = None

    @property
    def _strip(self) -> QWidget:
        """Not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        strip = self._weak()
        assert strip is not None
        return strip

    @property
    def is_here(self) -> bool:
        """True while the focus is in the strip, or will be once its window is the active one."""
        focused = self._strip.window().focusWidget()
        return focused is not None and (focused is self._strip or self._strip.isAncestorOf(focused))

    def remember(self) -> None:
        """Note who has it now; for a strip that may hide him when it is shown."""
        if not self.is_here:
            self._before = self._strip.window().focusWidget()

    def take(self, part: QWidget) -> None:
        """Let the next key go to a part of the strip."""
        if self._before is None:
            self.remember()
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_back(self) -> None:
        """Let it go back; for the strip that ``is_here`` or was until it was hidden."""
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Give nothing back: the user is elsewhere."""
        self._before = None
