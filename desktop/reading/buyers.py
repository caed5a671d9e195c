"""Who a document is made out to: by number, and by name. It guards against the wrong company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop.reading.lines import Line, Sheet
from desktop.reading.model import Context, Found, Place
from desktop.reading.numbers import BUYERS, cvrs_of_sheet
from desktop.receipts.company_names import LEGAL_FORM, plain_name

_HEAD = re.compile(
    r"^(?:til|kunde|køber|debitor|faktureres til|fakturamodtager|faktura til|faktureringsadresse|fakturaadresse"
    r"|bill(?:ed)? to|sold to|customer|invoice to|invoiced to|buyer|client)\b\s*:?\s*(?P<name>.*)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:nr|no|nummer|number|id|navn|name|kopi|copy)\b|\b(?:cvr|ean|gln|tlf)\b|@|^\d|[:#]", re.IGNORECASE
)
_LEGAL_END = re.compile(rf"[\s,]{LEGAL_FORM}$")
_BELOW = 3.2
"""Heights of a heading within which the name stands under it."""
_LEAST_LETTERS = 4
"""A shorter own name is part of too many words to be looked for in the text."""


def buyer_cvr_of(sheets: Sequence[Sheet], context: Context) -> Found[str] | None:
    """Return the buyer's CVR number: one that is called so, else one of the user's own."""
    found = [number for sheet in sheets for number in cvrs_of_sheet(sheet)]
    named = [n for n in found if n.confidence == BUYERS]
    own = [n for n in found if n.digits in context.own_numbers]
    best = next((n for n in named if n.digits in context.own_numbers), None) or next(iter([*own, *named]), None)
    if best is None:
        return None
    rivals = len({n.digits for n in (named or own)}) > 1
    sure = 0.95 if best.digits in context.own_numbers else 0.8
    return Found(best.digits, sure - 0.4 * rivals, best.place)


def buyer_of(sheets: Sequence[Sheet], context: Context) -> Found[str] | None:
    """Return the buyer's name: one of the user's own that stands on a page, else what "Kunde" stands before or over."""
    return _own(sheets, context) or next((found for sheet in sheets for found in _headed(sheet)), None)


def _own(sheets: Sequence[Sheet], context: Context) -> Found[str] | None:
    for name in sorted(context.own_names, key=len, reverse=True):
        plain = plain_name(name)
        for line in (line for sheet in sheets for line in sheet.lines if len(plain) >= _LEAST_LETTERS):
            for cell, place in line.cells():
                if f" {plain} " in f" {plain_name(cell)} ":
                    return Found(name, 0.9, place)
    return None


def _headed(sheet: Sheet) -> Iterator[Found[str]]:
    for line in sheet.lines:
        for cell, place in line.cells():
            head = _HEAD.match(cell.strip())
            if head is not None:
                beside = head["name"].strip(" ,.-")
                name = (beside, place) if beside else _below(sheet, line, place)
                if name is not None and _is_name(name[0]):
                    yield Found(name[0], 0.75 if _LEGAL_END.search(name[0]) else 0.55, name[1])


def _below(sheet: Sheet, line: Line, head: Place) -> tuple[str, Place] | None:
    limit = head.bottom + _BELOW * (head.bottom - head.top)
    for other in sheet.lines[sheet.lines.index(line) + 1 :]:
        if other.place.top > limit:
            return None
        for cell, place in other.cells():
            if place.left < head.right and place.right > head.left:
                return " ".join(cell.split()), place
    return None


def _is_name(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters >= max(2, 0.5 * len(text)) and len(text) <= 60 and not _NO_NAME.search(text)
