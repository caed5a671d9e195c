"""How dates are written, and which of several is the document's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.reading.conftest import Read
from tests.unit.reading.fresh_papers_2 import lying
from tests.unit.reading.measure import SURE, reading_of
from tests.unit.reading.truth import truth_of

DAY = dt.date(2026, 3, 7)


@pytest.mark.parametrize(
    "told",
    [
        "7. März 2026", "7 mars 2026", "7 maart 2026", "le 7 mars 2026", "7 de marzo de 2026", "7 marzo 2026",
        "d. 7. marts 2026", "lørdag den 7. marts 2026", "Sat 07 Mar 2026", "7th of March 2026", "March 7th, 2026",
        "Mar 07, 2026", "07.MAR.2026", "07-mar-26", "7. marts '26", "2026-03-07T09:41:07", "2026/03/07", "2026.03.07",
        "7. 3. 2026", "7 / 3 - 2026", "07/03/26-14:05", "07 03 2026", "Samstag, 7. März 2026", "20260307",
    ],
)  # fmt: skip
def test_forms(read: Read, told: str) -> None:
    found = read(f"Butikken\nDato\t{told}\nI alt\t125,00").date
    assert found is not None
    assert (found.value, found.confidence >= SURE) == (DAY, True)


@pytest.mark.parametrize(
    "lines",
    [
        "Dato\t07.03.2026\nUdskrevet\t12.03.2026",
        "Udskrevet 07.03.2026 kl. 08:14",
        "07.03.2026 (fakturadato)\n21.03.2026 (forfald)",
        "Fakturadato07. marts 2026",
        "1. reg.dato\t01.02.2020\nDato\t07.03.2026",
        "Skagen, d. 7. marts 2026\nBedes betalt senest d. 21. marts 2026",
        "Mar 07, 2026\nCharged 3/7/26 9:14 PM",
        "Start\t07-03-26 09:02\nSlut\t07-03-26 12:02\nGyldig til\t08-03-26 12:02",
        "Bestilt lørdag den 7. marts 2026\nForventet levering onsdag den 11. marts 2026",
        "Dato\td. 7. marts 2026\nPeriode: d. 1. januar 2026 - d. 28. februar 2026",
        "Bonussaldo\t1.284,00\n07.03.2026 17:44:02 K04\nDeltag senest 24.12.2026",
        "Fakturadato\t7. marts\n\t2026",
    ],
)
def test_of_several_the_documents_own(read: Read, lines: str) -> None:
    found = read(f"Butikken\n{lines}\nMoms\t25,00\nI alt\t125,00").date
    assert found is not None
    assert (found.value, found.confidence >= SURE) == (DAY, True)


@pytest.mark.parametrize("text", ["Tlf. 12 11 25 48", "Ring 97 11 05 24 88", "Konto 10 11 25 33"])
def test_a_phone_number_is_no_date(read: Read, text: str) -> None:
    assert read(f"Butikken\n{text}\nI alt\t125,00").date is None


def test_a_lying_page_is_read_and_points_at_where_it_is_seen(tmp_path: Path) -> None:
    truth = truth_of("lying")
    found = reading_of(tmp_path, lying(truth))
    assert found.date is not None
    assert found.total is not None
    assert (found.date.value, found.total.value) == (truth.date, truth.total)
    assert found.pages[0].turn == 1
    place = found.total.place
    word = next(w for w in found.pages[0].words if w.place == place)
    assert word.text.replace(".", "").replace(",", ".") == str(truth.total)
    assert place is not None
    assert place.bottom - place.top > place.right - place.left  # it runs upwards


def test_an_amount_by_itself_in_large_letters_is_the_total(tmp_path: Path) -> None:
    from tests.unit.reading.held_papers import app_payment  # noqa: PLC0415 - the one paper that is meant

    truth = truth_of("large")
    found = reading_of(tmp_path, app_payment(truth))
    assert found.total is not None
    assert (found.total.value, found.total.confidence >= SURE) == (truth.total, True)


def test_words_may_stand_behind_an_amount(read: Read) -> None:
    found = read("Butikken\n07.03.2026\n100,00 netto\n25,00 moms\n125,00 kr. i alt").total
    assert found is not None
    assert str(found.value) == "125.00"
