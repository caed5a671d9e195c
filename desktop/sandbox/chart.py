"""A Danish chart of accounts with its VAT types, as a small company in Dinero has it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """An account one buys on; ``vat`` is its own VAT code."""

    number: int
    name: str
    vat: str
    category: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Deposit:
    """An account one pays from."""

    number: int
    name: str
    default: bool = False
    hidden: bool = False
    registration: str | None = None
    bank_account: str | None = None


@dataclass(frozen=True, slots=True)
class VatKind:
    """A VAT code: its rate, the part of it that may be deducted, and where a purchase with it comes from."""

    code: str
    name: str
    rate: Decimal
    deductible: Decimal = Decimal(1)
    reverse: bool = False
    """The buyer accounts for the VAT: the amount paid holds none."""
    regions: tuple[str, ...] = ("DK",)
    sale: bool = False
    """For what one sells: of a manual voucher's amount it is reckoned on top."""


NONE = "none"
"""Suppresses VAT; the one code that every company knows."""

VAT_KINDS = (
    VatKind("I25", "Dansk købsmoms", Decimal("0.25")),
    VatKind("U25", "Dansk salgsmoms", Decimal("0.25"), sale=True),
    VatKind("REP", "Repræsentation (25 % fradrag)", Decimal("0.25"), deductible=Decimal("0.25")),
    VatKind("OBPK", "Køb med omvendt betalingspligt i Danmark", Decimal("0.25"), reverse=True),
    VatKind("IEUV", "Varekøb i EU", Decimal("0.25"), reverse=True, regions=("EU",)),
    VatKind("IEUY", "Ydelseskøb i EU", Decimal("0.25"), reverse=True, regions=("EU",)),
    VatKind("IVV", "Varekøb i verden", Decimal("0.25"), reverse=True, regions=("World",)),
    VatKind("IVY", "Ydelseskøb i verden", Decimal("0.25"), reverse=True, regions=("World",)),
    VatKind(NONE, "Ingen moms", Decimal(0), regions=("DK", "EU", "World")),
)
NO_VAT = (VAT_KINDS[-1],)

CATEGORIES = {
    "Variable Expenses": "Variable omkostninger",
    "Salary": "Lønomkostninger",
    "Sales Expenses": "Salgsomkostninger",
    "Vehicle Expenses": "Bilomkostninger",
    "Travel Expenses": "Rejseomkostninger",
    "Property Expenses": "Lokaleomkostninger",
    "Administration": "Administrationsomkostninger",
    "Depreciation": "Afskrivninger og småanskaffelser",
    "Financial Expenses": "Finansielle omkostninger",
}

PURCHASE_ACCOUNTS = (
    ChartAccount(2000, "Vareforbrug", "I25", "Variable Expenses"),
    ChartAccount(2010, "Varekøb, EU", "IEUV", "Variable Expenses"),
    ChartAccount(2020, "Varekøb, verden", "IVV", "Variable Expenses"),
    ChartAccount(2100, "Ydelseskøb, EU", "IEUY", "Variable Expenses"),
    ChartAccount(2110, "Ydelseskøb, verden", "IVY", "Variable Expenses"),
    ChartAccount(2200, "Fremmed arbejde", "I25", "Variable Expenses"),
    ChartAccount(2260, "Fragt", "I25", "Variable Expenses"),
    ChartAccount(2300, "Emballage", "I25", "Variable Expenses"),
    ChartAccount(2900, "Vareforbrug, gammel konto", "I25", "Variable Expenses", hidden=True),
    ChartAccount(3050, "Personaleudgifter", "I25", "Salary"),
    ChartAccount(3060, "Kurser og uddannelse", "I25", "Salary"),
    ChartAccount(3070, "Arbejdstøj", "I25", "Salary"),
    ChartAccount(4000, "Annoncer og reklame", "I25", "Sales Expenses"),
    ChartAccount(4030, "Annoncer, Google og Facebook", "IEUY", "Sales Expenses"),
    ChartAccount(4100, "Gaver og blomster", NONE, "Sales Expenses"),
    ChartAccount(4120, "Restaurationsbesøg", "REP", "Sales Expenses"),
    ChartAccount(4140, "Repræsentation", "REP", "Sales Expenses"),
    ChartAccount(4200, "Messer og udstillinger", "I25", "Sales Expenses"),
    ChartAccount(6020, "Brændstof", "I25", "Vehicle Expenses"),
    ChartAccount(6040, "Reparation og vedligeholdelse af bil", "I25", "Vehicle Expenses"),
    ChartAccount(6060, "Forsikring og vægtafgift", NONE, "Vehicle Expenses"),
    ChartAccount(6080, "Parkering med moms", "I25", "Vehicle Expenses"),
    ChartAccount(6085, "Parkering uden moms", NONE, "Vehicle Expenses"),
    ChartAccount(6090, "Broafgift", "I25", "Vehicle Expenses"),
    ChartAccount(6100, "Fly, tog og bus", NONE, "Travel Expenses"),
    ChartAccount(6120, "Taxa", NONE, "Travel Expenses"),
    ChartAccount(6140, "Hotel", "I25", "Travel Expenses"),
    ChartAccount(6160, "Fortæring på rejse", "REP", "Travel Expenses"),
    ChartAccount(7000, "Husleje", "I25", "Property Expenses"),
    ChartAccount(7020, "El, vand og varme", "I25", "Property Expenses"),
    ChartAccount(7040, "Rengøring", "I25", "Property Expenses"),
    ChartAccount(7060, "Reparation og vedligeholdelse af lokaler", "I25", "Property Expenses"),
    ChartAccount(7200, "Kontorartikler", "I25", "Administration"),
    ChartAccount(7220, "Porto og gebyrer", NONE, "Administration"),
    ChartAccount(7240, "Telefoni", "I25", "Administration"),
    ChartAccount(7260, "Revisor", "I25", "Administration"),
    ChartAccount(7270, "Advokat og rådgivning", "I25", "Administration"),
    ChartAccount(7280, "Regnskabsprogram", "I25", "Administration"),
    ChartAccount(7300, "Internet", "I25", "Administration"),
    ChartAccount(7301, "Hjemmeside og hosting, EU", "IEUY", "Administration"),
    ChartAccount(7320, "Software", "I25", "Administration"),
    ChartAccount(7325, "Software, verden", "IVY", "Administration"),
    ChartAccount(7340, "Aviser og faglitteratur", "I25", "Administration"),
    ChartAccount(7360, "Forsikringer", NONE, "Administration"),
    ChartAccount(7380, "Kontingenter", NONE, "Administration"),
    ChartAccount(7390, "Diverse, bruges ikke mere", "I25", "Administration", hidden=True),
    ChartAccount(8040, "Småanskaffelser", "I25", "Depreciation"),
    ChartAccount(8060, "Computere og IT-udstyr under grænsen", "I25", "Depreciation"),
    ChartAccount(9200, "Renter, bank", NONE, "Financial Expenses"),
    ChartAccount(9240, "Bankgebyrer", NONE, "Financial Expenses"),
    ChartAccount(9260, "Kassedifferencer", NONE, "Financial Expenses", hidden=True),
)

OTHER_ACCOUNTS = (
    ChartAccount(1000, "Salg af varer", "U25", "Turnover"),
    ChartAccount(63000, "Leverandørgæld", NONE, "Liabilities"),
    ChartAccount(64060, "Købsmoms", NONE, "Liabilities"),
)
"""Accounts outside 2000-9399: a purchase can't be put there."""

BANK = Deposit(55000, "Bank", default=True, registration="9999", bank_account="0001234567")
CASH = Deposit(55040, "Kasse")
OLD_BANK = Deposit(55010, "Bank, lukket konto", hidden=True)
OWN_OUTLAY = Deposit(63100, "Udlæg ansatte og ejer")
MONEYBOX = Deposit(55020, "Bank, dankortterminal")
