"""What a clicked word means: with its neighbours where they belong to it."""

from __future__ import annotations

import pytest

from desktop.gui.tray.phrases import phrase_at
from tests.unit.reading.conftest import page_of
from tests.unit.reading.truth import TODAY


@pytest.mark.parametrize(
    ("line", "clicked", "field", "written"),
    [
        ("Dato 7. marts 2026", "marts", "date", "07.03.2026"),
        ("Dato 7. marts 2026", "7.", "date", "07.03.2026"),
        ("Skagen, den 7. marts 2026 kl. 14:22", "2026", "date", "07.03.2026"),
        ("Forfald: 21-03-2026", "21-03-2026", "due", "21.03.2026"),
        ("Dato 7. marts 2026", "Dato", "date", ""),
        ("I alt kr. 1.234,50", "1.234,50", "amount", "1.234,50"),
        ("I alt 1 234,50", "234,50", "amount", "1.234,50"),
        ("Total €15.00", "€15.00", "amount", "15,00"),
        ("2\t150,00", "150,00", "amount", "150,00"),
        ("I alt kr. 1.234,50", "alt", "amount", ""),
        ("Snak Mobil A/S,", "A/S,", "supplier", "A/S"),
        ("Konto 4711", "4711", "description", "4711"),
    ],
)
def test_a_clicked_word(line: str, clicked: str, field: str, written: str) -> None:
    words = page_of(line).words
    index = next(i for i, word in enumerate(words) if word.text == clicked)
    assert phrase_at(words, index, field, TODAY) == written
