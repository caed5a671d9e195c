"""Write an invoice as a PDF with a text layer, by hand: plain Helvetica, which every reader brings along.

The bytes depend on nothing but the invoice: no date of making, no random id.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sample_model import Bill, Line, kroner, number

_HELVETICA = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Widths of the signs 32-126 in thousandths of the size (Adobe's metrics of the standard fonts)."""
_OTHERS = {"æ": 889, "ø": 611, "å": 556, "Æ": 1000, "Ø": 778, "Å": 667}

_LEFT, _RIGHT, _TOP = 56.0, 539.0, 786.0
_ACCENT = "0.13 0.35 0.42"
_GREY = "0.42 0.42 0.42"


@dataclass
class _Sheet:
    """One A4 page: PDF operators, from the lower left corner in points."""

    operators: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, colour: str = "0 0 0"
    ) -> None:
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"{colour} rg BT /F{2 if bold else 1} {size} Tf {x:.2f} {y:.2f} Td ({safe}) Tj ET")

    def right(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> None:
        self.text(x - _width(text) * size, y, text, size, bold=bold)

    def rule(self, y: float, weight: float = 0.6, start: float = _LEFT) -> None:
        self.operators.append(f"0.72 0.72 0.72 RG {weight} w {start:.2f} {y:.2f} m {_RIGHT:.2f} {y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.operators.append(f"{_ACCENT} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")


def _width(text: str) -> float:
    return sum(_OTHERS.get(sign, _HELVETICA[ord(sign) - 32] if 32 <= ord(sign) < 127 else 556) for sign in text) / 1000


def write_invoice(bill: Bill) -> bytes:
    """Return the invoice as a PDF of ``bill.pages`` pages."""
    first = _Sheet()
    y = _letterhead(first, bill)
    y = _table(first, bill.lines, y)
    _totals(first, bill, y)
    _foot(first, bill, 1)
    sheets = [first]
    if bill.pages == 2:
        sheets.append(_annex(bill))
    return _pdf(sheets)


def _letterhead(sheet: _Sheet, bill: Bill) -> float:
    shop = bill.shop
    sheet.box(_LEFT, _TOP - 6, 26, 26)
    sheet.text(_LEFT + 7, _TOP + 1, shop.name[0], 17, bold=True, colour="1 1 1")
    sheet.text(_LEFT + 36, _TOP, shop.name, 18, bold=True, colour=_ACCENT)
    for at, text in enumerate((shop.street, shop.town, f"Tlf. {shop.phone}", f"CVR-nr. {shop.cvr}")):
        sheet.text(400, _TOP - 34 - 13 * at, text, 9, colour=_GREY)
    for at, text in enumerate(("Kaffe & Kode ApS", "Att. Maja Holm", "Værkstedsvej 6", "5700 Sønderhavn")):
        sheet.text(_LEFT, _TOP - 78 - 14 * at, text)
    sheet.text(_LEFT, _TOP - 176, "FAKTURA", 20, bold=True)
    due = bill.when + dt.timedelta(days=14)
    facts = (("Fakturanr.", bill.number), ("Fakturadato", f"{bill.when:%d.%m.%Y}"), ("Forfald", f"{due:%d.%m.%Y}"))
    for at, (name, value) in enumerate(facts):
        sheet.text(400, _TOP - 148 - 14 * at, name, 10, colour=_GREY)
        sheet.right(_RIGHT, _TOP - 148 - 14 * at, value, 10)
    return _TOP - 218


def _table(sheet: _Sheet, lines: tuple[Line, ...], y: float) -> float:
    """Write the lines, net as invoices between companies do. Returns where the sums begin."""
    sheet.text(_LEFT, y, "Beskrivelse", 9, bold=True)
    for x, name in ((370, "Antal"), (450, "Pris"), (_RIGHT, "Beløb")):
        sheet.right(x, y, name, 9, bold=True)
    sheet.rule(y - 7, 1.2)
    y -= 24
    for line in lines:
        sheet.text(_LEFT, y, line.text)
        sheet.right(370, y, f"{number(line.count)} {line.unit}".strip())
        sheet.right(450, y, kroner(line.price * 4 / 5))
        sheet.right(_RIGHT, y, kroner(line.amount * 4 / 5))
        sheet.rule(y - 7, 0.4)
        y -= 22
    return y


def _totals(sheet: _Sheet, bill: Bill, y: float) -> None:
    y -= 8
    for name, amount in (("Subtotal", bill.total - bill.vat), ("Moms 25 %", bill.vat)):
        sheet.text(370, y, name)
        sheet.right(_RIGHT, y, kroner(amount))
        y -= 18
    sheet.rule(y + 8, 1.2, 370)
    sheet.text(370, y - 8, "I alt DKK", 12, bold=True)
    sheet.right(_RIGHT, y - 8, kroner(bill.total), 12, bold=True)


def _foot(sheet: _Sheet, bill: Bill, page: int) -> None:
    sheet.rule(104)
    sheet.text(_LEFT, 88, "Betales til bank: reg.nr. 9999, konto 0007654321", 9)
    sheet.text(_LEFT, 75, f"Mærk betalingen med fakturanr. {bill.number}. Ved for sen betaling tilskrives renter.", 9)
    sheet.text(_LEFT, 52, f"{bill.shop.name} · CVR-nr. {bill.shop.cvr}", 8, colour=_GREY)
    sheet.right(_RIGHT, 52, f"Side {page} af {bill.pages}", 8)


def _annex(bill: Bill) -> _Sheet:
    sheet = _Sheet()
    sheet.text(_LEFT, _TOP, "Specifikation", 16, bold=True, colour=_ACCENT)
    sheet.text(_LEFT, _TOP - 20, f"Bilag til faktura {bill.number} af {bill.when:%d.%m.%Y}", 10, colour=_GREY)
    y = _TOP - 58
    sheet.text(_LEFT, y, "Dato", 9, bold=True)
    sheet.text(130, y, "Arbejde", 9, bold=True)
    sheet.right(_RIGHT, y, "Antal", 9, bold=True)
    sheet.rule(y - 7, 1.2)
    for at, line in enumerate(bill.lines):
        y -= 22
        sheet.text(_LEFT, y, f"{bill.when - dt.timedelta(days=24 - 5 * at):%d.%m.%Y}")
        sheet.text(130, y, line.text)
        sheet.right(_RIGHT, y, f"{number(line.count)} {line.unit}".strip())
    sheet.text(_LEFT, y - 40, "Timer er opgjort pr. påbegyndt halve time. Udlæg er viderefaktureret uden tillæg.", 9)
    _foot(sheet, bill, 2)
    return sheet


def _pdf(sheets: list[_Sheet]) -> bytes:
    fonts = [
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(sheets)))
    objects = ["<</Type/Catalog/Pages 2 0 R/Lang(da)>>", f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>", *fonts]
    for at, sheet in enumerate(sheets):
        content = "\n".join(sheet.operators)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            f"/Contents {6 + 2 * at} 0 R>>"
        )
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>stream\n{content}\nendstream")
    return _file([text.encode("cp1252") for text in objects])


def _file(objects: list[bytes]) -> bytes:
    body = bytearray(b"%PDF-1.4\n%\xe6\xf8\xe5\xe6\n")
    offsets = []
    for at, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (at, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(body)
