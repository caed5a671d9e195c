from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config, Settings
from desktop.desk import ReceiptDesk
from desktop.desk.ordering import Addressee, Order, OrderDesk, OrderShapeError, order_from
from desktop.receipts.company import Account, Company, CompanyBook, DepositAccount
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft
from desktop.receipts.states import State
from desktop.store import ReceiptTable

TODAY = dt.date(2026, 5, 16)
READY = Draft("Netto", None, dt.date(2026, 5, 14), Decimal("125.00"), 2000, None, 55000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(
        Config("https://c", "https://a", tmp_path / "data"), lambda: dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
    )
    company = Company(42, "Kaffe ApS", has_api=True)
    desk.company_table.save_list([company, Company(43, "Te ApS", has_api=True)])
    desk.company_table.save_book(
        CompanyBook(company, (Account(2000, "Varekøb", "I25"),), (DepositAccount(55000, "Bank", is_default=True),))
    )
    desk.save_settings(Settings(company_id=42))
    yield desk
    desk.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "bon æøå 🧾.jpg"
    Image.new("RGB", (300, 500), "white").save(path)
    return path


def _other(tmp_path: Path, name: str, colour: str) -> Path:
    path = tmp_path / name
    Image.new("RGB", (300, 500), colour).save(path)
    return path


def test_a_drop_is_in_the_vault_and_the_journal_when_it_is_acknowledged(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    data = photo.read_bytes()
    photo.unlink()
    assert desk.path_of(receipt.originals[0]).read_bytes() == data
    assert ReceiptTable(desk.journal).get(receipt.id) == receipt
    assert receipt.originals[0].name == "bon æøå 🧾.jpg"
    assert receipt.draft.paid_from == 55000


def test_same_bytes_again_are_known_and_binned_ones_come_back(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    assert desk.take([photo]).known == (receipt,)
    desk.bin([receipt.id])
    assert desk.take([photo]).taken[0].id == receipt.id
    assert desk.take([photo], again=True).taken[0].id != receipt.id


def test_a_folder_of_mixed_files_ends_with_each_file_named(desk: ReceiptDesk, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mappe"
    (folder / "under").mkdir(parents=True)
    shutil.copy(photo, folder / "a.jpg")
    _other(folder / "under", "b.png", "grey")
    (folder / "tom.jpg").write_bytes(b"")
    (folder / "noter.jpg").write_text("not a picture at all")
    (folder / "Thumbs.db").write_bytes(b"junk")
    report = desk.take([folder])
    assert len(report.taken) == 2
    assert {(r.name, r.note.code) for r in report.refused} == {
        ("tom.jpg", FaultCode.EMPTY_FILE),
        ("noter.jpg", FaultCode.NOT_A_RECEIPT),
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_an_empty_folder_and_a_missing_file_and_a_pipe_are_named(desk: ReceiptDesk, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    os.mkfifo(tmp_path / "pipe")
    report = desk.take([tmp_path / "tom", tmp_path / "væk.jpg", tmp_path / "pipe"])
    assert [r.note.code for r in report.refused] == [
        FaultCode.EMPTY_FOLDER,
        FaultCode.FILE_GONE,
        FaultCode.NOT_A_RECEIPT,
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such name")
def test_a_name_of_250_characters_with_quotes_and_line_breaks_is_kept(desk: ReceiptDesk, tmp_path: Path) -> None:
    name = ("\"'\n" + "x" * 250)[:246] + ".jpg"
    report = desk.take([_other(tmp_path, name, "red")])
    assert report.taken[0].originals[0].name == name


def test_an_original_without_a_row_enters_the_tray_at_start(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    with desk.journal.write() as connection:
        connection.execute("DELETE FROM receipts")
    found = desk.open()
    assert [(r.id, r.state, r.originals) for r in found] == [(receipt.id, State.NEW, receipt.originals)]
    assert len(desk.open()) == 1


def test_fields_make_it_ready_and_sending_freezes_it(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    assert desk.save_draft(receipt.id, replace(READY, amount=None)).state is State.NEW
    assert desk.send([receipt.id], book=False).held[0][1][0].field == "amount"
    assert desk.save_draft(receipt.id, READY).state is State.READY
    sent = desk.send([receipt.id], book=True).sent[0]
    assert (sent.state, sent.company_id, sent.book) == (State.QUEUED, 42, True)
    with pytest.raises(Fault) as caught:
        desk.save_draft(receipt.id, READY)
    assert caught.value.code is FaultCode.NOT_EDITABLE
    with pytest.raises(Fault) as caught:
        desk.turn(receipt.id, 0, 1)
    assert caught.value.code is FaultCode.NOT_EDITABLE
    assert desk.unsend([receipt.id])[0].state is State.READY
    assert desk.unsend([receipt.id]) == ()


def test_without_a_company_nothing_is_sent(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    desk.save_draft(receipt.id, READY)
    desk.save_settings(Settings())
    with pytest.raises(Fault) as caught:
        desk.send([receipt.id], book=False)
    assert caught.value.code is FaultCode.NO_COMPANY
    assert desk.receipt(receipt.id).state is State.READY


def test_merge_and_its_undo(desk: ReceiptDesk, photo: Path, tmp_path: Path) -> None:
    before = desk.take([photo, _other(tmp_path, "bag.jpg", "blue")]).taken
    kept, binned = desk.merge([r.id for r in before])
    assert [o.name for o in kept.originals] == [photo.name, "bag.jpg"]
    assert binned.state is State.BINNED
    assert [r.originals for r in desk.put_back(before)] == [r.originals for r in before]
    assert {r.state for r in desk.receipts()} == {State.NEW}


def test_a_picture_turns_and_a_whole_turn_is_none(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    assert desk.turn(receipt.id, 0, 1).originals[0].turns == 1
    assert desk.turn(receipt.id, 0, -1).originals[0].turns == 0


def test_pages_of_a_file_that_is_in_dinero_stay_as_they_are(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    desk.receipt_table.save(replace(receipt, file_guid="web0", company_id=42))
    with pytest.raises(Fault):
        desk.turn(receipt.id, 0, 1)
    assert desk.send([receipt.id], book=False, company_id=43).held


def test_an_account_that_has_gone_holds_the_receipt(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    desk.save_draft(receipt.id, replace(READY, account=2999))
    held = desk.send([receipt.id], book=False).held
    assert held[0][1][0].fault.code is FaultCode.ACCOUNT_GONE


def test_the_same_new_supplier_gets_one_guid(desk: ReceiptDesk, photo: Path, tmp_path: Path) -> None:
    receipts = desk.take([photo, _other(tmp_path, "b.jpg", "red")]).taken
    for receipt, name, amount in zip(receipts, ("Nyt  Firma", "nyt firma"), ("125.00", "126.00"), strict=True):
        draft = replace(READY, supplier=name, amount=Decimal(amount), credit=True, due=TODAY, paid_from=None)
        desk.save_draft(receipt.id, draft)
    sent = desk.send([r.id for r in receipts], book=False).sent
    assert sent[0].contact_guid == sent[1].contact_guid is not None


def _order(path: Path, **changes: object) -> Order:
    raw = {"file": str(path), "date": "14.05.2026", "amount": "125,00", "account": 2000}
    return order_from(raw | changes, TODAY, force=False)


def test_an_order_twice_is_sent_once_and_says_what_differs(desk: ReceiptDesk, photo: Path) -> None:
    orders = OrderDesk(desk, Addressee(42))
    first = orders.take(_order(photo))
    again = orders.take(_order(photo, amount="126"))
    assert first.receipt is not None
    assert (first.receipt.state, first.earlier) == (State.QUEUED, False)
    assert again.receipt == first.receipt
    assert (again.earlier, again.differing) == (True, ("amount",))
    assert OrderDesk(desk, Addressee(42), again=True).take(_order(photo)).receipt != first.receipt


def test_an_order_completes_what_never_reached_the_outbox(desk: ReceiptDesk, photo: Path) -> None:
    receipt = desk.take([photo]).taken[0]
    ordered = OrderDesk(desk, Addressee(42)).take(_order(photo)).receipt
    assert ordered is not None
    assert (ordered.id, ordered.state, ordered.draft.paid_from) == (receipt.id, State.QUEUED, 55000)


def test_the_same_file_for_another_company_is_another_receipt(desk: ReceiptDesk, photo: Path) -> None:
    desk.company_table.save_book(CompanyBook(Company(43, "Te ApS", has_api=True), (), (DepositAccount(55000, "Bank"),)))
    first = OrderDesk(desk, Addressee(42)).take(_order(photo)).receipt
    second = OrderDesk(desk, Addressee(43)).take(_order(photo)).receipt
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_a_date_in_the_future_needs_force(desk: ReceiptDesk, photo: Path) -> None:
    raw = {"file": str(photo), "date": "2026-06-30", "amount": 12.5, "account": 2000}
    held = OrderDesk(desk, Addressee(42)).take(order_from(raw, TODAY, force=False))
    assert held.fault is not None
    assert held.fault.code is FaultCode.DATE_IN_FUTURE
    assert OrderDesk(desk, Addressee(42)).take(order_from(raw, TODAY, force=True)).fault is None


@pytest.mark.parametrize("change", [{"extra": 1}, {"account": None}, {"account": True}, {"book": "yes"},
                                    {"due": "1.6.26", "paid_from": 55000}, {"amount": True}])  # fmt: skip
def test_a_mistyped_batch_row_is_named(change: dict[str, object]) -> None:
    raw: dict[str, object] = {"file": "x", "date": "2026-05-14", "amount": "1", "account": 2000}
    with pytest.raises(OrderShapeError):
        order_from(raw | change, TODAY, force=False)
