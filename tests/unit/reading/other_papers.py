"""Papers that were made after the rules, and that no rule was fitted to.

Who changes a rule because of one of these moves it to the hard ones, and makes another for here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth, bare, dated, en, kr

_DAY = dt.timedelta(days=1)
_WEEK = ("Man", "Tir", "Ons", "Tor", "Fre", "Lør", "Søn")


def bookkeeping_program(t: Truth) -> list[Sheet]:
    """An invoice as a common Danish program lays it out."""
    page = Sheet()
    page.put(60, 110, OWN_NAME)
    page.put(60, 124, "Værkstedsvej 6")
    page.put(60, 138, "5700 Sønderhavn")
    page.put(60, 152, f"CVR-nr.: {OWN_CVR}")
    for at, text in enumerate(
        (f"Nr.: {t.number}", f"Dato: {dated(t.date, t.chance, 'dashes', 'dots')}", "Side: 1 af 1")
    ):
        page.put(430, 110 + 14 * at, text)
    page.put(60, 210, "Faktura", 18, 2)
    page.row(
        240, (60, "Nr."), (110, "Tekst"), (-330, "Antal"), (350, "Enhed"), (-460, "Enhedspris"), (-540, "Pris"), font=2
    )
    y = 240.0
    for at, line in enumerate(t.lines):
        y += 16
        cells = ((-330, f"{line.count},00"), (350, "stk."), (-460, kr(line.price)), (-540, kr(line.amount)))
        page.row(y, (60, str(101 + at)), (110, line.text), *cells)
    for name, value in (("Subtotal:", t.net), (f"25,00% moms af {kr(t.net)}:", t.vat), ("Total DKK:", t.total)):
        y += 18
        page.row(y, (330, name), (-540, kr(value)))
    page.put(60, y + 40, f"Betalingsbetingelser: Netto {t.days} dage - Forfaldsdato: {t.due:%d-%m-%Y}", 9)
    page.put(60, y + 54, "Beløbet indbetales på bank / Reg.nr. 9999 / Kontonr. 0007654321", 9)
    page.put(120, 810, f"{t.supplier} / Havnegade 4 / 9990 Skagen / CVR-nr. {t.cvr} / Tlf. {t.phone}", 8)
    return [page]


def petrol(t: Truth) -> list[Sheet]:
    """A pump, litres, a price a litre, a card slip below with the amount once more."""
    page = Sheet(width=210, height=520)
    page.put(40, 26, t.supplier, 9, 3)
    page.put(40, 38, f"SE NR {t.cvr}", 8, 3)
    page.put(10, 60, f"KVITTERING {t.chance.randrange(1000, 99999)}", 8, 3)
    page.put(10, 72, f"{t.date:%d-%m-%Y} 07:41:09  STANDER 4", 8, 3)
    litres = (t.total / Decimal("13.49")).quantize(Decimal("0.01"))
    page.row(96, (10, "BLYFRI 95"), (-200, f"{bare(t.total)}"), size=8, font=3)
    page.row(108, (14, f"{bare(litres)} L x 13,49 KR/L"), size=8, font=3)
    page.row(128, (10, "TOTAL DKK"), (-200, bare(t.total)), size=9, font=3)
    page.row(140, (10, "MOMS 25,00%"), (-200, bare(t.vat)), size=8, font=3)
    page.row(152, (10, "EKSKL. MOMS"), (-200, bare(t.net)), size=8, font=3)
    page.put(10, 180, "VISA/DANKORT  **** **** **** 4411", 7, 3)
    page.row(192, (10, "BELØB"), (-200, bare(t.total)), size=8, font=3)
    page.put(10, 204, f"TID: {t.date:%d%m%y}0741  AUT: 204771", 7, 3)
    page.put(10, 216, "REF: 00123456 PSAM: 5374978-0001", 7, 3)
    return [page]


def web_order(t: Truth) -> list[Sheet]:
    """A shop on the web: ordered, sent and invoiced on different days, with freight."""
    page = Sheet()
    page.put(50, 50, t.supplier, 20)
    page.put(50, 80, "Ordrebekræftelse og faktura", 12)
    facts = (
        ("Ordrenr.", str(t.chance.randrange(10**6, 10**7))), ("Bestilt", f"{t.date - 4 * _DAY:%d.%m.%Y}"),
        ("Afsendt", f"{t.date - _DAY:%d.%m.%Y}"), ("Fakturanr.", t.number), ("Fakturadato", f"{t.date:%d.%m.%Y}"),
    )  # fmt: skip
    for at, (name, value) in enumerate(facts):
        page.row(110 + 13 * at, (50, name), (140, value))
    page.row(110, (330, "Leveringsadresse"), font=2)
    page.put(330, 124, OWN_NAME)
    y = 210.0
    for line in t.lines:
        page.row(y, (50, f"{line.count} stk. {line.text}"), (-545, f"{kr(line.amount * 5 / 4)} DKK"))
        y += 15
    rows = (("Fragt (GLS Erhverv)", "0,00"), ("Samlet beløb inkl. moms", kr(t.total)), ("Moms udgør heraf", kr(t.vat)),
            ("Betalt med MobilePay", kr(t.total)))  # fmt: skip
    for name, text in rows:
        y += 15
        page.row(y, (300, name), (-545, f"{text} DKK"))
    page.put(50, y + 40, "Du har 14 dages returret. Se vilkår på vores hjemmeside.", 8)
    page.put(50, 810, f"{t.supplier} | CVR {t.cvr} | Åbningstider man-fre 9.00-16.00", 8)
    return [page]


def european_service(t: Truth) -> list[Sheet]:
    """English, with facts in two columns and the sum in a box at the top."""
    page = Sheet()
    page.right(545, 60, t.supplier, 12, 2)
    page.right(545, 74, f"VAT number: DK{t.cvr}", 9)
    page.put(50, 60, "TAX INVOICE", 16, 2)
    page.row(110, (50, "Invoice No."), (150, "Issue Date"), (260, "Payment Due"), (380, "Amount Due"), size=8)
    issued, due = dated(t.date, t.chance, "english", "iso"), dated(t.due, t.chance, "english", "iso")
    page.row(124, (50, t.number), (150, issued), (260, due), (380, f"DKK {en(t.total)}"))
    page.put(50, 160, "Billed to", 8)
    page.put(50, 174, OWN_NAME)
    period = f"{t.date - 30 * _DAY:%Y-%m-%d} to {t.date - _DAY:%Y-%m-%d}"
    page.put(50, 210, f"Service period: {period}", 9)
    y = 240.0
    for line in t.lines:
        page.row(y, (50, line.text), (-420, f"{line.count} x {en(line.price)}"), (-545, en(line.amount)))
        y += 15
    for name, value in (("Net amount", t.net), ("VAT @ 25%", t.vat), ("Total incl. VAT", t.total)):
        y += 16
        page.row(y, (350, name), (-545, en(value)))
    return [page]


def courier(t: Truth) -> list[Sheet]:
    """Date and time in one line with a slash between their names."""
    page = Sheet(width=226, height=480)
    page.put(20, 30, t.supplier, 11, 2)
    page.put(20, 44, f"CVR nr.: {t.cvr}", 8)
    page.put(20, 64, f"Dato/tid: {t.date:%d-%m-%Y} 10:02", 8)
    page.put(20, 76, f"Bonnr.: {t.number}", 8)
    y = 96.0
    for line in t.lines:
        page.row(y, (20, line.text[:18]), (-206, kr(line.amount * 5 / 4)), size=8)
        y += 11
    page.row(y + 8, (20, "Sum"), (-206, kr(t.total)), size=9, font=2)
    page.row(y + 20, (20, "Moms 25%"), (-206, kr(t.vat)), size=8)
    page.row(y + 32, (20, "Betalingskort"), (-206, kr(t.total)), size=8)
    page.put(20, y + 52, f"Forventet levering {t.date + 2 * _DAY:%d-%m-%Y}", 7)
    page.put(20, y + 64, "Hovednr. 3000 1122 4455", 7)
    return [page]


def builders_market(t: Truth) -> list[Sheet]:
    """Sale on account: short names, discounts in per cent, the customer's balance."""
    page = Sheet()
    page.put(40, 50, t.supplier.upper(), 14, 2)
    page.put(40, 64, f"CVR {t.cvr} - Tlf. {t.phone}", 8)
    page.row(100, (40, "Kontonr."), (120, "10442"), (330, "Fakt.nr."), (420, t.number))
    page.row(113, (40, "Rekv."), (120, "Maja"), (330, "Fakt.dato"), (420, f"{t.date:%d.%m.%y}"))
    page.row(126, (40, "Kunde"), (120, OWN_NAME), (330, "Forf.dato"), (420, f"{t.due:%d.%m.%y}"))
    page.row(
        160,
        (40, "Varenr"),
        (110, "Varetekst"),
        (-330, "Antal"),
        (-400, "Pris"),
        (-460, "Rab.%"),
        (-550, "Beløb"),
        size=9,
    )
    y = 160.0
    for at, line in enumerate(t.lines):
        y += 14
        cells = ((-330, str(line.count)), (-400, kr(line.price)), (-460, "0,00"), (-550, kr(line.amount)))
        page.row(y, (40, str(57 * (at + 300))), (110, line.text), *cells, size=9)
    page.row(y + 30, (40, "Momspl."), (130, "Moms"), (220, "Momsfrit"), (-550, "Total inkl. moms"), size=9)
    page.row(y + 43, (40, kr(t.net)), (130, kr(t.vat)), (220, "0,00"), (-550, kr(t.total)), size=9)
    page.put(40, y + 80, f"Saldo pr. {t.date - 6 * _DAY:%d.%m.%y}: 12.408,11", 8)
    return [page]


def table_bill(t: Truth) -> list[Sheet]:
    """A day of the week before the date; cash with change."""
    page = Sheet(width=220, height=560)
    page.put(50, 30, t.supplier, 11, 2)
    page.put(60, 44, f"CVR: {t.cvr}", 7)
    page.put(20, 66, f"{_WEEK[t.date.weekday()]} {t.date:%d/%m-%Y} 19:40   Bord 7", 8)
    y = 80.0
    for line in t.lines:
        y += 12
        page.row(y, (20, f"{line.count} x {line.text[:14]}"), (-200, bare(line.amount * 5 / 4)), size=8)
    given = (t.total // 500 + 1) * 500
    rows = (("AT BETALE", t.total), ("Heraf 25% moms", t.vat), ("Kontant", given), ("Byttepenge", given - t.total))
    for name, value in rows:
        y += 13
        page.row(y, (20, name), (-200, bare(value)), size=9)
    page.put(20, y + 30, "Følg os: @spisehuset - Bordbestilling 8-22", 7)
    return [page]


def toll(t: Truth) -> list[Sheet]:
    """A list of passages, each with its own day, and the facts in a table over them."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    page.put(50, 76, f"CVR-nr. {t.cvr} / Momsreg.nr. DK{t.cvr}", 8)
    page.put(50, 120, OWN_NAME)
    page.row(180, (50, "Faktura nr."), (170, "Fakturadato"), (290, "Betalingsdato"), (410, "Kontraktnr."), font=2)
    page.row(194, (50, t.number), (170, f"{t.date:%d.%m.%Y}"), (290, f"{t.due:%d.%m.%Y}"), (410, "7003311"))
    page.row(230, (50, "Dato"), (150, "Sted"), (-540, "Pris inkl. moms"), font=2)
    y = 230.0
    for at, line in enumerate(t.lines):
        y += 14
        page.row(y, (50, f"{t.date - (25 - at) * _DAY:%d.%m.%Y}"), (150, "Broen, øst"), (-540, kr(line.amount * 5 / 4)))
    page.row(y + 30, (50, "Heraf moms 25 %"), (-540, kr(t.vat)))
    page.row(y + 46, (50, "Beløb i alt DKK"), (-540, kr(t.total)), font=2)
    page.put(50, y + 80, "Beløbet trækkes automatisk over Betalingsservice.", 9)
    return [page]


def workshop(t: Truth) -> list[Sheet]:
    """A car: first registered long ago, handed in and out on other days, next inspection to come."""
    page = Sheet()
    page.put(50, 55, t.supplier, 15, 2)
    page.put(50, 70, f"Tlf. {t.phone}   CVR.nr. {t.cvr}", 8)
    page.put(50, 110, OWN_NAME)
    page.row(110, (330, "FAKTURA"), (430, t.number), font=2)
    page.row(124, (330, "Fakturadato:"), (430, dated(t.date, t.chance, "short", "dots", "dashes")))
    page.row(138, (330, "Forfaldsdato:"), (430, dated(t.due, t.chance, "short", "dots", "dashes")))
    page.row(170, (50, "Reg.nr. AB 12 345"), (200, "1. reg. 04.06.2019"), (350, "Km 128.440"))
    page.row(184, (50, f"Indleveret {t.date - 2 * _DAY:%d.%m.%Y}"), (200, f"Næste syn {t.date + 300 * _DAY:%d.%m.%Y}"))
    y = 200.0
    for line in t.lines:
        y += 15
        page.row(y, (50, line.text), (-430, f"{line.count} x {kr(line.price)}"), (-545, kr(line.amount)))
    rows = (("I alt excl. moms", t.net), ("25% moms", t.vat), ("I alt incl. moms", t.total))
    for name, value in rows:
        y += 17
        page.row(y, (350, name), (-545, kr(value)))
    return [page]


def fitness(t: Truth) -> list[Sheet]:
    """A subscription by mail: no table, a sentence for each fact."""
    page = Sheet()
    page.put(60, 60, f"Tak, fordi du træner hos {t.supplier}!", 13)
    page.put(60, 100, f"Kvittering nr. {t.number}")
    page.put(60, 114, f"Betalingen er gennemført {dated(t.date, t.chance, 'danish', 'dots')} kl. 03:14.")
    page.put(60, 128, f"Dit medlemskab løber til og med {t.date + 30 * _DAY:%d.%m.%Y}.")
    page.row(160, (60, "Medlemskab Erhverv, 1 måned"), (-480, f"{kr(t.total)} kr."))
    page.row(176, (60, "Oprettelse"), (-480, "0,00 kr."))
    page.row(196, (60, "Samlet pris"), (-480, f"{kr(t.total)} kr."), font=2)
    page.row(212, (60, "Moms heraf"), (-480, f"{kr(t.vat)} kr."))
    page.put(60, 780, f"{t.supplier} - CVR {t.cvr} - Købmagergade 1, 1150 København K", 8)
    return [page]


def freelancer(t: Truth) -> list[Sheet]:
    """Hours with a day each, and little else."""
    page = Sheet()
    page.put(70, 80, "Faktura", 26)
    page.put(70, 120, t.supplier)
    page.put(70, 134, f"cvr: {t.cvr}")
    page.put(330, 120, "til")
    page.put(330, 134, OWN_NAME)
    page.put(70, 170, f"nr. {t.number}")
    page.put(70, 184, f"dato {dated(t.date, t.chance)}")
    page.put(70, 198, f"betales inden {t.days} dage")
    y = 230.0
    for at, line in enumerate(t.lines):
        page.row(y, (70, f"{t.date - (8 - at) * _DAY:%d/%m}"), (130, line.text), (-480, kr(line.amount)))
        y += 16
    page.row(y + 10, (70, "sum"), (-480, kr(t.net)))
    page.row(y + 26, (70, "moms"), (-480, kr(t.vat)))
    page.row(y + 42, (70, "at betale"), (-480, kr(t.total)))
    return [page]


OTHER: tuple[Callable[[Truth], list[Sheet]], ...] = (
    bookkeeping_program, petrol, web_order, european_service, courier, builders_market, table_bill, toll, workshop,
    fitness, freelancer,
)  # fmt: skip
