"""The sandbox against Dinero's own description of its API, named by ``BILAGSDROP_OPENAPI``."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse

from desktop.sandbox import KAFFE, Sandbox

Json = dict[str, object]
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 100


def mended(document: dict[str, object], url: str) -> dict[str, object]:
    """Return the description without the defects that it is known to have, for the server at ``url``.

    The upload's media type is misspelled; RemainderIsFee is both required and read-only; a cash purchase can't name a
    contact, yet the update demands one; the security scheme is not the real one. The tokens have tests of their own.
    """
    text = json.dumps(document).replace("multipart/formdata", "multipart/form-data")
    whole = json.loads(text)
    schemas = whole["components"]["schemas"]
    schemas["PurchaseVoucherCreditPaymentCreateModel"]["properties"]["RemainderIsFee"].pop("readOnly", None)
    schemas["PurchaseVoucherUpdateModel"]["required"].remove("ContactGuid")
    whole["components"].pop("securitySchemes", None)
    whole.pop("security", None)
    for path in whole["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    whole["servers"] = [{"url": url}]
    return dict(whole)


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    named = os.environ.get("BILAGSDROP_OPENAPI")
    if not named:
        pytest.skip("BILAGSDROP_OPENAPI does not name Dinero's description of its API")
    return dict(json.loads(Path(named).read_text(encoding="utf-8")))


class Checked:
    """A client whose every request and answer is held against the description."""

    def __init__(self, box: Sandbox, document: dict[str, object]) -> None:
        self.box = box
        self.openapi = OpenAPI.from_dict(mended(document, box.url))
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {box.issue_tokens().access_token}"

    def call(self, method: str, path: str, body: Json | None = None, **query: str) -> requests.Response:
        return self._send(requests.Request(method, self.box.url + path, json=body, params=query))

    def org(
        self, method: str, path: str, body: Json | None = None, version: str = "v1", **query: str
    ) -> requests.Response:
        return self.call(method, f"/{version}/{KAFFE}/{path}", body, **query)

    def upload(self, path: str = "files") -> str:
        request = requests.Request("POST", f"{self.box.url}/v1/{KAFFE}/{path}", files={"file": ("a.jpg", JPEG)})
        return str(self._send(request).json()["FileGuid"])

    def _send(self, request: requests.Request) -> requests.Response:
        prepared = self.http.prepare_request(request)
        answer = self.http.send(prepared, timeout=20)
        assert answer.status_code == 200, answer.text
        asked = RequestsOpenAPIRequest(prepared)
        if "multipart" not in asked.content_type:  # its schema says nothing about the parts
            self.openapi.validate_request(asked)
        if answer.content and answer.headers["Content-Type"] == "application/json":
            self.openapi.validate_response(asked, RequestsOpenAPIResponse(answer))
        return answer


@pytest.fixture
def api(document: dict[str, object]) -> Iterator[Checked]:
    with Sandbox() as box:
        checked = Checked(box, document)
        yield checked
        checked.http.close()


def names(document: dict[str, object], schema: str) -> str:
    """Return all members of a model, as ``fields=`` takes them: a part of them would lack required ones."""
    components = json.loads(json.dumps(document["components"]))
    return ",".join(components["schemas"][schema]["properties"])


def cash(**more: object) -> Json:
    return {"PurchaseType": "cash", "VoucherDate": "2026-05-16", "DepositAccountNumber": 55000, "RegionKey": "DK",
            "Lines": [{"Description": "Papir", "AccountNumber": 7200, "Amount": 125.0}], **more}  # fmt: skip


CONTACT: Json = {"Name": "Ny", "CountryKey": "DE", "IsPerson": False, "IsMember": False, "UseCvr": False,
                 "VatNumber": "DE812871812"}  # fmt: skip


def test_reference_data(api: Checked, document: dict[str, object]) -> None:
    api.call("GET", "/v1/organizations", fields=names(document, "OrganizationReadModel"))
    api.call("GET", "/v1.1/organizations")
    api.call("GET", "/v1/countries")
    for path in ("vatTypes", "accountingyears", "webhooks/events", "webhooks/subscriptions"):
        api.org("GET", path)
    api.org("GET", "accounts/purchase", fields=names(document, "EntryAccountReadModel"))
    api.org("GET", "accounts/entry", fields=names(document, "EntryAccountReadModel"))
    api.org("GET", "accounts/deposit", fields=names(document, "DepositAccountReadModel"))
    api.org("POST", "webhooks/subscribe", {"Uri": "https://example.dk/hook", "EventId": "entries"})


def test_files(api: Checked) -> None:
    guid = api.upload()
    api.upload("files/attachment")
    api.org("POST", "vouchers/purchase", cash(FileGuid=guid), "v1.2")
    assert api.org("GET", "files", fileStatus="Used", page="0", uploadedAfter="2026/01/01").json()[0]["Linked"]
    assert api.org("GET", f"files/{guid}").content == JPEG
    assert api.org("GET", f"vouchers/purchase/fileguid/{guid}").json()


def test_contacts(api: Checked, document: dict[str, object]) -> None:
    guid = api.org("POST", "contacts", {**CONTACT, "ContactGuid": str(uuid.uuid4())}).json()["ContactGuid"]
    api.org("GET", f"contacts/{guid}")
    api.org("PUT", f"contacts/{guid}", {**CONTACT, "Name": "Nyere"}, "v2")
    api.org("PUT", f"contacts/{guid}", CONTACT)
    for version in ("v1", "v2"):
        api.org("GET", "contacts", version=version, fields=names(document, "ContactReadModel"), pageSize="5")
    api.org("DELETE", f"contacts/{guid}")


def test_purchases_from_draft_to_booking(api: Checked) -> None:
    for version in ("v1.1", "v1.2"):
        made = api.org("POST", "vouchers/purchase", cash(ExternalReference="x"), version).json()
    path = f"vouchers/purchase/{made['Guid']}"
    assert api.org("GET", path).json() == made
    for version in ("v1", "v1.1"):
        made = api.org("PUT", path, cash(Timestamp=made["Timestamp"]), version).json()
    api.org("POST", "vouchers/purchase/fetch", cash())
    assert api.org("POST", "vouchers/purchase/similar", cash()).json()["SimilarFound"]
    booked = api.org("POST", f"{path}/book", {"Timestamp": made["Timestamp"], "Number": None}).json()
    assert booked["Status"] == "Paid"
    api.org("GET", "entries", fromDate="2026-01-01T00:00:00Z", toDate="2026-12-31T00:00:00Z")
    api.org("DELETE", path, {"Timestamp": booked["Timestamp"]})


def test_credit_purchases_payments_and_credit_notes(api: Checked) -> None:
    supplier = api.org("POST", "contacts", CONTACT).json()["ContactGuid"]
    lines = [{"AccountNumber": 7301, "VatCode": "IEUY", "Amount": 15.24}]
    sent: Json = {"PurchaseType": "credit", "VoucherDate": "2026-05-16", "PaymentDate": "2026-05-30",
                  "ContactGuid": supplier, "Lines": lines}  # fmt: skip
    made = api.org("POST", "vouchers/purchase", sent, "v1.2").json()
    path = f"vouchers/purchase/{made['Guid']}"
    booked = api.org("POST", f"{path}/book", {"Timestamp": made["Timestamp"]}).json()
    assert booked["Status"] == "Overdue"
    payments = f"purchase-vouchers/{made['Guid']}/payments"
    paid = api.org("POST", payments, {"Timestamp": booked["Timestamp"], "DepositAccountNumber": 55000, "Amount": 15.24,
                                      "Description": "Betalt", "RemainderIsFee": False}).json()  # fmt: skip
    api.org("GET", payments)
    left = api.org("DELETE", f"{payments}/{paid['Guid']}/{paid['TimeStamp']}").json()
    note = api.org("POST", f"{path}/generate-creditnote", {"Timestamp": {"Timestamp": left["TimeStamp"]}}).json()
    notes = f"vouchers/purchase/creditnotes/{note['Guid']}"
    api.org("GET", notes)
    changed = api.org("PUT", notes, {"Timestamp": note["TimeStamp"], "Lines": lines, "ContactGuid": supplier,
                                     "Date": "2026-06-01T00:00:00Z"}).json()  # fmt: skip
    done = api.org("POST", f"{notes}/book", {"Timestamp": changed["TimeStamp"]}).json()
    api.org("DELETE", notes, {"Timestamp": done["Timestamp"]})
    api.org("POST", "vouchers/purchase/creditnotes", {"Lines": lines})
    today = booked["BookingTime"]
    api.org("GET", "entries/changes", changesFrom=today, changesTo=today)


def test_manual_vouchers(api: Checked) -> None:
    sent: Json = {"VoucherDate": "2026-05-16",
                  "Lines": [{"AccountNumber": 7200, "BalancingAccountNumber": 55000, "Amount": 125.0}]}  # fmt: skip
    made = api.org("POST", "vouchers/manuel", sent).json()
    path = f"vouchers/manuel/{made['Guid']}"
    api.org("GET", path)
    changed = api.org("PUT", path, {**sent, "Timestamp": made["Timestamp"]}).json()
    booked = api.org("POST", f"{path}/book", {"Timestamp": changed["Timestamp"]}).json()
    api.org("DELETE", path, {"Timestamp": booked["Timestamp"]})


def test_every_operation_is_there(api: Checked, document: dict[str, object]) -> None:
    paths = dict(json.loads(json.dumps(document["paths"])))
    described = [(method.upper(), path) for path, operations in paths.items() for method in operations]
    assert len(described) > 40
    for method, path in described:
        filled = path
        for name in ("organizationId", "guid", "id", "paymentId", "fileGuid", "timestamp"):
            filled = filled.replace("{" + name + "}", str(KAFFE) if name == "organizationId" else str(uuid.UUID(int=1)))
        answer = api.http.request(method, api.box.url + filled, timeout=20)
        assert "text/html" not in answer.headers.get("Content-Type", ""), (method, path)
        assert answer.status_code != 405, (method, path)
