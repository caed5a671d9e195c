"""SIGKILL while a phone's photo comes in: what the phone was told is there, and what it sends again comes once."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.crash.test_intake_kills import assert_nothing_lost, opened

CHILDREN = Path(__file__).with_name("phone_children.py")


class Children:
    """The processes, one after another."""

    def __init__(self, root: Path) -> None:
        words = [sys.executable, str(CHILDREN), str(root)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def next(self) -> tuple[int, int, str]:
        """Return number, process and link of the next one."""
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        return told["child"], told["pid"], told["link"]

    def let_go(self) -> None:
        """End one that lives on."""
        assert self.process.stdin is not None
        self.process.stdin.write("x")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    children = Children(tmp_path / "folders")
    yield children
    children.end()


def phone_at(link: str) -> tuple[requests.Session, str]:
    """Return the first phone of a link, and its origin."""
    parts = urlsplit(link)
    origin = f"{parts.scheme}://{parts.netloc}"
    phone = requests.Session()
    phone.trust_env = False
    assert phone.post(link + "/hello", headers={"Origin": origin}, timeout=30).ok
    return phone, origin


def sent(link: str, data: bytes) -> bool:
    """Send a photo; return whether the phone was told that it is there."""
    phone, origin = phone_at(link)
    path = f"{link}/photos/{secrets.token_hex(16)}"
    try:
        answer = phone.put(path, data, headers={"Origin": origin, "X-Name": "bon.jpg"}, timeout=30)
    except requests.RequestException:
        return False
    assert answer.json()["state"] == "taken"
    return True


def half_sent(link: str, data: bytes, pid: int) -> None:
    """Send half a photo, then kill the program."""
    phone, origin = phone_at(link)
    cookie = "; ".join(f"{each.name}={each.value}" for each in phone.cookies)
    parts = urlsplit(link)
    head = (
        f"PUT {parts.path}/photos/{'0' * 32} HTTP/1.1\r\nHost: {parts.netloc}\r\nOrigin: {origin}\r\n"
        f"Cookie: {cookie}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 30) as half:
        half.sendall(head.encode() + data[: len(data) // 2])
        os.kill(pid, signal.SIGKILL)


def test_a_kill_at_any_moment_of_a_phones_photo(
    children: Children, picture: Callable[..., Path], tmp_path: Path
) -> None:
    photo, kills = picture("bon.jpg"), 0
    number, pid, link = children.next()
    half_sent(link, photo.read_bytes(), pid)
    assert_nothing_lost(tmp_path / "folders" / str(number), [], photo)
    while True:
        number, _pid, link = children.next()
        told = sent(link, photo.read_bytes())
        folder = tmp_path / "folders" / str(number)
        if told:
            children.let_go()
            assert children.process.wait(60) == 0
        with opened(folder) as desk:
            there = [receipt.id for receipt in desk.receipts()]
        assert len(there) == 1 or not told
        assert_nothing_lost(folder, there, photo)
        if told:
            break
        kills += 1
    assert kills > 5
    print(f"\n{kills + 1} kills during a phone's photo")  # noqa: T201 - the figure is what it is run for
