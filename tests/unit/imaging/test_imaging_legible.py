"""Size and quality follow what there is to read: small text gets pixels, faint text quality, and nothing grows."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat, JpegImagePlugin

from desktop.imaging import Rendition, Source, inspect, render
from desktop.imaging.legible import text_lines
from desktop.imaging.legible.size import enlargement, smallest_text

ROOT = Path(__file__).parents[3]
Saver = Callable[..., Path]
Colour = str | tuple[int, int, int]


def page(size: tuple[int, int], letters: int, ink: Colour = "black", paper: Colour = "white") -> Image.Image:
    """Return a page full of text, its letters so many pixels high from the top of one line to the next but one half."""
    picture = Image.new("RGB", size, paper)
    draw = ImageDraw.Draw(picture)
    for number, y in enumerate(range(letters, size[1] - 2 * letters, letters * 3 // 2)):
        text = f"Vare {number:03} til kunden {number * 7 % 90},95 kr. Moms 25 % 12345678 "
        draw.text((letters, y), text * (size[0] // (letters * 28) + 1), ink, font_size=letters)
    return picture


def grained(picture: Image.Image, strength: int = 6) -> Image.Image:
    """Return it as a camera sees it: a little soft, a little noisy, the same every time."""
    soft = picture.filter(ImageFilter.GaussianBlur(0.7))
    width, height = picture.size
    seed = hashlib.shake_256(b"grain").digest(64 * 1024)
    row = Image.frombytes("L", (256, 256), seed).point([128 + (level - 128) * strength // 128 for level in range(256)])
    grain = Image.new("L", picture.size)
    for at in range(-(-width // 256) * -(-height // 256)):
        grain.paste(row, (at % -(-width // 256) * 256, at // -(-width // 256) * 256))
    return ImageChops.add(soft, grain.convert(picture.mode), 1, -128)


def rendered(*paths: Path) -> Rendition:
    return render([Source(path, inspect(path).media_type) for path in paths])


def opened(rendition: Rendition) -> JpegImagePlugin.JpegImageFile:
    picture = Image.open(io.BytesIO(rendition.data))
    assert isinstance(picture, JpegImagePlugin.JpegImageFile)
    return picture


def quality(picture: JpegImagePlugin.JpegImageFile) -> int:
    """Return the JPEG quality by its first quantiser (libjpeg's 16 at quality 50, for brightness)."""
    first = picture.quantization[0][0]
    scale = first * 100 / 16
    return round((200 - scale) / 2 if scale <= 100 else 5_000 / scale)


def test_small_text_keeps_its_height(save: Saver) -> None:
    path = save(grained(page((3_000, 4_000), 18)), "JPEG", quality=92)
    sent = opened(rendered(path))
    assert max(sent.size) > 3_200  # text of 18 pixels would have 9 with a long side of 2,000
    found = smallest_text(text_lines(sent.convert("L")))
    assert found is not None
    assert found >= 11


def test_large_text_needs_no_more_than_before(save: Saver) -> None:
    sent = opened(rendered(save(grained(page((3_000, 4_000), 60)), "JPEG", quality=92)))
    assert 2_000 <= max(sent.size) <= 2_400


@pytest.mark.parametrize("lean", [0, 3, 7])
def test_height_of_leaning_text(lean: int) -> None:
    upright = page((1_200, 1_600), 30).convert("L")
    leaning = upright.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
    found = smallest_text(text_lines(grained(leaning)))
    assert found is not None
    assert 13 <= found <= 27  # x is 16 pixels high, from the top of b to the foot of p 29; leaning adds to both
    assert enlargement(text_lines(leaning)) == 1.0


def test_rules_and_dashes_are_no_text() -> None:
    picture = Image.new("L", (1_000, 1_400), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(40, 1_360, 24):
        for x in range(20, 980, 30):
            draw.rectangle((x, y, x + 18, y + 4), fill=0)
    assert not text_lines(picture)
    assert enlargement(text_lines(picture)) == 1.0


def test_wood_is_no_text() -> None:
    with Image.open(ROOT / "resources" / "samples" / "koebmand-lyngvig.jpg") as photo:
        lines = text_lines(photo.convert("L"))
    assert len(lines) > 60
    on_the_receipt = [line for line in lines if 270 < line.left < 1_240 and 170 < line.top < 1_830]
    assert len(on_the_receipt) == len(lines)


def test_faint_print_gets_a_better_quality_than_black(save: Saver) -> None:
    black, faint = (
        save(grained(page((1_000, 1_600), 26, (ink, ink, ink), (235, 235, 235)), 3), "PNG", name)
        for ink, name in ((20, "black"), (190, "faint"))
    )
    strong, weak = quality(opened(rendered(black))), quality(opened(rendered(faint)))
    assert 49 <= strong < weak - 5 <= 76
    for path in (black, faint):
        assert _noise(path) < 0.2  # of the strokes' contrast


def _noise(path: Path) -> float:
    """Return how far a rendition is off, as a part of the contrast of what's written; root mean squares."""
    with Image.open(path) as original:
        before = original.convert("L")
    after = opened(rendered(path)).convert("L")
    error = ImageStat.Stat(ImageChops.difference(before, after)).rms[0]
    return float(error / ImageStat.Stat(before).stddev[0])


def test_grey_stays_grey(save: Saver) -> None:
    sent = opened(rendered(save(page((1_000, 1_600), 26, (40, 42, 39), (238, 240, 236)), "JPEG", quality=97)))
    assert sent.mode == "L"


def test_a_pens_thin_line_keeps_its_colour(save: Saver) -> None:
    picture = page((1_000, 1_600), 26)
    ImageDraw.Draw(picture).line((600, 1_300, 640, 1_330), (60, 60, 190), 2)
    sent = opened(rendered(save(grained(picture), "PNG")))
    assert sent.mode == "RGB"
    drawn = sent.convert("YCbCr").getchannel("Cb").crop((600, 1_300, 640, 1_330))
    assert max(drawn.tobytes()) > 145


@pytest.mark.parametrize(
    ("ink", "paper", "full"),
    [
        ("black", "white", False),
        ("blue", "white", False),
        ((240, 215, 40), "white", True),
        ((225, 60, 50), (20, 130, 90), True),
    ],
)
def test_print_told_by_its_colour_keeps_it(save: Saver, ink: Colour, paper: Colour, full: bool) -> None:
    path = save(grained(page((800, 1_000), 22, ink, paper)), "PNG")
    sent = opened(rendered(path))
    assert (JpegImagePlugin.get_sampling(sent) == 0) is full


@pytest.mark.parametrize("count", [1, 2])
def test_another_process_makes_the_same_bytes(save: Saver, count: int) -> None:
    path = save(grained(page((1_400, 2_100), 16, (90, 90, 90), (230, 225, 215))), "JPEG", quality=90)
    here = hashlib.sha256(rendered(*[path] * count).data).hexdigest()
    assert hashlib.sha256(rendered(*[path] * count).data).hexdigest() == here
    code = (
        "import hashlib, sys; from pathlib import Path; from desktop.imaging import Source, render\n"
        "data = render([Source(Path(path), 'image/jpeg') for path in sys.argv[1:]]).data\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    command = [sys.executable, "-c", code, *[str(path)] * count]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert there.stdout.strip() == here


def test_a_small_original_is_sent_as_it_is(save: Saver) -> None:
    path = save(page((700, 900), 26), "JPEG", quality=30)
    assert 50_000 < path.stat().st_size <= 100_000
    rendition = rendered(path)
    with Image.open(path) as before:
        assert before.tobytes() == opened(rendition).tobytes()
    assert len(rendition.data) <= path.stat().st_size


def test_a_screenshot_keeps_each_colour(save: Saver) -> None:
    picture = Image.new("RGB", (1_200, 900), (246, 247, 249))
    draw = ImageDraw.Draw(picture)
    for y in range(40, 860, 40):
        draw.rectangle((40, y, 1_160, y + 1), fill=(220, 221, 224))
        draw.rectangle((60, y + 12, 60 + y, y + 24), fill=(51, 52, 54))
    path = save(picture, "BMP")
    rendition = rendered(path)
    assert rendition.media_type == "image/png"
    with Image.open(io.BytesIO(rendition.data)) as sent:
        assert ImageChops.difference(sent.convert("RGB"), picture).getbbox() is None


def test_what_needs_most_still_fits(save: Saver) -> None:
    noise = Image.frombytes("RGB", (1_000, 1_000), hashlib.shake_256(b"noise").digest(3_000_000))
    large = noise.resize((4_000, 4_000), Image.Resampling.NEAREST)
    for y in range(0, 4_000, 1_000):
        for x in range(0, 4_000, 1_000):
            large.paste(noise, (x, y))
    picture = Image.blend(large, page((4_000, 4_000), 16), 0.6)
    rendition = rendered(save(picture, "BMP"))
    assert len(rendition.data) <= 6_000_000
    assert max(opened(rendition).size) >= 2_000


def scan(*, note: int | None = None) -> Image.Image:
    """Return a scanned sheet, 200 dots an inch, with a word in grey at its foot where it's wanted."""
    sheet = page((1_654, 2_338), 36, (15, 15, 15), (250, 250, 250))
    if note is not None:
        ImageDraw.Draw(sheet).text((800, 2_285), "betalt", (note, note, note), font_size=36)
    return grained(sheet, 4).convert("L")


def test_pages_of_black_on_white_take_one_bit_a_pixel(save: Saver) -> None:
    path = save(scan(), "JPEG", quality=90)
    rendition = rendered(path, path)
    assert rendition.data.count(b"/CCITTFaxDecode") == 2
    assert b"/Width 1654/Height 2338" in rendition.data  # full size: steps then don't show
    assert len(rendition.data) < path.stat().st_size // 4


@pytest.mark.parametrize("note", [150, 190, 215])
def test_a_word_in_grey_keeps_its_page_from_that(save: Saver, note: int) -> None:
    path = save(scan(note=note), "JPEG", quality=90)
    assert b"/CCITTFaxDecode" not in rendered(path, path).data


def test_a_photo_is_no_bilevel_page(save: Saver) -> None:
    path = save(grained(page((1_654, 2_338), 36, "black", (170, 160, 150))), "JPEG", quality=90)
    assert b"/CCITTFaxDecode" not in rendered(path, path).data
