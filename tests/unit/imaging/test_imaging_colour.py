"""Every mode of picture becomes what a person would see on white paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from desktop.imaging import Source, inspect, render, thumbnail

Saver = Callable[..., Path]
Colour = tuple[int, ...]


def shown(path: Path) -> Colour:
    """Return the middle pixel of a thumbnail."""
    picture = thumbnail(path, 32)
    at = (picture.height // 2 * picture.width + picture.width // 2) * 3
    return tuple(picture.rgb[at : at + 3])


def sent(path: Path) -> Colour:
    rendition = render([Source(path, inspect(path).media_type)])
    if rendition.media_type == "application/pdf":
        path.write_bytes(rendition.data)
        return shown(path)
    image = Image.open(io.BytesIO(rendition.data)).convert("RGB")
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def near(one: Colour, other: Colour, by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("mode", "fill", "format_", "expected"),
    [
        ("L", 90, "JPEG", (90, 90, 90)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("1", 0, "TIFF", (0, 0, 0)),
        ("P", 0, "GIF", (0, 0, 0)),
        ("LA", (0, 0), "PNG", (255, 255, 255)),
        ("RGBA", (200, 30, 30, 255), "PNG", (200, 30, 30)),
        ("RGBA", (0, 0, 0, 0), "PNG", (255, 255, 255)),
        ("RGBA", (0, 0, 0, 128), "WEBP", (127, 127, 127)),
        ("I;16", 0x8080, "PNG", (128, 128, 128)),
        ("I;16", 0xFFFF, "TIFF", (255, 255, 255)),
        ("CMYK", (0, 0, 0, 0), "JPEG", (255, 255, 255)),
        ("CMYK", (0, 0, 0, 255), "JPEG", (0, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "TIFF", (255, 0, 0)),
    ],
)
def test_modes(save: Saver, mode: str, fill: int | Colour, format_: str, expected: Colour) -> None:
    path = save(Image.new(mode, (64, 64), fill), format_)
    assert near(shown(path), expected)
    assert near(sent(path), expected)


def test_palette_with_a_see_through_colour(save: Saver) -> None:
    image = Image.new("P", (64, 64), 1)
    image.putpalette([0, 0, 0, 10, 200, 10])
    path = save(image, "PNG", transparency=1)
    assert near(shown(path), (255, 255, 255))
    assert near(sent(path), (255, 255, 255))


@pytest.mark.parametrize("mode", ["I", "F"])
def test_wide_ranges_are_spread(save: Saver, mode: str) -> None:
    image = Image.new(mode, (64, 64), 0)
    image.paste(70_000, (0, 0, 64, 32))
    path = save(image, "TIFF")
    top = thumbnail(path, 64).rgb[:3]
    bottom = thumbnail(path, 64).rgb[-3:]
    assert (top, bottom) == (b"\xff\xff\xff", b"\0\0\0")


def test_lab(save: Saver) -> None:
    path = save(Image.new("LAB", (64, 64), (255, 128, 128)), "TIFF")
    assert near(shown(path), (255, 255, 255))


def _swapped_profile() -> bytes:
    """Return an sRGB profile whose red and green are exchanged, so that using it can't go unseen."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "mRGB".encode("utf-16-be")).replace(b"sRGB", b"mRGB")


def test_colour_profile_is_applied(save: Saver) -> None:
    path = save(Image.new("RGB", (64, 64), (220, 10, 10)), "PNG", icc_profile=_swapped_profile())
    red, green, blue = shown(path)
    assert green > 150
    assert red < 100
    assert blue < 100


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("profile", [b"this is no profile", bytes(200), b"\0\0\2\0acsp" * 40])
def test_broken_profile_is_ignored(save: Saver, format_: str, profile: bytes) -> None:
    path = save(Image.new("RGB", (64, 64), (200, 30, 30)), format_, icc_profile=profile)
    assert near(shown(path), (200, 30, 30))
    assert near(sent(path), (200, 30, 30))


def test_profile_of_another_kind_of_picture_is_ignored(save: Saver) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    path = save(Image.new("RGB", (64, 64), (200, 30, 30)), "PNG", icc_profile=profile)
    assert near(shown(path), (200, 30, 30))
