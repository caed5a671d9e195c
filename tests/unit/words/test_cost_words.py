from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.words import use_language
from desktop.words.about_requests import cost_words
from desktop.words.about_trail import detail_words, request_words


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def test_requests_are_told_by_kind_in_the_order_of_the_work() -> None:
    counts = {"reference": 5, "upload": 2, "voucher": 1, "book": 1, "contact": 1, "look_up": 3, "proof": 2}
    assert cost_words(counts) == (
        "Requests to Dinero: 15 (2 uploads, 1 supplier, 1 voucher, 1 booking, 3 look-ups, 2 proofs of storage,"
        " 5 lists of accounts and the like)"
    )


def test_further_pages_count_as_the_archives_and_what_is_not_known_as_others() -> None:
    words = cost_words({"list_files": 1, "page": 2, "again": 1, "invented": 1})
    assert words == "Requests to Dinero: 5 (3 pages of the archive, 1 repeat with a renewed login, 1 other)"


def test_where_nothing_was_asked_nothing_is_said() -> None:
    assert cost_words({}) == ""


def test_an_owner_reads_it_in_danish() -> None:
    use_language("da")
    words = cost_words({"upload": 2, "voucher": 2, "list_files": 1, "book": 2, "proof": 1})
    assert words == (
        "Forespørgsler til Dinero: 8 (2 uploads, 2 bilag, 2 bogføringer, 1 side af arkivet, 1 kontrol af den gemte fil)"
    )
    assert request_words("again", "ok") == "Det samme blev sendt en gang til med fornyet login"
    assert (request_words("page", "ok"), detail_words({"page": "2"})) == ("Listens næste side blev læst", "side 2")
