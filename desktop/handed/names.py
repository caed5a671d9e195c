"""Names of files that other programs and servers made up: one line, no folders, nothing that is not shown."""

from __future__ import annotations

import unicodedata

LONGEST = 120
"""Letters; what a line of the window shows, and more than any folder of a file system refuses."""


def clean_name(name: str, otherwise: str) -> str:
    """Return the last part of a path as a name, ``otherwise`` when nothing is left of it."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    plain = " ".join(seen.split()).strip(". ")
    if len(plain) > LONGEST:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: LONGEST - 12]}…{dot}{ending[:10]}" if dot and len(ending) <= 10 else plain[:LONGEST]
    return plain or otherwise
