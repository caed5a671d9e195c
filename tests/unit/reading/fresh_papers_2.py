"""More papers made by somebody who did not look at the rules: turned, credited, instalments, e-invoices."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.unit.reading.fresh_forms import Sheet, Sideways, Truth, bare, days, en, kr, spaced, sums, things, told
from tests.unit.reading.truth import OWN_CVR, OWN_NAME
from tests.unit.reading.ubl import invoice


def shown_upright(t: Truth) -> list[Sheet]:
    """A page that is stored lying down and shown upright."""
    page = Sideways(rotate=90)
    page.put(60, 60, t.supplier, 14, 2)
    page.row(100, (60, "Fakturanummer"), (200, t.number))
    page.row(114, (60, "Udstedt"), (200, told(t.date, "bare dots")))
    page.row(128, (60, "Forfald"), (200, told(t.due, "bare dots")))
    y = things(page, t, 160, x=60, right=540)
    sums(page, y + 10, (("Ex. moms", kr(t.net)), ("Moms", kr(t.vat)), ("Samlet beløb", kr(t.total))))
    page.put(60, 560, f"CVR {t.cvr}", 8)
    return [page]


def lying(t: Truth) -> list[Sheet]:
    """A page whose text runs upwards and is shown so: somebody scanned it the wrong way."""
    page = Sideways()
    page.put(60, 60, t.supplier, 14, 2)
    page.row(100, (60, "Faktura nr."), (200, t.number))
    page.row(114, (60, "Dato"), (200, told(t.date, "short dashes")))
    y = things(page, t, 160, x=60, right=540)
    sums(page, y + 10, (("I alt ekskl. moms", kr(t.net)), ("Moms 25%", kr(t.vat)), ("I alt inkl. moms", kr(t.total))))
    page.put(60, 560, f"CVR {t.cvr}", 8)
    return [page]


def instalment(t: Truth) -> list[Sheet]:
    """A part of a larger contract: the contract's sum and what was invoiced before stand there too."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 100, f"Acontofaktura {t.number}", 14, 2)
    page.put(350, 100, f"Fakturadato: {told(t.date, 'den')}")
    page.put(350, 114, f"Entreprisekontrakt af {told(days(t.date, -120), 'den')}")
    y = sums(
        page, 180,
        (("Entreprisesum ekskl. moms", kr(t.net * 4)), ("Tidligere faktureret", kr(t.net)), ("Denne rate", kr(t.net))),
        x=50,
    )  # fmt: skip
    y = sums(
        page,
        y + 20,
        (("Rate ekskl. moms", kr(t.net)), ("Moms 25 %", kr(t.vat)), ("Rate inkl. moms", kr(t.total))),
        x=50,
    )
    page.row(y + 20, (50, "Betales senest"), (200, told(t.due, "den")))
    page.put(50, 800, f"{t.supplier}, CVR nr. {t.cvr}", 8)
    return [page]


def prepaid(t: Truth) -> list[Sheet]:
    """A deposit was paid: the sum of the invoice, and what is left."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.row(100, (50, "Faktura"), (150, t.number))
    page.row(114, (50, "Dato"), (150, told(t.date, "loose dots")))
    y = things(page, t, 150)
    half = (t.total / 2).quantize(Decimal("0.01"))
    sums(
        page, y + 10,
        (("Sum", kr(t.net)), ("Moms 25%", kr(t.vat)), ("Total inkl. moms", kr(t.total)),
         (f"Depositum betalt {told(days(t.date, -30), 'loose dots')}", f"-{kr(half)}"),
         ("Restbeløb", kr(t.total - half))),
        x=300,
    )  # fmt: skip
    page.put(50, 800, f"CVR: {t.cvr}", 8)
    return [page]


def old_debt(t: Truth) -> list[Sheet]:
    """A utility: period, meter readings with days, the last bill's sum, an average of a month."""
    page = Sheet()
    page.put(50, 60, t.supplier, 16, 2)
    page.put(
        50,
        110,
        f"Regning for perioden {told(days(t.date, -92), 'short name')} til {told(days(t.date, -2), 'short name')}",
    )
    page.row(140, (360, "Regningsdato"), (-545, told(t.date, "short name")))
    page.row(154, (360, "Regningsnummer"), (-545, t.number))
    page.row(190, (50, f"Aflæst {told(days(t.date, -2), 'short dashes')}"), (-545, "14.220,00"), size=8)
    page.row(204, (50, "Seneste regning"), (-545, kr(t.total - 12)), size=8)
    page.row(218, (50, "Gennemsnit pr. måned"), (-545, kr(t.total / 3)), size=8)
    y = things(page, t, 250)
    sums(page, y + 10, (("Forbrug i alt", kr(t.net)), ("25% moms heraf", kr(t.vat)), ("Du skal betale", kr(t.total))))
    page.put(50, 700, f"Beløbet trækkes via Betalingsservice {told(t.due, 'short name')}")
    page.put(50, 815, f"CVR {t.cvr}", 7)
    return [page]


def mixed_rates(t: Truth) -> list[Sheet]:
    """A VAT table with a row for each rate, and a sum of the table."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 100, f"Kvittering nr. {t.number} - {told(t.date, 'apostrophe')}")
    y = things(page, t, 140, gross=True)
    page.row(y + 16, (300, "Samlet pris DKK"), (-545, kr(t.total)), size=12, font=2)
    y += 50
    for cells in (
        ("Momssats", "Netto", "Moms", "Brutto"),
        ("25 %", kr(t.net), kr(t.vat), kr(t.total)),
        ("0 %", "0,00", "0,00", "0,00"),
        ("I alt", kr(t.net), kr(t.vat), kr(t.total)),
    ):
        page.row(y, (50, cells[0]), (-250, cells[1]), (-400, cells[2]), (-545, cells[3]), size=8)
        y += 12
    page.put(50, 810, f"{t.supplier} CVR {t.cvr}", 7)
    return [page]


def sideways_note(t: Truth) -> list[Sheet]:
    """A note along the margin with another day and sum, beside an ordinary invoice."""
    page = Sheet()
    page.operators.append(
        f"BT /F1 7 Tf 0 1 -1 0 20 200 Tm (Arkiveret {told(days(t.date, 20), 'short dashes')} Total 9.999,00) Tj ET"
    )
    page.put(60, 60, t.supplier, 14, 2)
    page.row(90, (60, "Fakturanr.:"), (160, t.number), (330, "Dato:"), (400, told(t.date, "short dashes")))
    y = things(page, t, 130)
    sums(page, y + 10, (("Subtotal", kr(t.net)), ("Moms", kr(t.vat)), ("I alt DKK", kr(t.total))))
    page.put(60, 810, f"CVR {t.cvr}", 8)
    return [page]


def two_columns(t: Truth) -> list[Sheet]:
    """Sums at the left, facts at the right, on the same lines."""
    page = Sheet()
    page.put(50, 50, t.supplier, 15, 2)
    y = things(page, t, 100)
    page.row(y + 20, (50, "Varebeløb"), (-250, kr(t.net)), (320, "Faktura"), (-545, t.number))
    page.row(y + 34, (50, "Momsbeløb"), (-250, kr(t.vat)), (320, "Dato"), (-545, told(t.date, "iso dots")))
    page.row(y + 48, (50, "Totalbeløb"), (-250, kr(t.total)), (320, "Betalingsfrist"), (-545, told(t.due, "iso dots")))
    page.put(50, 800, f"CVR-nummer {t.cvr}", 8)
    return [page]


def sentence(t: Truth) -> list[Sheet]:
    """Everything in sentences."""
    page = Sheet()
    page.put(60, 60, t.supplier, 13, 2)
    page.put(60, 100, f"Tak for dit køb den {t.date.day}. {told(t.date, 'den').split()[2]} {t.date.year} hos os.")
    page.put(60, 116, f"Du har betalt i alt {kr(t.total)} kr., hvoraf momsen udgør {kr(t.vat)} kr.")
    page.put(
        60, 132, f"Dit kvitteringsnummer er {t.number}. Varen sendes senest den {told(days(t.date, 3), 'bare dots')}."
    )
    page.put(60, 800, f"{t.supplier} - CVR {t.cvr}", 8)
    return [page]


def webshop(t: Truth) -> list[Sheet]:
    """A confirmed order that is a receipt: freight, a gift card that pays a part."""
    page = Sheet()
    page.put(50, 60, t.supplier, 18, 2)
    page.put(50, 90, f"Ordrebekræftelse og kvittering {t.number}", 12, 2)
    page.put(50, 106, f"Bestilt {told(t.date, 'weekday')} 22:41")
    page.put(50, 120, f"Forventet levering {told(days(t.date, 4), 'weekday')}")
    y = things(page, t, 160, gross=True)
    card = min(Decimal(50), t.total / 2).quantize(Decimal("0.01"))
    sums(
        page, y + 8,
        (("Fragt", "0,00"), ("Ordretotal inkl. moms", kr(t.total)), ("Heraf moms", kr(t.vat)),
         ("Gavekort", f"-{kr(card)}"), ("Trukket på kort", kr(t.total - card))),
        x=300,
    )  # fmt: skip
    page.put(50, 800, f"CVR {t.cvr}", 8)
    return [page]


def taxi(t: Truth) -> list[Sheet]:
    """Times right beside the day, figures of the trip, and tips."""
    page = Sheet(width=226, height=400)
    page.put(30, 30, t.supplier, 9, 2)
    for at, (name, value) in enumerate(
        (
            ("Vogn", "4711"), ("Dato/tid", f"{told(t.date, 'short slashes')}-14:05"), ("Tur start", "14:05"),
            ("Tur slut", "14:32"), ("Km", "12,40"), ("Taxameter", bare(t.total - 10)), ("Tillæg", "10,00"),
            ("Total kr.", bare(t.total)), ("Heraf moms", bare(t.vat)), ("CVR", t.cvr),
        )
    ):  # fmt: skip
        page.row(56 + 13 * at, (14, name), (-212, value), size=8)
    return [page]


def dollars(t: Truth) -> list[Sheet]:
    """American: month first in words, dollar signs, tax, a total due."""
    page = Sheet()
    page.put(50, 60, t.supplier.replace("ApS", "Inc."), 14, 2)
    page.row(100, (350, "Invoice #"), (-545, t.number))
    page.row(114, (350, "Issue date"), (-545, told(t.date, "ordinal")))
    page.row(128, (350, "Due date"), (-545, told(t.due, "ordinal")))
    y = things(page, t, 170, lambda v: f"${en(v)}")
    sums(
        page, y + 8,
        (("Subtotal", f"${en(t.net)}"), ("Sales tax", f"${en(t.vat)}"), ("Total due", f"${en(t.total)}")),
    )  # fmt: skip
    page.put(50, 800, "1 Example Way, Springfield - all amounts in USD", 8)
    return [page]


def association(t: Truth) -> list[Sheet]:
    """No VAT: a membership for a year, named by the year; the sum alone."""
    page = Sheet()
    page.put(60, 60, "Foreningen af " + t.supplier, 14, 2)
    page.put(60, 100, f"Kontingent {t.date.year}", 12, 2)
    page.put(60, 120, f"Opkrævning nr. {t.number} af {told(t.date, 'den')}")
    page.put(60, 140, f"Medlemsperiode 01.01.{t.date.year} - 31.12.{t.date.year}")
    page.row(200, (60, "Kontingent"), (-540, kr(t.total)))
    page.row(224, (60, "Beløb"), (-540, f"{kr(t.total)} kr."), font=2)
    page.put(60, 260, f"Sidste rettidige indbetalingsdag {told(t.due, 'den')}")
    page.put(60, 800, f"CVR {t.cvr} - momsfri", 8)
    return [page]


def leasing(t: Truth) -> list[Sheet]:
    """A contract's start and end, an instalment, fees, the value left; whole kroner written with ,-."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.row(90, (50, "Aftale nr."), (170, "7788-1"), (330, "Fakturanr."), (-545, t.number))
    page.row(
        104,
        (50, "Aftale start"),
        (170, told(days(t.date, -400), "short dashes")),
        (330, "Fakt.dato"),
        (-545, told(t.date, "short dashes")),
    )
    page.row(
        118,
        (50, "Aftale udløb"),
        (170, told(days(t.date, 700), "short dashes")),
        (330, "Forfald"),
        (-545, told(t.due, "short dashes")),
    )
    page.row(132, (50, "Restværdi"), (170, "150.000,-"))
    y = things(page, t, 170)
    sums(page, y + 8, (("Ydelse u. moms", kr(t.net)), ("Moms", kr(t.vat)), ("Ydelse m. moms", kr(t.total))))
    page.put(50, 800, f"CVR {t.cvr}", 8)
    return [page]


def credit(t: Truth) -> list[Sheet]:
    """A credit note that names the invoice it credits and that one's day."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 100, "KREDITNOTA", 16, 2)
    page.row(124, (50, "Kreditnota nr."), (170, t.number))
    page.row(138, (50, "Dato"), (170, told(t.date, "bare dots")))
    page.put(50, 152, f"Vedr. faktura 20481 af {told(days(t.date, -14), 'bare dots')}")
    y = things(page, t, 190)
    sums(page, y + 8, (("Netto", kr(t.net)), ("Moms", kr(t.vat)), ("Til gode", kr(t.total))))
    page.put(50, 800, f"CVR {t.cvr}", 8)
    return [page]


def returned(t: Truth) -> list[Sheet]:
    """A till's return: every sum is negative, nothing says credit note."""
    page = Sheet(width=226, height=380)
    page.put(30, 30, t.supplier, 10, 2)
    page.put(14, 46, f"{told(t.date, 'short dashes')} 10:11 Kasse 1", 7)
    y = 66.0
    for line in t.lines:
        page.row(y, (14, f"RETUR {line.text[:16]}"), (-212, f"-{bare(line.amount * 5 / 4)}"), size=7)
        y += 11
    for name, value in (("TOTAL", t.total), ("DANKORT", t.total), ("MOMS", t.vat)):
        y += 12
        page.row(y, (14, name), (-212, f"-{bare(value)}"), size=8)
    page.put(14, y + 20, f"CVR {t.cvr}", 7)
    return [page]


def ean(t: Truth) -> list[Sheet]:
    """A public buyer's numbers, which look like days and sums; dates in one row with slashes."""
    page = Sheet()
    page.put(50, 60, t.supplier, 14, 2)
    page.put(50, 90, f"{OWN_NAME}, CVR {OWN_CVR}, EAN 5798000012345")
    page.put(50, 104, "Rekvisition 12.05.00417, projekt 2024-11-03-A")
    page.put(50, 130, f"Fakturanr./dato: {t.number} / {told(t.date, 'iso slashes')}")
    page.put(50, 144, f"Levering: {told(days(t.date, -7), 'iso slashes')}   Betaling: netto {t.days} dage")
    y = things(page, t, 180, spaced)
    sums(page, y + 8, (("Momsgrundlag", spaced(t.net)), ("Moms 25%", spaced(t.vat)), ("TOTAL DKK", spaced(t.total))))
    page.put(50, 800, f"CVR {t.cvr} Bank 9570 12345678", 8)
    return [page]


def stamp(t: Truth) -> list[Sheet]:
    """A machine's stamp of time, and labels with underscores as a system exports them."""
    page = Sheet()
    page.put(50, 60, t.supplier, 12, 2)
    page.put(50, 90, f"Document date: {told(t.date, 'stamp')}Z", 8)
    page.put(50, 102, f"Exported: {told(days(t.date, 2), 'stamp')}Z", 8)
    page.put(50, 114, f"Receipt no: {t.number}", 8)
    y = things(page, t, 150, en)
    sums(page, y + 8, (("Net total", en(t.net)), ("VAT total", en(t.vat)), ("Gross amount DKK", en(t.total))))
    page.put(50, 800, f"{t.supplier} VAT DK{t.cvr}", 8)
    return [page]


def compact(t: Truth) -> list[Sheet]:
    """The day without any mark, as machines write it, beside a number as long."""
    page = Sheet()
    page.put(50, 60, t.supplier, 12, 2)
    page.row(90, (50, "Dokument nr."), (150, "20481122"))
    page.row(104, (50, "Dato"), (150, told(t.date, "compact")))
    page.row(118, (50, "Forfaldsdato"), (150, told(t.due, "compact")))
    y = things(page, t, 150)
    sums(page, y + 8, (("Netto", kr(t.net)), ("Moms", kr(t.vat)), ("Slutbeløb", kr(t.total))))
    page.put(50, 800, f"CVR {t.cvr}", 8)
    return [page]


def oioubl(t: Truth) -> bytes:
    """A bare e-invoice of the older Danish kind."""
    return invoice(t, "oioubl")


def peppol(t: Truth) -> bytes:
    """A bare e-invoice of the European kind, a part of which was prepaid."""
    return invoice(t, "peppol", prepaid=Decimal("1.00"))


FRESH_2: tuple[Callable[[Truth], list[Sheet] | bytes], ...] = (
    shown_upright, lying, instalment, prepaid, old_debt, mixed_rates, sideways_note, two_columns, sentence, webshop,
    taxi, dollars, association, leasing, credit, returned, ean, stamp, compact, oioubl, peppol,
)  # fmt: skip
GIVES_BACK = frozenset({"credit", "returned"})
"""These have no total: what they give back is a refund."""
