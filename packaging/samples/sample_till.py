"""Draw a till receipt as a thermal printer prints it: 80 mm paper, one typeface, 42 columns."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from sample_model import Bill, Line, kroner, number, seeded

WIDTH = 960
"""Pixels: 80 mm at 12 dots a millimetre, a little finer than a printer's 8 so that photographs of it look natural."""
_COLUMNS = 40
_MARGIN = 48
_INK = 42


class Roll:
    """A strip of paper that grows downwards as it's printed on."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._paper = Image.new("L", (WIDTH, 12_000), 252)
        self._draw = ImageDraw.Draw(self._paper)
        self._y = 60
        size = 1
        while self._font(size).getlength("0" * _COLUMNS) < WIDTH - 2 * _MARGIN:
            size += 1
        self._size = size - 1

    def _font(self, size: int, *, bold: bool = False, name: str = "DejaVuSansMono") -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self._fonts / f"{name}{'-Bold' if bold else ''}.ttf"), size)

    def centre(self, text: str, *, bold: bool = False, scale: float = 1.0, name: str = "DejaVuSansMono") -> None:
        """Print a centred line."""
        font = self._font(round(self._size * scale), bold=bold, name=name)
        self._draw.text(((WIDTH - font.getlength(text)) / 2, self._y), text, _INK, font)
        self._y += round(self._size * scale * 1.32)

    def row(self, left: str, right: str, *, bold: bool = False, scale: float = 1.0) -> None:
        """Print text to the left and an amount to the right."""
        font = self._font(round(self._size * scale), bold=bold)
        self._draw.text((_MARGIN, self._y), left, _INK, font)
        self._draw.text((WIDTH - _MARGIN - font.getlength(right), self._y), right, _INK, font)
        self._y += round(self._size * scale * 1.32)

    def rule(self, sign: str = "-") -> None:
        """Print a line of signs."""
        self.row(sign * _COLUMNS, "")

    def gap(self, lines: float = 0.6) -> None:
        """Feed the paper."""
        self._y += round(self._size * 1.32 * lines)

    def emblem(self, letters: str) -> None:
        """Print the shop's sign: its initials in a ring."""
        radius, middle = 62, WIDTH // 2
        box = (middle - radius, self._y, middle + radius, self._y + 2 * radius)
        self._draw.ellipse(box, fill=_INK)
        self._draw.ellipse((box[0] + 7, box[1] + 7, box[2] - 7, box[3] - 7), outline=252, width=4)
        font = self._font(56, bold=True, name="DejaVuSerif")
        self._draw.text((middle, self._y + radius), letters, 252, font, anchor="mm")
        self._y += 2 * radius + 24

    def barcode(self, digits: str) -> None:
        """Print bars of varying width with the number below."""
        rng = seeded(digits)
        x, left = WIDTH // 2 - 230, WIDTH // 2 + 230
        while x < left:
            bar = rng.choice((4, 4, 8, 12))
            self._draw.rectangle((x, self._y, x + bar - 1, self._y + 90), fill=_INK)
            x += bar + rng.choice((4, 8, 8, 12))
        self._y += 104
        self.centre(" ".join(digits), scale=0.8)

    def torn(self) -> Image.Image:
        """Return the paper, cut below the last line."""
        return self._paper.crop((0, 0, WIDTH, self._y + 90))


def draw_till(bill: Bill, fonts: Path) -> Image.Image:
    """Return a receipt as a picture in greys."""
    roll = Roll(fonts)
    _head(roll, bill)
    mixed = bill.vat > 0 and any(not line.vat for line in bill.lines)
    for line in bill.lines:
        _print_line(roll, line, mixed=mixed)
    roll.rule()
    roll.row("TOTAL DKK", kroner(bill.total), bold=True, scale=1.35)
    roll.gap(0.3)
    _vat(roll, bill)
    _payment(roll, bill)
    _foot(roll, bill)
    return roll.torn()


def _head(roll: Roll, bill: Bill) -> None:
    shop = bill.shop
    roll.emblem("".join(word[0] for word in shop.name.replace("& ", "").split()[:2]))
    roll.centre(shop.name, bold=True, scale=1.45, name="DejaVuSerif")
    if shop.slogan:
        roll.centre(shop.slogan, scale=0.9, name="DejaVuSans")
    roll.gap(0.3)
    for text in (shop.street, shop.town, f"Tlf. {shop.phone}", f"CVR-nr. {shop.cvr}"):
        roll.centre(text)
    roll.rule("=")
    roll.row(f"Bon nr. {bill.number}", f"{bill.when:%d.%m.%Y %H:%M}")
    roll.rule()


def _print_line(roll: Roll, line: Line, *, mixed: bool) -> None:
    amount = kroner(line.amount) + (" " if not mixed else " " if line.vat else "*")
    if line.count == 1 and not line.unit:
        roll.row(line.text, amount)
        return
    roll.row(line.text, "")
    roll.row(f"   {number(line.count)} {line.unit or 'stk'} à {kroner(line.price)}", amount)


def _vat(roll: Roll, bill: Bill) -> None:
    if bill.vat == Decimal(0):
        roll.row("Heraf moms", "0,00")
    else:
        liable = sum((line.amount for line in bill.lines if line.vat), Decimal(0))
        if liable != bill.total:
            roll.row("Momspligtigt beløb", kroner(liable))
        roll.row("Heraf moms 25 %", kroner(bill.vat))
    if bill.note:
        roll.row(bill.note, "")


def _payment(roll: Roll, bill: Bill) -> None:
    rng = seeded(bill.file)
    roll.rule()
    roll.row(bill.payment, kroner(bill.total))
    roll.row(f"XXXX XXXX XXXX {rng.randrange(10_000):04}", "KONTAKTLØS")
    roll.row(f"TERM: {rng.randrange(10**8):08}", f"AUT: {rng.randrange(10**6):06}")
    roll.row("GODKENDT", f"{bill.when:%d-%m-%Y %H:%M}")


def _foot(roll: Roll, bill: Bill) -> None:
    roll.rule("=")
    roll.centre("Tak for besøget" if bill.vat else "God tur")
    roll.centre("Gem bonen, den er din garanti", scale=0.85)
    roll.gap()
    roll.barcode(f"{bill.when:%y%m%d}{bill.number.replace('F-', ''):0>7}")
