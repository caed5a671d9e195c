"""The group of papers that the rules were written with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth, bare, dated, en, kr

_DAY = dt.timedelta(days=1)


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


def parking(t: Truth) -> list[Sheet]:
    """A narrow ticket: start, end, a price without the word total."""
    page = Sheet(width=200, height=420)
    page.put(20, 30, t.supplier, 10, 2)
    page.put(20, 44, f"CVR: {t.cvr}", 7)
    page.put(20, 70, "KVITTERING PARKERING", 9, 2)
    rows = (("Reg.nr.", "CV 12 345"), ("Område", "4021 Havnen"), ("Start", f"{t.date:%d.%m.%y} 09:14"),
            ("Slut", f"{t.date:%d.%m.%y} 12:40"), ("Pris", f"{kr(t.total)} kr."), ("Heraf moms", f"{kr(t.vat)} kr."),
            ("Betalt med", "MobilePay"))  # fmt: skip
    for at, (name, value) in enumerate(rows):
        page.row(90 + 13 * at, (20, name), (-180, value), size=8)
    page.put(20, 210, f"Udskrevet {t.date:%d-%m-%Y} kl. 12:41", 7)
    return [page]


def membership(t: Truth) -> list[Sheet]:
    """A collection without VAT, with the payment line of a giro form."""
    page = Sheet()
    page.put(50, 60, t.supplier, 12, 2)
    page.put(50, 74, f"CVR {t.cvr}", 8)
    page.put(50, 130, f"Til {OWN_NAME}")
    page.put(50, 180, "Opkrævning af kontingent", 14, 2)
    page.put(50, 210, f"Medlemsnr. 20417 - medlem siden 01.09.2021 - Opkrævningsnr. {t.number}")
    page.put(50, 224, f"Udsendt: {dated(t.date, t.chance, 'dots', 'danish', 'slashes')}")
    page.row(260, (50, f"Kontingent {t.date.year}"), (-520, kr(t.total)))
    page.row(290, (50, "Til betaling"), (-520, kr(t.total)), font=2)
    page.put(50, 306, f"Sidste rettidige indbetaling: {dated(t.due, t.chance, 'dots', 'danish')}")
    page.put(50, 760, f"+71< 000000{t.phone}12 +8{t.phone[:7]}<", 10, 3)
    return [page]


def pharmacy(t: Truth) -> list[Sheet]:
    """A subsidy, a customer's share, and the day at the foot."""
    page = Sheet(width=240, height=520)
    page.put(40, 30, t.supplier, 10, 2)
    page.put(40, 44, f"CVR-nr {t.cvr} Tlf. {t.phone}", 7)
    y = 70.0
    for line in t.lines:
        y += 11
        page.row(y, (15, line.text[:16]), (-225, kr(line.amount * 5 / 4)), size=8)
    rows = (("Tilskud", "0,00"), ("Egenbetaling", kr(t.total)), ("I alt", kr(t.total)), ("Heraf moms", kr(t.vat)),
            ("Modtaget kontant", kr(t.total + 50)), ("Tilbage", "50,00"))  # fmt: skip
    for name, value in rows:
        y += 12
        page.row(y, (15, name), (-225, value), size=8)
    page.put(15, y + 20, f"Saldo CTR 1.482,50 pr. {t.date - 3 * _DAY:%d.%m.%Y}", 7)
    page.put(15, y + 32, f"Ekspeditionsdato {t.date:%d.%m.%Y}", 7)
    return [page]


def insurance(t: Truth) -> list[Sheet]:
    """No VAT, a tax of its own, a year of cover, and two ways to pay."""
    page = Sheet()
    page.right(550, 50, t.supplier, 15, 2)
    page.right(550, 64, f"CVR-nr. {t.cvr}", 8)
    page.put(50, 120, OWN_NAME)
    page.right(550, 150, dated(t.date, t.chance, "danish", "dots"))
    page.put(50, 190, f"Opkrævning for police {t.number}", 14, 2)
    start = t.due + 10 * _DAY
    page.put(50, 214, f"Dækker perioden {start:%d.%m.%Y} - {start + 365 * _DAY:%d.%m.%Y}")
    page.row(250, (50, "Erhvervsforsikring"), (-520, kr(t.net)))
    page.row(266, (50, "Statsafgifter og bidrag"), (-520, kr(t.vat)))
    page.row(290, (50, "Samlet pris"), (-520, kr(t.total)), font=2)
    page.row(320, (50, f"Vi trækker beløbet den {t.due:%d.%m.%Y}"), (-520, kr(t.total)))
    page.put(50, 340, "Ved halvårlig betaling kommer et gebyr på 65,00 kr. oveni.", 8)
    return [page]


KNOWN: tuple[Callable[[Truth], list[Sheet]], ...] = (
    plain_invoice, header_table, till_roll, english_invoice, card_receipt, parking, membership, pharmacy,
    insurance,
)  # fmt: skip
