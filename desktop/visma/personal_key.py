"""A personal integration: the client and the API key that Dinero gives one owner for one company (contract 1.10).

Secret and key lie in the keyring, an entry each, and each entry says whose it is: what belongs to one server is never
sent to another.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.secret_home import SecretHome
from desktop.visma.slots import key_of

LONGEST = 1000
"""Characters of a secret or key; with what stands beside it an entry stays below the keyring's limit."""
LONGEST_ID = 100
"""Characters of a client id."""
KEY_WAY = "key"
"""Value of the parameter ``way`` of a fault that is about a personal key, not about a login at Visma."""


@dataclass(frozen=True, slots=True)
class PersonalKey:
    """What an owner has got from Dinero."""

    client_id: str
    client_secret: str = field(repr=False)
    api_key: str = field(repr=False)


def checked_key(client_id: str, client_secret: str, api_key: str) -> PersonalKey:
    """Return the three without spaces round them.

    Raises Fault KEY_UNUSABLE where one is empty, too long, or has a space or a control character in it: part of a
    sentence was copied, or two lines.
    """
    parts = tuple(text.strip() for text in (client_id, client_secret, api_key))
    if not all(_is_whole(part, most) for part, most in zip(parts, (LONGEST_ID, LONGEST, LONGEST), strict=True)):
        raise Fault(FaultCode.KEY_UNUSABLE, Effect.WAIT)
    return PersonalKey(*parts)


def _is_whole(text: str, most: int) -> bool:
    return 0 < len(text.encode("utf-16-le", "replace")) // 2 <= most and text.isprintable() and " " not in text


class KeyStore:
    """The keys for one server. Every method raises a fault of the keyring."""

    def __init__(self, home: SecretHome, server: str) -> None:
        self._home = home
        self._server = server.rstrip("/")

    def get(self, client_id: str) -> PersonalKey | None:
        """Return the key of a client, or None."""
        secret, api_key = self.secret(client_id), self._read(client_id, "key")
        return PersonalKey(client_id, secret, api_key) if secret and api_key else None

    def secret(self, client_id: str) -> str | None:
        """Return a client's secret, also where there is no key."""
        return self._read(client_id, "secret")

    def put(self, key: PersonalKey) -> None:
        """Keep a key, and read it back. Raises Fault KEYRING_FAILED when what is read isn't what was written."""
        for part, value in (("secret", key.client_secret), ("key", key.api_key)):
            entry = {"server": self._server, "client": key.client_id, "value": value}
            self._home.set(
                self._name(key.client_id, part), json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
            )
        if self.get(key.client_id) != key:
            with suppress(Fault):
                self.clear(key.client_id)
            raise Fault(FaultCode.KEYRING_FAILED, Effect.WAIT, reason="not read back")

    def clear(self, client_id: str) -> None:
        """Forget a client's key and secret."""
        for part in ("key", "secret"):
            self._home.delete(self._name(client_id, part))

    def _name(self, client_id: str, part: str) -> str:
        return f"personal-key {key_of(self._server, client_id)} {part}"

    def _read(self, client_id: str, part: str) -> str | None:
        try:
            entry = json.loads(self._home.get(self._name(client_id, part)) or "null")
        except ValueError:
            return None
        if not isinstance(entry, dict) or (entry.get("server"), entry.get("client")) != (self._server, client_id):
            return None
        value = entry.get("value")
        return value if isinstance(value, str) and value else None
