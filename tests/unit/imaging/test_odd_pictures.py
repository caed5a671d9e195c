"""Pictures that are no ordinary photos: what is seen of them, on the screen and in what is sent."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from desktop.imaging import Source, inspect, page_picture, render, thumbnail
from desktop.imaging.pdf import draw_page
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.imaging.conftest import Saver
from tests.unit.imaging.raws import RAWS, directory, short
from tests.unit.imaging.test_imaging_turns import STORED, UPRIGHT, flag, quarters

Colour = tuple[int, ...]
Write = Callable[..., Path]


def shown(path: Path, page: int = 0, size: int = 64) -> Image.Image:
    picture = page_picture(path, page, size, size)
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


def sent(path: Path, page: int = 0) -> Image.Image:
    made = render([Source(path, inspect(path).media_type)])
    if made.media_type == "application/pdf":
        return draw_page(made.data, page, (64, 64))
    return Image.open(io.BytesIO(made.data)).convert("RGB")


def middle(image: Image.Image) -> Colour:
    pixel = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def near(one: Colour, other: Colour, by: int = 8) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


KINDS = [
    (Image.new("1", (120, 90), 0), (0, 0, 0)),
    (Image.new("L", (90, 120), 90), (90, 90, 90)),
    (Image.new("RGB", (80, 80), (200, 30, 30)), (200, 30, 30)),
    (Image.new("RGB", (64, 64), (10, 160, 60)).quantize(4), (10, 160, 60)),
    (Image.new("I;16", (50, 70), 0x8080), (128, 128, 128)),
    (Image.new("CMYK", (40, 40), (0, 255, 255, 0)), (255, 0, 0)),
    (Image.new("RGBA", (40, 60), (0, 0, 0, 0)), (255, 255, 255)),
]


@pytest.mark.parametrize("page", range(len(KINDS)))
def test_every_page_of_a_tiff_though_each_is_of_another_kind(save: Saver, page: int) -> None:
    first, *others = (image for image, _colour in KINDS)
    path = save(first, "TIFF", save_all=True, append_images=others)
    assert inspect(path).pages == len(KINDS)
    expected = KINDS[page][1]
    assert near(middle(shown(path, page)), expected)
    assert near(middle(sent(path, page)), expected)


def test_smaller_copies_of_a_page_are_no_pages(write: Write) -> None:
    """Scanners and photo programs put a thumbnail or a row of smaller copies behind each page."""
    kinds = [((200, 30, 30), 400, 0), ((200, 30, 30), 200, 1), ((10, 160, 60), 400, 2), ((10, 160, 60), 50, 1)]
    buffer = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(buffer) as tiff:
        for colour, width, kind in kinds:
            Image.new("RGB", (width, 60), colour).save(tiff, "TIFF", tiffinfo={254: kind})
            tiff.newFrame()
    path = write(buffer.getvalue())
    assert inspect(path).pages == 2
    assert [near(middle(shown(path, at)), (kinds[2 * at][0])) for at in (0, 1)] == [True, True]
    assert [near(middle(sent(path, at)), (kinds[2 * at][0])) for at in (0, 1)] == [True, True]
    made = render([Source(path, "image/tiff", part=(1, 1))])
    assert near(middle(draw_page(made.data, 0, (64, 64))), (10, 160, 60))


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "group4"])
def test_every_compression_of_scanners(save: Saver, compression: str) -> None:
    image = Image.new("1" if compression == "group4" else "RGB", (200, 300), 0)
    image.paste(255 if image.mode == "1" else (20, 90, 200), (0, 0, 200, 300))
    path = save(image, "TIFF", save_all=True, append_images=[image], compression=compression)
    expected = (255, 255, 255) if image.mode == "1" else (20, 90, 200)
    assert near(middle(shown(path, 1)), expected)
    assert near(middle(sent(path, 1)), expected)


@pytest.mark.parametrize("format_", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_the_receipt(save: Saver, format_: str) -> None:
    """Nobody's receipt moves: what is seen before it does is what was meant, and no later frame shines through."""
    frames = [Image.new("RGB", (90, 120), colour) for colour in ((200, 30, 30), (30, 200, 30), (30, 30, 200))]
    how = {"lossless": True} if format_ == "WEBP" else {}
    path = save(frames[0], format_, save_all=True, append_images=frames[1:], duration=50, loop=0, **how)
    assert inspect(path).pages == 1
    assert near(middle(shown(path)), (200, 30, 30))
    assert near(middle(sent(path)), (200, 30, 30))


def test_a_palette_whose_colours_are_half_seen_through(save: Saver) -> None:
    image = Image.new("P", (90, 30))
    image.putpalette([0, 0, 0, 0, 0, 0, 200, 30, 30])
    for at in range(3):
        image.paste(at, (30 * at, 0, 30 * at + 30, 30))
    path = save(image, "PNG", transparency=bytes([0, 128, 255]))
    for look in (shown(path, size=90), sent(path)):
        found = [middle(look.convert("RGB").crop((x, 0, x + 20, 30))) for x in (5, 35, 65)]
        assert all(map(near, found, [(255, 255, 255), (127, 127, 127), (200, 30, 30)]))


@pytest.mark.parametrize("format_", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_keep_their_order_from_black_to_white(save: Saver, format_: str) -> None:
    ramp = b"".join(struct.pack("<H", at * 257) for at in range(256)) * 20
    path = save(Image.frombytes("I;16", (256, 20), ramp), format_)
    for look in (shown(path, size=256), sent(path)):
        row = look.convert("L").crop((0, 10, 256, 11)).tobytes()
        assert all(abs(value - x) <= 6 for x, value in enumerate(row))


def without_adobe(data: bytes) -> bytes:
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]


@pytest.mark.parametrize("adobe", [True, False], ids=["Adobe", "no marker"])
@pytest.mark.parametrize(
    ("ink", "colour"), [((0, 255, 255, 0), (255, 0, 0)), ((0, 0, 0, 255), (0, 0, 0)), ((0, 0, 0, 0), (255, 255, 255))]
)
def test_four_inks_are_stored_upside_down_with_and_without_adobes_marker(
    write: Write, ink: Colour, colour: Colour, *, adobe: bool
) -> None:
    """As browsers take them; a printer's file that says nothing comes out of Adobe's programs all the same."""
    buffer = io.BytesIO()
    Image.new("CMYK", (80, 80), ink).save(buffer, "JPEG", quality=95)
    path = write(buffer.getvalue() if adobe else without_adobe(buffer.getvalue()))
    assert near(middle(shown(path)), colour)
    assert near(middle(sent(path)), colour)


@pytest.mark.parametrize("size", [(1, 1), (1, 60_000), (60_000, 1), (3, 40_000)])
@pytest.mark.parametrize("format_", ["PNG", "TIFF", "JPEG"])
def test_the_smallest_and_the_thinnest(save: Saver, size: tuple[int, int], format_: str) -> None:
    path = save(Image.new("RGB", size, (200, 30, 30)), format_)
    info = inspect(path)
    assert (info.width, info.height) == size
    assert near(middle(shown(path)), (200, 30, 30))
    made = render([Source(path, info.media_type)])
    assert made.media_type != "application/pdf"
    with Image.open(io.BytesIO(made.data)) as image:
        assert min(image.size) == min(size)
        assert near(middle(image.convert("RGB")), (200, 30, 30))


def with_a_wrong_thumbnail(exif: Image.Exif) -> bytes:
    """Return EXIF whose thumbnail is a green picture that lies the other way round."""
    buffer = io.BytesIO()
    Image.new("RGB", (160, 40), "green").save(buffer, "JPEG")
    thumb = buffer.getvalue()
    bare = exif.tobytes()[6:]
    (first,) = struct.unpack(("<" if bare[:2] == b"II" else ">") + "I", bare[4:8])
    order = "<" if bare[:2] == b"II" else ">"
    (count,) = struct.unpack(f"{order}H", bare[first : first + 2])
    link, at = first + 2 + 12 * count, len(bare) + len(bare) % 2
    below = [short(259, 6, order), short(274, 3, order)]
    start = at + 2 + 12 * 4 + 4
    places = [(513, 4, struct.pack(f"{order}I", start)), (514, 4, struct.pack(f"{order}I", len(thumb)))]
    body = bare[:link] + struct.pack(f"{order}I", at) + bare[link + 4 :]
    return b"Exif\0\0" + body.ljust(at, b"\0") + directory([*below, *places], 0, order) + thumb


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_it_whatever_thumbnail_and_xmp_say(write: Write, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    xmp = b"<x:xmpmeta><rdf:Description tiff:Orientation='%d'/></x:xmpmeta>" % (orientation % 8 + 1)
    buffer = io.BytesIO()
    STORED[orientation](flag()).save(buffer, "JPEG", quality=95, exif=with_a_wrong_thumbnail(exif), xmp=xmp)
    path = write(buffer.getvalue())
    with Image.open(path) as opened:
        assert opened.getexif().get_ifd(ExifTags.IFD.IFD1)[514] > 100  # the wrong one is really in it
    small = thumbnail(path, 160)
    assert quarters(Image.frombytes("RGB", (small.width, small.height), small.rgb)) == UPRIGHT
    made = render([Source(path, "image/jpeg")])
    assert quarters(Image.open(io.BytesIO(made.data))) == UPRIGHT
    assert b"Exif" not in made.data


@pytest.mark.parametrize("name", RAWS)
def test_a_raw_photo_is_called_so_and_never_decoded(write: Write, name: str) -> None:
    with pytest.raises(Fault) as caught:
        inspect(write(RAWS[name]))
    assert caught.value.code is FaultCode.RAW_PHOTO


def test_a_scanners_tiff_is_no_raw_photo_though_it_names_its_maker(save: Saver) -> None:
    tags = {271: "NIKON CORPORATION", 272: "LS-5000", 254: 0}
    path = save(Image.new("RGB", (60, 80), "white"), "TIFF", tiffinfo=tags)
    assert inspect(path).media_type == "image/tiff"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # as the room does outside tests
@pytest.mark.parametrize("data", [b"II*\0\x08\0\0\0\xff\xff" + bytes(40), b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08"])
def test_a_tiff_whose_directories_lie_is_damaged(write: Write, data: bytes) -> None:
    with pytest.raises(Fault) as caught:
        inspect(write(data))
    assert caught.value.code is FaultCode.BROKEN_IMAGE
