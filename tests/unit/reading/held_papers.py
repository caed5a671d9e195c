"""Papers made when the rules were done. They measure; no rule may be fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.fresh_forms import Sheet, Truth, bare, days, en, kr, spaced, sums, things, told
from tests.unit.reading.truth import DATES, OWN_CVR, OWN_NAME

DANISH = ("den", "short name", "bare dots", "dash year", "short dashes", "iso dots")
CENT = Decimal("0.01")


def form_of(t: Truth, *forms: str) -> str:
    """Return the form of days on this paper: one of those, else of all that Danes use."""
    return t.chance.choice(forms or (*DANISH, "dots", "dashes", "short", "mixed", "danish", "iso"))


def on(form: str, t: Truth, later: int = 0) -> str:
    date = days(t.date, later)
    return DATES[form](date) if form in DATES else told(date, form)


def facts(page: Sheet, x: float, y: float, rows: list[tuple[str, str]], gap: float = 110, size: float = 9) -> float:
    for name, value in rows:
        page.row(y, (x, name), (x + gap, value), size=size)
        y += 1.4 * size
    return y


def foot(page: Sheet, t: Truth, y: float = 808) -> None:
    page.put(50, y, f"{t.supplier} · CVR-nr. {t.cvr} · Tlf. {t.phone} · Reg. 5479 Konto 1234567", 7)


def power(t: Truth) -> list[Sheet]:
    """Electricity: period, meter, tariffs; the sum in a box on top, once more at the end."""
    page, f = Sheet(), form_of(t)
    page.put(40, 50, t.supplier, 18, 2)
    page.put(360, 60, "Elregning", 16, 2)
    page.put(360, 84, f"{kr(t.total)} kr.", 20, 2)
    page.put(360, 100, f"trækkes på din konto {on(f, t, t.days)}", 8)
    facts(page, 40, 130, [("Dato", on(f, t)), ("Fakturanr.", t.number), ("Aftagenr.", "571313174000123456")])
    page.put(40, 190, f"Periode: {on(f, t, -95)} - {on(f, t, -4)}", 9)
    y = things(page, t, 220)
    y = sums(page, y + 8, (("I alt før moms", kr(t.net)), ("Moms", kr(t.vat)), ("I alt", kr(t.total))))
    page.put(40, y + 20, f"Næste regning sendes ca. {on(f, t, 88)}", 8)
    foot(page, t)
    return [page]


def insurance(t: Truth) -> list[Sheet]:
    """No VAT; a policy with its own days, a premium, a duty, and a total to pay."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 100, "Opkrævning af præmie", 13, 2)
    facts(
        page, 330, 100,
        [("Policenr.", "77-4410-2"), ("Opkrævningsdato", on(f, t)), ("Tegnet", on(f, t, -900)),
         ("Hovedforfald", on(f, t, 200)), ("Betales senest", on(f, t, t.days))],
    )  # fmt: skip
    duty = (t.total / 10).quantize(CENT)
    sums(
        page, 240,
        (("Præmie erhverv", kr(t.total - duty)), ("Skadesforsikringsafgift", kr(duty)),
         ("I alt at betale", kr(t.total))),
        x=50,
    )  # fmt: skip
    foot(page, t)
    return [page]


def app_payment(t: Truth) -> list[Sheet]:
    """A screen of a phone printed to PDF: amount first, name, day and time, a message."""
    page = Sheet(width=300, height=560)
    page.put(90, 60, "Betaling gennemført", 10)
    page.put(90, 100, f"{kr(t.total)} kr.", 22, 2)
    page.put(90, 130, f"til {t.supplier}", 11)
    page.put(90, 150, f"{t.date.day}. {told(t.date, 'den').split()[2]} {t.date.year} kl. 12.07", 9)
    page.put(40, 240, "Transaktions-ID", 8)
    page.put(40, 252, "4920183746", 9)
    page.put(40, 276, "Besked: frokost med kunde", 8)
    return [page]


def restaurant(t: Truth) -> list[Sheet]:
    """A table, guests, covers; a tip that is not part of the bill, on a line of its own."""
    page = Sheet(width=226, height=520)
    page.put(50, 30, t.supplier, 11, 2)
    page.put(20, 46, "Bord 12  Gæster 4  Tjener Liv", 7)
    page.put(20, 56, f"{t.date:%d/%m/%Y} 20:41   Regning #{t.number}", 7)
    y = things(page, t, 76, bare, x=12, right=214, size=7, step=11, gross=True)
    page.row(y + 6, (12, "Regning i alt DKK"), (-214, bare(t.total)), size=9, font=2)
    page.row(y + 20, (12, "25% moms heraf"), (-214, bare(t.vat)), size=7)
    page.row(y + 31, (12, "Drikkepenge"), (-214, "_____"), size=7)
    page.put(20, y + 60, f"CVR {t.cvr}  tak for i aften", 7)
    return [page]


def pharmacy(t: Truth) -> list[Sheet]:
    """A prescription's part paid by others, what the customer pays, no day but at the top with a till's number."""
    page = Sheet(width=240, height=430)
    page.put(30, 30, t.supplier, 10, 2)
    page.put(30, 44, f"Kasse 3 Bon 00{t.chance.randrange(100, 999)} {t.date:%d.%m.%y} kl 09:58", 7)
    y = 64.0
    page.row(y, (14, "Varer"), (-220, bare(t.total + 40)), size=8)
    page.row(y + 12, (14, "Tilskud"), (-220, "-40,00"), size=8)
    page.row(y + 26, (14, "At betale"), (-220, bare(t.total)), size=10, font=2)
    page.row(y + 40, (14, "Kort"), (-220, bare(t.total)), size=8)
    page.row(y + 52, (14, "Heraf moms 25%"), (-220, bare(t.vat)), size=8)
    page.put(14, 400, f"CVR-nr {t.cvr}", 7)
    return [page]


def airline(t: Truth) -> list[Sheet]:
    """English: booking, flights both ways, taxes and charges that are no VAT, in kroner."""
    page, f = Sheet(), form_of(t, "english day", "ordinal day", "dots name")
    page.put(50, 60, t.supplier, 16, 2)
    page.put(50, 100, "E-ticket receipt", 14, 2)
    facts(page, 50, 124, [("Booking ref.", "QX7T2L"), ("Date of issue", on(f, t)), ("Ticket no.", t.number)])
    for at, (name, later) in enumerate((("CPH-LHR", 21), ("LHR-CPH", 24))):
        page.row(190 + 14 * at, (50, name), (140, on(f, t, later)), (300, "07:35"), (360, "08:40"), size=9)
    fee = (t.total / 4).quantize(CENT)
    sums(
        page, 250,
        (("Fare", f"DKK {en(t.total - fee)}"), ("Airport taxes, fees and charges", f"DKK {en(fee)}"),
         ("Grand total", f"DKK {en(t.total)}")),
        x=50,
    )  # fmt: skip
    page.put(50, 330, f"Form of payment: VISA xxxx4242, DKK {en(t.total)}", 9)
    return [page]


def ride(t: Truth) -> list[Sheet]:
    """An app's receipt for a ride: day in words on top, total large, the parts below it."""
    page = Sheet(width=400, height=600)
    page.put(30, 40, t.supplier, 12, 2)
    page.right(370, 40, on("american short", t), 9)
    page.put(30, 90, "Thanks for riding, Ida", 16, 2)
    page.row(130, (30, "Total"), (-370, f"DKK {en(t.total)}"), size=16, font=2)
    page.row(160, (30, "Trip fare"), (-370, f"DKK {en(t.net)}"), size=9)
    page.row(174, (30, "VAT (25%)"), (-370, f"DKK {en(t.vat)}"), size=9)
    page.put(30, 210, f"Payments  Visa ••••4242  {t.date.month}/{t.date.day}/{t.date:%y} 9:14 PM", 8)
    page.row(224, (30, "Charged"), (-370, f"DKK {en(t.total)}"), size=9)
    return [page]


def cloud(t: Truth) -> list[Sheet]:
    """American: a summary of services in dollars, a billing period, a total due on a day."""
    page, f = Sheet(), form_of(t, "ordinal", "american", "american short")
    page.put(50, 60, t.supplier.replace("ApS", "LLC"), 14, 2)
    facts(page, 330, 60, [("Invoice Number:", t.number), ("Invoice Date:", on(f, t)), ("Account number:", "420117733")])
    page.put(50, 130, f"This invoice is for the billing period {on(f, t, -32)} - {on(f, t, -2)}", 9)
    page.row(160, (50, f"TOTAL AMOUNT DUE ON {on(f, t, t.days)}"), (-545, f"${en(t.total)}"), size=12, font=2)
    y = things(page, t, 200, lambda v: f"${en(v)}")
    sums(
        page, y, (("Charges", f"${en(t.net)}"), ("VAT", f"${en(t.vat)}"), ("Total for this invoice", f"${en(t.total)}"))
    )
    return [page]


def ireland(t: Truth) -> list[Sheet]:
    """An Irish company: reverse charge, zero VAT, euro; numbers with a point."""
    page, f = Sheet(), form_of(t, "ordinal day", "english", "american short")
    page.put(50, 60, t.supplier.replace("ApS", "Limited"), 14, 2)
    page.put(50, 76, "Velasco, Clanwilliam Place, Dublin 2 - VAT number: IE6388047V", 8)
    facts(page, 50, 120, [("Invoice number", t.number), ("Invoice date", on(f, t)), ("Billing ID", "1234-5678-9012")])
    page.put(330, 120, f"Bill to {OWN_NAME}, DK{OWN_CVR}", 9)
    page.put(50, 190, f"Total in EUR  €{en(t.total)}", 14, 2)
    page.put(50, 210, f"Summary for {on(f, t, -31)} - {on(f, t, -1)}", 9)
    sums(
        page, 240, (("Subtotal in EUR", f"€{en(t.total)}"), ("VAT (0%)", "€0.00"), ("Total in EUR", f"€{en(t.total)}"))
    )
    page.put(50, 320, "Services subject to the reverse charge - VAT to be accounted for by the recipient", 8)
    return [page]


def account_purchase(t: Truth) -> list[Sheet]:
    """A builder's merchant: bought on account at a till on one day, invoiced on another."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 16, 2)
    facts(page, 330, 60, [("FAKTURA", t.number), ("FAKTURADATO", on(f, t)), ("KONTONR", "88412"), ("SIDE", "1")])
    facts(
        page, 50, 130, [("Følgeseddel", "F-88120"), ("Følgeseddeldato", on(f, t, -6)), ("Rekv.", "Liv"), ("Sag", "Ovn")]
    )
    y = things(page, t, 210, spaced)
    sums(
        page, y + 8,
        (("VAREBELØB", spaced(t.net)), ("MOMSPLIGTIGT BELØB", spaced(t.net)), ("25% MOMS", spaced(t.vat)),
         ("TOTAL INCL. MOMS", spaced(t.total))),
    )  # fmt: skip
    page.put(50, 700, f"BETALINGSBETINGELSER: LØBENDE MÅNED + 20 DAGE. SIDSTE BETALINGSDATO {on(f, t, t.days)}", 8)
    foot(page, t)
    return [page]


def final_bill(t: Truth) -> list[Sheet]:
    """A craftsman's last bill: what was billed on account is taken off before the VAT."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 15, 2)
    page.put(50, 100, f"Slutfaktura nr. {t.number}", 14, 2)
    page.row(100, (380, "Dato:"), (-545, on(f, t)))
    page.put(50, 120, f"Vedr. tilbud af {on(f, t, -80)}, aflevering {on(f, t, -3)}", 9)
    sums(
        page, 170,
        (("Tilbudssum", kr(t.net * 3)), (f"Aconto {on(f, t, -40)}", f"-{kr(t.net * 2)}"), ("Rest", kr(t.net)),
         ("Moms 25%", kr(t.vat)), ("At betale inkl. moms", kr(t.total))),
        x=50,
    )  # fmt: skip
    page.put(50, 300, f"Betalingsfrist: {on(f, t, t.days)}", 9)
    foot(page, t)
    return [page]


def fee_note(t: Truth) -> list[Sheet]:
    """An accountant's note: a letterhead at the right, the year it is for, sums in a table without lines."""
    page, f = Sheet(), form_of(t, "den", "danish", "dots")
    page.right(545, 60, t.supplier, 12, 2)
    page.right(545, 74, f"CVR-nr. {t.cvr}", 8)
    page.put(60, 120, OWN_NAME)
    page.right(545, 170, on(f, t))
    page.put(60, 200, f"Honorarnota nr. {t.number}", 12, 2)
    page.put(60, 220, f"Årsregnskab for perioden 1. januar - 31. december {t.date.year - 1}", 9)
    y = things(page, t, 250, x=60)
    sums(page, y + 8, (("Honorar", kr(t.net)), ("Moms", kr(t.vat)), ("Honorar inkl. moms", kr(t.total))), x=60)
    page.put(60, 420, f"Betaling netto {t.days} dage", 9)
    return [page]


def garage(t: Truth) -> list[Sheet]:
    """A car: first registered, next inspection, kilometres; parts and hours; an environmental fee in the total."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 15, 2)
    facts(
        page,
        50,
        100,
        [
            ("Reg.nr.", "AB 12 345"),
            ("1. reg.dato", on(f, t, -1500)),
            ("Km-stand", "84.120"),
            ("Næste syn", on(f, t, 300)),
        ],
    )
    facts(
        page,
        330,
        100,
        [("Faktura", t.number), ("Dato", on(f, t)), ("Indleveret", on(f, t, -2)), ("Forfald", on(f, t, t.days))],
    )
    y = things(page, t, 180)
    sums(page, y + 8, (("Arbejdsløn og dele", kr(t.net)), ("Moms", kr(t.vat)), ("Faktura total", kr(t.total))))
    foot(page, t)
    return [page]


def toll(t: Truth) -> list[Sheet]:
    """A bridge: a ticket with a lane, a time with seconds, a price with VAT in brackets."""
    page = Sheet(width=226, height=260)
    page.put(30, 30, t.supplier, 10, 2)
    page.put(20, 50, f"KVITTERING {t.number}", 8)
    page.put(20, 64, f"{t.date:%Y-%m-%d} 06:31:09  Bane 7", 8)
    page.put(20, 78, "Køretøj 6-10 m", 8)
    page.put(20, 98, f"PRIS DKK {bare(t.total)}", 12, 2)
    page.put(20, 112, f"(heraf moms {bare(t.vat)})", 8)
    page.put(20, 230, f"CVR {t.cvr}", 7)
    return [page]


def parcel(t: Truth) -> list[Sheet]:
    """A carrier's collected invoice: many shipments, each with its day and price, in a narrow table."""
    page, f = Sheet(), form_of(t, "dots", "dashes", "short", "short dashes")
    page.put(50, 50, t.supplier, 14, 2)
    facts(page, 330, 50, [("Samlefaktura", t.number), ("Udstedt den", on(f, t)), ("Til betaling", on(f, t, t.days))])
    page.row(130, (50, "Sendingsdato"), (140, "Sending"), (-400, "Vægt"), (-545, "Pris"), size=8, font=2)
    y = 146.0
    for at, line in enumerate(t.lines):
        page.row(y, (50, on(f, t, at - 25)), (140, f"0037{at}4412"), (-400, "2,40"), (-545, kr(line.amount)), size=8)
        y += 12
    sums(page, y + 10, (("Fragt netto", kr(t.net)), ("Moms 25 %", kr(t.vat)), ("Samlet fakturabeløb", kr(t.total))))
    foot(page, t)
    return [page]


def domain(t: Truth) -> list[Sheet]:
    """A renewal: runs from and until, paid by card the same day, a receipt in English and Danish."""
    page, f = Sheet(), form_of(t, "iso", "dots", "english")
    page.put(50, 60, t.supplier, 14, 2)
    facts(
        page,
        50,
        100,
        [("Receipt / Kvittering", t.number), ("Date / Dato", on(f, t)), ("Status", "PAID / BETALT")],
        gap=140,
    )
    page.put(50, 170, f"eksempel.dk  {on(f, t, 10)} - {on(f, t, 375)}", 9)
    y = things(page, t, 200)
    sums(page, y, (("Subtotal", kr(t.net)), ("VAT / Moms 25%", kr(t.vat)), ("Total DKK", kr(t.total))))
    foot(page, t)
    return [page]


def rent(t: Truth) -> list[Sheet]:
    """Rent for a quarter: heat on account is a part of it; VAT is called so in a sentence."""
    page, f = Sheet(), form_of(t, "den", "danish", "dots")
    page.put(60, 60, t.supplier, 13, 2)
    page.put(60, 110, f"Lejeopkrævning for 2. kvartal {t.date.year}", 12, 2)
    facts(
        page,
        60,
        136,
        [("Opkrævning nr.", t.number), ("Dato for udstedelse", on(f, t)), ("Forfaldsdag", on(f, t, t.days))],
        gap=140,
    )
    heat = (t.net / 5).quantize(CENT)
    sums(
        page,
        210,
        (("Husleje", kr(t.net - heat)), ("Varme a conto", kr(heat)), ("Moms", kr(t.vat)), ("Samlet leje", kr(t.total))),
        x=60,
    )
    page.put(60, 300, f"Depositum indbetalt: {kr(t.total * 3)} kr.", 8)
    foot(page, t)
    return [page]


def adverts(t: Truth) -> list[Sheet]:
    """A network's receipt for advertisements: reference, day with a weekday, amount billed."""
    page = Sheet()
    page.put(50, 60, "Receipt for Kaffe & Kode ApS", 13, 2)
    page.put(50, 80, f"Account ID: 101572839 - {t.supplier}", 8)
    facts(
        page,
        50,
        110,
        [
            ("Invoice/payment date", f"{on('american short', t)}, 3:12 AM"),
            ("Payment method", "MasterCard ···· 1881"),
            ("Reference number", "ABCD12EFGH"),
        ],
        gap=150,
    )
    page.put(380, 110, "Paid", 9)
    page.put(380, 128, f"DKK{en(t.total)}", 16, 2)
    page.put(380, 142, "You're being billed because you've reached your billing threshold.", 6)
    y = things(page, t, 200, lambda v: f"DKK{en(v)}", gross=True)
    page.put(50, y + 10, f"From {on('american short', t, -8)} to {on('american short', t, -1)}", 8)
    return [page]


def fair(t: Truth) -> list[Sheet]:
    """A trade fair: the fair's own days stand in the headline, before the invoice's."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, f"Fagmessen {on(f, t, 60)} til {on(f, t, 62)}", 14, 2)
    page.put(50, 80, f"Arrangør: {t.supplier}, CVR {t.cvr}", 9)
    facts(
        page,
        50,
        120,
        [("Standnr.", "C-114"), ("Tilmeldt", on(f, t, -20)), ("Fakturadato", on(f, t)), ("Faktura", t.number)],
    )
    y = things(page, t, 200)
    sums(page, y, (("Beløb excl. moms", kr(t.net)), ("Momsbeløb", kr(t.vat)), ("Beløb incl. moms", kr(t.total))))
    return [page]


def spaced_total(t: Truth) -> list[Sheet]:
    """A kiosk's roll that spreads the word and doubles the height of the sum."""
    page = Sheet(width=226, height=380)
    page.put(50, 30, t.supplier, 9, 3)
    page.put(14, 46, f"{t.date:%d-%m-%Y}   07:02", 8, 3)
    y = things(page, t, 66, bare, x=12, right=214, size=7, step=11, gross=True)
    page.row(y + 10, (12, "T O T A L"), (-214, bare(t.total)), size=12, font=3)
    page.row(y + 26, (12, "KONTAKTLØS"), (-214, bare(t.total)), size=7, font=3)
    page.row(y + 36, (12, "MOMS 25%"), (-214, bare(t.vat)), size=7, font=3)
    page.put(12, y + 60, f"CVR NR {t.cvr}", 7, 3)
    return [page]


HELD: tuple[Callable[[Truth], list[Sheet]], ...] = (
    power, insurance, app_payment, restaurant, pharmacy, airline, ride, cloud, ireland, account_purchase, final_bill,
    fee_note, garage, toll, parcel, domain, rent, adverts, fair, spaced_total,
)  # fmt: skip
