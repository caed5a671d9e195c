"""Amounts of money as Danes write them, read and written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop.receipts.faults import Fault, FaultCode

LARGEST = Decimal("99999999.99")
"""Kroner. A larger amount is taken for a slip of the keyboard (a phone number, a card number)."""

_CENT = Decimal("0.01")
_NO_BREAK_SPACE = "\u00a0"
_CURRENCY = re.compile(r"^(?:kr\.?|dkk)\s*|\s*(?:kr\.?|dkk)$")
_WHOLE_KRONER = re.compile(r"(?<=[0-9])[,.]\s*[-\u2013\u2014]{1,2}$")
_SINGLE_POINT = re.compile(r"[^0-9]*[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])[^0-9]*")
_MINUS = re.compile(r"^[-\u2212\u2013]|(?<=[0-9])[-\u2212\u2013]$")
# thousands apart by point, space or apostrophe; decimals after a comma
_DANISH = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?P<sep>[. '])[0-9]{3})(?:(?P=sep)[0-9]{3})*|[0-9]*)(?:,(?P<part>[0-9]*))?"
)
# thousands apart by comma, or none at all; decimals after a point
_POINT = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)\.(?P<part>[0-9]*)")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was read."""

    value: Decimal
    """Positive, two decimals."""
    note: Literal["thousands"] | None = None
    """``thousands``: a single point was read as a thousands mark (``1.234``), so the reading should be shown."""


def parse_amount(text: str | float | Decimal) -> Amount:
    """Return the amount that ``text`` says, in the Danish ways of writing (``1.234,56``, ``149,-``, ``kr. 149,00``).

    A point is a thousands mark before exactly three digits and a decimal point before one or two. Numbers (as in a
    batch file) are taken by their shortest decimal form. Raises Fault AMOUNT_UNREADABLE, AMOUNT_NOT_POSITIVE,
    AMOUNT_DECIMALS or AMOUNT_TOO_LARGE.
    """
    if isinstance(text, str):
        return _parse_text(text)
    if isinstance(text, bool):
        raise _fault(FaultCode.AMOUNT_UNREADABLE, str(text))
    return Amount(_checked(Decimal(repr(text)) if isinstance(text, float) else Decimal(text), str(text)))


def format_amount(value: Decimal) -> str:
    """Return ``value`` as ``1.234,56``: two decimals, points between thousands, no currency."""
    text = f"{value.quantize(_CENT):,.2f}"
    return text.translate(str.maketrans(",.", ".,"))


def format_money(value: Decimal, currency: str = "DKK") -> str:
    """Return ``value`` with its currency (``1.234,56 kr.``, ``15,24 EUR``); no line break can part them."""
    unit = "kr." if currency.upper() == "DKK" else currency.upper()
    return f"{format_amount(value)}{_NO_BREAK_SPACE}{unit}"


def _fault(code: FaultCode, text: str) -> Fault:
    return Fault(code, text=text.strip()[:40])


def _bare(text: str) -> str:
    """Return ``text`` in lower case with plain spaces, without kroner words and without ``,-``."""
    bare = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("\u2019", "'")
    bare = _CURRENCY.sub("", _CURRENCY.sub("", bare)).strip()
    return _WHOLE_KRONER.sub("", bare)


def _parse_text(text: str) -> Amount:
    bare = _bare(text)
    unsigned, minuses = _MINUS.subn("", bare, count=1)
    unsigned = unsigned.strip()
    digits = _digits(unsigned, text)
    value = _checked(Decimal(f"-{digits}" if minuses else digits), text)
    return Amount(value, "thousands" if _SINGLE_POINT.fullmatch(text) else None)


def _digits(number: str, text: str) -> str:
    """Return ``number`` as plain digits with a decimal point."""
    match = _DANISH.fullmatch(number) or _POINT.fullmatch(number)
    if match is None or not any(c.isdigit() for c in number):
        raise _fault(FaultCode.AMOUNT_UNREADABLE, text)
    whole = re.sub(r"[^0-9]", "", match["whole"])
    return f"{whole or '0'}.{match['part'] or '0'}"


def _checked(value: Decimal, text: str) -> Decimal:
    """Return ``value`` with two decimals; raise if it is no amount of a purchase."""
    if not value.is_finite():
        raise _fault(FaultCode.AMOUNT_UNREADABLE, text)
    if value <= 0:
        raise _fault(FaultCode.AMOUNT_NOT_POSITIVE, text)
    if value > LARGEST:
        raise _fault(FaultCode.AMOUNT_TOO_LARGE, text)
    rounded = value.quantize(_CENT)
    if rounded != value:
        raise _fault(FaultCode.AMOUNT_DECIMALS, text)
    return rounded
