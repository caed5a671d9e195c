"""Logging in through the web view: what a user does at Visma's pages, and what comes of it."""

from __future__ import annotations

import socket
import threading
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.gui.login import Stage
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox import Sandbox
from desktop.visma import Grant, LoginAttempt, TokenKeeper
from desktop.words.faults import explain
from tests.gui.web.conftest import Open, registration_of


def test_a_login_by_mouse_and_keys_stores_a_token_and_closes_the_window(
    open_login: Open, box: Sandbox, keeper: TokenKeeper
) -> None:
    visit = open_login()
    visit.log_in()
    visit.click("#accept")
    visit.wait(lambda: visit.ended)
    assert (visit.logged_in, visit.faults, visit.ended) == (1, [], [1])
    assert visit.window.stage is Stage.ENDED
    assert keeper.logged_in()
    assert keeper.access_token()
    assert box.state.mistakes == []


def test_a_wrong_password_is_the_pages_own_matter(open_login: Open, keeper: TokenKeeper) -> None:
    visit = open_login()
    visit.type("#username", "ejer@example.dk")
    visit.type("#password", "forkert")
    visit.click("#log-in")
    visit.wait_for(".fault")
    assert visit.faults == []
    assert visit.window.hint.isHidden()
    assert not keeper.logged_in()


def test_denying_access_ends_in_a_sentence_and_a_way_on(open_login: Open, keeper: TokenKeeper) -> None:
    visit = open_login()
    visit.log_in()
    visit.click("#deny")
    visit.wait(lambda: visit.faults)
    page = visit.window.fault_page
    assert visit.codes == ["login_denied"]
    assert page.isVisible()
    assert page.title.text() == explain(visit.faults[0]).title
    assert page.step.text()
    assert visit.window.browser is None
    assert not keeper.logged_in()


def test_after_a_fault_another_attempt_succeeds_by_keyboard(open_login: Open, keeper: TokenKeeper) -> None:
    visit = open_login()
    visit.log_in()
    visit.click("#deny")
    visit.wait(visit.window.fault_page.isVisible)
    QTest.keyClick(visit.window.fault_page.again_button, Qt.Key.Key_Space)
    visit.log_in()
    visit.wait_for("#accept")
    visit.wait(lambda: visit.script("document.activeElement.id") == "accept")  # the page puts the focus there, in time
    QTest.keyClick(visit.surface, Qt.Key.Key_Return)
    visit.wait(lambda: visit.ended)
    assert visit.logged_in == 1
    assert keeper.logged_in()


def test_closing_the_window_changes_nothing(open_login: Open, keeper: TokenKeeper) -> None:
    visit = open_login()
    visit.wait_for("#log-in")
    visit.window.close()
    assert (visit.codes, visit.ended) == (["login_closed"], [0])
    assert not keeper.logged_in()


@pytest.mark.parametrize("place", ["page", "button"])
def test_escape_closes_the_window_wherever_the_focus_is(open_login: Open, place: str) -> None:
    visit = open_login()
    visit.wait_for("#log-in")
    QTest.keyClick(visit.surface if place == "page" else visit.window.cancel_button, Qt.Key.Key_Escape)
    visit.wait(lambda: visit.ended)
    assert visit.codes == ["login_closed"]


def test_closing_before_the_page_has_come_is_closing_too(open_login: Open) -> None:
    let_go = threading.Event()

    def slow() -> LoginAttempt:
        let_go.wait(10)
        raise Fault(FaultCode.KEYRING_LOCKED, Effect.WAIT)

    visit = open_login(slow)
    visit.window.cancel_button.click()
    let_go.set()
    assert (visit.codes, visit.ended) == (["login_closed"], [0])


def test_closing_while_the_code_is_exchanged_stores_nothing(
    open_login: Open, box: Sandbox, keeper: TokenKeeper
) -> None:
    box.faults.add(BoxFault("slow", "token", seconds=1.0))
    visit = open_login()
    visit.log_in()
    visit.click("#accept")
    visit.wait(lambda: visit.window.stage is Stage.FINISHING)
    visit.window.close()
    assert visit.window.isHidden()
    assert visit.ended == []
    visit.wait(lambda: visit.ended)
    assert (visit.codes, visit.logged_in) == (["login_closed"], 0)
    assert not keeper.logged_in()


def test_a_login_without_a_registration_says_so(open_login: Open) -> None:
    def begin() -> LoginAttempt:
        raise Fault(FaultCode.NO_REGISTRATION, Effect.WAIT)

    visit = open_login(begin)
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["no_registration"]


def test_a_keyring_that_will_not_store_is_told_and_can_be_tried_again(open_login: Open) -> None:
    def finish(_grant: Grant) -> None:
        raise Fault(FaultCode.KEYRING_LOCKED, Effect.WAIT)

    visit = open_login(finish=finish)
    visit.log_in()
    visit.click("#accept")
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["keyring_locked"]


def test_without_a_keyring_the_login_holds_and_the_window_says_for_how_long(open_login: Open) -> None:
    def finish(_grant: Grant) -> None:
        raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT)

    visit = open_login(finish=finish)
    visit.log_in()
    visit.click("#accept")
    visit.wait(visit.window.fault_page.isVisible)
    assert (visit.logged_in, visit.codes) == (1, ["keyring_missing"])
    visit.window.fault_page.close_button.click()
    assert visit.ended == [0]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (BoxFault("503", "token"), "server_fault"),
        (BoxFault("html", "token"), "server_fault"),
        (BoxFault("cut", "token"), "login_offline"),
        (BoxFault("invalid_grant", "token"), "login_failed_at_visma"),
        (BoxFault("invalid_client", "token"), "client_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value.kind),
)
def test_an_exchange_that_fails_is_a_fault_page(open_login: Open, box: Sandbox, fault: BoxFault, code: str) -> None:
    box.faults.add(fault)
    visit = open_login()
    visit.log_in()
    visit.click("#accept")
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == [code]


def test_an_unknown_client_leaves_vismas_page_with_the_way_to_the_debugger(open_login: Open, box: Sandbox) -> None:
    registration = registration_of(box, client_id="isv_nobody")
    visit = open_login(lambda: LoginAttempt(box.url, registration))
    visit.wait(lambda: visit.faults)
    assert visit.codes == ["login_failed_at_visma"]
    assert visit.window.hint.isVisible()
    assert "oauth.developers.visma.com" in visit.window.hint.sentence.text()
    assert visit.script("document.querySelector('#error-id').innerText.length") == 32


def test_the_redirect_is_taken_and_its_host_never_contacted(open_login: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as callback:
        uri = f"http://127.0.0.1:{callback.getsockname()[1]}/callback"
        with Sandbox(redirect_uris=(uri,)) as box:
            registration = registration_of(box, redirect_uri=uri)
            grants: list[Grant] = []
            visit = open_login(lambda: LoginAttempt(box.url, registration), grants.append)
            visit.log_in()
            visit.click("#accept")
            visit.wait(lambda: visit.ended)
        callback.settimeout(0.2)
        with pytest.raises(TimeoutError):
            callback.accept()
    assert visit.logged_in == 1
    assert grants[0].refresh_token


def test_two_attempts_in_a_row_share_no_cookie(open_login: Open) -> None:
    first = open_login()
    first.log_in()
    first.click("#accept")
    first.wait(lambda: first.ended)
    second = open_login()
    second.wait_for("#username")  # a cookie would lead to the consent page at once
    assert second.script("document.cookie") == ""
    assert second.script("!document.querySelector('#accept')") is True


def test_page_view_and_profile_go_with_the_attempt(open_login: Open) -> None:
    visit = open_login()
    visit.wait_for("#log-in")
    browser = visit.window.browser
    assert browser is not None
    gone: list[str] = []
    for name, thing in (("page", browser.page), ("view", browser.view), ("profile", browser.page.profile())):
        thing.destroyed.connect(partial(gone.append, name))
    assert browser.page.profile().isOffTheRecord()
    visit.window.close()
    visit.wait(lambda: len(gone) == 3)
    assert gone == ["page", "view", "profile"]


def test_the_address_line_shows_the_host_and_whether_it_is_encrypted(open_login: Open, box: Sandbox) -> None:
    visit = open_login()
    visit.wait_for("#log-in")
    line = visit.window.address
    assert line.text() == box.url
    assert line.field.isReadOnly()
    assert line.field.accessibleName() == "Adresse"
    assert line.field.accessibleDescription() == "På denne computer, ikke krypteret"
