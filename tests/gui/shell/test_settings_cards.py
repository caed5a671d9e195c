"""The cards of the settings: each row saves its field, the list beside them leads to each, the path gives way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.config import BIN_DAYS, Config
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.readings import ReadingKnown
from desktop.gui.setting.rows import Switch
from desktop.gui.settings import SettingsPage
from desktop.gui.window import MainWindow
from desktop.resources import resource_path

PDFS = sorted(resource_path("samples").glob("*.pdf"))
TITLES = [
    "Firma og forbindelse",
    "Overvågede mapper",
    "Forslag og kendte leverandører",
    "Afsendelse",
    "Dubletter",
    "Arkiv og opbevaring",
    "Papirkurv",
    "Besked og vindue",
    "Opdateringer",
    "Avanceret",
]


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> SettingsPage:
    window.resize(1400, 800)
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.sections.isVisible() and page.verticalScrollBar().maximum() > 0)
    return page


def test_the_subjects_stand_in_their_order(page: SettingsPage) -> None:
    assert [card.title for card in page.cards] == TITLES
    assert [page.sections.item(n).text() for n in range(page.sections.count())] == TITLES


@pytest.mark.parametrize("field", ["read_in_background", "prove_storage", "notify_needs", "notify_delivered"])
def test_a_switch_saves_its_field_at_once(qtbot: QtBot, page: SettingsPage, desk: Desk, field: str) -> None:
    (switch,) = (each for each in page.findChildren(Switch) if each._field == field)
    assert switch.box.isChecked(), "what needs no thought is on"
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not getattr(desk.settings(), field))
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: getattr(desk.settings(), field))


def test_where_there_is_no_place_for_an_icon_the_choice_says_so(page: SettingsPage) -> None:
    keep = page.look.keep
    assert not keep.box.isEnabled()
    assert not keep.box.isChecked()
    assert "ikke plads til et ikon" in keep.box.accessibleDescription()


def test_the_arrow_keys_in_the_list_lead_to_each_subject(qtbot: QtBot, page: SettingsPage) -> None:
    page.sections.setFocus(Qt.FocusReason.TabFocusReason)
    for number in range(1, len(page.cards)):
        QTest.keyClick(page.sections, Qt.Key.Key_Down)
        assert page.sections.currentRow() == number
        qtbot.waitUntil(lambda card=page.cards[number]: not card.visibleRegion().isEmpty())  # type: ignore[misc]


def test_scrolling_marks_the_subject_that_is_read(page: SettingsPage) -> None:
    bar = page.verticalScrollBar()
    bar.setValue(page.cards[2].y())
    assert page.sections.currentRow() == 2
    bar.setValue(bar.maximum())
    assert page.sections.currentRow() == len(page.cards) - 1
    bar.setValue(0)
    assert page.sections.currentRow() == 0


def test_a_click_leads_there_again_when_it_was_scrolled_away(qtbot: QtBot, page: SettingsPage) -> None:
    page.sections.setCurrentRow(4)
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 20)
    place = page.sections.visualItemRect(page.sections.item(4)).center()
    QTest.mouseClick(page.sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: abs(page.verticalScrollBar().value() - page.cards[4].y()) < 40)


def test_a_narrow_page_gives_its_width_to_the_cards(qtbot: QtBot, page: SettingsPage, window: MainWindow) -> None:
    page.sections.fit()
    assert page.viewportMargins().left() > 0
    window.resize(820, 500)
    qtbot.waitUntil(lambda: page.width() <= 820)
    assert page.sections.isVisible() == (page.viewportMargins().left() > 0)
    assert page.cards[0].width() <= page.viewport().width()


def test_the_folder_gives_way_in_its_middle_and_is_told_whole(qtbot: QtBot, bridge: Bridge, config: Config) -> None:
    page = SettingsPage(bridge, config)
    qtbot.addWidget(page)
    page.show()
    whole = str(config.data_dir)
    page.keeping.folder.setFixedWidth(160)
    qtbot.waitUntil(lambda: "\u2026" in page.keeping.folder.text())
    first, last = page.keeping.folder.text().split("\u2026")
    assert whole.startswith(first)
    assert whole.endswith(last)
    assert page.keeping.folder.toolTip() == page.keeping.folder.accessibleDescription() == whole
    with qtbot.waitSignal(page.folder_asked):
        QTest.keyClick(page.keeping.open_folder, Qt.Key.Key_Return)


def test_bin_and_keeping_say_how_long(page: SettingsPage) -> None:
    words = " ".join(label.text() for label in page.findChildren(type(page.sending.confirm_text)))
    assert f"{BIN_DAYS} dage" in words
    assert "fem år efter regnskabsårets slutning" in words
    assert "en uændret kopi ud over Dineros arkiv" in words


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@pytest.mark.parametrize(("background", "read"), [(True, 3), (False, 1)])
def test_without_reading_in_the_background_only_what_is_looked_at_is_read(
    qtbot: QtBot, page: SettingsPage, bridge: Bridge, desk: Desk, background: bool, read: int
) -> None:
    if not background:
        QTest.keyClick(page.suggestions.reading.box, Qt.Key.Key_Space)
    known: list[ReadingKnown] = []
    bridge.readings.known.connect(known.append)
    bridge.changed(desk.take(PDFS).taken)
    qtbot.waitUntil(lambda: len({each.receipt_id for each in known}) == read, timeout=60_000)
    rest(1000)
    assert len({each.receipt_id for each in known}) == read, "the tray looks at one of them"
    assert all(each.offer for each in known[:1]), "it fills what is empty either way"
