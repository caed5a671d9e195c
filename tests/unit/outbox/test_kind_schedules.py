"""Manual vouchers and credit notes through faults by chance, restarts and sudden ends: each made exactly once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.receipts.receipt import VoucherKind
from desktop.sandbox import Fault
from tests.unit.outbox import test_schedules
from tests.unit.outbox.test_schedules import CHANCE, NOT_NOW, POINTS, READ_FAULTS, REFUSED, UNKNOWN, Act, play
from tests.unit.outbox.trial import Trial

LONG = bool(os.environ.get("BILAGSDROP_LONG_TESTS"))
SCHEDULES = 200 if LONG else 12
PAIRS = 150 if LONG else 8
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(4500 if LONG else 300),
    pytest.mark.logs("could not be written", "look into the archive", "broke off"),
]

KINDS = (VoucherKind.MANUAL, VoucherKind.CREDIT_NOTE)
WRITES = {
    VoucherKind.MANUAL: ("create_manual", "book_manual", "delete_manual"),
    VoucherKind.CREDIT_NOTE: ("create_creditnote", "book_creditnote", "delete_creditnote"),
}
READS = ("get_manual", "get_creditnote", "files", "vouchers_by_file")
ALL = (
    [Fault(fault, name) for names in WRITES.values() for name in names for fault in (*REFUSED, *NOT_NOW, "500", "504")]
    + [Fault(fault, name, after=True) for names in WRITES.values() for name in names for fault in UNKNOWN]
    + [Fault(fault, name) for name in READS for fault in READ_FAULTS]
    + [Fault("400/FileGuid", "create_manual"), Fault("400/FileGuid", "create_creditnote")]
    + [
        Fault("400/58", "book_manual"),
        Fault("409/72", "create_creditnote"),
        Fault("409/72", "create_creditnote", after=True),
    ]
)
for _fault in ALL:
    _fault.retry_after = 1

faults = st.sampled_from(ALL)
orders = st.builds(
    lambda book, kind: partial(Trial.order, book=book, kind=kind),
    st.booleans(),
    st.sampled_from([*KINDS, *VoucherKind]),
)
acts = st.one_of(
    orders,
    faults.map(lambda fault: partial(_add, fault=fault)),
    st.just(Trial.restart),
    st.sampled_from(POINTS).map(lambda point: partial(Trial.die_at, point=point)),
    st.integers(0, 9).map(lambda number: partial(Trial.undo, number=number)),
    st.just(Trial.scan),
)


def _add(there: Trial, fault: Fault) -> None:
    there.box.faults.add(replace(fault))


def _until(fact: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def _delivered(there: Trial) -> None:
    _until(there.delivered)


def _died(there: Trial) -> None:
    _until(lambda: there.deaths)


@settings(CHANCE, max_examples=SCHEDULES)
@given(st.lists(orders, min_size=1, max_size=3), st.lists(acts, min_size=2, max_size=9))
def test_a_schedule_of_other_kinds(tmp_path: Path, first: list[Act], then: list[Act]) -> None:
    play(tmp_path, [*first, *then])


@settings(CHANCE, max_examples=PAIRS)
@given(faults, faults, st.sampled_from(KINDS), st.booleans(), st.integers(0, 2))
def test_two_faults(tmp_path: Path, one: Fault, two: Fault, kind: VoucherKind, book: bool, skip: int) -> None:
    order: Callable[[Trial], object] = partial(Trial.order, book=book, kind=kind)
    undo = partial(Trial.undo, number=0)
    play(tmp_path, [partial(_add, fault=one), partial(_add, fault=replace(two, skip=skip)), order, order, undo])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", UNKNOWN)
def test_every_unknown_outcome_of_making_one(tmp_path: Path, kind: VoucherKind, fault: str) -> None:
    """The write was done, and its answer was lost: it is found, and not made again."""
    play(tmp_path, [partial(_add, fault=Fault(fault, WRITES[kind][0], after=True)), partial(Trial.order, kind=kind)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", [p for p in POINTS if p.split("-")[1] in {"voucher", "book", "delete"}])
def test_an_end_at_every_point(tmp_path: Path, kind: VoucherKind, point: str) -> None:
    order: Callable[[Trial], object] = partial(Trial.order, book="book" in point, kind=kind)
    dies: Act = partial(Trial.die_at, point=point)
    if "delete" in point:
        steps: list[Act] = [order, _delivered, dies, partial(Trial.undo, number=0), _died]
    else:
        steps = [dies, order, _died]
    play(tmp_path, steps)


@pytest.fixture(scope="module", autouse=True)
def figures() -> object:
    test_schedules.tally.clear()
    yield
    told = ", ".join(f"{n} {what}" for what, n in sorted(test_schedules.tally.items()))
    print("\nother kinds:", told)  # noqa: T201
