"""A new supplier is made once, however many receipts name it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.unit.outbox.trial import Trial, trial


def _made(there: Trial) -> list[int]:
    return [r["status"] for r in there.box.state.requests if r["operation"] == "contact"]


def test_a_supplier_that_was_just_made_is_not_made_again(tmp_path: Path) -> None:
    with trial(tmp_path / "suppliers") as there:
        there.order(credit=True)
        there.finish()
        for _ in range(4):
            there.order(credit=True)
        there.finish()
        there.assert_one_each()
        assert _made(there) == [200]


def test_it_is_made_anew_when_it_may_have_been_removed(tmp_path: Path) -> None:
    with trial(tmp_path / "suppliers") as there:
        there.order(credit=True)
        there.finish()
        there.set_clock(dt.timedelta(hours=2))
        there.order(credit=True)
        there.finish()
        there.assert_one_each()
        assert len(_made(there)) == 2
