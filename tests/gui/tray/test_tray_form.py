"""The fields: how they read, what they say, and what draft they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.lacks import today
from desktop.gui.tray.paid_field import NO_ACCOUNT, Paid, Payment
from desktop.gui.tray.view import TrayView
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.receipts.dates import format_date
from desktop.receipts.receipt import Draft

MakeTray = Callable[[], TrayView]
NO_BREAK = "\u00a0"


@pytest.fixture
def fields(tray: TrayView) -> VoucherFields:
    return tray.form.fields


def type_into(control: QWidget, text: str) -> None:
    """Type text, then leave the field with Tab."""
    control.setFocus()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Tab)


def choose(fields: VoucherFields, name: str) -> None:
    """Choose how it was paid, by keyboard, as in any combo box."""
    fields.paid.setFocus()
    QTest.keyClick(fields.paid, Qt.Key.Key_Home)
    for _step in range(fields.paid.count()):
        if fields.paid.currentText() == name:
            return
        QTest.keyClick(fields.paid, Qt.Key.Key_Down)
    pytest.fail(f"{name} is not offered")


def said(fields: VoucherFields, field: str) -> str:
    row = fields.rows[field]
    return row.words.text() if row.words.isVisible() else ""


@pytest.mark.parametrize(
    ("typed", "written"),
    [("1.234,56", "1.234,56"), ("1234,56", "1.234,56"), ("149,-", "149,00"), ("kr. 12", "12,00"), ("0,5", "0,50")],
)
def test_amounts_are_read_the_danish_ways(fields: VoucherFields, typed: str, written: str) -> None:
    type_into(fields.amount, typed)
    assert (fields.amount.text(), said(fields, "amount")) == (written, "")


def test_a_surprising_reading_is_shown_until_the_text_changes(fields: VoucherFields) -> None:
    type_into(fields.amount, "1.234")
    assert (fields.amount.text(), said(fields, "amount")) == ("1.234,00", "Læst som 1.234,00")
    fields.amount.setFocus()
    QTest.keyClick(fields.amount, Qt.Key.Key_Backspace)
    assert said(fields, "amount") == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "Beløbet skal være over 0"),
        ("-12", "Beløbet skal være over 0"),
        ("12,345", "For mange decimaler"),
        ("en tier", "Beløbet kan ikke læses"),
    ],
)
def test_refused_amounts_stay_as_typed_with_a_sentence(fields: VoucherFields, typed: str, words: str) -> None:
    type_into(fields.amount, typed)
    assert fields.amount.text() == typed
    assert said(fields, "amount").startswith(words)
    assert fields.amount.accessibleDescription() == said(fields, "amount")
    assert fields.draft().amount is None


@pytest.mark.parametrize("typed", ["16.05.2026", "16/5-26", "160526", "2026-05-16", "16. maj 2026"])
def test_dates_are_read_the_danish_ways(fields: VoucherFields, typed: str) -> None:
    type_into(fields.date, typed)
    assert fields.date.text() == "16.05.2026"
    assert fields.draft().date == dt.date(2026, 5, 16)


def test_arrow_keys_move_a_date_by_days(fields: VoucherFields) -> None:
    type_into(fields.date, "01.05.2026")
    fields.date.setFocus()
    QTest.keyClick(fields.date, Qt.Key.Key_Down)
    assert fields.date.text() == "30.04.2026"


def test_a_date_to_come_asks_and_takes_yes(fields: VoucherFields) -> None:
    type_into(fields.date, format_date(today() + dt.timedelta(days=30)))
    assert said(fields, "date") == "Datoen ligger i fremtiden."
    QTest.mouseClick(fields.rows["date"].answer, Qt.MouseButton.LeftButton)
    assert said(fields, "date") == ""
    assert fields.draft().date_confirmed
    type_into(fields.date, "")
    fields.date.setFocus()
    QTest.keyClick(fields.date, Qt.Key.Key_Up)
    assert not fields.draft().date_confirmed, "another date asks anew"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("7240", "7240 Telefoni"), ("soft", "7320 Software"), ("restaurationsbesøg", "4120 Restaurationsbesøg")],
)
def test_an_account_is_found_by_number_or_name(fields: VoucherFields, typed: str, found: str) -> None:
    type_into(fields.account, typed)
    assert fields.account.text() == found


def test_accounts_are_grouped_and_hidden_ones_left_out(fields: VoucherFields) -> None:
    groups = [(c.group, c.label) for c in fields.account.choices()]
    assert ("Administrationsomkostninger", "7240 Telefoni") in groups
    assert not [label for _group, label in groups if "Gammel" in label]
    names = [group for group, _label in groups]
    assert names == sorted(names, key=names.index), "a group is one run"


def test_the_list_shows_what_fits_with_its_group(fields: VoucherFields) -> None:
    fields.account.setFocus()
    QTest.keyClicks(fields.account, "tele")
    rows = fields.account.offered()
    assert rows == ["Administrationsomkostninger", "7240 Telefoni"]
    QTest.keyClick(fields.account, Qt.Key.Key_Escape)
    assert fields.account.text() == "tele"


def test_vat_follows_the_account_and_can_be_changed(fields: VoucherFields) -> None:
    type_into(fields.amount, "125")
    type_into(fields.account, "7200")
    assert fields.vat.currentText() == f"25{NO_BREAK}% · Dansk købsmoms"
    assert fields.vat_amount.text() == f"25,00{NO_BREAK}kr."
    assert fields.draft().vat_code is None
    fields.vat.setFocus()
    QTest.keyClick(fields.vat, Qt.Key.Key_End)
    assert fields.draft().vat_code == "none"
    assert fields.vat_amount.text() == f"0,00{NO_BREAK}kr."


def test_vat_is_not_guessed_while_no_account_says_it(fields: VoucherFields) -> None:
    type_into(fields.amount, "125")
    assert fields.vat_amount.text() == ""
    type_into(fields.account, "9999")
    assert fields.vat_amount.text() == ""
    fields.account.clear()
    type_into(fields.account, "6120")
    assert fields.vat_amount.text() == f"0,00{NO_BREAK}kr."


def test_reverse_charge_says_who_reckons_the_vat(fields: VoucherFields) -> None:
    type_into(fields.amount, "125")
    type_into(fields.account, "2100")
    assert said(fields, "vat_code") == "Ingen moms på bilaget: Dinero beregner den."


def test_a_company_free_of_vat_has_none(bridge: Bridge, tray: TrayView) -> None:
    assert bridge.book is not None
    free = replace(bridge.book, company=replace(bridge.book.company, is_vat_free=True))
    tray.form.fields.set_book(free)
    type_into(tray.form.fields.amount, "125")
    assert tray.form.fields.vat.currentText() == "Ingen moms"
    assert not tray.form.fields.vat.isEnabled()
    assert tray.form.fields.vat_amount.text() == ""


def test_payment_accounts_default_first_hidden_left_out(fields: VoucherFields) -> None:
    offered = [fields.paid.itemText(row) for row in range(fields.paid.count())]
    assert offered == ["Bank", "Kasse", "Eget udlæg", "", "Ikke betalt"]
    assert fields.paid.payment() == Payment(Paid.ACCOUNT, 55000)


def test_own_money_without_an_account_says_what_to_choose(
    qtbot: QtBot, bridge: Bridge, connected: Desk, tray: TrayView, fields: VoucherFields
) -> None:
    choose(fields, "Eget udlæg")
    assert "Ikke betalt" in said(fields, "paid_from")
    receipt_id = tray.current()
    assert receipt_id is not None
    qtbot.waitUntil(lambda: bridge.desk.receipt(receipt_id).draft.paid_from == NO_ACCOUNT)
    assert bridge.book is not None
    connected.keep_book(bridge.book)
    assert connected.receipt(receipt_id).draft.paid_from == NO_ACCOUNT, (
        "fresh news from Dinero don't make it the bank's"
    )
    tray.select(tray.model.ids()[1])
    tray.select(receipt_id)
    assert fields.paid.currentText() == "Eget udlæg"


def test_credit_needs_supplier_and_due_date(
    qtbot: QtBot, bridge: Bridge, tray: TrayView, fields: VoucherFields
) -> None:
    assert not fields.rows["due"].isVisible()
    type_into(fields.date, "01.05.2026")
    type_into(fields.amount, "100")
    type_into(fields.account, "7200")
    choose(fields, "Ikke betalt")
    assert fields.rows["due"].isVisible()
    with qtbot.assertNotEmitted(tray.form.send_asked):
        tray.form.send()
    assert said(fields, "supplier")
    assert said(fields, "due") == "Skriv, hvornår det skal betales."
    type_into(fields.supplier, "Hetz")
    type_into(fields.due, "31.05.2026")
    receipt_id = tray.current()
    assert receipt_id is not None
    with qtbot.waitSignal(tray.form.send_asked):
        tray.form.send()
    draft = bridge.receipts[receipt_id].draft
    assert (draft.supplier, draft.credit, draft.paid_from, draft.due) == (
        "Hetzner Online GmbH", True, None, dt.date(2026, 5, 31),
    )  # fmt: skip


def test_foreign_currency_is_for_what_is_not_paid(fields: VoucherFields) -> None:
    QTest.mouseClick(fields.more, Qt.MouseButton.LeftButton)
    fields.currency.setFocus()
    QTest.keyClicks(fields.currency, "E")
    assert fields.draft().currency == "EUR"
    assert "Ikke betalt" in said(fields, "currency")
    choose(fields, "Ikke betalt")
    assert said(fields, "currency") == ""


def test_a_new_supplier_keeps_the_name_as_written(fields: VoucherFields) -> None:
    type_into(fields.supplier, "  Ny   Butik ")
    assert (fields.draft().supplier, fields.draft().contact_guid) == ("Ny Butik", None)
    fields.supplier.clear()
    type_into(fields.supplier, "netto")
    assert fields.draft().contact_guid is not None


def test_before_the_first_login_a_number_will_do(
    qtbot: QtBot, desk: Desk, photo: Callable[[str], Path], make_tray: MakeTray
) -> None:
    desk.take([photo("a.jpg")])
    tray = make_tray()
    fields = tray.form.fields
    type_into(fields.account, "kontor")
    assert "når du er forbundet til Dinero" in said(fields, "account")
    fields.account.clear()
    type_into(fields.account, "7200")
    assert (fields.draft().account, said(fields, "account")) == (7200, "")
    assert not tray.form.bar.send.isEnabled()
    assert tray.form.bar.connect_button.isVisible()
    type_into(fields.amount, "12")
    receipt_id = tray.current()
    assert receipt_id is not None
    qtbot.waitUntil(lambda: desk.receipt(receipt_id).draft.amount == Decimal(12))


def test_news_from_the_desk_do_not_overwrite_what_is_being_typed(
    qtbot: QtBot, bridge: Bridge, tray: TrayView, fields: VoucherFields
) -> None:
    fields.amount.setFocus()
    QTest.keyClicks(fields.amount, "12")
    receipt_id = tray.current()
    assert receipt_id is not None
    bridge.turn(receipt_id, 0, 1)
    qtbot.waitUntil(lambda: bridge.receipts[receipt_id].originals[0].turns == 1)
    assert fields.amount.text() == "12"


def test_a_known_receipt_shows_its_fields(qtbot: QtBot, bridge: Bridge, tray: TrayView, fields: VoucherFields) -> None:
    receipt_id = tray.model.ids()[1]
    draft = Draft("Netto", None, dt.date(2026, 5, 16), Decimal("99.5"), 7240, "REP", 55040, description="Mælk")
    bridge.save_draft(receipt_id, draft)
    tray.select(receipt_id)
    qtbot.waitUntil(lambda: fields.amount.text() == "99,50")
    assert (fields.date.text(), fields.account.text()) == ("16.05.2026", "7240 Telefoni")
    assert (fields.paid.currentText(), fields.description.text()) == ("Kasse", "Mælk")
    assert fields.vat.code() == "REP"


def test_the_button_says_what_becomes_of_the_receipt(bridge: Bridge, tray: TrayView) -> None:
    bar = tray.form.bar
    assert bar.note.text() == "Bilaget bliver en kladde i Dinero. Du bogfører den dér."
    bridge.save_settings(replace(bridge.settings, book=True))
    assert bar.note.text() == "Bilaget bliver bogført i Dinero."
    bridge.save_settings(replace(bridge.settings, company_id=None))
    assert bar.note.text().startswith("Vælg et firma øverst.")
    assert not bar.send.isEnabled()
    assert not bar.connect_button.isVisible()


def test_a_day_is_chosen_in_the_calendar(qtbot: QtBot, fields: VoucherFields) -> None:
    type_into(fields.date, "16.05.2026")
    fields.date.show_calendar()
    calendar = fields.date.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().getDate() == (2026, 5, 16)
    days = calendar.findChild(QTableView)
    assert days is not None
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert fields.date.text() == "17.05.2026"
    qtbot.waitUntil(lambda: fields.date.findChild(QCalendarWidget) is None)


def test_a_text_that_fits_one_account_is_that_account(fields: VoucherFields) -> None:
    fields.account.setFocus()
    QTest.keyClicks(fields.account, "soft")
    QTest.keyClick(fields.account, Qt.Key.Key_Escape)
    assert fields.account.text() == "soft"
    fields.description.setFocus()
    assert fields.account.text() == "7320 Software"
