"""Who sends the document: the name in its letterhead or beside its CVR number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reading.lines import Sheet
from desktop.reading.model import Context, Found, Place
from desktop.receipts.company_names import LEGAL_FORM, plain_name

_LEGAL = re.compile(rf"(?P<name>[^\W\d_][^\t|·•]*?[\s,]{LEGAL_FORM})(?=$|[\s,.;)|·•-])")
_NO_NAME = re.compile(
    r"^(?:faktura|invoice|kvittering|receipt|kreditnota|credit note|bon|regning|side|page|dato|date|kopi|copy|original"
    r"|velkommen|tak|thank|nota|ordre|order|kassebon|kunde|customer|til|from|fra|att|betaling|payment"
    r"|tax invoice|bill|rykker|www|http|momsfaktura|opkrævning|kontingent|rabat|amount|beløb|nr|antal"
    r"|kontoudtog|cvr|tlf|telefon|e-?mail|moms|total|i alt|leveres|leveringsadresse|billet"
    r"|p-billet|proforma)\b"
    r"|^\d{4}\s|@|\.(?:dk|com|net|eu|de|se)\b",
    re.IGNORECASE,
)
_BUYER = re.compile(
    r"^(?:til|kunde|køber|faktureres til|fakturaadresse|bill(?:ed)? to|sold to|customer|invoice to|ship to"
    r"|leveringsadresse|leveres til|modtager|att)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[·•|]|\s[-\u2013\u2014]\s|,?\s*\b(?:cvr|se-?nr|vat|tlf|telefon|org|momsnr)\b).*$", re.IGNORECASE
)
_STREET = re.compile(
    r"(?:vej|gade|allé|alle|plads|boulevard|torv|stræde|street|road|str\.|straße|strasse)\b.*\d|^\d", re.IGNORECASE
)
_LOGO = re.compile(r"^(?:([^\W\d_])\s(?=\1)|[^\w\s]\s)")
"""A single letter or mark before the name is a logo's."""
_TOP = 0.3
"""Part of the first page within which a letterhead lies."""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    score: float
    place: Place


def seller_of(sheets: Sequence[Sheet], context: Context, cvr: Place | None) -> Found[str] | None:
    """Return the seller's name. ``cvr`` is where its number stands: a name beside that is most likely it."""
    own = {plain_name(name) for name in context.own_names} - {""}
    names = [n for sheet in sheets[:1] for n in _names(sheet, cvr) if not _is_own(plain_name(n.text), own)]
    if not names:
        return None
    best = max(names, key=lambda n: (n.score + 0.1 * _repeats(n, sheets), -n.place.top))
    confidence = min(0.93, best.score + 0.1 * _repeats(best, sheets))
    return Found(best.text, confidence, best.place)


def _is_own(name: str, own: set[str]) -> bool:
    return not name or any(name == mine or (len(mine) > 4 and mine in name) for mine in own)


def _repeats(name: _Name, sheets: Sequence[Sheet]) -> bool:
    wanted = plain_name(name.text)
    return sum(plain_name(sheet.text).count(wanted) for sheet in sheets) > 1


def _names(sheet: Sheet, cvr: Place | None) -> Iterator[_Name]:
    cells = [(cell, place) for line in sheet.lines for cell, place in line.cells()]
    heights = [place.bottom - place.top for _cell, place in cells]
    usual = sorted(heights)[len(heights) // 2] if heights else 0.0
    buyers = [place for cell, place in cells if _BUYER.search(cell.strip())]
    for cell, place in cells:
        text = _name_in(cell)
        if text and not _is_buyer(place, buyers):
            yield _Name(text, _score(text, cell, place, usual) + 0.15 * _is_beside(place, cvr), place)


def _name_in(cell: str) -> str:
    legal = _LEGAL.search(cell)
    text = legal["name"] if legal else _CUT.sub("", cell)
    text = _LOGO.sub("", " ".join(text.split()).strip(" ,.-:;*"))
    letters = sum(c.isalpha() for c in text)
    if not letters >= 2 or len(text) > 60 or _NO_NAME.search(text) or text.endswith("%"):
        return ""
    return text if letters >= 0.5 * len(text) else ""


def _score(text: str, cell: str, place: Place, usual: float) -> float:
    height = place.bottom - place.top
    top = place.top < _TOP
    if _LEGAL.search(cell):
        return 0.72 + 0.1 * (top or place.top > 0.85) - 0.25 * (len(text.split()) > 6)
    if not top or _STREET.search(text) or len(text.split()) > 5 or ":" in cell:
        return 0.1
    return 0.45 + 0.35 * (height > 1.25 * usual) + 0.15 * (place.top < 0.12)


def _is_beside(place: Place, cvr: Place | None) -> bool:
    """Return whether a name stands on the line of the number, or in the block over it."""
    if cvr is None or cvr.page != place.page:
        return False
    apart = cvr.top - place.top
    height = max(place.bottom - place.top, 0.008)
    return -height < apart < 7 * height and place.left < cvr.right + 0.05 and place.right > cvr.left - 0.05


def _is_buyer(place: Place, buyers: Sequence[Place]) -> bool:
    """Return whether a name stands in the block below "Kunde", "Bill to" and the like."""
    return any(
        -0.002 <= place.top - head.top < 0.035 and place.left < head.right + 0.25 and place.right > head.left - 0.02
        for head in buyers
    )
