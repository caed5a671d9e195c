"""Who can hold the way in to Dinero: a client at Visma Connect, or a personal key. One interface for both."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from desktop.dinero import TokenSource

if TYPE_CHECKING:
    from desktop.visma import Grant, LoginAttempt, PersonalKey


class Way(Enum):
    """The kinds of ways in."""

    CONNECT = "connect"
    """A registered client and a login at Visma Connect, which opens all companies of the user."""
    KEY = "key"
    """A personal integration's API key, which opens one company."""


class Holder(Protocol):
    """Who holds the registration and the tokens. Every method may block on the keyring or the network."""

    def way(self) -> Way:
        """Return which way in it is; reads the settings at most."""
        ...

    def requests_per_minute(self) -> int:
        """Return how many requests a minute to send at most for one company (contract 7.4); as :meth:`way`."""
        ...

    def client_name(self) -> str:
        """Return the client id, by which Dinero counts requests; empty without a registration; as :meth:`way`."""
        ...

    def has_registration(self) -> bool:
        """Return True when all is known that getting a token needs of the client."""
        ...

    def logged_in(self) -> bool:
        """Return True when there is a refresh token or a key to try."""
        ...

    def tokens(self) -> TokenSource:
        """Return the source of access tokens. Raises Fault NO_REGISTRATION, NOT_LOGGED_IN or of the keyring."""
        ...

    def begin_login(self, language: str) -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION, or NOT_LOGGED_IN where a key is the way in."""
        ...

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought. Raises a fault of the keyring."""
        ...

    def log_out(self) -> None:
        """Revoke the login (as far as Visma can be reached) and forget it, or forget the key."""
        ...


class KeyRing(Protocol):
    """Where personal keys are kept. Every method may block on the keyring or the network."""

    def tokens_of(self, key: PersonalKey) -> TokenSource:
        """Return the source of tokens of a key that need not be kept yet."""
        ...

    def completed(self, api_key: str) -> PersonalKey:
        """Return the key with the client that environment, settings and keyring name. Raises Fault NO_REGISTRATION."""
        ...

    def keep(self, key: PersonalKey, *, for_now: bool = False) -> None:
        """Keep a key in the keyring; ``for_now``: where there is none, in memory until the program ends."""
        ...

    def forget(self, client_id: str) -> None:
        """Forget the key and the secret of a client."""
        ...


class Session(Holder, Protocol):
    """The holder in force, and what changes who it is."""

    @property
    def keys(self) -> KeyRing | None:
        """Where personal keys are kept; None where the way in is fixed, as in the trial."""
        ...

    def keep_secret(self, client_id: str, secret: str, *, for_now: bool = False) -> None:
        """Keep the secret of the user's own client at Visma; ``for_now`` as for a key."""
        ...
