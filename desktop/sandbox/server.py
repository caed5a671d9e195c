"""The HTTP server: keep-alive, connections that can be cut, loopback only."""

from __future__ import annotations

import contextlib
import io
import ipaddress
import socket
import threading
from typing import IO, Any, cast

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from desktop.sandbox.front import Answer, Cut, Front

_MOST = 64 * 1024 * 1024
"""Bytes of a body that are taken in; more ends the connection."""
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}


class Handler(WSGIRequestHandler):
    """Reads a whole request, asks the front, writes a whole answer, and keeps the connection open.

    Werkzeug's own handler closes after each answer, so clients' connection pools would never be tested; and it writes
    a log line for each request, which this one leaves out.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 120

    def run_wsgi(self) -> None:
        """Answer one request."""
        if self.headers.get("Expect", "").strip().lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        environ = self.make_environ()
        body = self._body(environ)
        environ.update(
            {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "wsgi.input_terminated": True}
        )
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        request = Request(environ)
        try:
            self._send(self._answer(request))
        except Cut:
            self._end()

    def _answer(self, request: Request) -> Answer:
        host = request.headers.get("Host", "")
        if host.rpartition(":")[0] not in _HOSTS and host not in _HOSTS:
            # A page of the web could otherwise reach the sandbox through a name that resolves to 127.0.0.1.
            return Answer(Response("Host not allowed", 400, mimetype="text/plain"))
        return cast("LoopbackServer", self.server).front.answer(request)

    def _body(self, environ: dict[str, Any]) -> bytes:
        source: IO[bytes] = environ["wsgi.input"]
        if environ.get("wsgi.input_terminated"):
            body = source.read(_MOST + 1)
        else:
            told = environ.get("CONTENT_LENGTH") or "0"
            if not told.isdecimal() or int(told) > _MOST:
                raise ConnectionAbortedError
            body = source.read(int(told))
            if len(body) < int(told):
                raise ConnectionAbortedError
        if len(body) > _MOST:
            raise ConnectionAbortedError
        return body

    def _send(self, answer: Answer) -> None:
        content = answer.response.get_data()
        self.send_response(answer.response.status_code)
        for name, value in answer.response.headers.items():
            if name.lower() not in {"content-length", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if answer.truncated else content)
        if answer.truncated:
            self._end()

    def _end(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):  # the other side may have gone first
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing: requests are in the sandbox's own log, without secrets."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Write nothing: broken requests and time-outs are what the sandbox is for."""


class LoopbackServer(ThreadedWSGIServer):
    """A threaded server that can end its open connections.

    Raises ValueError for an address that is not loopback, OSError for a port that is taken.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int, front: Front) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("the sandbox listens on loopback only")
        self.front = front
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        # Bound here, because Werkzeug ends the whole process when a port is taken.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family, backlog=128) as listener:
            super().__init__(host, port, _no_app, Handler, fd=listener.fileno())

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's types
        """Remember the connection, then serve it in a thread of its own."""
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - socketserver's types
        """Close the connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def end_connections(self, seconds: float = 5.0) -> None:
        """End every open connection and wait until their threads have let go of them."""
        with self._changed:
            for connection in self._open:
                with contextlib.suppress(OSError):  # it may have gone by itself
                    connection.shutdown(socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, seconds)


def _no_app(_environ: object, _start_response: object) -> list[bytes]:
    raise AssertionError("requests go to the front, never to a WSGI application")
