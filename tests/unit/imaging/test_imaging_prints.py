"""Prints of pictures, on real receipts beside copies of them that Pillow makes."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from desktop.imaging import Prints, page_picture, prints_of
from desktop.likeness.finder import LIMIT, distance

Change = Callable[[Image.Image], Image.Image]
RECEIPTS = os.environ.get("BILAGSDROP_RECEIPTS")
Turn = Image.Transpose


def _part(image: Image.Image, share: float) -> Image.Image:
    wide, high = image.size
    return image.crop((round(share * wide), round(share * high), wide, round((1 - share / 2) * high)))


def _shaded(image: Image.Image) -> Image.Image:
    light = Image.linear_gradient("L").resize(image.size).point(lambda v: 155 + v * 100 // 255)
    return ImageChops.multiply(image, Image.merge("RGB", (light, light, light)))


def _aslant(image: Image.Image) -> Image.Image:
    wide, high = image.size
    corners = (0.02 * wide, 0.01 * high, 0, high, wide, 0.98 * high, 0.99 * wide, 0)
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


CHANGES: dict[str, Change] = {
    "saved again": lambda i: i.resize((i.width // 2, i.height // 2)),
    "a third": lambda i: i.resize((i.width // 3, i.height // 3)),
    "cropped": lambda i: _part(i, 0.02),
    "on its side": lambda i: i.transpose(Turn.ROTATE_90),
    "upside down": lambda i: i.transpose(Turn.ROTATE_180),
    "other side, cropped": lambda i: _part(i.transpose(Turn.ROTATE_270), 0.02),
    "tilted": lambda i: i.rotate(1.2, Image.Resampling.BICUBIC, fillcolor=i.getpixel((2, 2))),
    "dark": lambda i: ImageEnhance.Brightness(i).enhance(0.6),
    "pale": lambda i: ImageEnhance.Contrast(i).enhance(0.6),
    "shaded": _shaded,
    "blurred": lambda i: i.filter(ImageFilter.GaussianBlur(2)),
    "aslant, shaded": lambda i: _shaded(_aslant(ImageEnhance.Brightness(i).enhance(0.85))),
}


def _loaded(path: Path) -> Image.Image:
    picture = page_picture(path, 0, 1200, 1200)
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


@pytest.fixture(scope="module")
def receipts() -> list[Path]:
    if not RECEIPTS:
        pytest.skip("the real receipts are not here: BILAGSDROP_RECEIPTS names no folder")
    return sorted(Path(RECEIPTS).rglob("*.jpg"))


def test_no_two_real_receipts_are_taken_for_one(receipts: list[Path]) -> None:
    prints = {path: prints_of(path).own for path in receipts}
    seen = {path: prints_of(path).looks for path in receipts}
    near = [
        (a.name, b.name)
        for a, b in itertools.combinations(receipts, 2)
        if (other := prints[b]) is not None and distance(seen[a], other) <= LIMIT
    ]
    assert len(receipts) > 40
    assert near == []


def test_copies_are_known_again(receipts: list[Path], tmp_path: Path) -> None:
    chosen = random.Random(5).sample(receipts, 12)
    prints = {path: prints_of(path).own for path in receipts}
    found, wrong, tries = 0, [], 0
    for path in chosen:
        image = _loaded(path)
        for name, change in CHANGES.items():
            copy = tmp_path / "copy.jpg"
            change(image).save(copy, quality=random.Random(name).randint(40, 75))
            seen = prints_of(copy).looks
            near = {p for p, value in prints.items() if value is not None and distance(seen, value) <= LIMIT}
            tries += 1
            found += path in near
            wrong += [(path.name, name, p.name) for p in near - {path}]
    print(f"\n{found} of {tries} copies found, {len(wrong)} of {tries * (len(receipts) - 1)} others taken for one")  # noqa: T201 - the figure is the result
    assert wrong == []
    assert found / tries >= 0.95


def test_a_page_with_next_to_nothing_on_it_is_like_no_other(tmp_path: Path) -> None:
    for name, tone in (("a.png", "white"), ("b.png", "red")):
        Image.new("RGB", (400, 600), tone).save(tmp_path / name)
        assert prints_of(tmp_path / name) == Prints(None, ())
