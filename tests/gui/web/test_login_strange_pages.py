"""The login on pages that go wrong, or want more than a login needs."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from desktop.gui.login import Stage
from desktop.sandbox import Sandbox
from desktop.visma import LoginAttempt, Registration, Source, TokenKeeper
from tests.gui.web.conftest import Open, Visit
from tests.gui.web.site import Answer, Site, redirect

AUTHORIZE = "/connect/authorize"
CALLBACK = "https://bilagsdrop.invalid/callback"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


Begin = Callable[..., LoginAttempt]


def begin_at(url: str, callback: str = CALLBACK) -> Callable[[], LoginAttempt]:
    registration = Registration("isv_test", "hemmelighed", callback, Source.ENVIRONMENT)
    return lambda: LoginAttempt(url, registration)


def show(site: Site, open_login: Open, body: str) -> Visit:
    """Open a login whose first page is this one."""
    site.pages[AUTHORIZE] = Answer(f"<!doctype html><title>start</title><body>{body}<p id=ready>klar")
    visit = open_login(begin_at(site.url))
    visit.wait_for("#ready")
    return visit


def test_an_answer_to_another_login_is_not_used(open_login: Open, site: Site, keeper: TokenKeeper) -> None:
    site.pages[AUTHORIZE] = redirect(f"{CALLBACK}?code=CODE&state=andens")
    visit = open_login(begin_at(site.url))
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_wrong_state"]
    assert not any("token" in path for path in site.asked)
    assert not keeper.logged_in()


def test_no_network_is_a_fault_page(open_login: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    visit = open_login(begin_at(f"http://127.0.0.1:{port}"))
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_offline"]


def test_a_certificate_that_nobody_vouches_for_is_refused(open_login: Open) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with Site(context) as site:
        site.pages[AUTHORIZE] = Answer("ikke sikker")
        visit = open_login(begin_at(site.url))
        visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_certificate"]
    assert visit.faults[0].params == {"host": "localhost"}
    assert site.asked == []


def test_a_page_that_never_comes_is_a_time_out(open_login: Open, site: Site) -> None:
    let_go = threading.Event()
    site.pages[AUTHORIZE] = Answer("sent", until=let_go)
    visit = open_login(begin_at(site.url), load_seconds=0.5)
    visit.wait(visit.window.fault_page.isVisible)
    let_go.set()
    assert visit.codes == ["login_timeout"]


def test_a_login_that_nobody_finishes_is_a_time_out(open_login: Open, box: Sandbox) -> None:
    visit = open_login(overall_seconds=1.5)
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_timeout"]
    assert box.state.mistakes == []


def test_plain_http_to_another_computer_is_stopped(open_login: Open, site: Site) -> None:
    site.pages[AUTHORIZE] = redirect("http://login.invalid/side")
    visit = open_login(begin_at(site.url))
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_blocked_http"]
    assert visit.faults[0].params == {"host": "login.invalid"}


def test_what_a_page_loads_beside_itself_goes_to_no_other_computer_without_encryption(
    open_login: Open, site: Site
) -> None:
    with Site() as other:
        other.pages["/billede"] = Answer("x")
        # No loopback address, so another computer's by the rule; that it leads here lets a request be seen.
        there = f"http://0.0.0.0:{other.port}/billede"
        visit = show(
            site, open_login, f"<img src='{there}'><iframe src='{there}'></iframe><script src='{there}'></script>"
        )
        visit.script(f"fetch('{there}', {{mode: 'no-cors'}}).catch(() => document.title = 'stoppet'), true")
        visit.wait(lambda: visit.script("document.title") == "stoppet")
    assert other.asked == []
    assert visit.faults == []


def test_a_provider_that_refuses_views_gets_a_sentence(open_login: Open, site: Site) -> None:
    elsewhere = f"http://localhost:{site.port}/signin"
    site.pages[AUTHORIZE] = redirect(elsewhere)
    site.pages["/signin"] = Answer("403: disallowed_useragent", 403)
    visit = open_login(begin_at(site.url))
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["login_view_refused"]
    assert visit.faults[0].params == {"host": "localhost"}


def test_vismas_own_error_page_stays_with_a_hint_until_another_page_comes(open_login: Open, site: Site) -> None:
    site.pages[AUTHORIZE] = redirect("/home/error?errorId=ABC")
    site.pages["/home/error"] = Answer("<p id=error>Error ID: ABC</p><a id=back href='/login'>tilbage</a>")
    site.pages["/login"] = Answer("<p id=login>log ind</p>")
    visit = open_login(begin_at(site.url))
    visit.wait(visit.window.hint.isVisible)
    assert visit.codes == ["login_failed_at_visma"]
    visit.click("#back")
    visit.wait_for("#login")
    visit.wait(visit.window.hint.isHidden)


def test_the_callback_in_a_frame_is_neither_an_answer_nor_fetched(open_login: Open, site: Site) -> None:
    with Site() as callback:
        uri = f"{callback.url}/callback"
        site.pages[AUTHORIZE] = Answer(f"<iframe src='{uri}?code=1&state=2'></iframe><p id=ready>klar")
        visit = open_login(begin_at(site.url, uri))
        visit.wait_for("#ready")
    assert callback.asked == []
    assert visit.window.stage is Stage.BROWSING
    assert visit.faults == []


def test_a_form_posted_to_the_callback_is_not_sent(open_login: Open, site: Site) -> None:
    with Site() as callback:
        uri = f"{callback.url}/callback"
        site.pages[AUTHORIZE] = Answer(
            f"<form method=post action='{uri}'><input name=code value=HEMMELIG></form>"
            "<script>document.forms[0].submit()</script>"
        )
        visit = open_login(begin_at(site.url, uri))
        visit.wait(visit.window.fault_page.isVisible)
    assert callback.asked == []


@pytest.fixture
def opened() -> list[QUrl]:
    return []


def test_a_link_that_wants_a_new_window_opens_in_the_systems_browser(
    open_login: Open, site: Site, opened: list[QUrl]
) -> None:
    site.pages[AUTHORIZE] = Answer("<a id=ready target=_blank href='https://hjaelp.invalid/glemt'>Glemt?</a>")
    visit = open_login(begin_at(site.url), open_externally=opened.append)
    visit.click("#ready")
    visit.wait(lambda: opened)
    assert opened == [QUrl("https://hjaelp.invalid/glemt")]
    assert visit.script("location.pathname") == AUTHORIZE
    assert len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) == 1


@pytest.mark.parametrize(
    "press",
    [
        "window.open('https://reklame.invalid/', '', 'width=300,height=300')",
        "window.open('file:///etc/passwd')",
        "window.open('mailto:a@example.dk')",
    ],
)
def test_pop_ups_and_other_programs_links_go_nowhere(
    open_login: Open, site: Site, opened: list[QUrl], press: str
) -> None:
    body = f"<script>window.open('https://reklame.invalid/')</script><button id=ready onclick=\"{press}\">Tryk</button>"
    site.pages[AUTHORIZE] = Answer(body)
    visit = open_login(begin_at(site.url), open_externally=opened.append)
    visit.click("#ready")
    visit.script("fetch('/efter').then(() => document.title = 'efter'), true")
    visit.wait(lambda: visit.script("document.title") == "efter")
    assert opened == []
    assert visit.script("location.pathname") == AUTHORIZE


def test_a_download_is_refused(open_login: Open, site: Site, tmp_path: Path) -> None:
    site.pages["/fil"] = Answer("indhold", headers={"Content-Disposition": "attachment; filename=fil.bin"})
    visit = show(site, open_login, "<a id=fil href='/fil'>hent</a>")
    browser = visit.window.browser
    assert browser is not None
    browser.page.profile().setDownloadPath(str(tmp_path))
    visit.click("#fil")
    visit.wait(lambda: "/fil" in site.asked)
    visit.script("fetch('/efter').then(() => document.title = 'efter'), true")
    visit.wait(lambda: visit.script("document.title") == "efter")
    assert list(tmp_path.glob("fil*")) == []
    assert visit.faults == []


def test_permissions_are_refused(open_login: Open, site: Site) -> None:
    visit = show(site, open_login, "")
    visit.script(
        "Promise.allSettled([Notification.requestPermission(), navigator.mediaDevices.getUserMedia({audio: true}),"
        "new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))])"
        ".then(all => document.title = all.map(x => x.value || x.reason.name || x.reason.code).join()), true"
    )
    visit.wait(lambda: visit.script("document.title") != "start")
    assert visit.script("document.title") in {"denied,NotAllowedError,1", "denied,NotFoundError,1"}


def test_a_pages_dialogs_are_answered_without_being_shown(open_login: Open, site: Site) -> None:
    visit = show(site, open_login, "<script>alert('Hej'); document.title = [confirm('Ja?'), prompt('Navn?')]</script>")
    assert visit.script("document.title") == "false,"
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [visit.window]


def test_a_file_field_chooses_no_file(open_login: Open, site: Site) -> None:
    visit = show(site, open_login, "<input type=file id=fil>")
    visit.click("#fil")
    visit.script("fetch('/efter').then(() => document.title = 'efter'), true")
    visit.wait(lambda: visit.script("document.title") == "efter")
    assert visit.script("document.querySelector('#fil').files.length") == 0
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [visit.window]


def test_a_file_of_this_computer_is_not_opened(open_login: Open, site: Site) -> None:
    visit = show(site, open_login, "<a id=fil href='file:///etc/passwd'>fil</a>")
    visit.click("#fil")
    visit.script("fetch('/efter').then(() => document.title = 'efter'), true")
    visit.wait(lambda: visit.script("document.title") == "efter")
    assert visit.script("location.pathname") == AUTHORIZE


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes end in another way here")
def test_a_web_process_that_dies_is_a_fault_page(open_login: Open, site: Site) -> None:
    visit = show(site, open_login, "")
    browser = visit.window.browser
    assert browser is not None
    os.kill(browser.page.renderProcessPid(), signal.SIGKILL)
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["internal"]
