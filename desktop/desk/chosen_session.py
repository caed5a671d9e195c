"""The way in that is configured: a personal key where one was set, else the login at Visma Connect."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from desktop.config import Config, Settings
from desktop.desk.holders import Holder, Way
from desktop.desk.key_session import KeySession
from desktop.desk.session import ConnectSession
from desktop.dinero import TokenSource
from desktop.receipts.faults import Fault
from desktop.visma import Grant, LoginAttempt, PersonalKey, SecretHome

Seen = tuple[str | None, str | None, str | None]
T = TypeVar("T")


class ChosenSession:
    """Asks anew at every call which way in is in force. Safe from any thread."""

    def __init__(
        self,
        config: Config,
        environ: Mapping[str, str],
        settings: Callable[[], Settings],
        home: SecretHome,
        locks: Path | None = None,
    ) -> None:
        self._settings = settings
        self._connect = ConnectSession(config, environ, settings, home, locks)
        self._key = KeySession(config, environ, settings, home)
        self._keys = _KeyRing(self._key, self.look_again)
        self._guard = threading.Lock()
        self._source: tuple[Seen, TokenSource] | None = None

    @property
    def keys(self) -> _KeyRing:
        """Where personal keys are kept."""
        return self._keys

    def _holder(self) -> Holder:
        return self._key if self._key.in_force() else self._connect

    def way(self) -> Way:
        """Return which way in is in force."""
        return self._holder().way()

    def requests_per_minute(self) -> int:
        """Return how many requests a minute to send at most for one company."""
        return self._holder().requests_per_minute()

    def client_name(self) -> str:
        """Return the client id, or an empty text; asks neither keyring nor network."""
        return self._holder().client_name()

    def has_registration(self) -> bool:
        """Return True when all is known that getting a token needs of the client. Raises a fault of the keyring."""
        return self._holder().has_registration()

    def logged_in(self) -> bool:
        """Return True when there is a refresh token or a key to try. Raises a fault of the keyring."""
        return self._holder().logged_in()

    def tokens(self) -> TokenSource:
        """Return the source of access tokens, which stays good when another way in is chosen.

        Raises Fault NO_REGISTRATION, NOT_LOGGED_IN or of the keyring.
        """
        self.source()
        return _TokensInForce(self)

    def source(self) -> TokenSource:
        """Return the source of the holder in force; the keyring is asked once until something of it changes."""
        settings = self._settings()
        seen = settings.client_id, settings.redirect_uri, settings.key_client
        with self._guard:
            if self._source is not None and self._source[0] == seen:
                return self._source[1]
        source = self._holder().tokens()
        with self._guard:
            self._source = seen, source
        return source

    def begin_login(self, language: str) -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION, or NOT_LOGGED_IN where a key is in force."""
        return self._holder().begin_login(language)

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought. Raises a fault of the keyring."""
        self.look_again()
        self._holder().finish_login(grant)

    def log_out(self) -> None:
        """Forget the key and the login at Visma, whichever there is. Raises a fault of the keyring."""
        self.look_again()
        self._key.log_out()
        self._connect.log_out()

    def keep_secret(self, client_id: str, secret: str, *, for_now: bool = False) -> None:
        """Keep the secret of the user's own client at Visma. Raises a fault of the keyring."""
        self._connect.keep_secret(client_id, secret, for_now=for_now)
        self.look_again()

    def look_again(self) -> None:
        """Ask the keyring at the next call: what it holds may be another's by now, or another process's work."""
        with self._guard:
            self._source = None


class _TokensInForce:
    """Hands on to whichever source is in force when it is asked."""

    def __init__(self, session: ChosenSession) -> None:
        self._session = session

    def access_token(self) -> str:
        """Return a token that is good now; see the source's own."""
        return self._watched(lambda source: source.access_token())

    def refused(self, token: str) -> bool:
        """Take note that ``token`` met a 401; return whether :meth:`access_token` has another one now."""
        return self._watched(lambda source: source.refused(token))

    def _watched(self, ask: Callable[[TokenSource], T]) -> T:
        try:
            return ask(self._session.source())
        except Fault:
            self._session.look_again()
            raise


class _KeyRing:
    """The keys, and word to the session whenever one of them changes."""

    def __init__(self, session: KeySession, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed

    def tokens_of(self, key: PersonalKey) -> TokenSource:
        """Return the source of tokens of a key that need not be kept yet."""
        return self._session.tokens_of(key)

    def completed(self, api_key: str) -> PersonalKey:
        """Return the key with the client that environment, settings and keyring name."""
        return self._session.completed(api_key)

    def keep(self, key: PersonalKey, *, for_now: bool = False) -> None:
        """Keep a key in the keyring; ``for_now``: where there is none, in memory until the program ends."""
        self._session.keep(key, for_now=for_now)
        self._changed()

    def forget(self, client_id: str) -> None:
        """Forget the key and the secret of a client."""
        self._session.forget(client_id)
        self._changed()
