"""Numbers as Danish paper writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

_UNITS = {
    "EA": "stk", "C62": "stk", "H87": "stk", "NAR": "stk", "XPK": "pk", "PK": "pk", "PR": "par", "SET": "sæt",
    "HUR": "timer", "MIN": "min", "DAY": "dage", "WEE": "uger", "MON": "md.", "ANN": "år", "KGM": "kg", "GRM": "g",
    "TNE": "t", "MTR": "m", "CMT": "cm", "MTK": "m²", "MTQ": "m³", "KMT": "km", "LTR": "l", "KWH": "kWh", "LS": "sum",
    "ZZ": "", "P1": "%",
}  # fmt: skip
_SWAP = str.maketrans(",.", ".,")


def kroner(value: Decimal | None) -> str:
    """``1.234,50``; "" for None."""
    return "" if value is None else f"{value:,.2f}".translate(_SWAP)


def plain(value: Decimal | None, most: int = 4) -> str:
    """``2,5``: a number without needless zeros, with at most ``most`` decimals."""
    if value is None:
        return ""
    told = f"{value:,.{most}f}".translate(_SWAP)
    return told.rstrip("0").rstrip(",") if most else told


def price(value: Decimal | None) -> str:
    """``1.234,50`` or ``0,1234``: two decimals at least."""
    told = plain(value, 6)
    whole, _comma, cents = told.partition(",")
    return f"{whole},{cents:0<2}" if told else ""


def day(value: dt.date | None) -> str:
    """``15.03.2026``; "" for None."""
    return "" if value is None else f"{value:%d.%m.%Y}"


def unit(code: str) -> str:
    """Return a unit (UN/ECE recommendation 20) in Danish, the code itself where it is a rare one."""
    return _UNITS.get(code, code)
