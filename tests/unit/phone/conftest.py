"""A real server on the loopback network, and a phone that talks to it as browsers do."""

from __future__ import annotations

import ipaddress
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import pytest
import requests

from desktop.phone import Closed, Limits, Outcome, PhoneServer, Photo, PhotoState, Place

HERE = Place(ipaddress.IPv4Interface("127.0.0.1/24"), "lo")
QUICK = Limits(head=2_000, head_seconds=0.6, idle_seconds=0.6, photo=200_000, total=1_000_000, wrong=4)


def wait(fact: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.01)


class Ear:
    """Hears what the server tells."""

    def __init__(self) -> None:
        self.greetings = 0
        self.most_sending = 0
        self.sending_now = 0
        self.settlings = 0
        self.ends: list[Closed] = []

    def greeted(self) -> None:
        self.greetings += 1

    def sending(self, count: int) -> None:
        self.sending_now = count
        self.most_sending = max(self.most_sending, count)

    def settled(self) -> None:
        self.settlings += 1

    def closed(self, why: Closed) -> None:
        self.ends.append(why)


class Album:
    """Takes photos, and remembers them."""

    def __init__(self) -> None:
        self.photos: list[Photo] = []
        self.gate = threading.Event()
        self.gate.set()

    def take(self, photo: Photo) -> Outcome:
        self.gate.wait(20)
        if photo.data == b"":
            return Outcome(PhotoState.REFUSED, "The file is empty", "There is nothing in it.")
        known = any(each.data == photo.data for each in self.photos)
        self.photos.append(photo)
        return Outcome(PhotoState.KNOWN if known else PhotoState.TAKEN)


class Link:
    """An open link."""

    def __init__(self, place: Place = HERE, limits: Limits = QUICK, context: ssl.SSLContext | None = None) -> None:
        self.ear, self.album = Ear(), Album()
        self.server = PhoneServer(place, self.album.take, self.ear, limits, context)
        self.url = self.server.start()
        parts = urlsplit(self.url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.host, self.port = str(parts.hostname), int(parts.port or 0)
        self.secret = parts.path[1:]

    def end(self) -> None:
        self.server.close()
        assert self.server.join(10)


class Phone:
    """A browser with cookies of its own."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.http = requests.Session()
        self.http.trust_env = False

    def page(self) -> requests.Response:
        return self.http.get(self.link.url, timeout=20)

    def hello(self, **headers: str) -> requests.Response:
        return self.http.post(f"{self.link.url}/hello", headers={"Origin": self.link.origin} | headers, timeout=20)

    def send(
        self, data: bytes, photo_id: str | None = None, name: str = "bon.jpg", **headers: str
    ) -> requests.Response:
        told = {"Origin": self.link.origin, "X-Name": quote(name)} | headers
        path = f"{self.link.url}/photos/{photo_id or secrets.token_hex(16)}"
        return self.http.put(path, data, headers=told, timeout=20)

    def ask(self, photo_id: str) -> requests.Response:
        return self.http.get(f"{self.link.url}/photos/{photo_id}", timeout=20)


@pytest.fixture
def link() -> Iterator[Link]:
    link = Link()
    yield link
    link.end()


@pytest.fixture
def phone(link: Link) -> Phone:
    """The phone that came first."""
    phone = Phone(link)
    assert phone.page().status_code == 200
    assert phone.hello().status_code == 200
    return phone
