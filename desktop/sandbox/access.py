"""Access tokens: made here, checked at every call of the API (contract 1.6, 1.10, 3)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

from desktop.sandbox.companies import ORGANIZATIONS, USERS, Organization
from desktop.sandbox.problems import NO_PLAN, NO_RIGHT, Problem
from desktop.sandbox.world import World
from desktop.words import N_

READ, WRITE, OFFLINE = "dineropublicapi:read", "dineropublicapi:write", "offline_access"
AUDIENCE = "https://api.dinero.dk"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the client, the user (none for a personal integration) and what the token opens."""

    client: str
    user: str | None
    scopes: frozenset[str]
    organizations: tuple[int, ...]
    name: str

    @property
    def personal(self) -> bool:
        """True for the personal integration."""
        return self.user is None


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _decoded(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def _signature(world: World, head: str) -> str:
    return _encoded(hmac.digest(bytes.fromhex(world.key), head.encode(), hashlib.sha256))


def make_access_token(world: World, issuer: str, client: str, subject: str, scope: str) -> str:
    """Return a JWT with the claims that Visma Connect's have. ``subject`` is a user name or ``org:<id>``."""
    now = world.clock()
    claims = {
        "iss": issuer, "aud": AUDIENCE, "client_id": client, "sub": subject, "scope": scope.split(), "iat": now,
        "exp": now + world.options.access_token_seconds, "jti": secrets.token_hex(16),
    }  # fmt: skip
    parts = [json.dumps(p, separators=(",", ":")).encode() for p in ({"alg": "HS256", "typ": "at+jwt"}, claims)]
    head = ".".join(_encoded(p) for p in parts)
    return f"{head}.{_signature(world, head)}"


def _claims(world: World, header: str) -> dict[str, Any] | None:
    scheme, _, token = header.partition(" ")
    head, _, signature = token.strip().rpartition(".")
    if scheme.lower() != "bearer" or not hmac.compare_digest(signature.encode(), _signature(world, head).encode()):
        return None
    claims: dict[str, Any] = json.loads(_decoded(head.partition(".")[2]))
    alive = claims["exp"] > world.clock() and claims["iat"] > world.valid_from
    return claims if alive else None


def caller_of(world: World, header: str | None) -> Caller | None:
    """Return who an Authorization header stands for; None when it is missing, wrong or expired."""
    claims = _claims(world, header or "")
    if claims is None:
        return None
    client, subject, scopes = claims["client_id"], claims["sub"], frozenset(claims["scope"])
    if subject.startswith("org:"):
        org = int(subject[4:])
        return Caller(client, None, scopes, (org,), "API")
    user = USERS[subject]
    return Caller(client, subject, scopes, user.organizations, user.name)


def unauthorized() -> Problem:
    """Return the refusal of a call without a valid token, or to a company the user can't open."""
    return Problem(401, NO_RIGHT, N_("Authorization has been denied for this request."))


def check(caller: Caller | None, org: int, *, writing: bool) -> tuple[Caller, Organization]:
    """Return caller and company. Raises Problem 401 or 403 (contract 3)."""
    organization = ORGANIZATIONS.get(org)
    if caller is None or organization is None or org not in caller.organizations:
        raise unauthorized()
    if not caller.scopes & ({WRITE, "write"} if writing else {READ, WRITE, "read", "write"}):
        raise Problem(403, NO_RIGHT, N_("The token's scope does not allow this."))
    if not organization.has_api:
        raise Problem(403, NO_PLAN, N_("The organization's subscription does not include the API (Pro or Total)."))
    return caller, organization
