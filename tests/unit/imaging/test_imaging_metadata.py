"""Where and by whom a picture was taken never leaves the computer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from desktop.imaging import Source, inspect, render
from desktop.imaging.strip import strip_jpeg, strip_png

Draw = Callable[..., Image.Image]

SECRETS = (b"Telefonmagerens", b"Hemmelig kommentar", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"GPS")


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Telefonmagerens"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (55.0, 40.0, 34.0), 3: "E", 4: (12.0, 34.0, 6.0)})
    return exif


def _with_segments(data: bytes) -> bytes:
    """Add what cameras and programs add: XMP, IPTC, a comment, a thumbnail's segment, bytes after the end."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content

    extra = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta GPSLatitude='55'/>")
        + segment(0xED, b"Photoshop 3.0\x008BIM GPS")
        + segment(0xFE, b"Hemmelig kommentar")
        + segment(0xE0, b"JFXX\0\x10GPS")
        + b"\xff\xff"  # fill bytes may stand before a marker
    )
    return data[:2] + extra + data[3:] + b"MotionPhoto GPS"


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("restart", [0, 4])
@pytest.mark.parametrize("turns", [0, 1])
def test_jpeg(write: Callable[..., Path], draw_photo: Draw, progressive: bool, restart: int, turns: int) -> None:
    buffer = io.BytesIO()
    photo = draw_photo(800, 1_000)
    photo.save(
        buffer, "JPEG", quality=50, progressive=progressive, restart_marker_rows=restart, exif=_exif(), comment=b"GPS"
    )
    path = write(_with_segments(buffer.getvalue()))
    assert all(secret in path.read_bytes() for secret in SECRETS)
    data = render([Source(path, inspect(path).media_type, turns)]).data
    assert not any(secret in data for secret in SECRETS)
    with Image.open(io.BytesIO(data)) as sent:
        assert dict(sent.getexif()) == {}
        assert not {"exif", "xmp", "comment", "photoshop"} & set(sent.info)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("restart", [0, 1])
def test_stripping_a_jpeg_changes_no_pixel(draw_photo: Draw, progressive: bool, restart: int) -> None:
    buffer = io.BytesIO()
    draw_photo(640, 480).save(buffer, "JPEG", progressive=progressive, restart_marker_rows=restart, exif=_exif())
    before = _with_segments(buffer.getvalue())
    after = strip_jpeg(before)
    assert not any(secret in after for secret in SECRETS)
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()
    assert strip_jpeg(after) == after


def test_profile_and_adobe_marker_are_kept(draw_page: Draw) -> None:
    buffer = io.BytesIO()
    draw_page(64, 64).convert("CMYK").save(buffer, "JPEG", icc_profile=b"p" * 70_000)
    with Image.open(io.BytesIO(strip_jpeg(buffer.getvalue()))) as image:
        assert image.info["icc_profile"] == b"p" * 70_000
        assert "adobe" in image.info


def test_png(save: Callable[..., Path], draw_page: Draw) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "Hemmelig kommentar")
    text.add_itxt("XML:com.adobe.xmp", "http://ns.adobe.com/xap GPS")
    path = save(draw_page(400, 500).quantize(8), "PNG", pnginfo=text, exif=_exif())
    rendition = render([Source(path, inspect(path).media_type)])
    assert rendition.media_type == "image/png"
    assert not any(secret in rendition.data for secret in SECRETS)
    with Image.open(path) as before, Image.open(io.BytesIO(rendition.data)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
        assert "exif" not in after.info


@pytest.mark.parametrize("format_", ["WEBP", "TIFF", "AVIF"])
def test_other_formats(save: Callable[..., Path], draw_photo: Draw, format_: str) -> None:
    path = save(draw_photo(400, 500), format_, exif=_exif())
    assert b"Telefonmagerens" in path.read_bytes()
    data = render([Source(path, inspect(path).media_type)]).data
    assert not any(secret in data for secret in SECRETS)


def test_phone_photo_among_the_samples(samples: Path) -> None:
    path = samples / "fjordtank.jpg"
    with Image.open(path) as before:
        assert before.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    data = render([Source(path, "image/jpeg"), Source(path, "image/jpeg")]).data
    assert b"Exif" not in data
    assert b"Eksempel" not in data


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0\0", b"\xff\xd8\xff\xda\0\x02abc", b"\xff\xd8abc"]
)
def test_malformed_jpeg_is_not_stripped(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        strip_jpeg(data)


def test_malformed_png_is_not_stripped() -> None:
    with pytest.raises(ValueError, match="beyond the end"):
        strip_png(b"\x89PNG\r\n\x1a\n\0\0\xff\xffIDAT")
