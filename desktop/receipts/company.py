"""What Dinero tells about a company: accounts, VAT codes, suppliers, accounting years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

FIRST_PURCHASE, LAST_PURCHASE = 2000, 9399
"""The accounts that a purchase may have (contract 5.1 and 6.1)."""


def is_for_purchases(number: int) -> bool:
    """Return whether an account's number lies where Dinero takes purchases."""
    return FIRST_PURCHASE <= number <= LAST_PURCHASE


@dataclass(frozen=True, slots=True)
class Company:
    """A Dinero organization that the login reaches (contract section 3)."""

    id: int
    name: str
    has_api: bool
    """Pro or Total (a trial counts); without it every call but the list of companies answers 403."""
    is_vat_free: bool = False
    vat_number: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account for purchases, 2000-9399 (contract 6.1)."""

    number: int
    name: str
    vat_code: str | None = None
    category: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DepositAccount:
    """An account that a cash purchase is paid from (contract 6.1)."""

    number: int
    name: str
    is_default: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class VatType:
    """A VAT code as Dinero lists it; companies define their own, so none is hard-coded (contract 6.2)."""

    code: str
    name: str
    rate: Decimal
    """A fraction: 0.25 is 25 %."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A Dinero contact one buys from."""

    guid: str
    name: str
    country: str = "DK"
    vat_number: str | None = None


@dataclass(frozen=True, slots=True)
class AccountingYear:
    """One accounting year, both days included."""

    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class CompanyBook:
    """Everything the form needs to know about one company, cached so that the tray works offline."""

    company: Company
    accounts: tuple[Account, ...] = ()
    deposits: tuple[DepositAccount, ...] = ()
    vat_types: tuple[VatType, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    years: tuple[AccountingYear, ...] = ()
    fetched_at: dt.datetime | None = field(default=None, compare=False)
    others: tuple[Account, ...] = ()
    """Accounts that a purchase can't be put on: sales, assets, debts; for manual vouchers."""

    def account(self, number: int | None) -> Account | None:
        """Return the account with this number, or None."""
        return next((a for a in self.accounts if a.number == number), None)

    def any_account(self, number: int | None) -> Account | None:
        """Return the account with this number, one that is not for purchases too, or None."""
        paying = (Account(d.number, d.name, hidden=d.hidden) for d in self.deposits)
        return next((a for a in (*self.accounts, *self.others, *paying) if a.number == number), None)

    def vat_type(self, code: str | None) -> VatType | None:
        """Return the VAT type with this code, or None."""
        return next((v for v in self.vat_types if v.code == code), None)

    def default_deposit(self) -> DepositAccount | None:
        """Return the deposit account that Dinero marks as default, else the first one shown."""
        shown = [d for d in self.deposits if not d.hidden]
        return next((d for d in shown if d.is_default), shown[0] if shown else None)
