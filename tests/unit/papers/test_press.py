"""The process that draws and unpacks: limits, rest, what is kept, and what a hostile answer may do."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.confined import Limits
from desktop.desk.ordering import Addressee, Order, OrderDesk
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.papers.boxes import _enclosed
from desktop.papers.press import Press, fault_of
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft
from tests.unit.papers.full_invoice import full, line
from tests.unit.papers.letters_home import OTHER_PDF, PDF, eml


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press(rest=0.3)
    yield press
    press.close()


def write(folder: Path, data: bytes, name: str = "f.xml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_what_was_drawn_is_kept_until_the_file_changes(press: Press, tmp_path: Path) -> None:
    path = write(tmp_path, full([line(1, "Timer")]))
    first = press.page_pdf(path)
    assert press.page_pdf(path) is first
    write(tmp_path, full([line(1, "Timer og dage")]))
    assert press.page_pdf(path) != first


def test_the_process_ends_when_it_has_nothing_to_do(press: Press, tmp_path: Path) -> None:
    assert press.processes() == ()
    press.page_pdf(write(tmp_path, full([line(1, "Timer")])))
    assert len(press.processes()) == 1
    deadline = time.monotonic() + 20
    while press.processes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert press.processes() == ()
    assert press.page_pdf(write(tmp_path, full([line(2, "Timer")]), "g.xml"))


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_drawn(tmp_path: Path) -> None:
    hasty = Press(Limits(workers=1, seconds=0.4))
    slow = write(tmp_path, full([line(n, "Æ" * 900) for n in range(5_000)]), "slow.xml")
    with pytest.raises(Fault) as caught:
        hasty.page_pdf(slow)
    assert caught.value.code is FaultCode.PAPER_FAILED
    assert hasty.page_pdf(write(tmp_path, full([line(1, "Timer")])))
    hasty.close()


def test_a_file_that_is_gone_is_named(press: Press, tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        press.page_pdf(tmp_path / "væk.xml")
    assert caught.value.code is FaultCode.FILE_GONE


@pytest.mark.parametrize("answer", [b"", b"[]", b'["nonsense", {}]', b"7", b'["internal"]', b"\xff"])
def test_a_strange_fault_is_a_failure(answer: bytes) -> None:
    assert fault_of(answer).code is FaultCode.PAPER_FAILED


def test_of_a_fault_only_numbers_are_taken() -> None:
    fault = fault_of(b'["file_too_large", {"limit": 7, "path": "/etc"}]')
    assert (fault.code, fault.params) == (FaultCode.FILE_TOO_LARGE, {"limit": 7})


@pytest.mark.parametrize("file", ["../../etc/passwd", "/etc/passwd", "0", "", "1/2"])
def test_a_worker_names_no_path(tmp_path: Path, file: str) -> None:
    with pytest.raises(Fault):
        _enclosed(json.dumps([{"name": "a.pdf", "file": file}]).encode(), tmp_path)


def test_one_set_of_fields_is_for_one_receipt(desk: ReceiptDesk, tmp_path: Path) -> None:
    orders = OrderDesk(desk, Addressee(None))
    several = write(tmp_path, eml(files=[("a.pdf", PDF), ("b.pdf", OTHER_PDF)]), "to.eml")
    ordered = orders.take(Order(several, Draft()))
    assert ordered.receipt is None
    assert ordered.fault is not None
    assert (ordered.fault.code, ordered.fault.params) == (FaultCode.SEVERAL_RECEIPTS, {"count": 2})
    one = orders.take(Order(write(tmp_path, eml(files=[("a.pdf", PDF)]), "en.eml"), Draft()))
    assert one.fault is None
    assert one.receipt is not None
    assert one.receipt.originals[0].name == "a.pdf"
