from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.receipts.company import Account, Company, CompanyBook
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import Proof, State, Wish
from desktop.store import CompanyTable, Journal, ReceiptTable
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveIndex, supplier_key
from desktop.store.archive_texts import TextTable
from desktop.store.schema import MIGRATIONS, migrate

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
DRAFT = Draft("Café Ærø", date=dt.date(2026, 5, 14), amount=Decimal("1250.00"), account=7200, paid_from=55000,
              description="Åbent møde, frokost")  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.sqlite3", lambda: NOW)
    yield journal
    journal.close()


@pytest.fixture
def receipts(journal: Journal) -> ReceiptTable:
    return ReceiptTable(journal)


@pytest.fixture
def index(journal: Journal) -> ArchiveIndex:
    return ArchiveIndex(journal)


def delivered(draft: Draft = DRAFT, **fields: object) -> Receipt:
    receipt_id = new_receipt_id()
    original = Original(receipt_id * 2, "IMG_0815.jpg", "image/jpeg", 4000)
    base = Receipt(receipt_id, (original,), State.DRAFTED, draft, 1, added_at=NOW, sent_at=NOW, delivered_at=NOW)
    return replace(base, **fields)  # type: ignore[arg-type]  # fields of a receipt


def found(index: ArchiveIndex, words: str, **choices: object) -> tuple[str, ...]:
    while index.settle():
        pass
    return index.find(ArchiveFilter(words, **choices))  # type: ignore[arg-type]  # fields of a filter


def test_this_sqlite_can_search() -> None:
    sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5 (a)")


@pytest.mark.parametrize(
    "typed",
    ["café", "CAFE", "ærø", "Ær", "caf\u0065\u0301", "A\u030abent", "frok", "1250", "1.250", "1250,", "1250,00",
     "1.250,00", "1250.00", "1250,0", "125", "14.05.2026", "14.05", "0815", "img_0815", "707", "7200", "kr",
     "oet", "cafe 1.250,00 707", "  møde   åbent "],
)  # fmt: skip
def test_what_people_type_is_found(receipts: ReceiptTable, index: ArchiveIndex, typed: str) -> None:
    mine = receipts.save(delivered(voucher_number=707))
    draft = Draft("Snak Mobil", date=dt.date(2026, 4, 1), amount=Decimal("99.95"), account=3600, currency="EUR")
    receipts.save(delivered(replace(draft, description="Poet"), voucher_number=12, originals=()))
    ids = found(index, typed.replace("oet", "frokos"))
    assert ids == (mine.id,)


@pytest.mark.parametrize("typed", ["aero", "aerø", "abent", "1250,01", "12,50", "70,70", "ikke der", "café 99"])
def test_what_stands_nowhere_is_not_found(receipts: ReceiptTable, index: ArchiveIndex, typed: str) -> None:
    receipts.save(delivered(voucher_number=707))
    assert found(index, typed) == ()


@pytest.mark.parametrize("typed", ['"', "''", "a AND", "NEAR(", "*", "fields:x", "-", "(", "%", "OR", "\x00", "😀"])
def test_no_sign_upsets_the_search(receipts: ReceiptTable, index: ArchiveIndex, typed: str) -> None:
    receipts.save(delivered())
    assert len(found(index, typed)) <= 1


def test_a_word_inside_another_is_found(receipts: ReceiptTable, index: ArchiveIndex) -> None:
    mine = receipts.save(delivered(replace(DRAFT, supplier="Åby Tømmergård")))
    assert found(index, "gård") == (mine.id,)


def test_accounts_are_found_by_name(journal: Journal, receipts: ReceiptTable, index: ArchiveIndex) -> None:
    company = Company(1, "Kaffe ApS", has_api=True)
    CompanyTable(journal).save_list((company,))
    CompanyTable(journal).save_book(CompanyBook(company, accounts=(Account(7200, "Mødeudgifter", "I25"),)))
    mine = receipts.save(delivered(replace(DRAFT, description="")))
    assert found(index, "mødeudg") == (mine.id,)


def test_the_documents_text_is_found_once_it_is_read(
    journal: Journal, receipts: ReceiptTable, index: ArchiveIndex
) -> None:
    mine = receipts.save(delivered())
    assert found(index, "faktura 88.123,45") == ()
    TextTable(journal).keep(mine.id, "Faktura nr. F-2026/114\nI alt kr. 88.123,45")
    assert found(index, "faktura 88.123,45") == (mine.id,)
    assert found(index, "F-2026/11") == (mine.id,)


def test_pages_that_may_change_are_read_anew(journal: Journal, receipts: ReceiptTable, index: ArchiveIndex) -> None:
    mine = receipts.save(delivered(originals=(Original("a" * 64, "f.pdf", "application/pdf", 9),)))
    texts = TextTable(journal)
    texts.keep(mine.id, "hemmelighed")
    assert found(index, "hemmelighed") == (mine.id,)
    assert texts.unread(("application/pdf",), 5) == ()
    receipts.save(replace(mine, state=State.READY))
    assert found(index, "hemmelighed") == ()
    receipts.save(replace(mine, state=State.BOOKED))
    assert found(index, "hemmelighed") == ()
    assert [r.id for r in texts.unread(("application/pdf",), 5)] == [mine.id]


def test_the_index_follows_what_becomes_of_a_receipt(receipts: ReceiptTable, index: ArchiveIndex) -> None:
    mine = receipts.save(delivered())
    assert found(index, "frokost") == (mine.id,)
    receipts.save(replace(mine, draft=replace(DRAFT, description="middag")))
    assert found(index, "frokost") == ()
    assert found(index, "middag") == (mine.id,)
    receipts.save(replace(mine, wish=Wish.UNDO))
    assert found(index, "") == ()
    receipts.save(replace(mine, state=State.BOOKED))
    assert found(index, "") == (mine.id,)
    receipts.save(replace(mine, state=State.BINNED))
    assert found(index, "") == ()
    assert index.waiting() == 0


def test_filters_go_with_the_words(receipts: ReceiptTable, index: ArchiveIndex) -> None:
    may = receipts.save(delivered())
    june = receipts.save(
        delivered(replace(DRAFT, date=dt.date(2026, 6, 2), account=3600), state=State.BOOKED, company_id=2)
    )
    assert found(index, "frokost", month="2026-06") == (june.id,)
    assert found(index, "", account=7200) == (may.id,)
    assert found(index, "", company_id=2) == (june.id,)
    assert found(index, "", state=State.BOOKED) == (june.id,)
    assert set(found(index, "", supplier=supplier_key("CAFÉ  ærø"))) == {may.id, june.id}
    assert found(index, "møde", state=State.BOOKED, month="2026-05") == ()
    choices = index.choices()
    assert choices.months == ("2026-06", "2026-05")
    assert choices.accounts == (3600, 7200)
    assert choices.companies == (1, 2)
    assert choices.suppliers == (("cafe ærø", "Café Ærø"),)
    assert set(choices.states) == {"drafted", "booked"}


def test_what_asks_for_something_comes_first(receipts: ReceiptTable, index: ArchiveIndex) -> None:
    hours = [NOW - dt.timedelta(hours=n) for n in range(4)]
    plain = [receipts.save(delivered(delivered_at=at)) for at in hours[:2]]
    gone = receipts.save(delivered(delivered_at=hours[2], state=State.REMOVED))
    wrong = receipts.save(delivered(delivered_at=hours[3], proof=Proof.GONE))
    double = receipts.save(delivered(delivered_at=hours[3], fault=FaultNote(FaultCode.DOUBLE_IN_DINERO, {})))
    ids = found(index, "")
    assert ids[0] == gone.id
    assert set(ids[1:3]) == {wrong.id, double.id}
    assert ids[3:] == (plain[0].id, plain[1].id)


def test_a_journal_of_before_is_taken_in_by_and_by(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = Journal(path, lambda: NOW)
    with journal.write() as connection:
        connection.execute("SELECT 1")
    journal.close()
    path.unlink()
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, path, MIGRATIONS[:2])
    columns = "id, state, draft, added_at, changed_at"
    rows = [(f"{n:032x}", "drafted", '{"supplier": "Netto"}', "2026-05-16", "2026-05-16T12:00:00.000+00:00")
            for n in range(250)]  # fmt: skip
    old.executemany(
        f"INSERT INTO receipts ({columns}) VALUES (?, ?, ?, ?, ?)",
        [(*row[:3], "2026-05-16T12:00:00.000+00:00", row[4]) for row in rows],
    )
    old.close()
    index = ArchiveIndex(journal := Journal(path, lambda: NOW))
    assert index.waiting() == 250
    assert index.settle(100) == 100
    assert len(index.find(ArchiveFilter("netto"))) == 100
    assert len(found(index, "netto")) == 250
    journal.close()


def test_what_is_at_hand_stays_small(receipts: ReceiptTable) -> None:
    kept = [receipts.save(delivered(book=False)) for _ in range(5)]
    waiting = receipts.save(delivered(state=State.QUEUED))
    booking = receipts.save(delivered(book=True))
    undoing = receipts.save(delivered(wish=Wish.UNDO))
    receipts.save(delivered(state=State.BINNED))
    ids = {r.id for r in receipts.present(2)}
    assert {waiting.id, booking.id, undoing.id} <= ids
    assert len(ids & {r.id for r in kept}) <= 2
    assert len(receipts.present(100)) == 8
