"""Whose a receipt is: that of the company it was sent to, else of the one that was chosen when it was dropped.

The data folder belongs to a user of the computer, and everything in it stays there. But a login may follow another on
the same computer; what belongs to companies that it does not reach is not shown to it. Before any login, and once
logged out, no company is known and nothing is hidden: who sits there is the computer's user then, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.receipts.company import Company
from desktop.receipts.receipt import Receipt


def is_reached(receipt: Receipt, companies: Iterable[Company]) -> bool:
    """Return whether a login that reaches these companies (none: not known) may see a receipt."""
    owner = receipt.company_id if receipt.company_id is not None else receipt.dropped_for
    ids = {company.id for company in companies}
    return owner is None or not ids or owner in ids
