"""A sent receipt slides to the outbox, where the system lets things move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QProxyStyle, QPushButton, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.departure import DURATION, Departure, Leaf, may_move, slide_away

LIMIT_MS = 150
"""What the look allows a movement to last."""


class Calm(QProxyStyle):
    """The style of a desktop whose animations are switched off."""

    def styleHint(  # noqa: N802 - Qt's own name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    for name, place in (("list", (0, 100, 200, 300)), ("tab", (300, 10, 90, 30))):
        part = QWidget(window)
        part.setObjectName(name)
        part.setGeometry(*place)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def leaves(window: QWidget) -> list[Leaf]:
    return window.findChildren(Leaf)


def send(window: QWidget, *rows: int) -> None:
    view = part(window, "list")
    places = tuple(view.rect().adjusted(0, 60 * row, 0, 60 * row + 60 - view.height()) for row in rows)
    slide_away(Departure(view, places), part(window, "tab"))


def test_it_ends_in_the_tab_in_time_and_is_gone(qtbot: QtBot, window: QWidget) -> None:
    send(window, 1)
    (leaf,) = leaves(window)
    assert leaf.geometry() == QRect(0, 160, 200, 60)
    assert leaf.flight.endValue() == part(window, "tab").geometry()
    assert leaf.flight.duration() == DURATION < LIMIT_MS
    qtbot.waitUntil(lambda: not leaves(window))


def test_only_what_is_in_sight_moves(window: QWidget) -> None:
    send(window, 0, 1, 40)
    assert len(leaves(window)) == 2


def test_a_click_goes_through_it(qtbot: QtBot, window: QWidget) -> None:
    below = QPushButton("below", part(window, "list"))
    below.setGeometry(0, 0, 200, 60)
    below.show()
    send(window, 0)
    (leaf,) = leaves(window)
    assert leaf.geometry().contains(below.mapTo(window, below.rect().center()))
    assert window.childAt(below.mapTo(window, below.rect().center())) is below
    qtbot.waitUntil(lambda: not leaves(window))


def test_nothing_moves_where_the_desktop_has_no_animations(window: QWidget, qapp: QApplication) -> None:
    view = part(window, "list")
    assert may_move(view)
    calm = Calm()
    calm.setParent(qapp)  # a widget doesn't own its style, and needs it until it is gone itself
    view.setStyle(calm)
    assert not may_move(view)
    send(window, 0)
    assert not leaves(window)
