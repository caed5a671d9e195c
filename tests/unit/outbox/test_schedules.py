"""Faults by chance, alone, in pairs and mixed with restarts: always one voucher and one file for each receipt."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop.sandbox import KAFFE, Fault
from tests.unit.outbox.trial import Trial, trial

LONG = bool(os.environ.get("BILAGSDROP_LONG_TESTS"))
SCHEDULES = 260 if LONG else 10
PAIRS = 150 if LONG else 6
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(4500 if LONG else 300),
    pytest.mark.logs("could not be written", "look into the archive", "broke off"),
]

WRITES = ("upload", "contact", "create_voucher", "book", "delete_voucher")
READS = ("files", "get_voucher", "vouchers_by_file", "get_contact", "download")
REFUSED = ("401", "403", "400/42", "400/43", "413", "415", "404")
NOT_NOW = ("429", "480", "503", "cut")
UNKNOWN = ("cut", "500", "502", "504", "html", "truncated", "empty", "json-string")
READ_FAULTS = ("401", "403", "429", "480", "500", "502", "503", "504", "cut", "html", "truncated", "empty")
TOKEN_FAULTS = ("503", "html", "cut", "invalid_grant")

ALL = (
    [Fault(kind, operation) for operation in WRITES for kind in REFUSED + NOT_NOW + ("500", "504")]
    + [Fault(kind, operation, after=True) for operation in WRITES for kind in UNKNOWN]
    + [Fault(kind, operation) for operation in READS for kind in READ_FAULTS]
    + [Fault(kind, "token") for kind in TOKEN_FAULTS]
    + [Fault("400/FileGuid", "create_voucher"), Fault("400/58", "book"), Fault("409/72", "contact")]
)
POINTS = [
    f"{moment}-{kind}-{what}"
    for kind in ("upload", "contact", "voucher", "book", "delete", "proof")
    for moment, what in (("before", "row"), ("after", "row"), ("after", "answer"))
]

for _fault in ALL:
    _fault.retry_after = 1  # where the answer has one; the default is a minute

Act = Callable[[Trial], object]
faults = st.sampled_from(ALL)
orders = st.builds(lambda book, credit: partial(Trial.order, book=book, credit=credit), st.booleans(), st.booleans())
acts = st.one_of(
    orders,
    faults.map(lambda fault: partial(_add, fault=fault)),
    st.just(Trial.restart),
    st.sampled_from(POINTS).map(lambda point: partial(Trial.die_at, point=point)),
    st.just(lambda there: there.box.expire_access_tokens()),
    st.integers(0, 9).map(lambda number: partial(Trial.undo, number=number)),
    st.just(Trial.scan),
)

CHANCE = settings(
    deadline=None,
    derandomize=not LONG,
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failing one smaller would take hours
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

_folders = itertools.count()
tally: Counter[str] = Counter()


def _add(there: Trial, fault: Fault) -> None:
    there.box.faults.add(replace(fault))


def play(folder: Path, schedule: list[Act]) -> Counter[int]:
    """Play a schedule to its end and assert what must hold; return how often each status was answered."""
    with trial(folder / str(next(_folders))) as there:
        for act in schedule:
            act(there)
        there.finish()
        there.assert_one_each()
        requests = there.box.state.requests
        tally.update(
            schedules=1, receipts=len(there.ordered), requests=len(requests), deaths=there.deaths,
            restarts=there.restarts, faults=sum(f.struck for f in there.box.faults), undone=there.undone,
            scanned=there.scanned, doubles=there.doubles,
        )  # fmt: skip
        own = there.refusals()
        assert (own[400], own[403]) == (0, 0), requests
        return Counter(r["status"] for r in requests)


@settings(CHANCE, max_examples=SCHEDULES)
@given(st.lists(orders, min_size=1, max_size=3), st.lists(acts, min_size=2, max_size=9))
def test_a_schedule_by_chance(tmp_path: Path, first: list[Act], then: list[Act]) -> None:
    play(tmp_path, [*first, *then])


@settings(CHANCE, max_examples=PAIRS)
@given(faults, faults, st.booleans(), st.integers(0, 2))
def test_a_schedule_of_two_faults(tmp_path: Path, one: Fault, two: Fault, book: bool, skip: int) -> None:
    order, undo = partial(Trial.order, book=book, credit=True), partial(Trial.undo, number=0)
    play(tmp_path, [partial(_add, fault=one), partial(_add, fault=replace(two, skip=skip)), order, order, undo])


@pytest.mark.parametrize(("kind", "most"), [("403", 4), ("401", 8)])
def test_a_schedule_of_one_refusal_for_all_stops_at_the_first(kind: str, most: int, tmp_path: Path) -> None:
    """Four senders may be out when the first answer comes; a 401 is tried once more with a new token."""
    with trial(tmp_path / "stop") as there:
        there.box.faults.add(Fault(kind, org=KAFFE, times=None))
        for _ in range(12):
            there.order()
        there.ears.wait_until(lambda: KAFFE in there.ears.stops)
        there.restart()
        there.restart()
        refused = [r for r in there.box.state.requests if r["fault"] == kind]
        assert 0 < len(refused) <= most
        there.box.faults.clear()
        there.finish()
        there.assert_one_each()


@pytest.fixture(scope="module", autouse=True)
def figures() -> object:
    yield
    print("\nschedules:", ", ".join(f"{n} {what}" for what, n in sorted(tally.items())))  # noqa: T201
