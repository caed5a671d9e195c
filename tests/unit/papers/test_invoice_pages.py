"""The pages that are drawn of an e-invoice, and the PDFs inside one."""

from __future__ import annotations

from contextlib import closing

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest

from desktop.papers.drawing import page_of
from desktop.papers.letters import is_true, shown, width
from desktop.papers.xml_safe import MOST_BYTES
from desktop.receipts.faults import FaultCode
from tests.unit.papers.conftest import Drop
from tests.unit.papers.full_invoice import attachment, full, line
from tests.unit.papers.letters_home import PDF
from tests.unit.reading.paper import Sheet, pdf_of


def texts_of(data: bytes) -> list[str]:
    with closing(pdfium.PdfDocument(data)) as document:
        return [" ".join(str(page.get_textpage().get_text_bounded()).split()) for page in document]


def own_pdf(number: str = "F-2026-0117", total: str = "3.086,25") -> bytes:
    sheet = Sheet()
    sheet.put(50, 50, f"Faktura {number}")
    sheet.put(50, 80, f"Total {total}")
    return pdf_of([sheet])


@pytest.mark.parametrize("oioubl", [False, True], ids=["peppol", "oioubl"])
@pytest.mark.parametrize("credit", [False, True], ids=["invoice", "credit note"])
def test_everything_is_on_the_page(*, oioubl: bool, credit: bool) -> None:
    data = full(
        [line(1, "Tømrerarbejde på Ærø", credit=credit, description="Gulv og døre")], oioubl=oioubl, credit=credit
    )
    text = texts_of(page_of(data))[0]
    for told in (
        "Kreditnota" if credit else "Faktura", "Håndværkergården Sønder Ærø ApS", "Østergade 4", "5970 Ærøskøbing",
        "DK97000018", "Søren Ås", "Kaffe & Kode ApS", "F-2026-0117", "15.03.2026", "14.04.2026", "4500117", "Ida Krogh",
        "Tømrerarbejde på Ærø", "Gulv og døre", "2,5 timer", "493,80", "25 %", "1.234,50", "Kunderabat -100,00",
        "Moms 25 % af 2.469,00 617,25", "Moms 0 % af 0,00, momsfri 0,00", "Total DKK 3.086,25", "Netto 30 dage",
        "+71<000000012345674+81234567<" if oioubl else "NDEADKKK DK5000400440116243", "Side 1 af 1",
    ):  # fmt: skip
        assert told in text
    assert ("I alt uden moms" in text) is not oioubl  # there the element of that name holds the VAT


def test_a_long_one_goes_over_pages_and_keeps_its_total_with_its_sums() -> None:
    texts = texts_of(page_of(full([line(n, f"Time {n}") for n in range(1, 200)])))
    assert len(texts) > 5
    assert all(f"Time {n} " in " ".join(texts) for n in range(1, 200))
    assert all("Beskrivelse" in text and f"Side {n} af {len(texts)}" in text for n, text in enumerate(texts[:-1], 1))
    assert ["Linjer i alt" in text for text in texts] == ["Total DKK" in text for text in texts]


def test_more_lines_than_anybody_reads_are_told() -> None:
    texts = texts_of(page_of(full([line(n, f"Time {n}") for n in range(1, 5_101)])))
    assert "… og 100 linjer mere i den elektroniske original" in " ".join(texts)


def test_needless_many_of_anything_are_bounded() -> None:
    notes = "<cbc:Note>Samme besked</cbc:Note>" * 20_000
    data = full([line(1, "Timer")]).replace(b"<cbc:Note>", notes.encode() + b"<cbc:Note>", 1)
    assert len(texts_of(page_of(data))) < 4


def test_the_same_xml_gives_the_same_bytes() -> None:
    data = full([line(1, "Timer")])
    assert page_of(data) == page_of(data)
    assert page_of(data) != page_of(full([line(1, "Dage")]))


def test_letters_that_the_font_lacks_are_shown_as_near_ones_and_found_as_they_are() -> None:
    """The eye sees the nearest letter, a search finds the true one, and the page says so."""
    assert shown("Łódź → 5 ㎡ Ж") == "Lódz -> 5 m2 ?"
    assert shown("Æblegrød \u2013 5 € “ok”") == "Æblegrød \u2013 5 € “ok”"
    assert is_true("Æblegrød\u00a0\u2013 5 €")
    assert not is_true("Łódź")
    assert width("Æ", 10) == 10.0
    text = texts_of(page_of(full([line(1, "Rejse til Łódź")])))[0]
    assert "Łódź" in text
    assert "vist med det nærmeste bogstav" in text
    assert "nærmeste bogstav" not in texts_of(page_of(full([line(1, "Rejse til Århus")])))[0]


def test_the_senders_own_picture_is_preferred_unchanged() -> None:
    own = own_pdf()
    assert page_of(full([line(1, "Timer")], inside=attachment(PDF, "bilag.pdf") + attachment(own))) == own


@pytest.mark.parametrize(
    "other",
    [PDF, own_pdf(number="17"), own_pdf(number="F-2026-01170"), own_pdf(total="1,00"), own_pdf(total="13.086,25")],
    ids=["other", "number", "longer number", "total", "longer total"],
)
def test_another_pdf_inside_follows_the_drawn_page(other: bytes) -> None:
    data = full([line(1, "Timer")], inside=attachment(other, "timeseddel.pdf"))
    texts = texts_of(page_of(data))
    assert len(texts) == 2
    assert "Total DKK 3.086,25" in texts[0]
    assert texts[1] == texts_of(other)[0]
    assert page_of(data) == page_of(data)


@pytest.mark.parametrize("broken", [b"%PDF-1.7 nothing %%EOF", b"\x89PNG", PDF[:500]])
def test_a_broken_one_inside_is_named_and_passed_over(broken: bytes) -> None:
    texts = texts_of(page_of(full([line(1, "Timer")], inside=attachment(broken, "bilag.pdf"))))
    assert len(texts) == 1
    assert "bilag.pdf" in texts[0]


def test_words_without_end_are_broken_and_nothing_is_drawn_beyond_the_edge() -> None:
    long = "Donaudampfschifffahrt" * 8
    data = page_of(full([line(1, long)], seller=long, number="9" * 150))
    with closing(pdfium.PdfDocument(data)) as document:
        for page in document:
            text = page.get_textpage()
            assert all(0 < text.get_charbox(at)[2] <= 595 for at in range(text.count_chars()))


def test_an_xml_that_is_too_large_is_named(drop: Drop) -> None:
    data = full([line(1, "Timer")]) + b" " * MOST_BYTES
    assert [refusal.note.code for refusal in drop(data, "stor.xml").refused] == [FaultCode.FILE_TOO_LARGE]
