"""What comes out of a worker is what comes out of the same function here, byte for byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from desktop import imaging, studio
from desktop.confined import worker
from desktop.imaging.codecs import available
from desktop.imaging.limits import HEAVY_PIXELS
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.frame import Frame
from desktop.studio import Source
from desktop.studio.studio import Studio
from tests.unit.papers.full_invoice import full, line
from tests.unit.papers.letters_home import eml
from tests.unit.studio.conftest import SAMPLES

FRAME = Frame(((1_000, 500), (9_000, 700), (9_200, 9_500), (800, 9_300)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_function_answers_alike(path: Path) -> None:
    found = studio.inspect(path)
    assert found == imaging.inspect(path)
    frame = FRAME if found.media_type.startswith("image/") and found.pages == 1 else None
    assert studio.thumbnail(path, 160, 1, 0, frame) == imaging.thumbnail(path, 160, 1, 0, frame)
    assert studio.page_picture(path, 0, 900, 700) == imaging.page_picture(path, 0, 900, 700)
    sources = [Source(path, found.media_type, 1, None, frame)]
    assert studio.render(sources) == imaging.render(sources)
    assert studio.suggestion_for(path) == imaging.suggestion_for(path)


def test_several_originals_from_several_threads() -> None:
    paths = [path for path in SAMPLES if path.suffix in {".pdf", ".jpg"}][:3]
    sources = [Source(path, imaging.inspect(path).media_type) for path in paths]
    expected = imaging.render(sources)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(studio.render, [sources] * 4))
    assert all(each == expected for each in made)


def test_the_decoders_are_those_of_this_build() -> None:
    assert studio.available() == available()


def test_no_source_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        studio.render([])


def png_head(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and ends there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((13, head), (0, b"IDAT"))
    told = (struct.pack(">I", size) + chunk + struct.pack(">I", zlib.crc32(chunk)) for size, chunk in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"", FaultCode.EMPTY_FILE, {}),
        (b"hello", FaultCode.NOT_A_RECEIPT, {}),
        (b"\xff\xd8\xff" + b"x" * 100, FaultCode.BROKEN_IMAGE, {}),
        (b"%PDF-1.4 nothing", FaultCode.BROKEN_PDF, {}),
        (png_head(11_000, 11_000), FaultCode.TOO_MANY_PIXELS, {"limit": 120}),
    ],
)
def test_a_fault_comes_with_its_numbers(tmp_path: Path, data: bytes, code: FaultCode, params: object) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        studio.inspect(path)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        studio.thumbnail(tmp_path / "væk 🧾.jpg", 100)
    assert caught.value.code is FaultCode.FILE_GONE


@pytest.mark.parametrize("data", [full([line(1, "Timer")]), eml(files=[])], ids=["e-invoice", "mail"])
def test_what_has_no_page_is_drawn_inside_the_worker(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "paper"
    path.write_bytes(data)
    found = studio.inspect(path)
    assert found == imaging.inspect(path)
    assert studio.render([Source(path, found.media_type)]) == imaging.render([Source(path, found.media_type)])


def test_heavy_pictures_are_drawn_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    width = 10_000
    path = tmp_path / "heavy.png"
    Image.new("1", (width, HEAVY_PIXELS // width + 10), 1).save(path, "PNG")
    expected = imaging.thumbnail(path, 90)
    asked: list[bytes] = []
    pool = studio.calls._studio._pool
    ask: Callable[..., tuple[bytes, ...]] = pool.ask_parts

    def noted(task: bytes, seconds: float | None, rank: int) -> tuple[bytes, ...]:
        asked.append(task[:1])
        return ask(task, seconds, rank)

    monkeypatch.setattr(pool, "ask_parts", noted)
    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(lambda _n: studio.thumbnail(path, 90), range(3))) == {expected}
    assert sorted(asked) == [b"+"] * 3 + [b"-"] * 3


def test_a_system_without_a_shelf_sends_all_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "new_shelf", lambda: None)
    alone = Studio()
    try:
        assert alone.look(SAMPLES[0], 0, 2_000, 2_000) == imaging.page_picture(SAMPLES[0], 0, 2_000, 2_000)
    finally:
        alone.close()
