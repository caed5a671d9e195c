"""What the login and the user's settings say about how to deliver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop.outbox.gate import Quota


def _yes() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one delivery."""

    quota: Quota
    """What Dinero counts requests by, together with the company, and how many it takes."""
    proves: Callable[[], bool] = _yes
    """Asked whether delivered files are to be fetched back and compared."""
    opened_at: dt.datetime | None = None
    """Receipts taken in before this are looked for in Dinero's archive before they are uploaded; None: now."""
