from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

import pytest
import requests

from desktop.sandbox import FORENING, Options, Sandbox

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client


def refused(answer: requests.Response) -> dict[str, str]:
    """Return the members that a validation error names."""
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert body["code"] == 42
    assert {m["property"] for m in body["languageSpecificMessages"]} == body["validationErrors"].keys()
    return dict(body["validationErrors"])


def test_a_cash_purchase_becomes_a_draft_with_vat_taken_out_of_its_gross_amount(client: Client) -> None:
    file = client.file()
    made = client.draft(FileGuid=file, ExternalReference="7f3c")
    assert (made["Status"], made["VoucherNumber"], made["FileGuid"]) == ("Draft", None, file)
    assert (made["PaymentDate"], made["CurrencyKey"]) == ("2026-05-16", "DKK")
    line = made["Lines"][0]
    assert (line["AmountExclVatValue"], line["AmountInclVatValue"], line["VatAmountValue"]) == (100.0, 125.0, 25.0)
    assert line["VatCode"] == "I25"
    assert [t["Type"] for t in made["VoucherTotals"]] == ["SubTotal", "Vat", "Total"]
    assert made["VoucherTotals"][-1]["Total"] == 125.0
    assert client.get(f"vouchers/purchase/{made['Guid']}").json() == made
    assert client.get(f"vouchers/purchase/fileguid/{file}").json() == [made["Guid"]]


@pytest.mark.parametrize(
    ("account", "code", "amount", "vat"),
    [(7200, "I25", 99.95, 19.99), (4140, None, 1000.0, 50.0), (6120, None, 80.0, 0.0), (7301, "IEUY", 15.24, 0.0),
     (7200, "NONE", 10.0, 0.0), (2000, None, 0.01, 0.0)],
)  # fmt: skip
def test_vat_by_code(client: Client, account: int, code: str | None, amount: float, vat: float) -> None:
    line = client.draft(Lines=[{"AccountNumber": account, "VatCode": code, "Amount": amount}])["Lines"][0]
    assert line["VatAmountValue"] == vat
    assert line["AmountInclVatValue"] == amount
    assert round(line["AmountExclVatValue"] + vat, 2) == amount


def test_lines_with_and_without_vat_are_summed_apart(client: Client) -> None:
    made = client.draft(Lines=[{"AccountNumber": 7200, "Amount": 125}, {"AccountNumber": 6120, "Amount": 75.5}])
    totals = {t["Type"]: t["Total"] for t in made["VoucherTotals"]}
    assert totals == {"SubTotal": 100.0, "SubTotalWithoutVat": 75.5, "Vat": 25.0, "Total": 200.5}


@pytest.mark.parametrize(
    ("member", "value"),
    [("PaymentDate", "2026-05-30"), ("ContactGuid", "75b3c512-3d11-492a-a6fb-f22acbd62878"), ("CurrencyKey", "EUR"),
     ("DepositAccountNumber", 58000), ("RegionKey", "Mars"), ("FileGuid", "gone"), ("PurchaseType", "barter"),
     ("VoucherDate", "16.05.2026"), ("VoucherDate", "2026-02-30"), ("VoucherDate", 20260516),
     ("ExternalReference", "x" * 129), ("DepositAccountNumber", "55000"), ("Lines", "none")],
)  # fmt: skip
def test_a_cash_purchase_is_refused_with_the_member_named(client: Client, member: str, value: object) -> None:
    assert member in refused(client.create(**{member: value}))
    assert client.box.state.vouchers(client.org) == []


@pytest.mark.parametrize(
    ("line", "member"),
    [({"AccountNumber": 55000, "Amount": 1}, "AccountNumber"), ({"AccountNumber": 1000, "Amount": 1}, "AccountNumber"),
     ({"AccountNumber": 2001, "Amount": 1}, "AccountNumber"), ({"AccountNumber": 2000, "Amount": -1}, "Amount"),
     ({"AccountNumber": 2000, "Amount": "1,00"}, "Amount"), ({"AccountNumber": 2000, "Amount": True}, "Amount"),
     ({"AccountNumber": 2000, "Amount": 1, "VatCode": ""}, "VatCode"),
     ({"AccountNumber": 2000, "Amount": 1, "VatCode": "X9"}, "VatCode")],
)  # fmt: skip
def test_a_line_is_refused_with_the_member_named(client: Client, line: dict[str, Any], member: str) -> None:
    assert f"Lines[0].{member}" in refused(client.create(Lines=[line]))


def test_unknown_members_are_dropped_and_noted(client: Client) -> None:
    line = {"AccountNumber": 2000, "BaseAmount": 125.0, "Description": "x"}
    made = client.draft(Lines=[line], Notes="hej")
    assert made["VoucherTotals"][-1]["Total"] == 0.0
    texts = "\n".join(m["text"] for m in client.box.state.mistakes)
    assert "BaseAmount" in texts
    assert "Notes" in texts
    assert "became 0 kr" in texts


def test_the_right_body_is_no_mistake(client: Client) -> None:
    client.draft(FileGuid=client.file(), ExternalReference="abc")
    assert client.box.state.mistakes == []


def test_a_second_voucher_for_one_file_is_noted(client: Client) -> None:
    file = client.file()
    client.draft(FileGuid=file)
    client.draft(FileGuid=file)
    assert ["second voucher" in m["text"] for m in client.box.state.mistakes] == [True]


def test_a_credit_purchase(client: Client) -> None:
    contact = client.contact(CountryKey="DE")
    lines = [{"AccountNumber": 7301, "VatCode": "IEUY", "Amount": 15.24}]
    made = client.draft(**client.credit(contact, CurrencyKey="EUR", Lines=lines))
    assert (made["PaymentDate"], made["CurrencyKey"], made["ContactGuid"]) == ("2099-05-30", "EUR", contact)
    booked = client.book(made).json()
    assert (booked["Status"], booked["VoucherNumber"]) == ("Booked", 1)


@pytest.mark.parametrize(
    ("member", "value"),
    [("ContactGuid", "75b3c512-3d11-492a-a6fb-f22acbd62878"), ("ContactGuid", "no guid"), ("CurrencyKey", "XXX"),
     ("DepositAccountNumber", 55000), ("RegionKey", "DK"), ("PaymentDate", "2026-05-15")],
)  # fmt: skip
def test_a_credit_purchase_is_refused_with_the_member_named(client: Client, member: str, value: object) -> None:
    assert member in refused(client.create(**client.credit(client.contact(), **{member: value})))


def test_booking_pays_a_cash_purchase_and_numbers_it(client: Client) -> None:
    first, second = client.draft(), client.draft()
    booked = client.book(first).json()
    assert (booked["Status"], booked["VoucherNumber"]) == ("Paid", 1)
    assert booked["Timestamp"] != first["Timestamp"]
    assert booked["BookedByType"].startswith("API")
    assert "Number" in refused(client.book(second, Number=1))
    assert client.book(second, Number=7).json()["VoucherNumber"] == 7
    assert "Status" in refused(client.book(booked))


def test_an_old_timestamp_is_refused_with_code_58(client: Client) -> None:
    made = client.draft()
    client.box.edit(made["Guid"], "change", {"ExternalReference": "by hand"})
    for answer in (client.book(made), client.delete(f"vouchers/purchase/{made['Guid']}", {"Timestamp": "00"})):
        assert (answer.status_code, answer.json()["code"]) == (400, 58)
    assert client.box.state.vouchers(client.org)[0]["Status"] == "Draft"


@pytest.mark.parametrize(
    ("changes", "member"),
    [({"Lines": []}, "Lines"), ({"Lines": [{"AccountNumber": 2000, "Amount": 0}]}, "Lines"),
     ({"Lines": [{"Amount": 5}]}, "Lines.AccountNumber"), ({"DepositAccountNumber": None}, "DepositAccountNumber"),
     ({"RegionKey": None}, "RegionKey"), ({"RegionKey": "EU"}, "RegionKey"), ({"VoucherDate": None}, "VoucherDate"),
     ({"VoucherDate": "1999-01-01"}, "VoucherDate")],
)  # fmt: skip
def test_a_draft_that_lacks_something_is_not_booked(client: Client, changes: dict[str, Any], member: str) -> None:
    assert member in refused(client.book(client.draft(**changes)))


def test_a_credit_purchase_without_due_date_is_not_booked(client: Client) -> None:
    made = client.draft(**client.credit(client.contact(), PaymentDate=None))
    assert "PaymentDate" in refused(client.book(made))


def test_booking_into_the_next_year_opens_it(client: Client) -> None:
    names = [y["Name"] for y in client.get("accountingyears").json()]
    coming = str(dt.datetime.now(dt.UTC).year + 1)
    assert coming not in names
    assert client.book(client.draft(VoucherDate=f"{coming}-01-02")).status_code == 200
    assert [y["Name"] for y in client.get("accountingyears").json()] == [*names, coming]


def test_deleting_needs_a_body_with_the_timestamp(client: Client) -> None:
    file = client.file()
    made = client.draft(FileGuid=file)
    path = f"vouchers/purchase/{made['Guid']}"
    assert client.delete(path).status_code in {400, 415}
    assert client.delete(path, {}).status_code == 400
    assert client.delete(path, {"Timestamp": made["Timestamp"]}).status_code == 200
    assert client.get(path).status_code == 404
    assert client.get(f"vouchers/purchase/fileguid/{file}").json() == []
    assert client.get("files").json()[0]["Linked"][0]["VoucherGuid"] == made["Guid"]


@pytest.mark.parametrize(("option", "status", "code"), [("400/63", 400, 63), ("400/65", 400, 65), ("404", 404, 63)])
def test_a_missing_voucher_is_answered_as_the_option_says(
    client: Client, option: Literal["404", "400/63", "400/65"], status: int, code: int
) -> None:
    client.box.options = Options(missing_voucher=option)
    answer = client.get("vouchers/purchase/75b3c512-3d11-492a-a6fb-f22acbd62878")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(("option", "status"), [("200", 200), ("201", 201), ("201-empty", 201)])
def test_creation_is_answered_as_the_option_says(
    client: Client, option: Literal["200", "201", "201-empty"], status: int
) -> None:
    client.box.options = Options(create_answer=option)
    answer = client.create(FileGuid=client.file())
    assert answer.status_code == status
    assert (answer.content == b"") == (option == "201-empty")
    assert len(client.box.state.vouchers(client.org)) == 1


def test_update_replaces_a_draft_and_needs_the_latest_timestamp(client: Client) -> None:
    made = client.draft()
    path = f"vouchers/purchase/{made['Guid']}"
    body = client.cash(Timestamp=made["Timestamp"], Lines=[{"AccountNumber": 2000, "Amount": 80}])
    changed = client.put(path, body, "v1.1").json()
    assert changed["VoucherTotals"][-1]["Total"] == 80.0
    assert changed["Timestamp"] > made["Timestamp"]
    assert client.put(path, body, "v1.1").json()["code"] == 58
    booked = client.book(changed).json()
    assert "Status" in refused(client.put(path, {**body, "Timestamp": booked["Timestamp"]}, "v1.1"))


def test_similar_and_fetch_write_nothing(client: Client) -> None:
    assert client.post("vouchers/purchase/similar", client.cash()).json()["SimilarFound"] is False
    assert client.post("vouchers/purchase/fetch", client.cash()).json()["VoucherTotals"][-1]["Total"] == 125.0
    made = client.draft()
    found = client.post("vouchers/purchase/similar", client.cash()).json()
    assert (found["SimilarFound"], found["SimilarGuid"]) == (True, made["Guid"])
    assert len(client.box.state.vouchers(client.org)) == 1


def test_a_file_that_is_not_usable_yet_is_named(client: Client) -> None:
    client.box.options = Options(file_usable_after_ms=60_000)
    assert refused(client.create(FileGuid=client.file())).keys() == {"FileGuid"}


def test_a_company_without_vat_knows_no_vat_codes(box: Sandbox, login: type[Client]) -> None:
    client = login(box, "tofirmaer@example.dk", FORENING)
    assert [v["VatCode"] for v in client.get("vatTypes").json()] == ["none"]
    assert "Lines[0].VatCode" in refused(client.create(Lines=[{"AccountNumber": 7200, "VatCode": "I25", "Amount": 5}]))
    assert client.draft()["Lines"][0]["VatAmountValue"] == 0.0
    client.http.close()


def test_the_smart_scan_makes_a_draft_of_its_own(client: Client) -> None:
    file = client.file()
    guid = client.box.scan(file, "99.50", "2026-05-16")
    assert client.get(f"vouchers/purchase/fileguid/{file}").json() == [guid]
    scanned = client.box.state.vouchers(client.org)[0]
    assert (scanned["CreatedBy"], scanned["ExternalReference"]) == ("Smart scan", None)


def test_a_person_books_and_deletes(client: Client) -> None:
    first, second = client.draft(), client.draft()
    client.box.edit(first["Guid"], "book")
    client.box.edit(second["Guid"], "delete")
    found = client.get(f"vouchers/purchase/{first['Guid']}").json()
    assert (found["Status"], found["BookedByType"]) == ("Paid", "Web")
    assert client.get(f"vouchers/purchase/{second['Guid']}").status_code == 404


def test_entries_of_booked_purchases_balance(client: Client) -> None:
    file = client.file()
    made = client.draft(FileGuid=file)
    client.draft()
    client.book(made)
    rows = client.get("entries", fromDate="2026-01-01", toDate="2026-12-31").json()
    assert {r["VoucherGuid"] for r in rows} == {made["Guid"]}
    assert sum(r["Amount"] for r in rows) == 0
    assert [(r["AccountNumber"], r["Amount"]) for r in rows] == [(7200, 100.0), (64060, 25.0), (55000, -125.0)]
    assert client.get("entries", fromDate="2025-12-01", toDate="2026-01-31").status_code == 400
    assert client.get("entries/changes", changesFrom="2026-01-01", changesTo="2026-03-01").status_code == 400


def test_payments_settle_a_credit_purchase(client: Client) -> None:
    made = client.draft(**client.credit(client.contact()))
    booked = client.book(made).json()
    path = f"purchase-vouchers/{made['Guid']}/payments"
    body = {"Timestamp": booked["Timestamp"], "DepositAccountNumber": 55000, "Description": "Betaling", "Amount": 125,
            "RemainderIsFee": False}  # fmt: skip
    paid = client.post(path, body).json()
    assert client.get(f"vouchers/purchase/{made['Guid']}").json()["Status"] == "Paid"
    assert client.post(path, body).json()["code"] == 58
    assert client.delete(f"{path}/{paid['Guid']}/{paid['TimeStamp']}").status_code == 200
    assert client.get(path).json() == []


def test_a_purchase_past_its_due_date_is_overdue(client: Client) -> None:
    made = client.draft(**client.credit(client.contact(), PaymentDate="2026-05-17"))
    client.book(made)
    assert client.get(f"vouchers/purchase/{made['Guid']}").json()["Status"] == "Overdue"


def test_credit_notes(client: Client) -> None:
    booked = client.book(client.draft(**client.credit(client.contact()))).json()
    path = "vouchers/purchase/creditnotes"
    made = client.post(f"vouchers/purchase/{booked['Guid']}/generate-creditnote",
                       {"Timestamp": {"Timestamp": booked["Timestamp"]}}).json()  # fmt: skip
    note = client.get(f"{path}/{made['Guid']}").json()
    assert (note["CreditNoteFor"], note["Timestamp"]) == (booked["Guid"], made["TimeStamp"])
    sent = {"Timestamp": made["TimeStamp"], "ContactGuid": note["ContactGuid"], "Date": "2026-06-01T00:00:00Z",
            "Lines": [{"AccountNumber": 2000, "Amount": 10}]}  # fmt: skip
    changed = client.put(f"{path}/{made['Guid']}", sent).json()
    done = client.post(f"{path}/{made['Guid']}/book", {"Timestamp": changed["TimeStamp"]}).json()
    assert (done["Status"], done["CreditNoteNumber"], done["Date"]) == ("Booked", 2, "2026-06-01T00:00:00Z")
    other = client.post(path, {"Guid": "75b3c512-3d11-492a-a6fb-f22acbd62878", "Lines": []}).json()
    assert client.post(path, {"Guid": other["Guid"], "Lines": []}).status_code == 409
    assert client.delete(f"{path}/{other['Guid']}", {"Timestamp": other["TimeStamp"]}).status_code == 200


def test_manual_vouchers(client: Client) -> None:
    line = {"AccountNumber": 7200, "BalancingAccountNumber": 55000, "Amount": 125}
    made = client.post("vouchers/manuel", {"VoucherDate": "2026-05-16", "Lines": [line]}).json()
    assert (made["TotalInclVat"], made["TotalExclVat"]) == (125.0, 100.0)
    path = f"vouchers/manuel/{made['Guid']}"
    changed = client.put(path, {"Timestamp": made["Timestamp"], "VoucherDate": "2026-05-17", "Lines": [line]}).json()
    booked = client.post(f"{path}/book", {"Timestamp": changed["Timestamp"]}).json()
    assert (booked["Status"], booked["VoucherNumber"]) == ("Booked", 1)
    assert client.get(path).json() == booked
    assert client.delete(path, {"Timestamp": booked["Timestamp"]}).status_code == 200
    assert refused(client.post("vouchers/manuel", {"Lines": [{"AccountNumber": 1, "Amount": 1}]}))
