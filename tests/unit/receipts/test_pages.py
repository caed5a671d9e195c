from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.pages import page_total, parse_pages, with_pages
from desktop.receipts.placing import placed
from desktop.receipts.receipt import Original

PDF = Original("a" * 64, "stak.pdf", "application/pdf", 1000, pages=7, turns=1)
PHOTO = Original("b" * 64, "bon.jpg", "image/jpeg", 500)


def told(originals: tuple[Original, ...]) -> list[tuple[str, int | None, int]]:
    return [(o.sha256[0], o.first_page, o.pages) for o in originals]


def test_some_pages_are_runs_and_all_pages_are_the_file() -> None:
    both = (PHOTO, PDF)
    assert page_total(both) == 8
    assert told(with_pages(both, range(8))) == [("b", None, 1), ("a", None, 7)]
    assert told(with_pages(both, [0, 2, 3, 6])) == [("b", None, 1), ("a", 1, 2), ("a", 5, 1)]
    assert with_pages(both, [2])[0].turns == 1, "how it is turned goes with it"
    assert with_pages(both, []) == ()


def test_pages_of_pages_are_those_of_the_file() -> None:
    once = with_pages((PDF,), [2, 3, 4, 6])
    assert told(once) == [("a", 2, 3), ("a", 6, 1)]
    assert told(with_pages(once, [1, 2, 3])) == [("a", 3, 2), ("a", 6, 1)]
    assert told(with_pages(once, [0, 3])) == [("a", 2, 1), ("a", 6, 1)]


def test_any_split_loses_and_doubles_no_page() -> None:
    chance = random.Random(4)
    for _round in range(200):
        originals = tuple(replace(PDF, sha256=f"{n}" * 64, pages=chance.randrange(1, 9)) for n in range(3))
        total = page_total(originals)
        out = [page for page in range(total) if chance.random() < 0.5]
        parts = (with_pages(originals, out), with_pages(originals, set(range(total)) - set(out)))
        pages = [(o.sha256, o.start + n) for part in parts for o in part for n in range(o.pages)]
        assert sorted(pages) == sorted((o.sha256, n) for o in originals for n in range(o.pages))


@pytest.mark.parametrize(
    ("text", "pages"),
    [("2", (1,)), ("2, 4-6", (1, 3, 4, 5)), ("4 - 6;2", (1, 3, 4, 5)), ("2 4", (1, 3)), ("1-6", (0, 1, 2, 3, 4, 5))],
)
def test_pages_as_they_are_written(text: str, pages: tuple[int, ...]) -> None:
    assert parse_pages(text, 7) == pages


@pytest.mark.parametrize("text", ["", "0", "8", "6-8", "4-2", "to", "1-7", "-", "2-", "1,,x", "99999999"])
def test_what_is_no_choice_of_pages_is_said(text: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_pages(text, 7)
    assert caught.value.code is FaultCode.PAGES_UNREADABLE


def after(orders: list[tuple[str, float]], moved: dict[str, float]) -> str:
    return "".join(sorted((i for i, _o in orders), key=lambda i: moved.get(i, dict(orders)[i])))


ORDERS = [("a", 10.0), ("b", 20.0), ("c", 30.0), ("d", 40.0)]


@pytest.mark.parametrize(
    ("moving", "anchor", "behind", "wanted"),
    [
        ("a", "b", True, "bacd"), ("d", "a", False, "dabc"), ("a", "d", True, "bcda"), ("bd", "a", False, "bdac"),
        ("ac", "d", True, "bdac"), ("b", "b", True, "abcd"), ("b", "x", True, "abcd"), ("", "a", True, "abcd"),
    ],
)  # fmt: skip
def test_moved_receipts_stand_where_they_were_put(moving: str, anchor: str, behind: bool, wanted: str) -> None:
    assert after(ORDERS, dict(placed(ORDERS, moving, anchor, after=behind))) == wanted


def test_where_there_is_no_room_all_are_numbered_anew() -> None:
    orders = [(letter, 1_800_000_000.0) for letter in "abcde"]
    moved = dict(placed(orders, "e", "a", after=True))
    assert after(orders, moved) == "aebcd"
    assert max(moved.values()) <= 1_800_000_000.0, "what is dropped later comes after them"


def test_a_thousand_moves_keep_every_order() -> None:
    chance, orders = random.Random(9), [(str(n), 1_800_000_000.0 + n / 1000) for n in range(30)]
    for _round in range(1000):
        moving, anchor = (chance.choice(orders)[0] for _each in range(2))
        if moving == anchor:
            continue
        behind = chance.random() < 0.5
        wanted = [i for i, _o in orders if i != moving]
        wanted.insert(wanted.index(anchor) + behind, moving)
        moved = placed(orders, {moving}, anchor, after=behind)
        orders = sorted(((i, moved.get(i, order)) for i, order in orders), key=lambda each: each[1])
        assert [i for i, _o in orders] == wanted
