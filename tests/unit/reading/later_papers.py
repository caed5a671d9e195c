"""More papers that were made after the rules; as in ``other_papers``, no rule is fitted to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth, bare, dated, en, kr, spaced

_DAY = dt.timedelta(days=1)


def hosting(t: Truth) -> list[Sheet]:
    """Labels in two words, a renewal to come, a total with the currency in brackets."""
    page = Sheet()
    page.put(50, 50, t.supplier, 17, 2)
    page.right(545, 50, "FAKTURA", 17)
    issued, due = dated(t.date, t.chance), dated(t.due, t.chance)
    facts = (("Faktura nr.:", t.number), ("Faktura dato:", issued), ("Forfalds dato:", due), ("Kunde nr.:", "40117"))
    for at, (name, text) in enumerate(facts):
        page.row(90 + 13 * at, (370, name), (-545, text))
    page.put(50, 90, OWN_NAME)
    y = 170.0
    for line in t.lines:
        page.row(y, (50, line.text), (-480, f"{line.count} stk"), (-545, kr(line.amount)))
        page.put(60, y + 11, f"Fornyes {t.date + 365 * _DAY:%d-%m-%Y}", 8)
        y += 26
    for name, value in (("Beløb ekskl. moms", t.net), ("Moms (25%)", t.vat), ("Total (DKK)", t.total)):
        page.row(y + 10, (370, name), (-545, kr(value)))
        y += 15
    page.put(50, 800, f"{t.supplier} - CVR: {t.cvr} - support@eksempel.dk", 8)
    return [page]


def cleaning(t: Truth) -> list[Sheet]:
    """Everything right-aligned under a logo; work on many days; the sum named by what to do with it."""
    page = Sheet()
    page.right(550, 60, t.supplier, 13, 2)
    page.right(550, 74, f"CVR-nr.: {t.cvr}", 8)
    page.right(550, 110, f"Bilagsdato: {dated(t.date, t.chance, 'dots', 'dashes', 'danish')}")
    page.right(550, 123, f"Bilagsnr.: {t.number}")
    page.right(550, 136, f"Betalingsfrist: {dated(t.due, t.chance, 'dots', 'dashes', 'danish')}")
    page.put(50, 140, f"{OWN_NAME}, cvr {OWN_CVR}")
    y = 190.0
    for at, line in enumerate(t.lines):
        page.row(y, (50, f"Uge {10 + at}: {line.text}, {t.date - (20 - at) * _DAY:%d.%m}"), (-550, kr(line.amount)))
        y += 14
    page.row(y + 10, (50, "I alt uden moms"), (-550, kr(t.net)))
    page.row(y + 24, (50, "Moms"), (-550, kr(t.vat)))
    page.row(y + 44, (50, "Til betaling DKK"), (-550, kr(t.total)), font=2)
    return [page]


def bakery(t: Truth) -> list[Sheet]:
    """A short roll with the day on top and a stamp card below."""
    page = Sheet(width=180, height=420)
    page.put(40, 24, t.supplier, 9, 2)
    page.put(20, 38, f"{t.date:%d-%m-%Y} kl. 08.14   Bon {t.chance.randrange(10, 999)}", 7)
    page.put(20, 48, f"cvr {t.cvr}", 7)
    y = 60.0
    for line in t.lines:
        y += 10
        page.row(y, (15, line.text[:15]), (-165, bare(line.amount * 5 / 4)), size=7)
    for name, value in (
        ("Total", t.total),
        ("Mobilepay", t.total),
        ("Moms 25,00 %", t.vat),
        ("Stempelkort 4 af 10", Decimal(0)),
    ):
        y += 12
        page.row(y, (15, name), (-165, bare(value) if value else ""), size=8)
    return [page]


def conference(t: Truth) -> list[Sheet]:
    """English: the event is on other days than the invoice, and the total is called gross."""
    page = Sheet()
    page.put(60, 60, f"{t.supplier}, VAT DK{t.cvr}", 11)
    page.put(60, 100, "INVOICE", 20, 2)
    page.put(60, 124, f"Number: {t.number}")
    page.put(60, 138, f"Date of issue: {dated(t.date, t.chance, 'english', 'american', 'slashes')}")
    page.put(60, 152, f"Conference: {t.date + 40 * _DAY:%d/%m/%Y} - {t.date + 42 * _DAY:%d/%m/%Y}")
    page.put(330, 124, f"For: {OWN_NAME}")
    y = 190.0
    for line in t.lines:
        page.row(y, (60, line.text), (-540, f"DKK {en(line.amount)}"))
        y += 15
    for name, value in (("Net", t.net), ("VAT 25%", t.vat), ("Gross total", t.total)):
        y += 16
        page.row(y, (380, name), (-540, f"DKK {en(value)}"))
    page.put(60, y + 40, f"Please pay before {t.due:%d/%m/%Y}.")
    return [page]


def leasing(t: Truth) -> list[Sheet]:
    """A period, a contract from another year, a sum that will be collected."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 74, f"CVR {t.cvr}", 8)
    page.put(50, 120, OWN_NAME)
    month = t.date.replace(day=1)
    facts = (
        ("Kontrakt nr.", "CX-20441"), ("Kontrakt indgået", "17.08.2023"), ("Faktureringsdato", f"{t.date:%d.%m.%Y}"),
        ("Fakturanummer", t.number), ("Forfaldsdag", f"{t.due:%d.%m.%Y}"),
    )  # fmt: skip
    for at, (name, value) in enumerate(facts):
        page.row(160 + 13 * at, (50, name), (200, value))
    page.row(250, (50, f"Ydelse {month:%d.%m.%Y} - {month + 29 * _DAY:%d.%m.%Y}"), (-520, kr(t.net)))
    page.row(266, (50, "Moms 25 %"), (-520, kr(t.vat)))
    page.row(286, (50, "Samlet til opkrævning"), (-520, kr(t.total)), font=2)
    page.row(310, (50, "Restgæld efter ydelse"), (-520, "184.220,00"))
    return [page]


def print_shop(t: Truth) -> list[Sheet]:
    """A table of dates whose columns are not in the usual order."""
    page = Sheet()
    page.put(50, 50, t.supplier, 16, 2)
    page.put(50, 66, f"Tlf. {t.phone} | CVR {t.cvr[:2]} {t.cvr[2:4]} {t.cvr[4:6]} {t.cvr[6:]}", 8)
    page.row(
        120, (50, "Ordre dato"), (150, "Levering"), (250, "Faktura dato"), (360, "Faktura"), (450, "Forfald"), font=2
    )
    days = (t.date - 9 * _DAY, t.date - 2 * _DAY, t.date)
    for x, day in zip((50, 150, 250, 450), (*days, t.due), strict=True):
        page.put(x, 134, f"{day:%d.%m.%y}")
    page.put(360, 134, t.number)
    y = 170.0
    for line in t.lines:
        page.row(y, (50, f"{line.count}"), (90, line.text), (-540, spaced(line.amount)))
        y += 15
    for name, value in (("Sum", t.net), ("Moms 25 %", t.vat), ("Total", t.total)):
        y += 15
        page.row(y, (400, name), (-540, spaced(value)))
    return [page]


def vet(t: Truth) -> list[Sheet]:
    """Treatments, each with its own day, an earlier bill that was paid, a sum with a line over it."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 74, f"Autoriseret · CVR-nr.: {t.cvr} · tlf. {t.phone}", 8)
    page.put(50, 120, OWN_NAME)
    page.row(120, (350, "Regning nr."), (450, t.number))
    page.row(134, (350, "Regningsdato"), (450, dated(t.date, t.chance, "dots", "dashes", "short")))
    page.row(148, (350, "Betales senest"), (450, dated(t.due, t.chance, "dots", "dashes", "short")))
    y = 180.0
    for at, line in enumerate(t.lines):
        page.row(y, (50, f"{t.date - (6 - at) * _DAY:%d.%m.%y}"), (130, line.text), (-540, kr(line.amount * 5 / 4)))
        y += 14
    page.row(y + 12, (130, "Beløb inkl. moms"), (-540, kr(t.total)), font=2)
    page.row(y + 26, (130, "heraf moms"), (-540, kr(t.vat)))
    page.row(y + 40, (130, f"Indbetalt {t.date - 60 * _DAY:%d.%m.%y} på tidligere regning"), (-540, "812,50"))
    return [page]


def plumber(t: Truth) -> list[Sheet]:
    """Quoted, begun and ended on other days; the sum in words and figures; terms instead of a due date."""
    page = Sheet()
    page.put(50, 50, t.supplier, 16, 2)
    page.put(50, 64, f"Aut. VVS-installatør · CVR {t.cvr} · {t.phone}", 8)
    page.put(50, 110, f"Kunde: {OWN_NAME}")
    page.put(50, 124, f"Tilbud af {t.date - 50 * _DAY:%d.%m.%Y}, arbejdet afsluttet {t.date - 4 * _DAY:%d.%m.%Y}")
    page.row(110, (360, "Dato"), (-540, dated(t.date, t.chance, "dots", "dashes", "mixed")))
    page.row(124, (360, "Faktura"), (-540, t.number))
    y = 170.0
    for line in t.lines:
        page.row(y, (50, line.text), (-540, kr(line.amount)))
        y += 15
    page.row(y + 6, (330, "Subtotal"), (-540, kr(t.net)))
    page.row(y + 21, (330, "Moms 25%"), (-540, kr(t.vat)))
    page.row(y + 38, (330, "At betale kr."), (-540, kr(t.total)), font=2)
    page.put(50, y + 70, f"Betaling: {t.days} dage netto. Renter 1,5 % pr. md.", 8)
    return [page]


def newspaper(t: Truth) -> list[Sheet]:
    """A subscription with a period and a discount; the figures stand left of their names' end."""
    page = Sheet()
    page.put(60, 60, t.supplier, 20, 2)
    page.put(60, 110, f"Abonnent: {OWN_NAME}")
    page.put(60, 124, f"Faktura {t.number} · Udsendt {dated(t.date, t.chance, 'dots', 'danish')}")
    page.put(60, 138, f"Gælder {t.due + _DAY:%d.%m.%Y} til {t.due + 91 * _DAY:%d.%m.%Y}")
    page.row(170, (60, "Abonnement, 3 måneder"), (-420, kr(t.total + 100)))
    page.row(184, (60, "Rabat erhverv"), (-420, "-100,00"))
    page.row(204, (60, "I alt inkl. moms"), (-420, kr(t.total)), font=2)
    page.row(218, (60, "Moms udgør"), (-420, kr(t.vat)))
    page.put(60, 250, f"Indbetal senest {t.due:%d.%m.%Y} på +71-kort.")
    page.put(60, 800, f"CVR-nr. {t.cvr}", 8)
    return [page]


def phone_shop(t: Truth) -> list[Sheet]:
    """Serial numbers, a warranty to another day, and a loan that is not the price."""
    page = Sheet()
    page.put(50, 50, f"{t.supplier} - butik 0417", 12, 2)
    page.put(50, 64, f"CVR-nr. {t.cvr}", 8)
    page.put(50, 100, f"KASSEBON  {t.date:%d.%m.%Y} 16:02:11  Bonnr {t.number}")
    y = 130.0
    for line in t.lines:
        page.row(y, (50, line.text), (-420, bare(line.amount * 5 / 4)))
        page.put(60, y + 11, f"IMEI 35{t.phone}1234567  garanti til {t.date + 730 * _DAY:%d.%m.%Y}", 8)
        y += 26
    for name, value in (("I ALT", t.total), ("HERAF MOMS", t.vat), ("VISA", t.total)):
        page.row(y, (50, name), (-420, bare(value)))
        y += 14
    page.put(50, y + 20, "Delbetaling: 24 x 199,00 kr. Samlet kreditbeløb 4.776,00 kr.", 8)
    return [page]


def cloud(t: Truth) -> list[Sheet]:
    """An English statement with usage, in kroner with the point as mark, month in letters."""
    page = Sheet()
    page.put(50, 50, "Invoice", 20, 2)
    page.put(50, 80, t.supplier, 10, 2)
    page.put(50, 94, f"CVR/VAT DK{t.cvr}", 8)
    page.row(130, (50, "Invoice ID"), (180, t.number))
    page.row(144, (50, "Invoice date"), (180, dated(t.date, t.chance, "english", "american", "iso")))
    page.row(158, (50, "Billing period"), (180, f"{t.date - 31 * _DAY:%Y-%m-%d} - {t.date - _DAY:%Y-%m-%d}"))
    page.row(172, (50, "Payment due"), (180, dated(t.due, t.chance, "english", "iso")))
    y = 210.0
    for line in t.lines:
        page.row(y, (50, f"{line.text} ({line.count * 730} hours)"), (-540, f"{en(line.amount)}"))
        y += 14
    for name, value in (("Subtotal (DKK)", t.net), ("Tax (25% VAT)", t.vat), ("Total amount due (DKK)", t.total)):
        y += 15
        page.row(y, (330, name), (-540, en(value)))
    return [page]


def canteen(t: Truth) -> list[Sheet]:
    """A statement with one line for each day, and the sum carried over to a second page."""
    page, more = Sheet(), Sheet()
    page.put(50, 50, t.supplier, 14, 2)
    page.put(50, 64, f"Cvr.nr. {t.cvr}", 8)
    page.row(100, (50, "Faktura"), (150, t.number), (330, "Fakturadato"), (430, f"{t.date:%d-%m-%Y}"))
    page.row(114, (50, "Kunde"), (150, OWN_NAME), (330, "Betales senest"), (430, f"{t.due:%d-%m-%Y}"))
    y = 150.0
    for at, line in enumerate(t.lines):
        page.row(
            y,
            (50, f"{t.date - (15 - at) * _DAY:%d-%m-%Y}"),
            (150, f"Frokost {line.count} pers."),
            (-540, kr(line.amount)),
        )
        y += 14
    page.row(y + 20, (330, "Transport til side 2"), (-540, kr(t.net)))
    more.row(60, (330, "Transport fra side 1"), (-540, kr(t.net)))
    more.row(80, (330, "Moms 25 %"), (-540, kr(t.vat)))
    more.row(100, (330, "Total inkl. moms"), (-540, kr(t.total)), font=2)
    return [page, more]


LATER: tuple[Callable[[Truth], list[Sheet]], ...] = (
    hosting, cleaning, bakery, conference, leasing, print_shop, vet, plumber, newspaper, phone_shop, cloud, canteen,
)  # fmt: skip
