"""What every request that names a company passes before it leaves, so that it can be counted and held back."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from desktop.dinero.calls import Call
from desktop.receipts.faults import Fault


class Passage(Protocol):
    """One request that the gate let through. Its methods raise nothing: an answer counts, noted or not."""

    def answered(self, fault: Fault | None, date: dt.datetime | None) -> None:
        """Take note of Dinero's answer: what it means (None: a success), and the server's clock."""
        ...

    def failed(self, fault: Fault) -> None:
        """Take note that no answer of Dinero's came."""
        ...


class Gate(Protocol):
    """Dinero counts requests by company and client (contract section 7.4); one without a company costs nothing."""

    def enter(self, call: Call) -> Passage:
        """Return once the request may leave. May block for a minute, and raise what ends the wait (also a Fault)."""
        ...


class OpenGate:
    """Lets everything through and counts nothing: for a client that keeps no journal."""

    def enter(self, call: Call) -> Passage:  # noqa: ARG002 - no call is told from another
        """Return at once."""
        return Uncounted()


class Uncounted:
    """A request that nobody counts."""

    def answered(self, fault: Fault | None, date: dt.datetime | None) -> None:
        """Nothing is noted."""

    def failed(self, fault: Fault) -> None:
        """Nothing is noted."""
