"""Read pictures with RapidOCR: the path of one on each line in; on each line out, JSON's list of [text, certainty].

Run by the Python of an environment that has `rapidocr` (see `bench_readability.py`); it knows nothing of Bilagsdrop.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from rapidocr import RapidOCR  # type: ignore[import-not-found]  # in an environment of its own

_LARGEST_SIDE = 8_000
"""Pixels: larger than any receipt here, so that the original is read in its full size."""


def main() -> None:
    """Say the versions, then answer until there's no more to read."""
    engine = RapidOCR(params={"Global.max_side_len": _LARGEST_SIDE, "Global.log_level": "critical"})
    sys.stdout.write(f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}\n")
    sys.stdout.flush()
    for path in sys.stdin:
        found = engine(path.rstrip("\n"))
        pieces = zip(found.txts or (), map(float, found.scores or ()), strict=True)
        sys.stdout.write(json.dumps(list(pieces)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
