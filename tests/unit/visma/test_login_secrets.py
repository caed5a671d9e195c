"""No token, secret, code or verifier in a log, a repr, an exception or a file."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.receipts.faults import Fault
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox import Sandbox
from desktop.visma import Grant, LoginAttempt, TokenKeeper
from desktop.visma.slots import Slot
from tests.unit.visma.conftest import Clock, Home, MakeKeeper, grant_of, registration_of
from tests.unit.visma.test_authorize import callback_of


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Turn every logger up as far as it goes, but for those that the program itself has silenced."""
    with caplog.at_level(logging.DEBUG):
        for name in ("urllib3", "requests", "filelock", "keyring", "desktop"):
            caplog.set_level(logging.DEBUG, logger=name)
        yield


def texts_of(error: BaseException | None) -> Iterable[str]:
    """Return all that could be printed of an exception and of what it came from."""
    while error is not None:
        yield repr(error)
        yield str(error)
        yield repr(getattr(error, "__dict__", {}))
        yield "".join(traceback.format_exception(error))
        error = error.__cause__ or error.__context__


def fault_of(function: Callable[[], object]) -> Fault:
    with pytest.raises(Fault) as raised:
        function()
    return raised.value


def none_of(secrets: Iterable[str | None], *texts: str) -> None:
    for secret in secrets:
        assert secret
        assert not any(secret in text for text in texts)


@pytest.mark.parametrize("kind", ["503", "html", "cut", "truncated", "invalid_grant", "invalid_client"])
def test_a_login_that_fails_tells_no_secret(box: Sandbox, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    attempt = LoginAttempt(box.url, registration_of(box))
    url = callback_of(attempt)
    code = attempt.check_callback(url)
    box.faults.add(BoxFault(kind, "token"))
    fault = fault_of(lambda: attempt.exchange(code))
    state = parse_qs(urlsplit(url).query)["state"][0]
    none_of((code, state, attempt._verifier, box.client_secret), *texts_of(fault), repr(attempt))
    # The state stands in the address that the test's own browser opened; the rest must be nowhere.
    none_of((code, attempt._verifier, box.client_secret), caplog.text)


@pytest.mark.parametrize("kind", ["503", "html", "cut", "truncated", "invalid_grant", "invalid_client"])
def test_a_refresh_that_fails_tells_no_secret(
    keeper: TokenKeeper, box: Sandbox, clock: Clock, home: Home, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    secrets = (keeper.access_token(), home.token(), box.client_secret)
    clock.wait(3700)
    box.faults.add(BoxFault(kind, "token", times=None))
    fault = fault_of(keeper.access_token)
    none_of(secrets, *texts_of(fault), repr(fault.note()), repr(keeper), caplog.text)


def test_a_login_that_succeeds_tells_no_secret(
    box: Sandbox, make_keeper: MakeKeeper, home: Home, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    attempt = LoginAttempt(box.url, registration_of(box))
    code = attempt.check_callback(callback_of(attempt))
    grant = attempt.exchange(code)
    keeper = make_keeper()
    keeper.accept(grant)
    clock.wait(3700)
    secrets = (grant.access_token, grant.refresh_token, keeper.access_token(), home.token(), code, box.client_secret)
    keeper.log_out()
    none_of(secrets, caplog.text, repr(grant), repr(keeper), repr(registration_of(box)))
    written = [path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file()]
    assert written or os.name == "nt"  # the lock file at least, which Windows removes
    none_of(secrets, *written)


def test_what_holds_a_token_does_not_show_it(box: Sandbox) -> None:
    grant = grant_of(box)
    slot = Slot(1, str(grant.refresh_token), box.url, box.client_id)
    none_of((grant.access_token, grant.refresh_token), repr(grant), repr(slot), str(Grant("a", "b", 1)))


def test_a_keyring_that_fails_with_the_secret_in_its_words_does_not_pass_them_on(
    keeper: TokenKeeper, home: Home, clock: Clock, box: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    first = home.token()
    clock.wait(3700)
    home.locked_after = 1
    fault = fault_of(keeper.access_token)
    none_of((first, box.client_secret), *texts_of(fault), repr(keeper), caplog.text)
