"""The authorization address, what comes back, and the exchange of the code, with the sandbox as Visma Connect."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from desktop.receipts.faults import Fault, FaultCode
from desktop.sandbox import USERS, Options, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.visma import LoginAttempt, Registration, Source
from tests.unit.visma.conftest import registration_of

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def callback_of(attempt: LoginAttempt, answer: str = "accept", user: str = "ejer@example.dk") -> str:
    """Return the redirect that a user's login and answer lead to, going through Visma's pages without a browser."""
    with requests.Session() as browser:
        page = browser.get(attempt.url, timeout=5)
        form = dict(_HIDDEN.findall(page.text)) | {"username": user, "password": USERS[user].password}
        page = browser.post(f"{attempt.connect_url}/connect/login", _plain(form), timeout=5)
        form = _plain(dict(_HIDDEN.findall(page.text)) | {"answer": answer})
        return browser.post(f"{attempt.connect_url}/connect/consent", form, timeout=5, allow_redirects=False).headers[
            "Location"
        ]


def _plain(form: dict[str, str]) -> dict[str, str]:
    return {name: value.replace("&amp;", "&") for name, value in form.items()}


def code_of(raised: pytest.ExceptionInfo[Fault]) -> FaultCode:
    return raised.value.code


@pytest.fixture
def attempt(box: Sandbox) -> LoginAttempt:
    return LoginAttempt(box.url, registration_of(box))


def test_the_address_asks_for_a_code_with_pkce_state_and_the_registered_redirect(
    attempt: LoginAttempt, box: Sandbox
) -> None:
    parts = urlsplit(attempt.url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{box.url}/connect/authorize"
    assert asked["response_type"] == "code"
    assert asked["response_mode"] == "query"
    assert asked["client_id"] == box.client_id
    assert asked["redirect_uri"] == box.redirect_uri
    assert asked["scope"] == "dineropublicapi:read dineropublicapi:write offline_access"
    assert asked["code_challenge_method"] == "S256"
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", asked["code_challenge"])
    assert len(asked["state"]) >= 22  # 128 bits in base64
    assert asked["ui_locales"] == "da-DK"
    assert box.client_secret not in attempt.url


def test_two_attempts_have_nothing_in_common(box: Sandbox) -> None:
    one, other = (parse_qs(urlsplit(LoginAttempt(box.url, registration_of(box)).url).query) for _ in range(2))
    assert one["state"] != other["state"]
    assert one["code_challenge"] != other["code_challenge"]


@pytest.mark.parametrize(("language", "locale"), [("da", "da-DK"), ("en", "en-GB")])
def test_vismas_pages_speak_the_users_language(box: Sandbox, language: str, locale: str) -> None:
    url = LoginAttempt(box.url, registration_of(box), language=language, select_account=True).url
    asked = parse_qs(urlsplit(url).query)
    assert asked["ui_locales"] == [locale]
    assert asked["prompt"] == ["select_account"]


@pytest.mark.parametrize("url", ["http://connect.example.dk", "http://127.0.0.1.example.dk", "ftp://127.0.0.1", "nix"])
def test_an_address_that_is_neither_https_nor_this_computer_is_refused(box: Sandbox, url: str) -> None:
    with pytest.raises(Fault) as raised:
        LoginAttempt(url, registration_of(box))
    assert code_of(raised) is FaultCode.PLAIN_HTTP


def attempt_for(redirect_uri: str) -> LoginAttempt:
    return LoginAttempt("https://connect.example.dk", Registration("isv_x", "s", redirect_uri, Source.BUILD))


@pytest.mark.parametrize(
    ("registered", "came"),
    [
        ("https://a.example.dk/cb", "https://a.example.dk/cb?code=1&state=2"),
        ("https://a.example.dk/cb", "https://A.EXAMPLE.dk/cb"),
        ("https://a.example.dk:443/cb", "https://a.example.dk/cb?code=1"),
        ("https://a.example.dk", "https://a.example.dk/?code=1"),
        ("http://localhost:8123/cb", "http://localhost:8123/cb?error=x"),
        ("https://bøg.example.dk/cb", "https://xn--bg-lka.example.dk/cb?code=1"),
        ("https://a.example.dk/tilbage-fra-købmand", "https://a.example.dk/tilbage-fra-k%C3%B8bmand?code=1"),
        ("https://a.example.dk/cb?app=1", "https://a.example.dk/cb?app=1&code=1"),
    ],
)
def test_the_redirect_is_known_as_a_browser_writes_it(registered: str, came: str) -> None:
    assert attempt_for(registered).is_callback(came)


@pytest.mark.parametrize(
    "came",
    [
        "http://a.example.dk/cb",
        "https://a.example.dk/cb/",
        "https://a.example.dk/CB",
        "https://a.example.dk:444/cb",
        "https://b.example.dk/cb",
        "https://a.example.dk@b.example.dk/cb",
        "https://a.example.dk:99999999/cb",
        "about:blank",
    ],
)
def test_any_other_address_is_not_the_redirect(came: str) -> None:
    assert not attempt_for("https://a.example.dk/cb").is_callback(came)


def test_a_login_brings_tokens(attempt: LoginAttempt, box: Sandbox) -> None:
    url = callback_of(attempt)
    assert attempt.is_callback(url)
    grant = attempt.exchange(attempt.check_callback(url))
    assert grant.access_token
    assert grant.refresh_token
    assert grant.lifetime == 3600
    assert box.state.mistakes == []


def test_a_denied_consent_is_that_and_nothing_else(attempt: LoginAttempt) -> None:
    with pytest.raises(Fault) as raised:
        attempt.check_callback(callback_of(attempt, "deny"))
    assert code_of(raised) is FaultCode.LOGIN_DENIED


@pytest.mark.parametrize("query", ["code=1", "code=1&state=", "code=1&state=andens", "error=access_denied&state=x"])
def test_an_answer_with_another_state_is_not_looked_at(attempt: LoginAttempt, box: Sandbox, query: str) -> None:
    with pytest.raises(Fault) as raised:
        attempt.check_callback(f"{box.redirect_uri}?{query}")
    assert code_of(raised) is FaultCode.LOGIN_WRONG_STATE


@pytest.mark.parametrize("rest", ["error=server_error", "session_state=1"])
def test_an_answer_without_a_code_is_vismas_fault(attempt: LoginAttempt, box: Sandbox, rest: str) -> None:
    state = parse_qs(urlsplit(attempt.url).query)["state"][0]
    with pytest.raises(Fault) as raised:
        attempt.check_callback(f"{box.redirect_uri}?state={state}&{rest}")
    assert code_of(raised) is FaultCode.LOGIN_FAILED_AT_VISMA


def test_a_code_is_good_once(attempt: LoginAttempt) -> None:
    code = attempt.check_callback(callback_of(attempt))
    attempt.exchange(code)
    with pytest.raises(Fault) as raised:
        attempt.exchange(code)
    assert code_of(raised) is FaultCode.LOGIN_FAILED_AT_VISMA


def test_a_code_is_of_no_use_without_its_verifier(attempt: LoginAttempt, box: Sandbox) -> None:
    code = attempt.check_callback(callback_of(attempt))
    thief = LoginAttempt(box.url, registration_of(box))
    with pytest.raises(Fault) as raised:
        thief.exchange(code)
    assert code_of(raised) is FaultCode.LOGIN_FAILED_AT_VISMA


def test_a_wrong_secret_is_told_as_such(box: Sandbox) -> None:
    attempt = LoginAttempt(box.url, registration_of(box, client_secret="forkert"))
    with pytest.raises(Fault) as raised:
        attempt.exchange(attempt.check_callback(callback_of(attempt)))
    assert code_of(raised) is FaultCode.CLIENT_UNKNOWN


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (BoxFault("cut", "token"), FaultCode.LOGIN_OFFLINE),
        (BoxFault("cut", "token", after=True), FaultCode.LOGIN_OFFLINE),
        (BoxFault("truncated", "token"), FaultCode.LOGIN_OFFLINE),
        (BoxFault("503", "token"), FaultCode.SERVER_FAULT),
        (BoxFault("html", "token"), FaultCode.SERVER_FAULT),
    ],
    ids=lambda value: f"{value.kind}-{value.after}" if isinstance(value, BoxFault) else value.value,
)
def test_an_exchange_that_breaks_is_a_fault_of_the_login(
    attempt: LoginAttempt, box: Sandbox, fault: BoxFault, code: FaultCode
) -> None:
    found = attempt.check_callback(callback_of(attempt))
    box.faults.add(fault)
    with pytest.raises(Fault) as raised:
        attempt.exchange(found)
    assert code_of(raised) is code


def test_an_exchange_without_a_network_is_offline(attempt: LoginAttempt, box: Sandbox) -> None:
    found = attempt.check_callback(callback_of(attempt))
    box.close()
    with pytest.raises(Fault) as raised:
        attempt.exchange(found)
    assert code_of(raised) is FaultCode.LOGIN_OFFLINE


def test_a_client_that_must_use_pkce_does(box: Sandbox) -> None:
    box.options = replace(Options(), require_pkce=True)
    attempt = LoginAttempt(box.url, registration_of(box))
    assert attempt.exchange(attempt.check_callback(callback_of(attempt))).access_token
