"""What the user decides about a receipt that has left, through the real window, delivery and HTTP."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.gui.pages import Shown
from desktop.gui.questions import Answer
from desktop.receipts.faults import FaultCode
from desktop.receipts.states import Place, Proof, State
from desktop.sandbox import KAFFE, Fault, Sandbox
from desktop.start import log_in_to
from tests.gui.whole.conftest import QUICK, User

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def texts(widget: QWidget) -> list[str]:
    """Return what is to be read in a widget."""
    return [w.text().replace("\u200b", "") for w in widget.findChildren(QLabel) if w.isVisible()]


def the_voucher(box: Sandbox) -> dict[str, Any]:
    (voucher,) = box.state.vouchers(KAFFE)
    return voucher


def assert_one_each(box: Sandbox, user: User) -> None:
    (file,) = box.state.files(KAFFE)
    voucher = the_voucher(box)
    assert (voucher["FileGuid"], voucher["ExternalReference"]) == (file["FileGuid"], user.receipt.id)
    assert box.state.mistakes == []


def test_a_draft_is_deleted_corrected_and_sent_again_with_the_same_file(user: User, box: Sandbox) -> None:
    user.sends()
    first = user.comes_to(State.DRAFTED)
    user.clicks(user.panel(Shown.ARCHIVE).undo)
    back = user.comes_to(State.READY)
    assert user.program.window.pages.current() is Shown.TRAY, "where it can be corrected"
    assert user.bridge.undo_label() is None, "it is undone"
    assert box.state.vouchers(KAFFE) == []
    user.bridge.save_draft(back.id, replace(back.draft, amount=Decimal("99.50")))
    user.wait(lambda: user.bridge.desk.receipt(back.id).draft.amount == Decimal("99.50"))
    user.sends()
    again = user.comes_to(State.DRAFTED)
    assert_one_each(box, user)
    assert (again.file_guid, again.draft.amount) == (first.file_guid, Decimal("99.50"))
    assert again.voucher_guid != first.voucher_guid
    assert the_voucher(box)["Lines"][0]["AmountInclVatValue"] == 99.5


def test_ctrl_z_takes_a_draft_back_as_a_wish(user: User, box: Sandbox) -> None:
    user.sends()
    user.comes_to(State.DRAFTED)
    user.clicks(user.panel(Shown.ARCHIVE).undo)
    sent = user.comes_to(State.READY)
    user.bridge.send([sent.id], book=False)
    user.wait(lambda: user.receipt.state is State.DRAFTED)
    QTest.keyClick(user.comes_forward(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    user.comes_to(State.READY)
    assert box.state.vouchers(KAFFE) == []
    assert user.bridge.undo_label() is None


def test_why_dinero_refuses_to_delete_is_said_in_its_own_words(user: User, box: Sandbox) -> None:
    user.sends()
    user.comes_to(State.DRAFTED)
    box.faults.add(Fault("400/43", "delete_voucher"))
    user.clicks(user.panel(Shown.ARCHIVE).undo)
    user.wait(lambda: user.receipt.fault is not None)
    kept = user.comes_to(State.DRAFTED)
    assert kept.fault
    assert kept.fault.code is FaultCode.UNDO_REFUSED
    panel = user.panel(Shown.ARCHIVE)
    user.wait(lambda: any("Dinero skriver" in text for text in texts(panel)))
    assert any("slettede ikke" in n.title and n.stays for n in user.program.window.notices.all)
    user.clicks(panel.undo)
    user.comes_to(State.READY)
    assert box.state.vouchers(KAFFE) == []


def test_an_undo_while_the_file_is_uploaded_is_carried_out_after_the_answer(user: User, box: Sandbox) -> None:
    box.faults.add(Fault("slow", "upload", after=True, seconds=1.5))
    user.sends()
    user.wait(lambda: box.state.files(KAFFE))
    panel = user.panel(Shown.OUTBOX)
    user.presses(panel.undo)
    user.wait(lambda: user.receipt.wish is not None)
    user.wait(lambda: any("Fortrydes" in text for text in texts(panel)))
    assert not panel.undo.isVisible()
    back = user.comes_to(State.READY)
    assert back.file_guid
    assert box.state.vouchers(KAFFE) == []
    user.bridge.bin([back.id])
    user.wait(lambda: not user.bridge.receipts)
    assert any("arkiv" in n.text for n in user.program.window.notices.all), user.program.window.notices.all


def test_a_booked_voucher_is_asked_about_and_offset(user: User, box: Sandbox) -> None:
    user.sends(book=True)
    user.comes_to(State.BOOKED)
    panel = user.panel(Shown.ARCHIVE)
    user.presses(panel.undo)
    user.wait(panel.card.isVisible)
    assert QApplication.focusWidget() is panel.card.buttons[Answer.LEAVE], "Enter alone changes nothing"
    user.presses(panel.card.buttons[Answer.LEAVE])
    assert not panel.card.isVisible()
    assert user.receipt.state is State.BOOKED
    user.presses(panel.undo)
    user.presses(panel.card.buttons[Answer.OFFSET])
    user.comes_to(State.READY)
    assert box.state.vouchers(KAFFE) == []
    (offset,) = box.state.vouchers(KAFFE, deleted=True)
    assert offset["VoucherNumber"], "it was booked"


def test_a_wish_that_comes_after_the_booking_asks_the_same(user: User, box: Sandbox) -> None:
    box.faults.add(Fault("slow", "book", after=True, seconds=1.5))
    user.sends(book=True)
    user.wait(lambda: user.receipt.state is State.BOOKING and the_voucher(box)["VoucherNumber"])
    user.presses(user.panel(Shown.OUTBOX).undo)
    late = user.comes_to(State.BOOKED)
    assert late.fault
    assert late.fault.code is FaultCode.BOOKED_ALREADY
    panel = user.panel(Shown.ARCHIVE)
    user.presses(panel.card.buttons[Answer.LEAVE])
    user.wait(lambda: user.receipt.fault is None)
    assert not panel.card.isVisible()
    assert the_voucher(box)["VoucherNumber"]


def scanned(user: User, box: Sandbox) -> None:
    """Send a receipt of which Dinero's own scan makes a draft first."""
    box.faults.add(Fault("slow", "upload", after=True, seconds=1.5))
    user.sends()
    user.wait(lambda: box.state.files(KAFFE))
    box.scan(box.state.files(KAFFE)[0]["FileGuid"], "99.50")
    user.comes_to(State.ATTENTION)


def test_use_mine_deletes_dineros_own_draft_and_makes_ours(user: User, box: Sandbox) -> None:
    scanned(user, box)
    panel = user.panel(Shown.OUTBOX)
    assert {"99,50\u00a0kr.", "125,00\u00a0kr.", "Scannet bilag", "bon.png"} <= set(texts(panel.card))
    user.presses(panel.card.buttons[Answer.USE_MINE])
    user.comes_to(State.DRAFTED)
    assert_one_each(box, user)


def test_keep_theirs_makes_none_of_ours_and_never_deletes_it(user: User, box: Sandbox) -> None:
    scanned(user, box)
    theirs = the_voucher(box)
    user.clicks(user.panel(Shown.OUTBOX).card.buttons[Answer.KEEP_THEIRS])
    kept = user.comes_to(State.DRAFTED)
    assert (the_voucher(box)["Guid"], kept.voucher_guid) == (theirs["Guid"], theirs["Guid"])
    panel = user.panel(Shown.ARCHIVE)
    assert not panel.undo.isVisible()
    assert user.bridge.undo_label() is None


def test_a_booked_voucher_of_others_can_only_be_kept(user: User, box: Sandbox) -> None:
    box.faults.add(Fault("slow", "upload", after=True, seconds=1.5))
    user.sends()
    user.wait(lambda: box.state.files(KAFFE))
    box.edit(box.scan(box.state.files(KAFFE)[0]["FileGuid"], "99.50"), "book")
    user.comes_to(State.ATTENTION)
    card = user.panel(Shown.OUTBOX).card
    assert list(card.buttons) == [Answer.KEEP_THEIRS]
    user.presses(card.buttons[Answer.KEEP_THEIRS])
    assert user.comes_to(State.BOOKED).voucher_number == the_voucher(box)["VoucherNumber"]


def removed(user: User, box: Sandbox) -> None:
    """Send a receipt whose draft a person deletes before it can be booked."""
    box.faults.add(Fault("slow", "create_voucher", after=True, seconds=1.5))
    user.sends(book=True)
    user.wait(lambda: box.state.vouchers(KAFFE))
    box.edit(the_voucher(box)["Guid"], "delete")
    user.comes_to(State.REMOVED)


def test_what_was_deleted_in_dinero_is_asked_about_and_sent_again(user: User, box: Sandbox) -> None:
    removed(user, box)
    user.presses(user.panel(Shown.ARCHIVE).card.buttons[Answer.BACK])
    user.comes_to(State.READY)
    user.sends()
    user.comes_to(State.DRAFTED)
    assert_one_each(box, user)


def test_what_was_deleted_in_dinero_can_be_thrown_out(user: User, box: Sandbox) -> None:
    removed(user, box)
    receipt_id = user.receipt.id
    user.clicks(user.panel(Shown.ARCHIVE).card.buttons[Answer.BIN])
    user.wait(lambda: not user.bridge.receipts)
    assert user.bridge.desk.receipt(receipt_id).place is Place.BIN
    assert box.state.vouchers(KAFFE) == []


def sent_elsewhere(box: Sandbox, folder: Path, picture: Path) -> None:
    """Let another computer send the same picture."""
    desk = open_sandbox_desk(box, Config(box.url, box.url, folder, sandbox=True))
    try:
        log_in_to(box, desk)
        desk.open()
        (company,) = [c for c in desk.refresh_companies() if c.id == KAFFE]
        desk.save_settings(replace(desk.settings(), company_id=company.id))
        desk.refresh_book(company.id)
        (receipt,) = desk.take([picture]).taken
        draft = replace(receipt.draft, supplier="Netto", date=desk.today(), amount=Decimal(125), account=7200)
        desk.save_draft(receipt.id, replace(draft, paid_from=55000))
        desk.send([receipt.id], book=False, hold=dt.timedelta(0))
        courier = desk.new_courier(Deaf(), QUICK)
        courier.start()
        while desk.receipt(receipt.id).state is not State.DRAFTED:
            QApplication.processEvents()
        courier.stop(5)
    finally:
        desk.close()


class Deaf:
    """Who does not listen to a delivery."""

    def receipt_changed(self, _receipt: object) -> None: ...

    def progress(self, receipt_id: str, sent: int, total: int) -> None: ...

    def connection(self, _note: object) -> None: ...

    def company_stopped(self, _company_id: int, _note: object) -> None: ...


@pytest.mark.parametrize("anyway", [True, False])
def test_what_another_computer_has_sent_is_asked_about(
    user: User, box: Sandbox, tmp_path: Path, picture: Path, anyway: bool
) -> None:
    (tmp_path / "other").mkdir()
    sent_elsewhere(box, tmp_path / "other", picture)
    user.sends()
    asked = user.comes_to(State.ATTENTION)
    assert asked.fault
    assert asked.fault.code is FaultCode.TWIN_IN_DINERO
    buttons = user.panel(Shown.OUTBOX).card.buttons
    if anyway:
        user.presses(buttons[Answer.SEND_ANYWAY])
        user.comes_to(State.DRAFTED)
    else:
        user.presses(buttons[Answer.BIN])
        user.wait(lambda: not user.bridge.receipts)
    assert len(box.state.vouchers(KAFFE)) == 1 + anyway


def test_the_seal_is_shown_and_read(user: User) -> None:
    user.sends()
    user.comes_to(State.DRAFTED)
    user.wait(lambda: user.receipt.proof is Proof.STORED)
    panel = user.panel(Shown.ARCHIVE)
    user.wait(lambda: any("nøjagtig de samme bytes" in text for text in texts(panel)))
    assert "nøjagtig de samme bytes" in user.hears(Shown.ARCHIVE)


@pytest.mark.parametrize(("harm", "words"), [("spoil", "ikke den, der blev sendt"), ("lose", "væk fra Dinero")])
def test_a_copy_that_is_not_what_was_sent_is_loud(user: User, box: Sandbox, harm: str, words: str) -> None:
    box.faults.add(Fault("slow", "download", seconds=1.0))
    user.sends()
    getattr(box, harm)(user.comes_to(State.DRAFTED).file_guid)
    user.wait(lambda: user.receipt.proof in {Proof.DIFFERS, Proof.GONE})
    window = user.program.window
    user.wait(lambda: any(words in n.title and n.stays for n in window.notices.all))
    panel = user.panel(Shown.ARCHIVE)
    assert words in user.hears(Shown.ARCHIVE)
    assert panel.undo.text() == "Tilbage til bakken"
    first = user.receipt
    user.clicks(panel.undo)
    user.comes_to(State.READY)
    user.sends()
    again = user.comes_to(State.DRAFTED)
    assert (the_voucher(box)["FileGuid"], the_voucher(box)["ExternalReference"]) == (again.file_guid, again.id)
    assert again.file_guid != first.file_guid
    user.wait(lambda: user.receipt.proof is Proof.STORED)
    assert user.bridge.desk.receipt(first.id).place is Place.BIN
    assert box.state.mistakes == []
