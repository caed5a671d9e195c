"""What a file is comes from its bytes, and what's wrong with it has a name."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.imaging import inspect
from desktop.receipts.faults import Fault, FaultCode

Draw = Callable[..., Image.Image]

NO_WINDOWS_NAME = pytest.mark.skipif(os.name == "nt", reason="Windows has no such name")
FORMATS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "TIFF": ("image/tiff", "tif"),
    "GIF": ("image/gif", "gif"),
    "BMP": ("image/bmp", "bmp"),
    "MPO": ("image/jpeg", "jpg"),
    "AVIF": ("image/avif", "avif"),
}


def fault_of(path: Path) -> FaultCode:
    with pytest.raises(Fault) as caught:
        inspect(path)
    return caught.value.code


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["0f3a9c", "kvittering.pdf", "kvittering.txt"])
def test_media_type_comes_from_the_bytes(save: Callable[..., Path], draw_page: Draw, format_: str, name: str) -> None:
    info = inspect(save(draw_page(320, 480), format_, name))
    assert (info.media_type, info.extension) == FORMATS[format_]
    assert (info.width, info.height, info.pages) == (320, 480, 1)


def test_heic(samples: Path) -> None:
    info = inspect(samples / "blomster-ranunkel.heic")
    assert (info.media_type, info.extension, info.pages) == ("image/heic", "heic", 1)
    assert (info.width, info.height) == (1512, 2016)


def test_pdf_named_jpg(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    info = inspect(write(make_pdf(2), "kvittering.jpg"))
    assert (info.media_type, info.extension, info.pages) == ("application/pdf", "pdf", 2)


def test_jpeg_named_pdf(save: Callable[..., Path], draw_page: Draw) -> None:
    assert inspect(save(draw_page(), "JPEG", "kvittering.pdf")).media_type == "image/jpeg"


def test_zero_bytes(write: Callable[..., Path]) -> None:
    assert fault_of(write(b"", "kvittering.jpg")) is FaultCode.EMPTY_FILE


@pytest.mark.parametrize(
    "data",
    [
        b"Hej, her er kvitteringen.\n" * 20,
        b"BM er ikke et billede, blot to bogstaver" * 3,
        b"PK\x03\x04" + bytes(200),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff",
    ],
)
def test_text_and_other_files_named_jpg(write: Callable[..., Path], data: bytes) -> None:
    assert fault_of(write(data, "kvittering.jpg")) is FaultCode.NOT_A_RECEIPT


@pytest.mark.parametrize("format_", sorted(FORMATS))
@pytest.mark.parametrize("part", [0.3, 0.75, 0.97])
def test_cut_off_picture(
    save: Callable[..., Path],
    write: Callable[..., Path],
    draw_photo: Draw,
    format_: str,
    part: float,
) -> None:
    if format_ == "MPO" and part > 0.9:
        pytest.skip("the end of an MPO is its second picture, which isn't used")
    whole = save(draw_photo(640, 800), format_).read_bytes()
    assert fault_of(write(whole[: int(len(whole) * part)], "cut")) is FaultCode.BROKEN_IMAGE


@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_cut_off_heic(write: Callable[..., Path], samples: Path, part: float) -> None:
    whole = (samples / "blomster-ranunkel.heic").read_bytes()
    assert fault_of(write(whole[: int(len(whole) * part)], "cut")) is FaultCode.BROKEN_IMAGE


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # as the room does outside tests
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_only_the_first_bytes(
    save: Callable[..., Path], write: Callable[..., Path], draw_page: Draw, format_: str
) -> None:
    head = save(draw_page(64, 64), format_).read_bytes()[:40]
    assert fault_of(write(head, "cut")) is FaultCode.BROKEN_IMAGE


def _png(width: int, height: int, pixels: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_bomb_of_200_megapixels(write: Callable[..., Path]) -> None:
    bomb = _png(20_000, 10_000, zlib.compress(bytes(2_501 * 10_000), 9))
    assert len(bomb) < 40_000
    assert fault_of(write(bomb)) is FaultCode.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(20_000, 10_000), (15_000, 10_000), (60_000, 60_000)])
def test_bomb_is_refused_before_it_is_decoded(write: Callable[..., Path], size: tuple[int, int]) -> None:
    # its pixels can't be decoded at all: had anyone tried, it would be a broken picture
    assert fault_of(write(_png(*size, b"no pixels"))) is FaultCode.TOO_MANY_PIXELS


def test_bomb_in_a_later_page(write: Callable[..., Path], draw_page: Draw) -> None:
    buffer = io.BytesIO()
    huge = Image.new("1", (15_000, 10_000))
    draw_page(100, 100, "1").save(buffer, "TIFF", save_all=True, append_images=[huge], compression="group4")
    assert fault_of(write(buffer.getvalue())) is FaultCode.TOO_MANY_PIXELS


def test_animated_gif_is_one_page(save: Callable[..., Path], draw_page: Draw) -> None:
    frames = [draw_page(200, 300), Image.new("RGB", (200, 300), "blue")]
    assert inspect(save(frames[0], "GIF", save_all=True, append_images=frames[1:])).pages == 1


def test_all_pages_of_a_tiff(save: Callable[..., Path], draw_page: Draw) -> None:
    pages = [draw_page(200, 300), draw_page(300, 200), draw_page(100, 100)]
    info = inspect(save(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert (info.pages, info.width, info.height) == (3, 200, 300)


@pytest.mark.parametrize(("count", "fault"), [(500, None), (501, FaultCode.TOO_MANY_PAGES)])
def test_a_tiff_is_taken_whole_or_refused(write: Callable[..., Path], count: int, fault: FaultCode | None) -> None:
    buffer, page = io.BytesIO(), Image.new("1", (8, 8))
    page.save(buffer, "TIFF", save_all=True, append_images=[page] * (count - 1))
    path = write(buffer.getvalue())
    if fault is None:
        assert inspect(path).pages == count
    else:
        assert fault_of(path) is fault


def test_very_long_thin_picture(save: Callable[..., Path]) -> None:
    assert inspect(save(Image.new("RGB", (40, 60_000), "white"), "PNG")).height == 60_000


def test_pdf_of_60_pages(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    assert inspect(write(make_pdf(60))).pages == 60


def test_password(write: Callable[..., Path], lock_pdf: Callable[[bytes], bytes]) -> None:
    assert fault_of(write(lock_pdf(b"hemmelig"))) is FaultCode.ENCRYPTED_PDF


def test_pdf_that_everyone_may_open(write: Callable[..., Path], lock_pdf: Callable[[bytes], bytes]) -> None:
    assert inspect(write(lock_pdf(b""))).pages == 1


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_cut_off_pdf(write: Callable[..., Path], make_pdf: Callable[..., bytes], part: float) -> None:
    whole = make_pdf(3)
    assert fault_of(write(whole[: int(len(whole) * part)])) is FaultCode.BROKEN_PDF


def test_pdf_that_is_only_a_shell(write: Callable[..., Path]) -> None:
    assert fault_of(write(b"%PDF-1.7\nintet her\n%%EOF\n")) is FaultCode.BROKEN_PDF


def test_pdf_without_pages(write: Callable[..., Path]) -> None:
    body = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
    )
    assert fault_of(write(body + b"trailer\n<</Size 3/Root 1 0 R>>\n%%EOF\n")) is FaultCode.BROKEN_PDF


def test_pdf_with_something_after_its_end(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    assert inspect(write(make_pdf(1) + b"\r\n" + bytes(3_000))).pages == 1


def test_pdf_above_six_megabytes(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    assert inspect(write(b"%PDF-1.7\n%" + b" " * 6_000_000 + b"\n" + make_pdf(3))).pages == 3


def test_deleted(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "væk.jpg") is FaultCode.FILE_GONE


def test_folder(tmp_path: Path) -> None:
    assert fault_of(tmp_path) is FaultCode.FILE_UNREADABLE


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_no_permission(save: Callable[..., Path], draw_page: Draw) -> None:
    path = save(draw_page(), "JPEG")
    path.chmod(0)
    assert fault_of(path) is FaultCode.FILE_UNREADABLE


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and can't be read")
def test_file_that_opens_but_gives_no_bytes() -> None:
    # reading our own memory from address 0 is an I/O error, root or not
    assert fault_of(Path("/proc/self/mem")) is FaultCode.FILE_UNREADABLE


@pytest.mark.parametrize(
    "name",
    [
        "Æblegrød på øen.jpg",
        "😀🧾.jpg",
        pytest.param("en \"god\" 'bon'.jpg", marks=NO_WINDOWS_NAME),
        pytest.param("linje\nskift.jpg", marks=NO_WINDOWS_NAME),
        "x" * 246 + ".jpg",
    ],
)
def test_odd_names(save: Callable[..., Path], draw_page: Draw, name: str) -> None:
    assert inspect(save(draw_page(100, 100), "JPEG", name)).media_type == "image/jpeg"
