"""What tests of the delivery wait for and look at."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from tests.unit.outbox.ears import Ears


def is_settled(receipt: Receipt) -> bool:
    """Return True when the delivery has nothing to do for it by itself."""
    if receipt.wish:
        return False
    delivered = receipt.state in {State.DRAFTED, State.BOOKED} and not receipt.awaits_booking
    return delivered or receipt.state in {State.READY, State.ATTENTION, State.REMOVED}


class Delivery:
    """A courier at work, and its sandbox."""

    def __init__(self, box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> None:
        self.box, self.desk, self.ears, self.courier = box, desk, ears, courier
        courier.start()

    def now(self, receipt: Receipt) -> Receipt:
        return self.desk.receipt(receipt.id)

    def settled(self, receipt: Receipt) -> Receipt:
        """Wait until a receipt is settled, and return it."""
        self.courier.wake()
        self.ears.wait_until(lambda: is_settled(self.now(receipt)))
        return self.now(receipt)

    def until(self, receipt: Receipt, state: State) -> Receipt:
        """Wait until a receipt is in a state, and return it."""
        self.ears.wait_until(lambda: self.now(receipt).state is state)
        return self.now(receipt)

    def vouchers(self) -> list[str]:
        """Return the guids of the vouchers that are there."""
        return [v["Guid"] for v in self.box.state.vouchers(KAFFE)]

    def files(self) -> list[str]:
        return [f["FileGuid"] for f in self.box.state.files(KAFFE)]

    def asked(self, operation: str) -> int:
        """Return how often Dinero was asked for something."""
        return sum(r["operation"] == operation for r in self.box.state.requests)
