"""Every request that the client makes, as its bytes left, against Dinero's own specification.

``BILAGSDROP_OPENAPI`` names an extract of Dinero's OpenAPI document; without it these tests are skipped.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import os
import socket
import threading
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.validation.request.exceptions import RequestBodyValidationError
from werkzeug.datastructures import Headers, ImmutableMultiDict

from desktop.dinero.bodies import UploadFile
from desktop.dinero.client import DineroClient
from desktop.dinero.orders import OrderLine, VoucherOrder
from desktop.dinero.readmodels import differs, untouched
from desktop.http import new_session
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import VoucherKind, new_receipt_id
from desktop.sandbox import KAFFE, Sandbox

BEYOND = {"fileName"}
"""Query parameters that Dinero's FAQ has and its specification lacks (contract 4.1)."""


@dataclass
class Sent:
    """One request as it left, in the shape that openapi-core reads."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None

    def __post_init__(self) -> None:
        url = urlsplit(self.target)
        self.host_url = "https://api.dinero.dk"
        self.path = url.path
        self.query = parse_qsl(url.query, keep_blank_values=True)
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(self.query), header=Headers(dict(self.headers)), cookie=ImmutableMultiDict()
        )
        self.content_type = self.headers.get("content-type", "")

    def __str__(self) -> str:
        return f"{self.method} {self.target}"


class Relay:
    """Stands between client and sandbox, passes every byte on, and keeps those of the client."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.streams: list[bytearray] = []
        self._sockets: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        for end in (self._listener, *self._sockets):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side went first
        for thread in self._threads:
            thread.join(10)
        for end in (self._listener, *self._sockets):
            end.close()

    def requests(self) -> list[Sent]:
        return [sent for stream in self.streams for sent in _split(bytes(stream))]

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._sockets += [near, far]
            self.streams.append(kept := bytearray())
            for source, sink, store in ((near, far, kept), (far, near, bytearray())):
                thread = threading.Thread(target=_pump, args=(source, sink, store), daemon=True)
                self._threads.append(thread)
                thread.start()


def _pump(source: socket.socket, sink: socket.socket, store: bytearray) -> None:
    try:
        while data := source.recv(65536):
            store += data
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return  # one side has gone


def _split(stream: bytes) -> Iterator[Sent]:
    """Yield the requests of one connection."""
    while stream:
        head, _, rest = stream.partition(b"\r\n\r\n")
        line, _, fields = head.partition(b"\r\n")
        method, target, _version = line.decode("ascii").split(" ")
        headers = {k.lower(): v for k, v in BytesParser().parsebytes(fields).items()}
        length = int(headers.get("content-length", 0))
        yield Sent(method.lower(), target, headers, rest[:length] or None)
        stream = rest[length:]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    path = os.environ.get("BILAGSDROP_OPENAPI")
    if not path:
        pytest.skip("BILAGSDROP_OPENAPI does not name Dinero's OpenAPI extract")
    loaded: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return _mended(loaded)


def _mended(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document without its two defects that would refuse everything.

    The media type of an upload is misspelt, and the security scheme is the implicit flow with a member it can't have.
    """
    mended = copy.deepcopy(document)
    mended["components"]["securitySchemes"] = {"OAuth2": {"type": "http", "scheme": "bearer"}}
    for item in mended["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {})
            if "multipart/formdata" in content:
                content["multipart/form-data"] = content.pop("multipart/formdata")
    return mended


@pytest.fixture(scope="module")
def specification(document: dict[str, Any]) -> OpenAPI:
    return OpenAPI.from_dict(document)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    with Sandbox() as box:
        relay = Relay(box.port)
        try:
            with new_session() as session:
                client = DineroClient(relay.url, _Login(box), session, timeouts=(5.0, 10.0))
                _use_everything(box, client, tmp_path_factory.mktemp("renditions"))
        finally:
            relay.close()
        assert box.state.mistakes == []
        return relay.requests()


class _Login:
    def __init__(self, box: Sandbox) -> None:
        self._token = box.issue_tokens().access_token

    def access_token(self) -> str:
        return self._token

    def refused(self, token: str) -> bool:
        return token != self._token


def _use_everything(box: Sandbox, client: DineroClient, folder: Path) -> None:
    (company,) = client.organizations()
    book = client.company_book(company)
    box.options = replace(box.options, organizations_v11=False)
    client.organizations()
    guid = str(uuid.uuid4())
    client.create_contact(KAFFE, guid, "Hetzner Online GmbH", "DE", "DE812871812")
    client.create_contact(KAFFE, str(uuid.uuid4()), "Rødgrød & Søn")
    client.contact(KAFFE, guid)
    files = [client.upload(KAFFE, _rendition(folder, number)) for number in range(4)]
    client.download(KAFFE, files[0], io.BytesIO())
    list(client.files(KAFFE))
    list(client.files(KAFFE, dt.date(2026, 5, 1)))
    line = OrderLine(Decimal("125.5"), book.accounts[0].number, "I25", "Kontorartikler “æøå” \N{EURO SIGN}")
    cash = VoucherOrder(dt.date(2026, 5, 16), (line,), files[0], new_receipt_id(), deposit=55000)
    credit = VoucherOrder(
        dt.date(2026, 5, 16), (OrderLine(Decimal("15.24"), 7320, "IEUY"), OrderLine(Decimal(10), 7320, "IEUY")),
        files[1], new_receipt_id(), credit=True, contact_guid=guid, due=dt.date(2026, 5, 30), currency="EUR",
    )  # fmt: skip
    client.similar(KAFFE, cash)
    first, second = client.create_voucher(KAFFE, cash), client.create_voucher(KAFFE, credit)
    assert first is not None
    assert second is not None
    client.vouchers_by_file(KAFFE, files[0])
    client.book_voucher(KAFFE, second.guid, second.timestamp or "")
    client.delete_voucher(KAFFE, first.guid, first.timestamp or "")
    with pytest.raises(Fault) as caught:
        client.voucher(KAFFE, first.guid)
    assert caught.value.code is FaultCode.NOT_FOUND
    _use_other_kinds(client, files[2:], guid)


def _use_other_kinds(client: DineroClient, files: list[str], contact: str) -> None:
    day, own = dt.date(2026, 5, 16), str(uuid.uuid4())
    line = OrderLine(Decimal("125.5"), 7200, None, "Retur")
    note = VoucherOrder(
        day, (line,), files[0], new_receipt_id(), contact_guid=contact, kind=VoucherKind.CREDIT_NOTE, guid=own
    )
    sale = OrderLine(Decimal(125), 55000, None, "Salg", balancing=1000, balancing_vat="U25", net=Decimal(100))
    manual = VoucherOrder(
        day, (sale, OrderLine(Decimal(5), 63000, "none", balancing=55000)), files[1], new_receipt_id(),
        kind=VoucherKind.MANUAL,
    )  # fmt: skip
    assert client.create_voucher(KAFFE, note) is None
    client.create_voucher(KAFFE, manual)
    guids = {
        note.kind: own,
        manual.kind: next(f.vouchers[0] for p in client.files(KAFFE) for f in p if f.guid == files[1]),
    }
    for order in (note, manual):
        read = client.voucher(KAFFE, guids[order.kind], order.kind)
        assert (differs(order, read), untouched(order, read), read.total) == (None, True, order.total)
        booked = client.book_voucher(KAFFE, read.guid, read.timestamp or "", order.kind)
        assert booked is not None
        assert booked.is_booked
        client.delete_voucher(KAFFE, read.guid, booked.timestamp or "", order.kind)


def _rendition(folder: Path, number: int) -> UploadFile:
    data = b"%PDF-1.4\n" + bytes([number]) * 100_000 + b"\n%%EOF\n"
    path = folder / f"{number}.pdf"
    path.write_bytes(data)
    return UploadFile(path, len(data), f"2026-05-16-Netto-ab12cd34-012345678{number}.pdf", "application/pdf")


def test_every_request_is_one_that_dinero_documents(specification: OpenAPI, sent: list[Sent]) -> None:
    for request in sent:
        try:
            specification.validate_request(request)
        except OpenAPIError as error:
            pytest.fail(f"{request}: {error!r} {error.__cause__!r}")


def test_no_query_parameter_is_unknown(document: dict[str, Any], sent: list[Sent]) -> None:
    for request in sent:
        known = {p["name"] for p in _operation(document, request).get("parameters", []) if p["in"] == "query"}
        assert {name for name, _value in request.query} <= known | BEYOND, str(request)


def test_no_deprecated_operation_is_used(document: dict[str, Any], sent: list[Sent]) -> None:
    assert [str(r) for r in sent if _operation(document, r).get("deprecated")] == []


def test_every_operation_of_the_client_was_seen(document: dict[str, Any], sent: list[Sent]) -> None:
    org, purchases = "/v1/{organizationId}", "/v1/{organizationId}/vouchers/purchase"
    assert {(request.method.upper(), _template(document, request)) for request in sent} == {
        ("GET", "/v1.1/organizations"),
        ("GET", "/v1/organizations"),
        ("GET", f"{org}/accounts/purchase"),
        ("GET", f"{org}/accounts/deposit"),
        ("GET", f"{org}/accounts/entry"),
        ("GET", f"{org}/vatTypes"),
        ("GET", f"{org}/accountingyears"),
        ("GET", "/v2/{organizationId}/contacts"),
        ("POST", f"{org}/contacts"),
        ("GET", f"{org}/contacts/{{guid}}"),
        ("POST", f"{org}/files"),
        ("GET", f"{org}/files"),
        ("GET", f"{org}/files/{{fileGuid}}"),
        ("POST", "/v1.2/{organizationId}/vouchers/purchase"),
        ("POST", f"{purchases}/similar"),
        ("GET", f"{purchases}/fileguid/{{fileGuid}}"),
        ("GET", f"{purchases}/{{guid}}"),
        ("POST", f"{purchases}/{{guid}}/book"),
        ("DELETE", f"{purchases}/{{guid}}"),
        *(
            (method, f"{path}{tail}")
            for path in (f"{purchases}/creditnotes", f"{org}/vouchers/manuel")
            for method, tail in (("POST", ""), ("GET", "/{guid}"), ("POST", "/{guid}/book"), ("DELETE", "/{guid}"))
        ),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"Lines": [{"BaseAmount": 125}]},
        {"Lines": [{"Amount": 125, "Quantity": 1}]},
        {"Lines": [{"Amount": "125"}]},
        {"Notes": "hello"},
        {"PurchaseType": None},
        {"DepositAccountNumber": "55000"},
    ],
)
def test_the_validator_refuses_members_that_dinero_would_drop(
    specification: OpenAPI, sent: list[Sent], changes: dict[str, Any]
) -> None:
    request = next(r for r in sent if r.method == "post" and r.path == f"/v1.2/{KAFFE}/vouchers/purchase")
    specification.validate_request(request)
    wrong = {**json.loads(request.body or b""), **changes}
    with pytest.raises(RequestBodyValidationError):
        specification.validate_request(replace(request, body=json.dumps(wrong).encode()))


def _operation(document: dict[str, Any], request: Sent) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][_template(document, request)][request.method]
    return found


def _template(document: dict[str, Any], request: Sent) -> str:
    """Return the path that fits; one with fewer placeholders goes first."""
    wanted = request.path.split("/")
    for template in sorted(map(str, document["paths"]), key=lambda path: path.count("{")):
        parts = template.split("/")
        fits = len(parts) == len(wanted) and all(
            p.startswith("{") or p == w for p, w in zip(parts, wanted, strict=True)
        )
        if fits and request.method in document["paths"][template]:
            return template
    raise AssertionError(str(request))
