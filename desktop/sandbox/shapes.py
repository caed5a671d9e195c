"""The members of Dinero's request bodies: unknown ones are dropped and noted, wrong ones refused (contract 2)."""

from __future__ import annotations

import datetime as dt
import math
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.sandbox.problems import invalid
from desktop.words import N_

Json = dict[str, Any]
REQUIRED = N_("The field is required")


class Wrong(Exception):  # noqa: N818 - reads as what it means: the value is wrong
    """A value that is not of the member's type; the text says what it should be."""


def text(value: object) -> str:
    """Accept a string."""
    if not isinstance(value, str):
        raise Wrong(N_("Must be a text"))
    return value


def reference(value: object) -> str:
    """Accept a string of at most 128 characters."""
    if len(text(value)) > 128:
        raise Wrong(N_("Must be at most 128 characters"))
    return text(value)


def whole(value: object) -> int:
    """Accept a whole number of 32 bits."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
        raise Wrong(N_("Must be a whole number"))
    return value


def truth(value: object) -> bool:
    """Accept true or false."""
    if not isinstance(value, bool):
        raise Wrong(N_("Must be true or false"))
    return value


def number(value: object) -> str:
    """Accept a number; return it as decimal text, because a double would not survive."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(N_("Must be a number"))
    return str(Decimal(str(value)))


def day(value: object) -> str:
    """Accept ``YYYY-MM-DD``."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text(value)):
        raise Wrong(N_("Must be a date of the form YYYY-MM-DD"))
    try:
        return dt.date.fromisoformat(text(value)).isoformat()
    except ValueError:
        raise Wrong(N_("Must be a date of the form YYYY-MM-DD")) from None


def day_of_instant(value: object) -> str:
    """Accept a date or an instant; return its date."""
    return day(text(value)[:10])


def as_date(iso: str) -> dt.date:
    """Return the date of checked ISO text."""
    return dt.date.fromisoformat(iso)


def guid(value: object) -> str:
    """Accept a UUID."""
    try:
        return str(uuid.UUID(text(value)))
    except ValueError:
        raise Wrong(N_("Must be a guid")) from None


def a_list(value: object) -> list[Any]:
    """Accept an array; its items are read elsewhere."""
    if not isinstance(value, list):
        raise Wrong(N_("Must be a list"))
    return value


def an_object(value: object) -> Json:
    """Accept an object; its members are read elsewhere."""
    if not isinstance(value, dict):
        raise Wrong(N_("Must be an object"))
    return value


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body: how its value is checked, and whether null or nothing will do."""

    check: Callable[[object], Any]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The members of one model."""

    name: str
    members: dict[str, Member]


def _shape(
    name: str, required: dict[str, Callable[[object], Any]], optional: dict[str, Callable[[object], Any]]
) -> Shape:
    return Shape(name, {**{k: Member(c, required=True) for k, c in required.items()},
                        **{k: Member(c) for k, c in optional.items()}})  # fmt: skip


LINE = _shape("line", {}, {
    "AccountNumber": whole, "Description": text, "Amount": number, "VatCode": text, "AccountTagName": text,
    "SynonymWithMostWeight": text, "TagId": guid, "TagVersion": whole,
})  # fmt: skip
MANUAL_LINE = _shape("manual line", {}, {
    "Description": text, "AccountNumber": whole, "BalancingAccountNumber": whole, "Amount": number,
    "AccountVatCode": text, "BalancingAccountVatCode": text,
})  # fmt: skip
_VOUCHER: dict[str, Callable[[object], Any]] = {
    "VoucherDate": day, "DepositAccountNumber": whole, "RegionKey": text, "FileGuid": text, "ContactGuid": guid,
    "PaymentDate": day, "CurrencyKey": text, "ExternalReference": reference, "Lines": a_list,
}  # fmt: skip
VOUCHER = _shape("purchase voucher", {"PurchaseType": text}, _VOUCHER)
VOUCHER_UPDATE = _shape(
    "purchase voucher update", {"PurchaseType": text, "Timestamp": text, "VoucherDate": day, "Lines": a_list}, _VOUCHER
)
MANUAL = _shape("manual voucher", {}, {
    "VoucherDate": day, "FileGuid": text, "ExternalReference": reference, "Lines": a_list,
})  # fmt: skip
MANUAL_UPDATE = _shape("manual voucher update", {"Timestamp": text}, {k: m.check for k, m in MANUAL.members.items()})
_CREDIT_NOTE: dict[str, Callable[[object], Any]] = {
    "CreditNoteFor": guid, "FileGuid": text, "ContactGuid": guid, "Date": day_of_instant, "Currency": text,
}  # fmt: skip
CREDIT_NOTE = _shape("purchase credit note", {"Lines": a_list}, {"Guid": guid, **_CREDIT_NOTE})
CREDIT_NOTE_UPDATE = _shape("purchase credit note update", {"Lines": a_list, "Timestamp": text}, _CREDIT_NOTE)
CREDIT_NOTE_FROM = _shape(
    "credit note request", {"Timestamp": an_object}, {"VoucherDate": day_of_instant, "FileGuid": text}
)
BOOK = _shape("booking", {"Timestamp": text}, {"Number": whole})
TIMESTAMP = _shape("timestamp", {"Timestamp": text}, {})
_CONTACT: dict[str, Callable[[object], Any]] = {
    "ExternalReference": reference, "Street": text, "ZipCode": text, "City": text, "Phone": text, "Email": text,
    "Webpage": text, "AttPerson": text, "VatNumber": text, "EanNumber": text, "SENumber": text, "PNumber": text,
    "PaymentConditionType": text, "PaymentConditionNumberOfDays": whole, "MemberNumber": text, "CompanyTypeKey": text,
    "InvoiceMailOutOptionKey": text, "PreferredInvoiceLanguageKey": text, "PreferredInvoiceCurrencyKey": text,
}  # fmt: skip
_CONTACT_REQUIRED: dict[str, Callable[[object], Any]] = {
    "Name": text, "CountryKey": text, "IsPerson": truth, "IsMember": truth, "UseCvr": truth,
}  # fmt: skip
CONTACT = _shape("contact", _CONTACT_REQUIRED, {"ContactGuid": guid, **_CONTACT})
CONTACT_UPDATE = _shape("contact update", _CONTACT_REQUIRED, _CONTACT)
PAYMENT = _shape("payment", {
    "Timestamp": text, "DepositAccountNumber": whole, "Description": text, "Amount": number, "RemainderIsFee": truth,
}, {"PaymentDate": day, "AmountInForeignCurrency": number, "ExternalReference": reference})  # fmt: skip
WEBHOOK = _shape("webhook", {}, {"Uri": text, "EventId": text})


def read(body: object, shape: Shape, note: Callable[[str], None], prefix: str = "") -> Json:
    """Return the known members of ``body``; null ones are left out. Raises Problem 42 for wrong or missing ones.

    ``note`` is told of unknown members (dropped without a word, as Dinero does) and of names in another casing.
    """
    if not isinstance(body, dict):
        raise invalid({prefix.rstrip(".") or "Body": N_("Must be an object")})
    found, wrong = {}, {}
    for name, value in _known(body, shape, note, prefix).items():
        try:
            found[name] = None if value is None else shape.members[name].check(value)
        except Wrong as error:
            wrong[prefix + name] = str(error)
    missing = {prefix + n: REQUIRED for n, m in shape.members.items() if m.required and found.get(n) is None}
    if wrong or missing:
        raise invalid({**missing, **wrong})
    return {name: value for name, value in found.items() if value is not None}


def _known(body: Json, shape: Shape, note: Callable[[str], None], prefix: str) -> Json:
    spelling = {name.lower(): name for name in shape.members}
    known: Json = {}
    for name, value in body.items():
        right = spelling.get(str(name).lower())
        if right is None:
            note(f"{shape.name}: unknown member {prefix}{name} was dropped")
            continue
        if right != name:
            note(f"{shape.name}: member {prefix}{name} should be spelled {right}")
        known[right] = value
    return known
