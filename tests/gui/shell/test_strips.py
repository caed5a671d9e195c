"""The strips above the status line: each can be read, named and reached in every look, and none squeezes the page."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings, Theme
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.links import Stage as Link
from desktop.gui.notices import Notice, Tone
from desktop.gui.pages import Shown
from desktop.gui.phone.facts import PhoneFacts, Stage
from desktop.gui.scans import Moved
from desktop.gui.theme import look
from desktop.gui.tray.black_boxes import hint, short_hint
from desktop.gui.tray.hint import place_hint
from desktop.gui.tray.view import TrayView
from desktop.gui.tray.widths import FORM_WIDTH, LIST_WIDTH, PAGE_WIDTH
from desktop.gui.window import SMALLEST, MainWindow
from desktop.handed import only_address
from desktop.phone import Closed, Place
from desktop.receipts.company import Company
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words import use_language
from tests.gui.shell.looked_at import cut_text, describe, name_of, overlapping, reached_by_tab, shown_in, takes_focus

CTRL = Qt.KeyboardModifier.ControlModifier
WIFI = Place(ipaddress.IPv4Interface("192.168.1.20/24"), "Wi-Fi")
CABLE = Place(ipaddress.IPv4Interface("10.2.55.2/24"), "vEthernet (Default Switch) Hyper-V Virtual Ethernet Adapter #2")
LINK = "https://192.168.1.20:49213/k7wq2mzp9hd4tsx8brn3cvf6ey5"
LONELY = PhoneFacts(Stage.OPEN, LINK, WIFI, (WIFI, CABLE), fingerprint="ab12" * 16, lonely=True)
JOINED = PhoneFacts(Stage.OPEN, LINK, WIFI, (WIFI, CABLE), joined=True, photos=12, sending=1)
LONG_HOST = "https://" + "meget-langt-vaertsnavn-uden-mellemrum." * 3 + "example.com/faktura.pdf"


class Opened(NamedTuple):
    """A window in one look."""

    window: MainWindow
    bridge: Bridge

    def phone(self, facts: PhoneFacts) -> QWidget:
        self.bridge.phone.changed.emit(facts)
        self.bridge.phone.ticked.emit(299)
        return self.window.phone

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self.window, Qt.Key.Key_V, CTRL)

    def link(self, stage: Link) -> QWidget:
        self.window.handed.links._show(stage, only_address(LONG_HOST) if stage is not Link.NONE else ())
        return self.window.link_bar

    def text(self) -> QWidget:
        self.paste("Kære kunde, tak for din bestilling nr. 4711 på 1.234,50 kr. inklusive moms, betalt med Dankort.")
        return self.window.text_bar

    def scanning(self, *, refused: bool = False) -> QWidget:
        scans = self.bridge.sources.scans
        self.window.scan.show()
        scans.began.emit()
        scans.moved.emit(Moved(3, 62.0))
        if refused:
            scans.refused.emit(FaultNote(FaultCode.SCANNER_NO_TOOL))
        return self.window.scan


STATES: dict[str, Callable[[Opened], QWidget]] = {
    "phone opening": lambda o: o.phone(PhoneFacts(Stage.OPENING)),
    "phone open": lambda o: o.phone(PhoneFacts(Stage.OPEN, LINK, WIFI, (WIFI,))),
    "phone lonely": lambda o: o.phone(LONELY),
    "phone joined": lambda o: o.phone(JOINED),
    "phone ended": lambda o: o.phone(PhoneFacts(Stage.ENDED, why=Closed.WRONG, photos=3)),
    "phone failed": lambda o: o.phone(PhoneFacts(Stage.FAILED, fault=FaultNote(FaultCode.PHONE_NO_NETWORK))),
    "link asked": lambda o: o.link(Link.ASKED),
    "link fetching": lambda o: o.link(Link.FETCHING),
    "link for the browser": lambda o: o.link(Link.FOR_THE_BROWSER),
    "text": lambda o: o.text(),
    "scanning": lambda o: o.scanning(),
    "scan refused": lambda o: o.scanning(refused=True),
}


@pytest.fixture(params=["da", "en"])
def opened(
    qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk, make_photo: Callable[[str], Path],
    request: pytest.FixtureRequest,
) -> Iterator[Opened]:  # fmt: skip
    """The smallest window, with a receipt in the tray."""
    use_language(request.param)
    look().use(Theme.DARK if request.param == "en" else Theme.LIGHT)
    desk.save_settings(Settings(language=request.param, seen_welcome=True, company_id=1))
    desk.company_table.save_list((Company(1, "Kaffe & Kage ApS", has_api=True),))
    desk.take([make_photo("bon.jpg")])
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    window.resize(*SMALLEST)
    with qtbot.waitSignal(bridge.loaded):
        window.show()
        bridge.start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Opened(window, bridge)
    window.close_now()
    look().use(Theme.LIGHT)


def troubles(window: MainWindow, strip: QWidget) -> list[str]:
    """Return what is wrong to the eye, in the strip and in the page above it."""
    cut = [said for w in shown_in(strip) if (said := cut_text(w))]
    out = [describe(w) for w in shown_in(strip) if w.mapTo(window, w.rect().bottomRight()).x() > window.width()]
    return cut + out + overlapping(window)


@pytest.mark.parametrize("state", STATES)
def test_it_can_be_read_and_named_and_tab_leads_to_all_of_it(qtbot: QtBot, opened: Opened, state: str) -> None:
    strip = STATES[state](opened)
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: troubles(opened.window, strip) == [])
    wanted = {w for w in strip.findChildren(QWidget) if w.isVisible() and takes_focus(w)}
    assert wanted
    assert not [describe(w) for w in wanted if not name_of(w)]
    next(iter(wanted)).setFocus()
    assert not [describe(w) for w in wanted - reached_by_tab(strip, len(wanted) + 80)]


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_a_link_that_has_ended_says_why_and_then_what_it_brought(opened: Opened) -> None:
    opened.phone(PhoneFacts(Stage.ENDED, why=Closed.QUIET, photos=3))
    panel = opened.window.phone
    assert panel.title.text().endswith("der kom ingen billeder i et stykke tid.")
    assert panel.text.text() == "De 3 billeder derfra ligger i bakken."
    opened.phone(PhoneFacts(Stage.ENDED, why=Closed.QUIET))
    assert not panel.text.isVisible()


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_the_code_takes_the_page_s_room_where_there_is_too_little(qtbot: QtBot, opened: Opened) -> None:
    window, tray = opened.window, opened.window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    tray.list.setFocus()
    opened.phone(LONELY)
    qtbot.waitUntil(lambda: not window.pages.isVisible())
    assert window.phone.stop.hasFocus()
    window.resize(1240, 780)
    qtbot.waitUntil(window.pages.isVisible)
    window.resize(*SMALLEST)
    qtbot.waitUntil(lambda: not window.pages.isVisible())
    opened.phone(PhoneFacts())
    qtbot.waitUntil(window.pages.isVisible)
    assert QApplication.focusWidget() is tray.list, "the focus goes back to where it was"


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_the_details_leave_the_page_its_room(qtbot: QtBot, opened: Opened) -> None:
    opened.window.notices.tell(Notice(Tone.FAULT, "Mappen er der ikke", "Læg den tilbage, eller tilslut drevet."))
    opened.window.toggle_details()
    qtbot.waitUntil(lambda: overlapping(opened.window) == [])
    small = opened.window.details.height()
    opened.window.resize(1240, 780)
    qtbot.waitUntil(lambda: opened.window.details.height() > small)
    assert opened.window.pages.isVisible()


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_esc_puts_the_code_away_but_not_a_phone_that_sends(qtbot: QtBot, opened: Opened, bridge: Bridge) -> None:
    bridge.phone.places = lambda: (Place(ipaddress.IPv4Interface("127.0.0.1/24"), "lo"),)
    bridge.phone.open()
    qtbot.waitUntil(opened.window.phone.stop.hasFocus, timeout=20_000)
    qtbot.waitUntil(lambda: bridge.phone.facts.stage is Stage.OPEN, timeout=20_000)
    bridge.phone.facts = JOINED
    QTest.keyClick(opened.window.phone.stop, Qt.Key.Key_Escape)
    assert opened.window.phone.isVisible()
    bridge.phone.facts = LONELY
    QTest.keyClick(opened.window.phone.stop, Qt.Key.Key_Escape)
    assert not opened.window.phone.isVisible()
    assert bridge.phone.facts.stage is Stage.OFF


def test_the_hint_of_blacking_out_leaves_the_page_in_sight(qtbot: QtBot, opened: Opened) -> None:
    tray = opened.window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    preview, window = tray.preview, opened.window
    qtbot.waitUntil(lambda: preview.canvas.image() is not None, timeout=20_000)

    def said() -> str:
        surface, paper = QRectF(preview.boxes.rect()), preview.canvas.paper_rect()
        words, box = place_hint(QFontMetricsF(preview.boxes.font()), surface, hint(), short_hint(), low=True)
        assert surface.contains(box)
        assert box.intersected(paper).height() < 0.25 * paper.height()
        return words

    QTest.keyClick(tray.list, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    small = window.height() // 2
    qtbot.waitUntil(lambda: preview.boxes.height() == preview.canvas.viewport().height() < small)
    assert said() == short_hint()
    window.resize(1240, 780)
    qtbot.waitUntil(lambda: preview.boxes.height() == preview.canvas.viewport().height() > small)
    assert said() == hint(), "where there is room, all of it"


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_what_was_pasted_last_is_answered_first(opened: Opened) -> None:
    opened.text()
    assert opened.window.text_bar.yes.hasFocus()
    opened.paste("https://www.example.com/faktura.pdf")
    assert opened.window.link_bar.yes.hasFocus()
    QTest.keyClick(opened.window.link_bar.yes, Qt.Key.Key_Escape)
    assert opened.window.text_bar.yes.hasFocus()
    opened.paste("Noget andet")
    assert opened.window.text_bar.yes.hasFocus()


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_nobody_is_pulled_away_from_what_he_does(qtbot: QtBot, opened: Opened) -> None:
    tray = opened.window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    opened.paste(LONG_HOST)
    qtbot.waitUntil(opened.window.link_bar.yes.hasFocus)
    opened.link(Link.FETCHING)
    assert opened.window.link_bar.no.hasFocus(), "there is no yes any more, and nothing below gets the next Enter"
    tray.form.fields.amount.setFocus()
    opened.link(Link.FOR_THE_BROWSER)
    opened.link(Link.NONE)
    assert tray.form.fields.amount.hasFocus()


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_tab_leads_out_of_the_tray_and_back(opened: Opened) -> None:
    tray, window = opened.window.pages.currentWidget(), opened.window
    assert isinstance(tray, TrayView)
    opened.text()
    tray.list.setFocus()
    reached = reached_by_tab(tray.list, 60)
    assert {window.text_bar.yes, window.status.details, window.header.settings_button, tray.form.bar.send} <= reached
    tray.setFocus()
    assert tray.list.hasFocus(), "who wants the tray gets the list"


@pytest.mark.parametrize("opened", ["da"], indirect=True)
def test_list_and_form_have_their_width_however_the_window_came_to_its_size(qtbot: QtBot, opened: Opened) -> None:
    window, tray = opened.window, opened.window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    small = tray.preview.width()
    assert small >= PAGE_WIDTH * tray.fontMetrics().averageCharWidth() - 4
    window.pages.show_page(Shown.ARCHIVE)
    window.resize(1240, 780)
    window.pages.show_page(Shown.TRAY)
    letter = tray.fontMetrics().averageCharWidth()
    qtbot.waitUntil(lambda: tray.form.width() >= FORM_WIDTH[0] * letter - 2)
    assert tray.splitter.sizes()[0] >= LIST_WIDTH[0] * letter - 2
    assert tray.preview.width() > small
