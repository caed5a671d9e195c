"""Which attachments of a mail are receipts, and which are logos, signatures, copies. Runs in a worker process only."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image

from desktop.papers.inside import shows
from desktop.papers.invoice import Invoice, invoice_of
from desktop.papers.kind import HEAD_BYTES, box_of, looks_like_einvoice
from desktop.papers.mail import Attachment, Mail
from desktop.papers.xml_safe import parsed
from desktop.receipts.faults import Fault

_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|II\*\0|MM\0\*|RIFF....WEBP|BM.{4}\0\0\0\0|GIF8|....ftyp(?:hei|hev|mif1|msf1|avi)",
    re.DOTALL,
)
_PHONE = re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avi)", re.DOTALL)
"""Only cameras write these: they need no look at their size."""
_SHORT_SIDE, _AREA = 300, 150_000
"""Pixels; a smaller picture is a logo or an icon: no receipt is readable in it."""
_FEW_LETTERS = 400
"""Letters of a mail with more text than this: the pictures in it illustrate it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken of a mail, in its order."""

    receipts: tuple[Attachment, ...]
    boxes: tuple[Attachment, ...]
    """Mails and archives inside, to be looked into."""
    left_out: tuple[Attachment, ...]


def chosen(mail: Mail) -> Choice:
    """Return which attachments are receipts.

    A PDF and an e-invoice always are, but not both of the same invoice. A picture is one unless it is small, or the
    text shows it: then only in a mail of few words without a document, as phones send photos.
    """
    documents = [a for a in mail.attachments if _is_document(a)]
    receipts = [a for a in documents if not _is_told_twice(a, documents)]
    boxes = [a for a in mail.attachments if a.mail is not None or (a not in documents and _is_box(a))]
    pictures = [a for a in mail.attachments if a not in boxes and a not in documents and _is_picture(a)]
    few = not documents and len(mail.text) <= _FEW_LETTERS
    receipts += [a for a in pictures if _is_large(a.data) and (few or a.content_id not in mail.shown_ids)]
    taken = {id(a) for a in (*receipts, *boxes)}
    in_order = tuple(a for a in mail.attachments if any(a is r for r in receipts))
    return Choice(in_order, tuple(boxes), tuple(a for a in mail.attachments if id(a) not in taken))


def _is_document(attachment: Attachment) -> bool:
    head = attachment.data[:HEAD_BYTES]
    return b"%PDF-" in head[:1_024] or looks_like_einvoice(head)


def _is_box(attachment: Attachment) -> bool:
    return box_of(attachment.data[:HEAD_BYTES]) is not None


def _is_picture(attachment: Attachment) -> bool:
    return _PICTURE.match(attachment.data[:64]) is not None


def _is_large(data: bytes) -> bool:
    if _PHONE.match(data[:16]):
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return True  # the intake says what is wrong with it
    return min(width, height) >= _SHORT_SIDE and width * height >= _AREA


def _is_told_twice(attachment: Attachment, documents: list[Attachment]) -> bool:
    """Return whether an e-invoice is there as a PDF too: senders attach both, and it is one purchase."""
    pdfs = [d.data for d in documents if d is not attachment and not looks_like_einvoice(d.data[:HEAD_BYTES])]
    if not pdfs or not looks_like_einvoice(attachment.data[:HEAD_BYTES]):
        return False
    invoice = _invoice(attachment.data)
    return invoice is not None and any(shows(pdf, invoice) for pdf in pdfs)


def _invoice(data: bytes) -> Invoice | None:
    try:
        return invoice_of(parsed(data))
    except Fault:
        return None
