"""The running sandbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.sandbox.app import make_app
from desktop.sandbox.clients import REDIRECT_URI, Clients
from desktop.sandbox.companies import KAFFE, ORGANIZATIONS, USERS
from desktop.sandbox.faults import Faults
from desktop.sandbox.front import Front
from desktop.sandbox.grants import GrantBook, Tokens
from desktop.sandbox.here import Desk
from desktop.sandbox.inspection import Inspection
from desktop.sandbox.options import Options
from desktop.sandbox.people import edit, lose, scan, spoil
from desktop.sandbox.server import LoopbackServer
from desktop.sandbox.sessions import Sessions
from desktop.sandbox.world import World


class Sandbox:
    """Visma Connect, the personal token endpoint and the Dinero API at one loopback address.

    ``port`` 0 takes a free one. ``state_file`` keeps files, vouchers, contacts and grants across restarts (SQLite;
    its folder must be local); without it everything is gone at the end. ``redirect_uris`` are registered beside the
    default one. ``clock`` returns UTC seconds. Raises ValueError for a ``host`` that is not loopback, OSError when the
    port is taken.
    """

    def __init__(
        self,
        port: int = 0,
        state_file: Path | None = None,
        options: Options | None = None,
        *,
        host: str = "127.0.0.1",
        redirect_uris: tuple[str, ...] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._world = World(state_file, options or Options(), clock)
        self._clients = Clients(redirect_uris=(REDIRECT_URI, *redirect_uris))
        self._desk = Desk(self._world, Faults(), self._clients, GrantBook(self._world), Sessions())
        self._front = Front(make_app(self._desk), self._desk)
        try:
            self._server = LoopbackServer(host, port, self._front)
        except BaseException:
            self._world.store.close()
            raise
        self.port: int = self._server.port
        self.url = f"http://{'[::1]' if ':' in host else host}:{self.port}"
        self._desk.grants.issuer = self.url
        self.state = Inspection(self._world)
        """What the sandbox holds: ``vouchers(org)``, ``files(org)``, ``contacts(org)``, ``requests``, ``mistakes``."""
        self.faults = self._desk.faults
        """``add(Fault(...))``, ``clear()``."""
        self._thread: threading.Thread | None = None

    @property
    def client_id(self) -> str:
        """Id of the registered web application."""
        return self._clients.client_id

    @property
    def client_secret(self) -> str:
        """Its secret, a fixed public value."""
        return self._clients.client_secret

    @property
    def redirect_uri(self) -> str:
        """Its redirect URI; the host does not exist, for the program takes the redirect before it is fetched."""
        return self._clients.redirect_uris[0]

    @property
    def api_key(self) -> str:
        """The personal integration's key of Kaffe ApS."""
        return ORGANIZATIONS[KAFFE].api_key

    @property
    def personal_client_id(self) -> str:
        """Client id of the personal integration."""
        return self._clients.personal_client_id

    @property
    def personal_client_secret(self) -> str:
        """Its secret, a fixed public value."""
        return self._clients.personal_client_secret

    @property
    def options(self) -> Options:
        """The switches in force; assign ``dataclasses.replace(box.options, ...)`` to change them while it runs."""
        return self._world.options

    @options.setter
    def options(self, options: Options) -> None:
        with self._world.lock:
            self._world.options = options

    def issue_tokens(self, user: str = "ejer@example.dk") -> Tokens:
        """Return the tokens of a user who logs in and accepts. Raises KeyError for an unknown user."""
        with self._world.lock:
            return self._desk.grants.log_in(USERS[user].username, self.client_id)

    def expire_access_tokens(self) -> None:
        """Let every access token issued so far be answered with 401."""
        self._world.expire_access_tokens()

    def revoke_grants(self, user: str | None = None) -> None:
        """Let every refresh token (of one user) be answered with ``invalid_grant``."""
        with self._world.lock:
            self._desk.grants.revoke_user(user)

    def hurry(self) -> None:
        """Let every answer that is late on purpose come now: what had to happen before it has happened."""
        self._front.hurry()

    def scan(self, file_guid: str, amount: str = "125.00", date: str | None = None) -> str:
        """Let Dinero's smart scan make a draft from an archived file; return the voucher's guid."""
        return scan(self._world, file_guid, amount, date).guid

    def spoil(self, file_guid: str) -> None:
        """Let a file in the archive lose a bit."""
        spoil(self._world, file_guid)

    def lose(self, file_guid: str) -> None:
        """Let a file be gone from the archive."""
        lose(self._world, file_guid)

    def edit(self, guid: str, action: str, changes: dict[str, object] | None = None) -> None:
        """Let a person ``change``, ``book`` or ``delete`` a voucher in Dinero."""
        edit(self._world, guid, action, changes)

    def clear(self) -> None:
        """Forget files, vouchers, contacts, grants, logs and faults."""
        self._world.clear()
        self.faults.clear()

    def start(self) -> Self:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sandbox", daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop: end open connections, close the state. May be called twice."""
        self._front.close()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()
        self._server.end_connections()
        with self._world.lock:
            self._world.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
