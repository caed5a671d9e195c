"""The personal integration of one run: whose key it is, where it lies, and the tokens that come of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop.config import Config, Settings
from desktop.desk.holders import Way
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store import steady_seconds
from desktop.visma import (
    KEY_WAY,
    Grant,
    KeyStore,
    KeyTokens,
    LoginAttempt,
    MemoryHome,
    PersonalKey,
    SecretHome,
    checked_key,
)

PER_MINUTE = 50
"""Of the 60 requests a minute that Dinero allows a personal integration (contract section 7.4)."""


class KeySession:
    """Dinero's key server, with the client that environment or settings name. Safe from any thread.

    The setting ``key_client`` says that a key is the way in. ``BILAGSDROP_CLIENT_ID`` names another client; with
    ``BILAGSDROP_REDIRECT_URI`` beside it, it is one at Visma Connect, and no key is in force.
    """

    def __init__(
        self, config: Config, environ: Mapping[str, str], settings: Callable[[], Settings], home: SecretHome
    ) -> None:
        self._config = config
        self._environ = environ
        self._settings = settings
        self._kept = KeyStore(home, config.authz_url)
        self._for_now = KeyStore(MemoryHome(), config.authz_url)
        self._guard = threading.Lock()
        self._sources: dict[PersonalKey, KeyTokens] = {}

    def in_force(self) -> bool:
        """Return whether a key is the way in; reads the settings alone."""
        chosen, named = self._settings().key_client, self._environ.get("BILAGSDROP_CLIENT_ID")
        if not chosen:
            return False
        return named in {None, "", chosen} or not self._environ.get("BILAGSDROP_REDIRECT_URI")

    def way(self) -> Way:
        """Return that this is a personal key."""
        return Way.KEY

    def requests_per_minute(self) -> int:
        """Return how many requests a minute to send at most."""
        return PER_MINUTE

    def client_name(self) -> str:
        """Return the client id, or an empty text; asks neither keyring nor network."""
        return self._environ.get("BILAGSDROP_CLIENT_ID") or self._settings().key_client or ""

    def has_registration(self) -> bool:
        """Return True when client id and secret are known. Raises a fault of the keyring."""
        return bool(self.client_name() and self._secret())

    def logged_in(self) -> bool:
        """Return True when there is a key to try. Raises a fault of the keyring."""
        return self._key() is not None

    def tokens(self) -> KeyTokens:
        """Return the one source of the key in force. Raises Fault NOT_LOGGED_IN or of the keyring."""
        key = self._key()
        if key is None:
            raise Fault(FaultCode.NOT_LOGGED_IN, Effect.WAIT, way=KEY_WAY)
        return self.tokens_of(key)

    def tokens_of(self, key: PersonalKey) -> KeyTokens:
        """Return the one source of a key's tokens, kept or not. Raises Fault PLAIN_HTTP."""
        with self._guard:
            if key not in self._sources:
                self._sources[key] = KeyTokens(self._config.authz_url, key, steady_seconds)
            return self._sources[key]

    def completed(self, api_key: str) -> PersonalKey:
        """Return the key with the client that environment, settings and keyring name.

        Raises Fault NO_REGISTRATION without client id and secret, KEY_UNUSABLE or a fault of the keyring.
        """
        client_id, secret = self.client_name(), self._secret()
        if not client_id or not secret:
            raise Fault(FaultCode.NO_REGISTRATION, Effect.WAIT)
        return checked_key(client_id, secret, api_key)

    def keep(self, key: PersonalKey, *, for_now: bool = False) -> None:
        """Keep a key in the keyring, or (``for_now``) in memory where there is none. Raises a fault of the keyring."""
        try:
            self._kept.put(key)
        except Fault as fault:
            if fault.code is not FaultCode.KEYRING_MISSING:
                raise
            if not for_now:
                raise Fault(fault.code, fault.effect, way=KEY_WAY) from None
            self._for_now.put(key)
        else:
            self._for_now.clear(key.client_id)

    def forget(self, client_id: str) -> None:
        """Forget the key and the secret of a client, and every token of it. Raises a fault of the keyring."""
        with self._guard:
            self._sources = {k: v for k, v in self._sources.items() if k.client_id != client_id}
        only_here = self._for_now.get(client_id) is not None
        self._for_now.clear(client_id)
        try:
            self._kept.clear(client_id)
        except Fault as fault:
            if not only_here or fault.code is not FaultCode.KEYRING_MISSING:
                raise

    def begin_login(self, language: str) -> LoginAttempt:
        """There is no page to log in on: raises Fault NOT_LOGGED_IN, whose words say where the key is written."""
        raise Fault(FaultCode.NOT_LOGGED_IN, Effect.WAIT, way=KEY_WAY, language=language)

    def finish_login(self, grant: Grant) -> None:  # noqa: ARG002 - a login brings nothing here
        """Never comes to pass: raises Fault NOT_LOGGED_IN."""
        raise Fault(FaultCode.NOT_LOGGED_IN, Effect.WAIT, way=KEY_WAY)

    def log_out(self) -> None:
        """Forget the key; Dinero has no revocation, a key is deleted there. Raises a fault of the keyring."""
        kept = self._settings().key_client
        for client_id in {kept, self.client_name()} if kept else ():
            self.forget(str(client_id))

    def _secret(self) -> str | None:
        """Return the secret of the client in force: the environment's, which stands beside its id, or the kept one."""
        given, client_id = self._given_secret(), self.client_name()
        if given:
            return given
        return (self._for_now.secret(client_id) or self._kept.secret(client_id)) if client_id else None

    def _key(self) -> PersonalKey | None:
        client_id = self.client_name()
        kept = (self._for_now.get(client_id) or self._kept.get(client_id)) if client_id else None
        secret = self._given_secret()
        return replace(kept, client_secret=secret) if kept and secret else kept

    def _given_secret(self) -> str | None:
        """Return the environment's secret, where the id that it belongs to stands beside it."""
        return self._environ.get("BILAGSDROP_CLIENT_SECRET") if self._environ.get("BILAGSDROP_CLIENT_ID") else None
