"""Where the receipt lies in a picture: made ones with known corners, and real scans that were looked at."""

from __future__ import annotations

import itertools
import math
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from desktop import imaging
from desktop.imaging.edges import Found, find_receipts, straightened
from desktop.receipts.frame import Frame, Point, angles
from desktop.receipts.perspective import perspective
from tests.receipt_pictures import grain

Corners = tuple[Point, Point, Point, Point]
BEDS = {"black": (38, 38, 42), "cardboard": (168, 152, 138), "white": (229, 231, 238), "table": (120, 78, 44)}
SIZE = (900, 1200)
NEAR = 0.012
"""Part of the picture's long side by which a corner may be off."""


def till_receipt(width: int = 420, lines: int = 34, seed: int = 1) -> Image.Image:
    """A strip of paper with print in lines, a dark head and a bar code."""
    chance = random.Random(seed)
    paper = Image.new("RGB", (width, 40 + lines * 24 + 130), (238, 238, 240))
    pen = ImageDraw.Draw(paper)
    pen.rectangle((90, 26, width - 90, 66), fill=(30, 30, 30))
    for line in range(2, lines):
        x = 30
        while x < width - 80:
            word = chance.randint(12, 70)
            for letter in range(x, x + word, 9):
                pen.rectangle(
                    (letter, 40 + line * 24, letter + chance.randint(2, 5), 52 + line * 24), fill=(60, 60, 64)
                )
            x += word + chance.randint(14, 60)
    for bar in range(60, width - 60, 7):
        pen.rectangle((bar, paper.height - 90, bar + chance.randint(1, 4), paper.height - 40), fill=(40, 40, 40))
    return paper


def lying(receipt: Image.Image, corners: Corners, bed: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """Lay a receipt on a bed so that its corners come to lie there; with grain and a little blur, as a camera sees."""
    ground = grain(size, 12).convert("RGB")
    ground = Image.blend(Image.new("RGB", size, BEDS[bed]), ground, 0.06)
    width, height = receipt.size
    own = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    data = perspective(corners, own)
    laid = receipt.transform(size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    ground.paste(laid, mask=mask)
    return ground.filter(ImageFilter.GaussianBlur(0.8))


def turned_box(centre: Point, width: float, height: float, degrees: float) -> Corners:
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))

    def at(x: float, y: float) -> Point:
        return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine

    w, h = width / 2, height / 2
    return at(-w, -h), at(w, -h), at(w, h), at(-w, h)


def frame_of(path: Path) -> Frame | None:
    suggestion = imaging.suggestion_for(path)
    return suggestion.cuts[0].frame if suggestion is not None and not suggestion.straightens else None


def off_by(found: Frame, truth: Corners, size: tuple[int, int] = SIZE) -> float:
    pairs = zip(found.points(size), truth, strict=True)
    return max(math.dist(one, other) for one, other in pairs) / max(size)


@pytest.mark.parametrize("bed", BEDS)
@pytest.mark.parametrize("degrees", [-9.0, 0.0, 4.0, 11.0])
def test_a_receipt_is_found_on_each_ground_at_each_angle(bed: str, degrees: float) -> None:
    truth = turned_box((470, 610), 340, 760, degrees)
    frame = find_receipts(lying(till_receipt(), truth, bed)).frame
    assert frame is not None
    assert off_by(frame, truth) < NEAR


@pytest.mark.parametrize("bed", ["black", "table", "cardboard"])
def test_a_photo_taken_from_the_side_is_straightened(bed: str) -> None:
    truth: Corners = ((300, 220), (640, 205), (700, 1010), (250, 1040))
    photo = lying(till_receipt(), truth, bed)
    frame = find_receipts(photo).frame
    assert frame is not None
    assert off_by(frame, truth) < NEAR
    straight = straightened(photo, frame)
    rows = [straight.crop((0, y, straight.width, y + 1)).convert("L") for y in (8, straight.height - 8)]
    for row in rows:  # both ends are paper from side to side, so nothing of the ground is left
        assert min(row.crop((6, 0, row.width - 6, 1)).tobytes()) > 195


def test_a_receipt_in_the_corner_of_a_scanner_bed_is_found() -> None:
    truth: Corners = ((560, 0), (900, 0), (900, 700), (560, 700))
    frame = find_receipts(lying(till_receipt(), truth, "black")).frame
    assert frame is not None
    assert off_by(frame, truth) < NEAR


def test_a_receipt_lying_on_its_side_is_found() -> None:
    truth = turned_box((450, 600), 760, 330, 3)
    frame = find_receipts(lying(till_receipt().transpose(Image.Transpose.ROTATE_90), truth, "cardboard")).frame
    assert frame is not None
    assert off_by(frame, truth) < NEAR


@pytest.mark.parametrize("picture", ["paper", "nothing", "noise", "gradient", "tiny"])
def test_a_picture_without_a_receipt_on_a_ground_is_left_alone(picture: str) -> None:
    pictures: dict[str, Callable[[], Image.Image]] = {
        "paper": till_receipt,
        "nothing": lambda: Image.new("RGB", SIZE, "white"),
        "noise": lambda: grain(SIZE, 60).convert("RGB"),
        "gradient": lambda: Image.linear_gradient("L").resize(SIZE).convert("RGB"),
        "tiny": lambda: Image.new("L", (3, 2)),
    }
    assert find_receipts(pictures[picture]()) == Found()


def test_a_blank_sheet_is_no_receipt() -> None:
    blank = Image.new("RGB", (400, 800), (240, 240, 240))
    assert find_receipts(lying(blank, turned_box((450, 600), 340, 760, 3), "black")) == Found()


def test_the_same_picture_gives_the_same_frame() -> None:
    photo = lying(till_receipt(), turned_box((470, 610), 340, 760, 5), "table")
    assert find_receipts(photo) == find_receipts(photo)


@pytest.mark.parametrize("orientation", [1, 3, 5, 6, 8])
def test_frame_and_rendition_follow_the_orientation(tmp_path: Path, orientation: int) -> None:
    upright = lying(till_receipt(), turned_box((470, 610), 340, 760, 6), "table")
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transpositions that EXIF's turn then undoes
    stored = upright if orientation == 1 else upright.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo.jpg"
    stored.save(path, "JPEG", quality=92, exif=exif)
    frame = frame_of(path)
    assert frame is not None
    assert off_by(frame, turned_box((470, 610), 340, 760, 6)) < NEAR
    rendition = imaging.render([imaging.Source(path, "image/jpeg", frame=frame)])
    assert rendition == imaging.render([imaging.Source(path, "image/jpeg", frame=frame)])
    (tmp_path / "rendition.jpg").write_bytes(rendition.data)
    with Image.open(tmp_path / "rendition.jpg") as image:
        assert abs(image.width - 340) < 14
        assert abs(image.height - 760) < 14
    turned = imaging.page_picture(path, 0, 2000, 2000, 1, frame)
    assert turned.width > turned.height


def test_a_small_receipt_on_a_large_bed_keeps_all_of_its_pixels(tmp_path: Path) -> None:
    """The part is what has to be large enough, not the bed."""
    size = (2552, 3508)
    truth: Corners = ((1700, 0), (2552, 0), (2552, 1500), (1700, 1500))
    path = tmp_path / "scan.jpg"
    lying(till_receipt(), truth, "black", size).save(path, "JPEG", quality=90)
    frame = frame_of(path)
    assert frame is not None
    trimmed = imaging.render([imaging.Source(path, "image/jpeg", frame=frame)])
    whole = imaging.render([imaging.Source(path, "image/jpeg")])
    (tmp_path / "trimmed.jpg").write_bytes(trimmed.data)
    with Image.open(tmp_path / "trimmed.jpg") as image:
        assert abs(image.width - 852) < 20
    (tmp_path / "whole.jpg").write_bytes(whole.data)
    with Image.open(tmp_path / "whole.jpg") as image:
        assert image.width * 852 / 2552 < 852 * 0.7, "of the whole scan the receipt would have kept fewer"


def test_corners_that_are_no_frame_are_told() -> None:
    good = Frame(((1000, 1000), (9000, 1000), (9000, 9000), (1000, 9000)))
    assert good.is_usable
    for order in itertools.permutations(range(4)):
        a, b, c, d = (good.corners[at] for at in order)
        clockwise = order in {(0, 1, 2, 3), (1, 2, 3, 0), (2, 3, 0, 1), (3, 0, 1, 2)}
        assert Frame((a, b, c, d)).is_usable == clockwise
    assert not Frame(((0, 0), (5, 0), (5, 5), (0, 5))).is_usable
    assert [round(angle) for angle in angles(good.points((100, 200)))] == [90, 90, 90, 90]


REAL = {  # the part of the scan that the receipt takes, measured on the pictures by eye
    "B_lidl_02032020_02_00716_B": 0.108,
    "B_marktkauf_04052020_11_03620": 0.293,
    "B_marktkauf_15052020_15_02712": 0.328,
    "B_thalia_06052020_01_04990": 0.327,
    "C_aldi_16052020_15_01416": 0.356,
    "C_dm_18052020_03_00355": 0.178,
    "C_marktkauf_18052020_12_02384": 0.287,
    "C_mediamarkt_31012019_01_15500": 0.312,
    "C_saturn_08092017_112900": 0.341,
    "C_saturn_15022020_01_05999": 0.308,
    "C_tanke_07092018_01_03400": 0.348,
}


@pytest.mark.skipif("BILAGSDROP_RECEIPTS" not in os.environ, reason="BILAGSDROP_RECEIPTS names no folder of receipts")
def test_real_flatbed_scans_come_out_trimmed_and_trimmed_ones_stay() -> None:
    folder = Path(os.environ["BILAGSDROP_RECEIPTS"])
    found = {path.stem: frame_of(path) for path in sorted(folder.glob("german/*.jpg"))}
    wrong = {}
    for name, frame in found.items():
        share = frame.share if frame else None
        expected = REAL.get(name)
        if (share is None) != (expected is None) or (share and expected and abs(share - expected) > 0.02):
            wrong[name] = share
    assert not wrong
    assert len(found) > len(REAL)
