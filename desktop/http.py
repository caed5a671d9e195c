"""HTTP sessions for Dinero and Visma: the system's certificates, no retries, no cookies kept, no netrc.

requests trusts its own list of authorities; a company that inspects TLS has its authority in the system's store only,
where the login's web view finds it. truststore makes both see the same.
"""

from __future__ import annotations

import ssl
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from desktop import __version__

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
    session.mount("https://", SystemTrustAdapter())
    session.mount("http://", HTTPAdapter(max_retries=_NEVER))
    return session
