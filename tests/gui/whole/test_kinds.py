"""From the keyboard to Dinero: a sale, a debt paid, money back and a receipt of two VAT rates, each made once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.gui.pages import Shown
from desktop.gui.tour import drop
from desktop.gui.tray.view import TrayView
from desktop.receipts.receipt import VoucherKind
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from tests.gui.whole.conftest import User

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def tray(user: User) -> TrayView:
    """The tray with one receipt in it, of a company whose accounts are known."""
    user.wait(lambda: user.bridge.book is not None and user.bridge.is_loaded)
    drop(user.program.window, [user._picture])
    user.wait(lambda: user.bridge.receipts)
    user.comes_forward()
    view = user.program.window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    user.wait(lambda: view.form.receipt_id is not None)
    return view


def keys(control: QWidget, text: str) -> None:
    control.setFocus()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Tab)


def send(user: User, tray: TrayView, state: State = State.DRAFTED) -> None:
    QTest.keyClick(tray.form.fields.amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    user.wait(lambda: user.receipt.state is not State.READY)
    user.bridge.try_now()
    user.comes_to(state)


def only(box: Sandbox) -> dict[str, Any]:
    (voucher,) = box.state.ledger(KAFFE)
    assert [f["FileGuid"] for f in box.state.files(KAFFE)] == [voucher["FileGuid"]]
    return voucher


def test_a_debt_is_paid_by_a_manual_voucher(user: User, tray: TrayView, box: Sandbox) -> None:
    fields = tray.form.fields
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "500")
    keys(fields.account, "63000")
    user.presses(fields.rows["account"].answer)
    assert fields.draft().kind is VoucherKind.MANUAL
    send(user, tray)
    voucher = only(box)
    (line,) = voucher["Sent"]["Lines"]
    assert (voucher["Kind"], line["AccountNumber"], line["BalancingAccountNumber"]) == ("manuel", 63000, 55000)
    assert (line["Amount"], user.receipt.fault) == ("500.00", None)
    assert box.state.mistakes == []


def test_a_sale_is_sent_without_its_vat(user: User, tray: TrayView, box: Sandbox) -> None:
    fields = tray.form.fields
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "1250")
    keys(fields.account, "1000")
    user.presses(fields.rows["account"].answer)
    send(user, tray)
    (line,) = only(box)["Sent"]["Lines"]
    assert (line["AccountNumber"], line["BalancingAccountNumber"], line["Amount"]) == (55000, 1000, "1000.00")
    assert user.receipt.fault is None, "Dinero's total is the receipt's"


def test_money_back_becomes_a_credit_note_and_can_be_taken_back(user: User, tray: TrayView, box: Sandbox) -> None:
    fields = tray.form.fields
    keys(fields.supplier, "Ny Leverandør ApS")
    keys(fields.date, "14.05.2026")
    keys(fields.account, "7200")
    keys(fields.amount, "-125,50")
    user.presses(fields.rows["amount"].answer)
    send(user, tray)
    voucher = only(box)
    assert (voucher["Kind"], voucher["Sent"]["Lines"][0]["Amount"]) == ("creditnote", "125.50")
    assert len([c for c in box.state.contacts(KAFFE) if c["Name"] == "Ny Leverandør ApS"]) == 1
    facts = user.panel(Shown.ARCHIVE)
    assert any("kreditnota" in str(w.text()) or "credit note" in str(w.text()) for w in _labels(facts))
    user.bridge.changed(user.bridge.desk.undo([user.receipt.id]))
    user.bridge.wake()
    user.comes_to(State.READY)
    assert box.state.ledger(KAFFE) == []


def _labels(widget: QWidget) -> list[Any]:
    return [w for w in widget.findChildren(QWidget) if hasattr(w, "text") and callable(w.text)]


def test_two_vat_rates_on_one_receipt(user: User, tray: TrayView, box: Sandbox) -> None:
    fields = tray.form.fields
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "1000")
    keys(fields.account, "2000")
    QTest.keyClick(fields.amount, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    keys(fields.extra.part, "800")
    keys(fields.extra.lines.boxes[0].account, "7220")
    send(user, tray)
    lines = only(box)["Sent"]["Lines"]
    assert [(line["AccountNumber"], line["Amount"]) for line in lines] == [(2000, "800.00"), (7220, "200.00")]
    assert user.receipt.fault is None
