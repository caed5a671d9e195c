"""What the demo prints at its end is said in the program's words, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.demo import voucher_rows
from desktop.sandbox import KAFFE, Sandbox
from desktop.words import use_language

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client


@pytest.mark.parametrize(
    ("language", "head", "draft", "booked"),
    [
        ("da", "status", "Kladde, ikke bogført", "Bogført og betalt"),
        ("en", "status", "Draft, not booked", "Booked and paid"),
    ],
)
def test_a_voucher_is_a_row_in_words(
    client: Client, box: Sandbox, language: str, head: str, draft: str, booked: str
) -> None:
    client.draft(FileGuid=client.file())
    line = {"Description": "Bord", "AccountNumber": 7200, "Amount": 12345.5}
    assert client.book(client.draft(FileGuid=client.file(), Lines=[line])).ok
    use_language(language)
    rows = voucher_rows(box.state.vouchers(KAFFE), box.state.files(KAFFE))
    use_language("en")
    assert rows[0][0] == head
    assert sorted(row[:5] for row in rows[1:]) == sorted(
        [
            (draft, "16.05.2026", "   125,00", "Kontorartikler", "bilag.jpg"),
            (booked, "16.05.2026", "12.345,50", "Bord", "bilag.jpg"),
        ]
    )
    assert {row[5] for row in rows[1:]} == {"1 kB"}


def test_a_voucher_without_a_file_has_a_dash(client: Client, box: Sandbox) -> None:
    client.draft()
    (_head, row) = voucher_rows(box.state.vouchers(KAFFE), box.state.files(KAFFE))
    assert row[4] == "-"


def test_without_vouchers_there_is_the_head_alone() -> None:
    assert len(voucher_rows([], [])) == 1
