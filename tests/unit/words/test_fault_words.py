from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words import use_language
from desktop.words.about_login import ABOUT_KEYS
from desktop.words.faults import explain

EVERYTHING: dict[str, str | int | float] = {
    "status": 502, "message": "Kontoen er lukket", "code": 42, "number": 7200, "field": "account", "seconds": 60,
    "size": 7_300_000, "limit": 6_000_000, "host": "example.dk", "text": "12,345", "date": "16.05.2026", "years": 5,
    "currency": "EUR", "ordered": "125.00", "found": "0.00", "folder": "/home/ida",
    "kept": 2, "kind": "ValueError", "step": "upload", "codes": "I25, REP", "pages": 900,
    "name": "20261116-netto.jpg", "year": 2033, "count": 3, "parts": "1200.00", "total": "1000.00",
}  # fmt: skip


@pytest.fixture(autouse=True, params=["da", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_has_a_title_a_sentence_and_a_step(code: FaultCode) -> None:
    for params in ({}, EVERYTHING, {"way": "key"}):
        title, sentence, step = explain(FaultNote(code, params))
        assert title
        assert sentence.endswith((".", "”", "99."))
        assert step
        assert not re.search(r"[{}]", title + sentence + step)


@pytest.mark.parametrize("code", FaultCode)
def test_every_parameter_of_the_words_is_known(code: FaultCode) -> None:
    assert "…" not in "".join(explain(FaultNote(code, EVERYTHING)))


def test_danish_is_danish(language: str) -> None:
    title = explain(FaultNote(FaultCode.OFFLINE)).title
    assert title == {"da": "Ingen forbindelse til Dinero", "en": "No connection to Dinero"}[language]


def test_sizes_times_amounts_and_fields_are_words(language: str) -> None:
    assert "6,0\u00a0MB" in explain(FaultNote(FaultCode.PDF_TOO_LARGE, EVERYTHING)).sentence
    wait = explain(FaultNote(FaultCode.RATE_LIMITED, {"seconds": 7})).sentence
    assert {"da": "7 sekunder", "en": "7 seconds"}[language] in wait
    differs = explain(FaultNote(FaultCode.VOUCHER_DIFFERS, {"field": "amount", "ordered": "1234.50", "found": "0.00"}))
    assert "“1.234,50”" in differs.sentence
    assert {"da": "beløb", "en": "amount"}[language] in differs.sentence
    kind = explain(FaultNote(FaultCode.VOUCHER_DIFFERS, {"field": "kind", "ordered": "credit", "found": "cash"}))
    assert {"da": "“ikke betalt”", "en": "“not paid”"}[language] in kind.sentence


def test_dineros_own_words_are_kept(language: str) -> None:
    sentence = explain(FaultNote(FaultCode.REFUSED, {"message": "Kontoen er {lukket}"})).sentence
    assert sentence.endswith("“Kontoen er {lukket}”")
    assert {"da": "Dinero skriver", "en": "Dinero says"}[language] in sentence
    assert "Dinero s" not in explain(FaultNote(FaultCode.REFUSED)).sentence


def test_a_voucher_that_the_user_kept_is_no_strangers_change(language: str) -> None:
    kept = explain(FaultNote(FaultCode.CHANGED_IN_DINERO, {"adopted": 1}))
    assert kept.title == {"da": "Dineros eget køb gælder", "en": "Dinero's own voucher counts"}[language]
    assert kept.title != explain(FaultNote(FaultCode.CHANGED_IN_DINERO)).title


def test_a_twin_is_named_with_its_day(language: str) -> None:
    words = explain(FaultNote(FaultCode.TWIN_IN_DINERO, {"name": "20261116-netto.jpg", "date": "2026-11-16"}))
    assert "“20261116-netto.jpg”" in words.sentence
    assert "16.11.2026" in words.sentence
    assert {"da": "fra", "en": "of"}[language] in words.sentence
    assert "…" in explain(FaultNote(FaultCode.TWIN_IN_DINERO, {"name": "x", "date": ""})).sentence


def test_why_dinero_refused_an_undo_is_in_its_own_words(language: str) -> None:
    words = explain(FaultNote(FaultCode.UNDO_REFUSED, {"message": "Perioden er lukket"}))
    assert words.sentence.endswith("“Perioden er lukket”")
    assert {"da": "slettede ikke", "en": "did not delete"}[language] in words.title


@pytest.mark.parametrize("code", sorted(ABOUT_KEYS))
def test_a_key_is_spoken_of_as_a_key(code: FaultCode) -> None:
    words, usual = explain(FaultNote(code, {"way": "key"})), explain(FaultNote(code))
    assert words.title != usual.title
    assert "Visma" not in f"{words.title}{words.sentence}{words.step}"
    assert explain(FaultNote(code, {"way": "unheard of"})) == usual
