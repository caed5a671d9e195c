from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config
from desktop.desk import ReceiptDesk
from desktop.receipts.company import AccountingYear, Company, CompanyBook
from desktop.receipts.keeping import kept_until, year_end
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.store.archive_filter import ArchiveFilter

CALENDAR = (AccountingYear("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),)
CROOKED = (
    AccountingYear("24/25", dt.date(2024, 7, 1), dt.date(2025, 6, 30)),
    AccountingYear("25/26", dt.date(2025, 7, 1), dt.date(2026, 6, 30)),
)
FIRST_LONG = (AccountingYear("første", dt.date(2020, 8, 15), dt.date(2021, 12, 31)),)


@pytest.mark.parametrize(
    ("day", "years", "end"),
    [
        ("2026-05-16", CALENDAR, "2026-12-31"),
        ("2019-05-16", CALENDAR, "2019-12-31"),
        ("2025-08-01", CROOKED, "2026-06-30"),
        ("2019-06-30", CROOKED, "2019-06-30"),
        ("2019-07-01", CROOKED, "2020-06-30"),
        ("2031-07-01", CROOKED, "2032-06-30"),
        ("2020-09-01", FIRST_LONG, "2021-12-31"),
        ("2020-09-01", (), "2021-12-31"),
    ],
)
def test_the_end_of_the_accounting_year(day: str, years: tuple[AccountingYear, ...], end: str) -> None:
    assert year_end(dt.date.fromisoformat(day), years).isoformat() == end


def test_kept_for_five_years_after_it() -> None:
    assert kept_until(dt.date(2020, 5, 16), CALENDAR) == dt.date(2025, 12, 31)
    february = (AccountingYear("x", dt.date(2023, 3, 1), dt.date(2024, 2, 29)),)
    assert kept_until(dt.date(2024, 1, 5), february) == dt.date(2029, 2, 28)


class Clock:
    now = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data"), clock)
    desk.open()
    company = Company(1, "Kaffe ApS", has_api=True)
    desk.company_table.save_list((company,))
    desk.company_table.save_book(CompanyBook(company, years=CALENDAR))
    yield desk
    desk.close()


@pytest.fixture
def keep(desk: ReceiptDesk, tmp_path: Path) -> Callable[[str, int], Receipt]:
    def keep(name: str, year: int) -> Receipt:
        Image.new("RGB", (40, 60), (len(name), 10, sum(name.encode()) % 255)).save(tmp_path / name)
        (receipt,) = desk.take([tmp_path / name], again=True).taken
        draft = Draft("Netto", date=dt.date(year, 5, 14), amount=Decimal(125), account=7200)
        at = dt.datetime(year, 5, 15, tzinfo=dt.UTC)
        fields = replace(receipt, draft=draft, state=State.BOOKED, company_id=1, delivered_at=at, added_at=at)
        return desk.receipt_table.save(fields)

    return keep


Kept = Callable[[str, int], Receipt]


def listed(desk: ReceiptDesk) -> set[str]:
    while desk.archive.index.settle():
        pass
    return set(desk.archive.index.find(ArchiveFilter()))


def test_what_is_old_is_offered_and_nothing_goes_by_itself(desk: ReceiptDesk, keep: Kept) -> None:
    old, new = keep("gammel.png", 2020), keep("ny.png", 2021)
    assert listed(desk) == {old.id, new.id}
    offer = desk.archive.retention.clearable()
    assert (offer.count, offer.periods) == (1, ((1, "2020-05"),))
    assert desk.archive.index.find(ArchiveFilter(periods=offer.periods)) == (old.id,)
    assert desk.archive.index.find(ArchiveFilter(periods=())) == ()
    assert desk.archive.retention.delete_due() == 0
    assert desk.path_of(old.originals[0]).exists()


def test_what_is_cleared_can_be_taken_back_for_a_month(desk: ReceiptDesk, keep: Kept, clock: Clock) -> None:
    old, new = keep("gammel.png", 2020), keep("ny.png", 2021)
    listed(desk)
    result = desk.archive.retention.clear()
    assert (result.count, result.cleared) == (0, 1)
    assert listed(desk) == {new.id}
    clock.now += dt.timedelta(days=29)
    assert desk.archive.retention.delete_due() == 0
    assert desk.archive.retention.take_back().cleared == 0
    assert listed(desk) == {old.id, new.id}
    desk.archive.retention.clear()
    clock.now += dt.timedelta(days=31)
    assert desk.archive.retention.delete_due() == 1
    assert listed(desk) == {new.id}
    assert desk.receipt_table.get(old.id) is None
    assert not desk.path_of(old.originals[0]).exists()
    assert desk.path_of(new.originals[0]).exists()
    assert old.id in desk.receipt_table.ids(), "its id is never given again"
    assert not list(desk.vault.notes(desk.receipt_table.ids())), "a new start finds nothing to take in again"


def test_bytes_that_another_receipt_has_stay(desk: ReceiptDesk, keep: Kept, clock: Clock) -> None:
    old, new = keep("samme.png", 2020), keep("samme.png", 2026)
    assert old.originals[0].sha256 == new.originals[0].sha256
    listed(desk)
    desk.archive.retention.clear()
    clock.now += dt.timedelta(days=31)
    assert desk.archive.retention.delete_due() == 1
    assert desk.path_of(new.originals[0]).exists()


def test_only_what_is_old_can_be_cleared(desk: ReceiptDesk, keep: Kept) -> None:
    new = keep("ny.png", 2026)
    assert listed(desk) == {new.id}
    assert desk.archive.retention.clear(((1, "2026-05"),)).cleared == 0
    assert listed(desk) == {new.id}
