"""Receipts made of text: the same text gives the same bytes, and none of it is lost."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest

from desktop.papers import text_pdf
from desktop.receipts.faults import Fault, FaultCode


def text_of(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_text_is_drawn_line_by_line_and_always_alike() -> None:
    text = "Parkering Århus\n\n16.05.2026\nKaffe\t2 stk.\t42,00 kr.\n" + "ord " * 80
    drawn = text_pdf(text)
    assert drawn == text_pdf(text)
    lines = [line.strip() for line in text_of(drawn).splitlines()]
    assert lines[0] == "Parkering Århus"
    assert "16.05.2026" in lines
    assert any("Kaffe" in line and "2 stk." in line for line in lines)
    assert "Bilag lavet af en tekst" in text_of(drawn)
    assert text_of(drawn).count("ord") == 80


def test_what_fills_several_pages_is_all_there() -> None:
    drawn = text_pdf("\n".join(f"linje {n}" for n in range(200)))
    assert len(pdfium.PdfDocument(drawn)) == 4
    assert "linje 199" in text_of(drawn)


def test_letters_that_the_font_lacks_are_told_of() -> None:
    assert "nærmeste bogstav" in text_of(text_pdf("Кофе 125,00 kr. \x00\x1b[31m"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", FaultCode.MAIL_EMPTY),
        (" \n\t\ufeff", FaultCode.MAIL_EMPTY),
        ("x" * 100_001, FaultCode.TEXT_TOO_LONG),
        ("linje\n" * 10_000, FaultCode.TEXT_TOO_LONG),
    ],
)
def test_nothing_and_far_too_much_are_refused(text: str, code: FaultCode) -> None:
    with pytest.raises(Fault) as caught:
        text_pdf(text)
    assert caught.value.code is code
