"""Whether renditions are as readable as the originals: characters read by a recogniser before and after, and bytes.

    python tests/bench/bench_readability.py [--anew] [part of a name ...]

Needs real receipts (BILAGSDROP_RECEIPTS names their folder), and a recogniser that knows nothing of this program: a
Python with `rapidocr`, from `make recogniser`, or named by BILAGSDROP_RECOGNISER. What's told on a receipt (date and
total in a German one's name; date, total and company in the other ones' files) is looked for in what was read, too: a
recogniser counts a wrong character like a right one. ``--anew``: the same receipts as if they were photographed once
more: smaller, askew, darker; pictures that no limit was set with.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageEnhance, features
from rapidfuzz.distance import Levenshtein

from desktop.imaging import Source, inspect, render
from tests.bench.measured import ROOT, machine, say

RECEIPTS = os.environ.get("BILAGSDROP_RECEIPTS")
PYTHON = Path(os.environ.get("BILAGSDROP_RECOGNISER") or ROOT / ".venv" / "recogniser" / "bin" / "python")
MOST_LOST = 0.005
"""Of all characters."""
ANEW_SCALE, ANEW_LEAN, ANEW_LIGHT, ANEW_QUALITY = 0.7, 1.5, 0.8, 82
"""Of the sides, degrees, of the brightness, and JPEG's."""
WORST = 5


class Recogniser:
    """The recogniser in its process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.versions = self._answer()

    def read(self, path: Path) -> str:
        """Return the characters on a picture, without spaces."""
        assert self._process.stdin
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return "".join("".join(text.split()) for text, _ in json.loads(self._answer()))

    def _answer(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("The recogniser has ended by itself.")
        return line.strip()


@contextmanager
def recogniser() -> Iterator[Recogniser]:
    """Start the recogniser, and end it."""
    command = [str(PYTHON), str(Path(__file__).with_name("recognise.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield Recogniser(process)
        assert process.stdin
        process.stdin.close()


@dataclass(frozen=True, slots=True)
class Reading:
    """One receipt, before and after."""

    name: str
    bytes_before: int
    bytes_after: int
    before: str
    after: str
    told: tuple[str, ...]

    @property
    def changed(self) -> int:
        """Characters that are read differently."""
        return Levenshtein.distance(self.before, self.after)

    def told_in(self, text: str) -> int:
        """Count what's told on the receipt and was read."""
        return sum(any(form in text for form in forms.split("|")) for forms in self.told)


def told_on(path: Path) -> tuple[str, ...]:
    """Return what the receipt says, each in the forms it may have, without spaces."""
    truth = path.with_suffix(".json")
    if truth.exists():
        fields = json.loads(truth.read_text(encoding="utf-8"))
        return tuple("".join(fields[key].split()) for key in ("company", "date", "total") if fields.get(key))
    parts = path.stem.split("_")
    dates = [part for part in parts if len(part) == 8 and part.isdigit()]
    cents = parts[-1] if parts[-1].isdigit() else parts[-2]
    total = f"{int(cents[-5:]) // 100},{cents[-2:]}"
    day = dates[0] if dates else ""
    return (f"{day[:2]}.{day[2:4]}.{day[4:]}|{day[:2]}.{day[2:4]}.{day[6:]}", f"{total}|{total.replace(',', '.')}")


def _read(path: Path, reader: Recogniser, folder: Path, told: tuple[str, ...]) -> Reading:
    sent = render([Source(path, inspect(path).media_type)])
    rendition = folder / f"rendition.{sent.extension}"
    rendition.write_bytes(sent.data)
    before, after = reader.read(path), reader.read(rendition)
    return Reading(path.name, path.stat().st_size, len(sent.data), before, after, told)


def anew(path: Path, folder: Path) -> Path:
    """Return a receipt as it would be in another photo."""
    with Image.open(path) as image:
        smaller = image.convert("RGB").resize(tuple(round(side * ANEW_SCALE) for side in image.size))
    leaning = smaller.rotate(ANEW_LEAN, Image.Resampling.BICUBIC, expand=True, fillcolor=(120, 116, 110))
    made = folder / path.name
    ImageEnhance.Brightness(leaning).enhance(ANEW_LIGHT).save(made, quality=ANEW_QUALITY)
    return made


def _line(reading: Reading) -> str:
    told = f"{reading.told_in(reading.before)} -> {reading.told_in(reading.after)} of {len(reading.told)} told"
    return (
        f"{reading.name[:36]:>36}: {reading.bytes_before / 1e3:6.0f} -> {reading.bytes_after / 1e3:4.0f} kB, "
        f"{len(reading.before):5} -> {len(reading.after):5} characters, {reading.changed:3} changed; {told}"
    )


def _report(readings: list[Reading]) -> float:
    before, after = sum(len(one.before) for one in readings), sum(len(one.after) for one in readings)
    told = [sum(one.told_in(text) for one, text in pairs) for pairs in _texts(readings)]
    weight = sum(one.bytes_before for one in readings), sum(one.bytes_after for one in readings)
    sizes = sorted(one.bytes_after for one in readings)
    say(
        f"{len(readings)} receipts: {before} -> {after} characters, ratio {after / max(1, before):.4f}, "
        f"{sum(one.changed for one in readings)} changed; told and read: {told[0]} -> {told[1]} "
        f"of {sum(len(one.told) for one in readings)}"
    )
    say(
        f"bytes: {weight[0] / 1e6:.1f} -> {weight[1] / 1e6:.1f} MB, ratio {weight[1] / weight[0]:.2f}; "
        f"median {sizes[len(sizes) // 2] / 1e3:.0f} kB, largest {sizes[-1] / 1e3:.0f} kB"
    )
    say("most changed:")
    for one in sorted(readings, key=lambda one: -one.changed)[:WORST]:
        say(_line(one))
    return 1 - after / max(1, before)


def _texts(readings: list[Reading]) -> tuple[list[tuple[Reading, str]], list[tuple[Reading, str]]]:
    return [(one, one.before) for one in readings], [(one, one.after) for one in readings]


def main(words: list[str]) -> int:
    """Print the figures; 1 when more than MOST_LOST of all characters are no longer read. Skips with words."""
    found = sorted(Path(RECEIPTS).rglob("*.jpg")) if RECEIPTS else []
    names = [word for word in words if word != "--anew"]
    paths = [path for path in found if not names or any(name in path.name for name in names)]
    if not paths:
        say("Skipped: BILAGSDROP_RECEIPTS names no folder with receipts.")
        return 0
    if not PYTHON.exists():
        say(f"Skipped: no recogniser at {PYTHON}; `make recogniser` puts one there.")
        return 0
    readings = []
    with recogniser() as reader, tempfile.TemporaryDirectory() as folder:
        say(f"{machine('pillow')}, libjpeg-turbo {features.version('libjpeg_turbo')}; {reader.versions}")
        for path in paths:
            taken = anew(path, Path(folder)) if "--anew" in words else path
            readings.append(_read(taken, reader, Path(folder), told_on(path)))
            say(_line(readings[-1]))
    return 1 if _report(readings) > MOST_LOST else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
