"""What only a server of our own can do: exact bytes, odd answers, certificates, redirects."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from desktop.dinero import transport
from desktop.dinero.bodies import UploadFile
from desktop.dinero.client import DineroClient
from desktop.http import new_session
from desktop.receipts.faults import Effect, Fault, FaultCode

TOKEN = "a-token-that-nobody-may-see"
GUID = "0a3f41c8-3b0f-4c39-b1d5-5a47dba1b5a5"


TWICE_IN_DANISH = (
    '{"validationErrors":{"X":"english"},"languageSpecificMessages":'
    '[{"property":"X","message":"Beløbet mangler"},{"property":"Y","message":"Beløbet mangler"}]}'
)


class Token:
    def access_token(self) -> str:
        return TOKEN

    def refused(self, token: str) -> bool:
        return token != TOKEN


class Server:
    """Answers each connection's one request with the bytes of ``answer``, then closes; keeps the requests."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._context = context
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._socket.getsockname()[1]}"
        self.answer = b""
        self.requests: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def says(self, body: str, status: str = "200 OK", *headers: str) -> None:
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Length: {len(body.encode())}",
            "Connection: close",
            *headers,
        ]
        self.answer = ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            with connection:
                self._serve_one(connection)

    def _serve_one(self, connection: socket.socket) -> None:
        try:
            talk = self._context.wrap_socket(connection, server_side=True) if self._context else connection
            with talk:
                self.requests.append(_request(talk))
                talk.sendall(self.answer)
        except OSError:  # a client that does not like our certificate goes away
            self.requests.append(b"")


def _request(talk: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += talk.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    while lengths and len(body) < int(lengths[0]):
        body += talk.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def client(server: Server) -> Iterator[DineroClient]:
    with new_session() as session:
        yield DineroClient(server.url, Token(), session, timeouts=(5.0, 5.0))


def fault_of(act: Callable[[], object]) -> Fault:
    with pytest.raises(Fault) as caught:
        act()
    return caught.value


def test_an_upload_is_one_part_called_file_with_the_same_ascii_name_thrice(
    server: Server, client: DineroClient, tmp_path: Path
) -> None:
    (tmp_path / "r.jpg").write_bytes(b"\xff\xd8\xff\r\nbytes")
    server.says('{"fileguid": "g1"}')
    name = "2026-05-16-Netto-ab12cd34-0123456789.jpg"
    assert client.upload(42, UploadFile(tmp_path / "r.jpg", 10, name, "image/jpeg")) == "g1"
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == f"POST /v1/42/files?fileName={name} HTTP/1.1"
    headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in lines[1:])}
    boundary = headers["content-type"].removeprefix("multipart/form-data; boundary=")
    assert headers["content-length"] == str(len(body))
    assert "transfer-encoding" not in headers
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["user-agent"].startswith("Bilagsdrop/")
    assert (
        body
        == (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{name}"; filename*=UTF-8\'\'{name}\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        ).encode()
        + b"\xff\xd8\xff\r\nbytes"
        + f"\r\n--{boundary}--\r\n".encode()
    )


def test_a_netrc_file_does_not_take_the_tokens_place(
    server: Server, client: DineroClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ida password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.says("[]")
    client.vat_types(42)
    assert f"Authorization: Bearer {TOKEN}".encode() in server.requests[0]


def test_a_sandbox_on_this_computer_is_reached_past_a_proxy(
    server: Server, client: DineroClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.says("[]")
    assert client.vat_types(42) == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"code":42,"message":"Validation Error","validationErrors":{"PaymentDate":"not on cash"}}', "not on cash"),
        ('{"Code":42,"Message":"Nej","ValidationErrors":{"Lines":["a","b",5]},"LanguageSpecificMessages":null}', "a b"),
        (TWICE_IN_DANISH, "Beløbet mangler"),
        ('{"message":" Nej \\n tak "}', "Nej tak"),
        ('{"errorMessageList":[{"Code":"1","Message":"sidst"}]}', "sidst"),
        ('"bare text"', "bare text"),
        ('{"message":"<html><body>oops</body></html>"}', ""),
        ("<!doctype html><html>", ""),
        ("", ""),
        ("[1,2]", ""),
        ('{"code":null,"validationErrors":[],"languageSpecificMessages":{}}', ""),
    ],
)
def test_reads_every_shape_of_an_error(server: Server, client: DineroClient, body: str, message: str) -> None:
    server.says(body, "400 Bad Request")
    fault = fault_of(lambda: client.voucher(42, GUID))
    assert (fault.code, fault.effect, fault.params["message"]) == (FaultCode.REFUSED, Effect.STOP_RECEIPT, message)


def test_a_long_message_is_cut_short(server: Server, client: DineroClient) -> None:
    server.says('{"message":"' + "å" * 5000 + '"}', "400 Bad Request")
    assert len(str(fault_of(lambda: client.vat_types(42)).params["message"])) == 300


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"validationErrors":{"Lines[0].AccountNumber":"Kontoen findes ikke"}}', "account"),
        ('{"languageSpecificMessages":[{"property":"accountNumber","message":"x"}]}', "account"),
        ('{"ValidationErrors":{"DepositAccountNumber":"x"}}', "paid_from"),
    ],
)
def test_an_error_that_names_an_account_says_which_field(
    server: Server, client: DineroClient, body: str, field: str
) -> None:
    server.says(body, "400 Bad Request")
    fault = fault_of(lambda: client.create_contact(42, GUID, "Netto"))
    assert (fault.code, fault.params["field"]) == (FaultCode.ACCOUNT_GONE, field)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_the_token_follows_no_redirect(server: Server, client: DineroClient, status: str) -> None:
    other = Server()
    try:
        server.says("", status, f"Location: {other.url}/v1/42/vatTypes")
        assert fault_of(lambda: client.vat_types(42)).code is FaultCode.BAD_ANSWER
        assert fault_of(lambda: client.create_contact(42, GUID, "Netto")).effect is Effect.ASK
    finally:
        other.close()
    assert other.requests == []


@pytest.mark.parametrize(
    ("date", "header", "wait"),
    [
        ("", "Retry-After: 12", 12.0),
        ("Date: Sat, 16 May 2026 08:00:00 GMT", "Retry-After: Sat, 16 May 2026 08:00:30 GMT", 30.0),
        ("Date: Sat, 16 May 2026 08:00:00 GMT", "Retry-After: Sat, 16 May 2026 07:00:00 GMT", 1.0),
        ("Date: nonsense", "Retry-After: nonsense", 60.0),
        ("", "X: y", 60.0),
    ],
)
def test_reads_every_way_of_saying_how_long(
    server: Server, client: DineroClient, date: str, header: str, wait: float
) -> None:
    headers = [h for h in (date, header) if h]
    server.says("API calls quota exceeded! maximum admitted 100 per 1m.", "429 Too Many Requests", *headers)
    fault = fault_of(lambda: client.create_contact(42, GUID, "Netto"))
    assert (fault.code, fault.effect, fault.retry_after) == (FaultCode.RATE_LIMITED, Effect.WAIT, wait)


@pytest.mark.parametrize(
    "body",
    [
        '{"a":1}',
        "[[]]",
        '[{"Name":"no code"}]',
        "null",
        "[NaN]",
        "[" * 100_000,
        "[" * 990 + "]" * 990,
        '[{"VatCode":"I25"}',
        "\xff",
    ],
)
def test_an_answer_of_another_shape_is_no_answer(server: Server, client: DineroClient, body: str) -> None:
    server.says(body)
    fault = fault_of(lambda: client.vat_types(42))
    assert (fault.code, fault.effect) == (FaultCode.BAD_ANSWER, Effect.WAIT)


@pytest.mark.parametrize("body", ["{}", "[]", '{"FileGuid":null}', '""', "", "<html>"])
def test_an_upload_without_a_guid_in_its_answer_is_asked_for(
    server: Server, client: DineroClient, tmp_path: Path, body: str
) -> None:
    (tmp_path / "r.pdf").write_bytes(b"x")
    server.says(body)
    fault = fault_of(lambda: client.upload(42, UploadFile(tmp_path / "r.pdf", 1, "r.pdf", "application/pdf")))
    assert (fault.code, fault.effect, fault.params["step"]) == (FaultCode.UNKNOWN_OUTCOME, Effect.ASK, "upload")


def test_keys_are_read_in_any_casing(server: Server, client: DineroClient) -> None:
    server.says(
        '{"GUID":"g","timeStamp":"01","status":"Draft","LINES":[{"amountInclVatValue":10.10}],"vouchernumber":7}'
    )
    found = client.voucher(42, GUID)
    assert (found.guid, found.timestamp, found.number, str(found.total)) == ("g", "01", 7, "10.10")


def test_an_answer_without_end_is_left(server: Server, client: DineroClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1000)
    server.says("[" + " " * 2000 + "]")
    assert fault_of(lambda: client.vat_types(42)).effect is Effect.WAIT


def test_pages_of_suppliers_are_fetched_until_the_last(server: Server, client: DineroClient) -> None:
    server.says(
        '{"Collection":[{"Name":"A","ContactGuid":"1"}],"Pagination":{"Page":5,"PageSize":1,"ResultWithoutFilter":6}}'
    )
    assert len(client.contacts(42)) == 1
    server.says('{"Collection":[],"Pagination":{"Page":0,"PageSize":0,"ResultWithoutFilter":6}}')
    assert client.contacts(42) == ()
    assert len(server.requests) == 2


def test_a_certificate_that_nobody_vouches_for_stops_before_anything_is_sent() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = Server(context)
    try:
        with new_session() as session:
            client = DineroClient(server.url, Token(), session, timeouts=(5.0, 5.0))
            fault = fault_of(lambda: client.create_contact(42, GUID, "Netto"))
        assert (fault.code, fault.effect) == (FaultCode.CERTIFICATE_ISSUER, Effect.WAIT)
    finally:
        server.close()
    assert server.requests == [b""]


def test_a_guid_with_odd_letters_stays_one_part_of_the_path(server: Server, client: DineroClient) -> None:
    server.says("[]")
    client.vouchers_by_file(42, "a/b?c{}#d")
    assert server.requests[0].startswith(b"GET /v1/42/vouchers/purchase/fileguid/a%2Fb%3Fc%7B%7D%23d HTTP/1.1")


def test_a_connection_that_was_idle_for_long_is_not_used_for_a_write(
    server: Server, client: DineroClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says("[]")
    server.answer = server.answer.replace(b"Connection: close\r\n", b"")  # promises more, and hangs up
    monkeypatch.setattr(transport, "LONGEST_IDLE", -1.0)
    for _ in range(3):
        client.create_contact(42, GUID, "Netto")
    assert len(server.requests) == 3
