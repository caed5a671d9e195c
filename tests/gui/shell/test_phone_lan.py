"""The phone as a camera on a real local network, of two network namespaces."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAN = Path(__file__).with_name("phone_lan.py")


def can_lay_cables() -> bool:
    """Return whether this system lets the tests make networks."""
    if sys.platform != "linux" or os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "nsenter", "ip"))):
        return False
    words = ["unshare", "-n", "ip", "link", "add", "a0", "type", "veth", "peer", "name", "b0"]
    return subprocess.run(words, capture_output=True, check=False, timeout=20).returncode == 0


def test_a_phone_on_the_network_sends_and_one_of_another_is_cut() -> None:
    if not can_lay_cables():
        pytest.skip("this system lets no test make a network (Linux, as root, with iproute2)")
    words = ["unshare", "-n", sys.executable, str(LAN)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=150, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {"places": ["lan0 192.168.77.1/24"], "sent": "taken", "seen": 0}
