"""What it takes to prepare a phone's photo, beside plain Pillow, libvips and ImageMagick, in one run.

    python tests/bench/bench_photos.py

The photos are the largest sample, enlarged to 12 and 48 megapixels and lying sideways with EXIF orientation 6. All
write a JPEG of the same size in pixels, upright, progressive and optimised, of the quality that the program chose; what
is straightened has the same four corners. The program does what the others don't: it measures the text.

libvips is measured in two ways there. First as one writes it: `thumbnail` to the size in which the part has as many
pixels as wanted, then `mapim`, bicubic. Then as lean as it goes: libjpeg's own shrinking, and four pixels sampled for
one; that's what the program does, too.

The program's own work is done as in its worker processes, which keep the memory that they free; so do the rivals that
run in the same process. On one core the process is held to it. On two, two photos are made at a time: by two of those
processes, and by the rivals in two threads; libvips has threads of its own.
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from desktop.confined import freed
from desktop.imaging import Rendition, Source, render, suggestion_for
from desktop.imaging.edges import straightened_size
from desktop.receipts.frame import Frame, Point
from desktop.receipts.perspective import perspective
from desktop.studio.studio import Studio, usual_limits
from tests.bench.measured import ROOT, in_turn, machine, rival_sites, say

if TYPE_CHECKING:
    from pyvips import Image as VipsImage  # type: ignore[import-not-found]  # of the rivals' environment

SAMPLE = ROOT / "resources" / "samples" / "koebmand-lyngvig.jpg"
SUGGESTED = 250
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all are to make of a photo."""

    path: Path
    upright: tuple[int, int]
    """The photo's size."""
    size: tuple[int, int]
    quality: int
    frame: Frame | None = None

    @property
    def whole(self) -> tuple[int, int]:
        """The size of all of the photo, in which what is wanted of it has its size."""
        if self.frame is None:
            return self.size
        part = straightened_size(self.frame, self.upright)
        scale = max(self.size[0] / part[0], self.size[1] / part[1])
        return round(self.upright[0] * scale), round(self.upright[1] * scale)

    def coefficients(self, size: tuple[int, int]) -> tuple[float, ...]:
        """Return where each pixel lies in an upright photo of this size."""
        assert self.frame is not None
        return perspective(self.corners, self.frame.points(size))

    @property
    def corners(self) -> tuple[Point, ...]:
        """Those of what is wanted."""
        width, height = self.size
        return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def plain(wanted: Wanted) -> bytes:
    """Decode all of it, turn all of it, shrink it, straighten it, encode it: what one writes first."""
    with Image.open(wanted.path) as image:
        picture = ImageOps.exif_transpose(image).resize(wanted.whole, Image.Resampling.LANCZOS)
    if wanted.frame is not None:
        how = Image.Transform.PERSPECTIVE, wanted.coefficients(picture.size), Image.Resampling.BICUBIC
        picture = picture.transform(wanted.size, *how, fillcolor=(255, 255, 255))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=wanted.quality, optimize=True, progressive=True)
    return buffer.getvalue()


def vips(wanted: Wanted) -> bytes:
    """Let libvips do it: it decodes scaled, too."""
    import pyvips  # noqa: PLC0415 - of the rivals' environment

    width, height = wanted.whole
    image = pyvips.Image.thumbnail(str(wanted.path), width, height=height, size="force")
    return _vips_saved(image if wanted.frame is None else _vips_straight(image, wanted, "bicubic"), wanted)


def vips_lean(wanted: Wanted) -> bytes:
    """Let libvips straighten a photo with the fewest steps: each pixel straight from what libjpeg gives."""
    import pyvips  # noqa: PLC0415 - as above

    fits = min(wanted.upright[0] / wanted.whole[0], wanted.upright[1] / wanted.whole[1])
    shrink = max(each for each in (1, 2, 4, 8) if each <= max(1.0, fits))
    image = pyvips.Image.new_from_file(str(wanted.path), shrink=shrink).autorot()
    return _vips_saved(_vips_straight(image, wanted, "bilinear"), wanted)


def _vips_forgets() -> None:
    """Let libvips keep nothing of the last time: it would find the photo decoded already."""
    import pyvips  # noqa: PLC0415 - as above

    pyvips.cache_set_max(0)


def _vips_straight(image: VipsImage, wanted: Wanted, how: str) -> VipsImage:
    import pyvips  # noqa: PLC0415 - as above

    a, b, c, d, e, f, g, h = wanted.coefficients((image.width, image.height))
    places = pyvips.Image.xyz(*wanted.size) + 0.5  # libvips counts from a pixel's middle
    x, y = places[0], places[1]
    below = x * g + y * h + 1
    index = ((x * a + y * b + c) / below - 0.5).bandjoin((x * d + y * e + f) / below - 0.5)
    white = {"background": [255, 255, 255], "extend": "background"}
    return image.mapim(index, interpolate=pyvips.Interpolate.new(how), **white)


def _vips_saved(image: VipsImage, wanted: Wanted) -> bytes:
    data: bytes = image.jpegsave_buffer(Q=wanted.quality, optimize_coding=True, interlace=True, keep="none")
    return data


def magick(wanted: Wanted) -> bytes:
    """Let ImageMagick do it, with its hint to decode scaled; the start of its process counts (about 10 ms)."""
    (width, height), quality = wanted.whole, str(wanted.quality)
    words = [
        imagemagick(), "-define", f"jpeg:size={height}x{width}", str(wanted.path), "-auto-orient", "-resize",
        f"{width}x{height}!", *_distorted(wanted), "-strip", "-interlace", "Plane", "-quality", quality, "jpeg:-",
    ]  # fmt: skip
    return subprocess.run(words, capture_output=True, check=True).stdout


def _distorted(wanted: Wanted) -> list[str]:
    if wanted.frame is None:
        return []
    pairs = zip(wanted.frame.points(wanted.whole), wanted.corners, strict=True)
    ways = " ".join(f"{x:.2f},{y:.2f},{u:.2f},{v:.2f}" for (x, y), (u, v) in pairs)
    viewport = f"distort:viewport={wanted.size[0]}x{wanted.size[1]}+0+0"
    return ["-define", viewport, "-virtual-pixel", "white", "-distort", "Perspective", ways, "+repage"]


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


def rivals(wanted: Wanted) -> dict[str, Work]:
    """Return what else can do it here."""
    found: dict[str, Work] = {"plain Pillow": lambda: plain(wanted)}
    try:
        _vips_forgets()
        vips(wanted)
        found["libvips"] = lambda: vips(wanted)
        if wanted.frame is not None:
            found["libvips, lean"] = lambda: vips_lean(wanted)
    except (ImportError, OSError) as error:
        say(f"  libvips is not measured: {type(error).__name__} (make bench installs it)")
    if imagemagick():
        found["ImageMagick"] = lambda: magick(wanted)
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
    """Hold the process, and what it starts, to one core: each of its threads, for libvips keeps those it has."""
    cores = os.sched_getaffinity(0)
    _hold({min(cores)})
    try:
        yield
    finally:
        _hold(cores)


def _hold(cores: set[int]) -> None:
    for thread in Path("/proc/self/task").iterdir():
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), cores)


def twice(work: Work) -> Work:
    """Return the work done for two photos at a time."""

    def both() -> None:
        with ThreadPoolExecutor(2) as crew:
            list(crew.map(lambda _at: work(), range(2)))

    return both


def compare(studio: Studio, path: Path, frame: Frame | None = None) -> float:
    """Print a photo's figures; return the time beside libvips's on one core, 0 without it."""
    source = Source(path, "image/jpeg", frame=frame)
    data = render([source]).data
    with Image.open(io.BytesIO(data)) as image, Image.open(path) as stored:
        wanted = Wanted(path, (stored.height, stored.width), image.size, quality_of(data), frame)
    works = {"ours": lambda: render([source]), **rivals(wanted)}
    say(
        f"{path.stem}, {path.stat().st_size / 1e6:.1f} MB, {'straightened' if frame else 'whole'} -> "
        f"{wanted.size[0]}x{wanted.size[1]}, quality {wanted.quality}, {len(data) / 1e3:.0f} kB"
    )
    with one_core():
        ratio = _print("one core, one photo", works)
    works["ours"] = lambda: studio.do(Rendition, "render", (source,))
    _print("two cores, two photos at a time", {name: twice(work) for name, work in works.items()})
    return ratio


def suggest(path: Path) -> Frame:
    """Print how long it takes to suggest what to trim a photo to; return that."""
    with one_core():
        taken = in_turn([lambda: suggestion_for(path)])[0]
    suggestion = suggestion_for(path)
    frame = suggestion.cuts[0].frame if suggestion else None
    say(f"{path.stem}: a suggestion takes {taken:.0f} ms on one core (wanted: {SUGGESTED} ms)")
    return frame or Frame(((500, 500), (9500, 500), (9500, 9500), (500, 9500)))


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
    freed.keep(usual_limits().kept)
    say(machine("pillow", "pyvips", "pyvips-binary"))
    ratios = []
    studio = Studio(replace(usual_limits(), workers=2, spared=0))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = photo(Path(folder), *size)
            ratios += [compare(studio, path), compare(studio, path, suggest(path))]
    studio.close()
    return int(max(ratios[:2]) > 1.0)


if __name__ == "__main__":
    raise SystemExit(main())
