from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.receipts.dates import check_date, format_date, parse_date
from desktop.receipts.faults import Fault, FaultCode

TODAY = dt.date(2026, 11, 23)
years = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "16.05.2026",
        "16/5-26",
        "16-05-26",
        "16.5.26",
        "16 5 2026",
        "160526",
        "16052026",
        "20260516",
        "2026-05-16",
        "2026/5/16",
        "2026-05-16T08:00:00Z",
        "16. maj 2026",
        "16 MAJ 26",
        "16.maj 2026",
        "16-may-2026",
        "d. 16. maj 2026",
        "16.05.26 14:22",
        "16/5",
        "16.5.",
        "16. maj",
        "1605",
        "  16.05.2026 ",
    ],
)
def test_reads_the_ways_in_which_danes_write_dates(text: str) -> None:
    assert parse_date(text, TODAY) == dt.date(2026, 5, 16)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("7. marts 2026", dt.date(2026, 3, 7)),
        ("7 mar 26", dt.date(2026, 3, 7)),
        ("24/12", dt.date(2025, 12, 24)),  # has not come yet this year
        ("23/11", TODAY),
        ("29/2", dt.date(2024, 2, 29)),
        ("05/06-2026", dt.date(2026, 6, 5)),  # the day first, always
        ("26-05-16", dt.date(2016, 5, 26)),
        ("01.01.1999", dt.date(1999, 1, 1)),
    ],
)
def test_the_day_comes_first_and_a_missing_year_is_the_latest_past_one(text: str, date: dt.date) -> None:
    assert parse_date(text, TODAY) == date


@pytest.mark.parametrize(
    "text", ["", "x", "31.02.2026", "32/1", "16/13-26", "2026", "16.05.0026", "3-2026", "16. majs 2026", "0000", "1e5"]
)
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_date(text, TODAY)
    assert caught.value.code is FaultCode.DATE_UNREADABLE
    assert caught.value.params["text"] == text


@given(years)
def test_reads_back_every_way_of_writing(date: dt.date) -> None:
    assert parse_date(format_date(date), TODAY) == date
    assert parse_date(date.isoformat(), TODAY) == date
    assert parse_date(f"{date:%d%m%y}", TODAY) == date
    assert parse_date(f"{date.day}/{date.month}-{date:%y}", TODAY) == date


@given(st.dates(dt.date(2017, 1, 1), dt.date(2099, 12, 31)), st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_without_a_year_it_is_never_in_the_future(today: dt.date, date: dt.date) -> None:
    found = parse_date(f"{date.day}/{date.month}", today)
    assert found <= today
    assert (found.day, found.month) == (date.day, date.month)


@given(st.text())
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    found: dt.date | FaultCode
    try:
        found = parse_date(text, TODAY)
    except Fault as fault:
        found = fault.code
    assert isinstance(found, dt.date) or found is FaultCode.DATE_UNREADABLE


@pytest.mark.parametrize(
    ("date", "code"),
    [
        (TODAY, None),
        (dt.date(2026, 11, 24), FaultCode.DATE_IN_FUTURE),
        (dt.date(2021, 11, 23), None),
        (dt.date(2021, 11, 22), FaultCode.DATE_LONG_AGO),
        (dt.date(2016, 11, 23), FaultCode.DATE_LONG_AGO),
    ],
)
def test_asks_about_the_future_and_about_more_than_five_years_ago(date: dt.date, code: FaultCode | None) -> None:
    fault = check_date(date, TODAY)
    assert (fault.code if fault else None) is code


def test_a_leap_day_has_a_day_five_years_before() -> None:
    leap = dt.date(2028, 2, 29)
    assert check_date(dt.date(2023, 2, 28), leap) is None
    fault = check_date(dt.date(2023, 2, 27), leap)
    assert fault is not None
    assert fault.params == {"date": "27.02.2023", "years": 5}
