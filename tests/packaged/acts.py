"""What is done with the installed program, the same on every machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.e2e.conftest import wait_for
from tests.packaged.machine import Machine

HOME = "/usr/lib/bilagsdrop"


def self_test(machine: Machine, *require: str, command: str = "bilagsdrop", status: int = 0) -> dict[str, Any]:
    """Run the installed program's self-test and return what it found, by part."""
    ran = machine.run(command, "self-test", "--json", "--require", ",".join(require), status=None)
    assert ran.returncode == status, (ran.stdout, ran.stderr)
    return dict(json.loads(ran.stdout)["parts"])


def receipts(machine: Machine, user: str = "ejer", command: str = "bilagsdrop") -> list[dict[str, Any]]:
    """Return every receipt of a user, as ``status --json`` tells it."""
    return [json.loads(line) for line in machine.run(command, "status", "--json", user=user).stdout.splitlines()]


def wait_for_receipts(
    machine: Machine, count: int, user: str = "ejer", command: str = "bilagsdrop"
) -> list[dict[str, Any]]:
    """Wait until a user has so many receipts, and return them."""

    def found() -> list[dict[str, Any]]:
        rows = receipts(machine, user, command)
        return rows if len(rows) == count else []

    return list(wait_for(found, f"{count} receipts"))


@dataclass
class Box:
    """The sandbox, served by the installed program."""

    process: subprocess.Popen[str]
    told: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.process.stdout is not None
        self.told = json.loads(self.process.stdout.readline())

    def state(self) -> dict[str, Any]:
        """Return what it holds, and what it was asked."""
        answer = requests.get(f"{self.told['url']}/_sandbox/state", headers={"X-Sandbox": "1"}, timeout=10)
        answer.raise_for_status()
        return dict(answer.json())

    def served(self, operation: str) -> int:
        """Return how often an operation was asked for."""
        return sum(r["operation"] == operation for r in self.state()["requests"])

    def environ(self) -> Mapping[str, str]:
        """Return the variables that make it the program's Visma and Dinero."""
        return {
            "BILAGSDROP_CONNECT_URL": self.told["url"],
            "BILAGSDROP_API_URL": self.told["url"],
            "BILAGSDROP_CLIENT_ID": self.told["client_id"],
            "BILAGSDROP_CLIENT_SECRET": self.told["client_secret"],
            "BILAGSDROP_REDIRECT_URI": self.told["redirect_uri"],
        }
