"""A mail as the program sees it, out of the bytes of an ``.eml`` file (RFC 5322, MIME) or an Outlook ``.msg``."""

from __future__ import annotations

import email
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.papers.html_text import text_of_html
from desktop.receipts.faults import Fault, FaultCode

MOST_BYTES = 60_000_000
"""Of one mail; servers take half of that at most."""
MOST_PARTS = 200
"""Parts of one mail; attachments beyond are named, not taken."""
_STUB = 0.3
"""Part of the HTML's text; plain text that is shorter stands for nothing."""
MOST_TEXT = 200_000
"""Letters of the text that is shown."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file in a mail."""

    name: str
    data: bytes = field(repr=False)
    content_id: str = ""
    """By which the text shows it as a picture; "" when it doesn't."""
    mail: Mail | None = None
    """A mail inside, already read; then ``data`` may be empty (Outlook keeps no file of it)."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What is shown of a mail, and what is attached."""

    subject: str
    sender: str
    """The name, else the address."""
    address: str
    to: str
    sent: str
    """As it is shown: ``15.03.2026 14:22``; "" if it isn't known."""
    text: str = field(repr=False)
    attachments: tuple[Attachment, ...]
    shown_ids: frozenset[str] = frozenset()
    """Content ids that the text shows as pictures."""


def eml_of(data: bytes) -> Mail:
    """Return the mail of an ``.eml`` file. Raises Fault FILE_TOO_LARGE, MAIL_BROKEN."""
    if len(data) > MOST_BYTES:
        raise Fault(FaultCode.FILE_TOO_LARGE, size=len(data), limit=MOST_BYTES)
    try:
        return _mail(email.message_from_bytes(data, policy=email.policy.default))
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise Fault(FaultCode.MAIL_BROKEN) from error  # the library raises what it likes on odd mails


def _mail(message: email.message.Message) -> Mail:
    plain, html, files = _parts(message)
    name, address = email.utils.parseaddr(_header(message, "From"))
    return Mail(
        subject=_header(message, "Subject"),
        sender=name or address,
        address=address,
        to=_header(message, "To"),
        sent=_sent(message),
        text=fuller(plain, text_of_html(html)),
        attachments=files,
        shown_ids=ids_in(html),
    )


def fuller(plain: str, html: str) -> str:
    """Return the text of a mail that comes as plain text and as HTML; some senders write "see the HTML" in plain."""
    return (html if len(plain) < _STUB * len(html) else plain)[:MOST_TEXT]


def ids_in(html: str) -> frozenset[str]:
    """Return the content ids that an HTML text shows as pictures."""
    return frozenset(re.findall(r"""cid:([^"'\s>)]{1,200})""", html, re.IGNORECASE))


def _header(message: email.message.Message, name: str) -> str:
    """Return a header in one line; a broken one is "" (the parser of the library raises what it likes)."""
    try:
        return " ".join(str(message.get(name, "")).split())[:500]
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _sent(message: email.message.Message) -> str:
    try:
        return f"{email.utils.parsedate_to_datetime(_header(message, 'Date')):%d.%m.%Y %H:%M}"
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _parts(message: email.message.Message) -> tuple[str, str, tuple[Attachment, ...]]:
    """Return plain text, HTML and files; the text of a reading program's choice comes once."""
    plain: list[str] = []
    html: list[str] = []
    files: list[Attachment] = []
    for at, part in enumerate(_leaves(message)):
        if at >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind == "message/rfc822":
            files.append(_mail_inside(part))
        elif kind in {"text/plain", "text/html"} and not part.get_filename() and not _is_attached(part):
            (plain if kind == "text/plain" else html).append(_text(part))
        else:
            files.append(Attachment(_name(part), _bytes(part), _header(part, "Content-ID").strip("<> ")))
    return "\n\n".join(plain).strip(), "\n".join(html), tuple(files)


def _leaves(message: email.message.Message) -> Iterator[email.message.Message]:
    """Yield the parts that hold something; a mail inside is one of them and not entered."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        inside = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() != "message/rfc822" and isinstance(inside, list):
            waiting = [p for p in inside if isinstance(p, email.message.Message)] + waiting
        else:
            yield part


def _mail_inside(part: email.message.Message) -> Attachment:
    inside = part.get_payload() if part.is_multipart() else None
    found = inside[0] if isinstance(inside, list) and inside else None
    if not isinstance(found, email.message.Message):
        return Attachment(_name(part) or "mail.eml", _bytes(part))
    subject = _header(found, "Subject") or "mail"
    return Attachment(f"{subject[:80]}.eml", found.as_bytes(policy=email.policy.compat32))


def _is_attached(part: email.message.Message) -> bool:
    return _header(part, "Content-Disposition").casefold().startswith("attachment")


def _name(part: email.message.Message) -> str:
    try:
        return " ".join((part.get_filename() or "").split())[:200]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _bytes(part: email.message.Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: email.message.Message) -> str:
    data = _bytes(part)[: 4 * MOST_TEXT]
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        except (ValueError, LookupError):
            continue
    return data.decode("cp1252", "replace")
