"""The lines of a voucher: one in the plain case, several where a total is divided over accounts or VAT codes.

What the user writes is the total and the parts; the last line takes what the others leave, so the sum is always the
total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from desktop.receipts.receipt import Draft, DraftLine


def lines_of(draft: Draft) -> tuple[DraftLine, ...]:
    """Return every line with its amount; an amount is None while what it follows from is not filled in."""
    if not draft.lines:
        return (DraftLine(draft.amount, draft.account, draft.vat_code, draft.description),)
    first = DraftLine(draft.part, draft.account, draft.vat_code, draft.description)
    given = (first, *draft.lines[:-1])
    return (*given, replace(draft.lines[-1], amount=rest_of(draft.amount, [line.amount for line in given])))


def rest_of(total: Decimal | None, parts: list[Decimal | None]) -> Decimal | None:
    """Return what is left of a total; None while one of the amounts is not filled in. It may be 0 or less."""
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts):
        return None
    return total - sum(known, Decimal(0))


def divided(draft: Draft) -> Draft:
    """Return the draft with a line more; the lines that are there keep their amounts."""
    if not draft.lines:
        return replace(draft, part=draft.part, lines=(DraftLine(),))
    last = lines_of(draft)[-1]
    fixed = replace(draft.lines[-1], amount=last.amount if last.amount and last.amount > 0 else None)
    return replace(draft, lines=(*draft.lines[:-1], fixed, DraftLine()))


def without_line(draft: Draft, number: int) -> Draft:
    """Return the draft without its line ``number`` (1: the first beside the account's own)."""
    left = tuple(line for place, line in enumerate(draft.lines, 1) if place != number)
    if left:
        left = (*left[:-1], replace(left[-1], amount=None))
    return replace(draft, lines=left, part=draft.part if left else None)


def accounts_of(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield (number of the line, account) of every line that has one; the first line is 0."""
    for place, line in enumerate(lines_of(draft)):
        if line.account is not None:
            yield place, line.account
