"""What is asked of Dinero, and what came back, without any type of the HTTP library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from desktop.dinero.bodies import Body

Method = Literal["GET", "POST", "DELETE"]
Step = Literal["read", "upload", "contact", "voucher", "booking", "deletion"]


class Sink(Protocol):
    """Takes the bytes of a file."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One request."""

    method: Method
    path: str
    """From the host's root: ``/v1/42/files``."""
    query: Mapping[str, str | int] = field(default_factory=dict)
    body: Body | None = None
    step: Step = "read"
    """``read`` also for a POST without effect; every other one writes."""
    company: int | None = None
    """None: the one call that belongs to no company (the list of companies), which Dinero's limit doesn't count."""

    @property
    def writes(self) -> bool:
        """True when a lost answer leaves the outcome unknown."""
        return self.step != "read"

    @property
    def may_have_been_written(self) -> bool:
        """True when it writes and any of its body has left."""
        return self.writes and (self.body is None or self.body.began)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, whatever its status."""

    status: int
    json: object = None
    """Keys in lower case, numbers with a fraction as Decimal; None for an empty body or one that is no JSON."""
    is_json: bool = False
    empty: bool = True
    retry_after: float | None = None
    """Seconds."""
    date: dt.datetime | None = None
    """The server's clock (aware), from the ``Date`` header."""

    @property
    def ok(self) -> bool:
        """True for any 2xx."""
        return 200 <= self.status < 300


def folded(value: object) -> object:
    """Return JSON with every key in lower case: Dinero's casing changes with the endpoint (contract section 2)."""
    if isinstance(value, dict):
        return {str(k).lower(): folded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [folded(v) for v in value]
    return value


class UnexpectedShape(ValueError):  # noqa: N818 - it is caught at the border only, where it becomes a Fault
    """An answer is JSON, but not what this endpoint answers."""


def records(value: object) -> list[dict[str, Any]]:
    """Return ``value`` when it is a list of objects; raise UnexpectedShape otherwise."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UnexpectedShape
    return value


def record(value: object) -> dict[str, Any]:
    """Return ``value`` when it is an object; raise UnexpectedShape otherwise."""
    if not isinstance(value, dict):
        raise UnexpectedShape
    return value


def text(item: Mapping[str, Any], key: str) -> str | None:
    """Return a member as text, None when it is missing, null or empty."""
    value = item.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def needed_text(item: Mapping[str, Any], key: str) -> str:
    """Return a member as text; raise UnexpectedShape when it is missing."""
    value = text(item, key)
    if value is None:
        raise UnexpectedShape(key)
    return value


def integer(item: Mapping[str, Any], key: str) -> int | None:
    """Return a member as a whole number (``"42"`` and ``42.0`` too), None when it is missing or something else."""
    try:
        return int(item[key])
    except (KeyError, TypeError, ValueError):
        return None


def needed_integer(item: Mapping[str, Any], key: str) -> int:
    """Return a member as a whole number; raise UnexpectedShape when it is missing."""
    value = integer(item, key)
    if value is None:
        raise UnexpectedShape(key)
    return value


def decimal(item: Mapping[str, Any], key: str) -> Decimal:
    """Return a number; 0 when it is missing or no number."""
    value = item.get(key)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal(0)


def flag(item: Mapping[str, Any], key: str) -> bool:
    """Return whether a member is true."""
    return item.get(key) is True


def instant(item: Mapping[str, Any], key: str) -> dt.datetime | None:
    """Return an instant (UTC when it names no zone), None when it is missing or unreadable."""
    try:
        found = dt.datetime.fromisoformat(str(item.get(key)))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def day(item: Mapping[str, Any], key: str) -> dt.date | None:
    """Return the date at the beginning of a member, None when it is missing or unreadable."""
    try:
        return dt.date.fromisoformat(str(item.get(key))[:10])
    except ValueError:
        return None
