"""Pictures made for the tests: a page with something to read on it, in every format and state."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.imaging.encode import jpeg
from desktop.imaging.pdf_write import PageImage, images_pdf

Saver = Callable[..., Path]


def page(width: int = 1_200, height: int = 1_600, mode: str = "RGB") -> Image.Image:
    """Return paper with lines of print and a red corner at the top left."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for number, y in enumerate(range(80, height - 40, 46)):
        draw.text((width // 8, y), f"Vare {number:03}   {number * 7 % 90},95", "black", font_size=30)
    draw.rectangle((0, 0, width // 4, height // 4), fill=(200, 30, 30))
    return image.convert(mode)


def photo(width: int, height: int, seed: int = 1) -> Image.Image:
    """Return something as rich in detail as a photograph: print on noise."""
    rng = random.Random(seed)
    small = Image.frombytes("RGB", (width // 4, height // 4), rng.randbytes(width // 4 * (height // 4) * 3))
    noise = small.resize((width, height), Image.Resampling.BICUBIC)
    return Image.blend(page(width, height), noise, 0.25)


@pytest.fixture
def draw_page() -> Callable[..., Image.Image]:
    return page


@pytest.fixture
def draw_photo() -> Callable[..., Image.Image]:
    return photo


@pytest.fixture
def save(tmp_path: Path) -> Saver:
    """Save a picture without an extension, as the vault keeps it."""

    def saver(image: Image.Image, format_: str, name: str = "original", **options: object) -> Path:
        path = tmp_path / name
        image.save(path, format_, **options)
        return path

    return saver


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def writer(data: bytes, name: str = "original") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return writer


@pytest.fixture
def make_pdf() -> Callable[[int], bytes]:
    """Return a maker of PDFs with so many pages."""

    def maker(pages: int, width: int = 200, height: int = 300) -> bytes:
        return images_pdf([PageImage(jpeg(page(width, height), 75), width, height) for _ in range(pages)])

    return maker


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked_pdf(password: bytes) -> bytes:
    """Return an empty page under a password (ISO 32000-1, 7.6.3: the standard handler, revision 2)."""
    identity = bytes(range(16))
    padded = (password + _PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    permissions = (-4).to_bytes(4, "little", signed=True)
    user = _rc4(hashlib.md5(padded + owner + permissions + identity).digest()[:5], _PADDING)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + owner.hex().encode() + b">/U<" + user.hex().encode() + b">>>",
    ]
    body = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start, name = len(body), identity.hex().encode()
    body += b"xref\n0 5\n0000000000 65535 f \n" + table
    body += b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (
        name,
        name,
        start,
    )
    return bytes(body)


@pytest.fixture
def lock_pdf() -> Callable[[bytes], bytes]:
    return locked_pdf


@pytest.fixture
def samples() -> Path:
    return Path(__file__).parents[3] / "resources" / "samples"
