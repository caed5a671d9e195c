"""A contact or an account that is deleted in Dinero between the suggestion and the send."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import requests

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.company import Account
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from desktop.words import use_language
from desktop.words.faults import explain
from tests.unit.outbox.conftest import Ordered
from tests.unit.outbox.ears import Ears

OWED = {"credit": True, "paid_from": None}


def _delete_contact(box: Sandbox, guid: str) -> None:
    head = {"Authorization": f"Bearer {box.issue_tokens().access_token}"}
    assert requests.delete(f"{box.url}/v1/{KAFFE}/contacts/{guid}", headers=head, timeout=10).ok


def _settled(desk: Desk, courier: Courier, ears: Ears, receipt: Receipt, *states: State) -> Receipt:
    courier.wake()
    ears.wait_until(lambda: desk.receipt(receipt.id).state in states)
    return desk.receipt(receipt.id)


def _again(desk: Desk, receipt: Receipt) -> Receipt:
    back = desk.back_to_tray(receipt.id)
    report = desk.send([back.id], book=False, hold=dt.timedelta(0))
    assert not report.held, report.held
    return report.sent[0]


@pytest.mark.parametrize("made_by_us", [False, True])
def test_a_contact_that_is_deleted(
    desk: Desk, courier: Courier, ears: Ears, box: Sandbox, ordered: Ordered, *, made_by_us: bool
) -> None:
    courier.start()
    if made_by_us:
        first = ordered(supplier="Ny ApS", due=desk.today(), **OWED)
        guid = str(_settled(desk, courier, ears, first, State.DRAFTED).contact_guid)
        name = "Ny ApS"
    else:
        supplier = next(s for s in desk.suppliers.fresh(desk.client(), KAFFE) if s.country == "DK")
        guid, name = supplier.guid, supplier.name
    _delete_contact(box, guid)
    refused = ordered(supplier=name, contact_guid=guid, due=desk.today(), **OWED)
    stopped = _settled(desk, courier, ears, refused, State.ATTENTION)
    assert stopped.fault is not None
    assert (stopped.fault.code, stopped.fault.params["name"]) == (FaultCode.CONTACT_GONE, name)
    use_language("da")
    told = explain(stopped.fault)
    use_language("en")
    assert told.title == "Leverandøren er slettet i Dinero"
    assert name in told.sentence
    book = desk.book(KAFFE)
    assert book is not None
    assert guid not in {s.guid for s in book.suppliers}
    sent = _again(desk, stopped)
    assert sent.contact_guid not in {None, guid}
    done = _settled(desk, courier, ears, sent, State.DRAFTED)
    voucher = next(v for v in box.state.vouchers(KAFFE) if v["Guid"] == done.voucher_guid)
    assert voucher["ContactGuid"] == sent.contact_guid
    assert len(box.state.files(KAFFE)) == (2 if made_by_us else 1)


def test_a_new_contact_has_the_number_of_the_document(
    desk: Desk, courier: Courier, ears: Ears, box: Sandbox, ordered: Ordered
) -> None:
    courier.start()
    sent = ordered(supplier="Ny ApS", cvr="97100004", due=desk.today(), **OWED)
    _settled(desk, courier, ears, sent, State.DRAFTED)
    made = next(c for c in box.state.contacts(KAFFE) if c["ContactGuid"] == sent.contact_guid)
    assert (made["Name"], made["VatNumber"], made["CountryKey"]) == ("Ny ApS", "97100004", "DK")


def test_an_account_that_is_deleted(desk: Desk, courier: Courier, ears: Ears, ordered: Ordered) -> None:
    book = desk.book(KAFFE)
    assert book is not None
    desk.keep_book(replace(book, accounts=(*book.accounts, Account(7999, "Slettet", "I25"))))
    courier.start()
    stopped = _settled(desk, courier, ears, ordered(account=7999), State.ATTENTION)
    assert stopped.fault is not None
    assert (stopped.fault.code, stopped.fault.params["number"]) == (FaultCode.ACCOUNT_GONE, 7999)
    habit = desk.suppliers.memory(KAFFE).of(Draft("Café Ærø"))
    assert habit is not None
    assert (habit.account, habit.paid_from) == (None, 55000)
    back = desk.back_to_tray(stopped.id)
    assert [m.fault.code for m in desk.missing(back)] == [FaultCode.ACCOUNT_GONE]
    desk.save_draft(back.id, replace(back.draft, account=7200))
    report = desk.send([back.id], book=False, hold=dt.timedelta(0))
    _settled(desk, courier, ears, report.sent[0], State.DRAFTED)
    habit = desk.suppliers.memory(KAFFE).of(Draft("Café Ærø"))
    assert habit is not None
    assert habit.account == 7200
