"""The processes that read: what a bad file breaks is never more than that file's reading."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.confined import windows_job
from desktop.reading import Document, Limits, Part, Reader
from desktop.reading.wire import answer_from_bytes
from desktop.receipts.faults import Fault, FaultCode
from tests.unit.imaging.conftest import locked_pdf
from tests.unit.reading.conftest import CONTEXT
from tests.unit.reading.known_papers import plain_invoice
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import truth_of
from tests.unit.reading.ubl import BOMB

MakeDocument = Callable[..., Document]
TRUTH = truth_of("reader")
GOOD = pdf_of(plain_invoice(TRUTH))


@pytest.fixture
def make_reader() -> Iterator[Callable[..., Reader]]:
    """Return a maker of readers; all are closed in the end, and none leaves a process."""
    made: list[Reader] = []

    def make(**limits: float) -> Reader:
        made.append(Reader(Limits(**limits)))  # type: ignore[arg-type]  # names of its fields
        return made[-1]

    yield make
    for reader in made:
        pids = reader.processes()
        reader.close()
        if sys.platform == "win32":
            continue  # asking a process there with a signal would end it
        deadline = time.monotonic() + 10
        while any(_is_alive(pid) for pid in pids) and time.monotonic() < deadline:
            os.sched_yield() if hasattr(os, "sched_yield") else None
        assert not [pid for pid in pids if _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def is_read(reader: Reader, document: Document) -> bool:
    found = reader.read(document, CONTEXT)
    return found.total is not None and found.total.value == TRUTH.total


def fault_of(reader: Reader, document: Document) -> FaultCode:
    with pytest.raises(Fault) as caught:
        reader.read(document, CONTEXT)
    return caught.value.code


def heavy(pages: int = 13) -> bytes:
    """A PDF whose reading takes a while: pages full of tiny letters."""
    sheets = []
    for _ in range(pages):
        sheet = Sheet()
        for line in range(150):
            sheet.put(5, 5 + 5 * line, "abcde fghij 12,34 " * 8, 4)
        sheets.append(sheet)
    return pdf_of(sheets)


def test_a_document_is_read_in_another_process(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader = make_reader()
    assert reader.processes() == ()
    assert is_read(reader, document(GOOD))
    first = reader.processes()
    assert is_read(reader, document(GOOD))
    assert reader.processes() == first
    assert os.getpid() not in first


def test_values_and_places_come_through_the_pipe_as_they_were(
    make_reader: Callable[..., Reader], document: MakeDocument
) -> None:
    found = make_reader().read(document(GOOD), CONTEXT)
    assert (found.date and found.date.value, found.vat and found.vat.value) == (TRUTH.date, TRUTH.vat)
    assert (found.supplier and found.supplier.value, found.cvr and found.cvr.value) == (TRUTH.supplier, TRUTH.cvr)
    assert found.date is not None
    place = found.date.place
    assert place is not None
    words = [w for w in found.pages[0].words if w.place.left < place.right and w.place.right > place.left]
    assert any(abs(w.place.top - place.top) < 0.001 for w in words)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", FaultCode.BROKEN_PDF),
        (b"%PDF-1.7 and nothing else", FaultCode.BROKEN_PDF),
        (GOOD[: len(GOOD) // 3], FaultCode.BROKEN_PDF),
        (pdf_of([Sheet()], {"faktura.xml": BOMB}), FaultCode.XML_UNSAFE),
        (locked_pdf(b"hemmelig"), FaultCode.ENCRYPTED_PDF),
    ],
    ids=["empty", "no pdf", "cut off", "bomb", "password"],
)
def test_bad_files_are_faults_and_the_next_one_is_read(
    make_reader: Callable[..., Reader], document: MakeDocument, data: bytes, code: FaultCode
) -> None:
    reader = make_reader()
    assert fault_of(reader, document(data)) is code
    assert is_read(reader, document(GOOD))


def test_a_file_that_is_gone(make_reader: Callable[..., Reader], tmp_path: Path) -> None:
    gone = Document((Part(tmp_path / "gone.pdf", "application/pdf"),))
    assert fault_of(make_reader(), gone) is FaultCode.FILE_GONE


def test_a_picture_says_nothing_yet(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    found = make_reader().read(document(b"\xff\xd8\xff", media_type="image/jpeg"), CONTEXT)
    assert (found.total, len(found.pages), found.pages[0].words) == (None, 1, ())


def test_five_hundred_pages(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    fill = Sheet()
    fill.put(50, 50, "Specifikation")
    found = make_reader().read(document(pdf_of([*plain_invoice(TRUTH), *([fill] * 499)]), pages=500), CONTEXT)
    assert found.total is not None
    assert found.total.value == TRUTH.total
    assert len(found.pages) == 500
    assert sum(1 for page in found.pages if page.words) == 13


def test_a_process_is_killed_at_its_time_limit(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader = make_reader(seconds=0.05)
    assert fault_of(reader, document(heavy())) is FaultCode.READING_TOO_LONG
    assert reader.processes() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that Windows has not")
def test_a_process_that_dies_costs_one_reading(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader = make_reader(workers=1)
    assert is_read(reader, document(GOOD))
    os.kill(reader.processes()[0], signal.SIGKILL)
    assert fault_of(reader, document(GOOD)) is FaultCode.READING_FAILED
    assert is_read(reader, document(GOOD))


def test_an_answer_beyond_its_limit_ends_the_process(
    make_reader: Callable[..., Reader], document: MakeDocument
) -> None:
    reader = make_reader(answer=2_000)
    assert fault_of(reader, document(heavy(1))) is FaultCode.READING_FAILED
    assert reader.processes() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of address space holds there")
def test_a_flood_of_memory_costs_one_reading(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    packer, block = zlib.compressobj(9), bytes(1_000_000)
    packed = b"".join(packer.compress(block) for _ in range(450)) + packer.flush()
    small = b"<</Type/EmbeddedFile/Length 101>>stream\n<" + b"x" * 100
    head = b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    data = pdf_of([Sheet()], {"big.xml": b"<" + b"x" * 100}).replace(small, head + packed)
    reader = make_reader(memory=300_000_000, seconds=60)
    assert fault_of(reader, document(data)) is FaultCode.READING_FAILED
    assert is_read(reader, document(GOOD))


def test_closing_ends_what_is_being_read(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader = make_reader(workers=1)
    assert is_read(reader, document(GOOD))
    slow = document(heavy())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(reader.read, slow, CONTEXT)
        reader.close()
        error = answer.exception(timeout=30)
    assert isinstance(error, Fault)
    assert error.code is FaultCode.READING_FAILED
    assert fault_of(reader, slow) is FaultCode.READING_FAILED


def test_no_more_processes_than_allowed(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader, paper = make_reader(workers=2), document(GOOD)
    most, lock = [0], threading.Lock()

    def read(_n: int) -> bool:
        good = is_read(reader, paper)
        with lock:
            most[0] = max(most[0], len(reader.processes()))
        return good

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(read, range(12)))
    assert 1 <= most[0] <= 2


def test_resting_ends_idle_processes(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader = make_reader()
    assert is_read(reader, document(GOOD))
    reader.rest()
    assert reader.processes() == ()
    assert is_read(reader, document(GOOD))


def test_damaged_files_never_do_more_than_fail(make_reader: Callable[..., Reader], document: MakeDocument) -> None:
    reader, chance = make_reader(workers=1), random.Random(5)
    for _ in range(60):
        data = bytearray(GOOD)
        for _hit in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            reader.read(document(bytes(data)), CONTEXT)
        except Fault as fault:
            assert fault.code in {FaultCode.BROKEN_PDF, FaultCode.ENCRYPTED_PDF, FaultCode.READING_FAILED}  # noqa: PT017
    assert is_read(reader, document(GOOD))


@pytest.mark.parametrize("answer", [b"", b"null", b"[]", b"{}", b'{"fault":"no such"}', b"\xff", b'{"supplier":[1,2]}'])
def test_an_answer_that_makes_no_sense_is_a_fault(answer: bytes) -> None:
    with pytest.raises(Fault) as caught:
        answer_from_bytes(answer)
    assert caught.value.code is FaultCode.READING_FAILED


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64 bits")
def test_the_limits_of_a_windows_job_have_the_size_that_windows_expects() -> None:
    assert ctypes.sizeof(windows_job.ExtendedLimits) == 144
    assert ctypes.sizeof(windows_job.BasicLimits) == 64
    assert ctypes.sizeof(windows_job.MemoryCounters) == 72
