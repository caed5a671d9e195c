"""The program's icon in the forms that the three systems want, drawn from the one SVG."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from bundling.identity import ROOT, SLUG

SVG = ROOT / "resources" / "icons" / "bilagsdrop.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels: those that freedesktop's icon theme names."""
_ICO = (16, 20, 24, 32, 40, 48, 64, 256)
_ICNS = (16, 32, 64, 128, 256, 512, 1024)


def picture(size: int) -> Image.Image:
    """Return the icon, ``size`` pixels wide and high."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415 - a part of the build alone draws
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def write_icons(folder: Path) -> None:
    """Write ``bilagsdrop.png`` (256 pixels), ``.ico`` and ``.icns`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    picture(256).save(folder / f"{SLUG}.png")
    for suffix, sizes in (("ico", _ICO), ("icns", _ICNS)):
        pictures = [picture(size) for size in sizes]
        pictures[-1].save(folder / f"{SLUG}.{suffix}", sizes=[(s, s) for s in sizes], append_images=pictures[:-1])
