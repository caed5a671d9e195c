"""What each request is answered: the page, the first phone's greeting, a photo, the question what became of one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from enum import Enum, auto

from desktop.phone.gate import COOKIE, Gate, Guest
from desktop.phone.limits import Limits
from desktop.phone.page import PAGE_POLICY, page, stranger_page, usual_name
from desktop.phone.photos import ID, OtherPhotoError, Outcome, Photo, PhotoBook, name_of
from desktop.phone.wire import Refused, Request, Response, Wire

_ASKED_BY_ITSELF = ("/favicon.ico", "/apple-touch-icon")
"""What browsers look for on every computer; it is no attempt at a secret."""
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"


class Event(Enum):
    """What the house should know of a visit."""

    GREETED = auto()
    SETTLED = auto()
    TOO_MANY_WRONG = auto()
    FULL = auto()


class Reception:
    """Answers requests. One for each link; its methods may be called from any thread."""

    def __init__(
        self,
        origin: str,
        gate: Gate,
        book: PhotoBook,
        limits: Limits,
        tell: Callable[[Event], None],
        sending: Callable[[], AbstractContextManager[bool]],
    ) -> None:
        """Answer for ``origin``. ``sending`` is entered while a photo is on its way; it gives False at too many."""
        self._origin, self._host = origin, origin.partition("://")[2]
        self._secure = origin.startswith("https:")
        self._gate, self._book, self._limits, self._tell, self._sending = gate, book, limits, tell, sending
        self._lock = threading.Lock()
        self._bytes = 0

    def answer(self, request: Request, wire: Wire) -> Response:
        """Return the answer. Raises Refused, HungUp."""
        if request.headers.get("host", "").lower() != self._host:
            raise Refused(421)  # a name that some site has pointed here (DNS rebinding), or no name at all
        secret, _, rest = request.path[1:].partition("/")
        if not self._gate.knows(secret):
            self._wrong(request.path)
            raise Refused(404)
        if not rest:
            return self._page(request)
        if rest == "hello":
            return self._hello(request)
        room, _, photo_id = rest.partition("/")
        if room == "photos" and ID.fullmatch(photo_id):
            return self._photo(request, wire, photo_id)
        raise Refused(404)

    def _wrong(self, path: str) -> None:
        if not path.startswith(_ASKED_BY_ITSELF) and self._gate.count_wrong() >= self._limits.wrong:
            self._tell(Event.TOO_MANY_WRONG)

    # -- the page

    def _page(self, request: Request) -> Response:
        _require(request, "GET")
        if request.headers.get("sec-fetch-dest", "document") != "document":
            raise Refused(403)  # in a frame, or fetched by a script
        if self._gate.guest(_cookies(request)) is Guest.STRANGER:
            html, nonce = stranger_page()
            return Response(403, html, _HTML, _page_headers(nonce))
        html, nonce = page(self._limits)
        return Response(200, html, _HTML, _page_headers(nonce))

    def _hello(self, request: Request) -> Response:
        """Give the link to the first phone whose page runs. A look-ahead that only fetches pages doesn't get it."""
        self._require_own_page(request, "POST")
        guest, token = self._gate.admit(_cookies(request))
        if guest is not Guest.OWNER:
            raise Refused(403)
        if token is None:
            return Response(200, b"{}", _JSON)
        self._tell(Event.GREETED)
        kept = f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/{self._gate.secret}"
        return Response(200, b"{}", _JSON, {"Set-Cookie": f"{kept}; Secure" if self._secure else kept})

    # -- photos

    def _photo(self, request: Request, wire: Wire, photo_id: str) -> Response:
        if request.method == "PUT":
            self._require_own_page(request, "PUT")
        else:
            _require(request, "GET")
        if self._gate.guest(_cookies(request)) is not Guest.OWNER:
            raise Refused(403)
        if request.method == "PUT":
            return self._receive(request, wire, photo_id)
        known = self._book.outcome(photo_id)
        if known is None:
            raise Refused(404)
        return _told(known)

    def _receive(self, request: Request, wire: Wire, photo_id: str) -> Response:
        length = request.length
        if length is None:
            raise Refused(411)
        if length > self._limits.photo:
            raise Refused(413)
        if self._is_full(length):
            self._tell(Event.FULL)
            raise Refused(503)
        with self._sending() as may:
            if not may:
                raise Refused(429)
            data = wire.body(length)
            name = name_of(request.headers.get("x-name", ""), usual_name())
            return self._settle(photo_id, Photo(name, data))

    def _settle(self, photo_id: str, photo: Photo) -> Response:
        try:
            outcome, news = self._book.settle(photo_id, photo)
        except OtherPhotoError as error:
            raise Refused(409) from error
        if news:
            with self._lock:
                self._bytes += len(photo.data)
            self._tell(Event.SETTLED)
        return _told(outcome)

    def _is_full(self, length: int) -> bool:
        with self._lock:
            return len(self._book) >= self._limits.photos or self._bytes + length > self._limits.total

    def _require_own_page(self, request: Request, method: str) -> None:
        """Refuse what another site has its visitor's browser send (Fetch standard: such requests name their origin)."""
        _require(request, method)
        site = request.headers.get("sec-fetch-site", "same-origin")
        if request.headers.get("origin") != self._origin or site != "same-origin":
            raise Refused(403)


def _require(request: Request, method: str) -> None:
    if request.method != method:
        raise Refused(405)


def _cookies(request: Request) -> str:
    return request.headers.get("cookie", "")


def _told(outcome: Outcome) -> Response:
    said = {"state": outcome.state.value, "title": outcome.title, "text": outcome.text}
    return Response(200, json.dumps(said).encode(), _JSON)


def _page_headers(nonce: str) -> Mapping[str, str]:
    return {"Content-Security-Policy": PAGE_POLICY.format(nonce=nonce)}
