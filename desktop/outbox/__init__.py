"""The delivery: state machine, retries, reconciliation."""

from desktop.outbox.courier import Courier
from desktop.outbox.listener import Listener
from desktop.outbox.terms import Terms
from desktop.outbox.timing import Timing

__all__ = ["Courier", "Listener", "Terms", "Timing"]
