from __future__ import annotations

import pytest

from desktop.receipts.cvr import is_cvr, plain_cvr


@pytest.mark.parametrize("digits", ["13748136", "13585628", "24256790", "34731543"])
def test_knows_true_company_numbers(digits: str) -> None:
    assert is_cvr(digits)


@pytest.mark.parametrize("digits", ["12345678", "13585627", "10000000", "35254119", "00000000", "1374813", "137481360"])
def test_knows_false_company_numbers(digits: str) -> None:
    assert not is_cvr(digits)


@pytest.mark.parametrize(
    "text",
    [
        "13748136",
        "DK13748136",
        "DK 13748136",
        "CVR 13 74 81 36",
        "CVR-nr. 13748136",
        "SE-nr. 13.74.81.36",
        "cvr: DK13748136",
    ],
)
def test_reads_the_ways_in_which_they_are_written(text: str) -> None:
    assert plain_cvr(text) == "13748136"


@pytest.mark.parametrize("text", ["", "DE812871812", "tlf. 13748136", "12345678"])
def test_gives_nothing_for_anything_else(text: str) -> None:
    assert plain_cvr(text) is None
