from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.receipts.naming import LONGEST, ascii_word, carries_id, content_mark, uploaded_name
from desktop.receipts.receipt import new_receipt_id

DATE = dt.date(2026, 5, 16)
SHA = "ab12cd34" + "0" * 56
ID = "0123456789abcdef0123456789abcdef"


def test_has_date_supplier_content_and_id() -> None:
    assert uploaded_name(DATE, "Netto", SHA, ID, "jpg") == "2026-05-16-Netto-ab12cd34-0123456789.jpg"


@pytest.mark.parametrize(
    ("supplier", "word"),
    [
        ("Rødgrød & Fløde ApS", "Roedgroed-Floede-ApS"),
        ("ÆØÅ æøå", "AeOeAa-aeoeaa"),
        ("A\u030arhus", "Aarhus"),  # a composed from two characters, as macOS writes it
        ("Café Zürich", "Cafe-Zurich"),
        ('Joe\'s \U0001f600 "Diner"\n/..\\', "Joes-Diner"),
        ("日本", ""),
    ],
)
def test_folds_to_ascii(supplier: str, word: str) -> None:
    assert ascii_word(supplier) == word


def test_a_supplier_without_any_letter_is_called_bilag() -> None:
    assert uploaded_name(DATE, "日本", SHA, ID, ".PDF") == "2026-05-16-bilag-ab12cd34-0123456789.pdf"


@given(st.text(), st.sampled_from(["jpg", "pdf"]))
def test_any_supplier_gives_a_name_that_is_found_again(supplier: str, extension: str) -> None:
    receipt = new_receipt_id()
    name = uploaded_name(DATE, supplier, SHA, receipt, extension)
    assert len(name) <= LONGEST
    assert re.fullmatch(r"[0-9A-Za-z.-]+", name)
    assert carries_id(name, receipt)
    assert carries_id(name.upper(), receipt)
    assert not carries_id(name, new_receipt_id())
    assert content_mark(name) == "ab12cd34"


@pytest.mark.parametrize("name", ["kvittering.pdf", "2026-05-16-Netto.jpg", "ab12cd34-0123456789.jpg", ""])
def test_a_name_of_anybody_else_carries_nothing(name: str) -> None:
    assert content_mark(name) is None


def test_an_id_inside_a_longer_number_is_not_ours() -> None:
    assert not carries_id("faktura-90123456789.pdf", ID)
    assert not carries_id("faktura-01234567890.pdf", ID)
