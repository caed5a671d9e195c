"""Receipts that are no purchases: explained in place, and made a manual voucher or a credit note by keyboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Settings
from desktop.desk import Desk
from desktop.gui.tray.view import TrayView
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.receipts.company import Account
from desktop.receipts.receipt import VoucherKind
from desktop.receipts.states import State
from tests.gui.tray.conftest import BOOK, COMPANY, MakePhoto, MakeTray

OTHERS = (
    Account(1000, "Salg af varer", "U25", "Omsætning"),
    Account(56000, "Driftsmidler", None, "Aktiver"),
    Account(63000, "Leverandørgæld", None, "Gæld"),
)


@pytest.fixture
def tray(desk: Desk, photo: MakePhoto, make_tray: MakeTray) -> TrayView:
    desk.company_table.save_list((COMPANY,))
    desk.save_settings(Settings(company_id=COMPANY.id))
    desk.keep_book(replace(BOOK, others=OTHERS))
    desk.take([photo("a.jpg"), photo("b.jpg")])
    return make_tray()


@pytest.fixture
def fields(tray: TrayView) -> VoucherFields:
    return tray.form.fields


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(control: QWidget, text: str) -> None:
    control.setFocus()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Tab)


def press(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def said(fields: VoucherFields, field: str) -> str:
    return fields.rows[field].words.text() if fields.rows[field].words.isVisible() else ""


def test_an_account_outside_is_refused_with_the_way_out(
    tray: TrayView, fields: VoucherFields, desk: Desk, qtbot: QtBot
) -> None:
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "500")
    keys(fields.account, "63000")
    assert said(fields, "account").startswith("Konto 63000 er ikke til køb")
    assert not tray.form.is_complete()
    press(fields.rows["account"].answer)
    draft = fields.draft()
    assert (draft.kind, draft.balancing, draft.incoming) == (VoucherKind.MANUAL, 55000, False)
    assert (fields.rows["balancing"].isVisible(), fields.rows["paid_from"].isVisible()) == (True, False)
    assert fields.rows["balancing"].label.text() == "Betalt fra"
    assert tray.form.is_complete()
    receipt_id = tray.form.receipt_id or ""
    qtbot.waitUntil(lambda: desk.receipt(receipt_id).draft.kind is VoucherKind.MANUAL)
    assert desk.receipt(receipt_id).state is State.READY
    press(fields.extra.band.back)
    assert fields.draft().kind is VoucherKind.PURCHASE
    assert said(fields, "account").startswith("Konto 63000 er ikke til køb")


def test_a_sale_brings_money_in(fields: VoucherFields) -> None:
    keys(fields.account, "1000")
    press(fields.rows["account"].answer)
    draft = fields.draft()
    assert (draft.kind, draft.incoming) == (VoucherKind.MANUAL, True)
    assert fields.rows["balancing"].label.text() == "Modtaget på"
    fields.extra.balance.direction.setFocus()
    QTest.keyClick(fields.extra.balance.direction, Qt.Key.Key_Up)
    assert fields.draft().incoming is False


def test_a_document_of_ones_own_is_a_sale(fields: VoucherFields) -> None:
    keys(fields.supplier, "Kaffe ApS")
    assert "salg" in fields.extra.band.words.text()
    press(fields.extra.band.make)
    assert fields.draft().kind is VoucherKind.MANUAL


def test_an_amount_with_a_minus_becomes_a_credit_note(tray: TrayView, fields: VoucherFields) -> None:
    keys(fields.supplier, "Netto")
    keys(fields.date, "14.05.2026")
    keys(fields.account, "2000")
    keys(fields.amount, "-125,50")
    assert said(fields, "amount").startswith("Beløbet skal være over 0. Er det penge retur?")
    press(fields.rows["amount"].answer)
    assert (fields.draft().kind, fields.draft().amount) == (VoucherKind.CREDIT_NOTE, Decimal("125.50"))
    assert said(fields, "amount") == ""
    assert not fields.rows["paid_from"].isVisible()
    assert tray.form.is_complete()
    assert "Kreditnota" in fields.extra.band.words.text()


def test_a_credit_note_needs_its_supplier(tray: TrayView, fields: VoucherFields) -> None:
    keys(fields.date, "14.05.2026")
    keys(fields.account, "2000")
    keys(fields.amount, "-125,50")
    press(fields.rows["amount"].answer)
    tray.form.send()
    assert focused() is fields.supplier


def test_both_accounts_of_a_manual_voucher_differ(tray: TrayView, fields: VoucherFields) -> None:
    keys(fields.account, "55000")
    press(fields.rows["account"].answer)
    tray.form.send()
    assert said(fields, "balancing").startswith("Begge konti er den samme")


def test_every_kind_stays_with_its_receipt(tray: TrayView, fields: VoucherFields, qtbot: QtBot) -> None:
    keys(fields.account, "63000")
    press(fields.rows["account"].answer)
    first = tray.form.receipt_id
    QTest.keyClick(tray.form, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert tray.form.receipt_id != first
    assert fields.draft().kind is VoucherKind.PURCHASE
    assert not fields.extra.band.isVisible()
    QTest.keyClick(tray.form, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: fields.draft().kind is VoucherKind.MANUAL)
