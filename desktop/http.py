"""HTTP sessions for Dinero and Visma: the system's certificates, no retries, no cookies kept, no netrc.

requests trusts its own list of authorities; a company that inspects TLS has its authority in the system's store only,
where the login's web view finds it. truststore makes both see the same.
"""

from __future__ import annotations

import ipaddress
import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from desktop import __version__
from desktop.receipts.faults import Effect, Fault, FaultCode

USER_AGENT = f"Bilagsdrop/{__version__}"
_NEVER = Retry(0, read=False, redirect=False)
"""urllib3 must repeat nothing: a POST that was cut may have been carried out."""


class SystemTrustAdapter(HTTPAdapter):
    """Checks certificates against the operating system's store."""

    def __init__(self) -> None:
        super().__init__(max_retries=_NEVER)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - requests' own signature
        """Make the pool with the system's trust."""
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - requests' own signature
        """Make a proxy's pool with the system's trust."""
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(*args, **kwargs)


def new_session(user_agent: str = USER_AGENT) -> requests.Session:
    """Return a session for the calling thread; never share one between threads."""
    session = requests.Session()
    session.headers["User-Agent"] = user_agent
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.auth = _as_it_is
    session.mount("https://", SystemTrustAdapter())
    session.mount("http://", HTTPAdapter(max_retries=_NEVER))
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Add no credentials; without this requests would look for some in .netrc."""
    return request


def is_loopback(url: str) -> bool:
    """Return whether an address is on this computer."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked_address(url: str) -> str:
    """Return ``url`` without a slash at its end.

    Raises Fault PLAIN_HTTP for http to another computer, and for what is no address.
    """
    try:
        scheme, host, _port = (parts := urlsplit(url)).scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host = "", None
    if host and (scheme == "https" or (scheme == "http" and is_loopback(url))):
        return url.rstrip("/")
    named = host or url.rpartition("@")[2][:60]  # what stands before the @ can be a password
    raise Fault(FaultCode.PLAIN_HTTP, Effect.STOP_COMPANY, host=named)


def proxies_for(url: str) -> dict[str, str] | None:
    """Return what keeps a request to this computer away from any proxy; None: as the system says."""
    return {"no_proxy": urlsplit(url).hostname or ""} if is_loopback(url) else None
