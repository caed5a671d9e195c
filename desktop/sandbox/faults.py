"""Faults on demand: where, what, how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class FaultKind(StrEnum):
    """What happens to a request that a fault hits."""

    UNAUTHORIZED = "401"
    NO_PLAN = "403"
    """403 with code 90."""
    NO_RIGHT = "403/41"
    VALIDATION = "400/42"
    LIMIT = "400/43"
    STALE = "400/58"
    NOT_FOUND = "400/63"
    DELETED = "400/65"
    FILE_GUID = "400/FileGuid"
    """400 with code 42 that names FileGuid, as for a file that is not accessible yet."""
    DUPLICATE = "409/72"
    GONE = "404"
    """With an HTML body."""
    TOO_LARGE = "413"
    WRONG_TYPE = "415"
    RATE_LIMIT = "429"
    BROWNOUT = "480"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    INVALID_GRANT = "invalid_grant"
    INVALID_CLIENT = "invalid_client"
    HTML = "html"
    """200 with an HTML page."""
    EMPTY = "empty"
    """The right status without a body."""
    TRUNCATED = "truncated"
    """The right head, half of the body, then the end of the connection."""
    JSON_STRING = "json-string"
    """Before: 400 with a JSON string. After: the answer's first value as a bare JSON string."""
    CUT = "cut"
    """The connection ends without an answer."""
    SLOW = "slow"
    """The right answer, ``seconds`` late."""


_ALWAYS_AFTER = frozenset({FaultKind.EMPTY, FaultKind.TRUNCATED})


@dataclass(slots=True)
class Fault:
    """One rule. Unset members of the place match everything.

    ``after`` False: nothing is written, the request meets the fault first. True: the request is carried out, then its
    answer is replaced: its sender can't know the outcome.
    """

    kind: FaultKind | str
    operation: str | None = None
    """Name of the operation: upload, create_voucher, book, contact, token ... (``GET /_sandbox/state`` lists them).

    ``organizations`` also means ``organizations_v11``.
    """
    method: str | None = None
    path: str | None = None
    """Regular expression that is searched in the path."""
    org: int | None = None
    times: int | None = 1
    """How often it strikes; None: for ever."""
    skip: int = 0
    """Matching requests that pass first."""
    after: bool = False
    seconds: float = 0.0
    """Seconds of waiting (before the request is carried out, or after it)."""
    retry_after: int | None = None
    """Seconds in a Retry-After header, for 429, 480 and 503."""
    property: str = "FileGuid"
    """The member that a 400/42 names."""
    struck: int = 0
    """How often it has struck."""

    def __post_init__(self) -> None:
        self.kind = FaultKind(self.kind)
        self.after = self.after or self.kind in _ALWAYS_AFTER
        if self.path is not None:
            re.compile(self.path)

    def matches(self, operation: str, method: str, path: str, org: int | None) -> bool:
        """Return True when the rule is about this request (whether it strikes is for ``times`` and ``skip``)."""
        return (
            (self.operation in {None, operation} or operation.startswith(f"{self.operation}_v"))
            and self.method in {None, method}
            and self.org in {None, org}
            and (self.path is None or re.search(self.path, path) is not None)
        )

    def as_json(self) -> Json:
        """Return all members as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, members: Json) -> Fault:
        """Return the rule that a JSON object describes. Raises ValueError for unknown members or kinds."""
        try:
            return cls(**members)
        except (TypeError, re.error) as error:
            raise ValueError(str(error)) from None


class Faults:
    """The rules in force, in order; the first that strikes wins. The sandbox's lock is held round ``take``."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a rule at the end."""
        self._rules = [*self._rules, fault]
        return fault

    def remove(self, index: int) -> None:
        """Take the rule at this place away; nothing happens when there is none."""
        self._rules = [rule for i, rule in enumerate(self._rules) if i != index]

    def clear(self) -> None:
        """Take all rules away."""
        self._rules = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._rules)

    def take(self, operation: str, method: str, path: str, org: int | None) -> Fault | None:
        """Return the rule that strikes this request, and count it."""
        for rule in self._rules:
            if rule.matches(operation, method, path, org) and (rule.times is None or rule.times > 0):
                if rule.skip > 0:
                    rule.skip -= 1
                    continue
                rule.times = None if rule.times is None else rule.times - 1
                rule.struck += 1
                return rule
        return None
