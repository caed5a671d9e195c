"""Who is logged in at the sandbox's Visma Connect; forgotten when it stops."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has logged in."""

    user: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Must come back with the consent form, so that no other page can send it."""
    mark: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """Shows that an authorization with ``prompt=login`` has just been through the login."""


class Sessions:
    """The open sessions by cookie value. The sandbox's lock is held round every call."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}

    def open(self, user: str) -> tuple[str, Session]:
        """Begin a session; return its cookie value and itself."""
        key, session = secrets.token_urlsafe(32), Session(user)
        self._open[key] = session
        return key, session

    def get(self, key: str | None) -> Session | None:
        """Return the session of a cookie value, or None."""
        return self._open.get(key or "")

    def close(self, key: str | None) -> None:
        """End a session."""
        self._open.pop(key or "", None)
