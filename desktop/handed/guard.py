"""Which computers a fetch may connect to, held at the one place where a connection is made.

A name is looked up once, its addresses are judged, and the connection goes to a judged one: a name that answers with
another address a moment later (DNS rebinding), or a redirect to a printer in the office, gets nowhere.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.retry import Retry

from desktop.http import SystemTrustAdapter
from desktop.receipts.faults import Fault, FaultCode

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Rule = Callable[[Address], bool]
_Connect = Callable[[HTTPConnection, Callable[[], socket.socket]], socket.socket]


def is_public(address: Address) -> bool:
    """Return whether an address is one of the internet's."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return is_public(inner) if inner else address.is_global and not address.is_multicast


def is_in_the_house(address: Address) -> bool:
    """Return whether an address is another computer's in the user's own network: not this one's, nor everyone's."""
    inner = getattr(address, "ipv4_mapped", None)
    if inner:
        return is_in_the_house(inner)
    strange = address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast
    return address.is_private and not strange and not address.is_reserved


def addresses_of(host: str, port: int) -> list[Address]:
    """Return where a name leads. Raises OSError when it is not known."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


class Guard:
    """The rule for the connections of one fetch, and those that are open: they can be cut from another thread."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._open: list[socket.socket] = []
        self._cut = False

    def to_proxy(self, _connection: HTTPConnection, make: Callable[[], socket.socket]) -> socket.socket:
        """Return a socket to the proxy that the system has set, wherever it is."""
        return self._keep(make())

    def connect(self, connection: HTTPConnection, make: Callable[[], socket.socket]) -> socket.socket:
        """Return a socket to a judged address of a connection's host. Raises Fault LINK_NEAR when there is none."""
        name = connection._dns_host  # noqa: SLF001 - what urllib3 looks up; ``host`` without the dot at its end
        try:
            found = addresses_of(name, connection.port or 0)
        except (OSError, UnicodeError) as error:
            raise NameResolutionError(name, connection, socket.gaierror(str(error))) from error
        judged = [address for address in found if self.rule(address)]
        if not judged:
            raise Fault(FaultCode.LINK_NEAR)
        return self._keep(_first_that_answers(connection, name, judged, make))

    def cut(self) -> None:
        """End the connections: whoever waits for one gets an error at once. May be called from any thread."""
        self._cut = True
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    @property
    def was_cut(self) -> bool:
        """Return whether it was ended."""
        return self._cut

    def close(self) -> None:
        """Let go of the connections."""
        for each in self._open:
            each.close()

    def _keep(self, made: socket.socket) -> socket.socket:
        self._open.append(made.dup())  # TLS takes the socket itself over
        if self._cut:
            self.cut()
        return made


def _first_that_answers(
    connection: HTTPConnection, name: str, judged: list[Address], make: Callable[[], socket.socket]
) -> socket.socket:
    last: Exception = NewConnectionError(connection, "no address")
    try:
        for address in judged[:4]:
            connection._dns_host = str(address)  # noqa: SLF001 - where to; the certificate is still the name's
            try:
                return make()
            except NewConnectionError as error:
                last = error
    finally:
        connection._dns_host = name  # noqa: SLF001 - as above
    raise last


def guarded(session: requests.Session, guard: Guard) -> requests.Session:
    """Return a session whose direct connections the guard makes. A proxy looks names up itself."""
    session.get_redirect_target = _no_redirect  # type: ignore[assignment, method-assign]  # else requests reads all of what it says
    session.mount("https://", _adapter(guard, SystemTrustAdapter)())
    session.mount("http://", _adapter(guard, _PlainAdapter)())
    return session


def _no_redirect(_answer: requests.Response) -> None:
    """Leave redirects to the caller: requests would read the whole body of each, however long, to find the next."""


class _PlainAdapter(HTTPAdapter):
    def __init__(self) -> None:
        super().__init__(max_retries=Retry(0, read=False, redirect=False))


def _pools(connect: _Connect) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, super()._new_conn)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, super()._new_conn)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _adapter(guard: Guard, base: type[HTTPAdapter]) -> type[HTTPAdapter]:
    class Adapter(base):  # type: ignore[misc, valid-type]  # one of two that are known
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - requests' own signature
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = _pools(guard.connect)

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
            manager = super().proxy_manager_for(*args, **kwargs)
            manager.pool_classes_by_scheme = _pools(guard.to_proxy)
            return manager

    return Adapter
