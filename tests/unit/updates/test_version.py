"""Versions: which comes after which, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import __version__
from desktop.updates import is_newer, version_of

NUMBERS = st.lists(st.integers(0, 999_999), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("1.10", "1.9", True),
        ("1.9", "1.10", False),
        ("1.2.0", "1.2", False),
        ("1.2", "1.2.0", False),
        ("1.2.0.1", "1.2", True),
        ("2", "1.999.999", True),
        ("0.1.0", "0.1.0", False),
        ("010", "9", True),
    ],
)
def test_numbers_are_compared_as_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


@given(NUMBERS, NUMBERS)
def test_of_two_versions_one_is_newer_or_they_are_the_same(one: list[int], other: list[int]) -> None:
    first, second = (".".join(map(str, numbers)) for numbers in (one, other))
    same = version_of(first) == version_of(second)
    assert [is_newer(first, second), is_newer(second, first), same].count(True) == 1


@pytest.mark.parametrize(
    "text", ["", "1.", ".1", "1..2", "1.2.3.4.5", "1.2a", "v1", "-1", "1.1234567", "\u0661", "1.0\n"]
)
def test_anything_else_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        version_of(text)


def test_the_program_s_own_version_is_one() -> None:
    assert version_of(__version__)
