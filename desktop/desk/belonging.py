"""Whose the receipts of a desk are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.receipts.belonging import is_reached
from desktop.receipts.receipt import Receipt

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk


class Belonging:
    """Answers for the login and the company in force. For worker threads."""

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk

    def company(self) -> int | None:
        """Return the chosen company, or None."""
        return self._desk.settings().company_id

    def may_see(self, receipt: Receipt) -> bool:
        """Return whether the login in force may know of a receipt."""
        return is_reached(receipt, self._desk.companies())
