"""Guids that we make ourselves, so that a repeat is recognised."""

from __future__ import annotations

import uuid

from desktop.receipts.receipt import Receipt

_NOTES = uuid.UUID("0b7c2f5e-4a0d-4f0b-9d0e-6e1c6a2f7d43")
_TRIES = 50
"""Deleted ones of one receipt that are still known for ours."""


def credit_note_guid(receipt: Receipt) -> str:
    """Return the guid of the credit note that a receipt becomes.

    Dinero takes a guid of the client's for credit notes (PurchaseCreditNoteCreateModel), and refuses one that was used
    before. So the same receipt gives the same guid until its note is known to be deleted, and then another one.
    """
    return _guid(receipt.id, len(receipt.gone_vouchers))


def live_notes(receipt: Receipt) -> tuple[str, ...]:
    """Return the guids that a receipt's credit note may have in Dinero, the latest first: none that is known deleted.

    A voucher that others had made of the file counts among the deleted ones too, so an earlier guid may be in use.
    """
    guids = (_guid(receipt.id, number) for number in range(len(receipt.gone_vouchers), -1, -1))
    return tuple(guid for guid in guids if guid not in receipt.gone_vouchers)


def is_own_note(receipt: Receipt, guid: str) -> bool:
    """Return whether a credit note was made for this receipt, by this journal or one that it was restored from."""
    return guid.lower() in {_guid(receipt.id, number) for number in range(_TRIES)}


def _guid(receipt_id: str, number: int) -> str:
    return str(uuid.uuid5(_NOTES, f"{receipt_id}\n{number}"))
