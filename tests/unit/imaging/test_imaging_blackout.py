"""What is blacked out: nothing of it is left in what is shown and sent, whatever else is done to the page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image, ImageDraw, ImageFilter

from desktop.imaging import Rendition, Source, inspect, page_picture, render
from desktop.imaging.encode import jpeg
from desktop.imaging.pdf import draw_page
from desktop.papers.pdf_file import pdf_file, stream
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.finish import ALL_BLACK, Blackout, Contrast, Corners, Finish
from desktop.receipts.frame import Frame
from desktop.resources import resource_path

Save = Callable[..., Path]

ASKEW = Frame(((1_100, 600), (8_800, 300), (9_300, 9_600), (700, 9_200)))
"""What a receipt photographed a little from the side is trimmed to."""
TWO_PAGES = resource_path("samples", "birk-oestergaard.pdf")


def box(left: int, top: int, right: int, bottom: int) -> Corners:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def secret(size: tuple[int, int] = (600, 900), mark: tuple[int, int, int] = (230, 20, 20)) -> Image.Image:
    """Return a page with print on it, and one red field which nobody is to see."""
    image = Image.new("RGB", size, (250, 250, 248))
    draw = ImageDraw.Draw(image)
    for y in range(60, size[1] - 60, 40):
        draw.text((60, y), f"Vare {y}      {y},95", (20, 20, 20), font_size=20)
    draw.rectangle(field(size), fill=mark)
    return image


def field(size: tuple[int, int]) -> tuple[float, float, float, float]:
    return 0.4 * size[0], 0.3 * size[1], 0.7 * size[0], 0.36 * size[1]


HIDDEN = Finish(blackouts=(Blackout(0, box(4_000, 3_000, 7_000, 3_600)),))
"""The red field, to the pixel."""


def sent(rendition: Rendition) -> Image.Image:
    if rendition.media_type == "application/pdf":
        return draw_page(rendition.data, 0, (1_500, 1_500))
    return Image.open(io.BytesIO(rendition.data)).convert("RGB")


def reds(image: Image.Image) -> int:
    red, green, _blue = image.convert("RGB").split()
    return sum(1 for r, g in zip(red.tobytes(), green.tobytes(), strict=True) if r > g + 50)


def blacks(image: Image.Image) -> int:
    return sum(image.convert("L").histogram()[:4])  # JPEG rounds at the edges


@pytest.mark.parametrize(("format_", "turns"), [("JPEG", 0), ("JPEG", 1), ("JPEG", 2), ("JPEG", 3), ("PNG", 1)])
@pytest.mark.parametrize("frame", [None, ASKEW], ids=["whole", "trimmed"])
def test_nothing_of_it_is_sent_however_the_page_is_trimmed_and_turned(
    save: Save, format_: str, frame: Frame | None, turns: int
) -> None:
    path = save(secret(), format_)
    media_type = inspect(path).media_type
    shown = sent(render([Source(path, media_type, turns, None, frame)]))
    hidden = sent(render([Source(path, media_type, turns, None, frame, HIDDEN)]))
    assert reds(shown) > 5_000
    assert reds(hidden) == 0
    assert hidden.size == shown.size
    assert blacks(hidden) > 0.9 * reds(shown)
    assert blacks(hidden) < 1.2 * reds(shown) + blacks(shown), "and no more than that"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_sticks_to_the_picture_whatever_exif_says(save: Save, orientation: int) -> None:
    image = secret((600, 800))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = image.transpose(back[orientation]) if orientation in back else image
    path = save(stored, "JPEG", quality=95, exif=exif)
    assert reds(sent(render([Source(path, "image/jpeg", 1, None, None, HIDDEN)]))) == 0


def test_what_is_under_it_makes_no_difference(save: Save) -> None:
    paths = [save(secret(mark=mark), "PNG", f"{mark[0]}") for mark in ((230, 20, 20), (20, 20, 230))]
    made = [render([Source(path, "image/png", 1, None, None, HIDDEN)]).data for path in paths]
    assert made[0] == made[1]
    assert made[0] == render([Source(paths[0], "image/png", 1, None, None, HIDDEN)]).data, "the same bytes every time"
    assert made[0] != render([Source(paths[0], "image/png", 1)]).data


@pytest.mark.parametrize("finish", [Finish(evened=True), Finish(contrast=Contrast.MOST), Finish(grey=True)])
def test_it_is_black_whatever_is_done_to_the_light(save: Save, finish: Finish) -> None:
    path = save(secret(), "PNG")
    wanted = Finish(finish.evened, finish.contrast, finish.grey, HIDDEN.blackouts)
    picture = page_picture(path, 0, 600, 900, 0, None, wanted)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    left, top, right, bottom = (round(each) for each in field(image.size))
    assert image.crop((left, top, right, bottom)).getcolors() == [((right - left) * (bottom - top), (0, 0, 0))]


@pytest.mark.parametrize("edge", [60, 300, 900])
def test_it_is_black_at_every_size_that_is_shown(save: Save, edge: int) -> None:
    path = save(secret(), "JPEG", quality=95)
    picture = page_picture(path, 0, edge, edge, 0, ASKEW, HIDDEN)
    assert reds(Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)) == 0


def test_a_box_beside_what_is_left_of_the_page_blackens_nothing(save: Save) -> None:
    path = save(secret(), "PNG")
    low = Frame(((500, 5_000), (9_500, 4_900), (9_500, 9_500), (500, 9_400)))
    made = [render([Source(path, "image/png", 0, None, low, each)]).data for each in (HIDDEN, Finish())]
    assert made[0] == made[1]


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_a_page_of_a_pdf_has_no_text_under_the_box(tmp_path: Path) -> None:
    finish = Finish(blackouts=(Blackout(0, box(3_000, 2_800, 7_000, 3_300)),))
    first, second = pages_of(TWO_PAGES.read_bytes())
    assert "FAKTURA" in first
    made = render([Source(TWO_PAGES, "application/pdf", 0, None, None, finish)])
    assert (made.media_type, made.pages) == ("application/pdf", 2)
    assert pages_of(made.data) == ["", second], "it is a picture now; the other page is what it was"
    page = draw_page(made.data, 0, (1_000, 1_000))
    middle = page.getpixel((page.width // 2, round(0.305 * page.height)))
    assert isinstance(middle, tuple)
    assert max(middle) <= 3
    assert b"FAKTURA" not in made.data
    assert render([Source(TWO_PAGES, "application/pdf", 0, None, None, finish)]).data == made.data
    (tmp_path / "again.pdf").write_bytes(made.data)
    assert inspect(tmp_path / "again.pdf").pages == 2


def test_pages_of_a_pdf_are_numbered_through_the_file() -> None:
    finish = Finish(blackouts=(Blackout(1, box(0, 0, 5_000, 5_000)),))
    first, second = pages_of(TWO_PAGES.read_bytes())
    assert pages_of(render([Source(TWO_PAGES, "application/pdf", 0, None, None, finish)]).data) == [first, ""]
    assert pages_of(render([Source(TWO_PAGES, "application/pdf", 0, (1, 1), None, finish)]).data) == [""]
    part = render([Source(TWO_PAGES, "application/pdf", 0, (0, 1), None, finish)]).data
    assert pages_of(part) == [first], "the half that is not touched is not drawn"
    album = render([Source(TWO_PAGES, "application/pdf", 1, None, None, finish), Source(TWO_PAGES, "application/pdf")])
    turned, *others = pages_of(album.data)
    assert sorted(turned.split()) == sorted(first.split())
    assert others == ["", first, second]


def sharing_pdf(*, shared: bool) -> bytes:
    """Return a PDF of two pages, each with its own picture; ``shared``: both have one list of what they may show."""
    pictures = [jpeg(Image.new("RGB", (40, 40), colour), 90) for colour in ((200, 0, 0), (0, 0, 200))]
    names = (
        ["<</XObject<</A 6 0 R/B 7 0 R>>>>"] * 2 if shared else ["<</XObject<</A 6 0 R>>>>", "<</XObject<</B 7 0 R>>>>"]
    )
    pages = [
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources {name}/Contents {at} 0 R>>".encode()
        for name, at in zip(names, (8, 9), strict=True)
    ]
    keys = "/Type/XObject/Subtype/Image/Width 40/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    return pdf_file([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
        *pages,
        b"<<>>",
        *(stream(keys, each) for each in pictures),
        stream("", b"q 200 0 0 200 0 0 cm /A Do Q"),
        stream("", b"q 200 0 0 200 0 0 cm /B Do Q"),
    ])  # fmt: skip


@pytest.mark.parametrize("shared", [False, True])
def test_a_page_brings_no_picture_along_that_another_page_hides(tmp_path: Path, *, shared: bool) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(sharing_pdf(shared=shared))
    red, blue = (jpeg(Image.new("RGB", (40, 40), colour), 90) for colour in ((200, 0, 0), (0, 0, 200)))
    assert red in path.read_bytes()
    made = render([Source(path, "application/pdf", finish=Finish(blackouts=(Blackout(0, ALL_BLACK.corners),)))])
    assert red not in made.data
    assert (blue in made.data) is not shared, "what brings nothing along stays what it is"
    first, second = (draw_page(made.data, number, (100, 100)).getpixel((50, 50)) for number in (0, 1))
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert max(first) <= 3
    assert second[2] > 180


def test_a_part_that_is_not_there_is_told() -> None:
    finish = Finish(blackouts=(ALL_BLACK,))
    with pytest.raises(Fault) as caught:
        render([Source(TWO_PAGES, "application/pdf", 0, (1, 2), None, finish)])
    assert caught.value.code is FaultCode.BROKEN_PDF


@pytest.mark.parametrize("turns", range(4))
def test_a_pdf_is_shown_as_it_is_sent(turns: int) -> None:
    finish = Finish(blackouts=(Blackout(0, box(0, 0, 10_000, 2_000)),))
    shown = page_picture(TWO_PAGES, 0, 500, 500, turns, None, finish)
    image = Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)
    page = draw_page(render([Source(TWO_PAGES, "application/pdf", turns, None, None, finish)]).data, 0, (500, 500))
    for each in (image, page):
        dark = each.convert("L").point([255] * 20 + [0] * 236).filter(ImageFilter.MinFilter(9))  # no print
        edges = {0: (0, 0, 1, 0.2), 1: (0.8, 0, 1, 1), 2: (0, 0.8, 1, 1), 3: (0, 0, 0.2, 1)}[turns]
        found = dark.getbbox()
        assert found is not None
        width, height = each.size
        for side, part, length in zip(found, edges, (width, height, width, height), strict=True):
            assert abs(side - part * length) <= 7


@pytest.mark.parametrize("mode", ["1", "RGB"])
def test_pages_of_a_tiff_have_their_own_boxes(tmp_path: Path, mode: str) -> None:
    pages = [Image.new(mode, (400, 600), "white") for _ in range(3)]
    pages[0].save(tmp_path / "three.tif", save_all=True, append_images=pages[1:])
    finish = Finish(blackouts=(Blackout(1, box(2_500, 2_500, 7_500, 5_000)),))
    data = render([Source(tmp_path / "three.tif", "image/tiff", 1, None, None, finish)]).data
    dark = [
        blacks(draw_page(data, number, (600, 600)).point(lambda each: 0 if each < 20 else 255)) for number in range(3)
    ]
    assert dark[0] == dark[2] == 0
    assert abs(dark[1] / (600 * 400) - 0.125) < 0.01
