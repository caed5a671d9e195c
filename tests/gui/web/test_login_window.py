"""Logging in through the web view: what a user does at Visma's pages, and what comes of it."""

from __future__ import annotations

from desktop.gui.login import Stage
from desktop.sandbox import Sandbox
from desktop.visma import TokenKeeper
from tests.gui.web.conftest import Open


def test_a_login_by_mouse_and_keys_stores_a_token_and_closes_the_window(
    open_login: Open, box: Sandbox, keeper: TokenKeeper
) -> None:
    visit = open_login()
    visit.log_in()
    visit.click("#accept")
    visit.wait(lambda: visit.ended)
    assert (visit.logged_in, visit.faults, visit.ended) == (1, [], [1])
    assert keeper.logged_in()
    assert keeper.access_token()
    assert visit.window.stage is Stage.ENDED
    assert box.state.mistakes == []
