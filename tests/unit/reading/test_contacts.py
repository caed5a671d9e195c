"""Suppliers of the company are recognised by number first, then by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.reading import Reading, Source, recognised
from desktop.receipts.company import Supplier

Read = Callable[..., Reading]
TEXT = """Snak Mobil A/S
CVR-nr. 97143951
Faktura
I alt 125,00"""


def supplier(name: str, number: str | None = None) -> Supplier:
    return Supplier(f"guid of {name}", name, vat_number=number)


@pytest.mark.parametrize("number", ["97143951", "DK97143951", "97 14 39 51"])
def test_by_cvr_whatever_the_name_is(read: Read, number: str) -> None:
    found = recognised(read(TEXT), [supplier("Netto"), supplier("Telefonselskabet", number)])
    assert found.supplier is not None
    assert (found.supplier.value, found.contact_guid) == ("Telefonselskabet", "guid of Telefonselskabet")
    assert found.supplier.source is Source.CONTACT


@pytest.mark.parametrize("name", ["Snak Mobil A/S", "SNAK MOBIL", "Snak-Mobil ApS"])
def test_by_name_without_its_legal_form(read: Read, name: str) -> None:
    assert recognised(read(TEXT), [supplier(name)]).contact_guid == f"guid of {name}"


def test_by_a_foreign_number(read: Read) -> None:
    text = "Hosting\nInvoice\nVAT ID DE812871812\nTotal 20,00"
    known = Supplier("guid", "Hetzner Online GmbH", "DE", "DE812871812")
    assert recognised(read(text), [known]).contact_guid == "guid"


def test_the_longer_name_wins(read: Read) -> None:
    text = "\nNordlys El Vest\nFaktura\nI alt 125,00"
    found = recognised(read(text), [supplier("Nordlys"), supplier("Nordlys El Vest")])
    assert found.contact_guid == "guid of Nordlys El Vest"


@pytest.mark.parametrize("name", ["Mob", "IT", "Netto", "Mobil Snak"])
def test_nobody_is_recognised_by_chance(read: Read, name: str) -> None:
    found = recognised(read(TEXT), [supplier(name)])
    assert found.contact_guid is None
    assert found.supplier is not None
    assert found.supplier.value == "Snak Mobil A/S"


def test_five_thousand_contacts(read: Read) -> None:
    many = [supplier(f"Firma {n} ApS", f"{10_000_000 + n}") for n in range(5_000)]
    assert recognised(read(TEXT), [*many, supplier("Snak Mobil")]).contact_guid == "guid of Snak Mobil"
