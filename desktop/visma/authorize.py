"""One attempt to log in: the authorization address with PKCE and state, and the check of what comes back."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import parse_qs, unquote, urlsplit

from oauthlib.oauth2 import WebApplicationClient
from requests_oauthlib import OAuth2Session

from desktop.http import checked_address
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.registration import Registration
from desktop.visma.token_endpoint import TokenEndpoint
from desktop.visma.wire import Grant, known_error

SCOPES = ("dineropublicapi:read", "dineropublicapi:write", "offline_access")
_PORTS = {"https": 443, "http": 80}
_LOCALES = {"da": "da-DK", "en": "en-GB"}


class LoginAttempt:
    """State and verifier live in this object alone, and are good for one login."""

    def __init__(
        self, connect_url: str, registration: Registration, *, language: str = "da", select_account: bool = False
    ) -> None:
        """Make state, verifier and address. Raises Fault PLAIN_HTTP for an http address on another computer."""
        self.connect_url = checked_address(connect_url)
        self._registration = registration
        self._state = secrets.token_urlsafe(32)
        client = WebApplicationClient(registration.client_id)
        self._verifier = client.create_code_verifier(64)
        extra = {
            # With form_post the code would arrive in a body, which an embedded view can't read without letting it out.
            "response_mode": "query",
            "code_challenge": client.create_code_challenge(self._verifier, "S256"),
            "code_challenge_method": "S256",
            "ui_locales": _LOCALES.get(language, "da-DK"),
        }
        if select_account:
            extra["prompt"] = "select_account"
        session = OAuth2Session(client=client, redirect_uri=registration.redirect_uri, scope=list(SCOPES))
        self.url = self._authorization_url(session, extra)
        """The address that the web view opens."""

    def _authorization_url(self, session: OAuth2Session, extra: dict[str, str]) -> str:
        # oauthlib refuses to build an http address even for loopback, unless a variable opens it for everything. The
        # address is checked above, so it is built as https, and the scheme put back.
        address = f"{self.connect_url}/connect/authorize"
        url, _state = session.authorization_url(
            "https" + address[len(urlsplit(address).scheme) :], self._state, **extra
        )
        return urlsplit(address).scheme + str(url)[len("https") :]

    def __repr__(self) -> str:
        return f"LoginAttempt({self.connect_url!r}, {self._registration.client_id!r})"

    def is_callback(self, url: str) -> bool:
        """Return whether an address is the registered redirect URI (contract section 1.4: an exact match)."""
        return _place(url) == _place(self._registration.redirect_uri)

    def check_callback(self, url: str) -> str:
        """Return the authorization code of a callback.

        Raises Fault LOGIN_WRONG_STATE, LOGIN_DENIED or LOGIN_FAILED_AT_VISMA.
        """
        fields = {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
        if not hmac.compare_digest(fields.get("state", "").encode(), self._state.encode()):
            raise Fault(FaultCode.LOGIN_WRONG_STATE, Effect.WAIT)
        if fields.get("error") == "access_denied":
            raise Fault(FaultCode.LOGIN_DENIED, Effect.WAIT)
        if "code" not in fields:
            raise Fault(FaultCode.LOGIN_FAILED_AT_VISMA, Effect.WAIT, error=known_error(fields.get("error")))
        return fields["code"]

    def exchange(self, code: str) -> Grant:
        """Return the tokens for the code. Raises Fault; see :meth:`TokenEndpoint.exchange`."""
        return TokenEndpoint(self.connect_url, self._registration).exchange(code, self._verifier)


def _place(url: str) -> tuple[str, str, int | None, str] | None:
    """Return scheme, host, port and path as a browser understands them, or None for what is no address.

    Chromium leaves out a port that goes without saying, writes a host's letters as ``xn--`` and escapes a path.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, host, port, unquote(parts.path) or "/"
