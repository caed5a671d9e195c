"""Renditions: small, large enough to read, never larger than the original, and the same every time."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image

from desktop.imaging import Rendition, Source, inspect, page_picture, render
from desktop.receipts.faults import Fault, FaultCode

Draw = Callable[..., Image.Image]

LIMIT = 6_000_000
Saver = Callable[..., Path]


def rendered(*paths: Path, turns: int = 0) -> Rendition:
    return render([Source(path, inspect(path).media_type, turns) for path in paths])


def opened(rendition: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(rendition.data))


def test_photo_of_12_megapixels(save: Saver, draw_photo: Draw) -> None:
    path = save(draw_photo(3_024, 4_032), "JPEG", quality=92)
    rendition = rendered(path)
    assert (rendition.media_type, rendition.extension, rendition.pages) == ("image/jpeg", "jpg", 1)
    sent = opened(rendition)
    assert 2_000 <= max(sent.size) <= 2_700  # its small print needs a little more than 2,000
    assert sent.info.get("progressive")
    assert len(rendition.data) < min(1_000_000, path.stat().st_size)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
@pytest.mark.parametrize("kind", ["print", "photo"])
def test_never_larger_than_the_original(
    save: Saver,
    draw_page: Draw,
    draw_photo: Draw,
    format_: str,
    kind: str,
    turns: int,
) -> None:
    path = save(draw_page() if kind == "print" else draw_photo(1_200, 1_600), format_)
    rendition = rendered(path, turns=turns)
    assert len(rendition.data) <= path.stat().st_size
    assert opened(rendition).size == ((1_200, 1_600) if turns % 2 == 0 else (1_600, 1_200))


@pytest.mark.parametrize("quality", [15, 40, 75, 90])
def test_jpeg_of_any_quality(save: Saver, draw_photo: Draw, quality: int) -> None:
    path = save(draw_photo(1_600, 2_400), "JPEG", quality=quality)
    for turns in range(4):
        rendition = rendered(path, turns=turns)
        assert len(rendition.data) <= path.stat().st_size
        assert max(opened(rendition).size) >= 2_000


def test_well_compressed_jpeg_stays_as_it_is(save: Saver, draw_photo: Draw) -> None:
    path = save(draw_photo(1_500, 2_000), "JPEG", quality=60, optimize=True, progressive=True)
    rendition = rendered(path)
    with Image.open(path) as before:
        assert before.tobytes() == opened(rendition).tobytes()
    assert len(rendition.data) <= path.stat().st_size


def test_fax_tiff_does_not_grow(save: Saver, draw_page: Draw) -> None:
    path = save(draw_page(1_728, 2_400, "1"), "TIFF", compression="group4")
    rendition = rendered(path)
    assert rendition.media_type == "application/pdf"
    assert len(rendition.data) <= path.stat().st_size + 1_000  # a page costs PDF a few hundred bytes
    shown = page_picture(_stored(path, rendition), 0, 864, 1_200)
    picture = Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).convert("L")
    corner = picture.crop((0, 0, 200, 200)).resize((1, 1), Image.Resampling.BOX).tobytes()[0]
    assert 20 < corner < 160  # drawn in red, so dithered dark; the paper is light
    assert picture.getpixel((picture.width - 20, 20)) == 255


def test_fax_with_white_as_zero_keeps_its_polarity(save: Saver, draw_page: Draw) -> None:
    page = draw_page(1_728, 2_400, "1")
    path = save(page, "TIFF", compression="group4", tiffinfo={262: 0})
    with Image.open(path) as stored:
        expected = stored.convert("L").resize((1, 1), Image.Resampling.BOX).tobytes()[0]
    shown = page_picture(_stored(path, rendered(path)), 0, 864, 1_200)
    picture = Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).convert("L")
    assert picture.resize((1, 1), Image.Resampling.BOX).tobytes()[0] == pytest.approx(expected, abs=4)


def _stored(beside: Path, rendition: Rendition) -> Path:
    path = beside.with_name("rendition")
    path.write_bytes(rendition.data)
    return path


@pytest.mark.parametrize("size", [(300, 400), (1_999, 800), (900, 3_300), (40, 3_000)])
def test_no_picture_is_enlarged_or_needlessly_reduced(save: Saver, draw_page: Draw, size: tuple[int, int]) -> None:
    assert opened(rendered(save(draw_page(*size), "JPEG", quality=95))).size == size


@pytest.mark.parametrize(
    ("size", "at_least"),
    [((6_000, 4_000), (2_000, 1_000)), ((2_400, 9_600), (1_000, 4_000)), ((5_000, 5_000), (2_000, 2_000))],
)
def test_both_sides_stay_readable(
    save: Saver, draw_page: Draw, size: tuple[int, int], at_least: tuple[int, int]
) -> None:
    sent = opened(rendered(save(draw_page(*size), "JPEG", quality=95)))
    assert sent.width >= at_least[0]
    assert sent.height >= at_least[1]
    assert sent.width * size[1] == pytest.approx(sent.height * size[0], rel=0.002)


def test_noise_that_hardly_compresses_still_fits(save: Saver) -> None:
    width, height = 2_000, 4_000
    noise = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    path = save(noise, "BMP")
    rendition = rendered(path)
    assert len(rendition.data) <= LIMIT
    assert max(opened(rendition).size) >= 2_000


def test_receipt_too_long_for_jpeg_becomes_pages(save: Saver, draw_page: Draw) -> None:
    path = save(draw_page(300, 70_000), "PNG")
    rendition = rendered(path)
    assert (rendition.media_type, rendition.pages) == ("application/pdf", 6)
    assert len(rendition.data) <= LIMIT
    document = pypdfium2.PdfDocument(rendition.data)
    heights = [document.get_page_size(at)[1] / document.get_page_size(at)[0] * 300 for at in range(6)]
    document.close()
    assert sum(heights) == pytest.approx(70_000, rel=0.01)


def test_first_frame_of_an_animated_gif(save: Saver, draw_page: Draw) -> None:
    rendition = rendered(
        save(draw_page(), "GIF", save_all=True, append_images=[Image.new("RGB", (1_200, 1_600), "blue")])
    )
    assert rendition.pages == 1
    assert opened(rendition).convert("RGB").getpixel((1_100, 1_500)) == (255, 255, 255)


def test_pdf_passes_through_unchanged(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf(60)
    rendition = rendered(write(data))
    assert rendition == Rendition(data, "application/pdf", "pdf", 60)


def test_several_pictures_become_one_pdf(save: Saver, draw_photo: Draw) -> None:
    paths = [save(draw_photo(1_512, 2_016, at), "JPEG", f"p{at}", quality=90) for at in range(3)]
    rendition = rendered(*paths)
    assert (rendition.media_type, rendition.extension, rendition.pages) == ("application/pdf", "pdf", 3)
    assert len(rendition.data) <= sum(path.stat().st_size for path in paths)
    document = pypdfium2.PdfDocument(rendition.data)
    for page in document:
        (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        assert picture.get_px_size() == (1_512, 2_016)
        assert page.get_size() == pytest.approx((595, 793), abs=1)
    document.close()


def test_pictures_and_pdfs_keep_their_order(
    save: Saver, write: Callable[..., Path], make_pdf: Callable[..., bytes], draw_page: Draw
) -> None:
    front = save(draw_page(400, 500), "JPEG", "front")
    invoice = write(make_pdf(2, 200, 300), "invoice")
    back = save(draw_page(600, 300), "PNG", "back")
    rendition = rendered(front, invoice, back)
    assert rendition.pages == 4
    document = pypdfium2.PdfDocument(rendition.data)
    shapes = [round(document.get_page_size(at)[0] / document.get_page_size(at)[1], 2) for at in range(4)]
    document.close()
    assert shapes == [0.8, 0.67, 0.67, 2.0]
    assert rendered(front, invoice, back) == rendition


def test_tiff_pages_become_a_pdf(save: Saver, draw_page: Draw) -> None:
    pages = [draw_page(400, 500), draw_page(500, 400, "L"), draw_page(300, 300, "1")]
    assert rendered(save(pages[0], "TIFF", save_all=True, append_images=pages[1:])).pages == 3


def test_many_pictures_fit_together(save: Saver, draw_photo: Draw) -> None:
    path = save(draw_photo(3_024, 4_032), "JPEG", quality=90)
    alone = len(rendered(path).data)
    count = LIMIT // alone + 4
    rendition = rendered(*[path] * count)
    assert rendition.pages == count
    assert len(rendition.data) <= LIMIT


def test_a_large_pdf_leaves_room_for_the_picture_beside_it(
    write: Callable[..., Path], save: Saver, make_pdf: Callable[..., bytes], draw_page: Draw
) -> None:
    large = write(b"%PDF-1.7\n%" + b" " * 5_990_000 + b"\n" + make_pdf(1))
    rendition = rendered(large, save(draw_page(), "JPEG", "second"))
    assert rendition.pages == 2
    assert len(rendition.data) <= LIMIT


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF"])
def test_same_input_same_bytes(save: Saver, draw_photo: Draw, format_: str) -> None:
    one = save(draw_photo(1_200, 900), format_, "one")
    other = save(draw_photo(1_200, 900), format_, "other")
    assert rendered(one) == rendered(other)
    assert rendered(one, other) == rendered(other, one)


def test_turned_and_joined_pdfs_are_the_same_every_time(
    write: Callable[..., Path], make_pdf: Callable[..., bytes]
) -> None:
    one, other = write(make_pdf(2), "one"), write(make_pdf(1), "other")
    assert rendered(one, turns=1) == rendered(one, turns=1)
    joined = rendered(one, other)
    assert joined == rendered(one, other)
    assert joined.pages == 3
    assert inspect(write(joined.data, "joined")).pages == 3


def test_deleted_between_the_drop_and_the_sending(save: Saver, draw_page: Draw) -> None:
    path = save(draw_page(), "JPEG")
    source = Source(path, inspect(path).media_type)
    path.unlink()
    for attempt in (
        lambda: render([source]),
        lambda: render([source, source]),
        lambda: page_picture(path, 0, 100, 100),
    ):
        with pytest.raises(Fault) as caught:
            attempt()
        assert caught.value.code is FaultCode.FILE_GONE


def test_locked_pdf_among_others(
    write: Callable[..., Path], lock_pdf: Callable[[bytes], bytes], make_pdf: Callable[..., bytes]
) -> None:
    locked, fine = write(lock_pdf(b"x"), "locked"), write(make_pdf(1), "fine")
    with pytest.raises(Fault) as caught:
        render([Source(fine, "application/pdf"), Source(locked, "application/pdf")])
    assert caught.value.code is FaultCode.ENCRYPTED_PDF


def test_nothing_to_render() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render([])
