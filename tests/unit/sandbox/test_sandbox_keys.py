"""The sandbox's key server: what it hands out, to whom, and how often."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from desktop.sandbox import KAFFE, STARTER, TAG, Fault, Options, Sandbox
from desktop.sandbox.companies import ORGANIZATIONS
from tests.unit.sandbox.conftest import Clock

FORM = {"grant_type": "password", "scope": "read write"}


def exchange(box: Sandbox, key: str | None = None, secret: str | None = None, **changes: str) -> requests.Response:
    """Exchange a key as the program does; ``changes`` of the form come last."""
    given = key or box.api_key
    form = {**FORM, "username": given, "password": given, **changes}
    login = (box.personal_client_id, secret or box.personal_client_secret)
    return requests.post(f"{box.url}/dineroapi/oauth/token", data=form, auth=login, timeout=20)


def error(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def api(box: Sandbox, token: str, path: str) -> requests.Response:
    return requests.get(f"{box.url}/v1/{path}", headers={"Authorization": f"Bearer {token}"}, timeout=20)


def test_a_key_opens_its_company_and_no_other(box: Sandbox) -> None:
    body: dict[str, Any] = exchange(box).json()
    assert (body["token_type"], body["refresh_token"], body["expires_in"]) == ("bearer", "", 3600)
    token = body["access_token"]
    assert [o["id"] for o in api(box, token, "organizations").json()] == [KAFFE]
    assert api(box, token, f"{KAFFE}/vatTypes").status_code == 200
    assert api(box, token, f"{TAG}/vatTypes").status_code == 401


def test_a_key_may_be_exchanged_again_and_each_token_is_good(box: Sandbox) -> None:
    tokens = {exchange(box).json()["access_token"] for _ in range(3)}
    assert len(tokens) == 3
    assert all(api(box, token, "organizations").ok for token in tokens)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"password": "x"}, "invalid_grant"),
        ({"username": "", "password": ""}, "invalid_grant"),
        ({"username": "sandbox-key-nobody", "password": "sandbox-key-nobody"}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "read everything"}, "invalid_scope"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
    ],
)
def test_what_is_not_right_is_refused(box: Sandbox, changes: dict[str, str], wanted: str) -> None:
    assert error(exchange(box, **changes)) == (400, wanted)


def test_the_client_comes_by_basic_alone(box: Sandbox) -> None:
    url = f"{box.url}/dineroapi/oauth/token"
    form = {**FORM, "username": box.api_key, "password": box.api_key}
    inside = {**form, "client_id": box.personal_client_id, "client_secret": box.personal_client_secret}
    assert error(requests.post(url, data=inside, timeout=20)) == (400, "invalid_client")
    assert error(exchange(box, secret="x")) == (400, "invalid_client")
    assert (
        error(requests.post(url, data=form, auth=(box.client_id, box.client_secret), timeout=20))[1] == "invalid_client"
    )


def test_a_body_that_is_no_form_is_refused_and_written_down(box: Sandbox) -> None:
    form = {**FORM, "username": box.api_key, "password": box.api_key}
    login = (box.personal_client_id, box.personal_client_secret)
    answer = requests.post(f"{box.url}/dineroapi/oauth/token", json=form, auth=login, timeout=20)
    assert error(answer) == (400, "invalid_request")
    assert len(box.state.mistakes) == 1
    assert requests.get(f"{box.url}/dineroapi/oauth/token", params=form, auth=login, timeout=20).status_code == 405


def test_a_company_without_pro_gets_no_token_or_one_that_opens_nothing(box: Sandbox) -> None:
    key = ORGANIZATIONS[STARTER].api_key
    assert error(exchange(box, key)) == (400, "invalid_grant")
    box.options = Options(key_without_plan="token")
    token = exchange(box, key).json()["access_token"]
    assert api(box, token, "organizations").json() == [{"id": STARTER, "name": "Hobbyværkstedet", "isPro": False}]
    assert api(box, token, f"{STARTER}/vatTypes").status_code == 403


def test_sixty_requests_a_minute(clock: Clock) -> None:
    with Sandbox(clock=clock) as box:
        token = exchange(box).json()["access_token"]
        assert {api(box, token, f"{KAFFE}/vatTypes").status_code for _ in range(60)} == {200}
        over = api(box, token, f"{KAFFE}/vatTypes")
        assert (over.status_code, over.text) == (429, "API calls quota exceeded! maximum admitted 60 per 1m.")
        clock.now += 60
        assert api(box, token, f"{KAFFE}/vatTypes").status_code == 200


def test_sixty_exchanges_a_minute(clock: Clock) -> None:
    with Sandbox(clock=clock, options=Options(personal_token_limit=2)) as box:
        assert [exchange(box).status_code for _ in range(3)] == [200, 200, 429]
        assert exchange(box).headers["Retry-After"] == "61"
        assert exchange(box).headers["Cache-Control"] == "no-store"
        clock.now += 60
        assert exchange(box).status_code == 200
        box.options = Options(personal_token_limit=None)
        assert [exchange(box).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("kind", ["429", "503", "invalid_grant", "invalid_client", "html"])
def test_faults_strike_it_as_every_other_operation(box: Sandbox, kind: str) -> None:
    box.faults.add(Fault(kind, "personal_token", retry_after=7))
    struck = exchange(box)
    assert not struck.ok or "html" in struck.headers["Content-Type"]
    assert "access_token" not in struck.text
    assert exchange(box).ok


@pytest.mark.parametrize(("org", "plan"), [(KAFFE, False), (STARTER, True)])
def test_the_page_shows_a_key_that_a_person_can_use(box: Sandbox, org: int, plan: bool) -> None:
    page = requests.get(f"{box.url}/", params={"org": str(org), "lang": "en"}, timeout=20).text
    shown = (box.url, box.personal_client_id, box.personal_client_secret, ORGANIZATIONS[org].api_key)
    assert all(f"<code>{text}</code>" in page for text in shown)
    assert ('Personal key <span class="count">without Pro or Total' in page) is plan
