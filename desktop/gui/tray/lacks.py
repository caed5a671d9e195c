"""What a receipt lacks, told at once: the rules are plain arithmetic, so a key press need not wait for a worker."""

from __future__ import annotations

import datetime as dt

from desktop.gui.bridge import Bridge
from desktop.receipts.faults import FaultCode
from desktop.receipts.readiness import Missing, missing
from desktop.receipts.receipt import Draft, Receipt

_DATES = frozenset({FaultCode.DATE_IN_FUTURE, FaultCode.DATE_LONG_AGO})


def today() -> dt.date:
    """Return the day it is where the user sits."""
    return dt.datetime.now().astimezone().date()


def lacks_of(bridge: Bridge, receipt: Receipt, draft: Draft | None = None) -> tuple[Missing, ...]:
    """Return what keeps ``receipt`` from being sent with ``draft`` (None: its own fields)."""
    fields = draft if draft is not None else receipt.draft
    forced = _DATES if fields.date_confirmed else frozenset()
    # What only the desk can know (the file lies in another company) comes from it.
    company = tuple(m for m in bridge.missing.get(receipt.id, ()) if m.field == "company")
    return (*missing(fields, bridge.book, today(), forced), *company)
