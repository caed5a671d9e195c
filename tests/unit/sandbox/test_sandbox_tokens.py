from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from desktop.sandbox import KAFFE, Options, Sandbox

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client, Clock

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SCOPE = "dineropublicapi:read dineropublicapi:write offline_access"


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def asked(box: Sandbox, **changes: str | None) -> dict[str, str]:
    query = {"client_id": box.client_id, "redirect_uri": box.redirect_uri, "response_type": "code", "scope": SCOPE,
             "response_mode": "query", "state": "s/&=?1", "code_challenge": CHALLENGE,
             "code_challenge_method": "S256", **changes}  # fmt: skip
    return {k: v for k, v in query.items() if v is not None}


def hidden(page: str) -> dict[str, str]:
    return {
        name: value.replace("&amp;", "&")
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }


def log_in(box: Sandbox, browser: requests.Session, query: dict[str, str], user: str = "ejer@example.dk") -> str:
    page = browser.get(f"{box.url}/connect/authorize", params=query, timeout=20)
    assert page.status_code == 200, page.text
    form = {**hidden(page.text), "username": user, "password": "sandbox"}
    consent = browser.post(f"{box.url}/connect/login", data=form, timeout=20)
    assert 'name="csrf"' in consent.text
    return consent.text


def answer(box: Sandbox, browser: requests.Session, page: str, choice: str = "accept") -> requests.Response:
    form = {**hidden(page), "answer": choice}
    return browser.post(f"{box.url}/connect/consent", data=form, allow_redirects=False, timeout=20)


def fields(reply: requests.Response) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(reply.headers["Location"]).query).items()}


def token(box: Sandbox, **form: str) -> requests.Response:
    body = {"client_id": box.client_id, "client_secret": box.client_secret, **form}
    return requests.post(f"{box.url}/connect/token", data=body, timeout=20)


def exchange(box: Sandbox, code: str, **changes: str) -> requests.Response:
    return token(box, **{"grant_type": "authorization_code", "code": code, "redirect_uri": box.redirect_uri,
                         "code_verifier": VERIFIER, **changes})  # fmt: skip


def refresh(box: Sandbox, refresh_token: str) -> requests.Response:
    return token(box, grant_type="refresh_token", refresh_token=refresh_token)


def test_login_consent_and_code_exchange(box: Sandbox, browser: requests.Session) -> None:
    page = log_in(box, browser, asked(box))
    assert "Karen Kaffe" in page
    reply = answer(box, browser, page)
    assert reply.headers["Location"].startswith(box.redirect_uri + "?")
    got = fields(reply)
    assert got["state"] == "s/&=?1"
    assert got["scope"] == SCOPE
    assert got["iss"] == box.url
    tokens = exchange(box, got["code"])
    assert tokens.headers["Cache-Control"] == "no-store"
    body = tokens.json()
    assert re.fullmatch("[0-9A-F]{64}", body["refresh_token"])
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, SCOPE)
    header = {"Authorization": f"Bearer {body['access_token']}"}
    assert requests.get(f"{box.url}/v1/organizations", headers=header, timeout=20).json()[0]["id"] == KAFFE


def test_form_post_is_the_default_and_posts_itself(box: Sandbox, browser: requests.Session) -> None:
    for mode in (None, "form_post"):
        browser.cookies.clear()
        reply = answer(box, browser, log_in(box, browser, asked(box, response_mode=mode)))
        assert reply.status_code == 200
        assert f'action="{box.redirect_uri}"' in reply.text
        assert "script-src 'self'" in reply.headers["Content-Security-Policy"]
        assert hidden(reply.text)["state"] == "s/&=?1"
        assert exchange(box, hidden(reply.text)["code"]).status_code == 200


def test_the_consent_page_may_redirect_to_the_client(box: Sandbox, browser: requests.Session) -> None:
    browser.get(f"{box.url}/connect/authorize", params=asked(box), timeout=20)
    page = browser.get(f"{box.url}/connect/authorize", params=asked(box), timeout=20)
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'self' https://bilagsdrop.invalid" in policy
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy


def test_deny_and_another_user(box: Sandbox, browser: requests.Session) -> None:
    page = log_in(box, browser, asked(box))
    denied = fields(answer(box, browser, page, "deny"))
    assert (denied["error"], denied["state"]) == ("access_denied", "s/&=?1")
    again = answer(box, browser, page, "another")
    assert 'name="password"' in again.text
    other = log_in(box, browser, asked(box), "tofirmaer@example.dk")
    assert "Tove Tofirmaer" in other
    assert "Foreningen Havnebadet" in other


def test_a_wrong_password_shows_the_login_again(box: Sandbox, browser: requests.Session) -> None:
    form = {**asked(box), "username": "ejer@example.dk", "password": "nej"}
    page = browser.post(f"{box.url}/connect/login", data=form, timeout=20)
    assert 'role="alert"' in page.text
    assert "sandbox_session" not in browser.cookies


def test_who_is_logged_in_goes_straight_to_consent_unless_login_is_asked_for(
    box: Sandbox, browser: requests.Session
) -> None:
    log_in(box, browser, asked(box))
    url = f"{box.url}/connect/authorize"
    assert "csrf" in browser.get(url, params=asked(box), timeout=20).text
    for prompt in ("login", "select_account"):
        assert "password" in browser.get(url, params=asked(box, prompt=prompt), timeout=20).text
        assert "csrf" in log_in(box, browser, asked(box, prompt=prompt))


def test_prompt_none_never_shows_a_page(box: Sandbox, browser: requests.Session) -> None:
    reply = browser.get(f"{box.url}/connect/authorize", params=asked(box, prompt="none"), allow_redirects=False,
                        timeout=20)  # fmt: skip
    assert fields(reply)["error"] == "login_required"


@pytest.mark.parametrize(
    "changes",
    [{"client_id": "isv_other"}, {"redirect_uri": "https://bilagsdrop.invalid/callback/"}, {"redirect_uri": None},
     {"response_type": "token"}, {"scope": "dineropublicapi:internal"}, {"scope": None},
     {"response_mode": "fragment"}, {"code_challenge_method": "S512"}],
)  # fmt: skip
def test_a_wrong_request_shows_an_error_id_and_redirects_nowhere(
    box: Sandbox, browser: requests.Session, changes: dict[str, str | None]
) -> None:
    reply = browser.get(f"{box.url}/connect/authorize", params=asked(box, **changes), allow_redirects=False, timeout=20)
    assert reply.status_code == 400
    assert re.search('id="error-id">[0-9A-F]{32}<', reply.text)
    assert "Location" not in reply.headers
    assert any("authorization failed" in m["text"] for m in box.state.mistakes)


def test_consent_without_the_session_or_its_token_gives_no_code(box: Sandbox, browser: requests.Session) -> None:
    page = log_in(box, browser, asked(box))
    form = {**hidden(page), "answer": "accept"}
    foreign = requests.post(f"{box.url}/connect/consent", data=form, allow_redirects=False, timeout=20)
    assert "Location" not in foreign.headers
    form["csrf"] = "wrong"
    forged = browser.post(f"{box.url}/connect/consent", data=form, allow_redirects=False, timeout=20)
    assert "Location" not in forged.headers


def code(box: Sandbox, browser: requests.Session, **changes: str | None) -> str:
    return fields(answer(box, browser, log_in(box, browser, asked(box, **changes))))["code"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"code_verifier": "w" * 64}, "invalid_grant"), ({"redirect_uri": "https://elsewhere.invalid/"}, "invalid_grant"),
     ({"client_secret": "wrong"}, "invalid_client"), ({"client_id": "isv_other"}, "invalid_client"),
     ({"grant_type": "device_code"}, "unsupported_grant_type"),
     ({"grant_type": "password"}, "unauthorized_client")],
)  # fmt: skip
def test_a_wrong_exchange(box: Sandbox, browser: requests.Session, changes: dict[str, str], error: str) -> None:
    reply = exchange(box, code(box, browser), **changes)
    assert (reply.status_code, reply.json()["error"]) == (400, error)


def test_an_unknown_code(box: Sandbox) -> None:
    assert exchange(box, "00").json()["error"] == "invalid_grant"


def test_a_code_works_once_and_a_second_use_kills_its_tokens(box: Sandbox, browser: requests.Session) -> None:
    one = code(box, browser)
    tokens = exchange(box, one).json()
    assert exchange(box, one).json()["error"] == "invalid_grant"
    assert refresh(box, tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_code_expires(clock: Clock, browser: requests.Session) -> None:
    with Sandbox(clock=clock) as box:
        one = code(box, browser)
        clock.now += 301
        assert exchange(box, one).json()["error"] == "invalid_grant"


def test_pkce_may_be_demanded_and_no_verifier_may_be_missing(box: Sandbox, browser: requests.Session) -> None:
    assert token(box, grant_type="authorization_code", code=code(box, browser),
                 redirect_uri=box.redirect_uri).json()["error"] == "invalid_grant"  # fmt: skip
    box.options = Options(require_pkce=True)
    query = asked(box, code_challenge=None, code_challenge_method=None)
    assert browser.get(f"{box.url}/connect/authorize", params=query, timeout=20).status_code == 400


def test_the_token_endpoint_takes_forms_and_basic_but_no_json(box: Sandbox) -> None:
    old = box.issue_tokens().refresh_token
    url, form = f"{box.url}/connect/token", {"grant_type": "refresh_token", "refresh_token": old}
    login = {"client_id": box.client_id, "client_secret": box.client_secret}
    assert requests.post(url, json={**form, **login}, timeout=20).json()["error"] == "invalid_request"
    assert requests.post(url, data=form, auth=(box.client_id, box.client_secret), timeout=20).status_code == 200
    assert requests.get(url, timeout=20).status_code == 405


def test_one_time_tokens_rotate_and_a_replay_kills_every_grant_of_the_user(clock: Clock) -> None:
    with Sandbox(clock=clock) as box:
        other = str(box.issue_tokens().refresh_token)
        first = str(box.issue_tokens().refresh_token)
        second = refresh(box, first).json()["refresh_token"]
        assert second != first
        clock.now += 4.9
        third = refresh(box, first).json()["refresh_token"]
        assert third not in {first, second}
        clock.now += 0.2
        assert refresh(box, first).json() == {"error": "invalid_grant"}
        for dead in (second, third, other):
            assert refresh(box, dead).json()["error"] == "invalid_grant"


def test_without_grace_and_detection_only_the_used_token_is_dead(box: Sandbox) -> None:
    box.options = Options(grace_seconds=0, replay_detection=False)
    first = str(box.issue_tokens().refresh_token)
    second = refresh(box, first).json()["refresh_token"]
    assert refresh(box, first).json()["error"] == "invalid_grant"
    assert refresh(box, second).status_code == 200


def test_re_use_tokens_stay_until_they_expire(clock: Clock) -> None:
    with Sandbox(clock=clock, options=Options(refresh_tokens="re-use", refresh_token_seconds=100)) as box:
        one = str(box.issue_tokens().refresh_token)
        assert refresh(box, one).json()["refresh_token"] == one
        assert refresh(box, one).json()["refresh_token"] == one
        clock.now += 101
        assert refresh(box, one).json()["error"] == "invalid_grant"


def test_the_refresh_token_may_be_left_out(box: Sandbox) -> None:
    box.options = Options(refresh_tokens="re-use", omit_refresh_token=True)
    one = str(box.issue_tokens().refresh_token)
    assert "refresh_token" not in refresh(box, one).json()
    assert refresh(box, one).status_code == 200


def test_revocation(box: Sandbox) -> None:
    one, url = str(box.issue_tokens().refresh_token), f"{box.url}/connect/revocation"
    login = (box.client_id, box.client_secret)
    assert requests.post(url, data={"token": one}, auth=(box.client_id, "x"), timeout=20).status_code == 401
    assert requests.post(url, data={}, auth=login, timeout=20).status_code == 400
    form = {"token": one, "token_type_hint": "refresh_token"}
    assert requests.post(url, data=form, auth=login, timeout=20).status_code == 200
    assert refresh(box, one).json()["error"] == "invalid_grant"


def test_access_tokens_expire(clock: Clock, login: type[Client]) -> None:
    with Sandbox(clock=clock) as box:
        client = login(box)
        clock.now += 3599
        assert client.get("vatTypes").status_code == 200
        clock.now += 2
        assert client.get("vatTypes").status_code == 401
        client.http.close()


def test_access_tokens_can_be_expired_at_once(client: Client) -> None:
    assert client.get("vatTypes").status_code == 200
    client.box.expire_access_tokens()
    reply = client.get("vatTypes")
    assert reply.status_code == 401
    assert "invalid_token" in reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x.y.z", "Basic eDp5", "Bearer æøå"])
def test_a_strange_authorization_is_401(box: Sandbox, header: str) -> None:
    headers = {"Authorization": header.encode()}
    assert requests.get(f"{box.url}/v1/organizations", headers=headers, timeout=20).status_code == 401


def test_discovery_names_this_address(box: Sandbox) -> None:
    document = requests.get(f"{box.url}/.well-known/openid-configuration", timeout=20).json()
    assert document["token_endpoint"] == f"{box.url}/connect/token"
    assert document["issuer"] == box.url
