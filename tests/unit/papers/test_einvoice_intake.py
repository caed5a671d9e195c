"""A bare e-invoice on its way in and out: the XML is the original, a PDF is looked at and uploaded."""

from __future__ import annotations

import pytest

from desktop.desk.receipt_desk import ReceiptDesk
from desktop.imaging import Source, page_picture, render, thumbnail
from desktop.receipts.faults import FaultCode
from tests.unit.papers.conftest import Drop
from tests.unit.reading.truth import truth_of
from tests.unit.reading.ubl import BOMB, invoice

TRUTH = truth_of("bare")


@pytest.mark.parametrize("kind", ["Invoice", "CreditNote"])
@pytest.mark.parametrize("profile", ["oioubl", "peppol"])
def test_it_is_taken_unchanged_and_looked_at_as_a_page(desk: ReceiptDesk, drop: Drop, profile: str, kind: str) -> None:
    data = invoice(TRUTH, profile, kind)
    report = drop(data, "faktura.bin")
    original = report.taken[0].originals[0]
    path = desk.path_of(original)
    assert (original.media_type, original.pages, report.refused) == ("application/xml", 1, ())
    assert path.read_bytes() == data
    assert page_picture(path, 0, 300, 400).height == 400
    assert thumbnail(path, 80).height == 80


def test_the_same_file_gives_the_same_pdf(desk: ReceiptDesk, drop: Drop) -> None:
    original = drop(invoice(TRUTH), "a.xml").taken[0].originals[0]
    source = Source(desk.path_of(original), original.media_type)
    first, second = render([source]), render([source])
    assert first.media_type == "application/pdf"
    assert first.data == second.data
    assert render([source, source]).pages == 2
    turned = Source(source.path, source.media_type, turns=1)
    assert render([turned]).data != first.data


_OASIS = "urn:oasis:names:specification:ubl:schema:xsd:"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html/>", FaultCode.NOT_A_RECEIPT),
        (b"<?xml version='1.0'?><rss/>", FaultCode.NOT_A_RECEIPT),
        (BOMB, FaultCode.XML_UNSAFE),
        (invoice(TRUTH)[:900], FaultCode.XML_BROKEN),
        (invoice(TRUTH).decode().replace("UTF-8", "klingon").encode(), FaultCode.XML_BROKEN),
        (invoice(TRUTH).replace(b"<cbc:ID>", b"<cbc:ID>\xe6\xf8\xe5"), FaultCode.XML_BROKEN),
        (f'<Order xmlns="{_OASIS}Order-2"/>'.encode(), FaultCode.EINVOICE_NO_INVOICE),
        (f'<Reminder xmlns="{_OASIS}Reminder-2"/>'.encode(), FaultCode.EINVOICE_NO_INVOICE),
        (f'<Invoice xmlns="{_OASIS}Invoice-3"/>'.encode(), FaultCode.EINVOICE_UNKNOWN),
        (f'<Invoice xmlns="{_OASIS}Invoice-2"/>'.encode(), FaultCode.EINVOICE_EMPTY),
        (f'<Letter xmlns="urn:x" xmlns:a="{_OASIS}Invoice-2"/>'.encode(), FaultCode.EINVOICE_UNKNOWN),
        (b'<Invoice xmlns="http://rep.oio.dk/ubl/xml/schemas/0p71/pie/"/>', FaultCode.EINVOICE_UNKNOWN),
        (
            b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
            FaultCode.EINVOICE_UNKNOWN,
        ),
    ],
    ids=[
        "page", "feed", "bomb", "cut off", "encoding", "wrong bytes", "order", "reminder", "version 3", "empty",
        "letter", "oioxml", "cii",
    ],
)  # fmt: skip
def test_what_is_not_taken_is_named(drop: Drop, data: bytes, code: FaultCode) -> None:
    report = drop(data, "faktura.xml")
    assert [refusal.note.code for refusal in report.refused] == [code]
    assert report.taken == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(drop: Drop, encoding: str) -> None:
    data = invoice(TRUTH).decode().replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert len(drop(data, "faktura.xml").taken) == 1
