"""Workers use the room side by side."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from desktop.imaging import Source, inspect, render, thumbnail
from desktop.imaging.codecs import available
from desktop.imaging.decode import opened
from desktop.imaging.limits import HEAVY_PIXELS

Draw = Callable[..., Image.Image]


def test_same_answers_from_many_threads(samples: Path) -> None:
    paths = [path for path in sorted(samples.iterdir()) if path.suffix != ".json"]
    alone = [(inspect(path), thumbnail(path, 120)) for path in paths]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(lambda path: (inspect(path), thumbnail(path, 120)), paths * 2))
    assert beside == alone * 2


def test_pdfs_drawn_and_joined_from_many_threads(write: Callable[..., Path], make_pdf: Callable[..., bytes]) -> None:
    paths = [write(make_pdf(3), f"p{at}") for at in range(4)]
    sources = [Source(path, "application/pdf") for path in paths]
    expected = render(sources)
    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(render, sources) if at % 2 else pool.submit(thumbnail, paths[0], 90) for at in range(16)]
        assert all(result.result() == expected for result in results[1::2])
        assert len({result.result() for result in results[::2]}) == 1


def test_one_heavy_picture_at_a_time(save: Callable[..., Path], draw_page: Draw) -> None:
    width = 10_000
    heavy = save(draw_page(width, HEAVY_PIXELS // width + 10, "L"), "PNG", "heavy")
    light = save(draw_page(), "PNG", "light")
    entered = threading.Event()

    def second() -> None:
        with opened(heavy, "image/png"):
            entered.set()

    with opened(heavy, "image/png"):
        other = threading.Thread(target=second)
        other.start()
        assert inspect(light).width == 1_200  # small ones needn't wait
        assert not entered.wait(0.3)
    assert entered.wait(10)
    other.join()


def test_every_codec_is_there() -> None:
    assert available() == dict.fromkeys(available(), True)
    assert {"jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "pdf"} <= set(available())


def test_importing_costs_neither_qt_nor_heif() -> None:
    code = "import sys, desktop.imaging; print([n for n in ('PySide6', 'pi_heif', '_pi_heif') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_odd_metadata_says_nothing_on_the_terminal(write: Callable[..., Path], draw_page: Draw) -> None:
    path = write(b"")
    draw_page(100, 100).save(path, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x7f" * 40)
    code = "import sys, pathlib; from desktop.imaging import inspect; print(inspect(pathlib.Path(sys.argv[1])).width)"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("100", "")
