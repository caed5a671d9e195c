"""Entries in the books, as Dinero lists them by when they were made (contract 6.6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from desktop.dinero.calls import decimal, integer, records, text


@dataclass(frozen=True, slots=True)
class EntryRead:
    """One line of a booked voucher."""

    voucher_guid: str
    """In lower case."""
    number: int | None
    """The voucher's."""
    account: int | None
    amount: Decimal
    """Kroner; what was bought is positive on its account, what is taken back negative."""


def entries_read(json: object) -> tuple[EntryRead, ...]:
    """Return the entries that belong to a voucher; raise UnexpectedShape if the answer is no list of objects.

    Primo and ultimo entries belong to an account alone, and are left out.
    """
    return tuple(
        EntryRead(guid.lower(), integer(item, "vouchernumber"), integer(item, "accountnumber"), decimal(item, "amount"))
        for item in records(json)
        if (guid := text(item, "voucherguid")) and (text(item, "type") or "Normal").lower() == "normal"
    )


def utc_text(moment: dt.datetime) -> str:
    """Return an aware instant as Dinero reads it: UTC, whole seconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
