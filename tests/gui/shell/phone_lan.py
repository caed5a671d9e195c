"""A computer and a phone on a network of their own: two network namespaces with a cable between them (Linux, as root).

Started as ``unshare -n python phone_lan.py``; tells as JSON what the computer found and what the phone was answered.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from desktop.gui.phone.networks import own_places
from desktop.phone import Closed, Outcome, PhoneServer, PhotoState

SEND = """
import sys, requests
link, http = sys.argv[1], requests.Session()
http.trust_env = False
told = {"Origin": link.rsplit("/", 1)[0]}
http.post(link + "/hello", headers=told, timeout=20)
print(http.put(link + "/photos/" + "0" * 32, b"x" * 3_000_000, headers=told, timeout=20).json()["state"])
"""
LOOK_IN = """
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2])), 20, source_address=("10.9.9.9", 0)) as connected:
    try:
        connected.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n")
        print(len(connected.recv(100)))
    except ConnectionError:
        print(0)
"""


class Nobody:
    """Hears nothing."""

    def greeted(self) -> None:
        """Hear nothing."""

    def sending(self, count: int) -> None:
        """Hear nothing."""

    def settled(self) -> None:
        """Hear nothing."""

    def closed(self, why: Closed) -> None:
        """Hear nothing."""


def run(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def lay_cable(phone: int) -> tuple[str, ...]:
    """Connect the two; the phone has a second address, of a network that is not the computer's. Return how it runs."""
    on_phone = ("nsenter", "-t", str(phone), "-n")
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", "lan0", "type", "veth", "peer", "name", "phone0")
    run("ip", "link", "set", "phone0", "netns", str(phone))
    run("ip", "addr", "add", "192.168.77.1/24", "dev", "lan0")
    run("ip", "addr", "add", "203.0.113.7/24", "dev", "lan0")  # a public one, which is none to listen on
    run("ip", "link", "set", "lan0", "up")
    for address in ("192.168.77.9/24", "10.9.9.9/24"):
        run(*on_phone, "ip", "addr", "add", address, "dev", "phone0")
    run(*on_phone, "ip", "link", "set", "phone0", "up")
    run("ip", "route", "add", "10.9.9.0/24", "dev", "lan0")
    return on_phone


def main() -> None:
    home = Path("/proc/self/ns/net").readlink()
    with subprocess.Popen(["unshare", "-n", "sleep", "120"]) as phone:
        try:
            while Path(f"/proc/{phone.pid}/ns/net").readlink() == home:
                time.sleep(0.02)
            on_phone = lay_cable(phone.pid)
            while not (places := own_places()):
                time.sleep(0.02)
            server = PhoneServer(places[0], lambda _photo: Outcome(PhotoState.TAKEN), Nobody())
            link = server.start()
            parts = urlsplit(link)
            sent = run(*on_phone, sys.executable, "-c", SEND, link)
            seen = run(*on_phone, sys.executable, "-c", LOOK_IN, str(parts.hostname), str(parts.port))
            server.close()
            server.join(10)
            found = [f"{place.name} {place.interface}" for place in places]
            print(json.dumps({"places": found, "sent": sent, "seen": int(seen)}))  # noqa: T201 - the report
        finally:
            phone.kill()


if __name__ == "__main__":
    main()
