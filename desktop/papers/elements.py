"""Elements of an e-invoice by their local names, whatever the prefixes are: OIOUBL and Peppol share the names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from desktop.receipts.money import LARGEST

LONGEST = 200
"""Letters of a value; the rest of a longer one is noise."""


def local_name(element: Element) -> str:
    """Return the name without its namespace; "" for what is no element (a comment)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, path: str) -> Iterator[Element]:
    """Yield the elements at ``path`` (``TaxTotal/TaxAmount``)."""
    name, _slash, rest = path.partition("/")
    for child in element:
        if local_name(child) == name:
            if rest:
                yield from children(child, rest)
            else:
                yield child


def at(element: Element | None, path: str) -> Element | None:
    """Return the first element at ``path``."""
    return None if element is None else next(children(element, path), None)


def texts(element: Element | None, path: str, longest: int = LONGEST) -> Iterator[str]:
    """Yield what the elements at ``path`` say, in one line each; empty ones are passed over."""
    for child in () if element is None else children(element, path):
        text = " ".join((child.text or "").split())[:longest]
        if text:
            yield text


def text(element: Element | None, path: str, longest: int = LONGEST) -> str:
    """Return what the first element at ``path`` says, "" when there is none."""
    return next(texts(element, path, longest), "")


def first(element: Element | None, *paths: str) -> str:
    """Return the first text that stands at one of the paths, which are tried in turn."""
    return next((found for path in paths if (found := text(element, path))), "")


def date(text: str) -> dt.date | None:
    """Return an xsd:date; a time zone behind it changes nothing."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def number(text: str) -> Decimal | None:
    """Return an xsd:decimal, or None when it is none or absurdly large."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < LARGEST else None


def amount(text: str) -> Decimal | None:
    """Return an xsd:decimal to the cent, or None when it is none or absurdly large."""
    value = number(text)
    return None if value is None else value.quantize(Decimal("0.01"))


def currency(text: str) -> str | None:
    """Return an ISO 4217 code, None for anything else."""
    return text if re.fullmatch("[A-Z]{3}", text) else None
