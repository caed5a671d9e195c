"""Proof of storage: what Dinero holds is fetched back and compared with what was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Proof, State
from desktop.sandbox import Fault, Sandbox
from desktop.store import RequestStart, RequestTable
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery

Ordered = Callable[..., Receipt]


@pytest.fixture
def delivery(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> Iterator[Delivery]:
    delivery = Delivery(box, desk, ears, courier)
    yield delivery
    delivery.courier.stop()


def proven(delivery: Delivery, receipt: Receipt) -> Receipt:
    delivery.ears.wait_until(lambda: delivery.now(receipt).proof is not None)
    return delivery.now(receipt)


def test_a_delivered_file_gets_its_seal(delivery: Delivery, ordered: Ordered) -> None:
    done = proven(delivery, ordered())
    assert (done.state, done.proof, done.fault) == (State.DRAFTED, Proof.STORED, None)
    assert done.proven_at is not None
    assert delivery.asked("download") == 1
    assert [row.kind for row in delivery.desk.trail(done.id)][-1] == "proof"


@pytest.mark.parametrize(
    ("harm", "proof", "code"),
    [("spoil", Proof.DIFFERS, FaultCode.STORED_DIFFERS), ("lose", Proof.GONE, FaultCode.STORED_GONE)],
)
def test_a_file_that_is_not_what_was_sent_is_told(
    harm: str, proof: Proof, code: FaultCode, delivery: Delivery, ordered: Ordered
) -> None:
    delivery.box.faults.add(Fault("503", "download", times=1))
    receipt = delivery.settled(ordered())
    getattr(delivery.box, harm)(receipt.file_guid)
    found = proven(delivery, receipt)
    assert (found.proof, found.fault and found.fault.code) == (proof, code)
    assert found.state is State.DRAFTED


@pytest.mark.parametrize("kind", ["503", "cut", "truncated", "429", "html", "404"])
def test_a_look_back_that_fails_is_made_again(kind: str, delivery: Delivery, ordered: Ordered) -> None:
    delivery.box.faults.add(Fault(kind, "download", times=1, retry_after=1))
    done = proven(delivery, ordered())
    assert (done.proof, done.fault) == (Proof.STORED, None)
    assert delivery.asked("download") == 2


@pytest.mark.parametrize("kind", ["401", "403"])
def test_a_look_back_that_is_refused_stops_nothing_and_is_not_repeated(
    kind: str, delivery: Delivery, ordered: Ordered
) -> None:
    delivery.box.faults.add(Fault(kind, "download", times=None))
    first = delivery.settled(ordered())
    delivery.ears.wait_until(lambda: delivery.asked("download") > 0)
    second = delivery.settled(ordered())
    assert (first.state, second.state) == (State.DRAFTED, State.DRAFTED)
    assert delivery.ears.stops == {}
    assert delivery.asked("download") <= 2, "a 401 is tried once more with a new token"


def test_no_file_is_fetched_when_the_user_does_not_want_it(desk: Desk, delivery: Delivery, ordered: Ordered) -> None:
    desk.save_settings(replace(desk.settings(), prove_storage=False))
    delivery.settled(ordered())
    delivery.settled(ordered())
    assert delivery.asked("download") == 0


def test_no_file_is_fetched_while_the_company_is_busy(desk: Desk, delivery: Delivery, ordered: Ordered) -> None:
    """More than sixty requests in the last minute: ordinary work has the line."""
    client = desk.session.client_name()
    for _ in range(61):
        RequestTable(desk.journal).begin(RequestStart("look_up", desk.settings().company_id or 0, client), 90)
    delivery.settled(ordered())
    delivery.settled(ordered())
    assert delivery.asked("download") == 0
