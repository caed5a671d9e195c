"""What is read of a document fills empty fields, shows where it stands, and can be clicked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.view import TrayView
from desktop.reading import Word
from desktop.receipts.company import Supplier
from desktop.receipts.receipt import Draft
from desktop.words import use_language
from tests.gui.tray.conftest import BOOK
from tests.unit.reading.known_papers import plain_invoice
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import Truth, kr, truth_of
from tests.unit.reading.ubl import BOMB

MakeTray = Callable[..., TrayView]
LONG = 30_000


@pytest.fixture
def truth() -> Truth:
    return replace(truth_of("window"), supplier="Fjordens Tømrerfirma ApS")


@pytest.fixture
def paper(tmp_path: Path, truth: Truth) -> Path:
    path = tmp_path / "faktura.pdf"
    path.write_bytes(pdf_of(plain_invoice(truth)))
    return path


def wait_filled(qtbot: QtBot, view: TrayView) -> None:
    qtbot.waitUntil(lambda: bool(view.form.fields.amount.text()), timeout=LONG)


@pytest.fixture
def filled(qtbot: QtBot, connected: Desk, paper: Path, make_tray: MakeTray) -> TrayView:
    """A tray whose only receipt has been read."""
    connected.take([paper])
    view = make_tray()
    wait_filled(qtbot, view)
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None, timeout=LONG)
    return view


def centre_of(view: TrayView, text: str) -> QPoint:
    """Return where a word lies on the screen."""
    reading = view.suggester._reading
    assert reading is not None
    word: Word = next(w for w in reading.pages[0].words if w.text == text)
    paper = view.preview.canvas.paper_rect()
    middle = QPointF((word.place.left + word.place.right) / 2, (word.place.top + word.place.bottom) / 2)
    return QPointF(paper.x() + middle.x() * paper.width(), paper.y() + middle.y() * paper.height()).toPoint()


def click_word(view: TrayView, text: str) -> None:
    QTest.mouseClick(view.preview.canvas.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(view, text))


def test_empty_fields_are_filled_and_say_where_from(
    qtbot: QtBot, bridge: Bridge, filled: TrayView, truth: Truth
) -> None:
    fields = filled.form.fields
    assert fields.supplier.text() == truth.supplier
    assert fields.date.text() == f"{truth.date:%d.%m.%Y}"
    assert fields.amount.text() == kr(truth.total)
    assert fields.description.text() == f"Faktura {truth.number}"
    for name in ("supplier", "date", "amount", "description"):
        assert fields.rows[name].source() == "Læst på side 1"
        assert fields.rows[name].control.accessibleDescription() == "Læst på side 1"
    use_language("en")
    filled.form.retranslate()
    assert fields.rows["date"].source() == "Read on page 1"
    assert bridge.crew.idle(10)
    kept = bridge.desk.receipts()[0].draft
    assert (kept.supplier, kept.date, kept.amount, kept.due) == (truth.supplier, truth.date, truth.total, truth.due)
    qtbot.wait(1)


def test_what_is_typed_is_never_overwritten(
    qtbot: QtBot, connected: Desk, bridge: Bridge, paper: Path, make_tray: MakeTray, truth: Truth
) -> None:
    view = make_tray()
    with qtbot.waitSignal(bridge.readings.known, timeout=LONG):
        with qtbot.waitSignal(bridge.receipts_changed, timeout=LONG):
            bridge.take_paths([paper])
        fields = view.form.fields
        fields.amount.setFocus()
        QTest.keyClicks(fields.amount, "12")
        fields.date.setText("i går")
        fields.date.textEdited.emit("i går")
    assert fields.amount.text() == "12"
    assert fields.date.text() == "i går"
    assert fields.supplier.text() == truth.supplier
    assert fields.amount.hasFocus()
    assert fields.rows["amount"].source() == ""
    assert connected.today() >= truth.date


def test_a_suggestion_that_is_taken_out_stays_out(
    qtbot: QtBot, bridge: Bridge, filled: TrayView, photo: Callable[[str], Path]
) -> None:
    fields = filled.form.fields
    fields.amount.setFocus()
    QTest.keyClick(fields.amount, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(fields.amount, Qt.Key.Key_Delete)
    QTest.keyClick(fields.amount, Qt.Key.Key_Tab)
    assert fields.rows["amount"].source() == ""
    first = filled.current()
    assert first is not None
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo("a.jpg")])
    filled.select(next(i for i in filled.model.ids() if i != first))
    filled.select(first)
    assert fields.amount.text() == ""
    assert fields.supplier.text()


def test_receipts_that_nobody_looks_at_are_filled_too(
    qtbot: QtBot, connected: Desk, bridge: Bridge, tmp_path: Path, make_tray: MakeTray
) -> None:
    truths = [truth_of(f"many {n}") for n in range(3)]
    papers = [tmp_path / f"{n}.pdf" for n in range(3)]
    for path, truth in zip(papers, truths, strict=True):
        path.write_bytes(pdf_of(plain_invoice(truth)))
    connected.take(papers)
    view = make_tray()
    wanted = {truth.total for truth in truths}
    qtbot.waitUntil(lambda: {r.draft.amount for r in bridge.receipts.values()} == wanted, timeout=LONG)
    assert bridge.crew.idle(10)
    assert {r.draft.amount for r in connected.receipts()} == wanted
    assert view.isVisible()


def test_the_field_with_the_focus_shows_its_place(qtbot: QtBot, filled: TrayView, truth: Truth) -> None:
    fields, canvas = filled.form.fields, filled.preview.canvas
    fields.date.setFocus()
    qtbot.waitUntil(lambda: canvas.spots.mark is not None)
    date = canvas.spots.mark
    fields.amount.setFocus()
    qtbot.waitUntil(lambda: canvas.spots.mark not in (None, date))
    fields.account.setFocus()
    qtbot.waitUntil(lambda: canvas.spots.mark is None)
    fields.amount.setFocus()
    QTest.keyClicks(fields.amount, "1")
    assert canvas.spots.mark is None
    assert fields.amount.value() != truth.total


def test_a_place_on_another_page_is_turned_to(
    qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray
) -> None:
    first, last = Sheet(), Sheet()
    first.put(50, 60, "Lang Faktura ApS", 18)
    first.put(50, 90, "Fakturadato 07.03.2026")
    last.row(60, (50, "I alt DKK"), (-500, "1.250,00"))
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf_of([first, last]))
    connected.take([path])
    view = make_tray()
    wait_filled(qtbot, view)
    assert view.form.fields.rows["amount"].source() == "Læst på side 2"
    view.form.fields.amount.setFocus()
    qtbot.waitUntil(lambda: view.preview.page_number == 1)
    view.form.fields.date.setFocus()
    qtbot.waitUntil(lambda: view.preview.page_number == 0)


@pytest.mark.parametrize("field", ["amount", "date", "description"])
def test_clicking_a_word_writes_it_into_the_field(qtbot: QtBot, filled: TrayView, truth: Truth, field: str) -> None:
    fields = filled.form.fields
    clicked, written = {
        "amount": (kr(truth.vat), kr(truth.vat)),
        "date": ("1.234", ""),
        "description": ("FAKTURA", "FAKTURA"),
    }[field]
    control = fields.rows[field].control
    assert isinstance(control, QLineEdit)
    before = control.text()
    control.setFocus()
    if field == "date":
        click_word(filled, "FAKTURA")
        assert control.text() == before, "a word that is no date means nothing there"
        return
    click_word(filled, clicked)
    assert control.text() == written
    assert control.hasFocus()
    qtbot.waitUntil(lambda: getattr(filled.form.draft(), field) in {written, truth.vat})


def test_words_of_a_name_are_added_up(filled: TrayView) -> None:
    fields = filled.form.fields
    fields.supplier.setFocus()
    for word in ("Fjordens", "Tømrerfirma"):
        click_word(filled, word)
    assert fields.supplier.text() == "Fjordens Tømrerfirma"


def test_a_drag_over_a_word_is_no_click(filled: TrayView) -> None:
    fields, port = filled.form.fields, filled.preview.canvas.viewport()
    fields.description.setFocus()
    before = fields.description.text()
    start = centre_of(filled, "FAKTURA")
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(40, 40))
    QTest.mouseMove(port, start)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start)
    assert fields.description.text() == before


def test_without_a_field_a_click_writes_nothing(filled: TrayView) -> None:
    filled.list.setFocus()
    before = filled.form.draft()
    click_word(filled, "FAKTURA")
    assert filled.form.draft() == before


def test_places_turn_with_the_page(qtbot: QtBot, bridge: Bridge, filled: TrayView) -> None:
    filled.form.fields.amount.setFocus()
    canvas = filled.preview.canvas
    qtbot.waitUntil(lambda: canvas.spots.mark is not None)
    before = canvas.spots.mark
    assert before is not None
    with qtbot.waitSignal(bridge.receipts_changed):
        filled.preview.turn(1)
    qtbot.waitUntil(lambda: canvas.spots.mark is not None)
    after = canvas.spots.mark
    assert after is not None
    assert (after.y(), after.right()) == pytest.approx((before.x(), 1 - before.y()))


def test_a_known_supplier_comes_with_what_was_chosen_last_time(
    qtbot: QtBot, connected: Desk, bridge: Bridge, paper: Path, photo: Callable[[str], Path], make_tray: MakeTray,
    truth: Truth,
) -> None:  # fmt: skip
    known = Supplier("22222222-0000-4000-8000-000000000001", "Tømrer Fjord", vat_number=f"DK{truth.cvr}")
    connected.keep_book(replace(BOOK, suppliers=(*BOOK.suppliers, known)))
    earlier = connected.take([photo("a.jpg")]).taken[0]
    connected.save_draft(earlier.id, Draft(supplier=known.name, account=7240, amount=Decimal(1)))
    later = connected.take([paper]).taken[0]
    view = make_tray()
    qtbot.waitUntil(lambda: bridge.receipts[later.id].draft.account == 7240, timeout=LONG)
    view.select(later.id)
    draft = bridge.receipts[later.id].draft
    assert (draft.supplier, draft.contact_guid) == (known.name, known.guid)
    assert view.form.fields.rows["supplier"].source() == f"Genkendt på CVR {truth.cvr} på side 1"


def test_ones_own_cvr_number_is_no_suppliers(
    qtbot: QtBot, connected: Desk, bridge: Bridge, paper: Path, make_tray: MakeTray, truth: Truth
) -> None:
    company = replace(BOOK.company, vat_number=f"DK{truth.cvr}", name="Kaffe & Kode ApS")
    connected.company_table.save_list((company,))
    receipt = connected.take([paper]).taken[0]
    view = make_tray()
    wait_filled(qtbot, view)
    reading = view.suggester._reading
    assert reading is not None
    assert reading.cvr is None or reading.cvr.value != truth.cvr
    assert bridge.receipts[receipt.id].draft.supplier == truth.supplier


def test_a_document_that_can_not_be_read_costs_a_sentence(
    qtbot: QtBot, connected: Desk, bridge: Bridge, tmp_path: Path, make_tray: MakeTray
) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf_of([Sheet()], {"faktura.xml": BOMB}))
    connected.take([path])
    view = make_tray()
    qtbot.waitUntil(view.form.note.isVisible, timeout=LONG)
    assert "den blev ikke åbnet" in view.form.note.words.text()
    assert bridge.receipts
    view.form.fields.amount.setFocus()
    QTest.keyClicks(view.form.fields.amount, "12")
    assert view.form.fields.amount.text() == "12"


def test_a_credit_note_is_called_one(qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Kreditnota 17", 18)
    sheet.put(50, 90, "Dato 07.03.2026")
    sheet.row(120, (50, "I alt DKK"), (-500, "-1.250,00"))
    path = tmp_path / "credit.pdf"
    path.write_bytes(pdf_of([sheet]))
    connected.take([path])
    view = make_tray()
    qtbot.waitUntil(view.form.note.isVisible, timeout=LONG)
    assert "kreditnota" in view.form.note.words.text()
    assert view.form.fields.amount.text() == ""
    assert view.form.fields.date.value() == dt.date(2026, 3, 7)


def test_vat_that_differs_from_the_accounts_is_told(
    qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray
) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Blandet Handel ApS", 18)
    for at, (name, value) in enumerate((("Subtotal", "200,00"), ("Moms", "25,00"), ("I alt", "225,00"))):
        sheet.row(100 + 16 * at, (50, name), (-500, value))
    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf_of([sheet]))
    connected.take([path])
    view = make_tray()
    wait_filled(qtbot, view)
    fields = view.form.fields
    fields.account.setFocus()
    QTest.keyClicks(fields.account, "7240")
    QTest.keyClick(fields.account, Qt.Key.Key_Tab)
    assert fields.rows["vat_code"].words.text() == "På bilaget står 25,00\u00a0kr. i moms."


def test_a_foreign_currency_comes_with_the_amount(
    qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray
) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "Hetzner Online GmbH", 18)
    sheet.put(50, 90, "Invoice date 07/03/2026")
    sheet.row(120, (50, "Total"), (-500, "€ 1.250,00"))
    path = tmp_path / "euro.pdf"
    path.write_bytes(pdf_of([sheet]))
    connected.take([path])
    view = make_tray()
    wait_filled(qtbot, view)
    draft = view.form.draft()
    assert (draft.amount, draft.currency) == (Decimal("1250.00"), "EUR")
    assert draft.contact_guid == "11111111-0000-4000-8000-000000000002"


def test_pictures_start_no_process(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None, timeout=LONG)
    assert bridge.readings._reader.processes() == ()
