"""Order, notes, splits and other companies, in the journal."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image

from desktop.config import Config, Settings
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.imaging import page_picture
from desktop.outbox.renditions import Renditions
from desktop.receipts.company import Company, CompanyBook, DepositAccount
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State

NOWHERE = "http://127.0.0.1:9"
GREYS = (20, 60, 100, 140, 180)
"""One page of each in the PDF, so that a page can be told by its colour."""


@pytest.fixture
def desk(tmp_path: Path) -> ReceiptDesk:
    desk = ReceiptDesk(Config(NOWHERE, NOWHERE, tmp_path / "data"))
    desk.open()
    return desk


def stack(kind: str) -> bytes:
    pages = [Image.new("L", (300, 400), grey) for grey in GREYS]
    made = io.BytesIO()
    pages[0].save(made, kind, save_all=True, append_images=pages[1:])
    return made.getvalue()


def take(desk: ReceiptDesk, data: bytes, name: str) -> Receipt:
    (receipt,) = desk.take_bytes(data, name).taken
    return receipt


def picture(name: str) -> bytes:
    made = io.BytesIO()
    image = Image.new("RGB", (60, 90), "white")
    image.putpixel((1, 1), (len(name), ord(name[0]), 7))
    image.save(made, "PNG")
    return made.getvalue()


def shades(data: bytes) -> list[int]:
    """Return the grey of each page of a rendition, as far as a JPEG keeps it."""
    pdf = pdfium.PdfDocument(data)
    found = [page.render(scale=0.2).to_pil().convert("L").getpixel((20, 20)) for page in pdf]
    return [min(GREYS, key=lambda grey: abs(grey - shade)) for shade in found]


def sent_pages(desk: ReceiptDesk, receipt: Receipt, folder: Path) -> list[int]:
    renditions = Renditions(folder, desk.vault)
    prepared = renditions.prepare(receipt)
    path = renditions.path_of(replace(receipt, file_name=prepared.file_name))
    assert renditions.prepare(receipt) == prepared, "the same pages give the same bytes"
    return shades(path.read_bytes())


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_split_pages_are_shown_and_sent_as_they_were_chosen(desk: ReceiptDesk, tmp_path: Path, kind: str) -> None:
    whole = take(desk, stack(kind), f"stak.{kind.lower()}")
    before = desk.vault.path_of(whole.originals[0].sha256).read_bytes()
    later = take(desk, picture("later"), "later.png")
    kept, second, third = desk.flow.split(whole.id, [[1, 3], [4]])
    assert sent_pages(desk, kept, tmp_path / "one") == [20, 100]
    assert sent_pages(desk, second, tmp_path / "two") == [60, 140]
    assert sent_pages(desk, third, tmp_path / "three") == [180]
    original = second.originals[1]
    shown = page_picture(desk.path_of(original), original.start, 40, 40)
    assert abs(shown.rgb[len(shown.rgb) // 2] - 140) < 6
    assert desk.vault.path_of(whole.originals[0].sha256).read_bytes() == before, "the original is as it was"
    tray = sorted((r for r in desk.receipts() if r.editable), key=lambda r: r.order)
    assert [r.id for r in tray] == [kept.id, second.id, third.id, later.id], "they stand behind it"
    assert desk.flow.unsplit(whole, [second.id, third.id])[0].originals == whole.originals
    assert {desk.receipt(r.id).state for r in (second, third)} == {State.BINNED}
    assert desk.dustbin.contents() == (), "what is no receipt any more is not shown as thrown out"
    desk.dustbin.delete([second.id, third.id])
    assert desk.vault.path_of(whole.originals[0].sha256).read_bytes() == before


def test_split_of_files_that_were_merged(desk: ReceiptDesk) -> None:
    one, two = take(desk, picture("one"), "one.png"), take(desk, picture("two!"), "two.png")
    desk.save_draft(one.id, Draft("Netto"))
    desk.merge([one.id, two.id])
    kept, new = desk.flow.split(one.id, [[1]])
    assert (kept.originals, new.originals) == (one.originals, two.originals)
    assert (kept.draft.supplier, new.draft.supplier) == ("Netto", "")


@pytest.mark.parametrize("groups", [[[0, 1, 2, 3, 4]], [], [[]], [[1], [1]]])
def test_a_split_that_makes_no_sense_changes_nothing(desk: ReceiptDesk, groups: list[list[int]]) -> None:
    whole = take(desk, stack("PDF"), "stak.pdf")
    with pytest.raises(Fault) as caught:
        desk.flow.split(whole.id, groups)
    assert caught.value.code is FaultCode.PAGES_UNREADABLE
    assert desk.receipts() == (desk.receipt(whole.id),)
    assert desk.receipt(whole.id).originals == whole.originals


def test_a_receipt_whose_file_may_be_in_dinero_is_not_split(desk: ReceiptDesk) -> None:
    whole = desk.receipt_table.save(replace(take(desk, stack("PDF"), "stak.pdf"), file_guid="web0"))
    with pytest.raises(Fault) as caught:
        desk.flow.split(whole.id, [[1]])
    assert caught.value.code is FaultCode.NOT_EDITABLE


def test_the_same_file_dropped_after_a_split_is_known(desk: ReceiptDesk) -> None:
    data = stack("PDF")  # once: a PDF says when it was made
    whole = take(desk, data, "stak.pdf")
    desk.flow.split(whole.id, [[1]])
    report = desk.take_bytes(data, "igen.pdf")
    assert report.taken == ()
    assert len(report.known) == 1


def test_note_and_place_are_kept_whatever_the_delivery_writes(desk: ReceiptDesk, tmp_path: Path) -> None:
    first, second = (take(desk, picture(name), f"{name}.png") for name in ("x", "yy"))
    under_way = desk.receipt(first.id)  # as the delivery holds it while a request is out
    desk.flow.note(first.id, "  spørg Bo om momsen\n")
    desk.flow.place({second.id: 1.0})
    desk.receipt_table.save(replace(under_way, state=State.UPLOADING))
    again = ReceiptDesk(Config(NOWHERE, NOWHERE, tmp_path / "data"))
    again.open()
    assert again.receipt(first.id).note == "spørg Bo om momsen"
    assert again.receipt(second.id).position == 1.0
    assert again.receipt(second.id).order < again.receipt(first.id).order


def _two_companies(desk: ReceiptDesk) -> None:
    deposits = (DepositAccount(55000, "Bank", is_default=True),)
    desk.company_table.save_list((Company(1, "Et", has_api=True), Company(2, "To", has_api=True)))
    for company in desk.companies():
        desk.company_table.save_book(CompanyBook(company, deposits=deposits))
    desk.save_settings(Settings(company_id=1))


def _ready(desk: ReceiptDesk, name: str) -> Receipt:
    draft = Draft("Netto", date=desk.today(), amount=Decimal("12.50"), account=7200, paid_from=55000)
    return desk.save_draft(take(desk, picture(name), f"{name}.png").id, draft)


def test_moved_to_another_company_it_is_sent_there_only(desk: ReceiptDesk) -> None:
    _two_companies(desk)
    receipt = _ready(desk, "x")
    (moved,) = desk.flow.assign([receipt.id], 2)
    assert moved.for_company == 2
    ((held, lacks),) = desk.send([receipt.id], book=False).held
    assert (held.id, lacks[0].fault.code) == (receipt.id, FaultCode.MOVED_ELSEWHERE)
    (sent,) = desk.send([receipt.id], book=False, company_id=2).sent
    assert sent.company_id == 2
    assert desk.flow.assign([sent.id], 1) == (), "what is on its way is not moved"


def test_one_whose_file_lies_in_another_company_goes_as_a_new_one(desk: ReceiptDesk) -> None:
    _two_companies(desk)
    receipt = desk.receipt_table.save(replace(_ready(desk, "x"), file_guid="web0", company_id=1))
    desk.flow.note(receipt.id, "hører til det andet firma")
    changed = desk.flow.assign([receipt.id], 2)
    new = next(r for r in changed if r.id != receipt.id)
    assert (new.file_guid, new.for_company, new.note) == (None, 2, "hører til det andet firma")
    assert desk.receipt(receipt.id).state is State.BINNED
    assert desk.send([new.id], book=False, company_id=2).sent[0].company_id == 2
    assert desk.dustbin.contents() == ()
