"""A name that is only much like a known one."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from desktop.reading import UNSURE, Reading, SupplierIndex, recognised
from desktop.reading.likeness import most_alike
from desktop.receipts.company import Supplier

Read = Callable[..., Reading]
TEXT = "Fjordens Tomrerfrima ApS\nCVR-nr. 97143951\nFaktura\nI alt 125,00"


def supplier(name: str, number: str | None = None) -> Supplier:
    return Supplier(f"guid of {name}", name, vat_number=number)


def test_a_slip_of_a_letter_is_seen_through_and_marked_as_unsure(read: Read) -> None:
    found = recognised(read(TEXT), [supplier("Fjordens Tømrerfirma A/S"), supplier("Netto")])
    assert found.contact_guid == "guid of Fjordens Tømrerfirma A/S"
    assert found.supplier is not None
    assert found.supplier.confidence < UNSURE


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("butik 12 kolding", ["butik 13 kolding"]),
        ("netto", ["nette"]),
        ("nordlys el vest", ["nordlys el vesta", "nordlys el veste"]),
        ("snak mobil", ["mobil snak", "stormobil"]),
        ("", [""]),
        ("fjordens tomrer", []),
    ],
)
def test_nobody_is_taken_for_another(name: str, known: list[str]) -> None:
    assert most_alike(name, known) is None


def test_never_one_with_another_number(read: Read) -> None:
    for name in ("Fjordens Tomrerfrima", "Fjordens Tømrerfirma", "Fjordens Tomrerfrima ApS"):
        assert recognised(read(TEXT), [supplier(name, "DK97000018")]).contact_guid is None
        assert recognised(read(TEXT), [supplier(name, "DK97143951")]).contact_guid == f"guid of {name}"


def test_of_two_with_one_number_the_one_of_that_name(read: Read) -> None:
    both = [supplier("Moderselskabet", "97143951"), supplier("Fjordens Tomrerfrima", "97143951")]
    assert recognised(read(TEXT), both).contact_guid == "guid of Fjordens Tomrerfrima"


def test_a_number_in_any_list_counts_more_than_a_name(read: Read) -> None:
    name = "Fjordens Tomrerfrima i Skagen"
    contacts, remembered = [supplier("Fjordens Tomrerfrima")], [Supplier("", name, vat_number="97143951")]
    found = recognised(read(TEXT), contacts, remembered)
    assert found.supplier is not None
    assert (found.supplier.value, found.contact_guid) == (name, None)


def test_a_number_under_another_name_is_doubted(read: Read) -> None:
    found = recognised(read(TEXT), [supplier("Trykkeriet på Torvet", "97143951")])
    assert found.supplier is not None
    assert (found.supplier.value, found.supplier.confidence < UNSURE) == ("Trykkeriet på Torvet", True)
    only_remembered = recognised(read(TEXT), [Supplier("", "Trykkeriet på Torvet", vat_number="97143951")])
    assert only_remembered.supplier is not None
    assert only_remembered.supplier.value == "Fjordens Tomrerfrima ApS"


def test_five_thousand_are_quick(read: Read) -> None:
    index = SupplierIndex([supplier(f"Handelshuset Nummer{n} Vejle ApS", f"DK{n + 10_000_000}") for n in range(5_000)])
    reading = read(TEXT)
    begun = time.perf_counter()
    for _ in range(20):
        recognised(reading, index)
    assert (time.perf_counter() - begun) / 20 < 0.05
