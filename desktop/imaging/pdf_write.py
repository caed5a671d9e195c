"""PDFs made of pictures, written so that the same pictures give the same bytes: no dates, no random ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.papers.pdf_file import pdf_file, stream

_A4_WIDTH, _A4_HEIGHT = 595.0, 842.0
_ROLL_WIDTH = 227.0
"""Points: 80 mm, the width of a till roll."""
_MAX_SIDE = 14_400.0
"""Points that a page may have (ISO 32000-1, annex C.2)."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page's picture, compressed as PDF takes it: JPEG, or CCITT group 4 for black and white."""

    data: bytes
    width: int
    """Pixels."""
    height: int
    grey: bool = False
    group4: bool = False
    sheet: tuple[float, float] | None = None
    """The page's size in points; None: made for the picture (`page_size`)."""


def images_pdf(pages: Sequence[PageImage]) -> bytes:
    """Return a PDF with one picture a page, each page of the shape of its picture."""
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for at, page in enumerate(pages):
        objects += page_objects(page, 3 + 3 * at, "2 0 R")
    return pdf_file(objects)


def page_size(width: int, height: int) -> tuple[float, float]:
    """Return a page's size in points for a picture: a sheet inside A4, or a till roll when it's long and thin."""
    long, short = max(width, height), min(width, height)
    scale = min(_A4_HEIGHT / long, _A4_WIDTH / short)
    if long > 2 * short:
        scale = min(_ROLL_WIDTH / short, _MAX_SIDE / long)
    return max(1.0, width * scale), max(1.0, height * scale)


def page_objects(page: PageImage, number: int, parent: str) -> list[bytes]:
    """Return a page, its content and its picture, which are objects ``number`` and the two after it."""
    width, height = page.sheet or page_size(page.width, page.height)
    content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q".encode()
    sheet = (
        f"<</Type/Page/Parent {parent}/MediaBox[0 0 {width:.2f} {height:.2f}]"
        f"/Resources<</XObject<</P {number + 2} 0 R>>>>/Contents {number + 1} 0 R>>"
    )
    return [sheet.encode(), stream("", content), stream(_image_keys(page), page.data)]


def _image_keys(page: PageImage) -> str:
    keys = f"/Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}"
    if page.group4:
        parameters = f"<</K -1/Columns {page.width}/Rows {page.height}/BlackIs1 true>>"
        return f"{keys}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms{parameters}"
    space = "DeviceGray" if page.grey else "DeviceRGB"
    return f"{keys}/ColorSpace/{space}/BitsPerComponent 8/Filter/DCTDecode"
