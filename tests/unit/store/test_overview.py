"""The month and what holds back, as the journal tells them in one query."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.receipts.month import AccountLine, Figures, Month, months_on
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import Proof, State
from desktop.store import CompanyTable, Journal, ReceiptTable
from desktop.store.overview import OverviewTable
from desktop.store.receipts import to_row

MAY = dt.date(2026, 5, 1)
NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
Keep = Callable[..., Receipt]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite3", lambda: NOW)


@pytest.fixture
def keep(journal: Journal) -> Keep:
    def keep(state: State = State.BOOKED, company: int | None = 1, **fields: object) -> Receipt:
        filled = {"date": dt.date(2026, 5, 16), "amount": Decimal("125.00"), "account": 7200} | fields
        original = Original("0" * 64, "bon.jpg", "image/jpeg", 1)
        receipt = Receipt(new_receipt_id(), (original,), state, Draft("Netto", **filled), company)  # type: ignore[arg-type]  # fields of a draft
        return ReceiptTable(journal).save(receipt)

    return keep


def month(journal: Journal, first: dt.date = MAY, company: int | None = 1) -> Month:
    return OverviewTable(journal).month(first, company)


def test_an_account_is_summed_by_how_far_its_receipts_have_come(journal: Journal, keep: Keep) -> None:
    stages = (State.BOOKED, State.DRAFTED, State.BOOKING, State.NEW, State.QUEUED, State.ATTENTION)
    for number, state in enumerate(stages):
        keep(state, amount=Decimal(10) ** number)
    (line,) = month(journal).lines
    wanted = Figures(6, booked=Decimal("1.00"), draft=Decimal("110.00"), unsent=Decimal("111000.00"))
    assert line == AccountLine(7200, "DKK", wanted)
    assert line.figures.total == Decimal("111111.00")


def test_cents_are_not_rounded_away(journal: Journal, keep: Keep) -> None:
    for _each in range(30):
        keep(amount=Decimal("0.10"))
    keep(amount=Decimal("99999999.99"))
    keep(amount=Decimal("1.15"))
    assert month(journal).sum_of("DKK").total == Decimal("100000004.14")


def test_a_refund_counts_against(journal: Journal, keep: Keep) -> None:
    keep(amount=Decimal("100.00"))
    keep(amount=Decimal("-30.50"))
    assert month(journal).sum_of("DKK").total == Decimal("69.50")


@pytest.mark.parametrize("day", [dt.date(2026, 4, 30), dt.date(2026, 6, 1), dt.date(2025, 5, 16)])
def test_another_month_is_another_month(journal: Journal, keep: Keep, day: dt.date) -> None:
    keep(date=day)
    assert month(journal).lines == ()
    assert month(journal, day.replace(day=1)).count == 1


@pytest.mark.parametrize("day", [dt.date(2026, 5, 1), dt.date(2026, 5, 31)])
def test_first_and_last_day_belong_to_it(journal: Journal, keep: Keep, day: dt.date) -> None:
    keep(date=day)
    assert month(journal).count == 1


def test_currencies_stay_apart_and_kroner_come_first(journal: Journal, keep: Keep) -> None:
    keep(currency="EUR", amount=Decimal("9000.00"))
    keep(currency="eur", amount=Decimal("1.00"), account=7300)
    keep(account=None)
    found = month(journal)
    assert found.currencies() == ("DKK", "EUR")
    assert [line.account for line in found.of("EUR")] == [7200, 7300], "the largest first"
    assert found.sum_of("EUR").total == Decimal("9001.00")
    assert found.of("DKK")[0].account is None


def test_bin_and_removed_are_left_out(journal: Journal, keep: Keep) -> None:
    keep(State.BINNED)
    keep(State.REMOVED)
    assert month(journal).lines == ()


def divide(journal: Journal, receipt: Receipt, **fields: object) -> None:
    """Add fields to a draft as they are stored."""
    with journal.write() as connection:
        (text,) = connection.execute("SELECT draft FROM receipts WHERE id = ?", (receipt.id,)).fetchone()
        changed = json.dumps(json.loads(text) | fields)
        connection.execute("UPDATE receipts SET draft = ? WHERE id = ?", (changed, receipt.id))


def test_a_divided_receipt_is_one_and_its_parts_add_up(journal: Journal, keep: Keep) -> None:
    parts = ((7300, "25.00"), (7200, "10.10"), (7400, None))
    lines = [{"account": account, "amount": amount} for account, amount in parts]
    divide(journal, keep(amount=Decimal("125.00")), part="50.00", lines=lines)
    keep(amount=Decimal("1.00"), account=7300)
    found = month(journal)
    assert {line.account: line.figures.booked for line in found.lines} == {
        7200: Decimal("60.10"),
        7300: Decimal("26.00"),
        7400: Decimal("39.90"),
    }
    assert [line.figures.count for line in found.lines] == [1, 1, 2], "in the order of the amounts"
    assert found.sum_of("DKK").total == Decimal("126.00")
    assert found.count == found.sum_of("DKK").count == 2


@pytest.mark.parametrize("fields", [{"kind": "credit_note"}, {"kind": "manual", "incoming": True}])
def test_money_that_comes_in_counts_against(journal: Journal, keep: Keep, fields: dict[str, object]) -> None:
    divide(journal, keep(amount=Decimal("30.00")), **fields)
    keep(amount=Decimal("100.00"))
    assert month(journal).sum_of("DKK").total == Decimal("70.00")


def test_a_divided_receipt_without_amounts_is_counted(journal: Journal, keep: Keep) -> None:
    divide(journal, keep(State.NEW, amount=None), part=None, lines=[{"account": None, "amount": None}])
    found = month(journal)
    assert found.count == 1
    assert found.sum_of("DKK").total == 0


def test_another_company_is_left_out_and_the_tray_is_not(journal: Journal, keep: Keep) -> None:
    keep(company=2)
    keep(State.NEW, company=None)
    assert month(journal).count == 1
    assert month(journal, company=2).count == 2
    assert month(journal, company=None).count == 2


def test_what_lacks_a_date_is_told_and_what_lacks_an_amount_is_counted(journal: Journal, keep: Keep) -> None:
    keep(State.NEW, date=None)
    keep(State.NEW, amount=None)
    found = month(journal)
    assert found.undated == 1
    assert found.sum_of("DKK") == Figures(1, bare=1)


def test_an_empty_journal_has_an_empty_month(journal: Journal) -> None:
    assert month(journal) == Month(MAY)


@pytest.mark.parametrize(
    ("first", "count", "wanted"),
    [
        (dt.date(2026, 1, 1), -1, dt.date(2025, 12, 1)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
        (dt.date(2026, 5, 1), -17, dt.date(2024, 12, 1)),
    ],
)
def test_months_go_over_the_turn_of_the_year(first: dt.date, count: int, wanted: dt.date) -> None:
    assert months_on(first, count) == wanted


def test_ten_thousand_receipts_take_no_time_worth_a_word(
    journal: Journal, keep: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    base = keep()
    rows = []
    for number in range(10_000):
        draft = replace(base.draft, account=2000 + 100 * (number % 30), date=MAY + dt.timedelta(days=number % 1500))
        rows.append(to_row(replace(base, id=new_receipt_id(), draft=draft)))
    columns = ", ".join(rows[0])
    with journal.write() as connection:
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO receipts ({columns}) VALUES ({marks})", rows)
    begun = time.perf_counter()
    found = month(journal)
    seconds = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\na month out of 10,000 receipts: {seconds * 1000:.0f} ms")  # noqa: T201 - a figure that is asked for
    assert found.count > 150
    assert len(found.lines) == 31, "the thirty, and the one that was there"
    assert seconds < 2


def test_a_pause_is_told_with_its_end_and_one_that_is_over_is_not(journal: Journal) -> None:
    companies = CompanyTable(journal)
    companies.pause(1, NOW + dt.timedelta(minutes=3))
    companies.pause(2, NOW - dt.timedelta(minutes=3))
    companies.pause(3, NOW + dt.timedelta(days=3))
    assert OverviewTable(journal).pauses(NOW) == {1: NOW + dt.timedelta(minutes=3)}, "days are a clock that was wrong"


def test_only_files_that_may_still_be_fetched_back_are_waited_for(journal: Journal, keep: Keep) -> None:
    table = ReceiptTable(journal)
    sent = replace(keep(), file_guid="f", rendition_sha256="a" * 64, delivered_at=NOW)
    for change in ({}, {"proof": Proof.STORED}, {"delivered_at": NOW - dt.timedelta(days=40)}, {"file_guid": None}):
        table.save(replace(sent, id=new_receipt_id(), **change))
    since = NOW - dt.timedelta(days=30)
    assert OverviewTable(journal).unproven(since) == len(table.unproven(since, 100)) == 1
