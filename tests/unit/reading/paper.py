"""Pages with a text layer, made by hand, so that what they say is known by construction."""

from __future__ import annotations

from dataclasses import dataclass, field

_DIGIT, _THIN, _NARROW = 0.556, 0.278, 0.333
"""Widths of Helvetica, times the size: a figure, a mark or space, a hyphen."""


def width_of(text: str) -> float:
    """Return about how wide Helvetica of size 1 is; exact for amounts."""
    return sum(_THIN if c in " .,:;/il" else _NARROW if c == "-" else _DIGIT for c in text)


@dataclass
class Sheet:
    """One page; places are points from the upper left corner."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    operators: list[str] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = 10, font: int = 1) -> None:
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"BT /F{font} {size} Tf {x:.2f} {self.height - y:.2f} Td ({safe}) Tj ET")

    def right(self, x: float, y: float, text: str, size: float = 10, font: int = 1) -> None:
        wide = 0.6 * len(text) if font == 3 else width_of(text)
        self.put(x - wide * size, y, text, size, font)

    def row(self, y: float, *cells: tuple[float, str], size: float = 10, font: int = 1) -> None:
        """Put cells at their x; a negative x is where the cell ends."""
        for x, text in cells:
            if x < 0:
                self.right(-x, y, text, size, font)
            else:
                self.put(x, y, text, size, font)


def pdf_of(sheets: list[Sheet], attached: dict[str, bytes] | None = None, made: str = "") -> bytes:
    """Return a PDF; ``attached`` are files inside it, ``made`` its CreationDate (``D:20260315``)."""
    fonts = ("Helvetica", "Helvetica-Bold", "Courier")
    font = "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding>>"
    objects = [b"", b"", *(font.format(name).encode() for name in fonts)]
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.operators).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        box = f"/MediaBox[0 0 {sheet.width} {sheet.height}]/Rotate {sheet.rotate}"
        fonts_of = "/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}{fonts_of}/Contents {len(objects)} 0 R>>".encode())
    names = _attach(objects, attached or {})
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{names}>>".encode()
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    objects.append(f"<</CreationDate({made})>>".encode() if made else b"<<>>")
    return _file(objects)


def _attach(objects: list[bytes], attached: dict[str, bytes]) -> str:
    entries = []
    for name, data in attached.items():
        objects.append(b"<</Type/EmbeddedFile/Length %d>>stream\n%b\nendstream" % (len(data), data))
        objects.append(f"<</Type/Filespec/F({name})/UF({name})/EF<</F {len(objects)} 0 R>>>>".encode())
        entries.append(f"({name}) {len(objects)} 0 R")
    return f"/Names<</EmbeddedFiles<</Names[{' '.join(entries)}]>>>>" if entries else ""


def _file(objects: list[bytes]) -> bytes:
    body = bytearray(b"%PDF-1.7\n%\xe6\xf8\xe5\xe6\n")
    offsets = []
    for at, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (at, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    body += tail % (len(objects) + 1, len(objects), start)
    return bytes(body)
