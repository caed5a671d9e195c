"""Which of the amounts is the total, and which its VAT. Danish VAT is a fifth of the total, which proves both."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.reading.amounts import Sum
from desktop.reading.labels import Kind
from desktop.reading.model import Found

CLOSE = Decimal("0.05")
"""Kroner; tills round VAT line by line."""
_WEIGHT = {Kind.DUE: 0.88, Kind.TOTAL: 0.8, Kind.PAID: 0.62, Kind.WEAK: 0.45, Kind.NONE: 0.3}
_PROOF = 0.11
_PROVEN = 0.8
"""At least so sure is an amount of which the VAT on the document is a fifth, whatever it is called."""
_ALONE = 0.3
"""For the only amount there is."""
_LARGE = 0.15
"""For an amount in larger letters: what a paper is about is written so."""
_OVER = 0.08
"""Taken off where the words stand over the amount, or the amount has no decimals."""


def total_of(sums: Sequence[Sum]) -> Found[Decimal] | None:
    """Return the amount with VAT that the document is about; None when there is no amount at all."""
    able = [s for s in sums if s.kind in _WEIGHT and not s.negative and s.value > 0 and _is_amount(s)]
    change = _from_change(sums)
    if not able:
        return change
    scores = [(_score(s, sums), s) for s in able]
    best = max(scores, key=lambda pair: (round(pair[0], 3), _home(pair[1]), _down(pair[1])))
    confidence, found = best
    if change is not None and confidence < change.confidence:
        return change
    return Found(found.value, min(0.99, confidence), found.place)


def vat_of_total(sums: Sequence[Sum], total: Decimal) -> Found[Decimal] | None:
    """Return the VAT within ``total``: what is called VAT and fits best; the sum of two rates is not reckoned."""
    taxes = [s for s in sums if s.kind is Kind.VAT and s.exact and s.value < total]
    fifth = next((s for s in taxes if _is_fifth(s.value, total)), None)
    if fifth is not None:
        return Found(fifth.value, 0.97, fifth.place)
    nets = {s.value for s in sums if s.kind is Kind.NET}
    added = next((s for s in taxes if any(abs(n + s.value - total) <= CLOSE for n in nets)), None)
    if added is not None:
        return Found(added.value, 0.93, added.place)
    small = [s for s in taxes if s.value <= total / 5 + CLOSE]
    return Found(small[-1].value, 0.6, small[-1].place) if small else None


def currency_of(sums: Sequence[Sum], total: Found[Decimal] | None, text: str) -> Found[str] | None:
    """Return the currency of the total: beside it, else the one that most amounts have, else the first in words."""
    if total is not None:
        beside = next((s for s in sums if s.place == total.place and s.currency), None)
        if beside is not None and beside.currency:
            return Found(_crown(beside.currency, text), 0.95, beside.place)
    counted = [s.currency for s in sums if s.currency]
    if counted:
        return Found(_crown(max(counted, key=counted.count), text), 0.85)
    named = {code: len(list(_find(text, code))) for code in ("DKK", "EUR", "USD", "GBP", "SEK", "NOK")}
    most = max(named, key=lambda code: named[code])
    return Found(most, 0.8) if named[most] else None


def other_currency_of(sums: Sequence[Sum], main: str | None, text: str) -> Found[str] | None:
    """Return a second currency in which amounts are told, the one that most have; None where there is one only."""
    others = [(s, _crown(s.currency, text)) for s in sums if s.currency and s.exact and s.value > 0]
    codes = [code for _sum, code in others if main is not None and code != main]
    if not codes:
        return None
    most = max(codes, key=codes.count)
    return Found(most, 0.85, next(s.place for s, code in others if code == most))


def _crown(currency: str, text: str) -> str:
    """Tell whose crown ``kr`` is: a document that only names Swedish or Norwegian ones means those."""
    if currency != "DKK" or "DKK" in text:
        return currency
    return next((code for code in ("SEK", "NOK") if code in text), currency)


def _find(text: str, code: str) -> range:
    return range(text.count(code))


def _is_amount(found: Sum) -> bool:
    return found.exact or (found.kind in {Kind.DUE, Kind.TOTAL} and (found.near or found.currency is not None))


def _score(found: Sum, sums: Sequence[Sum]) -> float:
    score = _WEIGHT[found.kind]
    if not found.near or not found.exact:
        score -= _OVER
    if _is_proven(found.value, sums):
        score = max(score + _PROOF, _PROVEN)
    elif sum(1 for s in sums if s.value == found.value and s.kind in {Kind.DUE, Kind.TOTAL, Kind.PAID}) > 1:
        score += _PROOF / 3
    elif found.kind in {Kind.WEAK, Kind.NONE} and found.exact and _is_alone(found, sums):
        score += _ALONE
    if found.large and found.exact:
        score += _LARGE
    if any(s.kind is Kind.VAT and s.exact and s.value > found.value for s in sums):
        score -= 0.2
    return score


def _is_alone(found: Sum, sums: Sequence[Sum]) -> bool:
    """Return whether no other amount stands on the document: a fee or a donation is told without the word "total"."""
    return {s.value for s in sums if s.exact and s.value > 0} == {found.value}


def _is_proven(value: Decimal, sums: Sequence[Sum]) -> bool:
    """Return whether VAT on the document is a fifth of it, or net and VAT add up to it."""
    taxes = [s.value for s in sums if s.kind is Kind.VAT and s.exact and s.value > 0]
    nets = [s.value for s in sums if s.kind is Kind.NET]
    return any(_is_fifth(v, value) or any(abs(n + v - value) <= CLOSE for n in nets) for v in taxes)


def _is_fifth(vat: Decimal, total: Decimal) -> bool:
    return abs(vat * 5 - total) <= 5 * CLOSE and vat > 0


def _from_change(sums: Sequence[Sum]) -> Found[Decimal] | None:
    """Return what was paid in cash less what was given back."""
    cash = [s for s in sums if s.kind is Kind.CASH and s.exact]
    change = [s for s in sums if s.kind is Kind.CHANGE and s.exact]
    if not cash or not change or cash[-1].value <= change[-1].value:
        return None
    value = cash[-1].value - change[-1].value
    same = next((s for s in sums if s.value == value), None)
    return Found(value, 0.9, same.place) if same else Found(value, 0.7)


def _home(found: Sum) -> int:
    return {"DKK": 2, None: 1}.get(found.currency, 0)


def _down(found: Sum) -> tuple[int, float, Decimal]:
    return found.place.page, found.place.top, found.value
