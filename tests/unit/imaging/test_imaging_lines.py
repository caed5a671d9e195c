"""What is suggested for pictures: lines that lean, receipts that lie on their side, several in one picture."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from desktop import imaging
from desktop.imaging.edges import straightened
from desktop.imaging.lines import way_of
from desktop.imaging.suggest import suggestion_in
from desktop.receipts.frame import Frame, area, common
from desktop.receipts.suggestion import Cut, Suggestion
from tests.receipt_pictures import TWO, Corners, box, grain, laid, receipt, table, two_receipts

CLOCKWISE = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def lain(picture: Image.Image, turns: int) -> Image.Image:
    """Return a picture turned clockwise by so many quarters."""
    return picture.transpose(CLOCKWISE[turns % 4]) if turns % 4 else picture


def leaning(degrees: float) -> Image.Image:
    """Return a scan that is all paper, whose lines lean clockwise."""
    page = Image.new("RGB", (900, 1400), (242, 242, 242))
    page.paste(receipt(), (140, 90))
    return page.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(242, 242, 242))


def only(suggestion: Suggestion | None) -> Cut:
    assert suggestion is not None
    (cut,) = suggestion.cuts
    return cut


def ink(picture: Image.Image) -> int:
    return sum(picture.convert("L").histogram()[:160])


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [-13.0, -4.0, 1.5, 8.0])
def test_lines_that_lean_are_made_straight_and_nothing_printed_is_lost(degrees: float, turns: int) -> None:
    picture = lain(leaning(degrees), turns)
    suggestion = suggestion_in(picture)
    cut = only(suggestion)
    assert suggestion is not None
    assert suggestion.straightens
    assert cut.frame is not None
    straight = lain(straightened(picture, cut.frame), cut.turns)
    way = way_of(straight.convert("L"))
    assert way.degrees == pytest.approx(0, abs=0.3)
    assert way.turns == 0, "it is upright, too"
    assert ink(straight) > 0.95 * ink(picture)


@pytest.mark.parametrize("degrees", [-0.4, 0.0, 0.3])
def test_lines_that_hardly_lean_stay(degrees: float) -> None:
    assert suggestion_in(leaning(degrees)) is None


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_receipt_on_its_side_or_head_is_to_be_turned(turns: int) -> None:
    suggestion = suggestion_in(lain(leaning(0), turns))
    assert suggestion == Suggestion((Cut(None, 4 - turns),))


def test_a_photo_is_trimmed_and_turned_at_once() -> None:
    """Where it is not certain which way up it is, it is trimmed alone: hardly two pixels of a stop are seen here."""
    photos = [laid(table(seed=seed), receipt(), box((750, 1000), (700, 1340), 6)) for seed in range(4)]
    cuts = [(turns, only(suggestion_in(lain(photo, turns)))) for photo in photos for turns in (1, 2, 3)]
    assert all(cut.frame is not None and 0.28 < cut.frame.share < 0.34 for _turns, cut in cuts)
    assert all(cut.turns in {0, 4 - turns} for turns, cut in cuts), "never the wrong way"
    assert 2 * sum(cut.turns != 0 for _turns, cut in cuts) >= len(cuts)


@pytest.mark.parametrize("picture", ["capitals", "few", "blank", "noise", "table", "squares"])
def test_what_is_not_certain_is_not_suggested(picture: str) -> None:
    page = Image.new("RGB", (900, 1200), "white")
    pen = ImageDraw.Draw(page)
    pictures = {"blank": page, "noise": grain((900, 1200), 70).convert("RGB"), "table": table()}
    if picture == "capitals":  # nothing in it points up or down, and it lies on its head
        for y in range(60, 1100, 40):
            pen.text((60, y), "OXZ HINOXZ SHIXNOZ XOZ HIX", "black", font_size=26)
        page = page.rotate(180)
    elif picture == "few":
        pen.text((60, 60), "Kvittering 12,50", "black", font_size=30)
        page = page.rotate(90, expand=True)
    elif picture == "squares":
        for at in range(400):
            x, y = at % 20 * 40 + 40, at // 20 * 55 + 40
            pen.rectangle((x, y, x + 18, y + 18), fill="black")
    assert suggestion_in(pictures.get(picture, page)) is None


def test_a_curled_page_is_not_made_straight() -> None:
    """Its lines lean more and more, so that no angle is right for all of them."""
    page = leaning(0)
    size = page.size
    mesh = [
        ((0, y, size[0], y + 20), (0, y, 0, y + 20, size[0], y + 20 - y // 12, size[0], y - y // 12))
        for y in range(0, size[1] - 20, 20)
    ]
    curled = page.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor="white")
    assert suggestion_in(curled) is None


def overlap(frame: Frame, truth: Corners, size: tuple[int, int]) -> float:
    shared = area(common(frame.points(size), truth))
    return shared / max(area(frame.points(size)), area(truth))


def test_two_receipts_in_one_photo_are_two_from_left_to_right() -> None:
    photo = two_receipts()
    suggestion = suggestion_in(photo)
    assert suggestion is not None
    assert len(suggestion.cuts) == 2
    for cut, truth in zip(suggestion.cuts, TWO, strict=True):
        assert cut.frame is not None
        assert overlap(cut.frame, truth, photo.size) > 0.96


def test_one_that_lies_on_its_side_is_turned_by_itself() -> None:
    ground = laid(table((1800, 2000)), receipt(1), box((430, 960), (600, 1150), 2))
    suggestion = suggestion_in(laid(ground, receipt(2), box((1270, 1000), (480, 920), 93)))
    assert suggestion is not None
    assert [cut.turns for cut in suggestion.cuts] == [0, 3]


def test_a_receipt_with_a_dark_bar_across_it_is_one() -> None:
    page = receipt(3, lines=34)
    ImageDraw.Draw(page).rectangle((0, 700, page.width, 790), fill=(20, 20, 20))
    suggestion = suggestion_in(laid(table(), page, box((750, 1000), (640, 1560), 3)))
    assert suggestion is None or len(suggestion.cuts) == 1


@pytest.mark.parametrize("gap", [0, 12])
def test_no_frame_cuts_through_two_that_touch(gap: int) -> None:
    """Where they are taken for one, nothing is cut away of either."""
    left, right = box((430, 950), (600, 1100), 0), box((1030 + gap, 1030), (600, 1200), 0)
    suggestion = suggestion_in(laid(laid(table(), receipt(1), left), receipt(2), right))
    for cut in suggestion.cuts if suggestion and not suggestion.straightens else ():
        assert cut.frame is not None
        for truth in (left, right):
            shared = area(common(cut.frame.points((1500, 2000)), truth)) / area(truth)
            assert shared < 0.03 or shared > 0.97


def test_a_second_receipt_that_is_cut_off_is_not_trimmed_away() -> None:
    ground = table(colour=(200, 196, 188))
    whole = laid(ground, receipt(1), box((400, 1000), (560, 1060), 3))
    both = laid(whole, receipt(2, lines=30), box((1290, 900), (640, 1300), -2))
    suggestion = suggestion_in(both)
    assert suggestion is None or len(suggestion.cuts) == 2 or suggestion.straightens


def test_the_same_file_suggests_the_same(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    two_receipts().save(path, quality=88)
    assert imaging.suggestion_for(path) == imaging.suggestion_for(path)


def test_common_of_two_polygons() -> None:
    square = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))
    beside = tuple((x + 1, y + 1) for x, y in square)
    assert area(common(square, beside)) == pytest.approx(1)
    assert area(common(square, tuple((x + 3, y) for x, y in square))) == 0
    assert math.isclose(area(common(square, square)), 4)


@pytest.mark.skipif("BILAGSDROP_RECEIPTS" not in os.environ, reason="BILAGSDROP_RECEIPTS names no folder of receipts")
def test_real_receipts_are_never_turned_wrongly() -> None:
    """Of all 56, with the samples, each turned in three ways, 144 of 168 are turned back and none is turned wrongly."""
    folder = Path(os.environ["BILAGSDROP_RECEIPTS"])
    back = 0
    paths = sorted(folder.glob("*/*.jpg"))[::5]
    for number, path in enumerate(paths):
        with Image.open(path) as image:
            image.draft("RGB", (1300, 1300))
            picture = ImageOps.exif_transpose(image).convert("RGB")
        picture.thumbnail((1600, 1600), Image.Resampling.BOX)
        turns = number % 4
        suggestion = suggestion_in(lain(picture, turns))
        cut = suggestion.cuts[0] if suggestion else Cut()
        assert cut.turns in {0, (4 - turns) % 4}, path.name
        back += cut.turns == (4 - turns) % 4
    assert back >= 0.6 * len(paths)
