"""Where the web view may go, and what a page's status means: rules that need no view."""

from __future__ import annotations

import pytest

from desktop.gui.login_rules import Way, origin_of, refusal_of, way_of

VISMA = "https://connect.visma.com"
SANDBOX = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("url", "start", "way"),
    [
        ("https://connect.visma.com/connect/authorize", VISMA, Way.OPEN),
        ("https://login.microsoftonline.com/x", VISMA, Way.OPEN),
        ("https://mitid.dk/", SANDBOX, Way.OPEN),
        ("http://connect.visma.com/", VISMA, Way.INSECURE),
        ("http://127.0.0.1:8080/", VISMA, Way.INSECURE),
        ("http://localhost/", VISMA, Way.INSECURE),
        ("http://127.0.0.1:9/", SANDBOX, Way.OPEN),
        ("http://localhost:8080/x", SANDBOX, Way.OPEN),
        ("http://[::1]:8080/x", SANDBOX, Way.OPEN),
        ("http://192.168.0.1/", SANDBOX, Way.INSECURE),
        ("http://127.0.0.1@evil.example/", SANDBOX, Way.INSECURE),
        ("http://127.0.0.1.evil.example/", SANDBOX, Way.INSECURE),
        ("ws://evil.example/", SANDBOX, Way.INSECURE),
        ("wss://mitid.dk/", VISMA, Way.OPEN),
        ("file:///etc/passwd", VISMA, Way.IGNORE),
        ("chrome://settings", VISMA, Way.IGNORE),
        ("javascript:alert(1)", VISMA, Way.IGNORE),
        ("data:text/html,hej", VISMA, Way.IGNORE),
        ("mitid://open", VISMA, Way.IGNORE),
        ("about:blank", VISMA, Way.IGNORE),
        ("", VISMA, Way.IGNORE),
    ],
)
def test_where_a_page_may_lead(url: str, start: str, way: Way) -> None:
    assert way_of(url, start=start) is way


@pytest.mark.parametrize("url", ["about:blank", "about:srcdoc", "data:text/html,hej", "blob:https://mitid.dk/1"])
def test_what_a_page_may_hold(url: str) -> None:
    assert way_of(url, start=VISMA, main_frame=False) is Way.OPEN


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        (f"{VISMA}/login", 200, None),
        (f"{VISMA}/connect/authorize?x", 400, "login_failed_at_visma"),
        (f"{VISMA}/home/error?errorId=1", 200, "login_failed_at_visma"),
        (f"{VISMA}/Error", 200, "login_failed_at_visma"),
        (f"{VISMA}/x", 503, "login_failed_at_visma"),
        ("https://mitid.dk/error", 200, None),
        ("https://mitid.dk/", 404, None),
        ("https://accounts.google.com/x", 403, "login_view_refused"),
        ("https://accounts.google.com/signin/rejected?x", 200, "login_view_refused"),
        ("https://accounts.google.com/x?e=disallowed_useragent", 400, "login_view_refused"),
    ],
)
def test_what_a_pages_status_means(url: str, status: int, code: str | None) -> None:
    note = refusal_of(url, status, start=VISMA)
    assert (note.code.value if note else None) == code


def test_an_address_is_shown_by_its_host_and_nothing_that_looks_like_one() -> None:
    assert origin_of("https://connect.visma.com@evil.example:444/connect.visma.com") == "https://evil.example:444"
