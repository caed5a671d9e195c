"""Who a document is made out to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.reading.einvoice import read_einvoice
from desktop.reading.rules import read_pages
from desktop.reading.wire import answer_from_bytes, answer_to_bytes
from tests.unit.reading.conftest import CONTEXT, Read, page_of
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, truth_of
from tests.unit.reading.ubl import invoice

OTHER_CVR = "97000018"
TRUTH = truth_of("buyer")


@pytest.mark.parametrize("profile", ["oioubl", "peppol"])
def test_an_einvoice_names_its_buyer(profile: str) -> None:
    found = read_einvoice(invoice(TRUTH, profile), CONTEXT)
    assert found is not None
    assert found.buyer is not None
    assert found.buyer_cvr is not None
    assert (found.buyer.value, found.buyer_cvr.value) == (OWN_NAME, OWN_CVR)


@pytest.mark.parametrize(
    "text",
    [
        f"Kunde\n{OWN_NAME}\nCVR-nr. {OWN_CVR}",
        f"{OWN_NAME}\tCVR {OWN_CVR}",
        f"Faktureres til: {OWN_NAME}\nDeres CVR: DK{OWN_CVR}",
        f"Bill to\n{OWN_NAME}\nYour VAT no. DK {OWN_CVR}",
    ],
)
def test_ones_own_number_and_name_on_a_page(read: Read, text: str) -> None:
    found = read(f"Havnens Bageri ApS\nCVR-nr. {TRUTH.cvr}\n{text}\nI alt\t100,00")
    assert found.buyer is not None
    assert found.buyer_cvr is not None
    assert (found.buyer.value, found.buyer_cvr.value) == (OWN_NAME, OWN_CVR)
    assert found.buyer_cvr.confidence > 0.9
    assert found.cvr is not None
    assert found.cvr.value == TRUTH.cvr


def test_a_strangers_document_names_the_stranger(read: Read) -> None:
    found = read(
        f"Havnens Bageri ApS\nCVR-nr. {TRUTH.cvr}\nKunde:\nNordens Kiosk ApS\nDeres CVR: {OTHER_CVR}\nI alt\t1,00"
    )
    assert found.buyer is not None
    assert found.buyer_cvr is not None
    assert (found.buyer.value, found.buyer_cvr.value) == ("Nordens Kiosk ApS", OTHER_CVR)


def test_another_of_the_users_companies_is_told_apart_by_what_it_is_called() -> None:
    """One's own company may be the seller to another of one's own."""
    context = replace(CONTEXT, own_numbers=frozenset({OWN_CVR, OTHER_CVR}))
    text = f"Kaffe & Kode ApS\nCVR-nr. {OWN_CVR}\nKunde: Kode Holding ApS\nDeres CVR: {OTHER_CVR}\nI alt\t100,00"
    found = read_pages([page_of(text)], context)
    assert found.buyer_cvr is not None
    assert found.buyer_cvr.value == OTHER_CVR


def test_a_till_receipt_names_nobody(read: Read) -> None:
    found = read(f"Havnens Bageri ApS\nCVR {TRUTH.cvr}\nI alt\t100,00\nKunde nr. 40117\nTak for besøget")
    assert (found.buyer, found.buyer_cvr) == (None, None)


def test_the_text_of_a_reading_is_its_words(read: Read) -> None:
    assert read("Havnens Bageri\nI alt\t100,00", "Side to").text == "Havnens Bageri I alt 100,00\nSide to"


@pytest.mark.parametrize("kind", ["Invoice", "CreditNote"])
def test_all_of_a_reading_comes_through_the_pipe(kind: str) -> None:
    found = read_einvoice(invoice(TRUTH, kind=kind), CONTEXT)
    assert found is not None
    assert answer_from_bytes(answer_to_bytes(found)) == found
    printed = read_pages([page_of("Shop\nKreditnota 7\nTotal\tEUR 100,00\nSvarende til\tDKK 746,05")], CONTEXT)
    again = answer_from_bytes(answer_to_bytes(printed))
    assert (again.refund, again.other_currency, again.credit_note) == (printed.refund, printed.other_currency, True)
    assert printed.refund is not None
    assert printed.other_currency is not None
