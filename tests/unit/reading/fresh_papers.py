"""Papers made by somebody who did not look at the rules: forms, columns, several dates and several sums."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.fresh_forms import Sheet, Truth, bare, days, en, kr, spaced, spread, sums, things, told
from tests.unit.reading.truth import OWN_CVR, OWN_NAME


def letter(t: Truth) -> list[Sheet]:
    """A letter: place and day at the right, no labels."""
    page = Sheet()
    page.put(60, 60, t.supplier, 14, 2)
    page.put(60, 76, f"Strandvejen 4, 9990 Skagen - CVR {t.cvr} - tlf. {t.phone}", 8)
    page.put(60, 120, OWN_NAME)
    page.right(540, 160, f"Skagen, {told(t.date, 'den')}")
    page.put(60, 190, f"Regning {t.number}", 13, 2)
    y = things(page, t, 220, x=60, right=540)
    sums(page, y + 10, (("Arbejde i alt", kr(t.net)), ("25 % moms", kr(t.vat)), ("At betale kr.", kr(t.total))))
    page.put(60, 700, f"Bedes betalt inden {told(t.due, 'den')} til reg. 1234 konto 0012345678")
    return [page]


def table_head(t: Truth) -> list[Sheet]:
    """Four headings in a row, the values below them."""
    page = Sheet()
    page.put(50, 50, t.supplier, 16, 2)
    page.put(50, 100, OWN_NAME)
    for x, name, value in (
        (50, "Kundenr.", "100248"), (170, "Ordredato", told(days(t.date, -9), "bare dots")),
        (290, "Fakturadato", told(t.date, "bare dots")), (420, "Forfaldsdato", told(t.due, "bare dots")),
    ):  # fmt: skip
        page.put(x, 150, name, 8, 2)
        page.put(x, 163, value)
    y = things(page, t, 200)
    sums(page, y + 12, (("Nettobeløb", kr(t.net)), ("Momsbeløb", kr(t.vat)), ("Fakturabeløb DKK", kr(t.total))))
    page.put(50, 805, f"CVR-nr. {t.cvr} | Bank 5470 0004563210", 8)
    return [page]


def printed_later(t: Truth) -> list[Sheet]:
    """A copy that says when it was printed, on top and in the foot."""
    page = Sheet()
    page.right(545, 24, f"Udskrevet {told(days(t.date, 6), 'short dashes')} 08:14", 7)
    page.put(50, 60, t.supplier, 15, 2)
    page.put(50, 76, f"CVR: {t.cvr}")
    page.put(50, 120, "Faktura (kopi)", 16, 2)
    page.row(150, (50, "Fakturanr."), (150, t.number))
    page.row(164, (50, "Dato"), (150, told(t.date, "short dashes")))
    page.row(178, (50, "Betales senest"), (150, told(t.due, "short dashes")))
    y = things(page, t, 220)
    sums(page, y + 12, (("Subtotal", kr(t.net)), ("Moms", kr(t.vat)), ("Total", kr(t.total))))
    page.put(50, 815, f"Side 1/1 - dannet {told(days(t.date, 6), 'short dashes')}", 7)
    return [page]


def hotel(t: Truth) -> list[Sheet]:
    """Arrival, departure and nights with their days; paid, so that the balance is nothing."""
    page = Sheet()
    page.put(60, 60, t.supplier, 18, 2)
    page.put(60, 100, f"Guest: {OWN_NAME}")
    page.row(120, (60, "Arrival"), (140, told(days(t.date, -3), "english day")))
    page.row(134, (60, "Departure"), (140, told(t.date, "english day")))
    page.row(148, (60, "Room"), (140, "214"), (330, "Invoice date"), (430, told(t.date, "english day")))
    page.row(162, (330, "Invoice no."), (430, t.number))
    y = 200.0
    for at, line in enumerate(t.lines):
        page.row(y, (60, told(days(t.date, -3 + at % 3), "short slashes")), (150, line.text), (-540, en(line.amount)))
        y += 14
    sums(page, y + 10, (("Net amount", en(t.net)), ("VAT 25 %", en(t.vat)), ("Total charges DKK", en(t.total))))
    y = sums(page, y + 60, (("Paid by Visa", f"-{en(t.total)}"), ("Balance", "0.00")))
    page.put(60, 810, f"{t.supplier}, VAT No. DK{t.cvr}", 8)
    return [page]


def train(t: Truth) -> list[Sheet]:
    """A ticket: the journey is later than the purchase."""
    page = Sheet(width=420, height=595)
    page.put(30, 40, t.supplier, 14, 2)
    page.put(30, 70, "Din rejse", 12, 2)
    page.put(30, 88, f"Afrejse {told(days(t.date, 12), 'weekday')} kl. 07.18")
    page.put(30, 102, f"Ankomst {told(days(t.date, 12), 'weekday')} kl. 10.32")
    page.put(30, 140, "Kvittering", 12, 2)
    page.put(30, 156, f"Købt {told(t.date, 'weekday')} kl. 21.04")
    page.put(30, 170, f"Ordrenummer {t.number}")
    y = things(page, t, 200, x=30, right=390, gross=True)
    sums(page, y + 8, (("Pris i alt", f"{kr(t.total)} kr."), ("heraf moms", f"{kr(t.vat)} kr.")), x=30, right=390)
    page.put(30, 560, f"{t.supplier} CVR-nr. {t.cvr}", 7)
    return [page]


def card_slip(t: Truth) -> list[Sheet]:
    """A till roll with the terminal's slip below, in Courier; times beside dates."""
    page = Sheet(width=226, height=560)
    page.put(30, 30, t.supplier.upper()[:26], 9, 3)
    page.put(30, 42, f"CVR NR. {t.cvr}", 8, 3)
    y = things(page, t, 64, bare, x=12, right=214, size=7, step=11, gross=True)
    page.row(y + 6, (12, "I ALT"), (-214, bare(t.total)), size=10, font=3)
    page.row(y + 20, (12, "HERAF MOMS"), (-214, bare(t.vat)), size=7, font=3)
    page.row(y + 30, (12, "DANKORT"), (-214, bare(t.total)), size=7, font=3)
    page.put(12, y + 60, f"TERM:   {t.chance.randrange(10**7, 10**8)}-001234", 7, 3)
    page.put(12, y + 70, f"{told(t.date, 'iso slashes')} 16:42  AID A0000001211010", 7, 3)
    page.put(12, y + 80, f"DKK {bare(t.total)}   PSN 01  ATC 00412", 7, 3)
    page.put(12, y + 90, "GODKENDT", 7, 3)
    return [page]


def cash_round(t: Truth) -> list[Sheet]:
    """Cash: given and back, and the day at the very end."""
    page = Sheet(width=226, height=420)
    page.put(40, 30, t.supplier, 10, 2)
    y = things(page, t, 56, bare, x=12, right=214, size=8, step=12, gross=True)
    given = (t.total // 100 + 1) * 100
    for name, value in (
        ("Total DKK", t.total), ("Kontant", given), ("Retur", given - t.total), ("Moms udgør", t.vat),
    ):  # fmt: skip
        y += 13
        page.row(y, (12, name), (-214, bare(value)), size=9)
    page.put(12, y + 24, f"Eksp. 4 Kasse 2 {told(t.date, 'short slashes')} 11:58 #{t.chance.randrange(1000, 9999)}", 7)
    page.put(12, y + 36, f"SE-nr. {t.cvr} - Tak og på gensyn", 7)
    return [page]


def grocer(t: Truth) -> list[Sheet]:
    """Bottles: a deposit to pay and one that was given back, a discount, a subtotal before them."""
    page = Sheet(width=226, height=560)
    page.put(50, 28, t.supplier, 10, 2)
    page.put(50, 40, f"CVR: {t.cvr}", 7)
    y = things(page, t, 60, bare, x=12, right=214, size=7, step=10, gross=True)
    rows = (
        ("PANT A", Decimal(8)), ("RETURPANT", Decimal(-5)), ("SUBTOTAL", t.total + 3), ("RABAT", Decimal(-3)),
        ("AT BETALE", t.total), ("VISA/DANKORT", t.total), ("MOMS 25%", t.vat), ("DU HAR SPARET", Decimal(3)),
    )  # fmt: skip
    for name, value in rows:
        y += 12
        page.row(y, (12, name), (-214, bare(value)), size=8)
    page.put(12, y + 24, f"{told(t.date, 'dots name')}  18:07  BON {t.chance.randrange(100, 999)}", 7)
    return [page]


def fuel(t: Truth) -> list[Sheet]:
    """Litres and a price of a litre, which are numbers with decimals too."""
    page = Sheet(width=226, height=400)
    page.put(20, 30, t.supplier, 10, 2)
    page.put(20, 44, f"{told(t.date, 'dash year')} kl. 06:55", 8)
    litres = (t.total / Decimal("12.79")).quantize(Decimal("0.01"))
    for at, (name, value) in enumerate(
        (
            ("Pumpe 4 Blyfri 95", ""), (f"{kr(litres)} l à 12,79 kr/l", kr(t.total)), ("Beløb", kr(t.total)),
            ("Netto", kr(t.net)), ("Moms 25,00%", kr(t.vat)), ("Kilometerstand", "123.456,00"),
        )
    ):  # fmt: skip
        page.row(70 + 13 * at, (20, name), (-206, value), size=8)
    page.put(20, 170, f"CVR {t.cvr}   Bilag {t.number}", 7)
    return [page]


def parking(t: Truth) -> list[Sheet]:
    """Valid from and until; paid at; the sum named as paid."""
    page = Sheet(width=300, height=420)
    page.put(30, 36, t.supplier, 13, 2)
    page.row(70, (30, "Nummerplade"), (150, "AB 12 345"))
    page.row(84, (30, "Start"), (150, f"{told(t.date, 'short dashes')} 09:02"))
    page.row(98, (30, "Slut"), (150, f"{told(t.date, 'short dashes')} 12:02"))
    page.row(112, (30, "Gyldig til"), (150, f"{told(days(t.date, 1), 'short dashes')} 12:02"))
    page.row(140, (30, "Betalt"), (150, f"{kr(t.total)} DKK"))
    page.row(154, (30, "Heraf moms"), (150, f"{kr(t.vat)} DKK"))
    page.put(30, 390, f"CVR {t.cvr} - Kvittering {t.number}", 7)
    return [page]


def subscription(t: Truth) -> list[Sheet]:
    """English and American: a period of service, the next renewal, and a total that was paid."""
    page = Sheet()
    page.put(50, 60, "Receipt", 22, 2)
    page.row(90, (50, "Invoice number"), (170, t.number))
    page.row(104, (50, "Date paid"), (170, told(t.date, "american short")))
    page.row(118, (50, "Payment method"), (170, "Visa - 4242"))
    page.put(50, 150, f"{t.supplier} - VAT DK{t.cvr}")
    page.put(320, 150, f"Bill to {OWN_NAME}")
    page.put(50, 190, f"DKK {en(t.total)} paid on {told(t.date, 'american short')}", 14, 2)
    y = things(page, t, 230, en)
    page.put(50, y, f"{told(t.date, 'american short')} - {told(days(t.date, 30), 'american short')}", 8)
    sums(
        page, y + 20,
        (("Subtotal", en(t.net)), ("Total excluding tax", en(t.net)), ("VAT (25%)", en(t.vat)),
         ("Total", en(t.total)), ("Amount paid", f"DKK {en(t.total)}")),
    )  # fmt: skip
    page.put(50, 780, f"Next renewal {told(days(t.date, 30), 'american short')}", 8)
    return [page]


def german(t: Truth) -> list[Sheet]:
    """A German invoice without Danish VAT, in euro."""
    page = Sheet()
    page.put(60, 50, t.supplier.replace("ApS", "GmbH"), 12, 2)
    page.put(60, 120, OWN_NAME)
    page.put(60, 170, f"Rechnung Nr. {t.number}", 14, 2)
    page.row(170, (380, "Rechnungsdatum"), (-540, told(t.date, "german")))
    page.row(184, (380, "Lieferdatum"), (-540, told(days(t.date, -4), "german")))
    page.row(198, (380, "Zahlbar bis"), (-540, told(t.due, "german")))
    y = things(page, t, 230, x=60, right=540)
    sums(
        page, y + 10,
        (("Nettosumme", f"{kr(t.net)} EUR"), ("zzgl. 25 % MwSt.", f"{kr(t.vat)} EUR"),
         ("Rechnungsbetrag", f"{kr(t.total)} EUR")),
    )  # fmt: skip
    page.put(60, 800, "Geschäftsführer: A. Beispiel - USt-IdNr. DE123456789 - IBAN DE02 1203 0000 0000 2020 51", 7)
    return [page]


def swedish(t: Truth) -> list[Sheet]:
    """A Swedish one: the day in words, "att betala", öre rounded."""
    page = Sheet()
    page.put(50, 50, t.supplier.replace("ApS", "AB"), 14, 2)
    page.row(90, (350, "Fakturadatum"), (-545, told(t.date, "swedish")))
    page.row(104, (350, "Förfallodatum"), (-545, told(t.due, "swedish")))
    page.row(118, (350, "Fakturanummer"), (-545, t.number))
    y = things(page, t, 170, spaced)
    sums(
        page, y + 10,
        (("Netto", spaced(t.net)), ("Moms 25 %", spaced(t.vat)), ("Att betala SEK", spaced(t.total))),
    )  # fmt: skip
    page.put(50, 800, "Org.nr 556000-4615  Bankgiro 123-4567", 8)
    return [page]


def label_behind(t: Truth) -> list[Sheet]:
    """Values before their names; the total in a box without a name of its own line."""
    page = Sheet()
    page.put(50, 60, t.supplier, 20, 2)
    page.put(50, 110, f"{told(t.date, 'short name')} (fakturadato)")
    page.put(50, 124, f"{told(t.due, 'short name')} (forfald)")
    page.put(50, 138, f"{t.number} (fakturanummer)")
    y = things(page, t, 190)
    page.put(350, y + 20, "Sum ekskl. moms", 8)
    page.right(545, y + 20, kr(t.net))
    page.put(350, y + 34, "Moms 25%", 8)
    page.right(545, y + 34, kr(t.vat))
    page.put(350, y + 60, "Sum inkl. moms", 8)
    page.right(545, y + 76, f"kr. {kr(t.total)}", 16, 2)
    page.put(50, 810, f"cvr.nr. {t.cvr}", 8)
    return [page]


def stacked(t: Truth) -> list[Sheet]:
    """Each name over its value, in a column at the left; the sum on top."""
    page = Sheet()
    page.put(250, 50, t.supplier, 14, 2)
    y = 60.0
    for name, value in (
        ("BELØB TIL BETALING", f"{kr(t.total)} DKK"), ("FORFALDER", told(t.due, "short name")),
        ("FAKTURADATO", told(t.date, "short name")), ("FAKTURANR.", t.number), ("KUNDE", OWN_NAME),
        ("KUNDENS CVR", OWN_CVR),
    ):  # fmt: skip
        page.put(50, y, name, 7)
        page.put(50, y + 13, value, 11, 2)
        y += 36
    y = things(page, t, 130, x=250)
    sums(page, y + 10, (("Ekskl. moms", kr(t.net)), ("Moms", kr(t.vat)), ("Inkl. moms", kr(t.total))), x=350)
    page.put(250, 800, f"{t.supplier}, CVR {t.cvr}", 8)
    return [page]


def single_letters(t: Truth) -> list[Sheet]:
    """A program that places each letter: names and values."""
    page = Sheet()
    spread(page, 50, 60, t.supplier, 14)
    spread(page, 50, 100, f"Faktura nr. {t.number}")
    spread(page, 50, 114, f"Dato {told(t.date, 'short dashes')}")
    y = things(page, t, 160)
    spread(page, 330, y + 20, f"Moms {kr(t.vat)}")
    spread(page, 330, y + 36, f"I alt kr {kr(t.total)}")
    page.put(50, 800, f"CVR {t.cvr}", 8)
    return [page]


def tiny(t: Truth) -> list[Sheet]:
    """Everything in letters of four points, close together."""
    page = Sheet()
    page.put(50, 40, t.supplier, 6, 2)
    page.put(50, 47, f"CVR-nr. {t.cvr} Tlf. {t.phone}", 4)
    page.put(50, 55, f"Fakturadato: {told(t.date, 'loose dots')}  Fakturanr.: {t.number}", 4)
    page.put(50, 60, f"Betalingsdato: {told(t.due, 'loose dots')}", 4)
    y = things(page, t, 70, x=50, right=250, size=4, step=5)
    sums(
        page, y + 4, (("Varer", kr(t.net)), ("Moms 25%", kr(t.vat)), ("Total inkl. moms", kr(t.total))),
        x=150, right=250, size=4,
    )  # fmt: skip
    return [page]


def long_list(t: Truth) -> list[Sheet]:
    """Four pages; each carries a sum over, the last has the total."""
    pages = []
    for number in range(4):
        page = Sheet()
        page.put(50, 40, t.supplier, 12, 2)
        page.row(40, (350, f"Faktura {t.number}"), (-545, f"Side {number + 1} af 4"), size=8)
        if number == 0:
            page.put(350, 60, f"Fakturadato {told(t.date, 'spaces')}")
            page.put(
                350,
                74,
                f"Leveret i perioden {told(days(t.date, -31), 'spaces')} - {told(days(t.date, -1), 'spaces')}",
                7,
            )
        for row in range(40):
            page.row(100 + row * 15, (50, f"Linje {number * 40 + row + 1}"), (-545, kr(Decimal(row * 7 + 1))), size=8)
        carried = (t.net * (number + 1) / 4).quantize(Decimal("0.01"))
        if number < 3:
            page.row(730, (330, "Transport"), (-545, kr(carried)))
        else:
            sums(page, 725, (("Total ekskl. moms", kr(t.net)), ("25% moms", kr(t.vat)), ("Total DKK", kr(t.total))))
        page.put(50, 815, f"CVR {t.cvr}", 7)
        pages.append(page)
    return pages


def two_currencies(t: Truth) -> list[Sheet]:
    """Euro, and below it what that is in kroner."""
    page = Sheet()
    page.put(50, 60, t.supplier.replace("ApS", "B.V."), 14, 2)
    page.row(90, (50, "Invoice"), (150, t.number))
    page.row(104, (50, "Date of invoice"), (150, told(t.date, "ordinal day")))
    page.row(118, (50, "Due by"), (150, told(t.due, "ordinal day")))
    y = things(page, t, 160, en)
    y = sums(
        page,
        y + 10,
        (("Subtotal", f"EUR {en(t.net)}"), ("VAT", f"EUR {en(t.vat)}"), ("Invoice total", f"EUR {en(t.total)}")),
    )
    rate = Decimal("7.4605")
    page.put(330, y + 14, f"Equals DKK {en((t.total * rate).quantize(Decimal('0.01')))} at {rate}", 8)
    return [page]


FRESH: tuple[Callable[[Truth], list[Sheet]], ...] = (
    letter, table_head, printed_later, hotel, train, card_slip, cash_round, grocer, fuel, parking, subscription, german,
    swedish, label_behind, stacked, single_letters, tiny, long_list, two_currencies,
)  # fmt: skip
