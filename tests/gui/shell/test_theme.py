"""Colours that can be read, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.config import Theme
from desktop.gui import icons
from desktop.gui.theme import DARK, EDGE_PAIRS, LIGHT, TEXT_PAIRS, Role, contrast, look
from desktop.resources import resource_path


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(colours: Mapping[Role, str], ink: Role, ground: Role) -> None:
    assert contrast(QColor(colours[ink]), QColor(colours[ground])) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_outlines_can_be_seen(colours: Mapping[Role, str], edge: Role, ground: Role) -> None:
    assert contrast(QColor(colours[edge]), QColor(colours[ground])) >= 3


def test_contrast_is_what_wcag_says() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_paper_is_the_brightest(colours: Mapping[Role, str]) -> None:
    paper = QColor(colours[Role.PAPER]).lightness()
    grounds = set(Role) - {Role.PAPER, Role.ON_ACCENT}
    assert all(QColor(colours[role]).lightness() < paper for role in grounds)


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    sheet = resource_path("style", "bilagsdrop.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", sheet)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_glyphs_of_the_style_sheet_wear_role_colours(theme: str) -> None:
    colours = set((DARK if theme == "dark" else LIGHT).values())
    for glyph in resource_path("style", theme).glob("*.svg"):
        assert set(re.findall(r"#[0-9a-f]{6}", glyph.read_text())) <= colours, glyph.name


def test_a_change_of_theme_reaches_icons_and_palette(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.wear(button, "add")
    seen = set()
    for theme in (Theme.LIGHT, Theme.DARK):
        look().use(theme)
        image = button.icon().pixmap(16, 16).toImage()
        ink = {
            image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() == 255
        }
        assert look().colour(Role.TEXT).name() in ink
        seen.add(QApplication.palette().window().color().name())
    assert seen == {LIGHT[Role.WINDOW], DARK[Role.WINDOW]}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", [p.stem for p in resource_path("icons").glob("*.svg")])
@pytest.mark.parametrize("size", [16, 24, 32])
def test_every_icon_draws_something_within_its_frame(name: str, size: int) -> None:
    image = icons.pixmap(name, size, 1.0).toImage()
    inked = [(x, y) for x in range(size) for y in range(size) if image.pixelColor(x, y).alpha() > 40]
    assert len(inked) > size / 4
    if name != "bilagsdrop":
        assert all(0 < x < size - 1 and 0 < y < size - 1 for x, y in inked)
