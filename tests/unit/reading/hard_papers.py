"""Harder papers of the group that the rules were written with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.paper import Sheet
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth, bare, dated, en, kr, spaced

_DAY = dt.timedelta(days=1)


def utility_bill(t: Truth) -> list[Sheet]:
    """Electricity: a period, readings, an earlier balance, the date in a column of facts."""
    page = Sheet()
    page.put(40, 50, t.supplier, 14, 2)
    page.put(40, 64, f"Kraftværksvej 9, 7000 Fredericia - CVR-nr.: {t.cvr} - www.eksempel.dk", 8)
    page.put(40, 120, OWN_NAME)
    page.put(40, 134, "Værkstedsvej 6")
    start, end = t.date - 100 * _DAY, t.date - 9 * _DAY
    facts = (
        ("Kundenummer", "3007 1142"), ("Aftalenummer", "88 12 06 34"), ("Faktura nummer", t.number),
        ("Dato", f"{t.date:%d.%m.%Y}"), ("Afregningsperiode", f"{start:%d.%m.%Y} - {end:%d.%m.%Y}"),
    )  # fmt: skip
    for at, (name, value) in enumerate(facts):
        page.row(100 + 13 * at, (330, name), (440, value), size=9)
    page.put(40, 200, "Din regning for el", 16, 2)
    page.row(230, (40, f"Forbrug aflæst {end:%d.%m.%Y}"), (-540, "1.482 kWh"))
    page.row(250, (40, "Elafgift og abonnement uden moms"), (-540, kr(t.net)))
    page.row(266, (40, "Moms 25 % af"), (200, kr(t.net)), (-540, kr(t.vat)))
    page.row(282, (40, "Regning i alt"), (-540, kr(t.total)))
    page.row(310, (40, f"Beløbet bliver trukket via Betalingsservice {t.due:%d.%m.%Y}"), (-540, kr(t.total)), font=2)
    page.row(340, (40, "Saldo efter denne regning"), (-540, "0,00"))
    page.put(40, 360, f"Næste aflæsning {t.date + 80 * _DAY:%d.%m.%Y}", 9)
    return [page]


def phone_bill(t: Truth) -> list[Sheet]:
    """Two pages: the sum first, the details after it, with a sum of another kind at the end."""
    page, more = Sheet(), Sheet()
    page.right(550, 60, t.supplier, 20, 2)
    page.put(50, 150, f"{OWN_NAME}, Værkstedsvej 6, 5700 Sønderhavn")
    page.row(200, (50, "Regning nr."), (160, t.number), (320, "Udskrevet"), (440, dated(t.date, t.chance)))
    page.row(216, (50, "Betales senest"), (160, dated(t.due, t.chance)), (320, "Deres cvr-nr."), (440, OWN_CVR))
    page.row(270, (50, "Beløb at betale inkl. moms"), (-500, f"{kr(t.total)} kr."), size=12, font=2)
    page.row(290, (50, "heraf moms udgør"), (-500, f"{kr(t.vat)} kr."))
    page.put(50, 330, "Specifikation på næste side", 9)
    page.put(50, 800, f"{t.supplier}  CVR {t.cvr}  Telefon {t.phone}", 8)
    more.row(60, (50, "Dato"), (150, "Nummer"), (-400, "Varighed"), (-540, "Pris ekskl. moms"), font=2)
    for at, line in enumerate(t.lines):
        day = f"{t.date - (20 - at) * _DAY:%d.%m.%y}"
        more.row(80 + 16 * at, (50, day), (150, t.phone), (-400, "0:12:44"), (-540, kr(line.amount)))
    more.row(200, (50, "Sum af opkald"), (-540, kr(t.net)))
    return [page, more]


def hotel_folio(t: Truth) -> list[Sheet]:
    """English words, a Danish hotel: arrival, departure, and the total in a second currency."""
    page = Sheet()
    page.put(220, 50, t.supplier.upper(), 13, 2)
    page.put(200, 66, f"Strandpromenaden 1, 9990 Skagen, VAT no DK {t.cvr}", 8)
    arrival = t.date - 3 * _DAY
    page.row(110, (50, "Guest"), (130, "Maja Holm"), (350, "Arrival"), (450, f"{arrival:%d-%m-%Y}"))
    page.row(124, (50, "Company"), (130, OWN_NAME), (350, "Departure"), (450, f"{t.date:%d-%m-%Y}"))
    page.row(138, (50, "Room"), (130, "214"), (350, "Invoice date"), (450, f"{t.date:%d-%m-%Y}"))
    page.row(152, (50, "Invoice no."), (130, t.number), (350, "Page"), (450, "1 of 1"))
    y = 190.0
    page.row(y, (50, "Date"), (130, "Text"), (-440, "Charges"), (-540, "Credits"), font=2)
    for at, line in enumerate(t.lines):
        y += 16
        page.row(y, (50, f"{arrival + at * _DAY:%d-%m}"), (130, line.text), (-440, en(line.amount * 5 / 4)))
    y += 16
    page.row(y, (50, f"{t.date:%d-%m}"), (130, "Mastercard XXXX 4412"), (-540, en(t.total)))
    page.row(y + 30, (300, "Total DKK"), (-540, en(t.total)), font=2)
    page.row(y + 44, (300, "Total EUR"), (-540, en(t.total / Decimal("7.45"))))
    page.row(y + 64, (50, "VAT %"), (150, "Net"), (250, "VAT"), (350, "Gross"), size=8)
    page.row(y + 76, (50, "25.00"), (150, en(t.net)), (250, en(t.vat)), (350, en(t.total)), size=8)
    return [page]


def german_shop(t: Truth) -> list[Sheet]:
    """A purchase abroad: euro, no VAT, two addresses, the seller's name small over the window."""
    page = Sheet()
    page.put(50, 90, f"{t.supplier} | Industriestr. 25 | 91710 Gunzenhausen", 7)
    for at, text in enumerate((OWN_NAME, "Maja Holm", "Værkstedsvej 6", "5700 Sønderhavn", "Denmark")):
        page.put(50, 110 + 13 * at, text)
    page.put(50, 220, "Invoice", 16, 2)
    facts = (("Invoice no.:", t.number), ("Customer no.:", "K0481223"), ("Date:", f"{t.date:%d/%m/%Y}"),
             ("Delivery date:", f"{t.date - 2 * _DAY:%d/%m/%Y}"))  # fmt: skip
    for at, (name, value) in enumerate(facts):
        page.row(200 + 13 * at, (370, name), (470, value))
    y = 280.0
    page.row(y, (50, "Pos."), (90, "Description"), (-380, "Quantity"), (-460, "Unit price"), (-545, "Total"), font=2)
    for at, line in enumerate(t.lines):
        y += 18
        cells = ((-380, str(line.count)), (-460, f"{kr(line.price)} €"), (-545, f"{kr(line.amount)} €"))
        page.row(y, (50, str(at + 1)), (90, line.text), *cells)
    page.row(y + 24, (330, "Total net"), (-545, f"{kr(t.total)} €"))
    page.row(y + 40, (330, "VAT 0 %"), (-545, "0,00 €"))
    page.row(y + 58, (330, "Invoice amount"), (-545, f"{kr(t.total)} €"), font=2)
    page.put(50, y + 90, "Reverse charge: VAT liability rests with the service recipient.", 8)
    page.put(50, 800, f"{t.supplier} - VAT ID DE812871812 - Register court Ansbach, HRB 6089", 7)
    return [page]


def software_receipt(t: Truth) -> list[Sheet]:
    """A subscription from America, paid: month first in letters, a period, "Amount paid"."""
    page = Sheet()
    page.put(45, 60, "Receipt", 22, 2)
    when = dated(t.date, t.chance, "american")
    end = dated(t.date + 30 * _DAY, t.chance, "american")
    page.row(90, (45, "Invoice number"), (150, t.number))
    page.row(104, (45, "Receipt number"), (150, "2044-9921"))
    page.row(118, (45, "Date paid"), (150, when))
    page.put(45, 150, t.supplier, 10, 2)
    page.put(45, 164, "2261 Market Street")
    page.put(300, 150, "Bill to", 10, 2)
    page.put(300, 164, OWN_NAME)
    page.put(45, 220, f"${en(t.total)} paid on {when}", 15, 2)
    page.row(260, (45, "Description"), (-400, "Qty"), (-470, "Unit price"), (-550, "Amount"), size=8)
    page.row(280, (45, "Pro plan"), (-400, "1"), (-470, f"${en(t.total)}"), (-550, f"${en(t.total)}"))
    page.put(45, 292, f"{when} - {end}", 8)
    for at, name in enumerate(("Subtotal", "Total", "Amount paid")):
        page.row(330 + 16 * at, (330, name), (-550, f"${en(t.total)}"))
    return [page]


def letter(t: Truth) -> list[Sheet]:
    """A craftsman's letter: place and day above, the sum in a sentence and in a short list."""
    page = Sheet()
    page.put(60, 70, t.supplier, 15, 2)
    page.put(60, 86, f"Tlf {t.phone} · SE-nr. {t.cvr}", 9)
    page.put(60, 150, OWN_NAME)
    page.put(380, 200, f"Skagen, den {dated(t.date, t.chance, 'danish')}")
    page.put(60, 240, f"Faktura {t.number}", 13, 2)
    page.put(60, 270, "Vedr. arbejde udført i værkstedet efter aftale. Tilbud af 3. kvartal er overholdt.")
    page.row(300, (60, "Arbejdsløn og materialer"), (-480, kr(t.net)))
    page.row(316, (60, "+ 25 % moms"), (-480, kr(t.vat)))
    page.row(334, (60, "I alt at betale"), (-480, kr(t.total)), font=2)
    page.put(60, 380, f"Beløbet bedes indbetalt på reg. 9999 konto 0007654321 inden {t.days} dage.")
    page.put(60, 394, "Venlig hilsen")
    return [page]


def supermarket(t: Truth) -> list[Sheet]:
    """A long roll: weights, deposit, discounts, groups of VAT, points, opening hours."""
    page = Sheet(width=230, height=760)
    page.put(50, 30, t.supplier.upper(), 10, 3)
    page.put(60, 42, f"CVR-NR. {t.cvr}", 8, 3)
    y = 64.0
    for line in t.lines:
        page.row(y, (10, line.text.upper()[:16]), (-215, f"{bare(line.amount * 5 / 4 + 10)} A"), size=8, font=3)
        page.row(y + 10, (20, "RABAT"), (-215, "-10,00"), size=8, font=3)
        y += 20
    page.row(y, (10, "0,512 kg x 39,95"), size=8, font=3)
    y += 14
    rows = (("ANTAL VARER", str(len(t.lines))), ("TOTAL", bare(t.total)), ("BETALINGSKORT", bare(t.total)))
    for name, value in rows:
        page.row(y, (10, name), (-215, value), size=9, font=3)
        y += 12
    page.row(y + 6, (10, "MOMS"), (60, "GRUNDLAG"), (-160, "MOMS"), (-215, "TOTAL"), size=7, font=3)
    page.row(y + 16, (10, "A 25%"), (60, bare(t.net)), (-160, bare(t.vat)), (-215, bare(t.total)), size=7, font=3)
    page.put(10, y + 34, f"DU HAR SPARET {10 * len(t.lines)},00", 8, 3)
    page.put(10, y + 46, "BONUS SALDO 1.204,50 POINT", 8, 3)
    page.put(10, y + 66, f"{t.date:%d.%m.%y} 17.52   BON 4471 KASSE 3", 8, 3)
    page.put(10, y + 80, "ÅBENT ALLE DAGE 8.00 - 21.00", 8, 3)
    page.put(10, y + 92, f"TILBUD GÆLDER TIL {t.date + 6 * _DAY:%d.%m.%Y}", 7, 3)
    return [page]


def turned_invoice(t: Truth) -> list[Sheet]:
    """A page that lies: the viewer turns it. Thousands apart by spaces, due date before the date, a deduction."""
    page = Sheet(width=842, height=595)
    page.put(50, 40, t.supplier, 14, 2)
    page.put(600, 40, f"CVR nr. {t.cvr[:4]} {t.cvr[4:]}", 9)
    page.row(90, (50, "Forfaldsdato"), (180, "Fakturadato"), (310, "Fakturanummer"), (450, "Deres ref."), font=2)
    due, day = dated(t.due, t.chance, "dashes", "dots"), dated(t.date, t.chance, "dashes", "dots")
    page.row(106, (50, due), (180, day), (310, t.number), (450, "Maja"))
    page.row(150, (50, "Vare"), (-560, "Antal"), (-660, "Stk. pris"), (-790, "Beløb"))
    y = 150.0
    for line in t.lines:
        y += 16
        page.row(y, (50, line.text), (-560, str(line.count)), (-660, spaced(line.price)), (-790, spaced(line.amount)))
    rows = (("Momspligtigt beløb", t.net), ("Momsbeløb", t.vat), ("Total DKK inkl. moms", t.total))
    for name, value in rows:
        y += 18
        page.row(y, (560, name), (-790, spaced(value)))
    page.put(50, 560, f"{OWN_NAME} · CVR {OWN_CVR}", 8)
    return [page]


def taxi(t: Truth) -> list[Sheet]:
    """Free of VAT: a trip, a fare, a fee, and the clock beside everything."""
    page = Sheet(width=200, height=460)
    page.put(30, 30, t.supplier, 9, 2)
    page.put(30, 42, f"CVR {t.cvr} Vogn 1207", 7)
    page.put(30, 62, f"Tur startet {t.date:%d-%m-%Y} 23:10", 7)
    page.put(30, 72, f"Tur slut {t.date:%d-%m-%Y} 23:31", 7)
    rows = (("Km", "12,4"), ("Takst 2", kr(t.total - 25)), ("Gebyr", "25,00"), ("At betale DKK", kr(t.total)))
    for at, (name, value) in enumerate(rows):
        page.row(96 + 13 * at, (30, name), (-175, value), size=8)
    page.put(30, 160, "Momsfri persontransport", 7)
    page.put(30, 172, f"VISA/DANKORT {kr(t.total)}", 7)
    page.put(30, 190, f"{t.date:%d.%m.%y} 23:32 Kvittering {t.chance.randrange(100, 9999)}", 7)
    return [page]


def train_ticket(t: Truth) -> list[Sheet]:
    """Bought one day, for a journey on another."""
    page = Sheet()
    page.put(50, 60, t.supplier, 16, 2)
    page.put(50, 100, "Rejsehjemmel og kvittering", 12)
    page.row(130, (50, "Købt"), (160, f"{t.date:%d.%m.%Y} kl. 08:02"))
    page.row(144, (50, "Rejsedato"), (160, f"{t.date + 5 * _DAY:%d.%m.%Y}"), (300, "Afgang"), (380, "09:14"))
    page.row(158, (50, "Ordrenummer"), (160, t.number))
    page.row(190, (50, "1 voksen, Orange, Aarhus H - København H"), (-500, f"{kr(t.total)} kr."))
    page.row(206, (50, "Pladsbillet"), (-500, "0,00 kr."))
    page.row(226, (50, "Pris i alt"), (-500, f"{kr(t.total)} kr."), font=2)
    page.put(50, 250, f"Betalt med betalingskort {t.date:%d.%m.%Y}. CVR-nr. {t.cvr}", 8)
    return [page]


def restaurant(t: Truth) -> list[Sheet]:
    """A bill at a table, with a tip after the total, and a booking of another day."""
    page = Sheet(width=260, height=620)
    page.put(70, 30, t.supplier, 12, 2)
    page.put(50, 44, f"Havnepladsen 3 · CVR {t.cvr}", 7)
    page.put(20, 64, f"Bord 14   Booket {t.date - 8 * _DAY:%d/%m/%Y}", 8)
    page.put(20, 76, f"Dato: {dated(t.date, t.chance, 'slashes', 'dots')}  Tid: 21.47", 8)
    y = 90.0
    for line in t.lines:
        y += 12
        page.row(y, (20, f"{line.count} {line.text[:16]}"), (-240, kr(line.amount * 5 / 4)), size=8)
    rows = (("Netto", t.net), ("Moms (25%)", t.vat), ("Total", t.total), ("Drikkepenge", Decimal(40)))
    for name, value in rows:
        y += 14
        page.row(y, (20, name), (-240, kr(value)), size=9)
    page.put(20, y + 22, "Tak for besøget! Vi ses igen.", 8)
    return [page]


def lawyer(t: Truth) -> list[Sheet]:
    """A letter on the first page, the bill on the second."""
    page, bill = Sheet(), Sheet()
    page.put(60, 60, t.supplier, 13, 2)
    page.put(60, 76, f"Advokater · CVR-nr. {t.cvr}", 8)
    page.put(60, 130, OWN_NAME)
    page.right(540, 180, f"Aarhus, {dated(t.date, t.chance, 'danish')}")
    page.put(60, 210, f"Sagsnr. {t.chance.randrange(10000, 99999)}-001")
    page.put(60, 240, "Vedlagt følger honorarnota for arbejdet i perioden.")
    page.put(60, 254, "Vi modtog sagen den 3. januar 2024 og har siden holdt fire møder.")
    bill.put(60, 60, f"Faktura {t.number}", 14, 2)
    bill.row(100, (60, "Honorar"), (-540, kr(t.net)))
    bill.row(116, (60, "Moms, 25 %"), (-540, kr(t.vat)))
    bill.row(138, (60, "I alt til betaling"), (-540, kr(t.total)), font=2)
    bill.put(60, 170, f"Betales senest {dated(t.due, t.chance, 'danish', 'dots')} til konto 9999 0007654321.")
    return [page, bill]


HARD: tuple[Callable[[Truth], list[Sheet]], ...] = (
    utility_bill, phone_bill, hotel_folio, german_shop, software_receipt, letter, supermarket, turned_invoice, taxi,
    train_ticket, restaurant, lawyer,
)  # fmt: skip
