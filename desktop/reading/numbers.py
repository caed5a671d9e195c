"""The seller's CVR number, and the number of the invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reading.lines import COLUMN, Line, Sheet
from desktop.reading.model import Context, Found, Place
from desktop.receipts.cvr import is_cvr

_EIGHT = re.compile(
    r"(?<![\d.,/+])(?P<dk>DK[-\s]?)?(?P<digits>\d{2}[ .]?\d{2}[ .]?\d{2}[ .]?\d{2})(?![\d]|[.,/]\d)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:cvr|\bse|vat|moms|tax|org)[-.\s/]*(?:cvr|se|vat|moms|reg|id|identification)?[-.\s/]*(?:nr|no|nummer|number|id)?[-.:#\s\t]*$",
    re.IGNORECASE,
)
_BUYER = re.compile(
    r"\b(?:deres|jeres|kundens?|køber|modtagers?|your|customer|buyer|bill(?:ed)? to|client|debitor|faktureres til)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:tlf|telefon|phone|tel|mobil|fax|ean|gln|konto|account|kunde ?n|customer n|ordre|order)\b[^\t]*$",
    re.IGNORECASE,
)
BUYERS = 0.2
"""How likely a number is the seller's that is called the buyer's."""


@dataclass(frozen=True, slots=True)
class CvrNumber:
    """A number that passes modulus 11, and how likely it is the seller's."""

    digits: str
    confidence: float
    place: Place


def cvr_of(sheets: Sequence[Sheet], context: Context) -> Found[str] | None:
    """Return the CVR number of the seller: it passes modulus 11, is called so, and is neither ours nor the buyer's."""
    found = [n for sheet in sheets for n in cvrs_of_sheet(sheet) if n.digits not in context.own_numbers]
    if not found:
        return None
    counts = {n.digits: sum(1 for other in found if other.digits == n.digits) for n in found}
    best = max(found, key=lambda n: n.confidence + 0.02 * min(counts[n.digits], 3))
    rivals = {n.digits for n in found if n.confidence >= best.confidence} - {best.digits}
    return Found(best.digits, best.confidence - 0.25 * bool(rivals), best.place)


def cvrs_of_sheet(sheet: Sheet) -> Iterator[CvrNumber]:
    """Yield each CVR number of a page that is not called something else."""
    for line in sheet.lines:
        for match in _EIGHT.finditer(line.text):
            digits = re.sub(r"\D", "", match["digits"])
            if is_cvr(digits):
                confidence = _confidence(sheet, line, match)
                if confidence:
                    yield CvrNumber(digits, confidence, line.place_of(match.start(), match.end()))


def _confidence(sheet: Sheet, line: Line, match: re.Match[str]) -> float:
    before = line.text[: match.start()]
    place = line.place_of(match.start(), match.end())
    over = sheet.above(line, place)
    buyer = _BUYER.search(before.rpartition(COLUMN)[2] or before)
    if buyer is not None or (_BUYER.search(over) and not _NAMED.search(before)):
        return BUYERS
    if _NAMED.search(before):
        return 0.97
    if match["dk"]:
        return 0.93
    if _OTHER.search(before):
        return 0.0
    return 0.9 if not before.strip() and _NAMED.search(over) else 0.3


_NO = r"(?:nr|no|nummer|number|num|id|#|№)(?![a-zæøå])[.:#]*"
_NUMBER_LABELS = (
    (0.95, re.compile(rf"\b(?:faktura|invoice|kreditnota|credit note|regning|bill)(?:ens)?[-\s]*{_NO}", re.IGNORECASE)),
    (0.9, re.compile(rf"\b(?:bilags?|bon|kvitterings?|receipt|transaktions?)[-\s]*{_NO}", re.IGNORECASE)),
    (0.85, re.compile(
        r"(?:^|\t)\s*(?:faktura|invoice|kreditnota|kvittering|bon|receipt|regning)\b[\s:#]*(?=[#A-Z-]{0,6}\d)",
        re.IGNORECASE,
    )),
    (0.6, re.compile(rf"\b(?:ordre|order|reference|ref)[-\s]*{_NO}", re.IGNORECASE)),
)  # fmt: skip
"""How sure each way of naming the number is, the surest first."""
_VALUE = re.compile(r"[\s\t:#.]*(?P<value>(?=[A-Z0-9/_-]*\d)[A-Z0-9][A-Z0-9/_-]{0,24})(?![\w]|[.,]\d)", re.IGNORECASE)
_DATE_LIKE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|(?:19|20)\d\d-\d\d-\d\d")


def number_of(sheets: Sequence[Sheet]) -> Found[str] | None:
    """Return the number of the invoice or receipt: what stands behind its name, or below it."""
    for confidence, label in _NUMBER_LABELS:
        for sheet in sheets:
            for line in sheet.lines:
                for match in label.finditer(line.text):
                    found = _behind(line, match.end()) or _below(sheet, line, match)
                    if found is not None:
                        return Found(found[0], confidence, found[1])
    return None


def _behind(line: Line, end: int) -> tuple[str, Place] | None:
    match = _VALUE.match(line.text, end)
    if match is None or _DATE_LIKE.fullmatch(match["value"]):
        return None
    return match["value"], line.place_of(match.start("value"), match.end("value"))


def _below(sheet: Sheet, line: Line, label: re.Match[str]) -> tuple[str, Place] | None:
    """Return the value in the same column of the next line, if nothing but headings stand on this one."""
    at = sheet.lines.index(line)
    head = line.place_of(label.start(), label.end())
    for other in sheet.lines[at + 1 : at + 3]:
        for cell, place in other.cells():
            match = _VALUE.fullmatch(cell.strip())
            if (
                match
                and place.left < head.right
                and place.right > head.left
                and not _DATE_LIKE.fullmatch(match["value"])
            ):
                return match["value"], place
    return None
