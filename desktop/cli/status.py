"""``bilagsdrop status``."""

from __future__ import annotations

import argparse
import json

from desktop.cli.exits import Exit
from desktop.cli.output import error_object, names_of, one_line, result, say, state_text, table
from desktop.desk import Desk
from desktop.receipts.dates import format_date
from desktop.receipts.lines import lines_of
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import DraftLine, Receipt
from desktop.words import _
from desktop.words.faults import explain


def status(desk: Desk, args: argparse.Namespace) -> Exit:
    """List receipts and their states."""
    receipts = desk.receipts()
    if args.json:
        for receipt in receipts:
            result(json.dumps(_object(receipt), ensure_ascii=False))
    elif receipts:
        result(table([_row(r) for r in receipts]))
    else:
        say(_("There are no receipts."))
    return Exit.DONE


def _row(receipt: Receipt) -> tuple[str, ...]:
    draft = receipt.draft
    return (
        receipt.id[:10],
        state_text(receipt),
        format_date(draft.date) if draft.date else "",
        format_amount(draft.amount) if draft.amount is not None else "",
        one_line(draft.supplier),
        one_line(names_of(receipt)),
        explain(receipt.fault).title if receipt.fault else "",
    )


def _object(receipt: Receipt) -> dict[str, object]:
    draft = receipt.draft
    return {
        "receipt_id": receipt.id,
        "file": names_of(receipt),
        "state": receipt.state.value,
        "company": receipt.company_id,
        "supplier": draft.supplier,
        "date": draft.date.isoformat() if draft.date else None,
        "amount": str(draft.amount) if draft.amount is not None else None,
        "kind": draft.kind.value,
        "account": draft.account,
        "lines": [_line_object(line) for line in lines_of(draft)],
        "file_guid": receipt.file_guid,
        "voucher_guid": receipt.voucher_guid,
        "voucher_number": receipt.voucher_number,
        "proof": receipt.proof.value if receipt.proof else None,
        "error": error_object(receipt.fault),
    }


def _line_object(line: DraftLine) -> dict[str, object]:
    amount = str(line.amount) if line.amount is not None else None
    return {"amount": amount, "account": line.account, "vat_code": line.vat_code, "description": line.description}
