from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import requests

from desktop.sandbox import Fault, FaultKind, Options, Sandbox
from desktop.sandbox.switches import OPERATIONS

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client, Clock


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("401", 401, 41), ("403", 403, 90), ("403/41", 403, 41), ("400/42", 400, 42), ("400/43", 400, 43),
     ("400/58", 400, 58), ("400/63", 400, 63), ("400/65", 400, 65), ("400/FileGuid", 400, 42), ("409/72", 409, 72),
     ("413", 413, 42), ("415", 415, 40), ("480", 480, 40), ("500", 500, 50)],
)  # fmt: skip
@pytest.mark.parametrize("after", [False, True])
def test_a_refusal_in_dineros_shape(client: Client, kind: str, status: int, code: int, after: bool) -> None:
    client.box.faults.add(Fault(kind, "create_voucher", after=after))
    answer = client.create()
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ("FileGuid" in answer.json()["validationErrors"]) == (code == 42 and status == 400)
    assert len(client.box.state.vouchers(client.org)) == after
    assert client.create().status_code == 200


@pytest.mark.parametrize(("kind", "status"), [("404", 404), ("502", 502), ("503", 503), ("504", 504), ("html", 200)])
def test_an_html_page(client: Client, kind: str, status: int) -> None:
    client.box.faults.add(Fault(kind, "vat_types"))
    answer = client.get("vatTypes")
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<h1>" in answer.text


@pytest.mark.parametrize("wait", [None, 7])
def test_a_full_quota_is_told_in_plain_text(client: Client, wait: int | None) -> None:
    client.box.faults.add(Fault("429", "files", retry_after=wait))
    answer = client.get("files")
    assert answer.status_code == 429
    assert answer.text == "API calls quota exceeded! maximum admitted 100 per 1m."
    assert answer.headers.get("Retry-After") == (None if wait is None else "7")


def test_an_empty_body_after_the_write(client: Client) -> None:
    client.box.faults.add(Fault("empty", "create_voucher"))
    answer = client.create()
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(client.box.state.vouchers(client.org)) == 1


def test_a_truncated_body_after_the_write(client: Client) -> None:
    client.box.faults.add(Fault("truncated", "create_voucher"))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        client.create()
    assert len(client.box.state.vouchers(client.org)) == 1
    assert client.get("vatTypes").status_code == 200


@pytest.mark.parametrize("after", [False, True])
def test_a_json_string_instead_of_an_object(client: Client, after: bool) -> None:
    client.box.faults.add(Fault("json-string", "upload", after=after))
    answer = client.upload()
    assert answer.status_code == (200 if after else 400)
    assert isinstance(answer.json(), str)
    files = client.box.state.files(client.org)
    assert [f["FileGuid"] for f in files] == ([answer.json()] if after else [])


@pytest.mark.parametrize("operation", ["upload", "create_voucher", "contact", "book"])
@pytest.mark.parametrize("after", [False, True])
def test_a_connection_cut_before_or_after_the_write(client: Client, operation: str, after: bool) -> None:
    made = client.draft()
    contacts = len(client.box.state.contacts(client.org))
    client.box.faults.add(Fault("cut", operation, after=after))
    calls: dict[str, Callable[[], object]] = {
        "upload": client.upload, "create_voucher": client.create, "contact": client.contact,
        "book": lambda: client.book(made)}  # fmt: skip
    with pytest.raises(requests.exceptions.ConnectionError):
        calls[operation]()
    state = client.box.state
    written = {
        "upload": len(state.files(client.org)) == 1, "create_voucher": len(state.vouchers(client.org)) == 2,
        "contact": len(state.contacts(client.org)) == contacts + 1,
        "book": state.vouchers(client.org)[0]["Status"] == "Paid",
    }  # fmt: skip
    assert written[operation] is after
    assert sum(written.values()) == after
    assert (state.requests[-1]["status"], state.requests[-1]["fault"]) == (0, "cut")


@pytest.mark.parametrize("after", [False, True])
def test_a_slow_answer_lets_others_pass(client: Client, after: bool) -> None:
    client.box.faults.add(Fault("slow", "create_voucher", seconds=30, after=after))
    url = f"{client.box.url}/v1.2/{client.org}/vouchers/purchase"
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.http.post(url, json=client.cash(), timeout=0.3)
    assert client.get("vatTypes").status_code == 200
    assert len(client.box.state.vouchers(client.org)) == after


def test_a_slow_answer_comes_as_soon_as_it_may_and_the_next_is_slow_again(client: Client) -> None:
    client.box.faults.add(Fault("slow", "vat_types", seconds=30, times=2))
    url = f"{client.box.url}/v1/{client.org}/vatTypes"
    with ThreadPoolExecutor(1) as worker:
        answer = worker.submit(client.http.get, url, timeout=20)
        while not answer.done():  # it may not have come yet
            client.box.hurry()
            time.sleep(0.01)
        assert answer.result().status_code == 200
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.http.get(url, timeout=0.3)


@pytest.mark.parametrize("kind", ["invalid_grant", "invalid_client"])
def test_a_token_that_is_refused(box: Sandbox, kind: str) -> None:
    old = box.issue_tokens().refresh_token
    box.faults.add(Fault(kind, "token"))
    form = {"grant_type": "refresh_token", "refresh_token": old, "client_id": box.client_id,
            "client_secret": box.client_secret}  # fmt: skip
    answer = requests.post(f"{box.url}/connect/token", data=form, timeout=20)
    assert (answer.status_code, answer.json()) == (400, {"error": kind})
    assert requests.post(f"{box.url}/connect/token", data=form, timeout=20).status_code == 200


def test_times_and_skip(client: Client) -> None:
    client.box.faults.add(Fault("500", "vat_types", times=2, skip=1))
    assert [client.get("vatTypes").status_code for _ in range(5)] == [200, 500, 500, 200, 200]
    rule = client.box.faults.add(Fault("503", path=r"/vatTypes$", method="GET", times=None))
    assert {client.get("vatTypes").status_code for _ in range(5)} == {503}
    assert rule.struck == 5
    assert client.get("accountingyears").status_code == 200
    client.box.faults.clear()
    assert client.get("vatTypes").status_code == 200


def test_a_fault_may_be_on_one_company_alone(client: Client) -> None:
    client.box.faults.add(Fault("500", org=1002, times=None))
    assert client.get("vatTypes").status_code == 200


@pytest.mark.parametrize("kind", list(FaultKind))
def test_every_kind_has_an_answer_for_every_read(client: Client, kind: FaultKind) -> None:
    client.box.faults.add(Fault(kind, "accounts_deposit"))
    try:
        answer = client.get("accounts/deposit")
    except requests.exceptions.RequestException:
        assert kind in {FaultKind.CUT, FaultKind.TRUNCATED}
    else:
        right = json.loads(answer.content) if answer.content[:1] == b"[" else None
        assert (right is not None) == (kind is FaultKind.SLOW)


def test_every_operation_is_a_route(box: Sandbox) -> None:
    routes = {rule.endpoint.rpartition(".")[2] for rule in box._front._app.url_map.iter_rules()}
    own = {r for r in routes if r.startswith(("control_", "page_"))} | {"static"}
    assert set(OPERATIONS) == routes - own


@pytest.mark.parametrize("members", [{"kind": "no such"}, {"kind": "500", "where": "x"}, {"kind": "500", "path": "("}])
def test_a_rule_that_makes_no_sense_is_a_value_error(members: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Fault.from_json(members)


@pytest.mark.parametrize("wait", [True, False])
def test_a_hundred_a_minute(clock: Clock, login: type[Client], wait: bool) -> None:
    with Sandbox(clock=clock, options=Options(retry_after=wait)) as box:
        client = login(box)
        assert {client.get("countries").status_code for _ in range(3)} == {404}
        assert {client.get("vatTypes").status_code for _ in range(100)} == {200}
        clock.now += 20
        full = client.get("vatTypes")
        assert full.status_code == 429
        assert full.headers.get("Retry-After") == ("41" if wait else None)
        other = login(box, "tofirmaer@example.dk", 1002)
        assert other.get("vatTypes").status_code == 200
        clock.now += 41
        assert client.get("vatTypes").status_code == 200
        client.http.close()
        other.http.close()


def test_the_limit_can_be_off(box: Sandbox, login: type[Client]) -> None:
    box.options = Options(rate_limit=None)
    client = login(box)
    assert {client.get("vatTypes").status_code for _ in range(105)} == {200}
    client.http.close()
