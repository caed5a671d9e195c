"""An e-invoice as pages for the eye. The same XML always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.papers.amounts import day, kroner, plain, price, unit
from desktop.papers.canvas import HEIGHT, MARGIN, MUTED, RIGHT, Canvas, wrapped
from desktop.papers.invoice import Invoice, InvoiceLine, Party, Payment, Tax

_FOOT = HEIGHT - 40
_BOTTOM = HEIGHT - 64
"""What is written ends above this."""
_HALF = 320.0
"""Where the right half of the head begins."""
_COUNT, _PRICE, _RATE = 372.0, 446.0, 480.0
"""Where the columns of the lines end; amounts end at RIGHT."""
_TEXT_ROOM = 235.0
_EXCHANGED = (
    "Nogle tegn findes ikke i skriften og er vist med det nærmeste bogstav eller som ?. Originalen har dem alle."
)
_SUMS = 330.0
"""Where the names of sums begin."""
_LEADING = 13.0
_CATEGORIES = {
    "Z": "0-sats", "E": "momsfri", "AE": "omvendt betalingspligt", "K": "EU-handel uden moms", "G": "eksport uden moms",
    "O": "uden for moms", "ZeroRated": "0-sats", "ReverseCharge": "omvendt betalingspligt", "Exempt": "momsfri",
}  # fmt: skip
_MEANS = {
    "10": "Kontant", "20": "Check", "30": "Bankoverførsel", "31": "Bankoverførsel", "42": "Bankoverførsel",
    "48": "Kort", "49": "Betalingsservice", "50": "Girokort", "54": "Kreditkort", "55": "Debetkort",
    "57": "Fast aftale", "58": "SEPA-overførsel", "59": "SEPA-opkrævning", "93": "Indbetalingskort (FIK)",
    "97": "NemKonto",
}  # fmt: skip


def draw_invoice(invoice: Invoice) -> bytes:
    """Return the invoice as a PDF."""
    return _Drawing(invoice).pdf()


class _Drawing:
    """One invoice that is being drawn; ``y`` is the next line."""

    def __init__(self, invoice: Invoice) -> None:
        self._invoice = invoice
        self._canvas = Canvas()
        self._y = 72.0

    def pdf(self) -> bytes:
        self._head()
        self._notes(self._invoice.notes)
        self._lines()
        self._sums()
        self._payments()
        self._tail()
        where = f"Vist ud fra den elektroniske {self._kind.lower()} ({self._invoice.profile}), som er originalen."
        self._canvas.on_each(_FOOT, where, "Side {page} af {pages}")
        return self._canvas.pdf()

    @property
    def _kind(self) -> str:
        return "Kreditnota" if self._invoice.credit else "Faktura"

    def _room(self, height: float) -> bool:
        """Turn the page where ``height`` more points don't fit; return whether that was so."""
        if self._y + height <= _BOTTOM:
            return False
        self._canvas.turn_page()
        self._y = 60.0
        self._canvas.text(MARGIN, self._y, f"{self._kind} {self._invoice.number}", 8, colour=MUTED)
        self._canvas.right(RIGHT, self._y, self._invoice.seller.name, 8, colour=MUTED)
        self._y += 24
        return True

    def _head(self) -> None:
        seller, top = self._invoice.seller, self._y
        for row in wrapped(seller.name, 15, _HALF - MARGIN - 12, bold=True):
            self._canvas.text(MARGIN, self._y, row, 15, bold=True)
            self._y += 18
        self._y = self._rows(MARGIN, self._y, seller.rows)
        self._canvas.right(RIGHT, top, self._kind, 20, bold=True)
        facts = self._facts(top + 22)
        self._y = max(self._y, facts) + 16
        self._buyer(self._invoice.buyer)

    def _rows(self, x: float, y: float, rows: Sequence[str], *, room: float = _HALF - MARGIN - 12) -> float:
        for row in rows:
            for line in wrapped(row, 9, room):
                self._canvas.text(x, y, line, 9, colour=MUTED)
                y += 12
        return y

    def _facts(self, y: float) -> float:
        invoice = self._invoice
        known = [
            (f"{self._kind}nr." if invoice.credit else "Fakturanr.", invoice.number),
            ("Dato", day(invoice.issued)),
            ("Forfald", day(invoice.due)),
            *invoice.facts,
        ]
        for name, value in known:
            for at, line in enumerate(wrapped(value, 9.5, RIGHT - _HALF - 90)):
                self._canvas.text(_HALF, y, name if at == 0 else "", 9, colour=MUTED)
                self._canvas.right(RIGHT, y, line)
                y += _LEADING
        return y

    def _buyer(self, buyer: Party) -> None:
        if not buyer.name and not buyer.rows:
            return
        self._canvas.text(MARGIN, self._y, "Køber", 8, colour=MUTED)
        self._y += _LEADING
        for row in wrapped(buyer.name, 10.5, RIGHT - MARGIN, bold=True):
            self._canvas.text(MARGIN, self._y, row, 10.5, bold=True)
            self._y += _LEADING
        self._y = self._rows(MARGIN, self._y, buyer.rows) + 14

    def _notes(self, notes: Sequence[str]) -> None:
        for note in notes:
            for row in wrapped(note, 9.5, RIGHT - MARGIN):
                self._room(_LEADING)
                self._canvas.text(MARGIN, self._y, row)
                self._y += _LEADING
        self._y += 8 * bool(notes)

    def _lines(self) -> None:
        if self._invoice.lines:
            self._heading()
        for line in self._invoice.lines:
            self._line(line)
        beyond = self._invoice.lines_beyond
        if beyond:
            self._room(_LEADING)
            self._canvas.text(
                MARGIN, self._y, f"… og {plain(Decimal(beyond), 0)} linjer mere i den elektroniske original"
            )
            self._y += _LEADING
        self._y += 10

    def _heading(self) -> None:
        self._room(40)
        for x, name in ((_COUNT, "Antal"), (_PRICE, "Pris"), (_RATE, "Moms"), (RIGHT, "Beløb")):
            self._canvas.right(x, self._y, name, 8, colour=MUTED)
        self._canvas.text(MARGIN, self._y, "Beskrivelse", 8, colour=MUTED)
        self._canvas.rule(self._y + 5)
        self._y += 20

    def _line(self, line: InvoiceLine) -> None:
        texts = wrapped(line.text, 9.5, _TEXT_ROOM) or ["-"]
        if self._room(_LEADING * min(len(texts), 3) + 10.5 * min(len(line.details), 2)):
            self._heading()
        count = " ".join((plain(line.count), unit(line.unit))).strip()
        cells = (
            (_COUNT, count),
            (_PRICE, price(line.price)),
            (_RATE, _percent(line.rate)),
            (RIGHT, kroner(line.amount)),
        )
        for x, told in cells:
            self._canvas.right(x, self._y, told)
        for row in texts:
            self._text_row(row, 9.5, _LEADING)
        for detail in line.details:
            for row in wrapped(detail, 8, _TEXT_ROOM):
                self._text_row(row, 8, 10.5)
        self._canvas.rule(self._y - 6, weight=0.3)
        self._y += 7

    def _text_row(self, row: str, size: float, leading: float) -> None:
        if self._room(leading):
            self._heading()
        self._canvas.text(MARGIN, self._y, row, size) if size > 9 else self._canvas.text(
            MARGIN, self._y, row, size, colour=MUTED
        )
        self._y += leading

    def _sums(self) -> None:
        rows = list(self._sum_rows())
        self._room(min(len(rows) * 15 + 90, 300))  # the total doesn't stand alone
        for name, value in rows:
            self._room(15)
            self._canvas.text(_SUMS, self._y, name, 9, colour=MUTED)
            self._canvas.right(RIGHT, self._y, kroner(value))
            self._y += 15
        self._total()

    def _sum_rows(self) -> Iterator[tuple[str, Decimal]]:
        sums = self._invoice.sums
        if "LineExtensionAmount" in sums:
            yield "Linjer i alt", sums["LineExtensionAmount"]
        yield from self._invoice.charges
        if "TaxExclusiveAmount" in sums and self._invoice.profile != "OIOUBL":  # OIOUBL means the VAT by that name
            yield "I alt uden moms", sums["TaxExclusiveAmount"]
        for tax in self._invoice.taxes:
            if tax.tax is not None:
                yield _tax_name(tax), tax.tax
        if not self._invoice.taxes and "TaxAmount" in sums:
            yield "Moms", sums["TaxAmount"]
        if sums.get("PayableRoundingAmount"):
            yield "Afrunding", sums["PayableRoundingAmount"]

    def _total(self) -> None:
        sums, currency = self._invoice.sums, self._invoice.currency
        prepaid = sums.get("PrepaidAmount")
        inclusive = sums.get("TaxInclusiveAmount")
        payable = sums.get("PayableAmount")
        total = inclusive if prepaid or payable is None else payable
        self._room(70)
        self._canvas.rule(self._y - 4, left=_SUMS)
        self._y += 12
        self._canvas.text(_SUMS, self._y, f"Total {currency}".strip(), 12, bold=True)
        self._canvas.right(RIGHT, self._y, kroner(total), 12, bold=True)
        self._y += 20
        if prepaid:
            for name, value in (("Forudbetalt", -prepaid), ("Rest til betaling", payable)):
                self._canvas.text(_SUMS, self._y, name, 9, colour=MUTED)
                self._canvas.right(RIGHT, self._y, kroner(value))
                self._y += 15
        self._y += 12

    def _payments(self) -> None:
        rows = [row for payment in self._invoice.payments for row in _payment_rows(payment)]
        terms = [("Vilkår", self._invoice.terms)] if self._invoice.terms else []
        if rows or terms:
            self._room(60)
            self._canvas.text(MARGIN, self._y, "Betaling", 10.5, bold=True)
            self._y += 16
        for name, value in [*rows, *terms]:
            for at, line in enumerate(wrapped(value, 9.5, RIGHT - MARGIN - 110)):
                self._room(_LEADING)
                self._canvas.text(MARGIN, self._y, name if at == 0 else "", 9, colour=MUTED)
                self._canvas.text(MARGIN + 110, self._y, line)
                self._y += _LEADING
        self._y += 10

    def _tail(self) -> None:
        if self._invoice.attached:
            self._notes([f"Filer i den elektroniske original: {', '.join(self._invoice.attached)}"])
        if not self._canvas.true:
            self._notes([_EXCHANGED])


def _percent(rate: Decimal | None) -> str:
    return f"{plain(rate, 2)} %" if rate is not None else ""


def _tax_name(tax: Tax) -> str:
    rate = f"Moms {_percent(tax.rate)}".strip()
    why = _CATEGORIES.get(tax.category, "")
    base = f" af {kroner(tax.base)}" if tax.base is not None else ""
    return f"{rate}{base}{f', {why}' if why else ''}"


def _payment_rows(payment: Payment) -> Iterator[tuple[str, str]]:
    if payment.code:
        yield "Måde", _MEANS.get(payment.code, f"Kode {payment.code}")
    if payment.card:
        yield "Betalings-id", f"+{payment.card}<{payment.reference}+{payment.account}<"
        return
    if payment.account:
        yield "Konto", f"{payment.bank} {payment.account}".strip()
    if payment.reference:
        yield "Reference", payment.reference
