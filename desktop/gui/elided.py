"""A label of one line that gives way with a "…" where there is no room; the whole text is its tip, and read aloud."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line of text that gives way at its end."""

    _gives_way = Qt.TextElideMode.ElideRight

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._short = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text)

    @property
    def whole(self) -> str:
        """The text, also the part that isn't seen."""
        return self._whole

    def say(self, text: str, short: str = "") -> None:
        """Show another text; where there is no room for all of it, ``short`` stands for it if there is one."""
        self._whole, self._short = " ".join(text.split()), short
        self.setAccessibleDescription(self._whole)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: D102 - Qt's own
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - Qt's own
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.width()
        words = self._short if self._short and not fits else self._whole
        shown = self.fontMetrics().elidedText(words, self._gives_way, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class ElidedPath(ElidedLabel):
    """The path of a file or folder, which gives way in its middle; it can be marked and copied."""

    _gives_way = Qt.TextElideMode.ElideMiddle

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def _fit(self) -> None:
        super()._fit()
        self.setToolTip(self.whole)
