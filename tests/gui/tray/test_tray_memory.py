"""What was chosen for a supplier fills the next receipt by itself; what is doubtful waits for a look."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.view import TrayView
from desktop.receipts.company import Supplier
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from tests.gui.tray.conftest import BOOK, COMPANY
from tests.unit.reading.known_papers import plain_invoice
from tests.unit.reading.paper import pdf_of
from tests.unit.reading.truth import Line, Truth, truth_of

MakeTray = Callable[..., TrayView]
Learn = Callable[..., Receipt]
Write = Callable[..., Path]
Case = tuple[dict[str, object], dict[str, object], str, str, bool]
"""What was sent, what the paper says otherwise, the reason, the row's words, and whether "always ready" passes it."""
LONG = 30_000
DAY = dt.date(2026, 10, 1)


@pytest.fixture
def truth() -> Truth:
    return replace(
        truth_of("memory"),
        supplier="Fjordens Tømrerfirma ApS", date=DAY, due=DAY + dt.timedelta(days=14), days=14, number="4711",
        lines=(Line("Serviceaftale", 1, Decimal("100.00")),),
    )  # fmt: skip


@pytest.fixture
def write(tmp_path: Path, truth: Truth) -> Write:
    """Write the supplier's paper, with changes."""
    count = iter(range(100))

    def write(**changes: object) -> Path:
        path = tmp_path / f"faktura {next(count)}.pdf"
        path.write_bytes(pdf_of(plain_invoice(replace(truth, **changes))))  # type: ignore[arg-type]  # its fields
        return path

    return write


@pytest.fixture
def learn(connected: Desk, photo: Callable[[str], Path], truth: Truth) -> Learn:
    """Send a receipt of the supplier, so that what was chosen is remembered."""
    count = iter(range(100))

    def learn(**changes: object) -> Receipt:
        receipt = connected.take([photo(f"sendt {next(count)}.jpg")]).taken[0]
        base = Draft(truth.supplier, None, dt.date(2026, 9, 1), Decimal("130.00"), 7200, None, 55040)
        connected.save_draft(receipt.id, replace(base, **changes))  # type: ignore[arg-type]  # its fields
        report = connected.send([receipt.id], book=False)
        assert not report.held, report.held
        return report.sent[0]

    return learn


class Post:
    """Brings papers into the tray while another receipt is looked at."""

    def __init__(self, qtbot: QtBot, desk: Desk, bridge: Bridge, make_tray: MakeTray) -> None:
        self._qtbot, self._desk, self._bridge, self._make_tray = qtbot, desk, bridge, make_tray
        self.view: TrayView | None = None

    def __call__(self, path: Path) -> Receipt:
        """Bring one, and wait until it is read."""
        taken = self._desk.take([path]).taken[0]
        self.view = self._make_tray()
        assert self.view.current() != taken.id
        receipts = self._bridge.receipts
        self._qtbot.waitUntil(lambda: receipts[taken.id].draft.amount is not None, timeout=LONG)
        self._qtbot.waitUntil(lambda: receipts[taken.id].draft == self._desk.receipt(taken.id).draft, timeout=LONG)
        return self._desk.receipt(taken.id)

    def opened(self, receipt: Receipt) -> TrayView:
        assert self.view is not None
        self.view.select(receipt.id)
        return self.view


@pytest.fixture
def arrives(qtbot: QtBot, connected: Desk, bridge: Bridge, photo: Callable[[str], Path], make_tray: MakeTray) -> Post:
    connected.take([photo("andet.jpg")])
    return Post(qtbot, connected, bridge, make_tray)


def test_a_receipt_that_nobody_opened_is_ready(
    qtbot: QtBot, learn: Learn, write: Write, arrives: Post, truth: Truth
) -> None:
    learn(description="Faktura 99")
    receipt = arrives(write())
    draft = receipt.draft
    assert receipt.state is State.READY
    assert (draft.account, draft.paid_from, draft.credit, draft.look) == (7200, 55040, False, ())
    assert (draft.amount, draft.date, draft.cvr) == (truth.total, truth.date, truth.cvr)
    assert draft.description == "Faktura 4711"
    view = arrives.opened(receipt)
    row = view.form.fields.rows["account"]
    qtbot.waitUntil(lambda: row.words.text() == "Som sidst: 01.09.2026")
    assert row.source() == "Som sidst: 01.09.2026"
    assert view.form.fields.rows["paid_from"].control.accessibleDescription() == "Som sidst: 01.09.2026"


def test_credit_and_term_are_remembered(learn: Learn, write: Write, arrives: Post, truth: Truth) -> None:
    learn(credit=True, paid_from=None, due=dt.date(2026, 9, 15))
    draft = arrives(write()).draft
    assert (draft.credit, draft.paid_from, draft.due, draft.look) == (True, None, truth.due, ())


def test_of_an_unknown_supplier_nothing_is_guessed(learn: Learn, write: Write, arrives: Post) -> None:
    learn(supplier="En helt anden", cvr="97100004")
    receipt = arrives(write())
    assert (receipt.state, receipt.draft.account, receipt.draft.look) == (State.NEW, None, ())
    assert receipt.draft.paid_from == 55000


@pytest.mark.parametrize("always", [False, True])
@pytest.mark.parametrize(
    "case",
    [
        ({"amount": Decimal("20.00")}, {}, "total", "Kræver dig: tjek beløb", True),
        (
            {"credit": True, "paid_from": None, "due": dt.date(2026, 9, 2)}, {}, "due",
            "Kræver dig: tjek forfaldsdato", True,
        ),
        ({"vat_code": "none"}, {}, "vat", "Kræver dig: tjek momskode", False),
        ({"date": DAY, "amount": Decimal("125.00")}, {}, "twice", "Kræver dig: tjek beløb", False),
        ({}, {"supplier": "Fjordens Tømrerfrima ApS"}, "likeness", "Kræver dig: tjek leverandør", False),
    ],
)  # fmt: skip
def test_what_is_doubtful_waits_for_a_look(
    qtbot: QtBot, connected: Desk, learn: Learn, write: Write, arrives: Post,
    *, case: Case, always: bool,
) -> None:  # fmt: skip
    sent, paper, look, words, passes = case
    learn(**sent)
    if always:
        connected.suppliers.set_always_ready(COMPANY.id, Draft("Fjordens Tømrerfirma"), always=True)
    receipt = arrives(write(**paper))
    assert receipt.draft.account == 7200
    if always and passes:
        assert (receipt.state, receipt.draft.look) == (State.READY, ())
        return
    assert (receipt.state, receipt.draft.look) == (State.NEW, (look,))
    view = arrives.opened(receipt)
    qtbot.waitUntil(lambda: (shown := view.model.row(receipt.id)) is not None and shown.words == words)
    row = next(r for r in view.form.fields.rows.values() if not r.answer.isHidden())
    assert row.answer.text() == "Det passer"
    QTest.keyClick(view.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert row.answer.hasFocus()  # nothing is sent: the question is asked first
    QTest.keyClick(row.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: connected.receipt(receipt.id).state is State.READY)
    assert connected.receipt(receipt.id).draft.look == ()


def test_other_vat_that_was_sent_once_is_no_news(
    qtbot: QtBot, connected: Desk, bridge: Bridge, learn: Learn, write: Write, arrives: Post
) -> None:
    learn(vat_code="none")
    receipt = arrives(write())
    assert receipt.draft.look == ("vat",)
    bridge.save_draft(receipt.id, replace(receipt.draft, look=()))
    bridge.send([receipt.id])
    qtbot.waitUntil(lambda: (h := bridge.suppliers.memory.of(receipt.draft)) is not None and h.other_vat)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([write(number="4712", date=DAY + dt.timedelta(days=9))])
    new = next(r for r in connected.receipts() if r.originals[0].name == "faktura 1.pdf")
    qtbot.waitUntil(lambda: connected.receipt(new.id).state is State.READY, timeout=LONG)
    assert connected.receipt(new.id).draft.vat_code == "none"


def test_what_was_typed_stays_and_is_learnt(
    qtbot: QtBot, connected: Desk, bridge: Bridge, learn: Learn, write: Write, make_tray: MakeTray, truth: Truth
) -> None:
    learn()
    view = make_tray()
    fields = view.form.fields
    with qtbot.waitSignal(bridge.readings.known, timeout=LONG):
        with qtbot.waitSignal(bridge.receipts_changed, timeout=LONG):
            bridge.take_paths([write()])
        fields.account.setFocus()
        QTest.keyClicks(fields.account, "7320")
        QTest.keyClick(fields.account, Qt.Key.Key_Return)
        fields.description.setFocus()
        QTest.keyClicks(fields.description, "Eget")
    assert (fields.account.number(), fields.description.text()) == (7320, "Eget")
    qtbot.waitUntil(lambda: fields.supplier.text() == truth.supplier)
    receipt_id = str(view.current())
    qtbot.waitUntil(lambda: connected.receipt(receipt_id).draft.amount is not None, timeout=LONG)
    assert connected.receipt(receipt_id).draft.account == 7320
    connected.send([receipt_id], book=False)
    habit = connected.suppliers.memory(COMPANY.id).of(Draft(truth.supplier))
    assert habit is not None
    assert (habit.account, habit.description) == (7320, "Eget")


def test_what_was_chosen_before_the_supplier_stays(
    qtbot: QtBot, connected: Desk, bridge: Bridge, learn: Learn, photo: Callable[[str], Path], make_tray: MakeTray
) -> None:
    learn(supplier="Netto", description="Frokost", credit=True, paid_from=None, due=dt.date(2026, 9, 15))
    connected.take([photo("a.jpg")])
    view = make_tray()
    qtbot.waitUntil(lambda: bool(bridge.suppliers.memory.habits))
    fields = view.form.fields
    fields.vat.setFocus()
    QTest.keyClicks(fields.vat, "6")
    fields.vat.activated.emit(fields.vat.currentIndex())
    assert fields.vat.code() == "REP"
    fields.paid.activated.emit(fields.paid.currentIndex())  # the default, but chosen
    fields.description.setFocus()
    QTest.keyClicks(fields.description, "Frokost 4711 med gæster")
    fields.supplier.setFocus()
    QTest.keyClicks(fields.supplier, "netto")
    QTest.keyClick(fields.supplier, Qt.Key.Key_Tab)
    draft = fields.draft()
    assert (draft.supplier, draft.account) == ("Netto", 7200)
    assert (draft.vat_code, draft.credit, draft.paid_from) == ("REP", False, 55000)
    assert draft.description == "Frokost 4711 med gæster"


def test_after_a_send_the_others_of_that_supplier_are_filled(
    qtbot: QtBot, connected: Desk, bridge: Bridge, write: Write, make_tray: MakeTray
) -> None:
    papers = [write(number=str(n), date=DAY - dt.timedelta(days=n)) for n in (1, 2, 3)]
    ids = [r.id for path in papers for r in connected.take([path]).taken]
    view = make_tray()
    qtbot.waitUntil(lambda: all(bridge.receipts[i].draft.amount for i in ids), timeout=LONG)
    assert all(bridge.receipts[i].draft.account is None for i in ids)
    view.select(ids[0])
    view.form.fields.account.setFocus()
    QTest.keyClicks(view.form.fields.account, "7320")
    QTest.keyClick(view.form.fields.account, Qt.Key.Key_Return)
    QTest.keyClick(view.form.fields.description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: all(connected.receipt(i).draft.account == 7320 for i in ids), timeout=LONG)
    qtbot.waitUntil(lambda: all(connected.receipt(i).state is State.READY for i in ids[1:]))  # also the one in the form


@pytest.fixture
def other(connected: Desk, photo: Callable[[str], Path]) -> Receipt:
    """A receipt that was in the tray before."""
    return connected.take([photo("sendes.jpg")]).taken[0]


@pytest.mark.parametrize(("typed", "filled"), [("", 7320), ("72", None)])
def test_a_receipt_in_the_form_is_filled_when_its_supplier_becomes_known(
    qtbot: QtBot, connected: Desk, bridge: Bridge, write: Write, arrives: Post, other: Receipt,
    typed: str, filled: int | None,
) -> None:  # fmt: skip
    receipt = arrives(write())
    view = arrives.opened(receipt)
    account = view.form.fields.account
    account.setFocus()
    QTest.keyClicks(account, typed)
    assert view.form.draft().account is None
    connected.save_draft(other.id, Draft(receipt.draft.supplier, None, DAY, Decimal("130.00"), 7320, None, 55040))
    with qtbot.waitSignals([bridge.send_finished, bridge.suppliers.changed]):
        bridge.send([other.id])
    assert view.current() == receipt.id
    assert view.form.draft().account == filled
    assert account.text().startswith(typed)


def test_a_corrected_name_is_known_next_time(
    qtbot: QtBot, connected: Desk, bridge: Bridge, write: Write, arrives: Post
) -> None:
    first = arrives(write())
    named = replace(first.draft, supplier="Tømreren", account=7320)
    bridge.save_draft(first.id, named)
    bridge.send([first.id])
    qtbot.waitUntil(lambda: bridge.suppliers.memory.of(named) is not None)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([write(number="4712", date=DAY + dt.timedelta(days=9))])
    new = next(r for r in connected.receipts() if r.originals[0].name == "faktura 1.pdf")
    qtbot.waitUntil(lambda: connected.receipt(new.id).draft.account == 7320, timeout=LONG)
    assert connected.receipt(new.id).draft.supplier == "Tømreren"


def test_always_ready_is_set_by_keyboard(
    qtbot: QtBot, connected: Desk, bridge: Bridge, learn: Learn, write: Write, arrives: Post
) -> None:
    learn()
    receipt = arrives(write())
    assert arrives.view is not None
    note = arrives.view.form.recall.note
    assert not note.isVisible()
    arrives.opened(receipt)
    qtbot.waitUntil(note.isVisible)
    assert note.told.text() == "Sendt 1 gang, sidst 01.09.2026"
    assert not note.meaning.isVisible()
    note.always.setFocus()
    QTest.keyClick(note.always, Qt.Key.Key_Space)
    assert note.meaning.isVisible()
    assert note.meaning.text() == "Også ved usædvanligt beløb eller forfald."
    assert note.always.accessibleDescription().startswith("Klar, også når")
    qtbot.waitUntil(lambda: bool(bridge.suppliers.memory.of(receipt.draft)) and note.always.isChecked())
    assert bridge.crew.idle(10)
    habit = connected.suppliers.memory(COMPANY.id).of(receipt.draft)
    assert habit is not None
    assert habit.always_ready


def test_an_account_that_is_gone_is_not_suggested(connected: Desk, learn: Learn, write: Write, arrives: Post) -> None:
    learn()
    connected.keep_book(replace(BOOK, accounts=tuple(a for a in BOOK.accounts if a.number != 7200)))
    receipt = arrives(write())
    assert (receipt.draft.account, receipt.draft.paid_from) == (None, 55040)


def test_nothing_shows_once_the_login_is_anothers(
    qtbot: QtBot, connected: Desk, bridge: Bridge, learn: Learn, write: Write, arrives: Post, truth: Truth
) -> None:
    learn(supplier="Kun Kaffes ApS")
    learn()
    receipt = arrives(write())
    assert receipt.draft.account == 7200
    other = replace(COMPANY, id=77, name="Te ApS")
    connected.company_table.save_list((other,))
    bridge._companies_fresh((other,))
    qtbot.waitUntil(lambda: bridge.settings.company_id == 77 and bridge.suppliers.is_ready())
    view = arrives.opened(receipt)
    assert not bridge.suppliers.memory.habits
    assert not bridge.suppliers.reasons(receipt.id, receipt.draft, ["account", "paid_from"])
    view.form.show_receipt(None)
    view.form.show_receipt(receipt)
    offered = {c.label for c in view.form.fields.supplier.choices()}
    assert not offered & {"Kun Kaffes ApS", "Netto", "Hetzner Online GmbH"}
    assert not view.form.recall.note.isVisible()
    assert truth.supplier not in offered  # it stands on receipts of the first one's company alone


def test_five_thousand_contacts_do_not_hold_up_the_form(
    qtbot: QtBot, connected: Desk, bridge: Bridge, make_tray: MakeTray, photo: Callable[[str], Path]
) -> None:
    many = tuple(Supplier(str(uuid.UUID(int=n)), f"Firma {n:04} ApS", "DK", None) for n in range(5_000))
    connected.keep_book(replace(BOOK, suppliers=many))
    connected.take([photo("a.jpg"), photo("b.jpg")])
    view = make_tray()
    qtbot.waitUntil(bridge.suppliers.is_ready, timeout=LONG)
    one, other = view.model.ids()
    view.select(other)
    begun = time.thread_time()  # the window's own work, however busy the machine is
    for _ in range(5):
        view.select(one)
        view.select(other)
    assert (time.thread_time() - begun) / 10 < 0.25
    supplier = view.form.fields.supplier
    supplier.setFocus()
    begun = time.thread_time()
    QTest.keyClicks(supplier, "firma 4711")
    assert (time.thread_time() - begun) / 10 < 0.5
    QTest.keyClick(supplier, Qt.Key.Key_Tab)
    assert (supplier.text(), supplier.guid()) == ("Firma 4711 ApS", str(uuid.UUID(int=4711)))
