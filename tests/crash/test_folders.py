"""Real starts on a data folder that was damaged, or that another computer used last."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop.sandbox import KAFFE, Sandbox
from tests.crash.conftest import Program

Picture = Callable[[str], Path]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--company", str(KAFFE), "--json")


def test_an_order_repeated_after_the_journal_was_lost_is_not_delivered_twice(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    file = str(picture("bon.jpg"))
    (first,) = program.run("send", file, *ORDER).objects
    journal = program.data_dir / "journal.sqlite3"
    journal.write_bytes(b"\xff" * journal.stat().st_size)
    again = program.run("send", file, *ORDER)
    assert "damaged or gone" in again.errors
    (second,) = again.objects
    assert (second["receipt_id"], second["voucher_guid"]) == (first["receipt_id"], first["voucher_guid"])
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == 1
    assert len(list(program.data_dir.glob("journal-damaged-*"))) == 1
    assert program.run("send", file, *ORDER).objects[0]["warning"]


def test_nothing_is_sent_from_a_folder_of_another_computer_until_one_says_so(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    file = str(picture("bon.jpg"))
    assert program.run("status").status == 0
    with closing(sqlite3.connect(program.data_dir / "journal.sqlite3")) as connection, connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'computer'")
    for command in (("send", file, *ORDER), ("deliver",)):
        ran = program.run(*command)
        assert (ran.status, ran.objects) == (1, [])
        assert "--this-computer" in ran.errors
    assert box.state.files(KAFFE) == []
    assert program.run("deliver", "--this-computer").status == 0
    assert program.run("send", file, *ORDER).objects[0]["state"] == "drafted"


def test_the_trail_and_the_report_of_a_delivery(program: Program, picture: Picture, tmp_path: Path) -> None:
    (told,) = program.run("send", str(picture("bon.jpg")), *ORDER).objects
    assert program.run("trail", told["receipt_id"][:10], str(tmp_path / "spor.txt")).status == 0
    text = (tmp_path / "spor.txt").read_text(encoding="utf-8")
    assert text.index("The file was uploaded") < text.index("The voucher was created")
    assert program.run("trail", "nobody", str(tmp_path / "spor.txt")).status == 2
    assert program.run("diagnostics", str(tmp_path / "report.zip")).status == 0
    with zipfile.ZipFile(tmp_path / "report.zip") as file:
        everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert told["receipt_id"] in everything
    secrets = (program.token, program.box.client_secret, "bon.jpg", "149")
    assert not [s for s in secrets if s in everything.replace(told["receipt_id"], "")]
