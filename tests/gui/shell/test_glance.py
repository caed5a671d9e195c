"""Icon, notifications and staying: what is told while nobody looks, once, and with a way there."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.glance.badge import mood_icon
from desktop.gui.glance.glance import Glance
from desktop.gui.glance.news import Message
from desktop.gui.glance.summary import Mood, Summary, summary_of
from desktop.gui.glance.tray_icon import TrayIcon
from desktop.gui.overview.waits import waits_of
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt, new_receipt_id
from desktop.receipts.states import Place, State
from desktop.words import use_language

Keep = Callable[..., Receipt]
Photo = Callable[[str], Path]
GONE = FaultNote(FaultCode.ACCOUNT_GONE, {"number": 7200, "field": "account"})
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")
REFUSED = {"state": State.ATTENTION, "fault": GONE, "resume": State.CREATING}


class Told(list[Message]):
    """The notifications, as they come."""

    def of(self, bot: QtBot, count: int) -> list[str]:
        bot.waitUntil(lambda: len(self) == count, timeout=8000)
        return [f"{message.title} | {message.text}" for message in self]


@pytest.fixture
def glance(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> Iterator[Glance]:
    qtbot.waitUntil(lambda: bridge.connection.link is Link.LOGGED_OUT)
    bridge._set_connection(Connection(Link.ONLINE))
    glance = Glance(bridge, window)
    yield glance
    glance.end()


@pytest.fixture
def told(glance: Glance) -> Told:
    told = Told()
    glance.told.connect(told.append)
    return told


@pytest.fixture
def away(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    """Let the user look at something else: another program's window is in front, this one is minimized."""
    window.showMinimized()
    window.hide()
    qtbot.waitUntil(lambda: not window.isVisible())
    told.clear()


def quiet(bot: QtBot, glance: Glance) -> None:
    """Let what is gathered be said."""
    bot.waitUntil(lambda: not glance._gather.isActive(), timeout=8000)


def moved(bridge: Bridge, desk: Desk, receipt: Receipt, **fields: object) -> None:
    bridge.changed((desk.receipt_table.save(replace(receipt, **fields)),))  # type: ignore[arg-type]  # fields of a receipt


@pytest.mark.usefixtures("away")
def test_a_refused_receipt_is_told_by_name(qtbot: QtBot, told: Told, keep: Keep, photo: Path) -> None:
    keep(photo, **REFUSED)
    assert told.of(qtbot, 1) == ["Netto: Kontoen findes ikke længere | Åbn Bilagsdrop for at se, hvad der skal gøres."]
    assert told[0].urgent
    assert told[0].place is Place.OUTBOX


@pytest.mark.usefixtures("away")
def test_many_at_once_are_one_notification(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, glance: Glance
) -> None:
    for number in range(4):
        keep(make_photo(f"{number}.jpg"), **REFUSED)
    assert told.of(qtbot, 1) == ["Kontoen findes ikke længere | 4 bilag kræver dig"]
    quiet(qtbot, glance)
    assert len(told) == 1


@pytest.mark.usefixtures("away")
def test_the_same_is_told_once_and_something_new_again(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, bridge: Bridge, glance: Glance, desk: Desk
) -> None:
    first = keep(make_photo("1.jpg"), **REFUSED)
    told.of(qtbot, 1)
    moved(bridge, desk, first, attempts=2)
    glance.tell()
    quiet(qtbot, glance)
    assert len(told) == 1
    keep(make_photo("2.jpg"), **REFUSED)
    assert told.of(qtbot, 2)[1].startswith("Kontoen findes ikke længere")


def test_nothing_is_told_to_one_who_looks(
    qtbot: QtBot, window: MainWindow, told: Told, keep: Keep, photo: Path, glance: Glance
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keep(photo, **REFUSED)
    qtbot.waitUntil(glance._gather.isActive)
    quiet(qtbot, glance)
    window.hide()
    glance.tell()
    quiet(qtbot, glance)
    assert told == [], "it was seen"


@pytest.mark.usefixtures("away")
def test_a_login_that_ran_out_is_told_once_for_all_that_wait(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, bridge: Bridge, glance: Glance
) -> None:
    keep(make_photo("1.jpg"), state=State.QUEUED)
    bridge._set_connection(Connection(Link.LOGGED_OUT, FaultNote(FaultCode.LOGIN_EXPIRED)))
    assert told.of(qtbot, 1)[0].startswith("Du skal logge ind igen")
    keep(make_photo("2.jpg"), state=State.QUEUED)
    quiet(qtbot, glance)
    assert len(told) == 1


@pytest.mark.usefixtures("away")
def test_a_stopped_company_is_told_by_its_name(qtbot: QtBot, told: Told, keep: Keep, photo: Path, desk: Desk) -> None:
    desk.company_table.stop(1, FaultNote(FaultCode.NO_SUBSCRIPTION))
    keep(photo, state=State.QUEUED)
    assert told.of(qtbot, 1)[0].startswith("Kaffe & Kage ApS: ")


@pytest.mark.usefixtures("away")
def test_a_folder_that_is_held_is_told(qtbot: QtBot, told: Told, bridge: Bridge) -> None:
    bridge._set_held(held=True)
    assert "computer" in told.of(qtbot, 1)[0]


@pytest.mark.usefixtures("away")
def test_a_batch_is_told_once_when_the_last_is_through(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, bridge: Bridge, desk: Desk, glance: Glance
) -> None:
    batch = [keep(make_photo(f"{n}.jpg"), state=State.UPLOADING) for n in range(3)]
    for receipt in batch[:2]:
        moved(bridge, desk, receipt, state=State.DRAFTED)
    quiet(qtbot, glance)
    assert told == [], "one is still under way"
    moved(bridge, desk, batch[2], state=State.BOOKED)
    assert told.of(qtbot, 1) == ["3 bilag er i Dinero | Alt, der var undervejs, er nået frem."]
    assert not told[0].urgent


@pytest.mark.usefixtures("away")
def test_a_batch_with_one_refused_is_one_notification(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, bridge: Bridge, desk: Desk, glance: Glance
) -> None:
    batch = [keep(make_photo(f"{n}.jpg"), state=State.UPLOADING) for n in range(3)]
    quiet(qtbot, glance)
    moved(bridge, desk, batch[0], **REFUSED)
    for receipt in batch[1:]:
        moved(bridge, desk, receipt, state=State.DRAFTED)
    (words,) = told.of(qtbot, 1)
    assert words.startswith("Netto: Kontoen findes ikke længere")
    assert words.endswith("2 bilag er i Dinero.")


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("wanted", [(False, True), (True, False), (False, False)])
def test_each_kind_can_be_put_off(
    qtbot: QtBot, told: Told, keep: Keep, make_photo: Photo, bridge: Bridge, desk: Desk, glance: Glance,
    wanted: tuple[bool, bool],
) -> None:  # fmt: skip
    needs, delivered = wanted
    bridge.save_settings(replace(bridge.settings, notify_needs=needs, notify_delivered=delivered))
    batch = [keep(make_photo(f"{n}.jpg"), state=State.UPLOADING) for n in range(2)]
    quiet(qtbot, glance)
    moved(bridge, desk, batch[0], **REFUSED)
    moved(bridge, desk, batch[1], state=State.DRAFTED)
    qtbot.waitUntil(glance._gather.isActive)
    quiet(qtbot, glance)
    assert [message.urgent for message in told] == [True] * needs + [False] * delivered


@pytest.mark.usefixtures("away")
def test_a_click_on_the_notification_leads_there(
    qtbot: QtBot, told: Told, keep: Keep, photo: Path, glance: Glance, window: MainWindow
) -> None:
    keep(photo, **REFUSED)
    told.of(qtbot, 1)
    icon = glance._make()
    icon.icon.messageClicked.emit()
    assert window.isVisible()
    assert window.pages.current() is Shown.OUTBOX
    icon.end()


# -- the icon


@pytest.mark.usefixtures("window")
def test_the_icon_says_in_words_what_its_badge_says_by_form(
    qtbot: QtBot, keep: Keep, make_photo: Photo, bridge: Bridge, glance: Glance
) -> None:
    icon = glance._make()
    for number in range(3):
        keep(make_photo(f"{number}.jpg"), state=State.UPLOADING)
    icon.tell(summary_of(bridge))
    assert icon.icon.toolTip() == "Bilagsdrop: 3 afsendes"
    keep(make_photo("4.jpg"), **REFUSED)
    keep(make_photo("5.jpg"))
    qtbot.waitUntil(lambda: bool(summary_of(bridge).ready))
    icon.tell(summary_of(bridge))
    assert icon.icon.toolTip() == "Bilagsdrop: 3 afsendes · 1 kræver dig · 1 klar"
    assert summary_of(bridge).mood is Mood.NEEDS_USER
    assert icon.send.text() == "Send alle klare (1)"
    icon.end()


def test_the_menu_sends_adds_opens_and_quits(
    qtbot: QtBot, window: MainWindow, keep: Keep, make_photo: Photo, bridge: Bridge, glance: Glance
) -> None:
    icon = glance._make()
    keep(make_photo("1.jpg"))
    keep(make_photo("2.jpg"), amount="88.50")
    qtbot.waitUntil(lambda: len(summary_of(bridge).ready) == 2)
    icon.tell(summary_of(bridge))
    with qtbot.waitSignal(bridge.send_finished) as sent:
        icon.send.trigger()
    assert len(sent.args[0].sent) == 2
    window.hide()
    icon.open.trigger()
    assert window.isVisible()
    window.hide()
    icon.leave.trigger()
    assert window.isVisible(), "two are on their way: it asks, where it can be seen"
    assert window.closing.isVisible()
    with qtbot.waitSignal(window.closed):
        QTest.mouseClick(window.closing.close_now, Qt.MouseButton.LeftButton)
    icon.end()


def test_a_click_on_the_icon_opens_the_window(window: MainWindow, glance: Glance) -> None:
    icon = glance._make()
    window.hide()
    icon.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    icon.end()


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("size", [16, 24, 48])
def test_every_mood_has_a_form_of_its_own(size: int) -> None:
    """Compare the shapes alone, without any colour."""
    pictures = [mood_icon(mood).pixmap(size, size).toImage() for mood in Mood]
    shapes = [p.convertToFormat(QImage.Format.Format_Grayscale8) for p in pictures]
    assert all(a != b for n, a in enumerate(shapes) for b in shapes[n + 1 :])
    corners = {_ink(p) for p in pictures}
    assert len(corners) == len(Mood), "the badge's outline differs too"


def _ink(picture: QImage) -> bytes:
    """Return which pixels are drawn on at all, and which are white lines."""
    size = picture.width()
    pixels = [picture.pixelColor(x, y) for y in range(size // 3, size) for x in range(size // 3, size)]
    return bytes((p.alpha() > 128) + (p.lightness() > 200) for p in pixels)


@pytest.mark.usefixtures("window")
def test_the_icon_speaks_the_language_of_the_window() -> None:
    icon = TrayIcon()
    icon.tell(Summary(sending=2, held=True))
    assert icon.leave.text() == "Afslut"
    use_language("en")
    icon.speak()
    assert icon.leave.text() == "Quit"
    assert icon.icon.toolTip().startswith("Bilagsdrop: 2 being sent · nothing is sent until")
    icon.end()


# -- staying


@pytest.mark.usefixtures("glance")
def test_where_there_is_no_place_for_an_icon_closing_closes(
    qtbot: QtBot,
    window: MainWindow,
    bridge: Bridge,
) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable(), "off-screen there is none"
    bridge.save_settings(replace(bridge.settings, keep_running=True))
    with qtbot.waitSignal(window.closed):
        window.close()


def test_a_window_that_stays_hides_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.stays = lambda: True
    with qtbot.waitSignal(window.hidden):
        assert not window.close()
    assert not window.isVisible()
    window.come_forward()
    assert window.isVisible()


def test_the_key_to_quit_ends_a_window_that_stays(qtbot: QtBot, window: MainWindow) -> None:
    window.stays = lambda: True
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_hiding_asks_no_question_about_what_is_on_its_way(
    qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path
) -> None:
    keep(photo, state=State.QUEUED)
    window.stays = lambda: True
    with qtbot.waitSignal(window.hidden):
        window.close()
    assert not window.closing.isVisible()


@pytest.mark.usefixtures("window")
def test_ten_thousand_archived_receipts_do_not_slow_the_window(
    keep: Keep, photo: Path, bridge: Bridge, capsys: pytest.CaptureFixture[str]
) -> None:
    base = keep(photo, state=State.BOOKED, delivered_at=dt.datetime.now(dt.UTC))
    for _each in range(10_000):
        made = replace(base, id=new_receipt_id())
        bridge.receipts[made.id] = made
    begun = time.perf_counter()
    waits_of(bridge, bridge.overview.holds, dt.datetime.now(dt.UTC))
    seconds = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\nwhat waits among 10,000 archived receipts: {seconds * 1000:.0f} ms")  # noqa: T201 - a figure that is asked for
    assert seconds < 0.1
