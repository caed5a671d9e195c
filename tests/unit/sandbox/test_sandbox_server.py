from __future__ import annotations

import dataclasses
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from desktop.cli.main import run as main_run
from desktop.sandbox import KAFFE, Options, Sandbox

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client

Starter = Callable[..., tuple[subprocess.Popen[str], dict[str, Any]]]
CONTROL = {"X-Sandbox": "1"}


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::"])
def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Sandbox(host=host)


def test_a_port_that_is_taken_is_an_oserror(box: Sandbox) -> None:
    with pytest.raises(OSError, match="in use"):
        Sandbox(port=box.port)


def test_a_name_that_only_resolves_to_loopback_is_refused(box: Sandbox) -> None:
    answer = requests.get(box.url, headers={"Host": f"evil.example:{box.port}"}, timeout=20)
    assert (answer.status_code, answer.text) == (400, "Host not allowed")
    assert requests.get(box.url, headers={"Host": f"localhost:{box.port}"}, timeout=20).status_code == 200


def test_connections_are_kept_and_every_answer_is_dated(client: Client) -> None:
    ports = set()
    for _ in range(3):
        with client.http.get(f"{client.box.url}/v1/{client.org}/vatTypes", stream=True, timeout=20) as answer:
            assert answer.raw.connection is not None
            ports.add(answer.raw.connection.sock.getsockname())
            assert answer.content
            assert answer.headers["Date"].endswith("GMT")
    client.upload()
    assert len(ports) == 1


def test_a_streamed_body_is_read_whole(client: Client) -> None:
    parts = [
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n',
        client.jpeg,
        b"\r\n--B--\r\n",
    ]
    url = f"{client.box.url}/v1/{client.org}/files"
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    assert client.http.post(url, data=iter(parts), headers=headers, timeout=20).status_code == 200
    assert client.box.state.files(client.org)[0]["Size"] == len(client.jpeg)


def test_a_sender_that_stops_midway_writes_nothing(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.box.port), 20) as wire:
        head = f"POST /v1/{client.org}/files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nabc"
        wire.sendall(head.encode())
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(100) == b""
    assert client.box.state.files(client.org) == []


def test_after_close_nothing_answers_on_an_open_connection() -> None:
    with requests.Session() as session:
        with Sandbox() as box:
            assert session.get(box.url, timeout=20).status_code == 200
        with pytest.raises(requests.exceptions.ConnectionError):
            session.get(box.url, timeout=20)


def test_many_at_once(client: Client, login: type[Client]) -> None:
    client.box.options = Options(rate_limit=None)

    def deliver() -> None:
        mine = login(client.box)
        for _ in range(5):
            mine.draft(FileGuid=mine.file())
        mine.http.close()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    vouchers = client.box.state.vouchers(client.org)
    assert len({v["FileGuid"] for v in vouchers}) == len({v["Timestamp"] for v in vouchers}) == 40
    assert client.box.state.mistakes == []


def test_the_log_of_requests_holds_no_secret(client: Client) -> None:
    client.upload()
    client.get("files", uploadedAfter="2026/01/01")
    tokens = client.box.issue_tokens()
    shown = json.dumps(client.box.state.as_json())
    assert [r["operation"] for r in client.box.state.requests] == ["upload", "files"]
    assert client.box.state.requests[0]["received"] > len(client.jpeg)
    for secret in (tokens.access_token, tokens.refresh_token, client.box.client_secret):
        assert str(secret) not in shown
        assert str(secret) not in repr(tokens)
    client.box.state.clear_log()
    assert client.box.state.requests == []


def test_state_lives_on_in_its_file(tmp_path: Path, login: type[Client]) -> None:
    path = tmp_path / "state" / "sandbox.sqlite"
    with Sandbox(state_file=path) as box:
        client = login(box)
        file = client.file()
        made = client.draft(FileGuid=file)
        supplier = client.contact(Name="Bliver ApS")
        refresh = str(box.issue_tokens().refresh_token)
        client.http.close()
    with Sandbox(state_file=path) as box:
        assert box.state.vouchers(KAFFE)[0]["Timestamp"] == made["Timestamp"]
        assert box.state.content(file) == client.jpeg
        assert supplier in [c["ContactGuid"] for c in box.state.contacts(KAFFE)]
        form = {"grant_type": "refresh_token", "refresh_token": refresh, "client_id": box.client_id,
                "client_secret": box.client_secret}  # fmt: skip
        assert requests.post(f"{box.url}/connect/token", data=form, timeout=20).status_code == 200
        box.clear()
        assert box.state.vouchers(KAFFE) == []
        assert len(box.state.contacts(KAFFE)) > 0
    assert refresh.encode() not in b"".join(f.read_bytes() for f in path.parent.iterdir())


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Starter]:
    """Start a sandbox in a process of its own; yield (process, what it printed)."""
    started = []

    def start(*more: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        code = ("import argparse; from desktop.sandbox import cli; p = argparse.ArgumentParser(); "
                "cli.add_arguments(p); raise SystemExit(cli.run(p.parse_args()))")  # fmt: skip
        arguments = [sys.executable, "-c", code, "--port", "0", "--print-json", "--state", str(tmp_path / "s.sqlite")]
        run = subprocess.Popen([*arguments, *more], stdout=subprocess.PIPE, text=True)
        started.append(run)
        assert run.stdout is not None
        return run, json.loads(run.stdout.readline())

    yield start
    for run in started:
        run.kill()
        run.wait()
        assert run.stdout is not None
        run.stdout.close()


def test_a_kill_loses_nothing_that_was_answered(process: Starter) -> None:
    run, told = process()
    session = requests.Session()
    tokens = session.post(f"{told['url']}/_sandbox/tokens", json={"user": "ejer@example.dk"}, headers=CONTROL,
                          timeout=20).json()  # fmt: skip
    session.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    made = [session.post(f"{told['url']}/v1/{KAFFE}/files", files={"file": ("a.pdf", b"%PDF-1.7")}, timeout=20).json()
            for _ in range(5)]  # fmt: skip
    run.send_signal(signal.SIGKILL)
    run.wait()
    _run, told = process()
    listed = session.get(f"{told['url']}/v1/{KAFFE}/files", timeout=20).json()
    assert {f["FileGuid"] for f in listed} == {f["FileGuid"] for f in made}
    session.close()


def test_the_command_serves_until_it_is_asked_to_stop(process: Starter) -> None:
    run, told = process("--option", "organizations_v11=false", "--fault", '{"kind": "500", "operation": "discovery"}')
    assert told["client_id"] == "isv_bilagsdrop_sandbox"
    assert told["users"][0]["organizations"] == [KAFFE]
    url = f"{told['url']}/.well-known/openid-configuration"
    assert [requests.get(url, timeout=20).status_code for _ in range(2)] == [500, 200]
    state = requests.get(f"{told['url']}/_sandbox/state", headers=CONTROL, timeout=20).json()
    assert state["options"]["organizations_v11"] is False
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=20) == 0


@pytest.mark.parametrize("path", ["state", "faults", "options", "scan", "edit", "tokens", "expire", "clear"])
def test_the_switches_need_their_header(box: Sandbox, path: str) -> None:
    method = "GET" if path == "state" else "POST"
    assert requests.request(method, f"{box.url}/_sandbox/{path}", json={}, timeout=20).status_code == 403


def control(box: Sandbox, path: str, body: object = None, method: str = "POST") -> requests.Response:
    return requests.request(method, f"{box.url}/_sandbox/{path}", json=body, headers=CONTROL, timeout=20)


def test_switches_from_another_process(client: Client) -> None:
    box = client.box
    assert control(box, "options", {"grace_seconds": 0, "response_modes": ["query"]}).json()["grace_seconds"] == 0
    assert box.options.response_modes == ("query",)
    assert control(box, "faults", {"kind": "500", "operation": "files"}).status_code == 200
    assert client.get("files").status_code == 500
    control(box, "faults", {"kind": "500", "times": None})
    control(box, "faults", method="DELETE")
    assert client.get("files").status_code == 200
    file = client.file()
    guid = control(box, "scan", {"file_guid": file, "amount": 12.5}).json()["Guid"]
    control(box, "edit", {"guid": guid, "action": "change", "changes": {"VoucherDate": "2026-05-16"}})
    assert control(box, "edit", {"guid": guid, "action": "book"}).status_code == 200
    state = control(box, "state", method="GET").json()
    assert state["organizations"][str(KAFFE)]["vouchers"][0]["Status"] == "Paid"
    assert state["organizations"][str(KAFFE)]["files"][0]["Linked"][0]["VoucherGuid"] == guid
    assert state["requests"][-1]["operation"] == "upload"
    control(box, "expire", {"what": "access"})
    assert client.get("files").status_code == 401
    control(box, "clear")
    assert box.state.files(KAFFE) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [("options", {"colour": 1}), ("options", {"rate_limit": "many"}), ("options", {"refresh_tokens": "never"}),
     ("options", {"organizations_v11": 1}), ("options", []), ("faults", {"kind": "x"}), ("faults", {}),
     ("scan", {}), ("scan", {"file_guid": "x"}), ("tokens", {"user": "x"}), ("expire", {}),
     ("edit", {"guid": "x", "action": "book"})],
)  # fmt: skip
def test_switches_that_make_no_sense_are_refused(box: Sandbox, path: str, body: object) -> None:
    before = box.options
    assert control(box, path, body).status_code == 400
    assert box.options == before


def test_options_change_while_it_runs(box: Sandbox) -> None:
    box.options = dataclasses.replace(box.options, organizations_v11=False)
    assert control(box, "state", method="GET").json()["options"]["organizations_v11"] is False


def test_the_overview_shows_vouchers_loose_files_and_mistakes_escaped(client: Client) -> None:
    supplier = client.contact(Name="<script>Ondt</script> ApS")
    loose = client.upload(name="løs<b>.jpg").json()["FileGuid"]
    line = {"AccountNumber": 7200, "Amount": 1234.5, "Description": "<i>Papir</i>", "BaseAmount": 1}
    made = client.draft(**client.credit(supplier, FileGuid=client.file(), Lines=[line]))
    client.book(made)
    page = requests.get(client.box.url, params={"org": str(client.org), "lang": "en"}, timeout=20)
    assert "1.234,50 DKK" in page.text
    assert "246,90" in page.text
    assert "&lt;script&gt;Ondt" in page.text
    assert "<script" not in page.text
    assert "<i>Papir" not in page.text
    assert "BaseAmount was dropped" in page.text
    assert f"/pages/files/{loose}" in page.text.partition('id="loose"')[2]
    assert "Booked, not paid" in page.text
    picture = requests.get(f"{client.box.url}/pages/files/{loose}", timeout=20)
    assert (picture.content, picture.headers["Content-Type"]) == (client.jpeg, "image/jpeg")
    assert requests.get(f"{client.box.url}/pages/files/none", timeout=20).status_code == 404
    assert client.box.state.requests[-1]["operation"] == "book"


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", "da", "da"), ("", "en-GB", "en"), ("", "de", "da"), ("lang=en", "da", "en"), ("lang=da", "en", "da"),
     ("lang=xx", "en", "en"), ("ui_locales=en-GB", "da", "en")],
)  # fmt: skip
def test_pages_speak_danish_and_english(box: Sandbox, query: str, header: str, language: str) -> None:
    page = requests.get(f"{box.url}/?{query}", headers={"Accept-Language": header}, timeout=20)
    assert f'<html lang="{language}">' in page.text


def test_faults_are_switched_on_the_page_and_by_no_other(client: Client) -> None:
    box = client.box
    form = {"kind": "500", "operation": "files", "times": "", "seconds": "0,5"}
    assert requests.post(f"{box.url}/pages/faults", data=form, timeout=20).status_code == 403
    token = re.search('name="csrf" value="([^"]+)"', requests.get(box.url, timeout=20).text)
    assert token is not None
    form["csrf"] = token[1]
    page = requests.post(f"{box.url}/pages/faults", data=form, timeout=20)
    assert "<code>500</code> · files" in page.text
    assert [f.times for f in box.faults] == [None]
    assert client.get("files").status_code == 500
    page = requests.post(f"{box.url}/pages/faults", data={**form, "times": "x"}, timeout=20)
    assert 'role="alert"' in page.text
    gone = {"csrf": token[1], "index": "0", "org": str(KAFFE)}
    requests.post(f"{box.url}/pages/faults/remove", data=gone, timeout=20)
    assert list(box.faults) == []


def test_a_port_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main_run(["sandbox", "--port", "99999"])
    assert ended.value.code == 2
    assert "99999" in capsys.readouterr().err
