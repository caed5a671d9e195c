"""A reading as JSON: what a worker that a hostile file has taken over may send is data, never code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from desktop.reading.model import Context, Document, Found, PageText, Part, Place, Reading, Source, Word
from desktop.receipts.faults import Fault, FaultCode

T = TypeVar("T")
_FIELDS = (
    "supplier", "cvr", "number", "currency", "date", "due", "total", "vat", "refund", "other_currency", "buyer",
    "buyer_cvr",
)  # fmt: skip


def task_to_bytes(document: Document, context: Context) -> bytes:
    """Return what a worker is asked."""
    raw = {
        "parts": [[str(p.path), p.media_type, p.pages, p.first_page] for p in document.parts],
        "today": context.today.isoformat(),
        "numbers": sorted(context.own_numbers),
        "names": list(context.own_names),
    }
    return json.dumps(raw).encode()


def task_from_bytes(data: bytes) -> tuple[Document, Context]:
    """Return what :func:`task_to_bytes` wrote."""
    raw = json.loads(data)
    parts = tuple(Part(Path(path), *rest) for path, *rest in raw["parts"])
    today = dt.date.fromisoformat(raw["today"])
    return Document(parts), Context(today, frozenset(raw["numbers"]), tuple(raw["names"]))


def answer_to_bytes(answer: Reading | Fault) -> bytes:
    """Return a worker's answer."""
    if isinstance(answer, Fault):
        return json.dumps({"fault": answer.code.value}).encode()
    raw: dict[str, Any] = {name: _found_to_raw(getattr(answer, name)) for name in _FIELDS}
    raw["credit_note"] = answer.credit_note
    raw["pages"] = [
        [page.ratio, page.words[0].place.page if page.words else 0, [_word_to_raw(w) for w in page.words]]
        for page in answer.pages
    ]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def answer_from_bytes(data: bytes) -> Reading:
    """Return what a worker read. Raises the Fault it met, or READING_FAILED when the answer makes no sense."""
    try:
        raw = json.loads(data)
        if "fault" in raw:
            raise Fault(FaultCode(raw["fault"]))
        return _reading(raw)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError) as error:
        raise Fault(FaultCode.READING_FAILED) from error


def _reading(raw: dict[str, Any]) -> Reading:
    return Reading(
        supplier=_found(raw["supplier"], str),
        cvr=_found(raw["cvr"], str),
        date=_found(raw["date"], dt.date.fromisoformat),
        due=_found(raw["due"], dt.date.fromisoformat),
        number=_found(raw["number"], str),
        total=_found(raw["total"], Decimal),
        vat=_found(raw["vat"], Decimal),
        currency=_found(raw["currency"], str),
        credit_note=bool(raw["credit_note"]),
        refund=_found(raw["refund"], Decimal),
        other_currency=_found(raw["other_currency"], str),
        buyer=_found(raw["buyer"], str),
        buyer_cvr=_found(raw["buyer_cvr"], str),
        pages=tuple(_page(*page) for page in raw["pages"]),
    )


def _page(ratio: float, page: int, words: list[list[Any]]) -> PageText:
    return PageText(tuple(Word(str(text), Place(int(page), *map(float, box))) for text, *box in words), float(ratio))


def _word_to_raw(word: Word) -> list[object]:
    return [word.text, *(round(side, 5) for side in _sides(word.place))]


def _sides(place: Place) -> tuple[float, float, float, float]:
    return place.left, place.top, place.right, place.bottom


def _found_to_raw(found: Found[Any] | None) -> list[Any] | None:
    if found is None:
        return None
    place = None if found.place is None else [found.place.page, *_sides(found.place)]
    return [str(found.value), found.confidence, place, found.source.value]


def _found(raw: list[Any] | None, read: Callable[[str], T]) -> Found[T] | None:
    if raw is None:
        return None
    value, confidence, place, source = raw
    where = None if place is None else Place(int(place[0]), *map(float, place[1:]))
    return Found(read(value), float(confidence), where, Source(source))
