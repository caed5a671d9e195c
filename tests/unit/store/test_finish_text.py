"""How pages are shown, in the journal: kept to the last corner, and never lost so that something hidden is sent."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.receipts.finish import ALL_BLACK, AS_IT_IS, Blackout, Contrast, Finish
from desktop.receipts.receipt import Original, Receipt
from desktop.store import Journal, ReceiptTable
from desktop.store.finish_text import finish_from_text, finish_to_text

BOX = Blackout(2, ((100, 200), (900, 210), (905, 300), (-20, 290)))
FULL = Finish(evened=True, contrast=Contrast.MOST, grey=True, blackouts=(BOX, replace(BOX, page=0), ALL_BLACK))


@pytest.mark.parametrize("finish", [AS_IT_IS, FULL, Finish(grey=True), Finish(blackouts=(BOX,))])
def test_it_is_read_as_it_was_written(finish: Finish) -> None:
    assert finish_from_text(finish_to_text(finish)) == finish


def test_pages_as_they_are_need_no_text() -> None:
    assert finish_to_text(AS_IT_IS) is None
    assert finish_from_text(None) == AS_IT_IS


@pytest.mark.parametrize("text", [
    "", "x", "7", "{}", "null", "[1, 2]", '[false, "brighter", false, []]', '[false, "plain", false, [[0]]]',
    '[false, "plain", false, [[0, [[1, 2], [3, 4], [5, 6]]]]]', '[false, "plain", false, 7]',
    '[false, "plain", false, [[0, [["a", 2], [3, 4], [5, 6], [7, 8]]]]]',
])  # fmt: skip
def test_what_can_not_be_read_is_black_all_over(text: str) -> None:
    assert finish_from_text(text) == Finish(blackouts=(ALL_BLACK,))
    assert all(finish_from_text(text).on(page).blackouts for page in (0, 1, 499))


def test_the_table_keeps_it_beside_the_frame(tmp_path: Path) -> None:
    table = ReceiptTable(Journal(tmp_path / "journal.sqlite"))
    originals = (
        Original("a" * 64, "bon.jpg", "image/jpeg", 9, finish=FULL),
        Original("b" * 64, "bon.pdf", "application/pdf", 9, pages=3),
    )
    saved = table.save(Receipt("f" * 32, originals))
    kept = table.get(saved.id)
    assert kept is not None
    assert kept.originals == originals
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as connection:
        rows = connection.execute("SELECT finish FROM originals ORDER BY position").fetchall()
    assert [row[0] is None for row in rows] == [False, True]


def test_boxes_of_one_page_leave_the_others_theirs() -> None:
    finish = Finish(grey=True).with_boxes(0, [BOX.corners]).with_boxes(3, [BOX.corners, BOX.corners])
    assert [len(finish.on(page).blackouts) for page in range(5)] == [1, 0, 0, 2, 0]
    assert finish.with_boxes(3, []).with_boxes(0, []) == Finish(grey=True)
    assert finish.light == Finish(grey=True)


def test_one_page_of_those_that_are_black_all_over_can_be_shown_again() -> None:
    shown = Finish(blackouts=(ALL_BLACK,)).with_boxes(0, [])
    assert shown.on(0).blackouts == ()
