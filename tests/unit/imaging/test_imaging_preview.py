"""What the screen gets: never larger than asked for, never enlarged, packed pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.imaging import page_picture, thumbnail
from desktop.imaging.limits import MAX_PREVIEW_PIXELS
from desktop.receipts.faults import Fault, FaultCode

Draw = Callable[..., Image.Image]

Saver = Callable[..., Path]


@pytest.mark.parametrize("edge", [1, 33, 64, 160, 512])
@pytest.mark.parametrize("size", [(3_000, 2_000), (640, 2_001), (50, 4_000), (64, 64)])
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_thumbnail_fits(save: Saver, draw_page: Draw, edge: int, size: tuple[int, int], format_: str) -> None:
    picture = thumbnail(save(draw_page(*size), format_), edge)
    assert max(picture.width, picture.height) == min(edge, *[max(size)])
    assert len(picture.rgb) == picture.width * picture.height * 3


def test_zooming_asks_again_and_never_enlarges(save: Saver, draw_page: Draw) -> None:
    path = save(draw_page(1_200, 1_600), "JPEG")
    widths = [page_picture(path, 0, box, box * 2).width for box in (100, 600, 1_200, 9_000)]
    assert widths == [100, 600, 1_200, 1_200]


def test_sharp_at_full_size(save: Saver, draw_page: Draw) -> None:
    original = draw_page(400, 500)
    picture = page_picture(save(original, "PNG"), 0, 400, 500)
    assert picture.rgb == original.tobytes()


def test_pages_of_a_tiff(save: Saver) -> None:
    pages = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    path = save(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [page_picture(path, at, 60, 60).rgb[:3] for at in range(3)] == [b"\xff\0\0", b"\0\xff\0", b"\0\0\xff"]


def test_pdf_is_drawn_on_white_at_any_size(samples: Path) -> None:
    path = samples / "birk-oestergaard.pdf"
    small, large = page_picture(path, 1, 200, 200), page_picture(path, 1, 2_000, 3_000)
    assert max(small.width, small.height) == 200
    assert (large.width, large.height) in {(2_000, 2_830), (2_000, 2_831)}
    assert large.rgb[:3] == b"\xff\xff\xff"
    assert min(large.rgb) < 60


def test_pdf_has_a_limit_however_far_one_zooms(samples: Path) -> None:
    picture = page_picture(samples / "snak-mobil.pdf", 0, 200_000, 200_000)
    assert MAX_PREVIEW_PIXELS * 0.98 < picture.width * picture.height <= MAX_PREVIEW_PIXELS * 1.01


def test_page_that_is_not_there(save: Saver, draw_page: Draw, samples: Path) -> None:
    for path in (save(draw_page(), "JPEG"), samples / "snak-mobil.pdf"):
        with pytest.raises(Fault) as caught:
            page_picture(path, 7, 100, 100)
        assert caught.value.code in {FaultCode.BROKEN_IMAGE, FaultCode.BROKEN_PDF}


def test_broken_files_have_names_here_too(write: Callable[..., Path], tmp_path: Path) -> None:
    cases = {
        b"hej": FaultCode.NOT_A_RECEIPT,
        b"\xff\xd8\xff\xe0": FaultCode.BROKEN_IMAGE,
        b"%PDF-1.4": FaultCode.BROKEN_PDF,
    }
    for data, code in cases.items():
        with pytest.raises(Fault) as caught:
            thumbnail(write(data), 100)
        assert caught.value.code is code
    with pytest.raises(Fault) as caught:
        thumbnail(tmp_path / "væk", 100)
    assert caught.value.code is FaultCode.FILE_GONE


def test_long_thin_picture(save: Saver) -> None:
    picture = thumbnail(save(Image.new("RGB", (30, 60_000), "white"), "PNG"), 160)
    assert (picture.width, picture.height) == (1, 160)
