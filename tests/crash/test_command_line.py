"""The command line as people who automate use it: objects on standard output, exit status, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox import FORENING, KAFFE, STARTER, Fault, Sandbox
from tests.crash.conftest import Program, Ran

Picture = Callable[[str], Path]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--json")
MEMBERS = {"file", "receipt_id", "state", "file_guid", "voucher_guid", "voucher_number", "warning", "error"}


def send(program: Program, *args: str, status: int = 0) -> Ran:
    ran = program.run("send", *args)
    assert ran.status == status, (ran.status, ran.objects, ran.errors)
    return ran


def batch(tmp_path: Path, rows: object) -> str:
    path = tmp_path / "batch.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return str(path)


def test_one_object_for_each_file_and_nothing_sent_twice(program: Program, picture: Picture, box: Sandbox) -> None:
    file = str(picture("bon.jpg"))
    (first,) = send(program, file, *ORDER).objects
    assert set(first) == MEMBERS
    assert (first["file"], first["state"], first["warning"], first["error"]) == (file, "drafted", None, None)
    (second,) = send(program, file, *ORDER[:2], "--amount", "150", "--account", "7200", "--json").objects
    assert second["voucher_guid"] == first["voucher_guid"]
    assert "amount" in second["warning"]
    (third,) = send(program, file, *ORDER, "--again").objects
    assert third["receipt_id"] != first["receipt_id"]
    assert len(box.state.vouchers(KAFFE)) == 2


def test_a_batch_with_everything_in_it(program: Program, picture: Picture, box: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "noter.jpg").write_text("no picture")
    base = {"date": "2026-11-16", "account": 7200}
    rows: list[dict[str, Any]] = [
        {**base, "file": str(picture("a.jpg")), "amount": "1.234,56", "supplier": "Café Ærø", "vat_code": "I25"},
        {**base, "file": str(picture("b.jpg")), "amount": 99.5, "due": "30.12.26", "supplier": "Ny", "currency": "EUR"},
        {**base, "file": str(picture("c.jpg")), "amount": "12,345"},
        {**base, "file": str(tmp_path / "noter.jpg"), "amount": "1"},
        {**base, "file": str(tmp_path / "væk.jpg"), "amount": "1"},
        {**base, "file": str(picture("d.jpg")), "amount": "10", "paid_from": 55040, "book": True},
    ]  # fmt: skip
    ran = program.run("send", "--batch", batch(tmp_path, rows), "--json")
    assert ran.status == 1, ran.errors
    told = {Path(o["file"]).name: (o["state"], (o["error"] or {}).get("code")) for o in ran.objects}
    assert told == {
        "a.jpg": ("drafted", None),
        "b.jpg": ("drafted", None),
        "c.jpg": ("refused", "amount_decimals"),
        "noter.jpg": ("refused", "not_a_receipt"),
        "væk.jpg": ("refused", "file_gone"),
        "d.jpg": ("booked", None),
    }
    amounts = sorted(v["Lines"][0]["AmountInclVatValue"] for v in box.state.vouchers(KAFFE))
    assert amounts == [10.0, 99.5, 1234.56]
    assert box.state.mistakes == []


@pytest.mark.parametrize(
    "rows",
    [{"file": "x"}, [1], [{"file": "x"}], [{"file": "x", "date": "1.1.26", "amount": 1, "account": 7200, "extra": 1}]],
)
def test_a_mistyped_batch_does_nothing(rows: object, program: Program, tmp_path: Path) -> None:
    ran = program.run("send", "--batch", batch(tmp_path, rows), "--json")
    assert (ran.status, ran.objects) == (2, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("--amount", "0"), "amount_not_positive"),
        (("--amount", "-5"), "amount_not_positive"),
        (("--amount", "12,345"), "amount_decimals"),
        (("--amount", "abc"), "amount_unreadable"),
        (("--date", "40.13.2026"), "date_unreadable"),
        (("--date", "2099-01-01"), "date_in_future"),
        (("--date", "2016-01-01"), "date_long_ago"),
    ],
)
def test_a_value_that_can_not_be_is_refused_with_a_sentence(
    change: tuple[str, str], code: str, program: Program, picture: Picture, box: Sandbox
) -> None:
    ran = program.run("send", str(picture("bon.jpg")), *ORDER, f"{change[0]}={change[1]}")
    assert ran.status in {1, 2}
    assert ran.objects[0]["error"]["code"] == code
    assert ran.objects[0]["error"]["message"]
    assert box.state.files(KAFFE) == []


def test_force_accepts_an_unusual_date_and_a_thousands_point_is_one(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    file = str(picture("bon.jpg"))
    send(program, file, "--date", "2016-01-01", "--amount", "1.234", "--account", "7200", "--force", "--json")
    assert box.state.vouchers(KAFFE)[0]["Lines"][0]["AmountInclVatValue"] == 1234.0


def test_without_a_login_nothing_is_lost_and_3_is_returned(program: Program, picture: Picture, box: Sandbox) -> None:
    file = str(picture("bon.jpg"))
    send(replace(program, token=""), file, *ORDER, "--company", str(KAFFE), status=3)
    assert box.state.files(KAFFE) == []
    send(program, file, *ORDER)
    lost = replace(program, token="not-a-token")
    other = str(picture("bon2.jpg"))
    (told,) = send(lost, other, *ORDER, status=3).objects
    assert told["state"] == "queued"
    done = program.run("deliver", "--json")
    assert (done.status, [o["state"] for o in done.objects]) == (0, ["drafted"])


def test_where_nothing_can_be_reached_4_is_returned_and_the_order_stays(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    file, other = str(picture("bon.jpg")), str(picture("bon2.jpg"))
    send(program, file, *ORDER)
    box.faults.add(Fault("cut", times=None))
    (told,) = send(program, other, *ORDER, "--wait", "4", status=4).objects
    assert told["state"] == "queued"
    assert told["error"]["code"] in {"offline", "server_fault"}
    box.faults.clear()
    assert program.run("deliver").status == 0
    assert len(box.state.vouchers(KAFFE)) == 2


def test_a_company_without_pro_and_one_that_is_not_the_users(program: Program, picture: Picture, box: Sandbox) -> None:
    file = str(picture("bon.jpg"))
    send(program, file, *ORDER, "--company", str(FORENING), status=1)
    other = replace(program, token=box.issue_tokens("udenpro@example.dk").refresh_token or "")
    send(other, file, *ORDER, "--company", str(STARTER), status=1)


def test_two_companies_and_none_chosen_is_a_question(program: Program, picture: Picture, box: Sandbox) -> None:
    both = replace(program, token=box.issue_tokens("tofirmaer@example.dk").refresh_token or "")
    ran = send(both, str(picture("bon.jpg")), *ORDER, status=2)
    assert "--company" in ran.errors


def test_an_account_that_has_gone_is_named_before_anything_is_sent(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    args = ("--date", "16.11.2026", "--amount", "149,-", "--account", "2999", "--json")
    ran = program.run("send", str(picture("bon.jpg")), *args)
    assert ran.objects[0]["error"]["code"] == "account_gone"
    assert ran.status in {1, 2}
    assert box.state.files(KAFFE) == []


def test_status_deliver_and_help_say_what_there_is(program: Program, picture: Picture) -> None:
    assert program.run("deliver", "--json").objects == []
    send(program, str(picture("bon.jpg")), *ORDER)
    (row,) = program.run("status", "--json").objects
    assert (row["state"], row["amount"], row["account"]) == ("drafted", "149.00", 7200)
    assert program.run("send").status == 2
    assert program.run("send", "--help").status == 0
    assert program.run("no-such-file.jpg", "--no-such-option").status == 2


def test_no_secret_is_written_anywhere(program: Program, picture: Picture, box: Sandbox) -> None:
    box.faults.add(Fault("500", "create_voucher"))
    ran = send(program, str(picture("bon.jpg")), *ORDER)
    secret = (program.token, box.client_secret)
    assert all(s not in ran.errors for s in secret)
    written = [p for p in program.data_dir.rglob("*") if p.is_file()]
    assert written
    for path in written:
        assert all(s.encode() not in path.read_bytes() for s in secret), path
