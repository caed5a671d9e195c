from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.dinero.client import DineroClient
from desktop.http import new_session
from desktop.sandbox import KAFFE, Sandbox


class OneUser:
    """The tokens of one user of the sandbox, as a login would hold them."""

    def __init__(self, box: Sandbox, user: str) -> None:
        self._box = box
        self._user = user
        self._token = box.issue_tokens(user).access_token
        self.refusals = 0

    def access_token(self) -> str:
        return self._token

    def refused(self, token: str) -> bool:
        self.refusals += 1
        if token == self._token:
            self._token = self._box.issue_tokens(self._user).access_token
        return True


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def tokens(box: Sandbox) -> OneUser:
    return OneUser(box, "ejer@example.dk")


@pytest.fixture
def client(box: Sandbox, tokens: OneUser) -> Iterator[DineroClient]:
    with new_session() as session:
        yield DineroClient(box.url, tokens, session, timeouts=(5.0, 5.0))


@pytest.fixture
def org() -> int:
    return KAFFE
