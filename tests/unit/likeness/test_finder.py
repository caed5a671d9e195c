"""The guards on a real journal: what holds a send, what is remembered of the answers, and whom a document is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.config import Config, Settings
from desktop.desk import Heed, ReceiptDesk, SendReport
from desktop.likeness import Elsewhere
from desktop.reading import document_of
from desktop.receipts.company import Company
from desktop.receipts.paper import Paper
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.resources import resource_path
from desktop.store import AnswerTable, Journal
from desktop.store.salvage import salvage

KAFFE = Company(1, "Kaffe ApS", has_api=True, vat_number="DK13748136")
TAG = Company(2, "Tag og Facade ApS", has_api=True, vat_number="DK13585628")
CLUB = Company(3, "Foreningen Havnebadet", has_api=True)
DAY = dt.date.today() - dt.timedelta(days=3)  # noqa: DTZ011 - the day it is here
TICKET = Draft("P-Huset", None, DAY, Decimal("34.00"), 7200, None, 55000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReceiptDesk]:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data"))
    desk.open()
    desk.company_table.save_list((KAFFE, TAG, CLUB))
    desk.save_settings(Settings(company_id=KAFFE.id))
    yield desk
    desk.close()


def taken(desk: ReceiptDesk, path: Path, draft: Draft = TICKET) -> Receipt:
    return desk.save_draft(desk.take([path]).taken[0].id, draft)


def plain(folder: Path, name: str) -> Path:
    red, green, blue = name.encode()[:3]
    Image.new("RGB", (60, 90), (red, green, blue)).save(folder / name)
    return folder / name


def send(desk: ReceiptDesk, receipt: Receipt, company_id: int | None = None) -> SendReport:
    return desk.send([receipt.id], book=False, company_id=company_id, heed=Heed.ASK)


def test_another_photo_is_held_whatever_is_written(desk: ReceiptDesk, tmp_path: Path) -> None:
    first = taken(desk, resource_path("samples", "fjordtank.jpg"), replace(TICKET, supplier="Fjordtank"))
    with Image.open(resource_path("samples", "fjordtank.jpg")) as image:
        image.convert("RGB").rotate(180).resize((image.width // 2, image.height // 2)).save(tmp_path / "b.jpg")
    second = taken(desk, tmp_path / "b.jpg", replace(TICKET, supplier=""))
    assert send(desk, first).sent
    (caution,) = send(desk, second).warned
    assert [(a.other, a.reasons) for a in caution.alike] == [(first.id, (Reason.PICTURE,))]
    assert desk.receipt(second.id).state is State.READY


def test_the_answer_is_remembered_for_the_pair_and_the_kind(desk: ReceiptDesk, tmp_path: Path) -> None:
    """The daily parking ticket of the same price is a question once."""
    first, second = (taken(desk, plain(tmp_path, name)) for name in ("aaa.png", "bbb.png"))
    assert send(desk, first).sent
    assert send(desk, second).warned
    desk.guards.keep_both(second.id, [first.id])
    assert send(desk, second).sent
    third = taken(desk, plain(tmp_path, "ccc.png"))
    assert send(desk, third).sent, "two of this supplier and total were kept before"
    dearer = replace(TICKET, amount=Decimal("68.00"))
    fourth, fifth = (taken(desk, plain(tmp_path, name), dearer) for name in ("ddd.png", "eee.png"))
    assert send(desk, fourth).sent
    assert send(desk, fifth).warned, "another total was never asked about"


def test_the_pair_stays_answered_when_only_the_picture_is_the_same(desk: ReceiptDesk, tmp_path: Path) -> None:
    first = taken(desk, resource_path("samples", "p-billet.jpg"), replace(TICKET, amount=None))
    with Image.open(resource_path("samples", "p-billet.jpg")) as image:
        image.convert("RGB").save(tmp_path / "b.jpg", quality=50)
    second = taken(desk, tmp_path / "b.jpg", replace(TICKET, amount=None))
    cautions = {c.receipt_id: c for c in desk.guards.cautions([second.id, first.id])}
    assert (bool(cautions[first.id]), bool(cautions[second.id])) == (False, True)
    desk.guards.keep_both(second.id, [first.id])
    assert not any(desk.guards.cautions([first.id, second.id]))


def test_a_salvaged_journal_keeps_the_answers(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (taken(desk, plain(tmp_path, name)) for name in ("aaa.png", "bbb.png"))
    desk.guards.keep_both(second.id, [first.id])
    desk.guards.send_here(second.id, TAG.id)
    rescued = Journal(tmp_path / "rescued.sqlite3")
    assert salvage(desk.config.journal_path, rescued) == 2
    answers = AnswerTable(rescued)
    assert answers.kept(first.id) == {second.id}
    assert answers.heeded(second.id).company_id == TAG.id
    assert answers.kind_is_kept("p huset|34|DKK")
    rescued.close()


def test_one_in_the_bin_is_no_purchase(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (taken(desk, plain(tmp_path, name)) for name in ("aaa.png", "bbb.png"))
    desk.bin([first.id])
    assert send(desk, second).sent


def test_the_older_of_two_in_the_tray_may_go(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (taken(desk, plain(tmp_path, name)) for name in ("aaa.png", "bbb.png"))
    report = desk.send([first.id, second.id], book=False, heed=Heed.ASK)
    assert [r.id for r in report.sent] == [first.id]
    assert [c.receipt_id for c in report.warned] == [second.id]


def test_the_same_document_in_other_bytes(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (taken(desk, plain(tmp_path, name), Draft()) for name in ("aaa.png", "bbb.png"))
    for receipt in (first, second):
        desk.guards.likeness.papers.save(receipt, Paper(words="the same"))
    (reasons,) = (why for _other, why in desk.guards.likeness.matches(second))
    assert reasons == (Reason.WORDS,)


def test_pages_that_were_read_are_forgotten_once_others_are_there(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (taken(desk, plain(tmp_path, name), Draft()) for name in ("aaa.png", "bbb.png"))
    desk.guards.likeness.papers.save(first, Paper(number="4711"))
    merged = desk.merge([first.id, second.id])[0]
    assert desk.guards.likeness.papers.of(merged) is None


def test_the_halves_of_one_scan_that_was_split_are_two(desk: ReceiptDesk, tmp_path: Path) -> None:
    with Image.open(resource_path("samples", "fjordtank.jpg")) as image:
        page = image.convert("RGB")
        page.save(tmp_path / "scan.tif", save_all=True, append_images=[page.rotate(180)])
    scan = taken(desk, tmp_path / "scan.tif", Draft())
    desk.guards.likeness.papers.save(scan, Paper(number="4711"))
    halves = desk.flow.split(scan.id, [[1]])
    for half in halves:
        desk.guards.likeness.look_at(half)
        assert desk.guards.likeness.matches(half) == ()
        assert desk.guards.likeness.papers.of(half) is None, "what was read of both pages is said of neither"
    documents = [document_of(half, desk.path_of) for half in halves]
    assert [[(part.first_page, part.pages) for part in d.parts] for d in documents] == [[(0, 1)], [(1, 1)]]


@pytest.mark.parametrize(
    ("paper", "company", "named"),
    [
        (Paper(buyer_cvr="13585628"), KAFFE, TAG),
        (Paper(buyer_cvr="13748136"), KAFFE, None),
        (Paper(buyer_cvr="20000007"), KAFFE, None),
        (Paper(buyer="tag og facade"), KAFFE, TAG),
        (Paper(buyer="Havnebadet, Foreningen"), KAFFE, None),
        (Paper(buyer="Foreningen Havnebadet"), KAFFE, CLUB),
        (Paper(buyer="Foreningen Havnebadet"), CLUB, None),
        (Paper(buyer="Kaffe ApS", buyer_cvr="13585628"), KAFFE, TAG),
        (Paper(), KAFFE, None),
    ],
)
def test_whom_a_document_is_for(
    desk: ReceiptDesk, tmp_path: Path, paper: Paper, company: Company, named: Company | None
) -> None:
    receipt = taken(desk, plain(tmp_path, "aaa.png"))
    desk.guards.likeness.papers.save(receipt, paper)
    report = send(desk, receipt, company_id=company.id)
    if named is None:
        assert report.sent
        return
    assert [c.elsewhere for c in report.warned] == [Elsewhere(named.id, named.name)]
    desk.guards.send_here(receipt.id, company.id)
    assert send(desk, receipt, company_id=company.id).sent


def test_the_same_bytes_are_known_in_tray_and_archive_and_come_back_from_the_bin(
    desk: ReceiptDesk, tmp_path: Path
) -> None:
    path = plain(tmp_path, "aaa.png")
    first = taken(desk, path)
    assert [r.id for r in desk.take([path]).known] == [first.id]
    desk.receipt_table.save(replace(desk.receipt(first.id), state=State.BOOKED))
    assert [r.id for r in desk.take([path]).known] == [first.id]
    desk.receipt_table.save(replace(desk.receipt(first.id), state=State.BINNED))
    (back,) = desk.take([path]).taken
    assert (back.id, back.editable) == (first.id, True)


def test_what_another_login_owns_is_neither_known_nor_compared(desk: ReceiptDesk, tmp_path: Path) -> None:
    path = plain(tmp_path, "aaa.png")
    first = taken(desk, path)
    assert first.dropped_for == KAFFE.id
    desk.company_table.save_list((TAG,))
    desk.save_settings(Settings(company_id=TAG.id))
    report = desk.take([path])
    assert (len(report.taken), report.known) == (1, ())
    second = desk.save_draft(report.taken[0].id, TICKET)
    assert desk.guards.likeness.matches(second) == ()
