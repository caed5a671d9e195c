"""Files that are bad for those who open them."""

from __future__ import annotations

import io

from PIL import Image


def _object(number: int, dictionary: str, stream: bytes) -> bytes:
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, dictionary.encode(), len(stream), stream,
    )  # fmt: skip


def endless_pdf(levels: int = 9) -> bytes:
    """Return a small PDF that takes longer to draw than anybody waits: forms that draw forms, ten times each."""
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 9 0 R>>\nendobj\n",
        b"9 0 obj\n<</XObject<</F 10 0 R>>>>\nendobj\n",
        _object(4, "", b"/F Do"),
    ]
    for level in range(levels):
        inner = f"/Resources<</XObject<</F {11 + level} 0 R>>>>"
        parts.append(_object(10 + level, f"/Type/XObject/Subtype/Form/BBox[0 0 200 200]{inner}", b"/F Do " * 10))
    last = "/Type/XObject/Subtype/Form/BBox[0 0 200 200]"
    parts.append(_object(10 + levels, last, b"0 0 m 100 100 l S " * 20))
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def long_tiff(pages: int = 12) -> bytes:
    """Return a small TIFF that is good, and takes a second or two to decode: large white fax pages."""
    page, buffer = Image.new("1", (8_000, 8_000), 1), io.BytesIO()
    page.save(buffer, "TIFF", compression="group4", save_all=True, append_images=[page] * (pages - 1))
    return buffer.getvalue()


def slow_page_pdf(times: int = 30_000) -> bytes:
    """Return a small PDF that is opened at once, and whose page takes an hour to draw: blended over and over."""
    state = b"/Resources<</ExtGState<</G<</ca 0.5/BM/Luminosity>>>>>>"
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
            b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R%s>>\nendobj\n" % state,
            _object(4, "", b"/G gs " + b"0 0 200 200 re f " * times),
            b"trailer\n<</Root 1 0 R>>\n%%EOF\n",
        )
    )
