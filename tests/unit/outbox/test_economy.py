"""What a receipt costs: two requests, and one listing for ten of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, STARTER, Fault, Sandbox
from desktop.store import RequestStart, RequestTable
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.steps import Delivery, is_settled


@pytest.mark.parametrize(("count", "listings"), [(1, 1), (10, 1), (30, 3)])
def test_two_requests_a_receipt_and_a_listing_for_ten(
    count: int,
    listings: int,
    box: Sandbox,
    desk: Desk,
    ears: Ears,
    courier: Courier,
    ordered: Callable[..., Receipt],
) -> None:
    desk.save_settings(replace(desk.settings(), prove_storage=False))
    receipts = [ordered() for _ in range(count)]
    box.state.clear_log()
    delivery = Delivery(box, desk, ears, courier)
    ears.wait_until(lambda: all(is_settled(delivery.now(r)) for r in receipts))
    spent = Counter(r["operation"] for r in box.state.requests)
    assert spent.pop("files") <= listings
    assert spent == {"upload": count, "create_voucher": count}


def test_a_company_whose_minute_is_full_holds_no_sender_of_another(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, ordered: Callable[..., Receipt]
) -> None:
    client, quota = desk.session.client_name(), desk.session.requests_per_minute()
    for _ in range(quota):
        RequestTable(desk.journal).begin(RequestStart("look_up", KAFFE, client), quota)
    full = [ordered() for _ in range(5)]
    other = ordered(company=STARTER)
    box.faults.add(Fault("403", org=STARTER, times=None))  # it has no Pro; that it was asked is enough
    courier.start()
    ears.wait_until(lambda: STARTER in ears.stops)
    assert desk.receipt(other.id).state is not State.UPLOADING
    assert {desk.receipt(r.id).state for r in full} == {State.QUEUED}
