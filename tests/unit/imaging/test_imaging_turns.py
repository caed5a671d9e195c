"""Pictures are shown and sent upright, whatever EXIF and the user say."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from desktop.imaging import Source, inspect, page_picture, render, thumbnail
from desktop.imaging.encode import jpeg
from desktop.imaging.pdf_write import PageImage, images_pdf

WIDE = (640, 480)
CORNERS = {"red": (0, 0), "green": (1, 0), "blue": (1, 1), "yellow": (0, 1)}
RGB = {"red": (220, 20, 20), "green": (20, 160, 20), "blue": (20, 20, 220), "yellow": (230, 220, 20)}

# where EXIF 2.32 says the stored picture's first row and column are to be shown
STORED = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}


def flag() -> Image.Image:
    """Return a picture with another colour in each quarter."""
    image = Image.new("RGB", WIDE)
    half = (WIDE[0] // 2, WIDE[1] // 2)
    for colour, (x, y) in CORNERS.items():
        image.paste(RGB[colour], (x * half[0], y * half[1], (x + 1) * half[0], (y + 1) * half[1]))
    return image


def _far(pixel: tuple[int, ...], colour: str) -> int:
    return sum(abs(a - b) for a, b in zip(RGB[colour], pixel, strict=True))


def quarters(image: Image.Image) -> list[str]:
    """Return the colours at the top left, top right, bottom right, bottom left."""
    rgb = image.convert("RGB")
    found = []
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)):
        pixel = rgb.getpixel((int(rgb.width * x), int(rgb.height * y)))
        assert isinstance(pixel, tuple)
        found.append(min(RGB, key=partial(_far, pixel)))
    return found


UPRIGHT = ["red", "green", "blue", "yellow"]


def stored(path: Path, orientation: int, format_: str) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    STORED[orientation](flag()).save(path, format_, exif=exif)
    return path


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "MPO"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(tmp_path: Path, format_: str, orientation: int) -> None:
    path = stored(tmp_path / "o", orientation, format_)
    info = inspect(path)
    assert (info.width, info.height) == WIDE
    small = thumbnail(path, 160)
    assert (small.width, small.height) == (160, 120)
    assert quarters(Image.frombytes("RGB", (small.width, small.height), small.rgb)) == UPRIGHT
    sent = Image.open(io.BytesIO(render([Source(path, info.media_type)]).data))
    assert (quarters(sent), sent.size) == (UPRIGHT, WIDE)
    assert sent.getexif().get(ExifTags.Base.Orientation, 1) == 1


@pytest.mark.parametrize("orientation", [1, 6, 7])
@pytest.mark.parametrize("turns", [0, 1, 2, 3, 4])
def test_turns_of_the_user_come_on_top(tmp_path: Path, orientation: int, turns: int) -> None:
    path = stored(tmp_path / "o", orientation, "JPEG")
    expected = [UPRIGHT[(at - turns) % 4] for at in range(4)]
    size = WIDE if turns % 2 == 0 else WIDE[::-1]
    shown = page_picture(path, 0, 10_000, 10_000, turns)
    assert (shown.width, shown.height) == size
    assert quarters(Image.frombytes("RGB", size, shown.rgb)) == expected
    sent = Image.open(io.BytesIO(render([Source(path, "image/jpeg", turns)]).data))
    assert (sent.size, quarters(sent)) == (size, expected)


def test_phone_photo_among_the_samples(samples: Path) -> None:
    path = samples / "fjordtank.jpg"
    with Image.open(path) as raw:
        assert raw.width > raw.height
    sent = Image.open(io.BytesIO(render([Source(path, "image/jpeg")]).data))
    assert sent.width < sent.height


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_nonsense_in_exif_is_ignored(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = tmp_path / "o"
    flag().save(path, "JPEG", exif=exif)
    assert inspect(path).width == WIDE[0]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # as the room does outside tests
def test_damaged_exif_does_not_cost_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "o"
    flag().save(path, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x7f" * 40)
    assert inspect(path).width == WIDE[0]
    assert thumbnail(path, 100).width == 100
    assert len(render([Source(path, "image/jpeg")]).data) < path.stat().st_size


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_pdf_pages_turn_too(write: Callable[..., Path], turns: int) -> None:
    path = write(images_pdf([PageImage(jpeg(flag(), 90), *WIDE)]))
    expected = [UPRIGHT[(at - turns) % 4] for at in range(4)]
    shown = page_picture(path, 0, 400, 400, turns)
    assert max(shown.width, shown.height) == 400
    assert quarters(Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)) == expected
    turned = write(render([Source(path, "application/pdf", turns)]).data, "turned")
    shown = page_picture(turned, 0, 400, 400)
    assert quarters(Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)) == expected
