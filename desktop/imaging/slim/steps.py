"""How coarse the pictures in a PDF may become, in the order in which it is tried."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is kept of each picture. Nothing is ever enlarged."""

    dpi: int
    """Pixels an inch where the picture is shown largest."""
    quality: int
    """Of JPEG."""
    fax_dpi: int
    """The same for black and white, which has no greys to hold a letter together."""


IN_PAGES: tuple[Step | None, ...] = (
    None,
    Step(250, 75, 600),
    Step(200, 75, 400),
    Step(200, 60, 300),
    Step(150, 60, 300),
)
"""For pictures that stay what they are in their pages; None: only what no page needs is left out. At 150 dots an inch
and a quality of 60 print of eight points is read without effort."""

AS_PICTURES = (Step(200, 60, 200), Step(150, 55, 200), Step(120, 45, 150), Step(100, 40, 150))
"""For whole pages drawn as pictures."""
