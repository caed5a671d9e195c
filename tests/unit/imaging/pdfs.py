"""PDFs made for the tests: pages with text that is text, and pictures in every way that PDF knows."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from PIL import Image

from desktop.papers.pdf_file import pdf_file, stream

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


@dataclass
class Sheets:
    """A PDF in the making; ``objects`` are numbered from 1: the catalogue, the list of pages, the font, then others."""

    objects: list[bytes] = field(default_factory=lambda: [b"", b"", FONT])
    pages: list[int] = field(default_factory=list)
    catalogue: str = ""

    def add(self, content: bytes) -> int:
        """Return the number of a new object."""
        self.objects.append(content)
        return len(self.objects)

    def sheet(
        self, text: str = "", pictures: tuple[int, ...] = (), *, extra: str = "", box: str = "0 0 297 421"
    ) -> int:
        """Add a page with a line of text above pictures as wide as the page; return its number."""
        content = f"BT /F 9 Tf 20 400 Td ({text}) Tj ET\n"
        content += "".join(f"q 257 0 0 364 20 20 cm /P{n} Do Q\n" for n in pictures)
        names = "".join(f"/P{n} {n} 0 R" for n in pictures)
        body = self.add(stream("", content.encode("cp1252")))
        self.pages.append(
            self.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{extra}/Contents {body} 0 R"
                f"/Resources<</Font<</F 3 0 R>>/XObject<<{names}>>>>>>".encode()
            )
        )
        return self.pages[-1]

    def data(self) -> bytes:
        """Return the file."""
        kids = " ".join(f"{n} 0 R" for n in self.pages)
        self.objects[0] = f"<</Type/Catalog/Pages 2 0 R{self.catalogue}>>".encode()
        self.objects[1] = f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>".encode()
        return pdf_file(self.objects)

    def jpeg(self, image: Image.Image, data: bytes, extra: str = "") -> int:
        """Add a picture of these JPEG bytes."""
        space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        keys = _keys(image, 8, f"/ColorSpace/{space}/Filter/DCTDecode{extra}")
        return self.add(stream(keys, data))

    def flat(self, image: Image.Image, extra: str = "") -> int:
        """Add a picture of lossless data: L, RGB, P, or 1, which isn't compressed at all."""
        bits = 1 if image.mode == "1" else 8
        keys = _keys(image, bits, f"/Filter/FlateDecode{extra}")
        if "/ImageMask" not in extra:
            keys += f"/ColorSpace{self._space(image)}"
        return self.add(stream(keys, zlib.compress(image.tobytes(), bits // 8)))

    def _space(self, image: Image.Image) -> str:
        if image.mode != "P":
            return "/DeviceRGB" if image.mode == "RGB" else "/DeviceGray"
        palette = bytes(image.getpalette() or ())
        return f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"


def _keys(image: Image.Image, bits: int, rest: str) -> str:
    return f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/BitsPerComponent {bits}{rest}"
