"""The second half of the papers that measure; no rule may be fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.fresh_forms import Sheet, Sideways, Truth, bare, days, en, kr, spaced, sums, things
from tests.unit.reading.held_papers import CENT, facts, foot, form_of, on
from tests.unit.reading.truth import OWN_CVR, OWN_NAME
from tests.unit.reading.ubl import invoice


def norway(t: Truth) -> list[Sheet]:
    """Norwegian: MVA, KID, "å betale", kroner that are not Danish."""
    page, f = Sheet(), form_of(t, "dots", "bare dots", "iso")
    page.put(50, 60, t.supplier.replace("ApS", "AS"), 14, 2)
    facts(
        page,
        330,
        60,
        [("Fakturanr", t.number), ("Fakturadato", on(f, t)), ("Forfallsdato", on(f, t, t.days)), ("KID", "0012345678")],
    )
    y = things(page, t, 160, spaced)
    sums(page, y, (("Netto", spaced(t.net)), ("MVA 25%", spaced(t.vat)), ("Å betale NOK", spaced(t.total))))
    page.put(50, 800, "Org.nr. NO 974 760 673 MVA", 8)
    return [page]


def holland(t: Truth) -> list[Sheet]:
    """Dutch: BTW, "te voldoen"."""
    page, f = Sheet(), form_of(t, "dashes", "dots", "iso")
    page.put(50, 60, t.supplier.replace("ApS", "B.V."), 14, 2)
    facts(page, 50, 100, [("Factuurnummer", t.number), ("Factuurdatum", on(f, t)), ("Vervaldatum", on(f, t, t.days))])
    y = things(page, t, 180, lambda v: f"€ {kr(v)}")
    sums(
        page,
        y,
        (
            ("Totaal excl. BTW", f"€ {kr(t.net)}"),
            ("BTW 25%", f"€ {kr(t.vat)}"),
            ("Totaal incl. BTW", f"€ {kr(t.total)}"),
        ),
    )
    return [page]


def france(t: Truth) -> list[Sheet]:
    """French: HT, TVA, TTC; the month in words."""
    months = (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    )  # fmt: skip
    page = Sheet()
    page.put(50, 60, t.supplier.replace("ApS", "SARL"), 14, 2)
    page.put(50, 100, f"Facture n° {t.number}", 13, 2)
    page.put(330, 100, f"Paris, le {t.date.day} {months[t.date.month - 1]} {t.date.year}", 10)
    due = days(t.date, t.days)
    page.put(330, 116, f"Échéance : {due:%d/%m/%Y}", 9)
    y = things(page, t, 160, lambda v: f"{spaced(v)} €")
    sums(
        page,
        y,
        (("Total HT", f"{spaced(t.net)} €"), ("TVA 25 %", f"{spaced(t.vat)} €"), ("Total TTC", f"{spaced(t.total)} €")),
    )
    return [page]


def on_its_side(t: Truth) -> list[Sheet]:
    """A wide page that was printed lying, stored standing, and shown upside down in the end."""
    page, f = Sideways(rotate=270), form_of(t, "dots", "dashes", "danish")
    page.put(60, 60, t.supplier, 14, 2)
    facts(page, 60, 90, [("Fakturanr.", t.number), ("Fakturadato", on(f, t)), ("Forfaldsdato", on(f, t, t.days))])
    y = things(page, t, 160, x=60, right=540)
    sums(page, y, (("Subtotal", kr(t.net)), ("Moms", kr(t.vat)), ("Total", kr(t.total))))
    page.put(60, 540, f"CVR {t.cvr}", 8)
    return [page]


def sum_first(t: Truth) -> list[Sheet]:
    """Three pages: the sums on the first, calls with their days and sums of each number on the others."""
    first, f = Sheet(), form_of(t)
    first.put(50, 60, t.supplier, 16, 2)
    facts(
        first, 330, 60, [("Regningsdato", on(f, t)), ("Regningsnr.", t.number), ("Rettidig betaling", on(f, t, t.days))]
    )
    sums(
        first,
        160,
        (("Abonnement og forbrug", kr(t.net)), ("Moms", kr(t.vat)), ("Beløb til betaling", kr(t.total))),
        x=50,
    )
    foot(first, t)
    pages = [first]
    for number in range(2):
        page = Sheet()
        page.put(50, 40, f"Specifikation, nummer {t.phone}", 10, 2)
        for row in range(25):
            page.row(
                70 + 14 * row,
                (50, on(f, t, row - 40)),
                (150, "10:12"),
                (220, t.phone),
                (-545, kr(Decimal(row) / 4)),
                size=8,
            )
        page.row(440, (50, "I alt for nummeret"), (-545, kr((t.net / 3 + number).quantize(CENT))), size=8)
        pages.append(page)
    return pages


def credit_english(t: Truth) -> list[Sheet]:
    """An English credit note with positive sums."""
    page, f = Sheet(), form_of(t, "english", "ordinal day", "slashes")
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 90, "Credit Note", 18, 2)
    facts(page, 50, 120, [("Credit note no.", t.number), ("Date", on(f, t)), ("Original invoice", "10442")])
    y = things(page, t, 190, en)
    sums(page, y, (("Subtotal", en(t.net)), ("VAT 25%", en(t.vat)), ("Total credit", en(t.total))))
    page.put(50, 800, f"VAT DK{t.cvr}", 8)
    return [page]


def refund_slip(t: Truth) -> list[Sheet]:
    """A shop pays back to the card; minus behind the figures."""
    page = Sheet(width=226, height=380)
    page.put(40, 30, t.supplier, 10, 2)
    page.put(14, 46, f"{t.date:%d.%m.%Y} 15:20 Kasse 2 Bon {t.chance.randrange(100, 999)}", 7)
    y = 66.0
    for line in t.lines:
        page.row(y, (14, line.text[:18]), (-212, f"{bare(line.amount * 5 / 4)}-"), size=7)
        y += 11
    for name, value in (("I ALT", t.total), ("REFUNDERET DANKORT", t.total), ("MOMS", t.vat)):
        y += 12
        page.row(y, (14, name), (-212, f"{bare(value)}-"), size=8)
    page.put(14, y + 20, f"CVR {t.cvr}", 7)
    return [page]


def coffee(t: Truth) -> list[Sheet]:
    """Weekly deliveries with their slips, a deposit for crates in and out, a discount in percent."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 15, 2)
    facts(page, 330, 60, [("Fakturanummer", t.number), ("Fakturadato", on(f, t)), ("Kundenummer", "4102")])
    y = 140.0
    for at, line in enumerate(t.lines):
        page.row(y, (50, f"Leveret {on(f, t, at * 2 - 14)}"), (200, line.text), (-545, kr(line.amount)), size=9)
        y += 13
    page.row(y, (50, "Kasser, pant"), (-545, "120,00"), size=9)
    page.row(y + 13, (50, "Returkasser, pant"), (-545, "-120,00"), size=9)
    sums(page, y + 40, (("Ialt ekskl. moms", kr(t.net)), ("Moms 25,00%", kr(t.vat)), ("Ialt inkl. moms", kr(t.total))))
    page.put(50, 720, f"Forfalder til betaling {on(f, t, t.days)}. Ved for sen betaling tilskrives 2% rente.", 8)
    foot(page, t)
    return [page]


def sentence_below(t: Truth) -> list[Sheet]:
    """Names and values in one running line, parted by bars."""
    page, f = Sheet(), form_of(t, "dots", "dashes", "iso", "short name")
    page.put(50, 60, t.supplier, 15, 2)
    page.put(50, 84, f"Faktura {t.number} | {on(f, t)} | Betales senest {on(f, t, t.days)} | Kunde 1881", 9)
    y = things(page, t, 130)
    page.put(50, y + 14, f"Subtotal {kr(t.net)} | Moms {kr(t.vat)} | Total {kr(t.total)} DKK", 10, 2)
    foot(page, t)
    return [page]


def school(t: Truth) -> list[Sheet]:
    """A course: its days in the text, a participant's birthday, VAT-free, a fee alone."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 14, 2)
    facts(
        page,
        50,
        100,
        [
            ("Kursus", "Regnskab for begyndere"),
            ("Kursusdage", f"{on(f, t, 14)} og {on(f, t, 21)}"),
            ("Deltager", "Liv Krogh"),
            ("Faktura", t.number),
            ("Dato", on(f, t)),
        ],
    )
    page.row(200, (50, "Kursusgebyr, momsfrit"), (-545, kr(t.total)))
    page.row(222, (50, "I alt"), (-545, kr(t.total)), font=2)
    page.put(50, 250, f"Tilmeldingsfrist {on(f, t, 7)}. Betalingsfrist {on(f, t, t.days)}.", 8)
    foot(page, t)
    return [page]


def statement_line(t: Truth) -> list[Sheet]:
    """An invoice with the state of the account below: older invoices with days and sums."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 15, 2)
    facts(page, 50, 90, [("Faktura nr.", t.number), ("Faktura dato", on(f, t))])
    y = things(page, t, 150)
    y = sums(page, y, (("Nettobeløb", kr(t.net)), ("Moms", kr(t.vat)), ("At betale", kr(t.total))))
    page.put(50, y + 24, "Åbne poster pr. dags dato", 9, 2)
    for at in range(3):
        page.row(
            y + 38 + 12 * at,
            (50, f"Faktura {4100 + at}"),
            (160, on(f, t, -60 + 10 * at)),
            (-400, kr(t.total + 100 * at + 7)),
            size=8,
        )
    page.row(y + 80, (50, "Saldo"), (-400, kr(t.total * 4 + 321)), size=8)
    foot(page, t)
    return [page]


def box_total(t: Truth) -> list[Sheet]:
    """The total in a row of headings with the sums below: net, rate, VAT, rounding, total."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 15, 2)
    page.row(100, (50, "Faktura"), (150, t.number), (330, "Dato"), (-545, on(f, t)))
    y = things(page, t, 150)
    for x, name, value in (
        (150, "Netto", kr(t.net)), (230, "Momspct.", "25,00"), (330, "Moms", kr(t.vat)), (430, "Afrunding", "0,00"),
        (545, "Total DKK", kr(t.total)),
    ):  # fmt: skip
        page.right(x, y + 20, name, 8, 2)
        page.right(x, y + 34, value, 9)
    page.put(50, y + 60, f"Forfaldsdato: {on(f, t, t.days)}", 9)
    foot(page, t)
    return [page]


def ferry(t: Truth) -> list[Sheet]:
    """A travel document: booked, sailing out and home, the price of all."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 14, 2)
    facts(
        page,
        50,
        100,
        [
            ("Bookingnr.", t.number),
            ("Bestillingsdato", on(f, t)),
            ("Udrejse", f"{on(f, t, 30)} 08:00"),
            ("Hjemrejse", f"{on(f, t, 33)} 17:30"),
        ],
    )
    y = things(page, t, 190, gross=True)
    sums(page, y, (("Samlet pris", f"{kr(t.total)} kr."), ("Heraf moms", f"{kr(t.vat)} kr.")))
    page.put(50, y + 50, f"Betalt med Dankort {kr(t.total)} kr.", 9)
    foot(page, t)
    return [page]


def web_two(t: Truth) -> list[Sheet]:
    """A shop's invoice: order and invoice day side by side under headings, freight, a discount code, the total bold."""
    page, f = Sheet(), form_of(t)
    page.put(50, 60, t.supplier, 18, 2)
    for x, name, value in (
        (50, "Ordre", "100442"),
        (150, "Ordredato", on(f, t, -1)),
        (280, "Faktura", t.number),
        (400, "Fakturadato", on(f, t)),
    ):
        page.put(x, 100, name, 8)
        page.put(x, 113, value, 9)
    y = things(page, t, 150, gross=True)
    sums(
        page, y,
        (("Rabatkode SOMMER", "-0,00"), ("Levering", "0,00"), ("Total inkl. moms", kr(t.total)),
         ("Moms udgør", kr(t.vat)),
         ("Betalt med kort", kr(t.total))),
    )  # fmt: skip
    foot(page, t)
    return [page]


def bilingual(t: Truth) -> list[Sheet]:
    """Names in two languages with a slash, values far at the right."""
    page, f = Sheet(), form_of(t, "dots", "iso", "english")
    page.put(50, 60, t.supplier, 14, 2)
    y = 100.0
    for name, value in (
        ("Fakturanummer / Invoice no.", t.number),
        ("Fakturadato / Invoice date", on(f, t)),
        ("Forfaldsdato / Due date", on(f, t, t.days)),
        ("Leveringsdato / Delivery date", on(f, t, -3)),
    ):
        page.row(y, (50, name), (-545, value), size=9)
        y += 13
    y = things(page, t, 180)
    sums(page, y, (("Netto / Net", kr(t.net)), ("Moms / VAT 25%", kr(t.vat)), ("Total / Total amount", kr(t.total))))
    foot(page, t)
    return [page]


def dense(t: Truth) -> list[Sheet]:
    """A till roll with everything on few lines, a loyalty balance and a competition's last day."""
    page = Sheet(width=226, height=420)
    page.put(40, 28, t.supplier, 9, 2)
    page.put(12, 40, f"CVR {t.cvr} Tlf {t.phone}", 6)
    y = things(page, t, 56, bare, x=12, right=214, size=6, step=8, gross=True)
    page.row(y + 6, (12, f"{len(t.lines)} varer  At betale"), (-214, bare(t.total)), size=8, font=2)
    page.row(y + 16, (12, "MasterCard"), (-214, bare(t.total)), size=6)
    page.row(y + 24, (12, "Moms 25% af"), (120, bare(t.net)), (-214, bare(t.vat)), size=6)
    page.row(y + 40, (12, "Bonussaldo"), (-214, "1.284,00"), size=6)
    page.put(12, y + 52, f"{t.date:%d.%m.%Y} 17:44:02 K04 B0{t.chance.randrange(100, 999)} Eksp. 17", 6)
    page.put(12, y + 64, f"Vind en kurv! Deltag senest {days(t.date, 14):%d.%m.%Y}", 6)
    return [page]


def letter_two(t: Truth) -> list[Sheet]:
    """A small trader's letter: buyer's number, a day after "den", the sum in a sentence and in a line."""
    page, f = Sheet(), form_of(t, "danish", "dots", "loose")
    page.put(60, 60, t.supplier, 13, 2)
    page.put(60, 110, f"Til {OWN_NAME}, CVR {OWN_CVR}", 10)
    page.put(60, 150, f"Sønderhavn den {on(f, t)}")
    page.put(60, 176, f"Faktura {t.number} for udført arbejde i uge 7 og 8", 11, 2)
    y = things(page, t, 210, x=60, right=500)
    page.row(y + 8, (60, "Moms"), (-500, kr(t.vat)))
    page.row(y + 24, (60, "I alt til betaling"), (-500, f"{kr(t.total)} kr."), font=2)
    page.put(60, y + 60, f"Beløbet bedes indbetalt senest {on(f, t, t.days)} på konto 1234 567890.")
    page.put(60, 800, f"CVR {t.cvr}", 8)
    return [page]


def quarter(t: Truth) -> list[Sheet]:
    """A platform's monthly invoice: the month in the headline, fees and payout, of which the fees are the invoice."""
    page, f = Sheet(), form_of(t, "dots", "iso", "danish")
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 90, f"Gebyrfaktura {t.number}", 13, 2)
    facts(
        page,
        330,
        90,
        [
            ("Fakturadato", on(f, t)),
            ("Afregningsperiode", f"{on(f, t, -31)} - {on(f, t, -1)}"),
            ("Udbetaling", on(f, t, 2)),
        ],
    )
    y = things(page, t, 170)
    sums(
        page,
        y,
        (("Gebyrer ekskl. moms", kr(t.net)), ("Moms 25 %", kr(t.vat)), ("Gebyrer inkl. moms", kr(t.total))),
        x=300,
    )
    page.put(50, y + 90, "Beløbet er modregnet i din udbetaling.", 8)
    foot(page, t)
    return [page]


def peppol_credit(t: Truth) -> bytes:
    """A bare credit note of the European kind."""
    return invoice(t, "peppol", "CreditNote")


def oioubl_bare(t: Truth) -> bytes:
    """A bare e-invoice of the older Danish kind."""
    return invoice(t, "oioubl")


HELD_2: tuple[Callable[[Truth], list[Sheet] | bytes], ...] = (
    norway, holland, france, on_its_side, sum_first, credit_english, refund_slip, coffee, sentence_below, school,
    statement_line, box_total, ferry, web_two, bilingual, dense, letter_two, quarter, peppol_credit, oioubl_bare,
)  # fmt: skip
HELD_BACK = frozenset({"credit_english", "refund_slip", "peppol_credit"})
"""These give money back: no total, a refund."""
