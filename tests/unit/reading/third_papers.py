"""Forty papers more, made when the rules were done: ten ways to lay a paper out, each with words and forms of its own.

They measure; no rule may be fitted to them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.unit.reading.fresh_forms import FORMS, Sheet, Sideways, Truth, bare, days, en, kr, spaced, things
from tests.unit.reading.truth import DATES, OWN_CVR, OWN_NAME
from tests.unit.reading.ubl import invoice

Money = Callable[[Decimal], str]
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Words:
    """What one sender calls things. "{day}" and "{due}" in texts are days; "{+9}" is a day nine days later."""

    date: str
    total: str
    form: str = "dots"
    due: str = "Forfaldsdato"
    net: str = "Subtotal"
    vat: str = "Moms 25%"
    number: str = "Faktura nr."
    money: Money = kr
    before: tuple[str, ...] = ()
    """Lines over the facts."""
    after: tuple[str, ...] = ()
    """Lines at the foot."""
    others: Rows = ()
    """Other facts: name, and text."""
    sums: Rows = ()
    """Other sums after the total: name, and part of the total."""
    extra: dict[str, str] = field(default_factory=dict)


def on(date: dt.date, form: str) -> str:
    return DATES[form](date) if form in DATES else FORMS[form](date)


def filled(text: str, t: Truth, w: Words) -> str:
    text = text.replace("{day}", on(t.date, w.form)).replace("{due}", on(t.due, w.form))
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        text = text[:start] + on(days(t.date, int(text[start + 1 : end])), w.form) + text[end + 1 :]
    return text


def facts_of(t: Truth, w: Words) -> list[tuple[str, str]]:
    rows = [(w.number, t.number), (w.date, on(t.date, w.form)), *((n, filled(v, t, w)) for n, v in w.others)]
    return [*rows, (w.due, on(t.due, w.form))] if w.due else rows


def sums_of(t: Truth, w: Words) -> list[tuple[str, str]]:
    rows = [(w.net, w.money(t.net)), (w.vat, w.money(t.vat)), (w.total, w.money(t.total))]
    others = [(n, w.money((t.total * Decimal(part)).quantize(Decimal("0.01")))) for n, part in w.sums]
    return [row for row in [*rows, *others] if row[0]]


def edges(page: Sheet, t: Truth, w: Words) -> None:
    for at, text in enumerate(w.before):
        page.put(50, 30 + 9 * at, filled(text, t, w), 7)
    for at, text in enumerate(w.after):
        page.put(50, 770 + 11 * at, filled(text, t, w), 8)
    page.put(50, 815, f"{t.supplier}, CVR {t.cvr}", 7)


def rows_at_right(t: Truth, w: Words, page: Sheet | None = None) -> list[Sheet]:
    """Facts in a block at the right, sums at the right below the lines."""
    page = page or Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.row(70 + 13 * at, (340, name), (-545, value), size=9)
    y = things(page, t, 190, w.money)
    for name, value in sums_of(t, w):
        page.row(y + 8, (320, name), (-545, value), size=9)
        y += 14
    edges(page, t, w)
    return [page]


def colons(t: Truth, w: Words) -> list[Sheet]:
    """Facts as "name: value" at the left, sums too."""
    page = Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.put(50, 100 + 13 * at, f"{name}: {value}", 9)
    y = things(page, t, 200, w.money)
    for name, value in sums_of(t, w):
        page.put(50, y + 10, f"{name}: {value}", 10)
        y += 15
    edges(page, t, w)
    return [page]


def headings(t: Truth, w: Words) -> list[Sheet]:
    """Facts under headings in one row, sums under headings in another."""
    page = Sheet()
    page.put(50, 70, t.supplier, 15, 2)
    facts = facts_of(t, w)
    for at, (name, value) in enumerate(facts):
        x = 50 + 500 / len(facts) * at
        page.put(x, 120, name, 7, 2)
        page.put(x, 132, value, 8)
    y = things(page, t, 170, w.money)
    told = sums_of(t, w)
    for at, (name, value) in enumerate(told):
        x = 545 - 110 * (len(told) - 1 - at)
        page.right(x, y + 20, name, 8, 2)
        page.right(x, y + 33, value, 9)
    edges(page, t, w)
    return [page]


def stacked(t: Truth, w: Words) -> list[Sheet]:
    """Each name over its value, at the right of the page."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    y = 60.0
    for name, value in [*facts_of(t, w), *sums_of(t, w)]:
        page.put(400, y, name, 7)
        page.put(400, y + 12, value, 10, 2)
        y += 32
    things(page, t, 110, w.money, right=370)
    edges(page, t, w)
    return [page]


def roll(t: Truth, w: Words) -> list[Sheet]:
    """A till's roll: the day on a line with other things, which ``extra`` tells."""
    page = Sheet(width=226, height=470)
    page.put(30, 28, t.supplier, 9, 2)
    y = 44.0
    if "top" in w.extra:
        page.put(14, y, filled(w.extra["top"], t, w), 7, 3)
        y += 12
    y = things(page, t, y + 8, w.money, x=12, right=214, size=7, step=11, gross=True)
    for name, value in sums_of(t, w):
        page.row(y + 8, (12, name), (-214, value), size=8)
        y += 12
    for at, text in enumerate((*w.after, f"CVR-nr. {t.cvr}")):
        page.put(14, y + 24 + 10 * at, filled(text, t, w), 7, 3)
    return [page]


def prose(t: Truth, w: Words) -> list[Sheet]:
    """Sentences, told by ``before``; "{total}" and "{vat}" are sums."""
    page = Sheet()
    page.put(60, 60, t.supplier, 13, 2)
    for at, text in enumerate(w.before):
        told = text.replace("{total}", w.money(t.total)).replace("{vat}", w.money(t.vat)).replace("{number}", t.number)
        page.put(60, 100 + 18 * at, filled(told, t, w), 10)
    page.put(60, 800, f"{t.supplier} - cvr-nr. {t.cvr}", 8)
    return [page]


def dots_between(t: Truth, w: Words) -> list[Sheet]:
    """Names and values with a row of dots between them."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    y = 100.0
    for name, value in facts_of(t, w):
        page.put(50, y, f"{name} {'.' * (36 - len(name))} {value}", 9, 3)
        y += 13
    y = things(page, t, y + 20, w.money)
    for name, value in sums_of(t, w):
        page.put(50, y, f"{name} {'.' * (50 - len(name))} {value}", 9, 3)
        y += 13
    edges(page, t, w)
    return [page]


def left_and_right(t: Truth, w: Words) -> list[Sheet]:
    """The buyer at the left on the same lines as the facts at the right."""
    page = Sheet()
    page.put(50, 60, t.supplier, 15, 2)
    buyer = (OWN_NAME, "Att.: Ida Krogh", "Værkstedsvej 6", "5700 Sønderhavn", f"CVR {OWN_CVR}", "EAN 5790001234567")
    for at, (name, value) in enumerate(facts_of(t, w)):
        page.row(110 + 13 * at, (50, buyer[at] if at < len(buyer) else ""), (340, f"{name}:"), (450, value), size=9)
    y = things(page, t, 220, w.money)
    for name, value in sums_of(t, w):
        page.row(y + 8, (300, name), (-545, value), size=9)
        y += 14
    edges(page, t, w)
    return [page]


def two_pages(t: Truth, w: Words) -> list[Sheet]:
    """Lines on two pages, the sums on the second; the facts on both."""
    first = rows_at_right(t, Words(w.date, "", w.form, w.due, "", "", w.number, w.money, w.before, w.after, w.others))[
        0
    ]
    first.put(400, 700, "fortsættes", 8)
    second = Sheet()
    second.row(50, (50, f"{w.number} {t.number}"), (-545, f"{w.date} {on(t.date, w.form)}"), size=8)
    y = 100.0
    for name, value in sums_of(t, w):
        second.row(y, (320, name), (-545, value), size=9)
        y += 14
    edges(second, t, w)
    return [first, second]


def lying(t: Truth, w: Words) -> list[Sheet]:
    """As ``rows_at_right``, scanned lying."""
    return rows_at_right(t, w, Sideways(width=842, height=595))


Layout = Callable[[Truth, Words], list[Sheet]]
SPECS: dict[str, tuple[Layout, Words]] = {
    "painter": (rows_at_right, Words("Bogføringsdato", "Faktura i alt", "short dashes", others=(("Udført den", "{-9}"),))),
    "florist": (colons, Words("Salgsdato", "Pris i alt inkl. moms", "den", due="", number="Bonnr.", net="", vat="Heraf moms")),
    "tyres": (headings, Words("Dato", "Total", "dash year", others=(("Indleveret", "{-2}"), ("Km", "88.100")))),
    "nursery": (stacked, Words("Fakturadato", "Til betaling", "danish", due="Betales inden")),
    "bus": (roll, Words("", "I alt kr.", due="", money=bare, net="", after=("Købt {day} kl. 08:11", "Gyldig til {+1} 04:00"))),
    "legal": (prose, Words("", "", "danish", before=(
        "Sønderhavn, den {day}", "Salærnota nr. {number}", "For bistand i perioden {-60} til {-5} beregnes kr. {total} inkl. moms,",
        "heraf moms kr. {vat}. Beløbet bedes betalt senest {due}."))),
    "scales": (dots_between, Words("Dato", "TOTAL", "short", others=(("Vejet", "{-1}"),))),
    "agency": (left_and_right, Words("Udstedelsesdato", "Total inkl. moms", "iso", due="Forfald", net="Total ekskl. moms")),
    "steel": (two_pages, Words("Fakturadato", "At betale", "bare dots", net="Nettobeløb", others=(("Ordredato", "{-12}"),))),
    "scan": (lying, Words("Dato", "I alt", "dots")),
    "english shop": (rows_at_right, Words("Date", "Total to pay", "english", due="Pay by", net="Net", vat="VAT", number="Invoice", money=en)),
    "us tool": (colons, Words("Date of purchase", "Total charged", "american", due="", net="Price", vat="Tax", number="Receipt", money=lambda v: f"${en(v)}")),
    "swedish hotel": (rows_at_right, Words("Fakturadatum", "Summa att betala", "swedish", due="Förfallodag", net="Exkl. moms", vat="Moms", money=spaced, others=(("Ankomst", "{-3}"), ("Avresa", "{-1}")))),
    "german shop": (left_and_right, Words("Datum", "Gesamtbetrag EUR", "german", due="Fällig am", net="Nettobetrag", vat="MwSt. 25%", number="Rechnung", others=(("Lieferdatum", "{-3}"),))),
    "phones": (stacked, Words("Regningsdato", "Samlet beløb", "short name", due="Trækkes den", others=(("Periode", "{-31} - {-1}"),))),
    "water": (rows_at_right, Words("Opgørelse udsendt", "Rest at betale", "dots", due="Indbetalingsfrist", net="Forbrug", others=(("Aflæst", "{-20}"),), after=("Næste aflæsning {+80}",))),
    "reprint": (colons, Words("Fakturadato", "Total DKK", "dashes", before=("Kopi udskrevet {+15}",))),
    "cinema": (roll, Words("", "BETALT", due="", money=bare, net="", vat="HERAF MOMS", extra={"top": "BILLET  FORESTILLING {+4} 19:30"}, after=("SOLGT {day} 12:04 KASSE 2",))),
    "canteen": (headings, Words("Faktureringsdato", "I alt DKK", "short dashes", others=(("Uge", "12"),))),
    "gym": (prose, Words("", "", "den", before=(
        "Kvittering {number}", "Tak for din betaling {day}.", "Medlemskab {0} - {+30}: {total} DKK inkl. 25% moms ({vat}).", "Fornyes automatisk {+30}."))),
    "freight": (dots_between, Words("Invoice date", "Invoice total DKK", "dots name", due="Due date", net="Net amount", vat="VAT amount", number="Invoice no", money=en, others=(("ETA", "{+12}"), ("Shipped on", "{-8}")))),
    "carpenter": (left_and_right, Words("Dato", "Samlet pris inkl. moms", "loose dots", net="Pris ekskl. moms", others=(("Arbejdet udført", "{-6}"),))),
    "wholesale": (two_pages, Words("Fakt. dato", "Slutsum", "short dashes", net="Varesum", vat="Moms")),
    "club": (rows_at_right, Words("Opkrævet den", "Beløb kr.", "danish", due="Sidste frist for betaling", net="", vat="")),
    "petrol": (roll, Words("", "SUM", due="", money=bare, net="NETTO", vat="MOMS 25,00", extra={"top": "{day} 06:58 Stander 3"}, sums=(("VISA", "1"),))),
    "museum": (stacked, Words("Købsdato", "Ordretotal", "weekday", due="", net="", vat="Moms", others=(("Besøgsdag", "{+10}"),))),
    "repair": (headings, Words("Afsluttet/Faktureret", "Total m. moms", "dash year", net="Total u. moms", others=(("Modtaget", "{-8}"),))),
    "letters": (colons, Words("Dato/Date", "Total/Total", "iso slashes", due="Forfald/Due", net="Netto/Net", vat="Moms/VAT")),
    "consultant": (rows_at_right, Words("Fakturadato", "Total", "stamp", due="Betalingsfrist", after=("Fakturaen er genereret {+1}",))),
    "bakery": (roll, Words("", "Total (3 varer)", due="", money=bare, net="", extra={"top": "{day} 10:02:41"}, sums=(("Kontant", "1"), ("Du kan spare", "0.1")))),
    "wine": (dots_between, Words("Fakturadato", "Total inkl. afgifter og moms", "short name", net="Vin", others=(("Smagning", "{+21}"),))),
    "signs": (left_and_right, Words("Fakturadato", "Ialt DKK", "apostrophe", others=(("Leveret", "{-4}"), ("Ordre modtaget", "{-30}")))),
    "old system": (rows_at_right, Words("DATO", "TOTALT", "short slashes", due="FORF.DATO", net="SUBTOTAL", vat="MOMS", number="FAKT.NR")),
    "portal": (stacked, Words("Issued on", "Amount due", "american short", due="Due on", net="Subtotal", vat="VAT 25%", number="Invoice #", money=lambda v: f"kr{en(v)}")),
    "paid half": (rows_at_right, Words("Fakturadato", "Total inkl. moms", "dots", sums=(("Betalt ved bestilling", "0.5"), ("Mangler", "0.5")))),
    "long words": (colons, Words("Fakturadato", "Fakturatotal inklusive merværdiafgift", "danish", due="Rettidig betalingsdag", net="Fakturatotal eksklusive merværdiafgift", vat="Merværdiafgift 25 %")),
    "doctor": (rows_at_right, Words("Behandlingsdato", "Egenbetaling i alt", "dots", due="", net="", vat="", number="Journal")),
    "spanish hotel": (colons, Words("Fecha", "Importe total", "slashes", due="", net="Base imponible", vat="IVA 25%", number="Factura", money=lambda v: f"{kr(v)} €")),
}  # fmt: skip


def paper_of(name: str) -> Callable[[Truth], list[Sheet]]:
    layout, words = SPECS[name]

    def paper(t: Truth) -> list[Sheet]:
        return layout(t, words)

    paper.__name__ = name
    return paper


def einvoice_credited(t: Truth) -> bytes:
    """A bare credit note of the older Danish kind."""
    return invoice(t, "oioubl", "CreditNote")


def einvoice(t: Truth) -> bytes:
    """A bare e-invoice of the European kind."""
    return invoice(t, "peppol")


THIRD: tuple[Callable[[Truth], list[Sheet] | bytes], ...] = (*map(paper_of, SPECS), einvoice_credited, einvoice)
THIRD_BACK = frozenset({"einvoice_credited"})
