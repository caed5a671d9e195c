"""Words on pages to fields: every rule asked in turn."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from desktop.reading.amounts import Sum, sums_of
from desktop.reading.buyers import buyer_cvr_of, buyer_of
from desktop.reading.days import Day, date_of, days_of, due_of
from desktop.reading.lines import Sheet, sheet_of
from desktop.reading.model import Context, Found, PageText, Reading
from desktop.reading.numbers import cvr_of, number_of
from desktop.reading.sellers import seller_of
from desktop.reading.totals import currency_of, total_of, vat_of_total

_CREDIT = re.compile(r"\b(?:kredit ?nota|credit (?:note|memo)|refund(?:ering)?|returnota)\b", re.IGNORECASE)
_MARKS = "\u20ac\u00a3\u2013\u2014\u2022\u00b7\u201c\u201d\u2018\u2019\u00b0\u00bd\u00b2\u00b3"
"""Signs beyond letters that ordinary text has: euro, pound, dashes, dots, quotes, degrees, halves."""
_READABLE = 0.6
"""Part of a page's signs that letters, figures and usual marks make up; less is a font that can't be read."""
T = TypeVar("T")


def read_pages(pages: Sequence[PageText], context: Context) -> Reading:
    """Return what the words of a document say. Garbage (a font without a table of letters) says nothing."""
    sheets = tuple(sheet_of(page) for page in pages if page.words and _is_readable(page))
    if not sheets:
        return Reading(pages=tuple(pages))
    days, sums = days_of(sheets, context.today), sums_of(sheets)
    text = "\n".join(sheet.text for sheet in sheets)
    date, cvr = date_of(days, context.today), cvr_of(sheets, context)
    credit = _is_credit(sheets, sums)
    total = None if credit else total_of(sums)
    return Reading(
        supplier=seller_of(sheets, context, cvr.place if cvr else None),
        cvr=cvr,
        date=date,
        due=due_of(days, sheets, date.value if date else None),
        number=number_of(sheets),
        total=total,
        vat=vat_of_total(sums, total.value) if total else None,
        currency=currency_of(sums, total, text),
        credit_note=credit,
        buyer=buyer_of(sheets, context),
        buyer_cvr=buyer_cvr_of(sheets, context),
        pages=tuple(pages),
    )


def with_places(invoice: Reading, printed: Reading, pages: Sequence[PageText], today: dt.date) -> Reading:
    """Return an e-invoice's reading with the places where the same values stand on the pages."""
    sheets = tuple(sheet_of(page) for page in pages if page.words)
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
        date=_at(invoice.date, dates),
        due=_at(invoice.due, dates),
        total=_at_sum(invoice.total, amounts),
        vat=_at_sum(invoice.vat, amounts),
        pages=tuple(pages),
    )


def _placed(sure: Found[T] | None, printed: Found[T] | None) -> Found[T] | None:
    same = sure is not None and printed is not None and sure.value == printed.value
    return replace(sure, place=printed.place) if sure is not None and printed is not None and same else sure


def _at(found: Found[dt.date] | None, days: Mapping[dt.date, Day]) -> Found[dt.date] | None:
    day = days.get(found.value) if found else None
    return replace(found, place=day.place if day else None) if found else None


def _at_sum(found: Found[Decimal] | None, sums: dict[Decimal, Sum]) -> Found[Decimal] | None:
    known = sums.get(found.value) if found else None
    return replace(found, place=known.place if known else None) if found else None


def _is_credit(sheets: Sequence[Sheet], sums: Sequence[Sum]) -> bool:
    """Return whether the title says so, or every amount that would be the total is negative."""
    if any(_CREDIT.search(line.text) for line in sheets[0].lines if line.place.top < 0.5 and len(line.words) < 6):
        return True
    totals = [s for s in sums if s.kind.value in {"due", "total"} and s.value > 0]
    return bool(totals) and all(s.negative for s in totals)


def _is_readable(page: PageText) -> bool:
    letters = "".join(word.text for word in page.words)
    usual = sum(1 for c in letters if c.isascii() or (c.isalpha() and ord(c) < 0x250) or c in _MARKS)
    return usual >= _READABLE * len(letters) and _looks_written(page)


def _looks_written(page: PageText) -> bool:
    """Return whether enough words are words or numbers: some fonts give other signs of ASCII for each letter."""
    words = [word.text for word in page.words]
    good = sum(1 for w in words if re.fullmatch(r"[^\W_]+(?:[-'/.&,][^\W_]+)*[.,:;!?%)]*|[(\"]?[^\W_]+.*", w))
    return good >= 0.5 * len(words)
