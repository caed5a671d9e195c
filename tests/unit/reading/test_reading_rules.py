"""The rules one by one, by table: what is written on a page, and what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from desktop.reading.model import Reading
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, TODAY

Read = Callable[..., Reading]


def total(reading: Reading) -> str:
    return f"{reading.total.value}" if reading.total else ""


def vat(reading: Reading) -> str:
    return f"{reading.vat.value}" if reading.vat else ""


@pytest.mark.parametrize(
    "written",
    [
        "07.03.2026", "07-03-2026", "07/03-26", "7/3-2026", "7. marts 2026", "07 MAR 26", "2026-03-07",
        "07.03.26 14:22",
        "den 7. marts 2026", "7/3 2026", "7. mar. 2026", "March 7, 2026", "7 March 2026", "7th March 2026", "07.03.26",
        "Mar 7, 2026", "07 - 03 - 2026", "7-MAR-2026", "2026.03.07", "2026/03/07",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["Dato: ", "Fakturadato\t", ""])
def test_dates_are_read_day_first(read: Read, before: str, written: str) -> None:
    found = read(f"Bageren\n{before}{written}\nI alt\t125,00").date
    assert found is not None
    assert found.value == dt.date(2026, 3, 7)
    assert found.confidence >= 0.7
    assert found.place is not None


@pytest.mark.parametrize(
    "lines",
    [
        "Faktura 19110307\nDato 07.03.2026",
        "Bestilt den 01.02.2026\nFakturadato 07.03.2026\nForfald 21.03.2026",
        "Periode: 01.01.2026 - 31.03.2026\nDato 07.03.2026",
        "Periode 01.01.2026 til 31.03.2026\n07.03.2026",
        "Leveringsdato: 01.03.2026\nFakturadato: 07.03.2026",
        "Ordredato\tDato\tForfaldsdato\n01.03.2026\t07.03.2026\t21.03.2026",
        "Oprettet siden 01.01.2021\nDato: 07.03.2026",
        "Dato 07032026",
        "Dato 07.03.2026 Gyldig til 01.05.2026",
        "Betales senest 21.03.2026\nDato 07.03.2026",
        "Sidste rettidige betalingsdag 21.03.2026\nUdstedt 07.03.2026",
        "Kort udløber 03/2029\n07.03.2026 kl. 14.22",
        "Etableret 12.05.1998\n07.03.2026 14:22",
        "Tlf. 86-12-20-26\nDato 07.03.2026",
        "Aflæst 01.01.2026\nNæste aflæsning 01.01.2027\nRegningsdato 07.03.2026",
    ],
)
def test_of_several_dates_the_documents_own_is_taken(read: Read, lines: str) -> None:
    found = read(f"Bageren\n{lines}").date
    assert found is not None
    assert found.value == dt.date(2026, 3, 7)


@pytest.mark.parametrize("lines", ["Dato 31.02.2026", "Tlf 12.34.5678", "Version 4.11.20262", "Forfald 31.12.2031"])
def test_what_is_no_date_of_a_receipt_is_not_offered(read: Read, lines: str) -> None:
    found = read(f"Bageren\n{lines}").date
    assert found is None or found.confidence < 0.7


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ("Forfald 21.03.2026", dt.date(2026, 3, 21)),
        ("Betales senest den 21.03.2026", dt.date(2026, 3, 21)),
        ("Due date: 21 March 2026", dt.date(2026, 3, 21)),
        ("Netto 14 dage", dt.date(2026, 3, 21)),
        ("Betalingsbetingelser: 8 dage netto", dt.date(2026, 3, 15)),
        ("Betalingsbetingelser\tNetto kontant 10 dage", dt.date(2026, 3, 17)),
        ("Net 30", dt.date(2026, 4, 6)),
        ("Løbende måned + 30 dage", dt.date(2026, 4, 30)),
        ("Betaling: kontant", None),
        ("Forfald 01.02.2026", None),
    ],
)
def test_due_dates_and_terms(read: Read, lines: str, due: dt.date | None) -> None:
    found = read(f"Bageren\nFakturadato 07.03.2026\n{lines}\nI alt 100,00").due
    assert (found.value if found else None) == due


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ("I alt\t1.234,56", "1234.56"),
        ("IALT 1234,56", "1234.56"),
        ("I ALT DKK\t1 234,56", "1234.56"),
        ("Total\tkr. 149,-", "149.00"),
        ("Total DKK149.00\nVAT 29.80", "149.00"),
        ("Total\t1,234.56 DKK\nSubtotal\t987.65", "1234.56"),
        ("At betale 125", "125.00"),
        ("I alt kr. 500", "500.00"),
        ("I alt\t1.234\tkr.", "1234.00"),
        ("Subtotal 100,00\nMoms 25,00\nTotal 125,00", "125.00"),
        ("I alt ekskl. moms 100,00\n25% moms 25,00\nI alt inkl. moms 125,00", "125.00"),
        ("Total inkl. 25% moms\t125,00\nHeraf moms\t25,00", "125.00"),
        ("I alt 125,00\nKontant 200,00\nRetur 75,00", "125.00"),
        ("I alt 125,00\nModtaget kontant 500,00\nByttepenge 375,00\nMoms udgør 25,00", "125.00"),
        ("Kontant 200,00\nRetur 75,00", "125.00"),
        ("Pant 3,00\nI alt 128,00", "128.00"),
        ("Total 150,00\nRabat 25,00-\nAt betale 125,00", "125.00"),
        ("Varer i alt 1.000,00\nFragt 79,00\nMoms 269,75\nI alt 1.348,75", "1348.75"),
        ("Øreafrunding 0,02\nAt betale 125,00", "125.00"),
        ("Saldo 4.321,00\nTotal 125,00", "125.00"),
        ("Total antal varer: 12\nTotal 125,00", "125.00"),
        ("Total besparelse 312,00\nTotal 125,00", "125.00"),
        ("Mælk 2 x 12,50\t25,00\nSUM\t25,00\nDANKORT\t25,00", "25.00"),
        ("Momsgrundlag\tMoms\tTotal\n100,00\t25,00\t125,00", "125.00"),
        ("Amount due\t$20.00\nSubtotal\t$20.00", "20.00"),
        ("Total\t€ 1.234,56", "1234.56"),
        ("Beløb til betaling\t2 150,00", "2150.00"),
        ("I alt\n125,00", "125.00"),
        ("Side 1\t100\nTotal for perioden\t99,95", "99.95"),
        ("Total DKK\t745,00\nTotal EUR\t99,87", "745.00"),
        ("I alt inkl. moms:\t125,00\nSkyldig saldo:\t9.125,00", "125.00"),
        ("25,00% moms af 100,00\t25,00\nTotal\t125,00", "125.00"),
        ("Totalløsning\t9.999,00\nTotal\t9.999,00", "9999.00"),
        ("Restbeløb at betale 0,00\nTotal 125,00\nBetalt 125,00", "125.00"),
    ],
)  # fmt: skip
def test_totals_and_what_is_none(read: Read, lines: str, amount: str) -> None:
    found = read(f"Bageren\nDato 07.03.2026\n{lines}").total
    assert found is not None
    assert str(found.value) == amount
    assert found.confidence >= 0.7


@pytest.mark.parametrize(
    "lines",
    ["Kontonummer 1234567", "Tlf. 86123456", "Rabat 25,00", "Medlemsnr. 4.321", "Åbent 10.00 - 18.00", "50 % 25,00 %"],
)
def test_amounts_that_are_no_total_are_not_offered(read: Read, lines: str) -> None:
    found = read(f"Bageren\nDato 07.03.2026\n{lines}").total
    assert found is None or found.confidence < 0.7


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ("I alt 125,00\nHeraf moms 25,00", "25.00"),
        ("I alt 125,00\nMoms 25% af 100,00\t25,00", "25.00"),
        ("Netto 100,00\nMoms (25%) 25,00\nI alt 125,00", "25.00"),
        ("Subtotal 200,00\nMoms 25,00\nI alt 225,00", "25.00"),
        ("Grundlag\tMoms\n100,00\t25,00\nI alt\t125,00", "25.00"),
        ("VAT 25%\t25.00\nTotal\t125.00", "25.00"),
        ("I alt 125,00", ""),
        ("Momsfri\t125,00\nI alt 125,00", ""),
    ],
)
def test_vat(read: Read, lines: str, amount: str) -> None:
    assert vat(read(f"Bageren\n{lines}")) == amount


def test_vat_of_a_fifth_proves_the_total(read: Read) -> None:
    plain = read("Bageren\nI alt 125,00").total
    proven = read("Bageren\nI alt 125,00\nHeraf moms 25,00").total
    assert plain is not None
    assert proven is not None
    assert proven.confidence > plain.confidence


@pytest.mark.parametrize(
    ("lines", "cvr"),
    [
        ("CVR-nr. 97139849", "97139849"),
        ("CVR 97 13 98 49", "97139849"),
        ("DK97139849", "97139849"),
        ("SE-nr.: DK-97139849", "97139849"),
        ("VAT no. DK 97139849", "97139849"),
        ("Momsnr. 97139849", "97139849"),
        ("CVR-nr.\n97139849", "97139849"),
        (f"CVR {OWN_CVR}\nCVR-nr. 97139849", "97139849"),
        (f"CVR {OWN_CVR}", ""),
        ("CVR-nr. 97139848", ""),
        ("Tlf. 97139849", ""),
        ("Kundens CVR-nr. 97141215\nCVR-nr. 97139849", "97139849"),
        ("EAN 5790000139849", ""),
        ("Konto 97139849", ""),
    ],
)
def test_cvr(read: Read, lines: str, cvr: str) -> None:
    found = read(f"Bageren\n{lines}\nI alt 100,00").cvr
    assert (found.value if found and found.confidence >= 0.7 else "") == cvr


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("Fakturanr. 10877", "10877"),
        ("Faktura nr.: 2026-30412", "2026-30412"),
        ("Fakturanummer\tF10877", "F10877"),
        ("Invoice number ABCD1234-0001", "ABCD1234-0001"),
        ("Invoice # 4711", "4711"),
        ("FAKTURA 10877", "10877"),
        ("Dato\tFaktura nr.\n07.03.2026\t10877", "10877"),
        ("Bonnr. 556", "556"),
        ("Kvitteringsnr: 88-1", "88-1"),
        ("Faktura\nDato 07.03.2026", ""),
        ("Kundenr. 4711", ""),
    ],
)
def test_invoice_numbers(read: Read, lines: str, number: str) -> None:
    found = read(f"Bageren\n{lines}").number
    assert (found.value if found and found.confidence >= 0.7 else "") == number


@pytest.mark.parametrize(
    ("lines", "currency"),
    [
        ("I alt 125,00 kr.", "DKK"),
        ("Total EUR 125,00", "EUR"),
        ("Total\t€125.00", "EUR"),
        ("Total $20.00", "USD"),
        ("Valuta: EUR\nTotal 20,00", "EUR"),
        ("Total 125,00 kr\nSEK", "SEK"),
        ("Total DKK 745,00\nEUR 100,00", "DKK"),
        ("Total 125,00", ""),
    ],
)
def test_currencies(read: Read, lines: str, currency: str) -> None:
    found = read(f"Bageren\n{lines}").currency
    assert (found.value if found else "") == currency


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("Snak Mobil A/S\nFaktura\nDato 07.03.2026", "Snak Mobil A/S"),
        (f"{OWN_NAME}\nVærkstedsvej 6\nSnak Mobil A/S\nCVR 97139849", "Snak Mobil A/S"),
        (f"Til:\n{OWN_NAME}\n\n\n\nBirk Revision ApS · CVR-nr. 97139849", "Birk Revision ApS"),
        (f"{OWN_NAME}", ""),
        ("Hetzner Online GmbH - Industriestr. 25 - 91710 Gunzenhausen\nKaffe og Kode", "Hetzner Online GmbH"),
        ("B Birk & Søn ApS", "Birk & Søn ApS"),
    ],
)
def test_the_sellers_name(read: Read, lines: str, name: str) -> None:
    found = read(lines).supplier
    assert (found.value if found and found.confidence >= 0.7 else "") == name


@pytest.mark.parametrize("title", ["Kreditnota", "KREDITNOTA nr. 17", "Credit note", "Refundering"])
def test_a_credit_note_has_no_total(read: Read, title: str) -> None:
    found = read(f"Bageren\n{title}\nDato 07.03.2026\nI alt 125,00")
    assert found.credit_note
    assert found.total is None


def test_negative_totals_are_a_credit_note(read: Read) -> None:
    assert read("Bageren\nDato 07.03.2026\nI alt\t-125,00").credit_note
    assert read("Bageren\nDato 07.03.2026\nI alt\t125,00-").credit_note


def test_an_invoice_that_mentions_a_credit_note_is_none(read: Read) -> None:
    text = (
        "Bageren\nFaktura\nDer gives ikke kreditnota eller refundering på varer købt på tilbud i butikken\nI alt 125,00"
    )
    assert not read(text).credit_note


def test_the_total_may_stand_on_the_last_page(read: Read) -> None:
    found = read("Bageren\nDato 07.03.2026\nVare 1\t100,00", "Vare 2\t25,00\nI alt\t125,00\nHeraf moms 25,00").total
    assert found is not None
    assert (found.value, found.place.page if found.place else None) == (Decimal("125.00"), 1)


def test_garbage_says_nothing(read: Read) -> None:
    found = read("\u0bf3\u0c10\u2a7d \u1f63\u0e81\u13a0 \u0bf3\u0c10 \u2a7d\u1f63\n\u0e81\u13a0 12,00 \u1f63\u0e81")
    assert (found.supplier, found.date, found.total, found.cvr) == (None, None, None, None)


def test_an_empty_page_says_nothing(read: Read) -> None:
    assert read("").total is None


def test_today_is_no_future(read: Read) -> None:
    found = read(f"Dato {TODAY:%d.%m.%Y}").date
    assert found is not None
    assert found.value == TODAY
