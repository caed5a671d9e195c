"""What it takes to prepare a phone's photo, beside plain Pillow, libvips and ImageMagick, in one run.

    python tests/bench/bench_photos.py

The photos are the largest sample, enlarged to 12 and 48 megapixels and lying sideways with EXIF orientation 6. All
write a JPEG of the same size in pixels, upright, progressive and optimised, of the quality that the program chose. On
one core the process is held to it. On two, two photos are made at a time, in threads; libvips has threads of its own.
"""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from desktop.imaging import Source, render, suggestion_for
from desktop.receipts.frame import Frame
from tests.bench.measured import ROOT, in_turn, machine, rival_sites, say

SAMPLE = ROOT / "resources" / "samples" / "koebmand-lyngvig.jpg"
SIZES = ((4_032, 3_024), (8_064, 6_048))
_SIDEWAYS = {0x0112: 6}
Work = Callable[[], object]


def photo(folder: Path, width: int, height: int) -> Path:
    """Write a photo as a phone does."""
    exif = Image.Exif()
    exif.update(_SIDEWAYS)
    path = folder / f"{width}x{height}.jpg"
    with Image.open(SAMPLE) as sample:
        upright = sample.convert("RGB").resize((height, width), Image.Resampling.BICUBIC)
    upright.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=92, exif=exif)
    return path


def plain(path: Path, size: tuple[int, int], quality: int) -> bytes:
    """Decode all of it, turn all of it, shrink it, encode it: what one writes first."""
    with Image.open(path) as image:
        picture = ImageOps.exif_transpose(image).resize(size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def vips(path: Path, size: tuple[int, int], quality: int) -> bytes | None:
    """Let libvips do it: it decodes scaled, too."""
    import pyvips  # type: ignore[import-not-found]  # noqa: PLC0415 - of the rivals' environment

    image = pyvips.Image.thumbnail(str(path), size[0], height=size[1], size="force")
    data: bytes = image.jpegsave_buffer(Q=quality, optimize_coding=True, interlace=True, strip=True)
    return data


def magick(path: Path, size: tuple[int, int], quality: int) -> bytes:
    """Let ImageMagick do it, with its hint to decode scaled; the start of its process counts (about 10 ms)."""
    words = [
        imagemagick(), "-define", f"jpeg:size={size[1]}x{size[0]}", str(path), "-auto-orient", "-resize",
        f"{size[0]}x{size[1]}!", "-strip", "-interlace", "Plane", "-quality", str(quality), "jpeg:-",
    ]  # fmt: skip
    return subprocess.run(words, capture_output=True, check=True).stdout


@functools.cache
def imagemagick() -> str:
    """Return the command of ImageMagick 7 or 6, "" when there is none; others have commands of that name, too."""
    for name in ("magick", "convert", "/usr/bin/convert"):
        if (
            shutil.which(name)
            and "ImageMagick" in subprocess.run([name, "-version"], capture_output=True, text=True, check=False).stdout
        ):
            return name
    return ""


def rivals(path: Path, size: tuple[int, int], quality: int) -> dict[str, Work]:
    """Return what else can do it here."""
    found: dict[str, Work] = {"plain Pillow": lambda: plain(path, size, quality)}
    try:
        vips(path, size, quality)
        found["libvips"] = lambda: vips(path, size, quality)
    except (ImportError, OSError) as error:
        say(f"  libvips is not measured: {type(error).__name__} (make bench installs it)")
    if imagemagick():
        found["ImageMagick"] = lambda: magick(path, size, quality)
    return found


def quality_of(data: bytes) -> int:
    """Return the quality that a JPEG was written with, by its first quantisation table (libjpeg's scale)."""
    with Image.open(io.BytesIO(data)) as image:
        table = image.quantization[0]  # type: ignore[attr-defined]  # a JPEG has them
    buffer, tried = io.BytesIO(), {}
    for quality in range(1, 101):
        buffer.seek(0)
        Image.new("L", (8, 8)).save(buffer, "JPEG", quality=quality)
        with Image.open(buffer) as image:
            tried[quality] = sum(abs(a - b) for a, b in zip(image.quantization[0], table, strict=True))  # type: ignore[attr-defined]  # as above
    return min(tried, key=lambda q: tried[q])


@contextmanager
def one_core() -> Iterator[None]:
    """Hold the process, and what it starts, to one core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def twice(work: Work) -> Work:
    """Return the work done for two photos at a time."""

    def both() -> None:
        with ThreadPoolExecutor(2) as crew:
            list(crew.map(lambda _at: work(), range(2)))

    return both


def compare(path: Path) -> float:
    """Print a photo's figures; return the time beside libvips's on one core, 0 without it."""
    source = Source(path, "image/jpeg")
    data = render([source]).data
    with Image.open(io.BytesIO(data)) as image:
        size = image.size
    suggestion = suggestion_for(path)
    frame = suggestion.cuts[0].frame if suggestion else None
    frame = frame or Frame(((500, 500), (9500, 500), (9500, 9500), (500, 9500)))
    works: dict[str, Work] = {
        "ours": lambda: render([source]),
        "ours, straightened": lambda: render([Source(path, "image/jpeg", frame=frame)]),
        **rivals(path, size, quality_of(data)),
    }
    say(
        f"{path.stem}, {path.stat().st_size / 1e6:.1f} MB -> {size[0]}x{size[1]}, "
        f"quality {quality_of(data)}, {len(data) / 1e3:.0f} kB"
    )
    with one_core():
        ratio = _print("one core, one photo", works)
    _print("two cores, two photos at a time", {name: twice(work) for name, work in works.items()})
    return ratio


def _print(what: str, works: dict[str, Work]) -> float:
    times = dict(zip(works, in_turn(works.values()), strict=True))
    told = "; ".join(
        f"{name} {taken:.0f} ms ({times['ours'] / taken:.2f})" for name, taken in times.items() if name != "ours"
    )
    say(f"  {what}: ours {times['ours']:.0f} ms; (ours beside it) {told}")
    return times["ours"] / times["libvips"] if "libvips" in times else 0.0


def main() -> int:
    """Print the figures; 1 when 12 megapixels take more than libvips takes, on one core."""
    sys.path += rival_sites()
    say(machine("pillow", "pyvips", "pyvips-binary"))
    with tempfile.TemporaryDirectory() as folder:
        ratios = [compare(photo(Path(folder), *size)) for size in SIZES]
    return int(ratios[0] > 1.0)


if __name__ == "__main__":
    raise SystemExit(main())
