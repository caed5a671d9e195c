"""A file without a page to the PDF that stands for it. Runs in worker processes only."""

from __future__ import annotations

from desktop.papers.choice import chosen
from desktop.papers.einvoice import einvoice_pdf
from desktop.papers.kind import EML, MSG, box_of
from desktop.papers.mail import Mail, eml_of
from desktop.papers.mail_pages import draw_mail
from desktop.papers.outlook import msg_of
from desktop.receipts.faults import Fault, FaultCode

_DEEPEST = 4


def page_of(data: bytes) -> bytes:
    """Return the PDF of an e-invoice or a mail; the same bytes give the same bytes.

    Raises Fault: what `einvoice_pdf`, `eml_of` and `msg_of` raise; MAIL_EMPTY.
    """
    box = box_of(data[:4_000])
    if box not in {EML, MSG}:
        return einvoice_pdf(data)
    mail = eml_of(data) if box == EML else msg_of(data)
    shown = with_mails_inside(mail)
    if not shown.text.strip():
        raise Fault(FaultCode.MAIL_EMPTY)
    return draw_mail(shown, [a.name for a in chosen(mail).left_out if a.name and a.mail is None])


def with_mails_inside(mail: Mail, deep: int = _DEEPEST) -> Mail:
    """Return the mail with the text of the mails inside that are no files of their own."""
    inside = [with_mails_inside(a.mail, deep - 1) for a in mail.attachments if a.mail is not None and deep]
    texts = [mail.text, *(f"Fra: {m.sender}\nSendt: {m.sent}\nEmne: {m.subject}\n\n{m.text}" for m in inside)]
    return Mail(
        mail.subject, mail.sender, mail.address, mail.to, mail.sent, "\n\n".join(t for t in texts if t.strip()),
        mail.attachments, mail.shown_ids,
    )  # fmt: skip
