"""The overview: each receipt waits in one group, each group has its deed, and the month is a table with keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.overview.month_model import SHARES, Column
from desktop.gui.overview.month_panel import month_words
from desktop.gui.overview.month_table import STAGES
from desktop.gui.overview.page import OverviewPage
from desktop.gui.overview.wait_list import WaitRow
from desktop.gui.pages import Shown
from desktop.gui.tray.lacks import today
from desktop.gui.window import MainWindow
from desktop.receipts.company import Account, Company, CompanyBook
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.month import month_of, months_on
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import Place, State

Keep = Callable[..., Receipt]
Photo = Callable[[str], Path]
_PARTS = (QAccessible.Role.ColumnHeader, QAccessible.Role.Cell)
GONE = FaultNote(FaultCode.ACCOUNT_GONE, {"number": 7200, "field": "account"})


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> OverviewPage:
    """Return the overview, reached by its keys, once Dinero has been asked whether one is logged in."""
    qtbot.waitUntil(lambda: bridge.connection.link is Link.LOGGED_OUT)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.currentWidget()
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: page.month.month is not None)
    return page


def said(page: OverviewPage) -> list[str]:
    return [row.spoken() for row in page.waits.rows]


def row_of(bot: QtBot, page: OverviewPage, words: str) -> WaitRow:
    bot.waitUntil(lambda: any(words in spoken for spoken in said(page)))
    return next(row for row in page.waits.rows if words in row.spoken())


def press(made: QPushButton) -> None:
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(made, Qt.Key.Key_Return)


# -- what waits


def test_nothing_waits_and_nothing_is_in_the_month(page: OverviewPage) -> None:
    assert said(page) == []
    assert page.month.tables == []
    assert page.month.title.text() == month_words(month_of(today()))


def test_each_receipt_stands_in_one_group_with_its_deed(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo, bridge: Bridge
) -> None:
    bridge._set_connection(Connection(Link.ONLINE))
    now = dt.datetime.now(dt.UTC)
    later = now + dt.timedelta(minutes=5)
    keep(make_photo("1.jpg"), state=State.ATTENTION, fault=GONE, resume=State.CREATING)
    keep(make_photo("2.jpg"), state=State.QUEUED, fault=FaultNote(FaultCode.TIMEOUT), not_before=later)
    keep(make_photo("3.jpg"), state=State.UPLOADING)
    keep(make_photo("4.jpg"), state=State.DRAFTED, file_guid="f", rendition_sha256="a" * 64, delivered_at=now)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo("5.jpg")])
    keep(make_photo("6.jpg"))
    qtbot.waitUntil(lambda: len(page.waits.rows) == 6, timeout=10_000)
    assert sum(row.wait.count for row in page.waits.rows) == 6
    assert [(row.wait.place, row.action.text()) for row in page.waits.rows] == [
        (Place.OUTBOX, "Vis i Afsendes"),
        (Place.TRAY, "Send det"),
        (Place.TRAY, "Vis i Bakken"),
        (Place.OUTBOX, "Prøv nu"),
        (Place.OUTBOX, "Vis i Afsendes"),
        (Place.ARCHIVE, "Vis i Arkivet"),
    ]
    assert said(page)[2].startswith("Mangler dato, beløb, konto"), said(page)
    assert said(page)[3].startswith("Venter på svar fra Dinero"), said(page)


def test_a_group_of_the_tray_leads_to_its_first_receipt(
    qtbot: QtBot, page: OverviewPage, window: MainWindow, make_photo: Photo, bridge: Bridge, keep: Keep
) -> None:
    keep(make_photo("klar.jpg"))
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([make_photo("tom.jpg")])
    window.pages.show_page(Shown.OVERVIEW)
    press(row_of(qtbot, page, "Mangler").action)
    assert window.pages.current() is Shown.TRAY
    tray = window.pages.currentWidget()
    lacking = next(r.id for r in bridge.receipts.values() if r.originals[0].name == "tom.jpg")
    qtbot.waitUntil(lambda: tray.form._receipt is not None and tray.form._receipt.id == lacking)  # type: ignore[union-attr]


def test_a_group_of_the_outbox_leads_to_its_first_receipt(
    qtbot: QtBot, page: OverviewPage, window: MainWindow, make_photo: Photo, keep: Keep
) -> None:
    keep(make_photo("under-vejs.jpg"), state=State.UPLOADING)
    wrong = keep(make_photo("afvist.jpg"), state=State.ATTENTION, fault=GONE, resume=State.CREATING)
    press(row_of(qtbot, page, "Kontoen findes ikke").action)
    assert window.pages.current() is Shown.OUTBOX
    facts = window.pages.currentWidget().facts  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: facts._receipt is not None and facts._receipt.id == wrong.id)


def test_all_that_are_ready_are_sent_from_there(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep, bridge: Bridge
) -> None:
    keep(make_photo("1.jpg"))
    keep(make_photo("2.jpg"), amount="88.50")
    row = row_of(qtbot, page, "Klar")
    assert row.action.text() == "Send alle 2"
    with qtbot.waitSignal(bridge.send_finished) as sent:
        press(row.action)
    assert len(sent.args[0].sent) == 2
    row_of(qtbot, page, "Du er ikke logget ind")


def test_logged_out_offers_the_login_and_counts_who_waits_for_it(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep, bridge: Bridge
) -> None:
    for name in ("1.jpg", "2.jpg"):
        keep(make_photo(name), state=State.QUEUED)
    row = row_of(qtbot, page, "Du er ikke logget ind")
    assert row.wait.count == 2
    with qtbot.waitSignal(bridge.registration_missing):
        press(row.action)


def test_a_stopped_company_and_a_pause_are_told_by_name_and_time(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep, bridge: Bridge, desk: Desk
) -> None:
    bridge._set_connection(Connection(Link.ONLINE))
    until = desk.journal.now() + dt.timedelta(minutes=4)
    desk.company_table.stop(1, FaultNote(FaultCode.NO_SUBSCRIPTION))
    desk.company_table.pause(2, until)
    keep(make_photo("1.jpg"), state=State.QUEUED)
    keep(make_photo("2.jpg"), state=State.QUEUED, company_id=2)
    assert "Kaffe & Kage ApS: " in row_of(qtbot, page, "Kaffe").spoken()
    assert f"{until.astimezone():%H:%M}" in row_of(qtbot, page, "pause").spoken()


def test_offline_says_that_it_goes_by_itself(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep, bridge: Bridge
) -> None:
    bridge._set_connection(Connection(Link.OFFLINE, FaultNote(FaultCode.OFFLINE)))
    keep(make_photo("1.jpg"), state=State.QUEUED)
    row = row_of(qtbot, page, "af sig selv")
    assert not row.wait.needs_user
    assert row.action.text() == "Prøv nu"


def test_a_folder_of_another_computer_leads_to_the_settings(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep, bridge: Bridge, window: MainWindow
) -> None:
    bridge._set_held(held=True)
    keep(make_photo("1.jpg"), state=State.QUEUED)
    press(row_of(qtbot, page, "computer").action)
    assert window.pages.shows_settings()


def test_the_focus_stays_while_the_rows_are_made_anew(
    qtbot: QtBot, page: OverviewPage, make_photo: Photo, keep: Keep
) -> None:
    keep(make_photo("1.jpg"))
    row_of(qtbot, page, "Klar").action.setFocus(Qt.FocusReason.TabFocusReason)
    keep(make_photo("2.jpg"))
    qtbot.waitUntil(lambda: "2 bilag" in said(page)[0])
    assert page.waits.rows[0].action.hasFocus()


# -- the month


def book(desk: Desk, bridge: Bridge, many: int = 30) -> None:
    accounts = tuple(Account(2000 + 100 * n, f"Konto {n}") for n in range(many))
    made = CompanyBook(Company(1, "Kaffe & Kage ApS", has_api=True), accounts)
    desk.keep_book(made)
    bridge._set_book(made)


def fill(keep: Keep, make_photo: Photo, *drafts: Draft, state: State = State.BOOKED) -> None:
    for number, draft in enumerate(drafts):
        keep(make_photo(f"{state}-{number}.jpg"), state=state, draft=draft)


def draft_of(amount: str, account: int = 2000, currency: str = "DKK", months: int = 0) -> Draft:
    day = months_on(month_of(today()), months)
    return Draft("Netto", date=day, amount=Decimal(amount), account=account, currency=currency)


def rows_of(page: OverviewPage, table: int = 0) -> list[list[str]]:
    model = page.month.tables[table].model()
    return [
        [str(model.index(n, c).data()) for c in range(model.columnCount())] for n in range(model.rowCount())
    ]  # fmt: skip


def test_accounts_stand_by_size_with_their_sum(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo, desk: Desk, bridge: Bridge
) -> None:
    book(desk, bridge)
    fill(keep, make_photo, draft_of("100.00"), draft_of("12345678.90", 2100))
    fill(keep, make_photo, draft_of("50.00"), state=State.DRAFTED)
    fill(keep, make_photo, draft_of("8.00"), state=State.QUEUED)
    qtbot.waitUntil(lambda: bool(page.month.tables) and len(rows_of(page)) == 3 and rows_of(page)[2][2] == "4")
    assert rows_of(page) == [
        ["2100 Konto 1", "", "1", "12.345.678,90", "\u2013", "\u2013", "12.345.678,90"],
        ["2000 Konto 0", "", "3", "100,00", "50,00", "8,00", "158,00"],
        ["I alt", "", "4", "12.345.778,90", "50,00", "8,00", "12.345.836,90"],
    ]
    assert page.month.figures.text() == "4 bilag · 12.345.836,90\u00a0kr."
    model = page.month.tables[0].model()
    assert model.index(0, Column.BAR).data(SHARES) == (1.0, 0.0, 0.0)
    for column in (Column.COUNT, *STAGES, Column.TOTAL):
        aligned = model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
        assert Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignRight


def test_one_receipt_needs_no_sum(qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo) -> None:
    fill(keep, make_photo, draft_of("100.00"))
    qtbot.waitUntil(lambda: bool(page.month.tables))
    assert [row[0] for row in rows_of(page)] == ["2000"], "a name that isn't known is left out"


def test_another_currency_has_a_table_of_its_own(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo
) -> None:
    fill(keep, make_photo, draft_of("100.00"), draft_of("20.00", currency="EUR"))
    qtbot.waitUntil(lambda: len(page.month.tables) == 2)
    assert page.month.figures.text() == "2 bilag · 100,00\u00a0kr. · 20,00\u00a0EUR"
    assert rows_of(page, 1)[0][-1] == "20,00"


def test_thirty_accounts_are_all_there_and_the_page_scrolls(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo, desk: Desk, bridge: Bridge
) -> None:
    book(desk, bridge)
    fill(keep, make_photo, *(draft_of(f"{n + 1}00.00", 2000 + 100 * n) for n in range(30)))
    qtbot.waitUntil(lambda: bool(page.month.tables) and len(rows_of(page)) == 31, timeout=10_000)
    (table,) = page.month.tables
    qtbot.waitUntil(lambda: table.viewport().height() >= table.verticalHeader().length())
    assert page.verticalScrollBar().maximum() > 0
    assert sum(table.columnWidth(c) for c in Column if not table.isColumnHidden(c)) <= table.viewport().width()


def test_a_narrow_window_keeps_names_amounts_and_bar(
    qtbot: QtBot, page: OverviewPage, window: MainWindow, keep: Keep, make_photo: Photo, desk: Desk, bridge: Bridge
) -> None:
    book(desk, bridge)
    fill(keep, make_photo, draft_of("99999999.99"), draft_of("99999999.00", 2100))
    fill(keep, make_photo, draft_of("99999999.99"), state=State.DRAFTED)
    fill(keep, make_photo, draft_of("99999999.99"), state=State.QUEUED)
    qtbot.waitUntil(lambda: bool(page.month.tables) and rows_of(page)[-1][2] == "4")
    window.resize(820, 500)
    (table,) = page.month.tables
    qtbot.waitUntil(lambda: table.isColumnHidden(Column.DRAFT))
    for column in (Column.ACCOUNT, Column.COUNT, Column.TOTAL):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.columnWidth(Column.BAR) > 60
    assert "kladde, ikke bogført: 99.999.999,99" in str(table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_keys_lead_to_the_month_before_and_back(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo
) -> None:
    now = month_of(today())
    fill(keep, make_photo, draft_of("100.00", months=-1))
    keys = partial(QTest.keyClick, page.month.before, modifier=Qt.KeyboardModifier.AltModifier)
    page.month.before.setFocus(Qt.FocusReason.TabFocusReason)
    assert not page.month.after.isEnabled()
    keys(Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.month.month is not None and page.month.month.first == months_on(now, -1))
    qtbot.waitUntil(lambda: len(page.month.tables) == 1)
    assert page.month.title.text() == month_words(months_on(now, -1))
    keys(Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.month.month is not None and page.month.month.first == months_on(now, -2))
    assert page.month.tables == []
    keys(Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.month.month is not None and page.month.month.first == now)
    keys(Qt.Key.Key_Right)
    assert page.month.first == now, "there is no month after this one"


def test_a_screen_reader_reads_a_table(qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo) -> None:
    fill(keep, make_photo, draft_of("75.00"), draft_of("25.00", 2100))
    qtbot.waitUntil(lambda: bool(page.month.tables) and len(rows_of(page)) == 3)
    interface = QAccessible.queryAccessibleInterface(page.month.tables[0])
    assert isinstance(interface, QAccessibleInterface)
    assert interface.role() is QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Måneden fordelt på konti, i DKK"
    parts = [interface.child(number) for number in range(interface.childCount())]
    names = {role: [p.text(QAccessible.Text.Name) for p in parts if p.role() is role] for role in _PARTS}
    assert names[QAccessible.Role.ColumnHeader] == [
        "Konto", "Andel", "Bilag", "Bogført", "Kladde", "Ikke sendt", "I alt"
    ]  # fmt: skip
    cells = names[QAccessible.Role.Cell]
    assert cells[: len(Column)] == ["2000", "75 % af måneden", "1", "75,00", "\u2013", "\u2013", "75,00"]
    assert len(cells) == 3 * len(Column)


def test_arrow_keys_go_through_the_accounts_and_tab_leaves(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo
) -> None:
    fill(keep, make_photo, draft_of("75.00"), draft_of("25.00", 2100))
    qtbot.waitUntil(lambda: bool(page.month.tables) and len(rows_of(page)) == 3)
    (table,) = page.month.tables
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: table.currentIndex().row() == 0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_the_user_stays_on_an_account_while_the_figures_change(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo
) -> None:
    fill(keep, make_photo, draft_of("75.00"), draft_of("25.00", 2100))
    qtbot.waitUntil(lambda: bool(page.month.tables) and len(rows_of(page)) == 3)
    page.month.tables[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: page.month.tables[0].currentIndex().row() == 0)
    QTest.keyClick(page.month.tables[0], Qt.Key.Key_Down)
    fill(keep, make_photo, draft_of("5.00", 2100), state=State.DRAFTED)
    qtbot.waitUntil(lambda: rows_of(page)[1][2] == "2")
    assert page.month.tables[0].hasFocus()
    assert page.month.tables[0].currentIndex().row() == 1


def test_a_journal_that_cannot_be_read_is_said_in_place(
    qtbot: QtBot, page: OverviewPage, bridge: Bridge, keep: Keep, make_photo: Photo
) -> None:
    fill(keep, make_photo, draft_of("75.00"))
    qtbot.waitUntil(lambda: bool(page.month.tables))
    bridge.overview.month_failed.emit(FaultNote(FaultCode.JOURNAL_BUSY))
    assert page.month.tables == []
    page.month.read()
    qtbot.waitUntil(lambda: bool(page.month.tables))


def test_escape_leads_back(page: OverviewPage, window: MainWindow) -> None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.current() is Shown.TRAY


def test_another_company_has_another_month(
    qtbot: QtBot, page: OverviewPage, keep: Keep, make_photo: Photo, bridge: Bridge
) -> None:
    fill(keep, make_photo, draft_of("75.00"))
    qtbot.waitUntil(lambda: bool(page.month.tables))
    bridge.save_settings(replace(bridge.settings, company_id=2))
    qtbot.waitUntil(lambda: page.month.tables == [])
