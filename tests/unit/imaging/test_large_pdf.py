"""A PDF above what Dinero takes is looked at, divided, turned and joined like any other, and sent smaller."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.imaging import Source, inspect, page_picture, render
from desktop.imaging.limits import MAX_UPLOAD_BYTES
from desktop.imaging.pdf import inspect_pdf
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.imaging.conftest import Saver, page
from tests.unit.imaging.pdfs import Sheets
from tests.unit.imaging.test_slim_pdf import text_of

PDF = "application/pdf"
Write = Callable[..., Path]


def large(*texts: str, waste: int = 3_500_000) -> bytes:
    """Return a PDF with a line of text a page, and so many bytes for each that no page shows."""
    sheets = Sheets()
    for text in texts:
        unseen = Image.effect_noise((1_000, waste // 1_000), 80)
        sheets.sheet(text, extra=f"/Thumb {sheets.flat(unseen)} 0 R")
    return sheets.data()


@pytest.fixture(scope="module")
def three() -> bytes:
    return large("Side et", "Side to", "Side tre")


def test_it_is_taken_and_every_page_can_be_looked_at(write: Write, three: bytes) -> None:
    path = write(three)
    assert len(three) > MAX_UPLOAD_BYTES
    info = inspect(path)
    assert (info.media_type, info.pages, info.width, info.height) == (PDF, 3, 297, 421)
    assert all(min(page_picture(path, at, 600, 600).rgb) < 80 for at in range(3))


def test_one_small_enough_stays_byte_for_byte_what_it_is(write: Write) -> None:
    data = large("Lige under", waste=5_000_000)
    assert 3_000_000 < len(data) < MAX_UPLOAD_BYTES
    assert render([Source(write(data), PDF)]).data == data


def test_it_is_sent_smaller_with_its_text(write: Write, three: bytes) -> None:
    made = render([Source(write(three), PDF)])
    assert (made.media_type, made.pages) == (PDF, 3)
    assert len(made.data) < 20_000
    assert [text_of(made.data, at) for at in range(3)] == ["Side et", "Side to", "Side tre"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turned_it_is_sent_turned(write: Write, three: bytes, turns: int) -> None:
    path = write(three)
    made = render([Source(path, PDF, turns=turns)])
    assert text_of(made.data, 2) == "Side tre"
    size = inspect_pdf(made.data)
    assert (size.width, size.height) == ((421, 297) if turns % 2 else (297, 421))
    assert made == render([Source(path, PDF, turns=turns)])


def test_divided_each_part_has_its_own_pages(write: Write, three: bytes) -> None:
    path = write(three)
    parts = [render([Source(path, PDF, part=part)]) for part in ((0, 1), (1, 2))]
    assert [part.pages for part in parts] == [1, 2]
    assert [text_of(parts[0].data), text_of(parts[1].data), text_of(parts[1].data, 1)] == [
        "Side et",
        "Side to",
        "Side tre",
    ]


def test_several_large_ones_share_what_there_is_in_their_order(write: Write, save: Saver, three: bytes) -> None:
    photo = save(page(600, 800), "JPEG", "foto")
    other = write(large("Den anden", waste=7_000_000), "anden")
    made = render([Source(write(three), PDF), Source(photo, "image/jpeg"), Source(other, PDF, turns=2)])
    assert made.pages == 5
    assert len(made.data) <= MAX_UPLOAD_BYTES
    assert [text_of(made.data, at) for at in range(5)] == ["Side et", "Side to", "Side tre", "", "Den anden"]


def test_a_small_one_beside_a_large_one_is_not_touched(write: Write, three: bytes) -> None:
    small = Sheets()
    picture = page(600, 800)
    small.sheet("Lille", (small.flat(picture),))
    made = render([Source(write(three), PDF), Source(write(small.data(), "lille"), PDF)])
    assert text_of(made.data, 3) == "Lille"
    assert b"/Width 600" in made.data


@pytest.mark.parametrize(("pages", "code"), [(5_000, None), (5_001, FaultCode.TOO_MANY_PAGES)])
def test_a_book_is_refused_with_its_pages_and_the_limit(write: Write, pages: int, code: FaultCode | None) -> None:
    sheets = Sheets()
    number = sheets.sheet("Samme side")
    sheets.pages = [number] * pages
    path = write(sheets.data())
    if code is None:
        assert inspect(path).pages == pages
        return
    with pytest.raises(Fault) as caught:
        inspect(path)
    assert (caught.value.code, caught.value.params) == (code, {"pages": pages, "limit": 5_000})


def test_a_large_one_that_was_cut_off_or_deleted_is_named(write: Write, three: bytes, tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        inspect(write(three[:-3_000_000]))
    assert caught.value.code is FaultCode.BROKEN_PDF
    with pytest.raises(Fault) as caught:
        render([Source(tmp_path / "væk.pdf", PDF)])
    assert caught.value.code is FaultCode.FILE_GONE
