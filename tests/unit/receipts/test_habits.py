"""What is remembered of a supplier, and what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.receipts.company import Account, Company, CompanyBook, DepositAccount, VatType
from desktop.receipts.company_names import plain_name
from desktop.receipts.habits import Habit, Offer, habit_of, keys_of, learnt, offer_of, offered, usable
from desktop.receipts.looks import Look, after_change, is_unusual, looks_for
from desktop.receipts.patterns import pattern_of, written
from desktop.receipts.receipt import Draft

DAY = dt.date(2026, 3, 14)
CVR, OTHER_CVR = "97000018", "97143951"
SENT = Draft("Snak Mobil A/S", None, DAY, Decimal("125.00"), 7240, None, 55000, description="Telefon marts 2026")


def test_the_first_receipt_is_learnt_whole() -> None:
    habit = learnt(None, SENT, Offer())
    assert (habit.account, habit.vat_code, habit.paid_from, habit.credit) == (7240, None, 55000, False)
    assert (habit.last, habit.times, habit.totals) == (DAY, 1, (Decimal("125.00"),))
    next_one = replace(Draft("Snak Mobil A/S"), date=dt.date(2026, 4, 14))
    assert offered(habit, next_one) == {
        "account": 7240, "vat_code": None, "credit": False, "paid_from": 55000, "description": "Telefon april 2026",
    }  # fmt: skip


def test_a_credit_purchase_brings_its_term() -> None:
    owed = replace(SENT, credit=True, paid_from=None, due=DAY + dt.timedelta(days=14))
    habit = learnt(None, owed, Offer())
    said = offered(habit, replace(Draft(), date=dt.date(2026, 4, 1)))
    assert (said["credit"], said["paid_from"], said["due"]) == (True, None, dt.date(2026, 4, 15))
    assert offered(habit, Draft(), due=DAY)["due"] == DAY


def test_the_latest_correction_wins() -> None:
    habit = learnt(None, SENT, Offer())
    habit = learnt(habit, replace(SENT, account=7320), offer_of(habit))
    assert habit.account == 7320
    habit = learnt(habit, replace(SENT, account=7200, vat_code="none"), offer_of(habit))
    assert (habit.account, habit.vat_code) == (7200, "none")


def test_what_was_let_stand_is_no_match_for_a_correction() -> None:
    first = learnt(None, SENT, Offer())
    waiting = offer_of(first)  # offered to a second receipt, which lies in the tray
    corrected = learnt(first, replace(SENT, account=7320, paid_from=55040, description="Bredbånd"), offer_of(first))
    later = learnt(corrected, SENT, waiting)
    assert (later.account, later.paid_from, later.description) == (7320, 55040, "Bredbånd")
    assert later.times == 3


def test_sent_again_counts_once() -> None:
    habit = learnt(None, SENT, Offer())
    again = learnt(habit, replace(SENT, amount=Decimal("130.00")), replace(offer_of(habit), learnt=True))
    assert (again.times, again.totals) == (1, (Decimal("130.00"),))


def test_only_the_last_totals_are_kept() -> None:
    habit: Habit | None = None
    for number in range(20):
        habit = learnt(habit, replace(SENT, amount=Decimal(number)), Offer())
    assert habit is not None
    assert habit.totals == tuple(Decimal(n) for n in range(8, 20))


def test_a_supplier_is_known_by_number_contact_and_name() -> None:
    draft = replace(SENT, cvr=CVR, contact_guid="g")
    assert keys_of(draft) == (f"cvr:{CVR}", "guid:g", "name:snak mobil")
    assert keys_of(draft, Offer(read_name="SNAK kundeservice", read_cvr=CVR))[-1] == f"read:snak kundeservice|{CVR}"
    assert keys_of(Draft(supplier="  ")) == ()


def test_nobody_is_taken_for_one_with_another_number() -> None:
    habit = learnt(None, replace(SENT, cvr=CVR), Offer())
    memory = dict.fromkeys(keys_of(replace(SENT, cvr=CVR)), habit)
    assert habit_of(Draft(supplier="SNAK MOBIL"), memory) == habit
    assert habit_of(Draft(supplier="Snak Mobil", cvr=OTHER_CVR), memory) is None
    assert habit_of(Draft(), memory) is None


def test_a_number_alone_is_no_proof() -> None:
    """The buyer's number, or that of who was paid, stands on the papers of many."""
    draft = replace(SENT, cvr=CVR)
    memory = dict.fromkeys(keys_of(draft), learnt(None, draft, Offer()))
    assert habit_of(Draft(supplier="Snak Mobil Kundeservice A/S", cvr=CVR), memory) is not None
    assert habit_of(Draft(supplier="Trykkeriet på Torvet", cvr=CVR), memory) is None


def test_what_the_company_has_no_more_is_not_offered() -> None:
    book = CompanyBook(
        Company(1, "Kaffe ApS", has_api=True),
        (Account(7200, "Kontor", "I25"),),
        (DepositAccount(55000, "Bank"),),
        (VatType("I25", "Moms", Decimal("0.25")),),
    )
    habit = learnt(None, replace(SENT, vat_code="GL25"), Offer())
    assert "account" not in offered(usable(habit, book), Draft())
    kept = usable(replace(habit, account=7200, paid_from=55040), book)
    assert (kept.account, kept.vat_code, kept.paid_from) == (7200, None, None)
    assert usable(habit, None) == habit


@pytest.mark.parametrize(
    ("text", "number", "pattern", "said"),
    [
        ("Telefon marts 2026", "", "Telefon {month_da} {year}", "Telefon april 2026"),
        ("Marts, leje", "", "{Month_da}, leje", "April, leje"),
        ("Rent March 2026", "", "Rent {Month_en} {year}", "Rent April 2026"),
        ("Faktura 4711", "4711", "Faktura {number}", "Faktura 99"),
        ("Kørsel 14.03.2026", "", "Kørsel {date}", "Kørsel 02.04.2026"),
        ("Uge 12", "", "", ""),
        ("Kontorartikler", "", "Kontorartikler", "Kontorartikler"),
        ("{number} {sjov}", "", "(number) (sjov)", "(number) (sjov)"),
        ("", "", "", ""),
    ],
)
def test_descriptions_have_patterns(text: str, number: str, pattern: str, said: str) -> None:
    assert pattern_of(text, DAY, number) == pattern
    assert written(pattern, dt.date(2026, 4, 2), "99") == said


def test_a_pattern_with_nothing_to_put_in_says_nothing() -> None:
    assert written("Faktura {number}", DAY) == ""
    assert written("Telefon {month_da}", None) == ""


@pytest.mark.parametrize(
    ("total", "unusual"), [("100", False), ("300", False), ("301", True), ("34", False), ("33", True)]
)
def test_what_is_unusual(total: str, unusual: bool) -> None:
    assert is_unusual(Decimal(total), [Decimal(100)]) is unusual
    assert not is_unusual(Decimal(total), [])


def test_always_ready_lets_through_the_total_and_the_due_date_alone() -> None:
    habit = learnt(None, SENT, Offer())
    assert set(looks_for(habit, iter(Look))) == {look.value for look in Look}
    ruled = replace(habit, always_ready=True)
    assert set(looks_for(ruled, iter(Look))) == {look.value for look in Look} - {"total", "due"}


def test_a_change_answers_the_question_about_that_field() -> None:
    waiting = replace(SENT, look=("likeness", "total", "vat"))
    assert after_change(waiting, replace(waiting, amount=Decimal(9))) == ("likeness",)
    assert after_change(waiting, replace(waiting, supplier="Andre")) == ("total", "vat")
    assert after_change(waiting, replace(waiting, account=7200)) == ("likeness", "total")
    assert after_change(waiting, replace(waiting, description="x")) == waiting.look


@pytest.mark.parametrize(
    "name",
    [
        "SNAK MOBIL A/S",
        "Snak-Mobil ApS",
        "snak  mobil",
        "Snåk Mobil".replace("å", "a"),
        "Snak & Mobil",
        "Snak og Mobil",
    ],
)
def test_names_that_are_the_same(name: str) -> None:
    assert plain_name(name) == "snak mobil"


@pytest.mark.parametrize(
    ("one", "other"), [("Café Ærø", "Cafe Aeroe"), ("Købmand Å", "KOEBMAND AA"), ("Größe GmbH", "Groesse")]
)
def test_letters_that_are_written_otherwise(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)
