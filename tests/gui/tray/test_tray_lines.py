"""A total divided over accounts and VAT codes, by keyboard."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.tray.view import TrayView
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.receipts.receipt import DraftLine


@pytest.fixture
def fields(tray: TrayView) -> VoucherFields:
    return tray.form.fields


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(text: str, *, then: Qt.Key = Qt.Key.Key_Tab) -> None:
    QTest.keyClicks(focused(), text)
    QTest.keyClick(focused(), then)


def fill(fields: VoucherFields) -> None:
    """Write a total on one account, as ever."""
    fields.supplier.setFocus()
    keys("Netto")
    keys("14.05.2026")
    keys("1000")
    keys("2000")


def test_food_and_newspapers_by_keyboard(tray: TrayView, fields: VoucherFields, connected: Desk, qtbot: QtBot) -> None:
    fill(fields)
    QTest.keyClick(focused(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert focused() is fields.extra.part
    keys("800")
    box = fields.extra.lines.boxes[0]
    assert (box.amount.text(), box.amount.isReadOnly()) == ("200,00", True)
    box.account.setFocus()
    keys("7200")
    box.vat.setFocus()
    QTest.keyClick(box.vat, Qt.Key.Key_End)
    assert (fields.vat_amount.text(), box.vat.currentText()) == ("160,00\u00a0kr.", "Ingen moms")
    tray.form.flush()
    receipt_id = tray.form.receipt_id or ""
    wanted = (DraftLine(None, 7200, "none"),)
    qtbot.waitUntil(lambda: connected.receipt(receipt_id).draft.lines == wanted)
    assert connected.receipt(receipt_id).draft.part == Decimal("800.00")
    assert tray.form.is_complete()


def test_one_more_part_and_one_less(fields: VoucherFields) -> None:
    fill(fields)
    fields.extra.split.click()
    assert not fields.extra.split.isVisible()
    fields.extra.part.setFocus()
    keys("500")
    fields.extra.lines.add.click()
    assert [box.amount.text() for box in fields.extra.lines.boxes] == ["500,00", "0,00"]
    fields.extra.lines.boxes[0].amount.setFocus()
    focused().selectAll()  # type: ignore[attr-defined]  # it is a line
    keys("150,50")
    assert [box.amount.text() for box in fields.extra.lines.boxes] == ["150,50", "349,50"]
    fields.extra.lines.boxes[0].remove.click()
    assert [box.amount.text() for box in fields.extra.lines.boxes] == ["500,00"]
    fields.extra.lines.boxes[0].remove.click()
    assert (fields.draft().lines, fields.draft().part) == ((), None)
    assert fields.extra.split.isVisible()


def test_a_sum_that_cant_be_is_said_in_place(tray: TrayView, fields: VoucherFields) -> None:
    fill(fields)
    fields.extra.split.click()
    keys("1200")
    fields.extra.lines.boxes[0].account.setFocus()
    keys("7200")
    tray.form.send()
    row = fields.extra.lines.boxes[0].rows["amount"]
    assert row.words.isVisible()
    assert row.words.text().startswith("Delene passer ikke til beløbet i alt")
    assert focused() is fields.extra.part
    assert not tray.form.is_complete()


def test_what_could_not_be_read_in_a_part_is_kept(tray: TrayView, fields: VoucherFields, qtbot: QtBot) -> None:
    fill(fields)
    fields.extra.split.click()
    keys("100")
    fields.extra.lines.add.click()
    fields.extra.lines.boxes[0].amount.setFocus()
    focused().selectAll()  # type: ignore[attr-defined]  # it is a line
    keys("1,234")
    fields.extra.lines.boxes[0].account.setFocus()
    keys("nonsens")
    here = tray.form.receipt_id
    QTest.keyClick(tray.form, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert tray.form.receipt_id != here
    assert fields.extra.lines.boxes == []
    QTest.keyClick(tray.form, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(fields.extra.lines.boxes) == 2)
    box = fields.extra.lines.boxes[0]
    assert (box.amount.text(), box.account.text()) == ("1,234", "nonsens")
    said = [box.rows[name].words.text() for name in ("amount", "account")]
    assert said[0].startswith("For mange decimaler")
    assert said[1].startswith("Ingen konto passer")


def test_an_account_that_a_part_cant_have_is_said_at_it(tray: TrayView, fields: VoucherFields) -> None:
    fill(fields)
    fields.extra.split.click()
    keys("100")
    box = fields.extra.lines.boxes[0]
    box.account.setFocus()
    keys("99")
    tray.form.send()
    assert box.rows["account"].words.text().startswith("Ingen konto passer til “99”")
    assert focused() is box.account


def test_every_control_of_a_part_has_a_name(fields: VoucherFields) -> None:
    fill(fields)
    fields.extra.split.click()
    box = fields.extra.lines.boxes[0]
    names = [w.accessibleName() for w in (box.amount, box.account, box.vat, box.text, box.remove)]
    assert names == ["Resten, Del 2", "Konto, Del 2", "Moms, Del 2", "Tekst, Del 2", "Fjern Del 2"]
