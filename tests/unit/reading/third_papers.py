"""Forty papers more, made when the rules were done: each with words and forms of its own.

They measure: the share of dates and totals at first contact is the bound from now on. No rule may be fitted to them.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.reading.fresh_forms import Sheet, Truth, bare, en, kr, spaced
from tests.unit.reading.third_layouts import (
    Layout,
    Words,
    colons,
    dots_between,
    headings,
    left_and_right,
    lying,
    prose,
    roll,
    rows_at_right,
    stacked,
    two_pages,
)
from tests.unit.reading.ubl import invoice

SPECS: dict[str, tuple[Layout, Words]] = {
    "painter": (
        rows_at_right,
        Words("Bogføringsdato", "Faktura i alt", "short dashes", others=(("Udført den", "{-9}"),)),
    ),
    "florist": (
        colons,
        Words("Salgsdato", "Pris i alt inkl. moms", "den", due="", number="Bonnr.", net="", vat="Heraf moms"),
    ),
    "tyres": (headings, Words("Dato", "Total", "dash year", others=(("Indleveret", "{-2}"), ("Km", "88.100")))),
    "nursery": (stacked, Words("Fakturadato", "Til betaling", "danish", due="Betales inden")),
    "bus": (
        roll,
        Words("", "I alt kr.", due="", money=bare, net="", after=("Købt {day} kl. 08:11", "Gyldig til {+1} 04:00")),
    ),
    "legal": (
        prose,
        Words(
            "",
            "",
            "danish",
            before=(
                "Sønderhavn, den {day}",
                "Salærnota nr. {number}",
                "For bistand i perioden {-60} til {-5} beregnes kr. {total} inkl. moms,",
                "heraf moms kr. {vat}. Beløbet bedes betalt senest {due}.",
            ),
        ),
    ),
    "scales": (dots_between, Words("Dato", "TOTAL", "short", others=(("Vejet", "{-1}"),))),
    "agency": (
        left_and_right,
        Words("Udstedelsesdato", "Total inkl. moms", "iso", due="Forfald", net="Total ekskl. moms"),
    ),
    "steel": (
        two_pages,
        Words("Fakturadato", "At betale", "bare dots", net="Nettobeløb", others=(("Ordredato", "{-12}"),)),
    ),
    "scan": (lying, Words("Dato", "I alt", "dots")),
    "english shop": (
        rows_at_right,
        Words("Date", "Total to pay", "english", due="Pay by", net="Net", vat="VAT", number="Invoice", money=en),
    ),
    "us tool": (
        colons,
        Words(
            "Date of purchase",
            "Total charged",
            "american",
            due="",
            net="Price",
            vat="Tax",
            number="Receipt",
            money=lambda v: f"${en(v)}",
        ),
    ),
    "swedish hotel": (
        rows_at_right,
        Words(
            "Fakturadatum",
            "Summa att betala",
            "swedish",
            due="Förfallodag",
            net="Exkl. moms",
            vat="Moms",
            money=spaced,
            others=(("Ankomst", "{-3}"), ("Avresa", "{-1}")),
        ),
    ),
    "german shop": (
        left_and_right,
        Words(
            "Datum",
            "Gesamtbetrag EUR",
            "german",
            due="Fällig am",
            net="Nettobetrag",
            vat="MwSt. 25%",
            number="Rechnung",
            others=(("Lieferdatum", "{-3}"),),
        ),
    ),
    "phones": (
        stacked,
        Words("Regningsdato", "Samlet beløb", "short name", due="Trækkes den", others=(("Periode", "{-31} - {-1}"),)),
    ),
    "water": (
        rows_at_right,
        Words(
            "Opgørelse udsendt",
            "Rest at betale",
            "dots",
            due="Indbetalingsfrist",
            net="Forbrug",
            others=(("Aflæst", "{-20}"),),
            after=("Næste aflæsning {+80}",),
        ),
    ),
    "reprint": (colons, Words("Fakturadato", "Total DKK", "dashes", before=("Kopi udskrevet {+15}",))),
    "cinema": (
        roll,
        Words(
            "",
            "BETALT",
            due="",
            money=bare,
            net="",
            vat="HERAF MOMS",
            extra={"top": "BILLET  FORESTILLING {+4} 19:30"},
            after=("SOLGT {day} 12:04 KASSE 2",),
        ),
    ),
    "canteen": (headings, Words("Faktureringsdato", "I alt DKK", "short dashes", others=(("Uge", "12"),))),
    "gym": (
        prose,
        Words(
            "",
            "",
            "den",
            before=(
                "Kvittering {number}",
                "Tak for din betaling {day}.",
                "Medlemskab {0} - {+30}: {total} DKK inkl. 25% moms ({vat}).",
                "Fornyes automatisk {+30}.",
            ),
        ),
    ),
    "freight": (
        dots_between,
        Words(
            "Invoice date",
            "Invoice total DKK",
            "dots name",
            due="Due date",
            net="Net amount",
            vat="VAT amount",
            number="Invoice no",
            money=en,
            others=(("ETA", "{+12}"), ("Shipped on", "{-8}")),
        ),
    ),
    "carpenter": (
        left_and_right,
        Words(
            "Dato",
            "Samlet pris inkl. moms",
            "loose dots",
            net="Pris ekskl. moms",
            others=(("Arbejdet udført", "{-6}"),),
        ),
    ),
    "wholesale": (two_pages, Words("Fakt. dato", "Slutsum", "short dashes", net="Varesum", vat="Moms")),
    "club": (
        rows_at_right,
        Words("Opkrævet den", "Beløb kr.", "danish", due="Sidste frist for betaling", net="", vat=""),
    ),
    "petrol": (
        roll,
        Words(
            "",
            "SUM",
            due="",
            money=bare,
            net="NETTO",
            vat="MOMS 25,00",
            extra={"top": "{day} 06:58 Stander 3"},
            sums=(("VISA", "1"),),
        ),
    ),
    "museum": (
        stacked,
        Words("Købsdato", "Ordretotal", "weekday", due="", net="", vat="Moms", others=(("Besøgsdag", "{+10}"),)),
    ),
    "repair": (
        headings,
        Words(
            "Afsluttet/Faktureret", "Total m. moms", "dash year", net="Total u. moms", others=(("Modtaget", "{-8}"),)
        ),
    ),
    "letters": (
        colons,
        Words("Dato/Date", "Total/Total", "iso slashes", due="Forfald/Due", net="Netto/Net", vat="Moms/VAT"),
    ),
    "consultant": (
        rows_at_right,
        Words("Fakturadato", "Total", "stamp", due="Betalingsfrist", after=("Fakturaen er genereret {+1}",)),
    ),
    "bakery": (
        roll,
        Words(
            "",
            "Total (3 varer)",
            due="",
            money=bare,
            net="",
            extra={"top": "{day} 10:02:41"},
            sums=(("Kontant", "1"), ("Du kan spare", "0.1")),
        ),
    ),
    "wine": (
        dots_between,
        Words("Fakturadato", "Total inkl. afgifter og moms", "short name", net="Vin", others=(("Smagning", "{+21}"),)),
    ),
    "signs": (
        left_and_right,
        Words("Fakturadato", "Ialt DKK", "apostrophe", others=(("Leveret", "{-4}"), ("Ordre modtaget", "{-30}"))),
    ),
    "old system": (
        rows_at_right,
        Words("DATO", "TOTALT", "short slashes", due="FORF.DATO", net="SUBTOTAL", vat="MOMS", number="FAKT.NR"),
    ),
    "portal": (
        stacked,
        Words(
            "Issued on",
            "Amount due",
            "american short",
            due="Due on",
            net="Subtotal",
            vat="VAT 25%",
            number="Invoice #",
            money=lambda v: f"kr{en(v)}",
        ),
    ),
    "paid half": (
        rows_at_right,
        Words("Fakturadato", "Total inkl. moms", "dots", sums=(("Betalt ved bestilling", "0.5"), ("Mangler", "0.5"))),
    ),
    "long words": (
        colons,
        Words(
            "Fakturadato",
            "Fakturatotal inklusive merværdiafgift",
            "danish",
            due="Rettidig betalingsdag",
            net="Fakturatotal eksklusive merværdiafgift",
            vat="Merværdiafgift 25 %",
        ),
    ),
    "doctor": (
        rows_at_right,
        Words("Behandlingsdato", "Egenbetaling i alt", "dots", due="", net="", vat="", number="Journal"),
    ),
    "spanish hotel": (
        colons,
        Words(
            "Fecha",
            "Importe total",
            "slashes",
            due="",
            net="Base imponible",
            vat="IVA 25%",
            number="Factura",
            money=lambda v: f"{kr(v)} €",
        ),
    ),
}


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
