"""Words on pages to fields: every rule asked in turn."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from desktop.reading.amounts import Sum, sums_of
from desktop.reading.buyers import buyer_cvr_of, buyer_of
from desktop.reading.days import Day, date_of, days_of, due_of
from desktop.reading.garbage import is_readable
from desktop.reading.lines import Sheet, sheet_of
from desktop.reading.model import Context, Found, PageText, Reading
from desktop.reading.numbers import cvr_of, number_of
from desktop.reading.sellers import seller_of
from desktop.reading.totals import currency_of, other_currency_of, total_of, vat_of_total

_CREDIT = re.compile(r"\b(?:kredit ?nota|credit (?:note|memo)|refund(?:ering)?|returnota)\b", re.IGNORECASE)
T = TypeVar("T")


def read_pages(pages: Sequence[PageText], context: Context) -> Reading:
    """Return what the words of a document say. Garbage (a font without a table of letters) says nothing."""
    sheets = tuple(sheet_of(page) for page in pages if page.words and is_readable(page))
    if not sheets:
        return Reading(pages=tuple(pages))
    days, sums = days_of(sheets, context.today), sums_of(sheets)
    text = "\n".join(sheet.text for sheet in sheets)
    date, cvr = date_of(days, context.today), cvr_of(sheets, context)
    credit = _is_credit(sheets, sums)
    total = None if credit else total_of(sums)
    refund = total_of([replace(s, negative=False) for s in sums]) if credit else None
    currency = currency_of(sums, total or refund, text)
    found = Reading(
        supplier=seller_of(sheets, context, cvr.place if cvr else None),
        cvr=cvr,
        date=date,
        due=due_of(days, sheets, date.value if date else None),
        number=number_of(sheets),
        total=total,
        vat=vat_of_total(sums, total.value) if total else None,
        currency=currency,
        credit_note=credit,
        refund=refund,
        other_currency=other_currency_of(sums, currency.value if currency else None, text),
        buyer=buyer_of(sheets, context),
        buyer_cvr=buyer_cvr_of(sheets, context),
        pages=tuple(pages),
    )
    return _as_shown(found, pages) if any(page.turn for page in pages) else found


def _as_shown(reading: Reading, pages: Sequence[PageText]) -> Reading:
    """Return the reading with its places on the pages as they are shown; they were found on upright ones."""
    values = {field.name: getattr(reading, field.name) for field in dataclasses.fields(reading)}
    turned: dict[str, Any] = {n: _turned_back(v, pages) for n, v in values.items() if isinstance(v, Found)}
    return replace(reading, **turned)


def _turned_back(found: Found[T], pages: Sequence[PageText]) -> Found[T]:
    place = found.place
    return found if place is None else replace(found, place=place.turned(-pages[place.page].turn))


def with_places(invoice: Reading, printed: Reading, pages: Sequence[PageText], today: dt.date) -> Reading:
    """Return an e-invoice's reading with the places where the same values stand on the pages."""
    sheets = tuple(sheet_of(page) for page in pages if page.words and is_readable(page))
    days, sums = days_of(sheets, today), sums_of(sheets)
    amounts = {s.value: s for s in sums}
    dates = {d.date: d for d in reversed(days)}
    return replace(
        invoice,
        supplier=_placed(invoice.supplier, printed.supplier) or printed.supplier,
        cvr=_placed(invoice.cvr, printed.cvr) or printed.cvr,
        number=_placed(invoice.number, printed.number) or printed.number,
        buyer=_placed(invoice.buyer, printed.buyer) or printed.buyer,
        buyer_cvr=_placed(invoice.buyer_cvr, printed.buyer_cvr) or printed.buyer_cvr,
        date=_at(invoice.date, dates, pages),
        due=_at(invoice.due, dates, pages),
        total=_at_sum(invoice.total, amounts, pages),
        vat=_at_sum(invoice.vat, amounts, pages),
        pages=tuple(pages),
    )


def _placed(sure: Found[T] | None, printed: Found[T] | None) -> Found[T] | None:
    same = sure is not None and printed is not None and sure.value == printed.value
    return replace(sure, place=printed.place) if sure is not None and printed is not None and same else sure


def _at(found: Found[dt.date] | None, days: Mapping[dt.date, Day], pages: Sequence[PageText]) -> Found[dt.date] | None:
    day = days.get(found.value) if found else None
    return _turned_back(replace(found, place=day.place if day else None), pages) if found else None


def _at_sum(
    found: Found[Decimal] | None, sums: Mapping[Decimal, Sum], pages: Sequence[PageText]
) -> Found[Decimal] | None:
    known = sums.get(found.value) if found else None
    return _turned_back(replace(found, place=known.place if known else None), pages) if found else None


def _is_credit(sheets: Sequence[Sheet], sums: Sequence[Sum]) -> bool:
    """Return whether the title says so, or every amount that would be the total is negative."""
    if any(_CREDIT.search(line.text) for line in sheets[0].lines if line.place.top < 0.5 and len(line.words) < 6):
        return True
    totals = [s for s in sums if s.kind.value in {"due", "total"} and s.value > 0]
    return bool(totals) and all(s.negative for s in totals)
