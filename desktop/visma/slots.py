"""The refresh token's two slots in the keyring.

A new token never overwrites the one in use: it is written into the other slot, read back, and is in use from then on
because its generation is higher. So a crash at any moment leaves one whole slot.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.secret_home import SecretHome

_NAMES = ("A", "B")


@dataclass(frozen=True, slots=True)
class Slot:
    """A refresh token, whose it is, and whether a refresh with it was begun."""

    generation: int
    token: str = field(repr=False)
    server: str
    client: str
    begun: float | None = None
    """Epoch seconds at which the first try of a refresh began whose outcome is not known; None: no refresh is out."""
    tries: int = 0
    """How many tries of that refresh have left."""


def key_of(server: str, client: str) -> str:
    """Return what names the entries of one server and client."""
    return hashlib.sha256(f"{server}\n{client}".encode()).hexdigest()[:16]


class SlotStore:
    """The slots of one server and client. Its user holds the lock that spans threads and processes."""

    def __init__(self, home: SecretHome, server: str, client: str) -> None:
        self._home = home
        self._server, self._client = server, client
        self._key = key_of(server, client)

    def _name(self, letter: str) -> str:
        return f"login {self._key} {letter}"

    def _read(self, letter: str) -> Slot | None:
        text = self._home.get(self._name(letter))
        if not text:
            return None
        try:
            slot = Slot(**_checked(json.loads(text)))
        except (ValueError, TypeError, KeyError):
            return None
        # A token is never sent to a server or in the name of a client other than those it came from.
        return slot if (slot.server, slot.client) == (self._server, self._client) else None

    def current(self) -> Slot | None:
        """Return the slot in use, or None: not logged in."""
        slots = [s for s in map(self._read, _NAMES) if s is not None]
        return max(slots, key=lambda s: s.generation, default=None)

    def put(self, token: str, begun: float | None = None, tries: int = 0) -> Slot:
        """Write the next generation into the slot not in use, and read it back.

        Raises Fault KEYRING_FAILED when what is read isn't what was written; the slot in use is untouched then.
        """
        slots = {letter: self._read(letter) for letter in _NAMES}
        newest = max((s.generation for s in slots.values() if s), default=0)
        other = min(_NAMES, key=lambda letter: found.generation if (found := slots[letter]) else -1)
        slot = Slot(newest + 1, token, self._server, self._client, begun, tries)
        self._home.set(self._name(other), json.dumps(asdict(slot), separators=(",", ":")))
        if self._read(other) != slot:
            raise Fault(FaultCode.KEYRING_FAILED, Effect.WAIT, reason="not read back")
        return slot

    def mark(self, slot: Slot, begun: float, tries: int) -> Slot:
        """Note durably that a refresh with this token is about to leave."""
        return self.put(slot.token, begun, tries)

    def unmark(self, slot: Slot) -> Slot:
        """Note that the refresh surely was not carried out."""
        return self.put(replace(slot).token)

    def clear(self) -> None:
        """Forget the login."""
        for letter in _NAMES:
            self._home.delete(self._name(letter))


def _checked(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a slot's members. Raises TypeError where they are not what the program writes."""
    if not isinstance(entry["generation"], int) or not isinstance(entry["token"], str):
        raise TypeError
    return entry
