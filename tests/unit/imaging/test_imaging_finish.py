"""Light, contrast and colour: shadows go, print stays, nothing is done that was not asked for."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from desktop.imaging import Source, evening_suggested, page_picture, render, suggestion_for
from desktop.imaging.finish import finished
from desktop.imaging.light import evened, evening_helps
from desktop.imaging.readable import readable
from desktop.receipts.finish import Contrast, Finish
from desktop.receipts.frame import Frame
from desktop.resources import resource_path

Save = Callable[..., Path]
Draw = Callable[..., Image.Image]
Rgb = tuple[int, int, int]

PAPER: Rgb = (238, 236, 232)
FAINT: Rgb = (206, 204, 200)
"""Thermal print that the sun has bleached."""
BLUE: Rgb = (40, 70, 190)
LINE = (100, 700, 500, 704)
LOGO = (500, 100, 760, 300)
SIZE = (900, 1_300)


def receipt() -> Image.Image:
    """Return paper with its grain, print, a faint thin line and a blue logo."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    for y in range(360, 1_240, 44):
        draw.text((80, y), f"Vare {y}        {y},95", (30, 30, 30), font_size=28)
    draw.rectangle(LOGO, fill=BLUE)
    draw.rectangle((60, 690, 560, 714), fill=PAPER)
    draw.rectangle(LINE, fill=FAINT)
    grain = Image.frombytes("L", SIZE, random.Random(3).randbytes(SIZE[0] * SIZE[1])).point(lambda each: each // 32)
    return ImageChops.subtract(image, Image.merge("RGB", (grain, grain, grain)))


def shadow(darkest: float) -> Image.Image:
    """Return light that falls off from the left to the right, to a part of what it was."""
    return (
        Image.linear_gradient("L")
        .rotate(270)
        .point(lambda each: round(255 * (darkest + (1 - darkest) * each / 255)))
        .resize(SIZE)
    )


def lit(image: Image.Image, darkest: float, lamp: Rgb = (255, 255, 255)) -> Image.Image:
    fall = shadow(darkest)
    bands = [fall.point(lambda each, part=part: round(each * part / 255)) for part in lamp]
    return ImageChops.multiply(image, Image.merge("RGB", bands))


def mean(image: Image.Image, area: tuple[int, int, int, int]) -> tuple[float, float, float]:
    small = image.convert("RGB").crop(area).resize((1, 1), Image.Resampling.BOX).tobytes()
    return small[0], small[1], small[2]


LEFT, RIGHT = (10, 400, 70, 1_200), (830, 400, 890, 1_200)


@pytest.mark.parametrize("darkest", [0.75, 0.5, 0.38])
def test_a_shadow_goes_and_the_faintest_print_stays(darkest: float) -> None:
    before = lit(receipt(), darkest)
    after = evened(before)
    assert after.size == before.size
    assert after.mode == "RGB"
    assert mean(before, LEFT)[1] > 1.2 * mean(before, RIGHT)[1]
    assert abs(mean(after, LEFT)[1] - mean(after, RIGHT)[1]) < 8
    assert mean(after, RIGHT)[1] > 225
    paper = (100, 692, 500, 698)
    for image in (before, after):
        assert 0.80 < mean(image, LINE)[1] / mean(image, paper)[1] < 0.90, "its part of the paper's brightness"


def test_yellow_light_goes_and_what_is_blue_stays_blue() -> None:
    before = lit(receipt(), 0.8, (255, 236, 196))
    after = evened(before)
    red, _green, blue = mean(before, LEFT)
    assert red > 1.2 * blue
    red, green, blue = mean(after, LEFT)
    assert max(red, green, blue) - min(red, green, blue) < 8
    red, green, blue = mean(after, LOGO)
    assert blue > 2.5 * red
    assert max(abs(mine - true) for mine, true in zip((red, green, blue), BLUE, strict=True)) < 30


def test_paper_that_is_coloured_itself_keeps_its_colour() -> None:
    pink = ImageChops.multiply(receipt(), Image.new("RGB", SIZE, (255, 190, 215)))
    red, green, blue = mean(evened(pink), LEFT)
    assert red > 1.2 * green
    assert blue > 1.05 * green


def test_what_has_no_paper_in_it_stays_as_it_is() -> None:
    dark = Image.new("RGB", (300, 400), (12, 11, 10))
    assert evened(dark).tobytes() == dark.tobytes()
    for size in ((1, 1), (1, 5_000), (5_000, 1), (2, 2)):
        assert evened(Image.new("L", size, 200)).size == size


def test_it_takes_a_tenth_of_a_second() -> None:
    page = lit(receipt(), 0.5).resize((1_400, 2_000))
    begun = time.process_time()
    evened(page)
    assert time.process_time() - begun < 0.5, "a tenth on a machine that does nothing else"


def test_grey_has_one_band_and_even_light_works_in_it() -> None:
    grey = finished(lit(receipt(), 0.5), Finish(evened=True, grey=True))
    assert grey.mode == "L"
    already = finished(lit(receipt(), 0.5).convert("L"), Finish(evened=True, grey=True))
    assert abs(mean(already, LEFT)[0] - mean(already, RIGHT)[0]) < 8


def test_contrast_makes_faint_print_darker_and_paper_no_darker() -> None:
    pages = [finished(receipt(), Finish(contrast=contrast)) for contrast in Contrast]
    line = [mean(page, LINE)[1] for page in pages]
    paper = [mean(page, LEFT)[1] for page in pages]
    assert line[0] / paper[0] > line[1] / paper[1] + 0.03 > line[2] / paper[2] + 0.09
    assert paper[0] <= paper[1] + 1
    assert min(paper) > 215
    blank = finished(Image.new("L", (300, 400), 240), Finish(contrast=Contrast.MOST))
    assert min(blank.tobytes()) > 200, "an empty page stays empty"


def test_every_size_looks_alike(save: Save) -> None:
    path = save(lit(receipt(), 0.5), "JPEG", quality=92)
    finish = Finish(evened=True, contrast=Contrast.MORE)
    means = []
    for edge in (400, 1_300):
        shown = page_picture(path, 0, edge, edge, 0, None, finish)
        means.append(
            mean(Image.frombytes("RGB", (shown.width, shown.height), shown.rgb), (0, 0, shown.width, shown.height))
        )
    assert all(abs(one - other) < 6 for one, other in zip(*means, strict=True))


def test_the_files_own_bytes_are_sent_only_as_it_is(save: Save, draw_page: Draw) -> None:
    path = save(draw_page(), "JPEG", quality=75, optimize=True, progressive=True)
    plain = render([Source(path, "image/jpeg")]).data
    assert plain == path.read_bytes(), "it is small already"
    seen = {plain}
    for finish in (
        Finish(evened=True),
        Finish(contrast=Contrast.MORE),
        Finish(contrast=Contrast.MOST),
        Finish(grey=True),
    ):
        made = render([Source(path, "image/jpeg", finish=finish)]).data
        assert made == render([Source(path, "image/jpeg", finish=finish)]).data, "the same bytes every time"
        seen.add(made)
        with Image.open(io.BytesIO(made)) as image:
            assert (image.mode == "L") is finish.grey
    assert len(seen) == 5


def test_each_of_several_files_has_its_own_finish(save: Save, draw_page: Draw) -> None:
    path = save(draw_page(), "JPEG", quality=50)
    plain, grey = Source(path, "image/jpeg"), Source(path, "image/jpeg", finish=Finish(grey=True))
    made = render([plain, grey]).data
    assert made.count(b"/DeviceGray") == made.count(b"/DeviceRGB") == 1


def test_a_document_keeps_its_light() -> None:
    path = resource_path("samples", "birk-oestergaard.pdf")
    finish = Finish(evened=True, contrast=Contrast.MOST, grey=True)
    assert render([Source(path, "application/pdf", finish=finish)]).data == path.read_bytes()
    assert page_picture(path, 0, 400, 400, finish=finish) == page_picture(path, 0, 400, 400)


@pytest.mark.parametrize(("darkest", "lamp", "helps"), [
    (1.0, (255, 255, 255), False),
    (0.9, (255, 253, 247), False),
    (0.6, (255, 255, 255), True),
    (0.95, (255, 236, 190), True),
    (0.5, (255, 244, 225), True),
])  # fmt: skip
def test_it_is_offered_where_the_light_is_clearly_bad(darkest: float, lamp: Rgb, *, helps: bool) -> None:
    assert evening_helps(lit(receipt(), darkest, lamp)) is helps


def test_it_is_not_offered_for_what_a_computer_has_made() -> None:
    page = Image.new("RGB", SIZE, (255, 250, 215))
    ImageDraw.Draw(page).text((80, 200), "Ordrebekræftelse", "black", font_size=40)
    assert not evening_helps(page), "a web page on yellow"
    ImageDraw.Draw(page).rectangle((450, 0, *SIZE), fill=(120, 120, 120))
    assert not evening_helps(page)
    assert not evening_helps(Image.new("RGB", SIZE, (20, 20, 24)))


@pytest.mark.parametrize("table", [(92, 66, 48), (112, 112, 116), (150, 150, 150)], ids=["wood", "slate", "steel"])
def test_a_dark_table_is_no_shadow_on_the_receipt(table: Rgb) -> None:
    photo = on_table(receipt(), table)
    assert not evening_helps(photo)
    before, after = mean(photo, (20, 20, 200, 1_900)), mean(evened(photo), (20, 20, 200, 1_900))
    assert max(after) < 1.2 * max(before), "the table stays a table"
    assert evening_helps(on_table(lit(receipt(), 0.5), table))


def judged(path: Path) -> bool:
    """Return whether evening is offered for a picture that nobody has trimmed."""
    found = suggestion_for(path)
    return evening_suggested(path, found.receipt if found is not None else None)


def on_table(paper: Image.Image, table: Rgb) -> Image.Image:
    """Return a photo of paper that lies a little askew."""
    photo = Image.new("RGB", (1_500, 2_000), table)
    grain = Image.frombytes("L", photo.size, random.Random(5).randbytes(photo.width * photo.height))
    photo = ImageChops.subtract(photo, grain.point(lambda each: each // 24).convert("RGB"))
    sheet = paper.convert("RGBA").rotate(4, Image.Resampling.BICUBIC, expand=True)
    photo.paste(sheet, (260, 300), sheet)
    return photo


@pytest.mark.parametrize(("name", "helps"), [
    ("kaffebaren-maagen.jpg", True),
    ("restaurant-skarven.jpg", True),
    ("isenkram-oernebjerg.jpg", False),
    ("papir-og-blaek.png", False),
    ("aaby-toemmergaard.jpg", False),
    ("birk-oestergaard.pdf", False),
])  # fmt: skip
def test_of_the_samples_those_are_offered_that_have_a_shadow(name: str, *, helps: bool) -> None:
    assert judged(resource_path("samples", name)) is helps


def test_a_trimmed_picture_is_judged_by_what_is_left(save: Save) -> None:
    path = save(lit(receipt(), 0.5), "JPEG", quality=92)
    left = Frame(((0, 0), (1_200, 0), (1_200, 10_000), (0, 10_000)))
    assert evening_suggested(path, Frame(((0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000))))
    assert not evening_suggested(path, left)


FOLDER = Path(os.environ.get("BILAGSDROP_RECEIPTS", ""))


@pytest.mark.skipif(not os.environ.get("BILAGSDROP_RECEIPTS"), reason="BILAGSDROP_RECEIPTS says where real ones are")
def test_real_scans_are_left_alone() -> None:
    scans = sorted(FOLDER.glob("*/*.jpg"))[::4]
    assert len(scans) > 8
    assert [path.name for path in scans if judged(path)] == []


def test_where_light_is_evened_readability_decides_and_not_the_original_size(tmp_path: Path) -> None:
    image = Image.new("RGB", (1_000, 1_400), (226, 212, 170))
    draw = ImageDraw.Draw(image)
    for band in range(7):  # as light falls off on a page that was made with few colours
        draw.rectangle((0, 200 * band, 1_000, 200 * band + 199), fill=(226 - 9 * band, 212 - 9 * band, 170 - 9 * band))
    for y in range(40, 1_360, 75):
        draw.text((80, y), f"Vare {y}      {y},95", (30, 30, 30), font_size=24)
    path = tmp_path / "few-colours"
    image.quantize(16).save(path, "PNG", compress_level=1)
    source = Source(path, "image/png", finish=Finish(evened=True))
    assert render([source]).data == readable(source, finish=source.finish).jpeg()
