"""Sees what another process shows: the virtual screen's own memory, where a page's main button stands out."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

_STYLE = Path(__file__).resolve().parents[2] / "desktop" / "sandbox" / "static" / "sandbox.css"
THICK = 15
"""Pixels: a frame round what has the focus has the same colour, and is thinner."""
_COLOUR_BYTES = 12

Spot = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """A virtual screen, and the file that its server keeps the picture in (``Xvfb -fbdir``, in the form of xwd)."""

    display: str
    file: Path

    def picture(self) -> Image.Image:
        """Return what is on the screen now."""
        data = self.file.read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = data[size + colours * _COLOUR_BYTES :]
        return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", stride, 1)

    def button(self) -> Spot | None:
        """Return where a page's main button is to be seen, or None: nothing is painted yet."""
        bands = self.picture().split()
        colour = _button_colour()
        masks = [
            band.point([255 if value == wanted else 0 for value in range(256)])
            for band, wanted in zip(bands, colour, strict=True)
        ]
        mask = ImageChops.multiply(ImageChops.multiply(masks[0], masks[1]), masks[2])
        return mask.filter(ImageFilter.MinFilter(THICK)).getbbox()


def _button_colour() -> tuple[int, ...]:
    """Return what the sandbox's style sheet gives the main button in a light window."""
    found = re.search(r"--accent: #([0-9a-f]{6});", _STYLE.read_text(encoding="utf-8"))
    assert found is not None
    return tuple(bytes.fromhex(found[1]))
