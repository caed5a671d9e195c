"""How readable a picture is, measured: how tall its smallest text is, and how much of its strokes an encoding keeps.

Everything here counts in whole numbers, on parts of a picture, so that it costs a few milliseconds and comes out the
same on every computer.
"""

from desktop.imaging.legible.bilevel import black_on_white, may_be_black_on_white
from desktop.imaging.legible.lines import Line, text_lines
from desktop.imaging.legible.quality import chosen
from desktop.imaging.legible.size import enlargement
from desktop.imaging.legible.tint import colour_quality, colourless

__all__ = [
    "Line",
    "black_on_white",
    "chosen",
    "colour_quality",
    "colourless",
    "enlargement",
    "may_be_black_on_white",
    "text_lines",
]
