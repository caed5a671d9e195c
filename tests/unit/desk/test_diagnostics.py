"""What leaves the computer in an error report: known secrets and names are planted and looked for in every byte."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from desktop.config import Config, Settings
from desktop.desk import ReceiptDesk
from desktop.desk.diagnostics import Wishes, write_diagnostics
from desktop.desk.redaction import Redactor
from desktop.receipts.company import Company, CompanyBook, Supplier
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.store import RequestStart

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
SECRETS = {
    "refresh token": "8F3C2B1A9D7E6F5041322334A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E-1",
    "access token": "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl",
    "client secret": "kort-hemmelig!",
    "code": "B1CE7F20A94D",
    "cookie": "sessionid-99",
}
NAMES = {
    "supplier": "Café Ærø & Sønner",
    "description": "Frokost med Klaus Bülow",
    "file": "Kvittering fra Ærø.jpg",
    "company": "Hansens Kaffe ApS",
    "known supplier": "Møbelhuset Jylland",
    "mail": "ida.hansen@example.dk",
    "CVR": "DK12345678",
    "amount": "98.765,43",
}
LOG = f"""\
2026-05-16 12:00:00 INFO a: Authorization: Bearer {SECRETS["access token"]}
2026-05-16 12:00:01 INFO b: POST /connect/token refresh_token={SECRETS["refresh token"]}&grant_type=refresh_token
2026-05-16 12:00:02 INFO c: client_secret: "{SECRETS["client secret"]}", Cookie: {SECRETS["cookie"]}
2026-05-16 12:00:03 INFO d: https://localhost/callback?code={SECRETS["code"]}&state=abcdefghijkl
2026-05-16 12:00:04 INFO e: {NAMES["supplier"]} {NAMES["supplier"].upper()} {quote(NAMES["supplier"])}
2026-05-16 12:00:05 INFO f: {json.dumps(NAMES["description"])} {NAMES["file"]} {NAMES["amount"]} 98765.43
2026-05-16 12:00:06 INFO g: {NAMES["company"]} {NAMES["known supplier"]} {NAMES["mail"]} {NAMES["CVR"]} 010203-1234
2026-05-16 12:00:07 INFO h: receipt 0123456789abcdef0123456789abcdef met status code: 502 after 0,4 s
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("https://c", "https://a", tmp_path / "data"), lambda: NOW)
    desk.open()
    company = Company(424242, NAMES["company"], has_api=True, vat_number=NAMES["CVR"])
    desk.company_table.save_list([company])
    desk.company_table.save_book(CompanyBook(company, (), suppliers=(Supplier("g", NAMES["known supplier"]),)))
    desk.save_settings(Settings(company_id=424242, client_id="isv_HansensKaffe", redirect_uri="https://kaffe.example"))
    yield desk
    desk.close()


@pytest.fixture
def receipt(desk: ReceiptDesk, tmp_path: Path) -> Receipt:
    path = tmp_path / NAMES["file"]
    Image.new("RGB", (30, 50), "white").save(path)
    taken = desk.take([path]).taken[0]
    draft = Draft(NAMES["supplier"], None, NOW.date(), Decimal("98765.43"), 7200, description=NAMES["description"])
    refused = FaultNote(FaultCode.REFUSED, {"message": f"Nej, {NAMES['supplier']}", "status": 400})
    made = desk.receipt_table.save(
        replace(taken, draft=draft, state=State.ATTENTION, company_id=424242, fault=refused, file_name="aeroe.jpg")
    )
    detail: dict[str, str | int | float] = {"name": NAMES["file"], "size": 312000, "sha256": "a" * 64}
    detail["amount"] = "98765.43"
    number = desk.request_table.begin(RequestStart("upload", 424242, "isv_HansensKaffe", taken.id, detail), 90)
    assert isinstance(number, int)
    desk.request_table.settle(number, "refused", NOW)
    return made


def _report(desk: ReceiptDesk, path: Path, wishes: Wishes | None = None) -> dict[str, str]:
    write_diagnostics(desk, path, wishes)
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_no_secret_and_no_name_is_in_the_report(desk: ReceiptDesk, receipt: Receipt, tmp_path: Path) -> None:
    desk.config.log_path.write_text(LOG, encoding="utf-8")
    (desk.config.data_dir / "bilagsdrop.log.1").write_text(LOG, encoding="utf-8")
    found = _report(desk, tmp_path / "report.zip", Wishes(self_test=f'{{"part": "{tmp_path} {NAMES["supplier"]}"}}'))
    everything = "\n".join([*found.values(), *found]).lower()
    for what, text in (SECRETS | NAMES).items():
        assert text.lower() not in everything, what
    for piece in (
        "ærø",
        "caf%c3%a9",
        "b\\u00fclow",
        "98765",
        "424242",
        "isv_hansens",
        "010203",
        str(Path.home()).lower(),
    ):
        assert piece not in everything, piece
    assert receipt.id in found["receipts.csv"]
    assert "0123456789abcdef0123456789abcdef met status code: 502" in found["bilagsdrop.log"]
    assert found["bilagsdrop.log.1"] == found["bilagsdrop.log"]


def test_secrets_stay_out_also_where_names_are_wanted(desk: ReceiptDesk, receipt: Receipt, tmp_path: Path) -> None:
    desk.config.log_path.write_text(LOG, encoding="utf-8")
    known = Wishes(keep_names=True, secrets=("plain word",), self_test="a plain word and plain%20word")
    found = _report(desk, tmp_path / "report.zip", known)
    everything = "\n".join(found.values())
    assert not [what for what, text in SECRETS.items() if text in everything]
    assert found["self-test.json"] == "a [secret] and [secret]"
    (row,) = _rows(found["receipts.csv"])
    assert (row["id"], row["supplier"], row["names"]) == (receipt.id, NAMES["supplier"], NAMES["file"])


def test_the_report_says_what_one_needs(desk: ReceiptDesk, receipt: Receipt, tmp_path: Path) -> None:
    found = _report(desk, tmp_path / "report.zip")
    about = json.loads(found["about.json"])
    assert about["journal"]["sound"] is True
    assert about["receipts"] == {"attention": 1}
    assert about["vault"] == {"checked": 1, "finished": True, "changed": 0, "missing": 0}
    assert about["packages"]["pillow"]
    (row,) = _rows(found["receipts.csv"])
    assert (row["state"], row["company"], row["fault"]) == ("attention", "1", "refused status=400")
    (request,) = _rows(found["requests.csv"])
    assert (request["receipt"], request["outcome"]) == (receipt.id, "refused")
    assert json.loads(request["detail"]) == {"size": 312000, "sha256": "a" * 64}
    assert json.loads(found["settings.json"])["client_id"] == "[set]"


def test_a_damaged_journal_does_not_keep_the_log_back(desk: ReceiptDesk, tmp_path: Path) -> None:
    desk.close()
    desk.config.log_path.write_bytes(b"a line\n")
    desk.config.journal_path.write_bytes(b"this is not SQLite" * 1000)
    found = _report(desk, tmp_path / "report.zip")
    assert found["bilagsdrop.log"] == "a line\n"
    assert json.loads(found["about.json"])["journal"] == {"fault": "journal_damaged"}
    assert json.loads(found["requests.csv"]) == {"fault": "journal_damaged"}


def test_a_folder_that_does_not_exist_yet_is_reported(tmp_path: Path) -> None:
    desk = ReceiptDesk(Config("https://c", "https://a", tmp_path / "none"))
    assert json.loads(_report(desk, tmp_path / "report.zip")["about.json"])["receipts"] == {}
    desk.close()


def test_a_place_that_can_not_be_written_is_named(desk: ReceiptDesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Fault) as caught:
        write_diagnostics(desk, tmp_path / "file" / "report.zip")
    assert caught.value.code is FaultCode.FILE_NOT_WRITTEN


def test_a_long_log_is_cut_between_lines(desk: ReceiptDesk, tmp_path: Path) -> None:
    line = "2026-05-16 INFO a: " + "ord " * 20
    desk.config.log_path.write_text(f"{line}\n" * 40_000, encoding="utf-8")
    log = _report(desk, tmp_path / "report.zip")["bilagsdrop.log"]
    assert 1_900_000 < len(log) <= 2_000_000
    assert set(log.splitlines()) == {line}


def test_five_thousand_names_are_looked_for_in_good_time() -> None:
    redactor = Redactor([], [f"Leverandør nummer {n} ApS" for n in range(5000)])
    text = "2026-05-16 12:00:00 INFO desktop.outbox: Leverandør nummer 77 ApS\n" * 3000
    begun = dt.datetime.now(dt.UTC)
    assert "nummer" not in redactor.clean(text)
    assert dt.datetime.now(dt.UTC) - begun < dt.timedelta(seconds=20)
