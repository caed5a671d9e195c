"""A mail that is itself the receipt, as pages for the eye. The same mail always gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.papers.canvas import HEIGHT, MARGIN, MUTED, RIGHT, Canvas, wrapped
from desktop.papers.html_text import CELL
from desktop.papers.letters import width
from desktop.papers.mail import Mail

MOST_PAGES = 40
_BOTTOM = HEIGHT - 64
_SIZE, _LEADING = 9.5, 13.0
_FOOT = "Vist ud fra mailen, som er originalen."
_EXCHANGED = "Nogle tegn findes ikke i skriften og er vist med det nærmeste bogstav eller som ?."
_BEYOND = "… resten står i mailen, som er originalen."


def draw_mail(mail: Mail, left_out: Sequence[str] = ()) -> bytes:
    """Return the mail as a PDF; ``left_out`` are names of attachments that are no receipts."""
    canvas = Canvas()
    y = _head(canvas, mail)
    for paragraph in mail.text.splitlines():
        y = _paragraph(canvas, y, paragraph)
        if canvas.pages > MOST_PAGES:
            y = _paragraph(canvas, y, _BEYOND)
            break
    if left_out:
        y = _paragraph(canvas, y + 8, f"Vedhæftet, ikke vist: {', '.join(left_out)}")
    canvas.on_each(HEIGHT - 40, _FOOT if canvas.true else f"{_FOOT} {_EXCHANGED}", "Side {page} af {pages}")
    return canvas.pdf()


def _head(canvas: Canvas, mail: Mail) -> float:
    y = 72.0
    for row in wrapped(mail.sender, 15, RIGHT - MARGIN, bold=True)[:3]:
        canvas.text(MARGIN, y, row, 15, bold=True)
        y += 18
    y += 4
    sender = mail.address if mail.address != mail.sender else ""
    for name, value in (("Fra", sender), ("Modtager", mail.to), ("Sendt", mail.sent), ("Emne", mail.subject)):
        for at, row in enumerate(wrapped(value, _SIZE, RIGHT - MARGIN - 70)[:4]):
            canvas.text(MARGIN, y, name if at == 0 else "", 9, colour=MUTED)
            canvas.text(MARGIN + 70, y, row, bold=name == "Emne")
            y += _LEADING
    canvas.rule(y - 2)
    return y + 18


def _paragraph(canvas: Canvas, y: float, text: str) -> float:
    """Put a paragraph, or the cells of a row: the last one at the right, as amounts stand; return the next line."""
    *cells, last = text.split(CELL)
    if cells:
        left = "   ".join(cells)
        if width(left, _SIZE) + width(last, _SIZE) + 20 <= RIGHT - MARGIN:
            y = _room(canvas, y)
            canvas.text(MARGIN, y, left)
            canvas.right(RIGHT, y, last)
            return y + _LEADING
    for row in wrapped(text, _SIZE, RIGHT - MARGIN) or [""]:
        y = _room(canvas, y)
        canvas.text(MARGIN, y, row)
        y += _LEADING if row else 0.6 * _LEADING
    return y


def _room(canvas: Canvas, y: float) -> float:
    if y <= _BOTTOM:
        return y
    canvas.turn_page()
    return 60.0
