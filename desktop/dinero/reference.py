"""What Dinero answers about a company, read into the domain's types (contract sections 3 and 6)."""

from __future__ import annotations

from typing import Any, NamedTuple

from desktop.dinero.calls import (
    UnexpectedShape,
    day,
    decimal,
    flag,
    needed_integer,
    needed_text,
    record,
    records,
    text,
)
from desktop.receipts.company import Account, AccountingYear, Company, DepositAccount, Supplier, VatType


def companies(json: object) -> tuple[Company, ...]:
    """Return the organizations of either version of the list."""
    return tuple(_company(item) for item in records(json))


def accounts(json: object) -> tuple[Account, ...]:
    """Return the purchase accounts, hidden ones too, in Dinero's order."""
    return tuple(
        Account(
            number=needed_integer(item, "accountnumber"),
            name=text(item, "name") or "",
            vat_code=text(item, "vatcode"),
            category=text(item, "categoryname") or text(item, "category") or "",
            hidden=flag(item, "ishidden"),
        )
        for item in records(json)
    )


def deposits(json: object) -> tuple[DepositAccount, ...]:
    """Return the deposit accounts; one without a number can't be paid from and is left out."""
    return tuple(
        DepositAccount(
            needed_integer(item, "accountnumber"),
            text(item, "name") or "",
            is_default=flag(item, "isdefault"),
            hidden=flag(item, "ishidden"),
        )
        for item in records(json)
        if item.get("accountnumber") is not None
    )


def vat_types(json: object) -> tuple[VatType, ...]:
    """Return the VAT codes with their rates as fractions."""
    return tuple(
        VatType(needed_text(item, "vatcode"), text(item, "name") or "", decimal(item, "vatrate"))
        for item in records(json)
    )


class ContactList(NamedTuple):
    """What a list of contacts tells."""

    there: tuple[Supplier, ...]
    gone: tuple[str, ...]
    """Guids of deleted ones."""


def contact_list(items: list[dict[str, Any]]) -> ContactList:
    """Return the contacts of a list, each once: one that is changed while pages are read can stand on two."""
    there = {found.guid: found for item in items if not item.get("deletedat") for found in (supplier(item),)}
    gone = {needed_text(item, "contactguid") for item in items if item.get("deletedat")}
    return ContactList(tuple(there.values()), tuple(sorted(gone - there.keys())))


def supplier(item: dict[str, Any]) -> Supplier:
    """Return one contact."""
    return Supplier(
        guid=needed_text(item, "contactguid"),
        name=text(item, "name") or "",
        country=text(item, "countrykey") or "DK",
        vat_number=text(item, "vatnumber"),
    )


def years(json: object) -> tuple[AccountingYear, ...]:
    """Return the accounting years whose first and last day can be read."""
    found = []
    for item in records(json):
        first, last = day(item, "fromdate"), day(item, "todate")
        if first and last:
            found.append(AccountingYear(text(item, "name") or str(first.year), first, last))
    return tuple(found)


def collection(json: object) -> tuple[list[dict[str, Any]], bool]:
    """Return the items of a page and whether there is another one (contract section 2, Paging)."""
    page = record(json)
    if "collection" not in page:
        raise UnexpectedShape("collection")
    items = records(page["collection"] or [])
    paging = record(page.get("pagination") or {})
    try:
        seen = (int(paging["page"]) + 1) * int(paging["pagesize"])
        return items, bool(items) and seen < int(paging["resultwithoutfilter"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnexpectedShape("pagination") from error


def _company(item: dict[str, Any]) -> Company:
    return Company(
        id=needed_integer(item, "id"),
        name=text(item, "name") or "",
        has_api=_has_api(item),
        is_vat_free=flag(item, "isvatfree"),
        vat_number=text(item, "vatnumber"),
        city=text(item, "city"),
    )


def _has_api(item: dict[str, Any]) -> bool:
    """Return whether the company has Pro or Total; where Dinero says nothing, its 403 will."""
    subscription = item.get("subscription")
    if isinstance(subscription, dict):
        return any(flag(subscription, key) for key in ("haspro", "hastotal", "haspayingpro"))
    known = [key for key in ("ispro", "ispayingpro") if key in item]
    return any(flag(item, key) for key in known) if known else True
