"""What the sandbox can be told to do differently, before it starts and while it runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """Switches of the sandbox. Where the real servers' behaviour is known, it is the default (contract section 10)."""

    response_modes: tuple[str, ...] = ("query", "form_post")
    """Allowed ``response_mode`` values; form_post is used when the client names none (contract 1.5)."""
    require_pkce: bool = False
    refresh_tokens: Literal["one-time", "re-use"] = "one-time"
    replay_detection: bool = True
    """A used one-time token kills the whole grant, once ``grace_seconds`` are over (contract 1.7)."""
    grace_seconds: float = 5.0
    """How long a used one-time token still works; 0: not at all."""
    omit_refresh_token: bool = False
    """Answer a refresh without ``refresh_token`` (a client then keeps its old one)."""
    code_seconds: float = 300.0
    access_token_seconds: int = 3600
    refresh_token_seconds: float = 365 * 86400.0
    rate_limit: int | None = 100
    """Requests per ``rate_window`` for one organization and client; None: no limit (contract 7.4)."""
    personal_rate_limit: int | None = 60
    personal_token_limit: int | None = 60
    """Exchanges of one client's keys per ``rate_window``; None: no limit."""
    rate_window: float = 60.0
    """Seconds."""
    retry_after: bool = True
    """Send ``Retry-After`` with 429."""
    file_visible_after_ms: int = 0
    """An uploaded file shows in the list only after this time."""
    file_usable_after_ms: int = 0
    """Until then a voucher that names the file is answered with a 400 that names FileGuid (contract 4.1)."""
    file_limit: int = 6_000_000
    """Bytes."""
    too_large: Literal["400", "413"] = "400"
    """400 has a JSON string as its body, as the specification says; 413 an error object."""
    accepted_types: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    """Found from a file's first bytes; anything else is answered with 415."""
    organizations_v11: bool = True
    """False: ``/v1.1/organizations`` is not found."""
    create_answer: Literal["200", "201", "201-empty"] = "200"
    """How a created voucher is answered; the sources differ (contract 5.2)."""
    missing_voucher: Literal["404", "400/63", "400/65"] = "404"
    """How a voucher that is gone is answered."""
    duplicate_contact: Literal["400", "409"] = "400"
    """How a contact guid that is already known is answered."""
    key_without_plan: Literal["invalid_grant", "token"] = "invalid_grant"
    """How the key of a company without Pro or Total is answered; with a token, the API then answers 403."""

    def changed(self, changes: Json) -> Options:
        """Return options with these members changed. Raises ValueError for an unknown member or a wrong value."""
        types = {f.name: f.default for f in fields(self)}
        unknown = changes.keys() - types.keys()
        if unknown:
            raise ValueError(f"unknown option: {', '.join(sorted(unknown))}")
        for name, value in changes.items():
            _check(name, value, types[name])
        checked: Json = {k: tuple(v) if isinstance(v, list) else v for k, v in changes.items()}
        return replace(self, **checked)

    def as_json(self) -> Json:
        """Return all members as JSON values."""
        return asdict(self)


_CHOICES = {
    "refresh_tokens": {"one-time", "re-use"},
    "too_large": {"400", "413"},
    "create_answer": {"200", "201", "201-empty"},
    "missing_voucher": {"404", "400/63", "400/65"},
    "duplicate_contact": {"400", "409"},
    "key_without_plan": {"invalid_grant", "token"},
}
_MAY_BE_NONE = {"rate_limit", "personal_rate_limit", "personal_token_limit"}


def _check(name: str, value: object, default: object) -> None:
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError(f"{name} must be one of {', '.join(sorted(_CHOICES[name]))}")
    if value is None and name in _MAY_BE_NONE:
        return
    wanted: tuple[type, ...] = {bool: (bool,), str: (str,), tuple: (list, tuple)}.get(type(default), (int, float))
    if not isinstance(value, wanted) or (isinstance(value, bool) and type(default) is not bool):
        raise ValueError(f"{name} has a value of the wrong type")
