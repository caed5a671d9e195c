"""The login of one run at Visma Connect: registration, keyring and tokens, found when they are first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import platformdirs

from desktop.config import APP_NAME, Config, Settings
from desktop.desk.holders import Way
from desktop.outbox.gate import PER_MINUTE
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store import steady_seconds
from desktop.visma import (
    FromBuild,
    Grant,
    LoginAttempt,
    Registration,
    SecretHome,
    SessionHome,
    TokenKeeper,
    find_registration,
    key_of,
    secret_name,
)


def state_dir() -> Path:
    """Return the folder of the OS user's lock files, beside the keyring and not in any data folder.

    Two data folders share one keyring entry, so they must share its lock too.
    """
    return Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))


class ConnectSession:
    """Visma Connect, with the registration that environment, settings or release hold. Safe from any thread."""

    keys: None = None
    """A client alone keeps no personal keys."""

    def __init__(
        self,
        config: Config,
        environ: Mapping[str, str],
        settings: Callable[[], Settings],
        home: SecretHome,
        locks: Path | None = None,
    ) -> None:
        self._config = config
        self._environ = environ
        self._settings = settings
        self._home = SessionHome(home)
        self._locks = locks or state_dir()
        self._guard = threading.Lock()
        self._keepers: dict[Registration, TokenKeeper] = {}

    def _registration(self) -> Registration:
        registration = find_registration(self._environ, self._settings(), self._home)
        if registration is None:
            raise Fault(FaultCode.NO_REGISTRATION, Effect.WAIT)
        return registration

    def way(self) -> Way:
        """Return that this is a login at Visma."""
        return Way.CONNECT

    def has_registration(self) -> bool:
        """Return True when a client id, secret and redirect URI are known. Raises a fault of the keyring."""
        return find_registration(self._environ, self._settings(), self._home) is not None

    def client_name(self) -> str:
        """Return the client id, or an empty text; asks neither keyring nor network."""
        named = self._environ.get("BILAGSDROP_CLIENT_ID") or self._settings().client_id
        built = None if named else FromBuild().registration()
        return named or (built.client_id if built else "")

    def requests_per_minute(self) -> int:
        """Return how many requests may leave for one company in a minute: those of an application of Visma Connect."""
        return PER_MINUTE

    def tokens(self) -> TokenKeeper:
        """Return the one keeper of the registration in force. Raises Fault NO_REGISTRATION or of the keyring."""
        registration = self._registration()
        with self._guard:
            keeper = self._keepers.get(registration)
            if keeper is None:
                keeper = self._new_keeper(registration)
                self._keepers[registration] = keeper
            return keeper

    def _new_keeper(self, registration: Registration) -> TokenKeeper:
        url = self._config.connect_url
        lock = self._locks / f"login-{key_of(url, registration.client_id)}.lock"
        return TokenKeeper(url, registration, self._home, lock, steady=steady_seconds)

    def logged_in(self) -> bool:
        """Return True when there is a refresh token to try. Raises a fault of the keyring."""
        try:
            return self.tokens().logged_in()
        except Fault as fault:
            if fault.code is FaultCode.NO_REGISTRATION:
                return False
            raise

    def begin_login(self, language: str) -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION, PLAIN_HTTP or of the keyring."""
        return LoginAttempt(self._config.connect_url, self._registration(), language=language)

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought. Raises a fault of the keyring."""
        self.tokens().accept(grant)

    def log_out(self) -> None:
        """Revoke the login as far as Visma can be reached, and forget it. Raises a fault of the keyring."""
        try:
            self.tokens().log_out()
        except Fault as fault:
            if fault.code is not FaultCode.NO_REGISTRATION:
                raise

    def keep_secret(self, client_id: str, secret: str, *, for_now: bool = False) -> None:
        """Keep the secret of the user's own client in the keyring. Raises a fault of the keyring.

        ``for_now``: where there is none, it is kept in memory until the program ends.
        """
        try:
            self._home.set(secret_name(client_id), secret)
        except Fault as fault:
            if not for_now or fault.code is not FaultCode.KEYRING_MISSING:
                raise
            self._home.keep_for_now(secret_name(client_id), secret)


class FixedRegistration:
    """The environment of a run against the sandbox, whose client and secret are fixed and public."""

    def __init__(self, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self.environ: Mapping[str, str] = {
            "BILAGSDROP_CLIENT_ID": client_id,
            "BILAGSDROP_CLIENT_SECRET": client_secret,
            "BILAGSDROP_REDIRECT_URI": redirect_uri,
        }
