"""E-invoices, alone and inside PDFs; and XML that means harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.papers.kind import EINVOICE, looks_like_einvoice
from desktop.reading.einvoice import read_einvoice
from desktop.reading.extract import read_document
from desktop.reading.model import Document, Reading, Source
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.reading.conftest import CONTEXT
from tests.unit.reading.known_papers import plain_invoice
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import Truth, truth_of
from tests.unit.reading.ubl import BOMB, invoice

MakeDocument = Callable[..., Document]
TRUTH = truth_of("e-invoice")


def values(reading: Reading | None) -> tuple[object, ...]:
    assert reading is not None
    found = (
        reading.supplier, reading.cvr, reading.date, reading.due, reading.number, reading.total, reading.vat,
        reading.currency,
    )  # fmt: skip
    return tuple(f.value if f else None for f in found)


def known(t: Truth) -> tuple[object, ...]:
    cent = Decimal("0.01")
    return t.supplier, t.cvr, t.date, t.due, t.number, t.total.quantize(cent), t.vat, "DKK"


@pytest.mark.parametrize("profile", ["oioubl", "peppol"])
@pytest.mark.parametrize("seed", range(5))
def test_every_field_of_an_einvoice_is_read(profile: str, seed: int) -> None:
    truth = truth_of(f"{profile} {seed}")
    assert values(read_einvoice(invoice(truth, profile), CONTEXT)) == known(truth)


def test_what_was_prepaid_belongs_to_the_total() -> None:
    found = read_einvoice(invoice(TRUTH, prepaid=Decimal("10.00")), CONTEXT)
    assert found is not None
    assert found.total is not None
    assert found.total.value == TRUTH.total


def test_a_credit_note_has_no_total_but_a_refund() -> None:
    found = read_einvoice(invoice(TRUTH, kind="CreditNote"), CONTEXT)
    assert found is not None
    assert found.refund is not None
    assert (found.credit_note, found.total, found.refund.value) == (True, None, TRUTH.total)


def test_ones_own_number_is_no_suppliers() -> None:
    found = read_einvoice(invoice(TRUTH), replace(CONTEXT, own_numbers=frozenset({TRUTH.cvr})))
    assert found is not None
    assert found.cvr is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = invoice(TRUTH).decode().replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert looks_like_einvoice(data)
    assert values(read_einvoice(data, CONTEXT)) == known(TRUTH)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, FaultCode.XML_UNSAFE),
        (b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>', FaultCode.XML_UNSAFE),
        (b"<Invoice>", FaultCode.XML_BROKEN),
        (b"\xff\xfe\x00", FaultCode.XML_BROKEN),
        (b"<a>" * 200_000, FaultCode.XML_BROKEN),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', FaultCode.XML_BROKEN),
        (b"", FaultCode.XML_BROKEN),
    ],
    ids=["bomb", "fetches", "cut off", "bytes", "deep", "encoding", "empty"],
)
def test_bad_xml_is_a_named_fault(data: bytes, code: FaultCode) -> None:
    with pytest.raises(Fault) as caught:
        read_einvoice(data, CONTEXT)
    assert caught.value.code is code


def test_other_xml_is_none() -> None:
    assert read_einvoice(b"<rss/>", CONTEXT) is None
    assert not looks_like_einvoice(b"<rss/>")
    assert not looks_like_einvoice(b"Invoice-2")


def test_senseless_values_are_not_taken() -> None:
    data = invoice(TRUTH).replace(str(TRUTH.date).encode(), b"2026-02-31").replace(b">DKK<", b">kroner<")
    data = data.replace(f">{TRUTH.total}<".encode(), b">NaN<").replace(f">{TRUTH.vat}<".encode(), b">1e99<")
    found = read_einvoice(data, CONTEXT)
    assert found is not None
    assert (found.date, found.total, found.vat, found.currency) == (None, None, None, None)


def test_an_embedded_einvoice_wins_and_points_at_the_page(document: MakeDocument) -> None:
    pdf = pdf_of(plain_invoice(TRUTH), {"readme.txt": b"hello", "faktura.xml": invoice(TRUTH)})
    found = read_document(document(pdf), CONTEXT)
    assert values(found) == known(TRUTH)
    assert found.total is not None
    assert found.date is not None
    assert {found.total.source, found.date.source} == {Source.INVOICE}
    assert found.total.place is not None
    assert found.date.place is not None


def test_an_embedded_bomb_is_refused_by_name(document: MakeDocument) -> None:
    with pytest.raises(Fault) as caught:
        read_document(document(pdf_of([Sheet()], {"faktura.xml": BOMB})), CONTEXT)
    assert caught.value.code is FaultCode.XML_UNSAFE


def test_a_broken_attachment_leaves_what_is_printed(document: MakeDocument) -> None:
    found = read_document(document(pdf_of(plain_invoice(TRUTH), {"faktura.xml": b"<Invoice>"})), CONTEXT)
    assert found.total is not None
    assert found.total.value == TRUTH.total


@pytest.mark.parametrize("profile", ["oioubl", "peppol"])
def test_a_bare_einvoice_is_read_and_points_at_the_page_that_is_drawn_of_it(
    document: MakeDocument, profile: str
) -> None:
    found = read_document(document(invoice(TRUTH, profile), media_type=EINVOICE), CONTEXT)
    assert values(found) == known(TRUTH)
    assert found.pages[0].words
    for field in (found.total, found.date, found.due, found.number, found.supplier, found.buyer):
        assert field is not None
        assert field.place is not None


def test_the_vat_is_told_in_the_currency_of_the_invoice() -> None:
    """EN 16931: a second total may tell the VAT in the seller's own currency."""
    other = b'<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">17.00</cbc:TaxAmount></cac:TaxTotal>'
    data = invoice(TRUTH).replace(b"<cac:TaxTotal>", other + b"<cac:TaxTotal>", 1)
    data = data.replace(
        b"</cbc:DocumentCurrencyCode>", b"</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>"
    )
    found = read_einvoice(data, CONTEXT)
    assert found is not None
    assert found.vat is not None
    assert found.other_currency is not None
    assert (found.vat.value, found.other_currency.value) == (TRUTH.vat, "SEK")
