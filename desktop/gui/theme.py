"""The look: colours by role, spacing, type sizes, and the style sheet that is made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum, StrEnum
from functools import cache

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.config import Theme
from desktop.resources import resource_path


class Role(StrEnum):
    """What a colour is for."""

    WINDOW = "window"
    """Header, status line, behind everything."""
    SURFACE = "surface"
    """Lists and forms."""
    FIELD = "field"
    """What can be typed into."""
    DESK = "desk"
    """What a receipt lies on."""
    PAPER = "paper"
    """The receipt itself: the brightest thing on the screen."""
    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    """Hairlines; they carry no meaning."""
    EDGE = "edge"
    """The outline of something that can be used: 3:1 against what it stands on."""
    HOVER = "hover"
    SELECTED = "selected"
    ACCENT = "accent"
    ACCENT_STRONG = "accent_strong"
    """The accent under the pointer."""
    ON_ACCENT = "on_accent"
    OK = "ok"
    WAIT = "wait"
    FAULT = "fault"
    FAULT_SOFT = "fault_soft"
    """Behind a fault's words."""
    BAND = "band"
    """The sandbox's permanent band."""
    ON_BAND = "on_band"


LIGHT: Mapping[Role, str] = {
    Role.WINDOW: "#eef0f2",
    Role.SURFACE: "#f7f8f9",
    Role.FIELD: "#fdfdfd",
    Role.DESK: "#e1e4e8",
    Role.PAPER: "#ffffff",
    Role.TEXT: "#1a2026",
    Role.MUTED: "#525c66",
    Role.LINE: "#d5d9de",
    Role.EDGE: "#858e97",
    Role.HOVER: "#e3e7eb",
    Role.SELECTED: "#d6e5f5",
    Role.ACCENT: "#0b5cad",
    Role.ACCENT_STRONG: "#084a8d",
    Role.ON_ACCENT: "#ffffff",
    Role.OK: "#17653a",
    Role.WAIT: "#7d4b00",
    Role.FAULT: "#ad2018",
    Role.FAULT_SOFT: "#fbe6e3",
    Role.BAND: "#ffe2a0",
    Role.ON_BAND: "#4a3000",
}

DARK: Mapping[Role, str] = {
    Role.WINDOW: "#1c1f22",
    Role.SURFACE: "#23272b",
    Role.FIELD: "#2a2f34",
    Role.DESK: "#141618",
    Role.PAPER: "#ffffff",
    Role.TEXT: "#e9ebed",
    Role.MUTED: "#aab3bb",
    Role.LINE: "#363c42",
    Role.EDGE: "#7d8790",
    Role.HOVER: "#2f353b",
    Role.SELECTED: "#2b3f56",
    Role.ACCENT: "#7ab5f5",
    Role.ACCENT_STRONG: "#9ccaff",
    Role.ON_ACCENT: "#0a1a2a",
    Role.OK: "#77d39b",
    Role.WAIT: "#f2bb66",
    Role.FAULT: "#ff9d95",
    Role.FAULT_SOFT: "#43241f",
    Role.BAND: "#4d3a08",
    Role.ON_BAND: "#ffdf94",
}

_GROUNDS = (Role.WINDOW, Role.SURFACE, Role.FIELD, Role.DESK, Role.HOVER, Role.SELECTED)
_INKS = (Role.TEXT, Role.MUTED, Role.ACCENT, Role.OK, Role.WAIT, Role.FAULT)
TEXT_PAIRS: tuple[tuple[Role, Role], ...] = (
    *((ink, ground) for ink in _INKS for ground in _GROUNDS),
    (Role.ON_ACCENT, Role.ACCENT),
    (Role.ON_ACCENT, Role.ACCENT_STRONG),
    (Role.TEXT, Role.FAULT_SOFT),
    (Role.FAULT, Role.FAULT_SOFT),
    (Role.ON_BAND, Role.BAND),
)
"""Every pair of ink and ground that text may use: 4.5:1 or better (WCAG 2.2, 1.4.3)."""
EDGE_PAIRS: tuple[tuple[Role, Role], ...] = tuple((Role.EDGE, ground) for ground in (Role.SURFACE, Role.FIELD))
"""Outlines of what can be used: 3:1 or better (WCAG 2.2, 1.4.11)."""


class Space(IntEnum):
    """The one scale of distances, in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Type(StrEnum):
    """The sizes of text, relative to the system's own font."""

    BODY = "body"
    SMALL = "small"
    TITLE = "title"


USUAL_LINE = 18
"""Device-independent pixels: the height of a line of the systems' usual fonts, at most."""
FACTORS: Mapping[Type, float] = {Type.BODY: 1.0, Type.SMALL: 0.9, Type.TITLE: 1.35}


class Look(QObject):
    """The colours and fonts in force. There is one for the whole program: :func:`look`."""

    changed = Signal()
    """Colours or fonts are others now: icons and painted things must be made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._dark = False
        self._applied = False

    @property
    def theme(self) -> Theme | None:
        """The user's choice that is in force; None before the first."""
        return self._theme

    @property
    def dark(self) -> bool:
        """True while the dark colours are in force."""
        return self._dark

    def mark(self) -> tuple[bool, str]:
        """Return what is another once colours or fonts are: what was painted under another mark is out of date."""
        return self._dark, QApplication.font().key()

    def colour(self, role: Role) -> QColor:
        """Return the colour of a role as it is now."""
        return QColor((DARK if self._dark else LIGHT)[role])

    def font(self, kind: Type = Type.BODY, *, tabular: bool = False) -> QFont:
        """Return the system's font in one of the three sizes."""
        font = QFont(QApplication.font())
        font.setPointSizeF(_points(font) * FACTORS[kind])
        if kind is Type.TITLE:
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def use(self, theme: Theme) -> None:
        """Wear the user's choice; SYSTEM follows the system, also when it changes later."""
        self._theme = theme
        hints = QGuiApplication.styleHints()
        if theme is Theme.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(_SCHEMES[theme])
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Dress the application."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if not self._applied:
            self._applied = True
            app.setStyle("Fusion")
            QDir.setSearchPaths("style", [str(resource_path("style"))])
            QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)
        self._dark = _is_dark(self._theme)
        app.setPalette(self._palette())
        app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, ours in _PALETTE.items():
            palette.setColor(role, self.colour(ours))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Role.MUTED))
        return palette

    def _style_sheet(self) -> str:
        values = {role.value: (DARK if self._dark else LIGHT)[role] for role in Role}
        points = _points(QApplication.font())
        values |= {kind.value: f"{points * factor:.1f}pt" for kind, factor in FACTORS.items()}
        values["glyphs"] = "style:dark" if self._dark else "style:light"
        text = resource_path("style", "bilagsdrop.qss").read_text(encoding="utf-8")
        return re.sub(r"@(\w+)", lambda found: values[found.group(1)], text)


_SCHEMES = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
_PALETTE: Mapping[QPalette.ColorRole, Role] = {
    QPalette.ColorRole.Window: Role.WINDOW,
    QPalette.ColorRole.WindowText: Role.TEXT,
    QPalette.ColorRole.Base: Role.FIELD,
    QPalette.ColorRole.AlternateBase: Role.SURFACE,
    QPalette.ColorRole.ToolTipBase: Role.FIELD,
    QPalette.ColorRole.ToolTipText: Role.TEXT,
    QPalette.ColorRole.PlaceholderText: Role.MUTED,
    QPalette.ColorRole.Text: Role.TEXT,
    QPalette.ColorRole.Button: Role.FIELD,
    QPalette.ColorRole.ButtonText: Role.TEXT,
    QPalette.ColorRole.BrightText: Role.FAULT,
    QPalette.ColorRole.Light: Role.FIELD,
    QPalette.ColorRole.Midlight: Role.HOVER,
    QPalette.ColorRole.Mid: Role.LINE,
    QPalette.ColorRole.Dark: Role.EDGE,
    QPalette.ColorRole.Shadow: Role.EDGE,
    QPalette.ColorRole.Highlight: Role.ACCENT,
    QPalette.ColorRole.HighlightedText: Role.ON_ACCENT,
    QPalette.ColorRole.Accent: Role.ACCENT,
    QPalette.ColorRole.Link: Role.ACCENT,
    QPalette.ColorRole.LinkVisited: Role.ACCENT,
}


@cache
def look() -> Look:
    """Return the program's one look."""
    return Look()


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def scaled(size: int) -> int:
    """Return a size of something that stands beside text, grown with a text larger than usual."""
    return round(size * max(1.0, QFontMetrics(QApplication.font()).height() / USUAL_LINE))


def letters(count: int) -> int:
    """Return the width of so many average letters, in device-independent pixels."""
    return count * QFontMetrics(QApplication.font()).averageCharWidth()


def say(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and have the widget drawn by it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _points(font: QFont) -> float:
    return font.pointSizeF() if font.pointSizeF() > 0 else font.pixelSize() * 0.75


def _is_dark(theme: Theme | None) -> bool:
    if theme in _SCHEMES:
        return theme is Theme.DARK
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
