"""Text layers that are none: nothing is suggested from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.reading.extract import read_document
from desktop.reading.garbage import is_readable
from desktop.reading.model import Document, PageText
from tests.unit.reading.conftest import CONTEXT, Read, page_of
from tests.unit.reading.known_papers import KNOWN, plain_invoice
from tests.unit.reading.measure import reading_of
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import truth_of

MakeDocument = Callable[..., Document]
LETTER = (
    "Havnens Bageri ApS\nCVR-nr. 97136181\nFaktura nr. 1234\tDato 07.03.2026\nRundstykker med smør\t40,00\n"
    "Kaffe og te til møde\t40,00\nMoms 25 %\t20,00\nAt betale\t100,00\nTak for besøget og på gensyn hos os"
)


def shifted(text: str, by: int) -> str:
    """What a font with a wrong table gives: each sign is another one."""
    return "".join(chr(ord(c) + by) if c.isalpha() and c.isascii() else c for c in text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" ".join(f"(cid:{ord(c)})" for c in word) for word in LETTER.split()),
        "".join(chr(0xE000 + ord(c)) if not c.isspace() else c for c in LETTER),
        "\n".join(
            "\t".join(" ".join(w[::-1] for w in cell.split(" ")) for cell in line.split("\t"))
            for line in LETTER.split("\n")
        ),
        shifted(LETTER, 3),
        "".join("\ufffd" if c.isalpha() else c for c in LETTER),
    ],
    ids=["cid", "private use", "backwards", "wrong table", "unknown letters"],
)
def test_nothing_is_suggested_from_garbage(read: Read, text: str) -> None:
    found = read(text)
    assert (found.date, found.total, found.supplier, found.number, found.cvr, found.currency) == (None,) * 6
    assert found.pages[0].words


def test_the_same_text_in_letters_is_read(read: Read) -> None:
    found = read(LETTER)
    assert found.total is not None
    assert found.date is not None


@pytest.mark.parametrize("text", ["Bageri\n40,00", "Hotel Astoria Warszawa\nRazem 40,00 PLN", "7-Eleven\nTotal 12,00"])
def test_few_words_are_no_garbage(text: str) -> None:
    assert is_readable(page_of(text))


@pytest.mark.parametrize("paper", KNOWN, ids=lambda paper: paper.__name__)
def test_no_known_paper_is_garbage(tmp_path: Path, paper: Callable[..., list[Sheet]]) -> None:
    found = reading_of(tmp_path, paper(truth_of("garbage")))
    assert all(is_readable(page) for page in found.pages if page.words)


def test_letters_without_a_size_and_beside_the_page_are_not_read(document: MakeDocument) -> None:
    truth = truth_of("unseen")
    sheets = plain_invoice(truth)
    sheets[0].put(100, 300, "Total 9.999,00", size=0.1)
    sheets[0].put(5_000, 300, "At betale 9.999,00")
    found = read_document(document(pdf_of(sheets)), CONTEXT)
    assert found.total is not None
    assert found.total.value == truth.total
    assert "9.999,00" not in found.text


def test_signs_without_a_width_part_no_words() -> None:
    from desktop.reading.pdf_words import _letter  # noqa: PLC0415 - the one place where letters are told

    assert (_letter(0x200B), _letter(0x41), _letter(0)) == ("", "A", " ")


def test_pages_without_words_say_nothing(read: Read) -> None:
    assert read("").total is None
    assert is_readable(PageText((), 1.0))


def test_a_refund_is_told_where_money_is_given_back(read: Read) -> None:
    found = read("Bageren\nKreditnota 17\nDato 07.03.2026\nNetto\t80,00\nMoms 25 %\t20,00\nI alt\t100,00")
    assert found.refund is not None
    assert (found.credit_note, found.total, str(found.refund.value)) == (True, None, "100.00")


def test_a_negative_total_is_a_refund(read: Read) -> None:
    found = read("Bageren\n07.03.2026 14:22\nRETUR Kage\t-100,00\nTOTAL\t-100,00\nMOMS\t-20,00")
    assert found.refund is not None
    assert (found.credit_note, str(found.refund.value)) == (True, "100.00")


@pytest.mark.parametrize(
    ("text", "currency", "other"),
    [
        ("Shop\nTotal\tEUR 100,00\nSvarende til\tDKK 746,05", "EUR", "DKK"),
        ("Shop\nTotal\t100,00 kr.\nMoms\t20,00 kr.", "DKK", None),
        ("Shop\nTotal DKK\t746,05\nBetalt\t€ 100,00", "DKK", "EUR"),
    ],
)
def test_a_second_currency_is_told(read: Read, text: str, currency: str, other: str | None) -> None:
    found = read(text)
    assert found.currency is not None
    assert (found.currency.value, found.other_currency.value if found.other_currency else None) == (currency, other)
