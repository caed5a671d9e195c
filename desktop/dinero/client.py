"""The Dinero API as this program needs it: one method for each thing that is asked or ordered.

Every method raises :class:`~desktop.receipts.faults.Fault` and nothing else of the network. A method that writes raises
one with ``Effect.ASK`` when its outcome is not known; none of them repeats a write by itself, except after a 401, which
says that nothing was written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import quote

import requests

from desktop.dinero import reference
from desktop.dinero.bodies import FileBody, JsonBody, Progress, UploadFile
from desktop.dinero.border import unusable
from desktop.dinero.calls import Answer, Call, Sink, Step, UnexpectedShape, needed_text, record, records
from desktop.dinero.entries import EntryRead, entries_read, utc_text
from desktop.dinero.gate import Gate
from desktop.dinero.kinds import SHELVES
from desktop.dinero.orders import VoucherOrder
from desktop.dinero.readmodels import FileEntry, Similar, VoucherRead, file_entry, similar_read
from desktop.dinero.transport import TokenSource, Transport
from desktop.receipts.company import (
    Account,
    AccountingYear,
    Company,
    CompanyBook,
    DepositAccount,
    Supplier,
    VatType,
    is_for_purchases,
)
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import VoucherKind

PAGE_SIZE = 1000
"""The largest that Dinero allows (contract section 2)."""
_MOST_PAGES = 1000
_ORGANIZATION_FIELDS = "Name,Id,IsPro,IsPayingPro,IsVatFree,VatNumber,City"
_ACCOUNT_FIELDS = "AccountNumber,Name,VatCode,Category,CategoryName,IsHidden"
_ENTRY_FIELDS = "AccountNumber,Name,VatCode,Category,IsHidden"
_DEPOSIT_FIELDS = "AccountNumber,Name,IsDefault,IsHidden"
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
_CONTACT_FIELDS = "Name,ContactGuid,CountryKey,VatNumber,DeletedAt"

_PURCHASES = ("vouchers", "purchase")

_T = TypeVar("_T")


class DineroClient:
    """One login's view of Dinero. Belongs to one thread, as its session does."""

    def __init__(
        self,
        api_url: str,
        tokens: TokenSource,
        session: requests.Session,
        timeouts: tuple[float, float] = (10.0, 60.0),
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        gate: Gate | None = None,
        *,
        plain_list: bool = False,
    ) -> None:
        """``plain_list``: ask for the companies by version 1 alone, which a personal key opens (contract 1.10)."""
        self._transport = Transport(api_url, tokens, session, timeouts, gate)
        self._clock = clock
        self._plain_list = plain_list

    @property
    def last_date(self) -> dt.datetime | None:
        """The server's clock as of the last answer; None before the first."""
        return self._transport.last_date

    # What there is

    def organizations(self) -> tuple[Company, ...]:
        """Return every company that the login reaches, those without access to the API too."""
        try:
            if not self._plain_list:
                return self._read(Call("GET", "/v1.1/organizations"), reference.companies)
        except Fault as fault:
            if fault.code is not FaultCode.NOT_FOUND:
                raise
        call = Call("GET", "/v1/organizations", {"fields": _ORGANIZATION_FIELDS})
        return self._read(call, reference.companies)

    def purchase_accounts(self, org: int) -> tuple[Account, ...]:
        """Return the accounts for purchases, hidden ones too."""
        return self._get(org, _path("v1", org, "accounts", "purchase"), reference.accounts, fields=_ACCOUNT_FIELDS)

    def deposit_accounts(self, org: int) -> tuple[DepositAccount, ...]:
        """Return the accounts that purchases are paid from, hidden ones too."""
        return self._get(org, _path("v1", org, "accounts", "deposit"), reference.deposits, fields=_DEPOSIT_FIELDS)

    def other_accounts(self, org: int) -> tuple[Account, ...]:
        """Return the accounts that a purchase can't be put on, by number: sales, assets, debts."""
        found = self._get(org, _path("v1", org, "accounts", "entry"), reference.accounts, fields=_ENTRY_FIELDS)
        return tuple(a for a in found if not is_for_purchases(a.number))

    def vat_types(self, org: int) -> tuple[VatType, ...]:
        """Return the company's VAT codes."""
        return self._get(org, _path("v1", org, "vatTypes"), reference.vat_types)

    def accounting_years(self, org: int) -> tuple[AccountingYear, ...]:
        """Return the company's accounting years."""
        return self._get(org, _path("v1", org, "accountingyears"), reference.years)

    def contacts(self, org: int) -> tuple[Supplier, ...]:
        """Return all contacts that are not deleted."""
        return self.contact_list(org).there

    def contact_list(self, org: int, since: dt.datetime | None = None) -> reference.ContactList:
        """Return the contacts, or those that were made, changed or deleted since then (contract section 2).

        Raises Fault NOT_FOUND or REFUSED where Dinero does not tell of changes; the list without ``since`` it does.
        """
        try:
            return reference.contact_list(self._contact_items("v2", org, since))
        except Fault as fault:
            if fault.code is not FaultCode.NOT_FOUND or since is not None:
                raise
        return reference.contact_list(self._contact_items("v1", org))

    def company_book(self, company: Company, suppliers: tuple[Supplier, ...] | None = None) -> CompanyBook:
        """Return everything that the form needs to know about a company; ``suppliers`` None: they are asked for."""
        return CompanyBook(
            company=company,
            accounts=self.purchase_accounts(company.id),
            deposits=self.deposit_accounts(company.id),
            vat_types=self.vat_types(company.id),
            suppliers=self.contacts(company.id) if suppliers is None else suppliers,
            years=self.accounting_years(company.id),
            others=self.other_accounts(company.id),
            fetched_at=self._clock(),
        )

    # Suppliers

    def contact(self, org: int, guid: str) -> Supplier:
        """Return one contact; Fault NOT_FOUND if there is none, CONTACT_GONE if it is deleted."""
        item = self._get(org, _path("v1", org, "contacts", guid), record)
        if item.get("deletedat"):
            raise Fault(FaultCode.CONTACT_GONE)
        return reference.supplier(item)

    def create_contact(
        self, org: int, guid: str, name: str, country: str = "DK", vat_number: str | None = None
    ) -> None:
        """Make a supplier with the guid that we chose; Fault CONFLICT if there is one with it already."""
        document: dict[str, object] = {
            "ContactGuid": guid, "Name": name, "CountryKey": country,
            "IsPerson": False, "IsMember": False, "UseCvr": False,
        }  # fmt: skip
        if vat_number:
            document["VatNumber"] = vat_number
        self._transport.send(_post("contact", org, _path("v1", org, "contacts"), document))

    # Files

    def upload(self, org: int, file: UploadFile, progress: Progress | None = None) -> str:
        """Send a file to Dinero's archive and return its FileGuid, an opaque text."""
        query = {"fileName": file.file_name}
        call = Call("POST", _path("v1", org, "files"), query, FileBody(file, progress), "upload", org)
        return self._read(call, _uploaded_guid)

    def files(self, org: int, uploaded_after: dt.date | None = None) -> Iterator[tuple[FileEntry, ...]]:
        """Yield the pages of the archive's listing, used and unused files alike.

        The specification's words for the date filters are swapped, so an empty filtered listing proves nothing:
        confirm it by one without a filter (contract 7.5).
        """
        after: dict[str, str | int] = {"uploadedAfter": uploaded_after.strftime("%Y/%m/%d")} if uploaded_after else {}
        for page in range(_MOST_PAGES):
            query = after | {"fileStatus": "All", "page": page, "pageSize": PAGE_SIZE}
            found = self._get(org, _path("v1", org, "files"), _file_entries, **query)
            yield found
            if len(found) < PAGE_SIZE:
                return

    def download(self, org: int, guid: str, to: Sink) -> int:
        """Write a file's bytes to ``to`` and return how many; after a Fault a part of them may be in it."""
        return self._transport.fetch(Call("GET", _path("v1", org, "files", guid), company=org), to)

    # Vouchers

    def vouchers_by_file(self, org: int, file_guid: str) -> tuple[str, ...]:
        """Return the guids of the purchase vouchers that carry this file."""
        return self._get(org, _path("v1", org, *_PURCHASES, "fileguid", file_guid), _guids)

    def voucher(self, org: int, guid: str, kind: VoucherKind = VoucherKind.PURCHASE) -> VoucherRead:
        """Return a voucher of a kind; Fault NOT_FOUND if it is gone."""
        shelf = SHELVES[kind]
        return self._get(org, _path("v1", org, *shelf.parts, guid), shelf.read)

    def similar(self, org: int, order: VoucherOrder) -> Similar:
        """Ask whether Dinero has a similar voucher already; writes nothing."""
        document = order.document()
        if not order.file_guid:  # asked before the file is there
            del document["FileGuid"]
        body = JsonBody(document)
        call = Call("POST", _path("v1", org, *_PURCHASES, "similar"), body=body, company=org)
        return self._read(call, similar_read)

    def create_voucher(self, org: int, order: VoucherOrder) -> VoucherRead | None:
        """Make a draft; None when Dinero did not tell what it made (then look it up by its file, or its guid)."""
        shelf = SHELVES[order.kind]
        call = _post("voucher", org, _path(shelf.version, org, *shelf.parts), order.document())
        try:
            if not shelf.tells_what_it_made:
                self._written(call, _made_guid)
                return None
            return self._written(call, shelf.read)
        except Fault as fault:
            if fault.code is FaultCode.ACCOUNT_GONE:
                fault.params = {**fault.params, "number": order.account_named(fault.params) or 0}
            raise

    def book_voucher(
        self, org: int, guid: str, timestamp: str, kind: VoucherKind = VoucherKind.PURCHASE
    ) -> VoucherRead | None:
        """Book a draft, for good; None when Dinero answered with a success without a body."""
        shelf = SHELVES[kind]
        call = _post("booking", org, _path("v1", org, *shelf.parts, guid, "book"), {"Timestamp": timestamp})
        return self._written(call, shelf.read)

    def delete_voucher(self, org: int, guid: str, timestamp: str, kind: VoucherKind = VoucherKind.PURCHASE) -> None:
        """Delete a draft; a booked voucher gets an offset entry instead, as Danish law wants it."""
        body = JsonBody({"Timestamp": timestamp})
        path = _path("v1", org, *SHELVES[kind].parts, guid)
        self._transport.send(Call("DELETE", path, {}, body, "deletion", org))

    def entry_changes(self, org: int, first: dt.datetime, last: dt.datetime) -> tuple[EntryRead, ...]:
        """Return the entries that were made between two instants (aware, at most 31 days apart; contract 6.6)."""
        between = {"changesFrom": utc_text(first), "changesTo": utc_text(last), "includePrimo": "false"}
        return self._get(org, _path("v1", org, "entries", "changes"), entries_read, **between)

    # How it is asked

    def _contact_items(self, version: str, org: int, since: dt.datetime | None = None) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        changes: dict[str, str | int] = {"changesSince": since.astimezone(dt.UTC).strftime(_INSTANT)} if since else {}
        for page in range(_MOST_PAGES):
            query = changes | {"fields": _CONTACT_FIELDS, "page": page, "pageSize": PAGE_SIZE}
            found, more = self._get(org, _path(version, org, "contacts"), reference.collection, **query)
            items += found
            if not more:
                break
        return items

    def _get(self, org: int, path: str, parse: Callable[[object], _T], **query: str | int) -> _T:
        return self._read(Call("GET", path, query, company=org), parse)

    def _read(self, call: Call, parse: Callable[[object], _T]) -> _T:
        """Return the answer as ``parse`` reads it; an answer of another shape is a fault of the call."""
        return _parsed(call, self._transport.send(call), parse)

    def _written(self, call: Call, parse: Callable[[object], _T]) -> _T | None:
        """Return what ``parse`` reads in the answer, None if it had no body."""
        answer = self._transport.send(call)
        return None if answer.empty else _parsed(call, answer, parse)


def _path(version: str, org: int, *parts: str) -> str:
    """Return a path below a company; the parts are opaque texts of Dinero's."""
    return "/".join(("", version, str(org), *(quote(part, safe="") for part in parts)))


def _post(step: Step, org: int, path: str, document: dict[str, object]) -> Call:
    return Call("POST", path, {}, JsonBody(document), step, org)


def _parsed(call: Call, answer: Answer, parse: Callable[[object], _T]) -> _T:
    try:
        return parse(answer.json)
    except UnexpectedShape:
        raise unusable(call) from None


def _uploaded_guid(json: object) -> str:
    """Return the FileGuid; a bare JSON string has been seen instead of the object (contract 4.1)."""
    return json if isinstance(json, str) and json else needed_text(record(json), "fileguid")


def _made_guid(json: object) -> str:
    return needed_text(record(json), "guid")


def _file_entries(json: object) -> tuple[FileEntry, ...]:
    return tuple(file_entry(item) for item in records(json))


def _guids(json: object) -> tuple[str, ...]:
    if not isinstance(json, list) or not all(isinstance(guid, str) for guid in json):
        raise UnexpectedShape
    return tuple(json)
