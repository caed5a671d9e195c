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


_VAT_WORD = r"(?:moms(?:en)?|vat|tax(?:es)?|mva|mwst|ust|gst|afgift(?:er)?)"
_RATE = r"(?:\d+(?:[.,]\d+)? ?% ?)?"
_WITH_VAT = re.compile(
    rf"\(?\b(?:inkl|incl|including|inclusive|inklusive|med)\w*\.? ?(?:of )?{_RATE}(?:dansk |dk )?{_VAT_WORD}\b\)?"
)
_WITHOUT_VAT = re.compile(
    rf"\b(?:ekskl|eksl|excl|excluding|exclusive|eksklusive|ex|uden|før|before|without|u)\.? ?{_RATE}{_VAT_WORD}\b"
)

_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NET, _WITHOUT_VAT),
    (Kind.NET, re.compile(r"^netto(?: dkk| kr| eur)?$")),
    (Kind.NET, re.compile(
        r"\b(?:sub[- ]?total|delsum|delbeløb|mellemsum|mellemtotal|(?:moms)?grundlag|grundbeløb|momspligtigt?\w*"
        r"|momsfrit?|net(?: amount| total|to(?:beløb|total|sum))|taxable|varer i alt|vat base)\b"
    )),
    (Kind.CHANGE, re.compile(r"\b(?:retur|byttepenge|tilbage(?:betalt)?|change|veksel)\b")),
    (Kind.CASH, re.compile(r"\b(?:kontant(?:er)?|cash|modtaget|received|tendered)\b")),
    (Kind.OTHER, re.compile(
        r"\b(?:pant|rabat(?:ter)?|discount|besparelser?|sparet|saved|(?:øre)?afrunding|rounding|saldo|bonus|points?"
        r"|gebyr|fragt|porto|levering|shipping|delivery|antal|stk|qty|quantity|enheder|tidligere|previous|a ?conto"
        r"|forudbetalt|prepaid|depositum|drikkepenge|tip|gavekort|limit|maks|max|disponibel|enhedspris"
        r"|unit price|stykpris|valutakurs|exchange rate|kurs)\b"
    )),
    (Kind.VAT, re.compile(rf"\b(?:{_VAT_WORD}|momsbeløb|momsudgør)\b")),
    (Kind.DUE, re.compile(
        r"\b(?:(?:at|til) (?:betale|betaling|indbetale)|at indbetale|(?:amount|total|balance) (?:due|payable)|to pay"
        r"|faktura ?(?:beløb|total|sum)|invoice (?:total|amount)|grand total|total ?beløb"
        r"|samlet (?:beløb|pris|total|sum)|beløb i alt|i alt at betale|slutbeløb|betalingsbeløb"
        r"|order total|ordretotal)\b"
    )),
    (Kind.TOTAL, re.compile(r"\b(?:i[ -]?alt|ialt|total(?:t|en)?|sum|samlet|summa|gesamt(?:betrag)?)\b")),
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
    DUE = "due"
    OTHER = "other"
    """Delivery, a period, birth, validity: neither of the two."""
    NONE = "none"


_DATES: tuple[tuple[When, re.Pattern[str]], ...] = (
    (When.DUE, re.compile(
        r"forfald|trækker|trækkes|trukket|hæves|betalingsservice|betalingsfrist|betalingsdato"
        r"|betales? (?:senest|inden|før)|sidste (?:rettidige )?betaling|rettidig"
        r"|senest (?:den|d)\b|\bdue\b|pay(?:able|ment)? (?:by|before|due)|indbetales? senest|betalingsdag|sidste frist"
    )),
    (When.ISSUED, re.compile(
        r"faktura ?dato|invoice date|bilags ?dato|købs ?dato|udsted|udskrevet|udsendt|dateret|\bdated\b"
        r"|kvitterings ?dato|date of (?:issue|invoice)|issued?\b|\bfaktureret|regningsdato|transaktions ?dato"
        r"|receipt date|purchase date|\bkøbt\b|\bsolgt\b|purchased|date paid|tax point|billing date|bill date"
    )),
    (When.OTHER, re.compile(
        r"lever(?:et|ing)|rejse|hjem|kursus|møde|event|begivenhed|forestilling|fødsels|delivery|\bperioden?\b|period\b|\bfra\b|\bfrom\b|\btil\b|\bto\b|født|birth|gyldig|valid"
        r"|udløb|expir|saldo|pr$|siden|since|næste|next|ordredato|order date|bestil|ordered|print|booket|ankomst"
        r"|afrejse|check-?(?:in|out)|arrival|departure|start|slut|rykker|aflæs|registrer|oprettet|udført"
        r"|bankdag|vedr|service date|arrangement|medlem|version"
    )),
    (When.DAY, re.compile(r"dato\b|\bdate\b|\bdag\b|(?:^|køb|,|^\S+) den$")),
)  # fmt: skip


def when_of(label: str) -> When:
    """Return what a date beside these words is."""
    text = _plain(label)[-60:]
    return next((when for when, rule in _DATES if rule.search(text)), When.NONE)
