"""Grants, codes and refresh tokens: one-time and re-use, grace and replay detection (contract 1.6-1.8)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass

from desktop.sandbox.access import OFFLINE, READ, WRITE, make_access_token
from desktop.sandbox.records import Grant, RefreshToken
from desktop.sandbox.world import World


class OAuthRefusal(Exception):  # noqa: N818 - an answer of the token endpoint, no fault of ours
    """A refusal with an error of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.description = description
        self.status = status


@dataclass(slots=True)
class Code:
    """An authorization code that waits for its exchange."""

    grant: str
    redirect_uri: str
    challenge: str | None
    method: str
    expires_at: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a token endpoint hands out; its repr shows none of it."""

    access_token: str
    refresh_token: str | None
    expires_in: int
    scope: str

    def __repr__(self) -> str:
        return f"Tokens(expires_in={self.expires_in}, scope={self.scope!r})"


class GrantBook:
    """Makes and checks what Visma Connect hands out. The sandbox's lock is held round every call."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.issuer = ""
        self._codes: dict[str, Code] = {}

    def open(self, user: str, client: str, scope: str) -> Grant:
        """Write down a user's consent."""
        grant = Grant(secrets.token_hex(16), user, client, scope, self.world.clock())
        self.world.save(grant)
        return grant

    def log_in(self, user: str, client: str) -> Tokens:
        """Return the tokens that a user who accepts everything would get."""
        return self.issue(self.open(user, client, f"{READ} {WRITE} {OFFLINE}"))

    def make_code(self, grant: Grant, redirect_uri: str, challenge: str | None, method: str) -> str:
        """Return a new code for a consent."""
        code = secrets.token_hex(32).upper()
        expires = self.world.clock() + self.world.options.code_seconds
        self._codes[_hash(code)] = Code(grant.id, redirect_uri, challenge, method, expires)
        return code

    def exchange(self, code: str, redirect_uri: str, verifier: str | None) -> Tokens:
        """Return tokens for a code. Raises OAuthRefusal; a code used twice kills its grant."""
        found = self._codes.get(_hash(code))
        if found is None:
            raise OAuthRefusal("invalid_grant", "unknown code")
        if found.used:
            self._revoke(found.grant)
            raise OAuthRefusal("invalid_grant", "the code was used before")
        found.used = True
        if found.expires_at < self.world.clock() or found.redirect_uri != redirect_uri:
            raise OAuthRefusal("invalid_grant", "the code has expired, or redirect_uri is another")
        if found.challenge is not None and not _verifier_fits(verifier, found.challenge, found.method):
            raise OAuthRefusal("invalid_grant", "code_verifier does not fit code_challenge")
        return self.issue(self.world.grants[found.grant])

    def issue(self, grant: Grant, refresh_token: str | None = None) -> Tokens:
        """Return an access token, with a new refresh token (or the given one) if the grant is for offline access."""
        access = make_access_token(self.world, self.issuer, grant.client, grant.user, grant.scope)
        if OFFLINE in grant.scope.split() and refresh_token is None:
            refresh_token = self._new_refresh_token(grant)
        return Tokens(access, refresh_token, self.world.options.access_token_seconds, grant.scope)

    def _new_refresh_token(self, grant: Grant) -> str:
        token, now = secrets.token_hex(32).upper(), self.world.clock()
        expires = now + self.world.options.refresh_token_seconds
        self.world.save(RefreshToken(_hash(token), grant.id, now, expires))
        return token

    def refresh(self, token: str, client: str) -> Tokens:
        """Return tokens for a refresh token. Raises OAuthRefusal ``invalid_grant``."""
        found = self.world.refresh_tokens.get(_hash(token))
        grant = None if found is None else self.world.grants.get(found.grant)
        now = self.world.clock()
        if found is None or grant is None or grant.revoked or grant.client != client or found.expires_at < now:
            raise OAuthRefusal("invalid_grant")
        if self.world.options.refresh_tokens == "re-use":
            return self.issue(grant, token)
        if found.used_at is not None and now - found.used_at >= self.world.options.grace_seconds:
            self._replayed(grant)
        if found.used_at is None:
            found.used_at = now
            self.world.save(found)
        return self.issue(grant)

    def _replayed(self, grant: Grant) -> None:
        self.world.mistake("a one-time refresh token was used twice")
        if self.world.options.replay_detection:
            for other in self.world.grants.values():
                if (other.user, other.client) == (grant.user, grant.client):
                    self._revoke(other.id)
        raise OAuthRefusal("invalid_grant")

    def revoke(self, token: str, client: str) -> None:
        """Kill the grant of a refresh token; an unknown token is no error (RFC 7009 section 2.2)."""
        found = self.world.refresh_tokens.get(_hash(token))
        if found is not None and self.world.grants[found.grant].client == client:
            self._revoke(found.grant)

    def revoke_user(self, user: str | None = None) -> None:
        """Kill every grant (of one user): the next refresh is answered with ``invalid_grant``."""
        for grant in self.world.grants.values():
            if user in {None, grant.user}:
                self._revoke(grant.id)

    def _revoke(self, grant_id: str) -> None:
        grant = self.world.grants[grant_id]
        grant.revoked = True
        self.world.save(grant)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _verifier_fits(verifier: str | None, challenge: str, method: str) -> bool:
    if verifier is None or not 43 <= len(verifier) <= 128:
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    shown = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() if method == "S256" else verifier
    return secrets.compare_digest(shown.encode(), challenge.encode())
