"""The sandbox's people and companies. Names of companies are invented; their numbers pass CVR's mod-11 test."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.sandbox.chart import BANK, CASH, MONEYBOX, NO_VAT, OLD_BANK, OWN_OUTLAY, VAT_KINDS, Deposit, VatKind


@dataclass(frozen=True, slots=True)
class Organization:
    """A company in Dinero."""

    id: int
    name: str
    vat_number: str | None
    street: str
    zip_code: str
    city: str
    plan: str = "Total"
    """``Starter``, ``Pro`` or ``Total``; Starter has no API."""
    company_type: str = "ApS"
    vat_free: bool = False
    tax_free_union: bool = False
    deposits: tuple[Deposit, ...] = (BANK, OLD_BANK, CASH)
    vat_kinds: tuple[VatKind, ...] = VAT_KINDS
    api_key: str = ""
    """For the personal integration."""

    @property
    def has_api(self) -> bool:
        """True with Pro or Total."""
        return self.plan in {"Pro", "Total"}


@dataclass(frozen=True, slots=True)
class User:
    """A Visma profile: password, and the companies it opens (id and role)."""

    username: str
    password: str
    name: str
    roles: tuple[tuple[int, str], ...]
    note: str

    @property
    def organizations(self) -> tuple[int, ...]:
        """Ids of the companies, in Dinero's order."""
        return tuple(org for org, _role in self.roles)


KAFFE, TAG, FORENING, MALER, STARTER, FREMMED = 1001, 1002, 1003, 1004, 1005, 1006

ORGANIZATIONS = {
    o.id: o
    for o in (
        Organization(
            KAFFE,
            "Kaffe ApS",
            "DK13748136",
            "Ristegade 12",
            "2200",
            "København N",
            deposits=(BANK, OLD_BANK, CASH, OWN_OUTLAY),
            api_key="sandbox-key-kaffe",
        ),
        Organization(
            TAG,
            "Tag og Facade ApS",
            "DK13585628",
            "Tagvej 3",
            "8000",
            "Aarhus C",
            plan="Pro",
            deposits=(BANK, MONEYBOX, CASH),
            api_key="sandbox-key-tag",
        ),
        Organization(
            FORENING,
            "Foreningen Havnebadet",
            None,
            "Kajen 1",
            "9000",
            "Aalborg",
            company_type="Forening",
            vat_free=True,
            tax_free_union=True,
            vat_kinds=NO_VAT,
            deposits=(BANK, CASH),
            api_key="sandbox-key-forening",
        ),
        Organization(
            MALER,
            "Malermester Sand",
            "DK24256790",
            "Penselvej 8",
            "5000",
            "Odense C",
            company_type="Enkeltmandsvirksomhed",
            deposits=(BANK,),
            api_key="sandbox-key-maler",
        ),
        Organization(
            STARTER,
            "Hobbyværkstedet",
            "DK20000007",
            "Baggården 2",
            "5000",
            "Odense C",
            plan="Starter",
            company_type="Enkeltmandsvirksomhed",
            deposits=(BANK,),
            api_key="sandbox-key-starter",
        ),
        Organization(
            FREMMED,
            "Fremmed Handel A/S",
            "DK20000015",
            "Havnegade 40",
            "6700",
            "Esbjerg",
            company_type="AS",
            api_key="sandbox-key-fremmed",
        ),
    )
}

_PASSWORD = "sandbox"  # noqa: S105 - printed on the login page; the sandbox holds nothing worth protecting

USERS = {
    u.username: u
    for u in (
        User("ejer@example.dk", _PASSWORD, "Karen Kaffe", ((KAFFE, "Owner"),), "one"),
        User("tofirmaer@example.dk", _PASSWORD, "Tove Tofirmaer", ((TAG, "Owner"), (FORENING, "Administrator")), "two"),
        User("udenpro@example.dk", _PASSWORD, "Ulla Uden", ((STARTER, "Owner"), (MALER, "Owner")), "no_pro"),
        User("fremmed@example.dk", _PASSWORD, "Finn Fremmed", ((FREMMED, "Owner"),), "foreign"),
        User("ingen@example.dk", _PASSWORD, "Inge Ingen", (), "none"),
    )
}

_SHARED_SUPPLIERS: tuple[tuple[str, str, str | None, str, str], ...] = (
    ("Netto Eksempelgade", "DK", "DK20000023", "2200", "København N"),
    ("Kontorhuset Papir og Pen ApS", "DK", "DK20000031", "8000", "Aarhus C"),
    ("Grøn Strøm A/S", "DK", "DK20000058", "5000", "Odense C"),
    ("Byens Tømmerhandel A/S", "DK", "DK20000066", "9000", "Aalborg"),
    ("Benzin og Bolle ApS", "DK", "DK20000074", "4000", "Roskilde"),
    ("Restaurant Æblegrød ApS", "DK", "DK20000082", "1200", "København K"),
    ("Fjordens Telefoni A/S", "DK", "DK20000090", "7100", "Vejle"),
    ("Hetzner Online GmbH", "DE", "DE812871812", "91710", "Gunzenhausen"),
    ("Cloud Examples Inc.", "US", None, "94105", "San Francisco"),
)


def suppliers(org: int) -> tuple[tuple[str, str, str | None, str, str], ...]:
    """Return the contacts a company starts with: name, country, VAT number, zip code, city."""
    if org == KAFFE:
        return (("Risteriet på Hjørnet ApS", "DK", "DK20000104", "2200", "København N"), *_SHARED_SUPPLIERS)
    return _SHARED_SUPPLIERS if org != FORENING else _SHARED_SUPPLIERS[:5]


EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip

COUNTRIES = (
    ("DK", "Danmark", "Denmark"), ("SE", "Sverige", "Sweden"), ("NO", "Norge", "Norway"), ("DE", "Tyskland", "Germany"),
    ("AT", "Østrig", "Austria"), ("BE", "Belgien", "Belgium"), ("BG", "Bulgarien", "Bulgaria"),
    ("CH", "Schweiz", "Switzerland"), ("CN", "Kina", "China"), ("CY", "Cypern", "Cyprus"),
    ("CZ", "Tjekkiet", "Czechia"), ("EE", "Estland", "Estonia"), ("ES", "Spanien", "Spain"),
    ("FI", "Finland", "Finland"), ("FO", "Færøerne", "Faroe Islands"), ("FR", "Frankrig", "France"),
    ("GB", "Storbritannien", "United Kingdom"), ("GL", "Grønland", "Greenland"), ("GR", "Grækenland", "Greece"),
    ("HR", "Kroatien", "Croatia"), ("HU", "Ungarn", "Hungary"), ("IE", "Irland", "Ireland"),
    ("IS", "Island", "Iceland"), ("IT", "Italien", "Italy"), ("LT", "Litauen", "Lithuania"),
    ("LU", "Luxembourg", "Luxembourg"), ("LV", "Letland", "Latvia"), ("MT", "Malta", "Malta"),
    ("NL", "Holland", "Netherlands"), ("PL", "Polen", "Poland"), ("PT", "Portugal", "Portugal"),
    ("RO", "Rumænien", "Romania"), ("SI", "Slovenien", "Slovenia"), ("SK", "Slovakiet", "Slovakia"),
    ("US", "USA", "United States"),
)  # fmt: skip


def vat_region(country: str) -> str:
    """Return Dinero's region key of a country: ``DK``, ``EU`` or ``World``."""
    return "DK" if country == "DK" else "EU" if country in EU else "World"
