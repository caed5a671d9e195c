"""What the sandbox remembers: files, vouchers, contacts, grants. Plain records that turn into JSON and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def instant(seconds: float) -> str:
    """Return UTC seconds as Dinero writes instants, for example ``2026-05-16T08:00:00Z``."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class StoredFile:
    """A file in the archive; its bytes lie in the store under ``guid``."""

    guid: str
    org: int
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_at: float
    """UTC seconds."""
    uploaded_by: str
    visible_at: float
    usable_at: float
    pages: int | None = None
    attachment: bool = False
    """Uploaded for a customer invoice: not in the archive."""


@dataclass(slots=True)
class Voucher:
    """A purchase, a manual voucher or a purchase credit note. ``body`` holds the members as they were sent."""

    guid: str
    id: int
    org: int
    kind: str
    """``purchase``, ``manuel`` or ``creditnote``."""
    body: Json
    """Known members alone, with Dinero's spelling; amounts are decimal text."""
    timestamp: int
    created_at: float
    created_by: str
    status: str = "Draft"
    number: int | None = None
    deleted_at: float | None = None
    booked_at: float | None = None
    booked_by: str | None = None
    booked_by_type: str | None = None
    payments: list[Json] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        """The timestamp as it stands on the wire: 16 hex digits."""
        return f"{self.timestamp:016X}"

    @property
    def file_guid(self) -> str | None:
        """The file that is attached, if any."""
        value = self.body.get("FileGuid")
        return None if value is None else str(value)


@dataclass(slots=True)
class Contact:
    """A customer or supplier; ``body`` holds the members of Dinero's create model."""

    guid: str
    org: int
    body: Json
    created_at: float
    updated_at: float
    deleted_at: float | None = None
    is_creditor: bool = False


@dataclass(slots=True)
class Grant:
    """A user's consent for a client; refresh tokens belong to it. Revoked: none of them works any more."""

    id: str
    user: str
    client: str
    scope: str
    created_at: float
    revoked: bool = False


@dataclass(slots=True)
class RefreshToken:
    """A refresh token, known by the SHA-256 of its text: the token itself is nowhere written."""

    hash: str
    grant: str
    created_at: float
    expires_at: float
    used_at: float | None = None


@dataclass(slots=True)
class Mistake:
    """Something a client did that Dinero forgives silently (or refuses), and that a programmer wants to know."""

    at: float
    org: int | None
    operation: str
    text: str


@dataclass(slots=True)
class LoggedRequest:
    """One request, without headers and bodies: nothing in it is secret."""

    at: float
    method: str
    path: str
    query: str
    operation: str
    org: int | None
    status: int
    """0: the connection was cut."""
    received: int
    """Bytes of the request's body."""
    seconds: float
    fault: str | None = None
