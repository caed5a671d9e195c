"""The command line where things are not as they should be: interrupted, logged out, odd names, broken settings."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox import FORENING, KAFFE, Fault, Sandbox
from tests.crash.conftest import Program

Picture = Callable[..., Path]
FIELDS = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200")
ORDER = (*FIELDS, "--json")
SLOW_S = 15.0


def _state(program: Program) -> str | None:
    try:
        with closing(sqlite3.connect(f"file:{program.data_dir / 'journal.sqlite3'}?mode=ro", uri=True)) as journal:
            row = journal.execute("SELECT state FROM receipts").fetchone()
    except sqlite3.OperationalError:
        return None
    return str(row[0]) if row else None


def _wait_for(fact: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.05)


def _slow_upload(program: Program, file: Path, box: Sandbox, *more: str) -> subprocess.Popen[str]:
    box.faults.add(Fault("slow", "upload", after=True, seconds=SLOW_S))
    process = program.start("send", str(file), *ORDER, *more)
    _wait_for(lambda: _state(program) == "uploading")
    return process


def _finish(program: Program, box: Sandbox) -> None:
    done = program.run("deliver", "--json")
    assert (done.status, [o["state"] for o in done.objects]) == (0, ["drafted"]), done.errors
    assert (len(box.state.files(KAFFE)), len(box.state.vouchers(KAFFE))) == (1, 1)


def test_ctrl_c_ends_at_once_and_tells_the_truth(program: Program, picture: Picture, box: Sandbox) -> None:
    process = _slow_upload(program, picture("bon.jpg"), box)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    ended = program.end(process)
    assert time.monotonic() - begun < SLOW_S - 5
    assert ended.status == 1
    assert "Traceback" not in ended.errors
    assert [o["state"] for o in ended.objects] == ["uploading"]
    _finish(program, box)


def test_when_the_wait_is_over_a_slow_server_is_not_waited_for(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    process = _slow_upload(program, picture("bon.jpg"), box, "--wait", "1")
    begun = time.monotonic()
    ended = program.end(process)
    assert time.monotonic() - begun < SLOW_S - 5
    assert (ended.status, [o["state"] for o in ended.objects]) == (1, ["uploading"])
    _finish(program, box)


def test_logged_out_and_nothing_known_the_file_is_kept_and_completed_later(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    file = str(picture("bon.jpg"))
    out = replace(program, token="")
    told = out.run("send", file, *ORDER)
    assert told.status == 3, told.errors
    (kept,) = told.objects
    assert (kept["file"], kept["state"], kept["error"]["code"]) == (file, "new", "not_logged_in")
    assert "order it again" in kept["warning"]
    queued = out.run("send", file, *ORDER, "--company", str(KAFFE), "--paid-from", "55000")
    assert (queued.status, queued.objects[0]["state"]) == (3, "queued")
    done = program.run("send", file, *ORDER)
    assert (done.status, done.objects[0]["receipt_id"]) == (0, kept["receipt_id"])
    assert len(box.state.vouchers(KAFFE)) == 1


def test_a_company_that_is_not_ours_keeps_the_file_in_the_tray(program: Program, picture: Picture) -> None:
    ran = program.run("send", str(picture("bon.jpg")), *ORDER, "--company", str(FORENING))
    assert ran.status == 1
    (told,) = ran.objects
    assert (told["state"], told["error"]["code"]) == ("new", "wrong_profile")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--vat-code", "FOO"), "vat_code_unknown"),
        (("--paid-from", "1"), "account_gone"),
        (("--supplier", "X", "--due", "1.12.2026", "--currency", "KRONER"), "currency_unreadable"),
    ],
)
def test_what_dinero_would_refuse_is_refused_before_the_file_leaves(
    more: tuple[str, ...], code: str, program: Program, picture: Picture, box: Sandbox
) -> None:
    ran = program.run("send", str(picture("bon.jpg")), *ORDER, *more)
    assert (ran.status, ran.objects[0]["error"]["code"]) == (1, code)
    assert box.state.files(KAFFE) == []


def test_numbers_that_are_none_are_a_matter_of_usage(program: Program, picture: Picture) -> None:
    file = str(picture("bon.jpg"))
    for more in (("--paid-from", "0"), ("--account", "-1"), ("--wait", "nan"), ("--wait", "-1")):
        ran = program.run("send", file, *ORDER, *more)
        assert (ran.status, ran.objects) == (2, []), more


def test_a_folder_is_no_receipt_and_nothing_in_it_is_sent(program: Program, picture: Picture, tmp_path: Path) -> None:
    picture("bon.jpg")
    ran = program.run("send", str(tmp_path), *ORDER)
    assert (ran.status, ran.objects[0]["error"]["code"]) == (1, "not_a_receipt")
    assert program.run("status", "--json").objects == []


def test_a_name_that_is_no_text_goes_all_the_way(program: Program, picture: Picture, tmp_path: Path) -> None:
    file = picture("bon.jpg").rename(tmp_path / os.fsdecode(b"b\xe6r\n\x1b[31m.jpg"))
    ran = program.run("send", str(file), *ORDER)
    assert (ran.status, ran.objects[0]["state"]) == (0, "drafted"), ran.errors
    process = program.start("status")
    out, errors = process.communicate(timeout=60)
    assert len(out.splitlines()) == 1, errors
    assert "\x1b" not in out


@pytest.mark.parametrize("change", [{"vat_code": 25}, {"supplier": ["x"]}, {"file": 7}, {"date": 160526}, {"due": {}}])
def test_a_batch_of_wrong_kinds_does_nothing(change: dict[str, Any], program: Program, tmp_path: Path) -> None:
    row = {"file": "x.jpg", "date": "16.11.2026", "amount": 1, "account": 7200}
    path = tmp_path / "batch.json"
    path.write_text(json.dumps([row | change]), encoding="utf-8")
    ran = program.run("send", "--batch", str(path), "--json")
    assert (ran.status, ran.objects) == (2, [])


def test_json_too_deep_is_named(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "batch.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    ran = program.run("send", "--batch", str(path))
    assert ran.status == 2
    assert "not valid JSON" in ran.errors


@pytest.mark.parametrize(
    "text",
    [
        '{"company_id": "abc", "connect_url": 5, "theme": ["x"], "language": 7, "book": "yes"}',
        "[1, 2",
        "7",
        "[" * 100_000,
        '{"theme": null, "api_url": {}}',
    ],
)
def test_settings_that_are_damaged_read_as_not_set(text: str, program: Program) -> None:
    program.data_dir.mkdir()
    (program.data_dir / "settings.json").write_text(text, encoding="utf-8")
    ran = program.run("status", "--json")
    assert (ran.status, ran.objects) == (0, []), ran.errors


def test_a_reader_that_stops_reading_is_no_fault(program: Program, picture: Picture) -> None:
    for number in range(3):
        assert program.run("send", str(picture(f"{number}.jpg")), *ORDER).status == 0
    process = program.start("status", "--json")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.wait(60)
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


@pytest.mark.parametrize("kind", ["500", "429", "480", "html"])
def test_a_fault_of_dinero_that_passes_costs_no_order(
    kind: str, program: Program, picture: Picture, box: Sandbox
) -> None:
    box.faults.add(Fault(kind, "organizations", retry_after=1))
    box.faults.add(Fault(kind, "accounts_purchase", retry_after=1))
    ran = program.run("send", str(picture("bon.jpg")), *ORDER)
    assert (ran.status, ran.objects[0]["state"]) == (0, "drafted"), ran.errors


def test_a_fault_of_dinero_that_stays_is_told_as_not_reached(program: Program, picture: Picture, box: Sandbox) -> None:
    box.faults.add(Fault("500", "organizations", times=None))
    ran = program.run("send", str(picture("bon.jpg")), *ORDER, "--wait", "3")
    assert (ran.status, ran.objects[0]["state"], ran.objects[0]["error"]["code"]) == (4, "new", "server_fault")


def test_a_refused_receipt_ordered_again_with_other_fields_uses_its_file_again(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    box.faults.add(Fault("400/42", "create_voucher", property="Lines[0].AccountNumber"))
    file = str(picture("bon.jpg"))
    (refused,) = program.run("send", file, *ORDER).objects
    assert (refused["state"], refused["error"]["code"]) == ("attention", "account_gone")
    process = program.start("status")
    assert "The account is not there any more" in process.communicate(timeout=60)[0]
    corrected = (*FIELDS[:4], "--account", "2000", "--json")
    (told,) = program.run("send", file, *corrected).objects
    assert (told["state"], "account" in told["warning"]) == ("attention", True)
    (done,) = program.run("send", file, *corrected, "--again").objects
    assert (done["state"], done["receipt_id"], done["file_guid"]) == (
        "drafted", refused["receipt_id"], refused["file_guid"]
    )  # fmt: skip
    assert [v["Lines"][0]["AccountNumber"] for v in box.state.vouchers(KAFFE)] == [2000]
    assert len(box.state.files(KAFFE)) == 1


def test_a_user_without_any_company_is_told_so(program: Program, picture: Picture, box: Sandbox) -> None:
    alone = replace(program, token=box.issue_tokens("ingen@example.dk").refresh_token or "")
    ran = alone.run("send", str(picture("bon.jpg")), *ORDER)
    assert (ran.status, ran.objects[0]["state"], ran.objects[0]["error"]["code"]) == (1, "new", "no_company")


def test_a_receipt_of_a_stopped_company_is_not_said_to_try_by_itself(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    box.faults.add(Fault("401", "create_voucher", times=None))
    assert program.run("send", str(picture("bon.jpg")), *ORDER).status == 1
    process = program.start("status")
    out, errors = process.communicate(timeout=60)
    assert "by itself" not in out, errors
