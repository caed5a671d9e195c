"""What was chosen for a supplier last time."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.receipts.receipt import Draft, Receipt


def as_last_time(draft: Draft, receipt_id: str, receipts: Iterable[Receipt]) -> dict[str, object]:
    """Return the account and VAT code of the newest other receipt of this supplier, if no account is chosen yet."""
    name = draft.supplier.casefold()
    if not name or draft.account is not None:
        return {}
    same = [
        r for r in receipts if r.id != receipt_id and r.draft.account and r.draft.supplier.strip().casefold() == name
    ]
    if not same:
        return {}
    last = max(same, key=lambda r: r.changed_at).draft
    return {"account": last.account, "vat_code": last.vat_code}
