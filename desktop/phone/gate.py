"""Who may use the link: the one who knows its secret, and of those the phone that came first."""

from __future__ import annotations

import hmac
import secrets
import threading
from enum import Enum, auto
from http.cookies import CookieError, SimpleCookie

ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
"""Without what is easily taken for something else, as the link may be typed."""
LENGTH = 27
"""Letters; 27 of 30 are 132 bits."""
COOKIE = "bilagsdrop-phone"


class Guest(Enum):
    """Who a request is from."""

    NOBODY = auto()
    """No phone has come yet."""
    OWNER = auto()
    STRANGER = auto()
    """Another than the phone that came first."""


class Gate:
    """The secret of one link, and the phone that it belongs to. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self.secret = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
        self._token: str | None = None
        self._lock = threading.Lock()
        self._wrong = 0

    def knows(self, told: str) -> bool:
        """Return whether this is the secret, in the same time whatever it is."""
        return hmac.compare_digest(told.encode(), self.secret.encode())

    def count_wrong(self) -> int:
        """Count a wrong secret; return how many there have been."""
        with self._lock:
            self._wrong += 1
            return self._wrong

    def guest(self, cookies: str) -> Guest:
        """Return who sends these cookies."""
        with self._lock:
            return self._guest(cookies)

    def _guest(self, cookies: str) -> Guest:
        if self._token is None:
            return Guest.NOBODY
        return Guest.OWNER if hmac.compare_digest(_token_of(cookies).encode(), self._token.encode()) else Guest.STRANGER

    def admit(self, cookies: str) -> tuple[Guest, str | None]:
        """Let the first phone in; return who asks, and for the first the token that it has to show from now on."""
        with self._lock:
            guest = self._guest(cookies)
            if guest is not Guest.NOBODY:
                return guest, None
            self._token = secrets.token_urlsafe(24)
            return Guest.OWNER, self._token

    @property
    def is_taken(self) -> bool:
        """Whether a phone has come."""
        return self._token is not None


def _token_of(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
