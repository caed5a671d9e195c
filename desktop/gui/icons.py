"""Icons: line drawings in SVG, coloured by role when they are shown."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from desktop.gui.theme import Role, look
from desktop.resources import resource_path

_SIZES = (16, 18, 20, 24, 27, 30, 32, 36, 40, 48, 54, 64, 72, 80, 96, 128)
"""Device pixels: 16 to 48 at 100, 150 and 200 %, each drawn for itself so that its lines stay crisp."""


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


def icon(name: str, role: Role = Role.TEXT) -> QIcon:
    """Return an icon in the colour that ``role`` has now; greyed where its widget is disabled."""
    return _icon(name, look().colour(role).name(), look().colour(Role.MUTED).name())


def pixmap(name: str, size: int, ratio: float, role: Role = Role.TEXT) -> QPixmap:
    """Return an icon as a picture of ``size`` logical pixels for a screen of this device pixel ratio."""
    drawn = QPixmap(_drawn(name, look().colour(role).name(), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def program_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_drawn("bilagsdrop", "", size))
    return made


def wear(widget: _HasIcon, name: str, role: Role = Role.TEXT) -> None:
    """Give a button or an action an icon that follows the colours when they change."""
    assert isinstance(widget, QObject)
    for old in widget.findChildren(_Follower, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.setParent(None)
    _Follower(widget, name, role)


def show(label: QLabel, name: str, size: int, role: Role = Role.TEXT) -> None:
    """Show an icon in a label; it follows the colours and the screen."""
    for old in label.findChildren(_LabelFollower, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.setParent(None)
    _LabelFollower(label, name, size, role)


class _Follower(QObject):
    def __init__(self, widget: QObject, name: str, role: Role) -> None:
        super().__init__(widget)
        self._widget, self._name, self._role = widget, name, role
        look().changed.connect(self.draw)
        self.draw()

    @Slot()
    def draw(self) -> None:
        self._widget.setIcon(icon(self._name, self._role))  # type: ignore[attr-defined]  # wear() asked for it


class _LabelFollower(QObject):
    def __init__(self, label: QLabel, name: str, size: int, role: Role) -> None:
        super().__init__(label)
        self._label, self._name, self._size, self._role = label, name, size, role
        label.setFixedSize(QSize(size, size))
        look().changed.connect(self.draw)
        self.draw()

    @Slot()
    def draw(self) -> None:
        self._label.setPixmap(pixmap(self._name, self._size, self._label.devicePixelRatioF(), self._role))


@cache
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _icon(name: str, colour: str, greyed: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(name, colour, size), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, greyed, size), QIcon.Mode.Disabled)
    return made


@cache
def _drawn(name: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
