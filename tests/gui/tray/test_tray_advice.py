"""Advice in place: representation, purchases from abroad, currencies, accounting years, and what a receipt lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Settings
from desktop.desk import Desk
from desktop.gui.tray.view import TrayView
from desktop.gui.tray.voucher_fields import VoucherFields
from desktop.receipts.company import AccountingYear
from desktop.receipts.receipt import VoucherKind
from tests.gui.tray.conftest import BOOK, COMPANY, MakePhoto, MakeTray
from tests.unit.reading.paper import Sheet, pdf_of

LONG = 20_000
YEARS = (AccountingYear("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),)


@pytest.fixture
def known(desk: Desk) -> Desk:
    desk.company_table.save_list((COMPANY,))
    desk.save_settings(Settings(company_id=COMPANY.id))
    desk.keep_book(replace(BOOK, years=YEARS))
    return desk


@pytest.fixture
def tray(known: Desk, photo: MakePhoto, make_tray: MakeTray) -> TrayView:
    known.take([photo("a.jpg")])
    return make_tray()


@pytest.fixture
def fields(tray: TrayView) -> VoucherFields:
    return tray.form.fields


@pytest.fixture
def read(known: Desk, tmp_path: Path, make_tray: MakeTray, qtbot: QtBot) -> Callable[[Sheet], TrayView]:
    """Return a maker of a tray with one document of text, once it was read."""

    def make(sheet: Sheet) -> TrayView:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf_of([sheet]))
        known.take([path])
        view = make_tray()
        qtbot.waitUntil(lambda: view.form._reading is not None, timeout=LONG)
        return view

    return make


def keys(control: QWidget, text: str) -> None:
    control.setFocus()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Tab)


def press(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def said(fields: VoucherFields, field: str) -> str:
    return fields.rows[field].words.text() if fields.rows[field].words.isVisible() else ""


def test_representation_asks_why_and_with_whom(
    tray: TrayView, fields: VoucherFields, known: Desk, qtbot: QtBot
) -> None:
    assert not fields.rows["purpose"].isVisible()
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "1000")
    keys(fields.account, "4120")
    assert "50,00\u00a0kr." in said(fields, "vat_code")
    assert said(fields, "purpose").startswith("Skriv hvorfor og med hvem")
    assert tray.form.is_complete(), "it is advice"
    keys(fields.extra.representation.purpose, "Nyt lager")
    keys(fields.extra.representation.guests, "Ib og Mona")
    assert said(fields, "purpose") == ""
    tray.form.flush()
    receipt_id = tray.form.receipt_id or ""
    qtbot.waitUntil(lambda: known.receipt(receipt_id).draft.guests == "Ib og Mona")
    assert known.receipt(receipt_id).draft.purpose == "Nyt lager"


def test_a_supplier_in_the_eu_suggests_reverse_charge_and_says_why(fields: VoucherFields) -> None:
    keys(fields.supplier, "Hetzner Online GmbH")
    keys(fields.account, "7320")
    assert "Leverandøren er i DE" in said(fields, "vat_code")
    press(fields.rows["vat_code"].answer)
    assert fields.draft().vat_code == "IEUY"
    assert said(fields, "vat_code") == "Ingen moms på bilaget: Dinero beregner den."


def test_a_vat_number_on_the_document_suggests_it_too(read: Callable[[Sheet], TrayView]) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Rechnung Nr. 17 USt-IdNr. DE812871812")
    sheet.row(120, (50, "Total"), (-500, "€ 1.250,00"))
    view = read(sheet)
    fields = view.form.fields
    keys(fields.account, "7320")
    assert "momsnummer fra DE" in said(fields, "vat_code")
    assert fields.rows["vat_code"].answer.text() == "Brug IEUY"


def test_a_currency_has_two_ways_out(fields: VoucherFields) -> None:
    keys(fields.supplier, "Hetzner Online GmbH")
    keys(fields.date, "14.05.2026")
    keys(fields.amount, "15,24")
    keys(fields.account, "2100")
    fields.more.setChecked(True)
    fields.currency.setFocus()
    QTest.keyClick(fields.currency, Qt.Key.Key_Down)
    assert fields.draft().currency == "EUR"
    ways = fields.extra.ways
    assert (ways.kroner.isVisible(), ways.credit.isVisible()) == (True, True)
    assert said(fields, "currency").startswith("Et betalt køb skal være i kroner")
    press(ways.credit)
    assert (fields.draft().credit, fields.draft().currency) == (True, "EUR")
    assert not ways.isVisible()
    assert fields.rows["due"].isVisible()


def test_the_amount_in_kroner_is_asked_for(fields: VoucherFields) -> None:
    keys(fields.supplier, "Hetzner Online GmbH")
    keys(fields.amount, "15,24")
    fields.more.setChecked(True)
    fields.currency.setFocus()
    QTest.keyClick(fields.currency, Qt.Key.Key_Down)
    press(fields.extra.ways.kroner)
    assert QApplication.focusWidget() is fields.amount
    draft = fields.draft()
    assert (draft.currency, draft.amount, draft.description) == ("DKK", None, "Hetzner Online GmbH (15,24 EUR)")


def test_two_currencies_are_told(read: Callable[[Sheet], TrayView]) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Hotel Berlin Invoice no. 17")
    sheet.row(120, (50, "Total"), (-500, "EUR 100,00"))
    sheet.row(140, (50, "Charged"), (-500, "DKK 746,00"))
    view = read(sheet)
    fields = view.form.fields
    if fields.amount.value() is None:
        keys(fields.amount, "746")
    assert "flere valutaer (DKK, EUR)" in said(fields, "amount")


@pytest.mark.parametrize(("date", "word"), [("14.12.2025", "før det første"), ("14.11.2026", "")])
def test_a_date_outside_the_years_warns_and_can_be_sent(
    tray: TrayView, fields: VoucherFields, date: str, word: str
) -> None:
    keys(fields.date, date)
    keys(fields.amount, "100")
    keys(fields.account, "7320")
    assert word in said(fields, "date")
    assert bool(said(fields, "date")) is bool(word)
    assert tray.form.is_complete()


def test_what_a_receipt_lacks_unfolds_and_never_holds_it_back(read: Callable[[Sheet], TrayView]) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Blandet Handel ApS", 18)
    sheet.put(50, 90, "Dato 07.03.2026")
    sheet.row(120, (50, "I alt"), (-500, "4.225,00"))
    view = read(sheet)
    gaps = view.form.fields.extra.gaps
    assert gaps.head.isVisible()
    assert "Hvad mangler der?" in gaps.head.text()
    assert not gaps.words.isVisible()
    press(gaps.head)
    text = gaps.words.text()
    for words in ("CVR-nummer", "Momsen i kroner", "over 3.000 kr.", "faktura- eller bonnummer"):
        assert words in text
    assert "Datoen" not in text
    keys(view.form.fields.account, "7320")
    assert view.form.is_complete()


def test_a_document_that_gives_money_back_offers_a_credit_note(read: Callable[[Sheet], TrayView]) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Kreditnota 17", 18)
    sheet.row(120, (50, "I alt DKK"), (-500, "-1.250,00"))
    view = read(sheet)
    fields = view.form.fields
    assert fields.extra.band.make.isVisible()
    press(fields.extra.band.make)
    keys(fields.amount, "1250")
    assert (fields.draft().kind, fields.draft().amount) == (VoucherKind.CREDIT_NOTE, Decimal("1250.00"))


def test_a_company_free_of_vat_has_no_choice(desk: Desk, photo: MakePhoto, make_tray: MakeTray) -> None:
    free = replace(COMPANY, is_vat_free=True)
    desk.company_table.save_list((free,))
    desk.save_settings(Settings(company_id=free.id))
    desk.keep_book(replace(BOOK, company=free))
    desk.take([photo("a.jpg")])
    view = make_tray()
    fields = view.form.fields
    keys(fields.supplier, "Hetzner Online GmbH")
    keys(fields.amount, "1000")
    keys(fields.account, "4120")
    assert (fields.vat.isEnabled(), fields.vat.currentText()) == (False, "Ingen moms")
    assert said(fields, "vat_code") == ""
    fields.extra.split.click()
    assert not fields.extra.lines.boxes[0].vat.isEnabled()
