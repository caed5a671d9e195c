"""The window: what it takes, what it says, where its keys lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings, Theme
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.journey_view import JourneyView
from desktop.gui.notices import Notice, Tone
from desktop.gui.pages import Shown
from desktop.gui.settings import SettingsPage
from desktop.gui.theme import look
from desktop.gui.tray.view import TrayView
from desktop.gui.ways import WaysIn
from desktop.gui.welcome import Welcome
from desktop.gui.window import MainWindow
from desktop.receipts.company import Company
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.words import use_language

Photo = Callable[[str], Path]
COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk) -> Iterator[MainWindow]:
    look().use(Theme.LIGHT)
    desk.save_settings(Settings(language="da", seen_welcome=True, company_id=1))
    desk.company_table.save_list((Company(1, "Kaffe & Kage ApS", has_api=True), Company(2, "Gratis", has_api=False)))
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    with qtbot.waitSignal(bridge.loaded):
        window.show()
        bridge.start()
    yield window
    window.close_now()


def urls(*names: str | Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(n)) if isinstance(n, Path) else QUrl(n) for n in names])
    return data


def drag(window: MainWindow, data: QMimeData, at: QWidget | None = None, actions: Qt.DropAction = COPY) -> QDropEvent:
    """Enter, move and drop as a file manager does; return the drop event with the window's answer in it."""
    handle = window.windowHandle()
    middle = (at or window).rect().center()
    point = QPointF((at or window).mapTo(window, middle))
    QApplication.sendEvent(handle, QDragEnterEvent(point, actions, data, LEFT, NONE))
    QApplication.sendEvent(handle, QDragMoveEvent(point, actions, data, LEFT, NONE))
    event = QDropEvent(point, actions, data, LEFT, NONE)
    QApplication.sendEvent(handle, event)
    return event


# -- drops


@pytest.mark.parametrize("shown", [Shown.TRAY, Shown.OUTBOX, Shown.ARCHIVE, Shown.SETTINGS, Shown.WAYS, Shown.WELCOME])
def test_every_page_takes_a_file(qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path, shown: Shown) -> None:
    window.pages.show_page(shown)
    with qtbot.waitSignal(bridge.intake_finished):
        event = drag(window, urls(photo))
    assert event.isAccepted()
    assert event.dropAction() is COPY
    assert len(bridge.receipts) == 1
    assert window.pages.current() is Shown.TRAY


def test_a_file_dropped_on_a_text_field_is_a_receipt_not_a_path(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    field = page.fields.client_id
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, urls(photo), at=field)
    assert not field.text()
    assert len(bridge.receipts) == 1


def test_a_folder_is_taken_with_all_that_is_in_it(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Photo, tmp_path: Path
) -> None:
    folder = tmp_path / "Bilag æøå" / "juni"
    folder.mkdir(parents=True)
    for n in range(3):
        make_photo(f"{n}.png").rename(folder / f"{n}.png")
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, urls(folder.parent))
    assert len(bridge.receipts) == 3


def test_only_a_copy_is_accepted(window: MainWindow, bridge: Bridge, photo: Path) -> None:
    event = drag(window, urls(photo), actions=Qt.DropAction.MoveAction)
    assert not event.isAccepted()
    assert not bridge.receipts
    assert photo.exists()


def mail() -> QMimeData:
    data = QMimeData()
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"\x01\x00\x00\x00")
    data.setText("Faktura 4711")
    return data


def link() -> QMimeData:
    data = urls("https://www.example.dk/kvittering.pdf")
    data.setText("https://www.example.dk/kvittering.pdf")
    return data


@pytest.mark.parametrize("make", [mail, link], ids=["Outlook", "browser link"])
def test_a_drop_without_a_file_gets_a_sentence(
    window: MainWindow, bridge: Bridge, make: Callable[[], QMimeData]
) -> None:
    drag(window, make())
    assert "Der var ingen fil" in window.status.words.whole
    assert not bridge.receipts


def test_a_picture_from_a_browser_is_taken_and_its_address_is_not(
    qtbot: QtBot, window: MainWindow, bridge: Bridge
) -> None:
    data = urls("https://www.example.dk/kvittering.png")
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data.setImageData(image)
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, data)
    (receipt,) = bridge.receipts.values()
    assert receipt.originals[0].media_type == "image/png"


def test_the_overlay_shows_while_something_is_above_the_window(window: MainWindow, photo: Path) -> None:
    handle, data = window.windowHandle(), urls(photo)
    QApplication.sendEvent(handle, QDragEnterEvent(QPointF(window.rect().center()), COPY, data, LEFT, NONE))
    assert window.overlay.isVisible()
    central = window.centralWidget()
    assert central is not None
    assert window.overlay.size() == central.size()
    QApplication.sendEvent(handle, QEvent(QEvent.Type.DragLeave))
    assert not window.overlay.isVisible()


# -- paste


def test_ctrl_v_takes_a_picture(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    image = QImage(50, 70, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(bridge.receipts) == 1


def test_ctrl_v_takes_files_though_a_text_field_has_the_focus(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    page.fields.client_id.setFocus()
    qtbot.waitUntil(page.fields.client_id.hasFocus)
    QGuiApplication.clipboard().setMimeData(urls(photo))
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(page.fields.client_id, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not page.fields.client_id.text()


def test_ctrl_v_leaves_text_to_the_field(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    page.fields.client_id.setFocus()
    qtbot.waitUntil(page.fields.client_id.hasFocus)
    QGuiApplication.clipboard().setText("isv_mit_firma")
    QTest.keyClick(page.fields.client_id, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.fields.client_id.text() == "isv_mit_firma"


def test_ctrl_v_of_text_says_what_to_do(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("bare tekst")
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "Der var ingen fil" in window.status.words.whole


# -- views and keys


def test_keys_lead_to_the_views_and_the_settings_and_back(window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, shown in ((Qt.Key.Key_2, Shown.OUTBOX), (Qt.Key.Key_3, Shown.ARCHIVE), (Qt.Key.Key_1, Shown.TRAY)):
        QTest.keyClick(window, key, control)
        assert window.pages.current() is shown
    QTest.keyClick(window, Qt.Key.Key_2, control)
    QTest.keyClick(window, Qt.Key.Key_Comma, control)
    assert window.pages.current() is Shown.SETTINGS
    QTest.keyClick(window.pages.page(Shown.SETTINGS), Qt.Key.Key_Escape)
    assert window.pages.current() is Shown.OUTBOX


def test_the_tabs_count_what_is_there(qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Photo) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo(f"{n}.jpg") for n in range(4)])
    texts = [tab.text() for tab in window.header.tabs._tabs.values()]
    assert texts == ["Bakke  4", "Afsendes", "Arkiv"]


def test_companies_without_access_are_shown_greyed_with_the_reason(window: MainWindow) -> None:
    menu = window.header.company.menu()
    assert [(a.text(), a.isEnabled()) for a in menu.actions()] == [
        ("Kaffe && Kage ApS", True),
        ("Gratis: kræver Dinero Pro eller Total", False),
    ]
    assert window.header.company.picker.accessibleName() == "Firma: Kaffe & Kage ApS"


def test_another_language_is_spoken_at_once_where_one_is(window: MainWindow) -> None:
    window.pages.show_page(Shown.SETTINGS)
    use_language("en")
    window.rebuild()
    assert window.pages.current() is Shown.SETTINGS
    assert window.status.details.text() == "Details"
    assert window.header.settings_button.isChecked()


def companies(*levels: str) -> tuple[Company, ...]:
    return tuple(Company(n, f"Firma {n}", has_api=level == "pro") for n, level in enumerate(levels, start=7))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (companies("pro", "pro"), "Vælg øverst i vinduet"),
        (companies("starter", "starter"), "Firmaet skal have Dinero Pro eller Total"),
        ((), "Der er ikke valgt et firma"),
    ],
)
def test_a_login_that_leaves_the_company_open_says_what_to_do(
    window: MainWindow, bridge: Bridge, found: tuple[Company, ...], words: str
) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=None))
    bridge._companies_fresh(found)
    assert window.notices.all[-1].title.startswith(words)


def test_the_only_company_is_chosen_by_itself(window: MainWindow, bridge: Bridge) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=None))
    bridge._companies_fresh(companies("starter", "pro"))
    assert bridge.settings.company_id == 8
    assert window.header.company.picker.text() == "Firma 8"


def test_another_persons_login_lets_go_of_the_company_that_was_chosen(window: MainWindow, bridge: Bridge) -> None:
    bridge.save_settings(replace(bridge.settings, company_id=1))
    bridge._companies_fresh(companies("pro", "pro"))
    assert bridge.settings.company_id is None
    assert window.notices.all[-1].title.startswith("Vælg øverst i vinduet")
    bridge.choose_company(7)
    bridge._companies_fresh(companies("pro", "pro"))
    assert bridge.settings.company_id == 7


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_minimized_window_comes_forward(qtbot: QtBot, window: MainWindow) -> None:
    window.showMinimized()
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.isMinimized()


# -- sent receipts


def keep(desk: Desk, bridge: Bridge, path: Path, **fields: object) -> Receipt:
    (receipt,) = desk.take([path]).taken
    draft = Draft("Netto", date=dt.date(2026, 5, 16), amount=Decimal("125.00"), account=7200, paid_from=55000)
    kept = replace(desk.save_draft(receipt.id, draft), company_id=1, sent_at=receipt.added_at)
    kept = desk.receipt_table.save(replace(kept, **fields))  # type: ignore[arg-type]  # fields of a receipt
    bridge.changed((kept,))
    return kept


def journey(window: MainWindow, shown: Shown) -> JourneyView:
    window.pages.show_page(shown)
    view = window.pages.currentWidget()
    assert isinstance(view, JourneyView)
    return view


def test_a_receipt_that_needs_the_user_says_why_and_goes_back_to_the_tray(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, photo: Path, make_photo: Photo
) -> None:
    fault = FaultNote(FaultCode.ACCOUNT_GONE, {"number": 7200, "field": "account"})
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo("andet.jpg")])
    kept = keep(desk, bridge, photo, state=State.ATTENTION, fault=fault, resume=State.CREATING)
    view = journey(window, Shown.OUTBOX)
    assert view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Netto, 16.05.2026, 125,00")
    assert view.facts.back.isVisible()
    QTest.mouseClick(view.facts.back, LEFT)
    qtbot.waitUntil(lambda: bridge.receipts[kept.id].editable)
    tray = window.pages.currentWidget()
    assert isinstance(tray, TrayView)
    qtbot.waitUntil(lambda: tray.list.selected_ids() == (kept.id,))


def test_what_waits_for_a_login_says_so(window: MainWindow, bridge: Bridge, desk: Desk, photo: Path) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=3)
    keep(desk, bridge, photo, state=State.QUEUED, fault=FaultNote(FaultCode.NOT_LOGGED_IN), not_before=before)
    spoken = journey(window, Shown.OUTBOX).list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Venter på login")


def test_what_waits_says_for_what_and_until_when(window: MainWindow, bridge: Bridge, desk: Desk, photo: Path) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=3)
    keep(desk, bridge, photo, state=State.QUEUED, fault=FaultNote(FaultCode.OFFLINE), not_before=later)
    view = journey(window, Shown.OUTBOX)
    spoken = view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"Venter på internettet · igen kl. {later.astimezone():%H:%M}" in spoken
    assert view.facts.try_now.isVisible()
    assert view.facts.undo.isVisible()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.DRAFTED}, "I Dinero · kladde, ikke bogført"),
        ({"state": State.BOOKED, "voucher_number": 1234}, "I Dinero · bogført · bilag 1234"),
    ],
)
def test_the_archive_says_draft_or_booked(
    window: MainWindow, bridge: Bridge, desk: Desk, photo: Path, fields: dict[str, object], words: str
) -> None:
    keep(desk, bridge, photo, **fields)
    view = journey(window, Shown.ARCHIVE)
    assert words in view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_ctrl_f_finds_in_the_archive(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, make_photo: Photo
) -> None:
    for number, name in enumerate(("a.jpg", "b.jpg")):
        keep(desk, bridge, make_photo(name), state=State.BOOKED, voucher_number=700 + number)
    view = journey(window, Shown.ARCHIVE)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.search.hasFocus)
    QTest.keyClicks(view.search, "701 netto")
    assert view.model.rowCount() == 1
    QTest.keyClicks(view.search, " findes ikke")
    assert view.no_match.isVisible()
    assert "findes ikke" in view.no_match.title.text()


# -- status line


def test_a_fault_stays_in_place_until_it_is_put_away(window: MainWindow, bridge: Bridge) -> None:
    bridge.fault.emit(FaultNote(FaultCode.DISK_FULL))
    window.notices.tell(Notice(Tone.OK, "ligegyldigt"))
    assert "ligegyldigt" not in window.status.words.whole
    assert QApplication.activeModalWidget() is None
    QTest.mouseClick(window.status.put_away, LEFT)
    assert not window.status.put_away.isVisible()
    QTest.mouseClick(window.status.details, LEFT)
    assert window.details.isVisible()
    assert window.details.list.count() == 2


def test_offline_is_said_once_and_so_is_its_end(window: MainWindow, bridge: Bridge) -> None:
    before = len(window.notices.all)
    for note in (FaultNote(FaultCode.OFFLINE), FaultNote(FaultCode.OFFLINE), None):
        bridge._linked(note)
    assert [n.tone for n in window.notices.all[before:]] == [Tone.FAULT, Tone.OK]
    assert bridge.connection == Connection(Link.ONLINE)


def test_ctrl_z_brings_a_removed_receipt_back(qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo])
    (receipt_id,) = bridge.receipts
    with qtbot.waitSignal(bridge.receipts_gone):
        bridge.bin([receipt_id])
    assert window.status.undo.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: receipt_id in bridge.receipts)


# -- settings


def settings_page(window: MainWindow) -> SettingsPage:
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def test_booking_is_confirmed_once(window: MainWindow, bridge: Bridge) -> None:
    page = settings_page(window)
    page.booked.click()
    assert booking(bridge) == (False, False)
    assert page.question.isVisible()
    QTest.mouseClick(page.confirm, LEFT)
    assert booking(bridge) == (True, True)
    assert not page.question.isVisible()
    page.draft.click()
    assert booking(bridge) == (False, True)
    page.booked.click()
    assert booking(bridge) == (True, True)


def booking(bridge: Bridge) -> tuple[bool, bool]:
    return bridge.settings.book, bridge.settings.book_confirmed


def test_settings_reach_the_disk(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    page = settings_page(window)
    choose(page.theme, Theme.DARK)
    qtbot.waitUntil(lambda: desk.settings().theme is Theme.DARK)


def choose(field: QComboBox, value: object) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_the_secret_goes_to_the_keyring_and_nowhere_else(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, config: Config
) -> None:
    page = settings_page(window)
    page.connection.more.click()
    page.connection.ways.own.unfold.click()
    fields = page.connection.fields
    for field, text in (
        (fields.client_id, "isv_mit_firma"),
        (fields.secret, "dybt-hemmeligt"),
        (fields.redirect_uri, "https://example.dk/tilbage"),
    ):
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
    with qtbot.waitSignal(bridge.login_wanted):
        QTest.mouseClick(fields.save, LEFT)
    assert desk.session.has_registration()
    assert not fields.secret.text()
    written = b"".join(p.read_bytes() for p in config.data_dir.rglob("*") if p.is_file())
    assert b"isv_mit_firma" in written
    assert b"dybt-hemmeligt" not in written


@pytest.mark.parametrize("address", ["", "example.dk", "http://example.dk/tilbage", "https://"])
def test_a_redirect_address_that_cannot_work_is_said_at_the_field(
    window: MainWindow, bridge: Bridge, address: str
) -> None:
    fields = settings_page(window).connection.fields
    fields.client_id.setText("isv_x")
    fields.redirect_uri.setText(address)
    fields.save.click()
    assert bridge.settings.client_id is None
    assert not fields.fault.isHidden()


# -- first start


def test_without_a_registration_connect_leads_to_the_ways_in(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    window.pages.show_welcome()
    page = window.pages.currentWidget()
    assert isinstance(page, Welcome)
    with qtbot.waitSignal(bridge.registration_missing):
        QTest.mouseClick(page.connect_door, LEFT)
    ways = window.pages.currentWidget()
    assert isinstance(ways, WaysIn)
    QTest.mouseClick(ways.back, LEFT)
    assert window.pages.current() is Shown.WELCOME


def test_the_second_door_asks_for_the_sandbox(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    window.pages.show_welcome()
    page = window.pages.currentWidget()
    assert isinstance(page, Welcome)
    with qtbot.waitSignal(bridge.sandbox_wanted):
        QTest.mouseClick(page.sandbox_door, LEFT)


# -- closing


def test_closing_with_receipts_on_their_way_says_how_many_and_what_happens(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, photo: Path
) -> None:
    kept = keep(desk, bridge, photo, state=State.QUEUED)
    assert not window.close()
    assert window.closing.words.text() == (
        "1 bilag er ikke sendt endnu. Det bliver her og sendes, når du åbner Bilagsdrop igen."
    )
    QTest.mouseClick(window.closing.when_done, LEFT)
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        bridge.changed((desk.receipt_table.save(replace(kept, state=State.DRAFTED)),))


def test_closing_twice_closes(window: MainWindow, bridge: Bridge, desk: Desk, photo: Path) -> None:
    keep(desk, bridge, photo, state=State.QUEUED)
    assert not window.close()
    assert window.close()


def test_leaving_the_sandbox_offers_to_take_the_tray_along(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path
) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo])
    bridge.use_dinero()
    assert window.take_along.isVisible()
    with qtbot.waitSignal(window.leave_asked) as answer:
        QTest.mouseClick(window.take_along.along, LEFT)
    assert answer.args == [True]


@pytest.mark.usefixtures("window")
def test_the_focus_is_never_on_a_field_by_itself() -> None:
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
