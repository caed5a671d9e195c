"""What Dinero demands of a purchase voucher, as a draft and when it is booked (contract 5.1-5.4)."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desktop.sandbox.chart import NONE, PURCHASE_ACCOUNTS, ChartAccount, VatKind
from desktop.sandbox.companies import Organization
from desktop.sandbox.problems import Problem, invalid
from desktop.sandbox.shapes import LINE, read
from desktop.sandbox.world import World
from desktop.words import N_

Json = dict[str, Any]
_CURRENCIES = frozenset({
    "DKK", "EUR", "USD", "GBP", "SEK", "NOK", "CHF", "PLN", "CZK", "HUF", "ISK", "JPY", "CAD", "AUD",
    "CNY", "HKD", "SGD", "NZD", "TRY", "RON", "BGN", "THB", "ZAR", "INR",
})  # fmt: skip
_ACCOUNTS = {a.number: a for a in PURCHASE_ACCOUNTS}
_CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    """Round to two decimals, half away from zero."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def account(number: int | None) -> ChartAccount | None:
    """Return the account for purchases with this number, or None."""
    return None if number is None else _ACCOUNTS.get(number)


def vat_kind(org: Organization, code: str | None) -> VatKind | None:
    """Return the company's VAT code; "none" may be written in any casing."""
    wanted = code.lower() if code is not None and code.lower() == NONE else code
    return next((k for k in org.vat_kinds if k.code == wanted), None)


def effective_vat(org: Organization, line: Json) -> VatKind | None:
    """Return the VAT code of a line: its own, else its account's; a company without VAT has none."""
    code = line.get("VatCode")
    if code is None:
        own = account(line.get("AccountNumber"))
        code = NONE if own is None or org.vat_free else own.vat
    return vat_kind(org, code)


def split(gross: Decimal, kind: VatKind | None) -> tuple[Decimal, Decimal, Decimal]:
    """Return (without VAT, with VAT, VAT) of a gross amount; amounts of foreign VAT codes hold no VAT."""
    gross = cents(gross)
    if kind is None or kind.reverse or not kind.rate:
        return gross, gross, Decimal("0.00")
    vat = cents(gross * kind.rate / (1 + kind.rate) * kind.deductible)
    return gross - vat, gross, vat


def check_draft(world: World, org: Organization, body: Json, *, updating: bool = False) -> Json:
    """Return a voucher's body with its lines read. Raises Problem 42 that names every member that is refused."""
    wrong: dict[str, str] = {}
    kind = str(body["PurchaseType"]).lower()
    if kind == "cash":
        wrong |= _cash(org, body, updating=updating)
    elif kind == "credit":
        wrong |= _credit(world, org, body)
    else:
        wrong["PurchaseType"] = N_("PurchaseType must be cash or credit")
    wrong |= check_file(world, org.id, body.get("FileGuid"))
    lines = read_lines(world, org, body.get("Lines"), wrong)
    if wrong:
        raise invalid(wrong)
    _note_what_is_forgiven(world, org, body, kind)
    return {**body, "PurchaseType": kind, "Lines": lines}


def _cash(org: Organization, body: Json, *, updating: bool) -> dict[str, str]:
    wrong = {}
    if "PaymentDate" in body:
        wrong["PaymentDate"] = N_("PaymentDate should not be set on cash purchases")
    if "ContactGuid" in body and not updating:
        wrong["ContactGuid"] = N_("ContactGuid should not be set on cash purchases")
    if body.get("CurrencyKey", "DKK") != "DKK":
        wrong["CurrencyKey"] = N_("Cash purchases are always in DKK")
    deposit = body.get("DepositAccountNumber")
    if deposit is not None and deposit not in {d.number for d in org.deposits}:
        wrong["DepositAccountNumber"] = N_("The deposit account does not exist")
    if body.get("RegionKey", "DK") not in {"DK", "EU", "World"}:
        wrong["RegionKey"] = N_("RegionKey must be DK, EU or World")
    return wrong


def _credit(world: World, org: Organization, body: Json) -> dict[str, str]:
    wrong = {}
    if "DepositAccountNumber" in body:
        wrong["DepositAccountNumber"] = N_("DepositAccountNumber should not be set on credit purchases")
    if "RegionKey" in body:
        wrong["RegionKey"] = N_("RegionKey should not be set on credit purchases")
    if body.get("CurrencyKey", "DKK") not in _CURRENCIES:
        wrong["CurrencyKey"] = N_("The currency is not known")
    wrong |= _contact(world, org, body.get("ContactGuid"))
    if body.get("PaymentDate", "9999-12-31") < body.get("VoucherDate", ""):
        wrong["PaymentDate"] = N_("PaymentDate can't be before VoucherDate")
    return wrong


def _contact(world: World, org: Organization, guid: str | None) -> dict[str, str]:
    contact = world.contacts.get((org.id, guid or ""))
    if guid is not None and (contact is None or contact.deleted_at is not None):
        return {"ContactGuid": N_("The contact does not exist")}
    return {}


def check_file(world: World, org: int, guid: str | None) -> dict[str, str]:
    """Return what is wrong with a FileGuid: unknown, another company's, or not usable yet."""
    if guid is None:
        return {}
    file = world.files.get(guid)
    if file is None or file.org != org or file.attachment:
        return {"FileGuid": N_("The file does not exist")}
    if file.usable_at > world.clock():
        return {"FileGuid": N_("The file is not accessible yet")}
    return {}


def read_lines(world: World, org: Organization, lines: object, wrong: dict[str, str]) -> list[Json]:
    """Return the lines; what is refused goes into ``wrong``. A line without Amount counts as 0 kr, as Dinero does."""
    read_ones: list[Json] = []
    for i, raw in enumerate(lines if isinstance(lines, list) else []):
        try:
            line = read(raw, LINE, lambda text: world.mistake(text, org.id), f"Lines[{i}].")
        except Problem as problem:
            wrong |= problem.properties
            continue
        if "Amount" not in line:
            world.mistake(f"Lines[{i}] has no Amount: it became 0 kr", org.id)
        line["Amount"] = _amount(world, org, line.get("Amount", "0"), i)
        wrong |= _line(org, line, f"Lines[{i}].")
        read_ones.append(line)
    return read_ones


def _amount(world: World, org: Organization, value: str, i: int) -> str:
    amount = Decimal(value)
    if amount != cents(amount):
        world.mistake(f"Lines[{i}].Amount has more than two decimals", org.id)
    return str(cents(amount))


def _line(org: Organization, line: Json, prefix: str) -> dict[str, str]:
    wrong = {}
    if Decimal(line["Amount"]) < 0:
        wrong[prefix + "Amount"] = N_("The amount can't be negative; make a credit note")
    if "AccountNumber" in line and account(line["AccountNumber"]) is None:
        wrong[prefix + "AccountNumber"] = N_("The account does not exist or can't be used for purchases")
    if line.get("VatCode") is not None and vat_kind(org, line["VatCode"]) is None:
        wrong[prefix + "VatCode"] = N_("The VAT code is not known")
    return wrong


def _note_what_is_forgiven(world: World, org: Organization, body: Json, kind: str) -> None:
    if "VoucherDate" not in body:
        world.mistake("a purchase voucher without VoucherDate", org.id)
    if kind == "cash" and not {"DepositAccountNumber", "RegionKey"} <= body.keys():
        world.mistake("a cash purchase without DepositAccountNumber or RegionKey can't be booked", org.id)
    accounts = [account(line.get("AccountNumber")) for line in body.get("Lines") or [] if isinstance(line, dict)]
    if any(a is not None and a.hidden for a in accounts):
        world.mistake("a hidden account was used", org.id)


def check_booking(org: Organization, body: Json, contact_region: str | None) -> None:
    """Raise Problem 42 when a draft lacks what booking demands."""
    wrong: dict[str, str] = {}
    lines = body.get("Lines") or []
    if not lines or sum((Decimal(line["Amount"]) for line in lines), Decimal(0)) <= 0:
        wrong["Lines"] = N_("A voucher without an amount can't be booked")
    if any(line.get("AccountNumber") is None for line in lines):
        wrong["Lines.AccountNumber"] = N_("Every line needs an account")
    if body["PurchaseType"] == "cash":
        needed, region = ("VoucherDate", "DepositAccountNumber", "RegionKey"), body.get("RegionKey")
    else:
        needed, region = ("VoucherDate", "ContactGuid", "PaymentDate"), contact_region
    wrong |= {name: N_("The field is required for booking") for name in needed if body.get(name) is None}
    if region is not None and not all(_fits(effective_vat(org, line), region) for line in lines):
        wrong["RegionKey"] = N_("The region does not fit the VAT code")
    if wrong:
        raise invalid(wrong)


def _fits(kind: VatKind | None, region: str) -> bool:
    return kind is None or region in kind.regions


def accounting_years(world: World, org: int) -> list[tuple[str, str, str]]:
    """Return (name, first day, last day) of each year: last year, this one, and those that bookings have opened."""
    this = dt.datetime.fromtimestamp(world.clock(), dt.UTC).year
    booked = {int(v.body["VoucherDate"][:4]) for v in world.vouchers_of(org)
              if v.booked_at is not None and "VoucherDate" in v.body}  # fmt: skip
    last = max({this, *booked})
    return [(str(y), f"{y}-01-01", f"{y}-12-31") for y in range(this - 2, last + 1)]
