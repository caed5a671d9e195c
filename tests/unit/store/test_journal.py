from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.receipts.company import Account, AccountingYear, Company, CompanyBook, DepositAccount, Supplier, VatType
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import State
from desktop.store import CompanyTable, Journal, ReceiptTable, RequestStart, RequestTable

NOW = dt.datetime(2026, 5, 16, 12, 0, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.sqlite3", clock)
    yield journal
    journal.close()


def full_receipt() -> Receipt:
    draft = Draft(
        "Café Ærø",
        "guid",
        dt.date(2026, 5, 16),
        Decimal("1234.50"),
        2000,
        "I25",
        55000,
        credit=True,
        due=dt.date(2026, 6, 1),
        currency="EUR",
        description="Kaffe",
        date_confirmed=True,
    )
    return Receipt(
        new_receipt_id(),
        (Original("a" * 64, "1.jpg", "image/jpeg", 10), Original("b" * 64, "2.pdf", "application/pdf", 20, 3, 1)),
        State.ATTENTION,
        draft,
        42,
        book=True,
        added_at=NOW,
        not_before=NOW + dt.timedelta(seconds=2),
        attempts=3,
        fault=FaultNote(FaultCode.REFUSED, {"message": "nej", "code": 42}),
        resume=State.UPLOADED,
        file_name="x.jpg",
        rendition_sha256="c" * 64,
        rendition_size=9,
        file_guid="web0",
        contact_guid="k",
        voucher_guid="v",
        voucher_timestamp="0A",
        voucher_number=7,
        sent_at=NOW,
        delivered_at=NOW,
    )


def test_a_receipt_comes_back_as_it_was(journal: Journal) -> None:
    saved = ReceiptTable(journal).save(full_receipt())
    assert ReceiptTable(journal).get(saved.id) == saved


def test_power_is_assumed_to_fail_after_every_commit(journal: Journal) -> None:
    with journal.read() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_block_that_fails_writes_nothing(journal: Journal) -> None:
    table = ReceiptTable(journal)
    receipt = full_receipt()
    with pytest.raises(RuntimeError), journal.write():
        table.save(receipt)
        raise RuntimeError
    assert table.get(receipt.id) is None


def test_threads_write_beside_each_other(journal: Journal) -> None:
    table = ReceiptTable(journal)

    def write() -> None:
        for _ in range(20):
            table.save(replace(full_receipt(), id=new_receipt_id()))
        journal.close_thread()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(table.all()) == 80


def test_two_first_starts_at_once_make_one_schema(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def start() -> None:
        journal = Journal(tmp_path / "j.sqlite3")
        try:
            ReceiptTable(journal).all()
        except BaseException as error:  # noqa: BLE001 - collected for the assertion
            faults.append(error)
        finally:
            journal.close()

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_journal_of_a_newer_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    journal = Journal(path)
    with pytest.raises(Fault) as caught:
        ReceiptTable(journal).all()
    assert caught.value.code is FaultCode.DATA_FOLDER_NEWER


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    path.write_bytes(b"this is not SQLite" * 100)
    with pytest.raises(Fault) as caught:
        ReceiptTable(Journal(path)).all()
    assert caught.value.code is FaultCode.JOURNAL_DAMAGED


def test_a_fault_code_of_a_newer_program_reads_as_internal(journal: Journal) -> None:
    receipt = ReceiptTable(journal).save(full_receipt())
    with journal.write() as connection:
        connection.execute("UPDATE receipts SET fault = ?", ('["not_yet_invented", {}]',))
    read = ReceiptTable(journal).get(receipt.id)
    assert read is not None
    assert read.fault is not None
    assert read.fault.code is FaultCode.INTERNAL


def test_room_for_requests_is_kept_for_each_company_and_client(tmp_path: Path, clock: Clock) -> None:
    journal = Journal(tmp_path / "steady.sqlite3", clock, lambda: clock().timestamp())
    requests = RequestTable(journal)
    start = RequestStart("upload", 42, "isv_x")
    for _ in range(3):
        assert isinstance(requests.begin(start, 3), int)
        clock.now += dt.timedelta(seconds=1)
    assert requests.begin(start, 3) == dt.timedelta(seconds=58)
    assert isinstance(requests.begin(replace(start, company_id=43), 3), int)
    assert isinstance(requests.begin(replace(start, client="isv_y"), 3), int)
    clock.now += dt.timedelta(seconds=58, milliseconds=1)
    assert isinstance(requests.begin(start, 3), int)
    journal.close()


def test_requests_are_counted_by_kind_from_a_row_on(journal: Journal) -> None:
    requests = RequestTable(journal)
    assert requests.last_number() == 0
    for kind in ("upload", "voucher", "upload"):
        requests.begin(RequestStart(kind, 42, "isv_x"), 90)
    assert requests.counts_after(0) == {"upload": 2, "voucher": 1}
    assert requests.counts_after(1) == {"upload": 1, "voucher": 1}
    assert requests.counts_after(requests.last_number()) == {}


def test_a_pause_set_by_a_clock_that_was_a_year_ahead_is_none(journal: Journal, clock: Clock) -> None:
    companies = CompanyTable(journal)
    companies.pause(42, clock.now + dt.timedelta(minutes=5))
    companies.pause(43, clock.now + dt.timedelta(days=365))
    assert companies.paused(clock.now) == {42}


def test_a_change_is_seen_also_when_the_clock_is_set_back(journal: Journal, clock: Clock) -> None:
    table = ReceiptTable(journal)
    first = table.save(full_receipt())
    clock.now -= dt.timedelta(days=1)
    second = table.save(full_receipt())
    assert {r.id for r in table.changed_since(first.changed_at)} == {first.id, second.id}
    assert table.last_change() == first.changed_at


def test_the_trail_tells_begin_and_end(journal: Journal) -> None:
    requests = RequestTable(journal)
    number = requests.begin(RequestStart("voucher", 42, "isv_x", "r1", {"amount": "125.00"}), 90)
    assert isinstance(number, int)
    assert requests.of_receipt("r1")[0].outcome is None
    requests.settle(number, "ok", NOW)
    row = requests.of_receipt("r1")[0]
    assert (row.kind, row.outcome, row.server_date, dict(row.detail)) == ("voucher", "ok", NOW, {"amount": "125.00"})


def test_a_company_book_comes_back_as_it_was(journal: Journal) -> None:
    company = Company(42, "Kaffe ApS", has_api=True, vat_number="DK12345678")
    book = CompanyBook(
        company,
        (Account(2000, "Varekøb", "I25", "Vare"),),
        (DepositAccount(55000, "Bank", is_default=True),),
        (VatType("I25", "Køb", Decimal("0.25")),),
        (Supplier("g", "Netto"),),
        (AccountingYear("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),),
        NOW,
    )
    table = CompanyTable(journal)
    table.save_list([company])
    table.save_book(book)
    read = table.book(42)
    assert read == book
    assert read is not None
    assert read.fetched_at == NOW


def test_a_list_that_is_fetched_again_keeps_books_stops_and_pauses(journal: Journal) -> None:
    table = CompanyTable(journal)
    table.stop(42, FaultNote(FaultCode.NO_SUBSCRIPTION))
    table.pause(43, NOW + dt.timedelta(seconds=60))
    table.save_list([Company(42, "A", has_api=True), Company(43, "B", has_api=False)])
    assert [c.name for c in table.list()] == ["A", "B"]
    assert table.stops() == {42: FaultNote(FaultCode.NO_SUBSCRIPTION)}
    assert table.paused(NOW) == {43}
    assert table.paused(NOW + dt.timedelta(seconds=61)) == frozenset()


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE"])
def test_a_full_disk_is_named_in_whatever_way_sqlite_says_it(name: str, journal: Journal) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    with pytest.raises(Fault) as caught, journal.read():
        raise error
    assert caught.value.code is FaultCode.DISK_FULL
