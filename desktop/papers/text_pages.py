"""A text that somebody has pasted, as pages for the eye. The same text always gives the same bytes."""

from __future__ import annotations

from desktop.papers.canvas import HEIGHT, MARGIN, RIGHT, Canvas, wrapped
from desktop.papers.html_text import CELL
from desktop.papers.letters import width
from desktop.receipts.faults import Fault, FaultCode

MOST_LETTERS = 100_000
"""Letters of a text that is a receipt."""
MOST_PAGES = 40
_TOP, _BOTTOM = 72.0, HEIGHT - 64
_SIZE, _LEADING = 9.5, 13.0
_FOOT = "Bilag lavet af en tekst, som er sat ind."
_EXCHANGED = "Nogle tegn findes ikke i skriften og er vist med det nærmeste bogstav eller som ?."


def text_pdf(text: str) -> bytes:
    """Return a text as a PDF, each line on its own, as it came; of a line with tabs the last part stands at the right.

    Raises Fault MAIL_EMPTY (there is nothing to be seen), TEXT_TOO_LONG: no part of a receipt is left out silently.
    """
    lines = text.strip("\ufeff\r\n\t ").splitlines()
    if not any(line.strip() for line in lines):
        raise Fault(FaultCode.MAIL_EMPTY)
    if len(text) > MOST_LETTERS:
        raise Fault(FaultCode.TEXT_TOO_LONG)
    canvas, y = Canvas(), _TOP
    for line in lines:
        y = _line(canvas, y, line.rstrip())
        if canvas.pages > MOST_PAGES:
            raise Fault(FaultCode.TEXT_TOO_LONG)
    canvas.on_each(HEIGHT - 40, _FOOT if canvas.true else f"{_FOOT} {_EXCHANGED}", "Side {page} af {pages}")
    return canvas.pdf()


def _line(canvas: Canvas, y: float, line: str) -> float:
    """Put one line of the text, in as many rows as it needs; return where the next begins."""
    *cells, last = [cell.strip() for cell in line.replace(CELL, "\t").strip("\t").split("\t")]
    left = "   ".join(cell for cell in cells if cell)
    if left and width(left, _SIZE) + width(last, _SIZE) + 20 <= RIGHT - MARGIN:
        y = _room(canvas, y)
        canvas.text(MARGIN, y, left, _SIZE)
        canvas.right(RIGHT, y, last, _SIZE)
        return y + _LEADING
    for row in wrapped(f"{left} {last}", _SIZE, RIGHT - MARGIN):
        y = _room(canvas, y)
        canvas.text(MARGIN, y, row, _SIZE)
        y += _LEADING
    return y if line.strip() else y + 0.6 * _LEADING


def _room(canvas: Canvas, y: float) -> float:
    if y <= _BOTTOM:
        return y
    canvas.turn_page()
    return _TOP
