"""What lies within a frame, straight: the same from every format and orientation, sharp, and in its own colours."""

from __future__ import annotations

import functools
import io
import math
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from desktop import imaging
from desktop.imaging.decode import decode, opened
from desktop.imaging.edges import straightened
from desktop.imaging.orient import as_stored, turned
from desktop.imaging.preview import fitted
from desktop.receipts.faults import Fault
from desktop.receipts.frame import Frame

ASKEW = Frame(((1_300, 700), (8_600, 400), (9_100, 9_300), (900, 9_600)))
LEVEL = Frame(((2_000, 1_000), (8_000, 1_000), (8_000, 9_000), (2_000, 9_000)))
WAYS: dict[str, tuple[str, dict[str, object]]] = {
    "half the colour": ("JPEG", {"quality": 95, "subsampling": "4:2:0"}),
    "a row's half": ("JPEG", {"quality": 95, "subsampling": "4:2:2"}),
    "all colour": ("JPEG", {"quality": 95, "subsampling": "4:4:4"}),
    "stored as RGB": ("JPEG", {"quality": 95, "keep_rgb": True}),
    "exact": ("PNG", {}),
}
MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png"}


@functools.cache
def receipt(width: int, height: int, *, colour: bool = True) -> Image.Image:
    """Return print of the size that phones see, a red stamp on it, on a grey table."""
    image = Image.new("RGB", (width, height), (96, 92, 88))
    draw = ImageDraw.Draw(image)
    draw.polygon(ASKEW.points(image.size), fill=(246, 244, 238))
    size = height // 60
    for number in range(36):
        y = height * (12 + 2 * number) // 100
        draw.text((width // 5, y), f"Vare {number:02} økologisk   {number * 7 % 90},95", (24, 24, 28), font_size=size)
    if colour:
        draw.rectangle((width // 3, height // 2, width // 2, height // 2 + height // 20), fill=(200, 30, 40))
    return image


def part_of(path: Path, format_: str, frame: Frame, side: int) -> Image.Image:
    """Return what the room makes of the frame, at most ``side`` pixels long."""
    with opened(path, MEDIA[format_]) as image:
        return decode(image, lambda size: fitted(size, (side, side)), frame=frame)


def decibels(one: Image.Image, other: Image.Image) -> float:
    """Return how alike two pictures are, in brightness or in what their one band shows (PSNR)."""
    counts = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    error = sum(level * level * count for level, count in enumerate(counts)) / sum(counts)
    return 10 * math.log10(255**2 / max(error, 1e-9))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("side", [1_050, 721, 300])
@pytest.mark.parametrize("frame", [ASKEW, LEVEL], ids=["askew", "level"])
def test_each_way_of_storing_gives_the_same_part(tmp_path: Path, way: str, side: int, frame: Frame) -> None:
    original, (format_, options) = receipt(900, 1_200), WAYS[way]
    original.save(tmp_path / "it", format_, **options)
    part = part_of(tmp_path / "it", format_, frame, side)
    exact = straightened(original, frame)
    expected = exact.resize(part.size, Image.Resampling.LANCZOS)
    assert max(part.size) == min(side, max(exact.size)) or side / max(part.size) > 1 / 1.2
    assert decibels(part, expected) > 26
    colours = zip(part.convert("YCbCr").split()[1:], expected.convert("YCbCr").split()[1:], strict=True)
    assert all(decibels(one, other) > 41 for one, other in colours), "and the stamp's colour is in its place"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("side", [1_050, 660])
def test_the_part_is_upright_whatever_exif_says(tmp_path: Path, orientation: int, side: int) -> None:
    upright = receipt(900, 1_200)
    exif = Image.Exif()
    exif[0x0112] = orientation
    backwards = {6: 8, 8: 6}.get(orientation, orientation)
    turned(upright, backwards, 0).save(tmp_path / "it", "JPEG", quality=95, exif=exif)
    upright.save(tmp_path / "upright", "JPEG", quality=95)
    part, expected = (part_of(tmp_path / name, "JPEG", ASKEW, side) for name in ("it", "upright"))
    assert part.size == expected.size
    assert decibels(part, expected) > 30


@pytest.mark.parametrize("orientation", range(1, 9))
def test_corners_lie_where_they_are_stored(orientation: int) -> None:
    marked = Image.new("L", (90, 60))
    marked.putpixel((72, 12), 255)  # at the middle of 8,055 and 2,083 ten thousandths
    frame = Frame(((8_055, 2_083), (9_000, 2_083), (9_000, 9_000), (8_055, 9_000)))
    backwards = {6: 8, 8: 6}.get(orientation, orientation)
    stored = turned(marked, backwards, 0)
    x, y = as_stored(frame, orientation).points(stored.size)[0]
    assert stored.getpixel((int(x), int(y))) == 255


@pytest.mark.parametrize("times", [1.0, 1.15, 1.3, 1.5, 1.8])
def test_print_is_as_sharp_as_the_pixels_allow(times: float) -> None:
    """Beside one that is drawn three times as large and shrunk; shrinking first gives 2 dB less."""
    original = receipt(1_200, 1_600, colour=False).convert("L")
    width, height = straightened(original, ASKEW).size
    size = round(width / times), round(height / times)
    best = straightened(original, ASKEW, (3 * size[0], 3 * size[1])).resize(size, Image.Resampling.LANCZOS)
    small = original.resize((round(1_200 / times), round(1_600 / times)), Image.Resampling.HAMMING)
    twice = straightened(small, ASKEW, size)
    found = decibels(straightened(original, ASKEW, size), best)
    assert found > 27
    assert found > decibels(twice, best) + (1.0 if times >= 1.3 else -0.1)


def test_a_frame_that_reaches_beyond_the_picture_shows_white_there(tmp_path: Path) -> None:
    receipt(900, 1_200).save(tmp_path / "it", "JPEG", quality=90)
    frame = Frame(((-400, -300), (9_000, 200), (9_000, 9_000), (300, 9_000)))
    for side in (1_140, 720, 240):
        part = part_of(tmp_path / "it", "JPEG", frame, side)
        assert part.getpixel((0, 0)) == (255, 255, 255)
        assert part.getpixel((part.width - 3, part.height // 2)) != (255, 255, 255)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    receipt(1_800, 2_400).save(tmp_path / "it", "JPEG", quality=90)
    source = imaging.Source(tmp_path / "it", "image/jpeg", frame=ASKEW)
    assert imaging.render([source]).data == imaging.render([source]).data


def test_a_cut_file_is_told_in_the_second_look_too(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    receipt(900, 1_200).save(buffer, "JPEG", quality=90)
    (tmp_path / "it").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    with pytest.raises(Fault):
        part_of(tmp_path / "it", "JPEG", ASKEW, 720)
