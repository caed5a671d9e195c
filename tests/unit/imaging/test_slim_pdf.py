"""A PDF that is too large becomes smaller by its pictures; text stays text, and pages become pictures last."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from desktop.imaging.encode import jpeg
from desktop.imaging.pdf import draw_page, inspect_pdf
from desktop.imaging.slim import slimmed
from desktop.imaging.slim.facts import filter_of, number, raw
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.imaging.conftest import page, photo
from tests.unit.imaging.pdfs import Sheets

LIMIT = 100_000
ROOM = (60, 80)


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    return photo(820, 1_160)


def text_of(data: bytes, index: int = 0) -> str:
    with (
        closing(pdfium.PdfDocument(data)) as document,
        closing(document[index]) as shown,
        closing(shown.get_textpage()) as text,
    ):
        return str(text.get_text_bounded()).strip()


def pictures_of(data: bytes) -> list[StreamObject]:
    reader = PdfReader(io.BytesIO(data))
    found = (reader.get_object(n) for n in range(1, int(str(reader.trailer["/Size"]))))
    return [one for one in found if isinstance(one, StreamObject) and one.get("/Subtype") == "/Image"]


def assert_alike(before: bytes, after: bytes, pages: int = 1) -> None:
    assert inspect_pdf(after) == inspect_pdf(before)
    for index in range(pages):
        old, new = draw_page(before, index, (500, 700)), draw_page(after, index, (500, 700))
        apart = ImageChops.difference(old.resize(ROOM, Image.Resampling.BOX), new.resize(ROOM, Image.Resampling.BOX))
        assert apart.point(lambda value: 255 * (value > 30)).getbbox() is None


def test_text_stays_text_and_the_picture_becomes_coarser(scan: Image.Image) -> None:
    sheets = Sheets()
    sheets.sheet("Faktura 4711, i alt 1.234,50", (sheets.flat(scan),))
    before = sheets.data()
    after = slimmed(before, LIMIT)
    assert len(before) > 2_000_000
    assert len(after) <= LIMIT
    assert text_of(after) == "Faktura 4711, i alt 1.234,50"
    (picture,) = pictures_of(after)
    assert filter_of(picture) == "/DCTDecode"
    assert 500 < number(picture, "/Width") < 820  # 150 dots an inch at the least
    assert_alike(before, after)


def test_no_more_is_taken_from_pictures_than_must_be(scan: Image.Image) -> None:
    sheets = Sheets()
    sheets.sheet("Kun for stor som PNG", (sheets.flat(scan),))
    (picture,) = pictures_of(slimmed(sheets.data(), 750_000))
    assert (number(picture, "/Width"), number(picture, "/Height")) == scan.size  # 229 dots an inch: not even one step


def test_a_small_picture_is_never_enlarged() -> None:
    sheets = Sheets()
    small, large = photo(200, 280), photo(600, 800)
    sheets.sheet("To", (sheets.flat(large), sheets.flat(small)))
    after = slimmed(sheets.data(), 150_000)
    widths = sorted(number(picture, "/Width") for picture in pictures_of(after))
    assert widths[0] == 200
    assert widths[1] <= 600


def test_what_no_page_shows_is_left_out_before_any_picture_is_touched(scan: Image.Image) -> None:
    sheets = Sheets()
    data = jpeg(scan, 80)
    sheets.sheet("Med bilag", (sheets.jpeg(scan, data),))
    writer = PdfWriter(clone_from=io.BytesIO(sheets.data()))
    writer.add_attachment("regneark.xlsx", bytes(range(256)) * 8_000)
    buffer = io.BytesIO()
    writer.write(buffer)
    after = slimmed(buffer.getvalue(), len(data) + 10_000)
    (picture,) = pictures_of(after)
    assert raw(picture) == data
    assert b"EmbeddedFile" not in after


def test_a_fax_stays_black_and_white_dot_for_dot() -> None:
    sheets = Sheets()
    fax = page(1_240, 1_754, "L").point(lambda v: 255 * (v > 127), "1")
    sheets.sheet("Fax", (sheets.flat(fax),))
    before = sheets.data()
    assert len(before) > 250_000
    after = slimmed(before, 30_000)
    (picture,) = pictures_of(after)
    assert number(picture, "/BitsPerComponent") == 1
    assert filter_of(picture) == "/CCITTFaxDecode"
    assert (number(picture, "/Width"), number(picture, "/Height")) == (1_240, 1_754)
    assert ImageChops.difference(draw_page(before, 0, (600, 800)), draw_page(after, 0, (600, 800))).getbbox() is None


@pytest.mark.parametrize("kind", ["palette", "stencil", "mask", "inverted", "shades", "in a form"])
def test_every_way_of_holding_a_picture_looks_as_before(scan: Image.Image, kind: str) -> None:
    sheets = Sheets()
    grey = scan.convert("L")
    ways: dict[str, Callable[[], int]] = {
        "palette": lambda: sheets.flat(scan.quantize(200)),
        "stencil": lambda: sheets.flat(page(2_100, 2_950, "1"), "/ImageMask true"),
        "mask": lambda: sheets.flat(scan, f"/SMask {sheets.flat(grey)} 0 R"),
        "inverted": lambda: sheets.flat(grey, "/Decode[1 0]"),
        "shades": lambda: sheets.flat(grey),
        "in a form": lambda: sheets.flat(scan),
    }
    number = ways[kind]()
    if kind == "in a form":
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</I {number} 0 R>>>>"
        number = sheets.add(f"<<{form}/Length 5>>stream\n/I Do\nendstream".encode())
    sheets.sheet("Som før", (number,))
    before = sheets.data()
    after = slimmed(before, LIMIT * (2 if kind == "mask" else 1))
    assert len(before) > 4 * LIMIT
    assert text_of(after) == "Som før"
    assert_alike(before, after)


def test_only_the_largest_pages_become_pictures() -> None:
    """A page of a hundred thousand strokes can't be made smaller but by drawing it; the others keep their text."""
    sheets = Sheets()
    strokes = Image.effect_noise((100, 80), 90).tobytes()
    drawing = b"".join(
        b"%d %d m %d %d l S\n" % (a, b, b, c) for a, b, c in zip(strokes, strokes[1:], strokes[2:], strict=False)
    )
    sheets.sheet("Forside")
    heavy = sheets.sheet("Kort over grunden")
    sheets.objects[heavy - 2] = b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing)
    sheets.sheet("Bagside")
    before = sheets.data()
    after = slimmed(before, 30_000)
    assert len(after) <= 30_000
    assert [text_of(after, index) for index in (0, 1, 2)] == ["Forside", "", "Bagside"]
    assert_alike(before, after, 3)


def test_a_file_whose_table_is_wrong_is_mended_first(scan: Image.Image) -> None:
    sheets = Sheets()
    sheets.sheet("Tabellen er gal", (sheets.flat(scan),))
    data = sheets.data()
    start = data.rindex(b"xref\n0 ")
    broken = data[:start] + b"xref\n0 2\n0000000000 65535 f \n0000009999 00000 n \n" + data[data.index(b"trailer") :]
    after = slimmed(broken, LIMIT)
    assert text_of(after) == "Tabellen er gal"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_that_only_its_owner_may_change_is_readable(scan: Image.Image, algorithm: str) -> None:
    sheets = Sheets()
    sheets.sheet("Laast for andre", (sheets.flat(scan),))
    writer = PdfWriter(clone_from=io.BytesIO(sheets.data()))
    writer.encrypt("", "ejerens", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    after = slimmed(buffer.getvalue(), LIMIT)
    assert text_of(after) == "Laast for andre"
    assert b"/Encrypt" not in after


def test_a_form_keeps_what_was_filled_in(scan: Image.Image) -> None:
    sheets = Sheets()
    look = sheets.add(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F 3 0 R>>>>/Length 42>>stream\n"
        b"BT /F 18 Tf 4 8 Td (Udfyldt felt) Tj ET  \nendstream"
    )
    field = sheets.add(
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(navn)/V(Udfyldt felt)/Rect[20 350 220 380]/F 4/AP<</N %d 0 R>>>>" % look
    )
    sheets.sheet("Blanket", (sheets.flat(scan),), extra=f"/Annots[{field} 0 R]")
    sheets.catalogue = f"/AcroForm<</Fields[{field} 0 R]/XFA(xx)>>"
    before = sheets.data()
    after = slimmed(before, LIMIT)
    assert "/Annots" in PdfReader(io.BytesIO(after)).pages[0]
    filled_in = draw_page(after, 0, (594, 842)).crop((40, 80, 440, 142)).convert("L")
    assert filled_in.getextrema()[0] == 0  # a picture of that place is grey: what is black is the letters
    assert (PdfReader(io.BytesIO(after)).get_fields() or {})["navn"]["/V"] == "Udfyldt felt"
    assert b"XFA" not in after
    assert_alike(before, after)


def test_pages_keep_their_turn_their_box_and_what_the_tree_gives_them(scan: Image.Image) -> None:
    sheets = Sheets()
    sheets.sheet("Drejet", (sheets.flat(scan),), extra="/Rotate 90/CropBox[10 10 250 400]")
    data = sheets.data()
    after = slimmed(data, LIMIT)
    assert_alike(data, after)
    size = inspect_pdf(after)
    assert (size.width, size.height) == (390, 240)


def test_objects_packed_together_are_read_too(scan: Image.Image) -> None:
    sheets = Sheets()
    sheets.sheet("Pakket", (sheets.flat(scan),))
    with closing(pdfium.PdfDocument(sheets.data())) as document:
        buffer = io.BytesIO()
        document.save(buffer, flags=pdfium_c.FPDF_NO_INCREMENTAL)
    assert text_of(slimmed(buffer.getvalue(), LIMIT)) == "Pakket"


def test_the_same_file_gives_the_same_bytes(scan: Image.Image) -> None:
    sheets = Sheets()
    for at in range(3):
        sheets.sheet(f"Side {at}", (sheets.flat(scan),))
    assert slimmed(sheets.data(), 2 * LIMIT) == slimmed(sheets.data(), 2 * LIMIT)


def test_pages_without_end_are_named_and_soon() -> None:
    sheets = Sheets()
    picture = photo(310, 438)
    for seed in range(60):
        turned = ImageChops.offset(picture, seed * 9, seed * 7)
        sheets.sheet("", (sheets.jpeg(turned, jpeg(turned, 90)),))
    with pytest.raises(Fault) as caught:
        slimmed(sheets.data(), 60_000)
    assert caught.value.code is FaultCode.PDF_TOO_LARGE
    assert caught.value.params == {"limit": 60_000, "pages": 60}


def test_a_shell_that_pypdf_cannot_read_is_drawn(scan: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = Sheets()
    sheets.sheet("Tegnet", (sheets.flat(scan),))
    sheets.sheet("To")
    monkeypatch.setattr("desktop.imaging.slim.survey.MOST_OBJECTS", 0)
    after = slimmed(sheets.data(), LIMIT)
    assert inspect_pdf(after).pages == 2
    assert text_of(after) == ""
    assert_alike(sheets.data(), after, 2)


def test_what_would_come_out_otherwise_is_noticed_and_drawn(scan: Image.Image) -> None:
    """A name in letters of no charset is written anew in others, and its picture would be gone from the page."""
    sheets = Sheets()
    number = sheets.flat(scan)
    sheets.sheet("Ude", (number,))
    name = b"/P%d" % number
    odd = b"/\xe6" + name[2:]
    before = sheets.data().replace(name, odd)
    after = slimmed(before, LIMIT)
    assert_alike(before, after)
    assert len(after) <= LIMIT
