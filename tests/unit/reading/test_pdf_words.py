"""Words lie where they are seen, however the page is turned."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import ImageChops

from desktop.imaging.pdf import draw_page
from desktop.reading.extract import read_document
from desktop.reading.model import Document, Word
from desktop.reading.pdf_words import pages_to_read
from tests.unit.reading.conftest import CONTEXT
from tests.unit.reading.paper import Sheet, pdf_of

MakeDocument = Callable[..., Document]
SIDE = 1_000


def words_of(document: Document) -> tuple[Word, ...]:
    return read_document(document, CONTEXT).pages[0].words


MATRICES = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}
"""How a program writes on a page that will be shown turned, so that its text stands up."""


@pytest.mark.parametrize("rotate", MATRICES)
def test_the_ink_of_a_word_lies_in_its_place(document: MakeDocument, rotate: int) -> None:
    sheet = Sheet(width=400, height=600, rotate=rotate)
    sheet.operators.append(f"BT /F1 20 Tf {MATRICES[rotate]} 200 300 Tm (Totalbeløb) Tj ET")
    data = pdf_of([sheet])
    (word,) = words_of(document(data))
    picture = draw_page(data, 0, (SIDE, SIDE)).convert("L")
    left, top, right, bottom = ImageChops.invert(picture).getbbox() or (0, 0, 0, 0)
    width, height = picture.size
    place, slack = word.place, 0.01
    assert word.text == "Totalbeløb"
    assert place.left - slack <= left / width
    assert right / width <= place.right + slack
    assert place.top - slack <= top / height
    assert bottom / height <= place.bottom + slack
    assert (place.right - place.left) * (place.bottom - place.top) < 0.05, "no larger than it has to be"


def test_a_note_along_the_margin_is_passed_over(document: MakeDocument) -> None:
    sheet = Sheet()
    sheet.put(60, 100, "I alt 125,00")
    sheet.operators.append("BT /F1 10 Tf 0 1 -1 0 30 300 Tm (Blanket 4711 udgave 2) Tj ET")
    assert [word.text for word in words_of(document(pdf_of([sheet])))] == ["I", "alt", "125,00"]


def test_words_are_parted_by_spaces_and_wide_gaps(document: MakeDocument) -> None:
    sheet = Sheet()
    sheet.put(50, 60, "I alt  DKK")
    sheet.put(300, 60, "1.234,50")
    sheet.put(50, 80, "Æbler (økologiske) 5 stk.")
    texts = [word.text for word in words_of(document(pdf_of([sheet])))]
    assert texts == ["I", "alt", "DKK", "1.234,50", "Æbler", "(økologiske)", "5", "stk."]


def test_spaced_letters_of_a_narrow_page_are_one_word(document: MakeDocument) -> None:
    sheet = Sheet(width=150, height=900)
    sheet.operators.append("BT /F1 10 Tf 2 Tc 10 800 Td (TOTAL) Tj ET")
    assert [word.text for word in words_of(document(pdf_of([sheet])))] == ["TOTAL"]


def test_a_page_of_another_size_than_its_crop(document: MakeDocument) -> None:
    sheet = Sheet(width=400, height=600)
    sheet.put(210, 310, "Midten", 12)
    data = pdf_of([sheet]).replace(b"/MediaBox[0 0 400 600]", b"/MediaBox[0 0 400 600]/CropBox[200 100 400 400]")
    (word,) = words_of(document(data))
    assert word.place.left == pytest.approx(10 / 200, abs=0.02)
    assert word.place.bottom == pytest.approx((310 - 200) / 300, abs=0.03)


@pytest.mark.parametrize(("total", "read"), [(0, 0), (1, 1), (10, 10), (12, 12), (13, 13), (500, 13)], ids=str)
def test_of_a_long_document_its_ends_are_read(total: int, read: int) -> None:
    pages = pages_to_read(total)
    assert len(pages) == read
    assert not total or (pages[0], pages[-1]) == (0, total - 1)
