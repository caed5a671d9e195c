"""The group of papers that the rules were written with."""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth, bare, dated, en, kr


def plain_invoice(t: Truth) -> list[Sheet]:
    page = Sheet()
    page.put(50, 60, t.supplier, 18, 2)
    for at, text in enumerate(("Havnegade 4", "9990 Skagen", f"Tlf. {t.phone}", f"CVR-nr. {t.cvr}")):
        page.put(400, 90 + 14 * at, text, 9)
    for at, text in enumerate((OWN_NAME, "Værkstedsvej 6", "5700 Sønderhavn", f"CVR {OWN_CVR}")):
        page.put(50, 130 + 14 * at, text)
    page.put(50, 240, "FAKTURA", 20, 2)
    facts = (("Fakturanr.", t.number), ("Fakturadato", dated(t.date, t.chance)), ("Forfald", dated(t.due, t.chance)))
    for at, (name, value) in enumerate(facts):
        page.row(220 + 14 * at, (380, name), (-545, value))
    y = _lines(page, t, 290)
    for name, amount in (("Subtotal", t.net), ("Moms 25 %", t.vat), ("I alt DKK", t.total)):
        page.row(y, (370, name), (-545, kr(amount)))
        y += 18
    page.put(50, 790, f"{t.supplier} · CVR-nr. {t.cvr} · Reg. 9999 konto 0007654321", 8)
    return [page]


def _lines(page: Sheet, t: Truth, y: float) -> float:
    page.row(y, (50, "Beskrivelse"), (-380, "Antal"), (-460, "Pris"), (-545, "Beløb"), font=2)
    for line in t.lines:
        y += 20
        page.row(y, (50, line.text), (-380, str(line.count)), (-460, kr(line.price)), (-545, kr(line.amount)))
    return y + 30


def header_table(t: Truth) -> list[Sheet]:
    """Facts as a table: names in one row, values below; terms instead of a due date."""
    page = Sheet()
    page.right(545, 50, t.supplier, 16, 2)
    page.right(545, 68, f"CVR: {t.cvr[:2]} {t.cvr[2:4]} {t.cvr[4:6]} {t.cvr[6:]}", 9)
    page.put(50, 120, "Til:")
    page.put(50, 134, OWN_NAME)
    page.row(200, (50, "Dato"), (150, "Faktura nr."), (260, "Kundenr."), (360, "Betalingsbetingelser"), font=2)
    page.row(216, (50, dated(t.date, t.chance)), (150, t.number), (260, "48213"), (360, f"Netto {t.days} dage"))
    y = _lines(page, t, 260)
    page.row(y, (300, "Nettobeløb"), (-545, kr(t.net)))
    page.row(y + 16, (300, "25% moms"), (-545, kr(t.vat)))
    page.row(y + 34, (300, "Total inkl. moms"), (-545, kr(t.total)), font=2)
    return [page]


def till_roll(t: Truth) -> list[Sheet]:
    """A receipt as a till prints it, paid in cash."""
    page = Sheet(width=226, height=600)
    page.put(30, 30, t.supplier.upper(), 11, 3)
    page.put(30, 44, f"CVR {t.cvr}  TLF {t.phone}", 8, 3)
    y = 70.0
    for line in t.lines:
        page.row(y, (10, line.text[:18]), (-216, bare(line.amount * 5 / 4)), size=8, font=3)
        y += 11
    given = (t.total // 100 + 1) * 100
    rows = (("I ALT", t.total), ("KONTANT", given), ("RETUR", given - t.total), ("HERAF MOMS", t.vat))
    for name, value in rows:
        y += 12
        page.row(y, (10, name), (-216, bare(value)), size=9, font=3)
    page.put(
        10,
        y + 24,
        f"{dated(t.date, t.chance, 'dots', 'dashes', 'short')} 14:22  BON {t.chance.randrange(10, 9999)}",
        8,
        3,
    )
    page.put(10, y + 36, "EKSPEDIENT 3 KASSE 2", 8, 3)
    return [page]


def english_invoice(t: Truth) -> list[Sheet]:
    page = Sheet()
    page.put(50, 60, "Invoice", 24, 2)
    page.put(50, 90, f"Invoice number  {t.number}")
    page.put(50, 104, f"Date of issue   {dated(t.date, t.chance, 'english', 'american')}")
    page.put(50, 118, f"Date due        {dated(t.due, t.chance, 'english', 'american')}")
    page.put(50, 150, t.supplier, 11, 2)
    page.put(50, 164, f"DK{t.cvr}")
    page.put(300, 150, "Bill to", 10, 2)
    page.put(300, 164, OWN_NAME)
    page.put(300, 178, f"VAT DK{OWN_CVR}")
    y = 240.0
    page.row(y, (50, "Description"), (-380, "Qty"), (-460, "Unit price"), (-545, "Amount"))
    for line in t.lines:
        y += 20
        page.row(
            y, (50, line.text), (-380, str(line.count)), (-460, f"kr{en(line.price)}"), (-545, f"kr{en(line.amount)}")
        )
    for name, value in (
        ("Subtotal", t.net),
        ("Total excluding tax", t.net),
        ("VAT - Denmark 25%", t.vat),
        ("Total", t.total),
    ):
        y += 18
        page.row(y, (330, name), (-545, f"kr{en(value)}"))
    page.row(y + 20, (330, "Amount due"), (-545, f"kr{en(t.total)} DKK"), font=2)
    return [page]


def card_receipt(t: Truth) -> list[Sheet]:
    """A receipt by mail, with discount and deposit, paid by card."""
    page = Sheet()
    page.put(50, 60, f"Kvittering fra {t.supplier}", 14)
    page.put(50, 90, f"Tak for dit køb den {dated(t.date, t.chance, 'danish', 'dots')} kl. 09.41")
    page.put(50, 104, f"Ordrenummer: {t.number}")
    y = 150.0
    for line in t.lines:
        page.row(y, (50, f"{line.count} x {line.text}"), (-545, f"{kr(line.amount * 5 / 4)} kr."))
        y += 16
    rows = (
        ("Rabat", "0,00"),
        ("Pant", "3,00"),
        ("Samlet beløb", kr(t.total)),
        ("Moms udgør", kr(t.vat)),
        ("Dankort", kr(t.total)),
    )
    for name, text in rows:
        page.row(y, (50, name), (-545, f"{text} kr."))
        y += 16
    page.put(50, 800, f"{t.supplier}, CVR {t.cvr}, Havnegade 4, 9990 Skagen", 8)
    return [page]


KNOWN: tuple[Callable[[Truth], list[Sheet]], ...] = (
    plain_invoice,
    header_table,
    till_roll,
    english_invoice,
    card_receipt,
)
