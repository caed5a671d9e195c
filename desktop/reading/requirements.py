"""What a Danish receipt should show, and this one doesn't seem to.

After momsbekendtgørelsen: up to 3,000 kr. a simplified invoice will do (the seller's name and CVR number, a number, the
date, what was bought, the total and the VAT in it); above that the buyer's name and address belong on it too. A reading
can overlook what is there, so this is a hint and never holds a receipt back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from desktop.reading.foreign import foreign_vat_number
from desktop.reading.model import Reading

SIMPLIFIED_LIMIT = Decimal(3000)
"""Kroner, VAT included."""
_AMOUNT = re.compile(r"-?\d{1,3}(?:[. ]?\d{3})*[.,]\d{2}-?")
_NUMBERED = re.compile(
    r"(?:bon|faktura|kvittering|ordre|bilag|invoice|receipt|order|ticket)s?\s*[-.]?\s*(?:nr|nummer|no|number|id|#)"
)
_VAT_SHARE = re.compile(r"moms\s+udg[øo]r\s+20")


class Requirement(StrEnum):
    """One thing that should stand on a receipt."""

    SELLER = "seller"
    SELLER_NUMBER = "seller_number"
    NUMBER = "number"
    DATE = "date"
    GOODS = "goods"
    VAT = "vat"
    BUYER = "buyer"


def lacking(reading: Reading | None, total: Decimal | None, buyer: Iterable[str]) -> tuple[Requirement, ...]:
    """Return what doesn't seem to be there, in the order of a receipt; nothing for one that could not be read.

    ``total`` is in kroner with VAT (None: not known), ``buyer`` the names and numbers of the user's own company.
    """
    text = _text_of(reading)
    if reading is None or not text:
        return ()
    missing = {
        Requirement.SELLER: reading.supplier is None,
        Requirement.SELLER_NUMBER: reading.cvr is None and foreign_vat_number(reading) is None,
        Requirement.NUMBER: reading.number is None and not _NUMBERED.search(text),
        Requirement.DATE: reading.date is None,
        Requirement.GOODS: len(_AMOUNT.findall(text)) < 2,
        Requirement.VAT: reading.vat is None and not _VAT_SHARE.search(text),
        Requirement.BUYER: total is not None and total > SIMPLIFIED_LIMIT and not _names(text, buyer),
    }
    return tuple(requirement for requirement, is_missing in missing.items() if is_missing)


def _text_of(reading: Reading | None) -> str:
    return " ".join(word.text for page in reading.pages for word in page.words).casefold() if reading else ""


def _names(text: str, buyer: Iterable[str]) -> bool:
    squeezed = re.sub(r"\s+", "", text)
    return any(re.sub(r"\s+", "", name).casefold() in squeezed for name in buyer if name.strip())
