"""How long a phone's photo takes to be prepared, beside Pillow used plainly, in one run.

    python tests/bench/bench_imaging.py

The inputs are the largest sample photo enlarged to 12 and 48 megapixels, lying sideways with EXIF orientation 6.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from desktop.imaging import Source, inspect, render, thumbnail

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "koebmand-lyngvig.jpg"
ROUNDS = 5


def _photo(folder: Path, width: int, height: int) -> Path:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = folder / f"{width}x{height}"
    with Image.open(SAMPLE) as sample:
        upright = sample.convert("RGB").resize((height, width), Image.Resampling.BICUBIC)
    upright.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=92, exif=exif)
    return path


def _plain(path: Path) -> bytes:
    """Decode all of it, turn all of it, shrink it, encode it: what one writes first."""
    with Image.open(path) as image:
        picture = ImageOps.exif_transpose(image)
    picture.thumbnail((2_000, 2_000), Image.Resampling.LANCZOS, reducing_gap=None)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=75, optimize=True, progressive=True)
    return buffer.getvalue()


def _ours(path: Path) -> bytes:
    return render([Source(path, "image/jpeg")]).data


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times)


def _report(path: Path) -> float:
    ours, plain = _milliseconds(lambda: _ours(path)), _milliseconds(lambda: _plain(path))
    check, small = _milliseconds(lambda: inspect(path)), _milliseconds(lambda: thumbnail(path, 160))
    before, after = path.stat().st_size, len(_ours(path))
    sys.stdout.write(
        f"{path.name:>10}: render {ours:5.0f} ms, plain Pillow {plain:5.0f} ms, ratio {plain / ours:.1f}; "
        f"inspect {check:.0f} ms, thumbnail {small:.0f} ms; {before / 1e6:.1f} MB -> {after / 1e3:.0f} kB\n"
    )
    return plain / ours


def main() -> int:
    """Print the figures; 1 when preparing 12 megapixels isn't at least 1.5 times as fast as plain Pillow."""
    with tempfile.TemporaryDirectory() as folder:
        ratio = _report(_photo(Path(folder), 4_032, 3_024))
        _report(_photo(Path(folder), 8_064, 6_048))
    return 0 if ratio >= 1.5 else 1


if __name__ == "__main__":
    raise SystemExit(main())
