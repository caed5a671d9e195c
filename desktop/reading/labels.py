"""The words beside an amount or a date, and what they make of it. The rules for Danish receipts are here."""

from __future__ import annotations

import re
from enum import Enum


class Kind(Enum):
    """What the words beside an amount say that it is."""

    DUE = "due"
    """What is to be paid: "At betale", "Amount due"."""
    TOTAL = "total"
    """The whole: "I alt", "Total", "Sum"."""
    PAID = "paid"
    """What a card or an app has paid."""
    WEAK = "weak"
    """A heading that line amounts have too: "Beløb", "Amount"."""
    NET = "net"
    """Without VAT: "Subtotal", "Momsgrundlag", "I alt ekskl. moms"."""
    VAT = "vat"
    CASH = "cash"
    """Handed over: "Kontant", "Modtaget"."""
    CHANGE = "change"
    """Given back: "Retur", "Byttepenge"."""
    OTHER = "other"
    """Known, and no total: deposit, discount, rounding, fees, balances, counts."""
    NONE = "none"


_VAT_WORD = r"(?:moms(?:en)?|vat|tax(?:es)?|mva|mwst|ust|gst|tva|btw|iva|afgift(?:er)?)"
_RATE = r"(?:\d+(?:[.,]\d+)? ?% ?)?"
_WITH_VAT = re.compile(
    rf"\(?\b(?:(?:inkl|incl|including|inclusive|inklusive|med)\w*|m)\.? ?(?:of )?{_RATE}(?:dansk |dk )?{_VAT_WORD}\b\)?"
    r"|\bttc\b|\bbrutto(?:betrag|beløb|summe|total)?\b"
)
_WITHOUT_VAT = re.compile(
    r"\b(?:ekskl|eksl|exkl|excl|excluding|exclusive|eksklusive|exklusive|ex|uden|før|before|without|ohne|hors|u)\.? ?"
    rf"{_RATE}{_VAT_WORD}\b"
)

_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NET, _WITHOUT_VAT),
    (Kind.NET, re.compile(r"^netto(?: dkk| kr| eur)?$")),
    (Kind.NET, re.compile(
        r"\b(?:sub[- ]?total|delsum|delbeløb|mellemsum|mellemtotal|(?:moms)?grundlag|grundbeløb|momspligtigt?\w*"
        r"|net(?: amount| total|to(?:beløb|betrag|total|summe?))|taxable|varer i alt|vat base|zwischensumme|delsumma"
        r"|(?:montant|total) ht|sous-total|warenwert)\b"
    )),
    (Kind.CHANGE, re.compile(r"\b(?:retur|byttepenge|tilbage(?:betalt)?|change|veksel)\b")),
    (Kind.CASH, re.compile(r"\b(?:kontant(?:er)?|cash|modtaget|received|tendered)\b")),
    (Kind.OTHER, re.compile(
        r"\b(?:pant|rabat(?:ter)?|discount|besparelser?|sparet|saved|(?:øre)?afrunding|rounding|saldo|bonus|points?"
        r"|gebyr|fragt|porto|levering|shipping|delivery|antal|stk|qty|quantity|enheder|tidligere|previous|a ?conto"
        r"|forudbetalt|prepaid|depositum|drikkepenge|tip|gavekort|limit|maks|max|disponibel|enhedspris"
        r"|unit price|stykpris|valutakurs|exchange rate|kurs|vægt|weight|liter|km|kwh|år til dato|ytd|akkumuleret"
        r"|(?:entreprise|kontrakt)sum|restværdi|kreditmaks|gennemsnit\w*|average|sidste år|last year|seneste regning)\b"
    )),
    (Kind.VAT, re.compile(rf"\b(?:{_VAT_WORD}|momsbeløb|momsudgør)\b")),
    (Kind.DUE, re.compile(
        r"\b(?:(?:at|til) (?:betale|betaling|indbetale)|at indbetale|(?:amount|total|balance) (?:due|payable)|to pay"
        r"|faktura ?(?:beløb|total|sum)|invoice (?:total|amount)|grand total|total ?beløb"
        r"|samlet (?:beløb|pris|total|sum)|beløb i alt|i alt at betale|slutbeløb|betalingsbeløb"
        r"|order ?total|ordre(?:total|sum)|købesum|skyldigt? beløb|faktureret beløb|zu zahlen(?:der betrag)?|zahlbetrag"
        r"|rechnungsbetrag|endbetrag|gesamt(?:summe|betrag|preis)|att betala|(?:net )?[aà] payer|te betalen|a pagar)\b"
    )),
    (Kind.TOTAL, re.compile(r"\b(?:i[ -]?alt|ialt|total(?:t|en|e|pris|sum)?|totaal|sum|samlet|summe|summa|gesamt)\b")),
    (Kind.NET, re.compile(r"\bmomsfrit?\b")),
    (Kind.PAID, re.compile(
        r"\b(?:betalt|paid|payment|dankort|visa|visa/dankort|mastercard|maestro|mobilepay|kort|betalingskort|kreditkort"
        r"|contactless|kontaktløs|apple pay|google pay|trukket|hævet|charged|køb)\b"
    )),
    (Kind.WEAK, re.compile(r"\b(?:beløb|amount|pris|price|dkk|kr|linjetotal)\b")),
)  # fmt: skip


def kind_of(label: str) -> Kind:
    """Return what an amount beside these words is; of two meanings the one that comes first in the rules."""
    text = _plain(label)
    without, including = _WITH_VAT.subn(" ", text)
    found = next((kind for kind, rule in _RULES if rule.search(without)), Kind.NONE)
    if including and found in {Kind.NONE, Kind.WEAK, Kind.VAT}:
        return Kind.TOTAL
    return found


def _plain(label: str) -> str:
    return " ".join(re.sub(r"[:;*.]+(?=\s|$)", " ", label.casefold()).split())


class When(Enum):
    """What the words beside a date say that it is."""

    ISSUED = "issued"
    DAY = "day"
    """Just "Dato"."""
    SOME = "some"
    """A date with a name that isn't known: "Kørselsdato"."""
    DUE = "due"
    ORDERED = "ordered"
    """Ordered or bought on this day; the best there is where nothing says when it was issued."""
    PRINTED = "printed"
    """When the paper came out of a machine, which may be a copy's day."""
    OTHER = "other"
    """Delivery, a period, birth, validity: neither of the two."""
    NONE = "none"


_DATES: tuple[tuple[When, re.Pattern[str]], ...] = (
    (When.DUE, re.compile(
        r"forfald|trækker|trækkes|trukket|hæves|betalingsservice|betalings(?:frist|dato|dag)|sidste frist"
        r"|(?:ind)?betales? (?:senest|inden|før)|(?:sidste|rettidig\w*) (?:rettidige? )?(?:ind)?betaling|rettidig"
        r"|senest (?:den|d)\b|\bdue\b|pay(?:able|ment)? (?:by|before|due|until)|fällig|zahlbar|zahlungsziel"
        r"|förfallo|échéance|vervaldatum|vencimiento|scadenza"
    )),
    (When.ISSUED, re.compile(
        r"fakt(?:ura)?\.?[ -]?(?:dato|d\b)|invoice date|date of (?:issue|invoice|purchase|receipt)|\bdated\b"
        r"|udsted|udsendt"
        r"|dateret|(?:bilags|købs|salgs|kvitterings|regnings|bon|nota|dokument|transaktions|handels|ekspeditions) ?dato"
        r"|issued?\b|\bfaktureret|(?:receipt|purchase|billing|bill|document|transaction|sales?|tax) date|\bkøbt\b"
        r"|\bsolgt\b|purchased|date paid|paid on|tax point|rechnungs(?:datum|tag)|beleg ?datum|ausgestellt"
        r"|(?:faktura|kvitto|köp)s?datum|date (?:de )?(?:la )?facture|factuurdatum"
        r"|fecha de (?:la )?factura|data fattura"
    )),
    (When.PRINTED, re.compile(
        r"udskr|print|generer|generated|\bdannet\b|created|eksporteret|exported|gedruckt|erstellt am"
    )),
    (When.ORDERED, re.compile(
        r"ordre ?dato|order date|bestil|ordered|order placed|placed on|booket|bookings? ?dato|booking date|bestelldatum"
    )),
    (When.OTHER, re.compile(
        r"lever(?:et|ing)|liefer|rejse|hjem|kursus|møde|event|begivenhed|forestilling|fødsels|delivery|periode|period\b"
        r"|\bfra\b|\bfrom\b|\btil\b|\bto\b|\bvon\b|\bbis\b|født|birth|gyldig|valid|kontrakt|aftale|contract|agreement"
        r"|udløb|expir|saldo|pr$|siden|since|næste|next|forny|renew|ankomst|leistung|dispatch|shipped|afsend|forsend"
        r"|afrejse|check-?(?:in|out)|arrival|departure|start|slut|begin|\bend\b|rykker|aflæs|registrer|oprettet|udført"
        r"|bankdag|vedr|service date|arrangement|medlem|version|revision|ændret|opdateret|updated|senest|opgjort"
        r"|modtaget|received|ophør|opsig|tilbud|quote|indregistr|garanti|warranty|retur"
    )),
    (When.DAY, re.compile(
        r"(?:^|[\s/(])(?:dato|date|datum|fecha|data|dag|tidspunkt)\b|(?:^|køb|,|^\S+) den?$"
    )),
    (When.SOME, re.compile(r"(?:dato|datum|date)\b")),
)  # fmt: skip


def when_of(label: str) -> When:
    """Return what a date beside these words is."""
    text = _plain(label)[-60:]
    return next((when for when, rule in _DATES if rule.search(text)), When.NONE)
