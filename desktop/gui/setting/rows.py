"""The kinds of rows that a card of the settings is made of. Each shows and saves one field, named by its name.

A new setting is one field with a default in :class:`desktop.config.Settings`, and one row of these in a card: the file
of the settings takes and checks it by the default's type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLayout, QWidget

from desktop.config import Settings
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.widgets import column, label, row

BESIDE = 29
"""Pixels from the left edge of a check box or radio button to its words, as the style sheet has them."""


class Switch(QWidget):
    """A setting that is on or off, with a sentence below its words."""

    def __init__(self, bridge: Bridge, field: str, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        """``field``: the name of a bool of the settings."""
        super().__init__(parent)
        self._bridge, self._field = bridge, field
        self.box = QCheckBox(words)
        self.box.setAccessibleDescription(hint)
        self.box.clicked.connect(self._on_clicked)
        layout = column(self, gap=0)
        layout.addWidget(self.box)
        if hint:
            layout.addLayout(below(small(hint)))
        bridge.settings_changed.connect(self.fill)
        self.fill(bridge.settings)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.box.setChecked(bool(getattr(settings, self._field)))

    @Slot(bool)
    def _on_clicked(self, wanted: bool) -> None:
        save(self._bridge, self._field, wanted)


class Choice(QWidget):
    """A setting that is one of a few values; its name above it, a sentence below."""

    def __init__(
        self,
        bridge: Bridge,
        field: str,
        name: str,
        options: Sequence[tuple[str, object]],
        hint: str = "",
    ) -> None:
        """``options``: words and value of each; the first stands for a value that is none of them."""
        super().__init__()
        self._bridge, self._field = bridge, field
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(hint)
        for words, value in options:
            self.box.addItem(words, value)
        self.box.activated.connect(self._on_activated)
        title = label(name, kind="small", ink="muted")
        title.setBuddy(self.box)
        layout = column(self, gap=Space.XS)
        for each in (title, self.box, *([small(hint)] if hint else [])):
            layout.addWidget(each)
        bridge.settings_changed.connect(self.fill)
        self.fill(bridge.settings)

    @Slot(object)
    def fill(self, settings: Settings) -> None:
        """Show what is set."""
        self.box.setCurrentIndex(max(self.box.findData(getattr(settings, self._field)), 0))

    @Slot()
    def _on_activated(self) -> None:
        value = self.box.currentData()
        now = getattr(self._bridge.settings, self._field)
        # Qt hands a StrEnum back as a plain string.
        save(self._bridge, self._field, type(now)(value) if isinstance(now, str) and value is not None else value)


def save(bridge: Bridge, field: str, value: object) -> None:
    """Save one field; it is in force at once."""
    bridge.save_settings(replace(bridge.settings, **{field: value}))  # type: ignore[arg-type]  # the field's own type


def small(text: str) -> QWidget:
    """Return a sentence below a setting."""
    return label(text, kind="small", ink="muted", wraps=True)


def below(hint: QWidget) -> QLayout:
    """Put a hint below the words of a check box or radio button, not below the box."""
    made = column()
    made.setContentsMargins(BESIDE, 0, 0, Space.XS)
    made.addWidget(hint)
    return made


def told(box: QWidget, hint: str) -> QLayout:
    """Put a sentence right below a check box or radio button."""
    made = column(gap=0)
    made.addWidget(box)
    made.addLayout(below(small(hint)))
    return made


def beside(*parts: QWidget) -> QLayout:
    """Put parts side by side, each as wide as the others."""
    made = row(gap=Space.L)
    for part in parts:
        made.addWidget(part, 1)
    return made
