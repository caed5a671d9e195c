"""Parts of a total on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.sandbox import KAFFE, Sandbox
from tests.crash.conftest import Program

Picture = Callable[[str], Path]
HEAD = ("--date", "16.11.2026", "--amount", "1.000,00", "--json")


def test_parts_as_options(program: Program, picture: Picture, box: Sandbox) -> None:
    file = str(picture("bon.jpg"))
    lines = ("--line", "800,00:2000:I25:Mad", "--line", ":7340:none:Aviser, ugeblade: to")
    ran = program.run("send", file, *HEAD, *lines)
    assert (ran.status, ran.objects[0]["state"]) == (0, "drafted"), ran.errors
    (voucher,) = box.state.vouchers(KAFFE)
    assert [
        (ln["AccountNumber"], ln["Amount"], ln.get("VatCode"), ln["Description"]) for ln in voucher["Sent"]["Lines"]
    ] == [
        (2000, "800.00", "I25", "Mad"),
        (7340, "200.00", "none", "Aviser, ugeblade: to"),
    ]
    (told,) = program.run("status", "--json").objects
    assert (told["amount"], told["account"]) == ("1000.00", 2000)
    assert told["lines"] == [
        {"amount": "800.00", "account": 2000, "vat_code": "I25", "description": "Mad"},
        {"amount": "200.00", "account": 7340, "vat_code": "none", "description": "Aviser, ugeblade: to"},
    ]
    again = program.run("send", file, *HEAD, "--line", "700:2000:I25", "--line", ":7340:none")
    assert "part of the total" in again.objects[0]["warning"]
    assert len(box.state.vouchers(KAFFE)) == 1


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["800:2000", "300:7340"], "lines_do_not_fit"),
        (["1000:2000", ":7340"], "lines_do_not_fit"),
        (["800,123:2000", ":7340"], "amount_decimals"),
        (["0:2000", ":7340"], "amount_not_positive"),
    ],
)
def test_parts_that_cant_be_are_told_and_nothing_is_sent(
    program: Program, picture: Picture, box: Sandbox, lines: list[str], code: str
) -> None:
    ran = program.run("send", str(picture("bon.jpg")), *HEAD, *(word for line in lines for word in ("--line", line)))
    assert (ran.status, ran.objects[0]["error"]["code"]) == (2, code), ran.errors
    assert box.state.files(KAFFE) == []


@pytest.mark.parametrize(
    "member",
    [
        {"lines": "x"},
        {"lines": [{"account": 2000}, {"amount": "1"}]},
        {"lines": [{"amount": "1", "account": 2000, "konto": 1}, {"account": 7340}]},
        {"lines": [{"amount": "1", "account": 2000}, {"account": 7340}], "account": 2000},
    ],
)
def test_a_batch_with_mistyped_parts_does_nothing(
    program: Program, picture: Picture, box: Sandbox, tmp_path: Path, member: dict[str, object]
) -> None:
    rows = [{"file": str(picture("a.jpg")), "date": "2026-11-16", "amount": "10", **member}]
    path = tmp_path / "batch.json"
    path.write_text(json.dumps(rows))
    ran = program.run("send", "--batch", str(path), "--json")
    assert ran.status == 2
    assert "lines" in ran.errors
    assert box.state.files(KAFFE) == []
