"""When a newer version is looked for and told: once a day, "not now", clocks, damaged notes."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from desktop.desk.new_version import NewVersion
from desktop.receipts.faults import Fault, FaultCode
from desktop.updates import Announcement

PAGE = "https://example.dk/bilagsdrop"


class Offer(HTTPServer):
    """Announces a version, and counts who asks."""

    def __init__(self) -> None:
        offer = self
        self.body = json.dumps({"version": "1.1", "page": PAGE}).encode()
        self.asked = 0

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                offer.asked += 1
                self.send_response(200)
                self.end_headers()
                self.wfile.write(offer.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
                """Keep quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/version.json"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()

    def announce(self, version: str) -> None:
        self.body = json.dumps({"version": version, "page": PAGE}).encode()

    def end(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture
def offer() -> Iterator[Offer]:
    offer = Offer()
    yield offer
    offer.end()


@pytest.fixture
def watch() -> Watch:
    return Watch()


class Started:
    """A start of the program with its address."""

    def __init__(self, versions: NewVersion, address: str | None) -> None:
        self._versions, self._address = versions, address

    def look(self, *, at_once: bool = False) -> Announcement | None:
        return self._versions.look(self._address, at_once=at_once)

    def put_off(self, version: str) -> None:
        self._versions.put_off(self._address or "", version)


Start = Callable[..., Started]


@pytest.fixture
def start(offer: Offer, watch: Watch, tmp_path: Path) -> Start:
    """Return what a start of the program has: one folder, one address unless another is given."""

    def start(address: str | None = offer.url, running: str = "1.0") -> Started:
        return Started(NewVersion(tmp_path, watch, running), address)

    return start


NEW = Announcement("1.1", PAGE)


def test_until_an_address_is_set_nobody_is_asked_and_nothing_is_written(
    start: Start, offer: Offer, tmp_path: Path
) -> None:
    for address in (None, ""):
        assert start(address).look() is None
        assert start(address).look(at_once=True) is None
    assert offer.asked == 0
    assert list(tmp_path.iterdir()) == []


def test_once_a_day_is_asked_and_every_start_is_told(start: Start, offer: Offer, watch: Watch) -> None:
    for _ in range(3):
        assert start().look() == NEW
        watch.on(hours=7.9)
    assert offer.asked == 1
    watch.on(hours=1)
    assert start().look() == NEW
    assert offer.asked == 2


def test_what_the_user_asks_for_is_asked_at_once(start: Start, offer: Offer) -> None:
    start().look()
    offer.announce("1.3")
    assert start().look(at_once=True) == Announcement("1.3", PAGE)
    assert offer.asked == 2


def test_no_older_and_no_same_version_is_told(start: Start, offer: Offer) -> None:
    for running in ("1.1", "1.1.0", "2.0"):
        assert start(running=running).look() is None
    offer.announce("1.10")
    assert start(running="1.9").look(at_once=True) == Announcement("1.10", PAGE)


def test_not_now_holds_for_a_week_and_for_that_version(start: Start, offer: Offer, watch: Watch) -> None:
    start().look()
    start().put_off("1.1")
    assert start().look() is None
    assert start().look(at_once=True) == NEW, "who asks is answered"
    watch.on(days=6, hours=23)
    assert start().look() is None
    watch.on(hours=2)
    assert start().look() == NEW
    start().put_off("1.1")
    offer.announce("1.2")
    watch.on(days=1)
    assert start().look() == Announcement("1.2", PAGE)


def test_a_clock_that_was_set_back_does_not_put_it_off_for_ever(start: Start, offer: Offer, watch: Watch) -> None:
    watch.on(days=3650)
    start().look()
    start().put_off("1.1")
    watch.on(days=-3650)
    assert start().look() == NEW
    assert offer.asked == 2


def test_another_address_is_asked_anew_and_what_the_old_one_said_is_forgotten(start: Start, offer: Offer) -> None:
    start().look()
    offer.announce("1.0")
    assert start(f"{offer.url}?other").look() is None
    assert offer.asked == 2


def test_a_fault_is_asked_about_again_the_next_day(start: Start, offer: Offer, watch: Watch) -> None:
    offer.body = b"<html>"
    with pytest.raises(Fault) as caught:
        start().look()
    assert caught.value.code is FaultCode.BAD_ANSWER
    assert start().look() is None
    assert offer.asked == 1
    offer.announce("1.1")
    watch.on(days=1)
    assert start().look() == NEW


def test_without_a_network_the_next_look_need_not_wait(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    for _ in range(2):
        with pytest.raises(Fault) as caught:
            start(nobody).look()
        assert caught.value.code is FaultCode.OFFLINE, "it is tried each time, since nobody was reached"
    assert start().look() == NEW


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"looked": "soon"}', '{"strange": 1}', "[" * 100_000,
        '{"address": "URL", "looked": 1e99, "version": "9.9", "page": "file:///etc/passwd"}',
        '{"address": "URL", "version": "9.9-evil", "page": "https://example.dk"}',
    ],
)  # fmt: skip
def test_a_note_that_makes_no_sense_is_written_anew(start: Start, offer: Offer, tmp_path: Path, text: str) -> None:
    (tmp_path / "updates.json").write_text(text.replace("URL", offer.url))
    assert start().look() == NEW
    assert offer.asked == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_fault_in_words(start: Start, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Fault) as caught:
        start().look()
    tmp_path.chmod(0o700)
    assert caught.value.code is FaultCode.DATA_FOLDER_READ_ONLY
