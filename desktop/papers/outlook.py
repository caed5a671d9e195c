"""An Outlook ``.msg`` file as a mail: the few properties that are needed (MS-OXMSG, MS-OXPROPS)."""

from __future__ import annotations

import datetime as dt
import struct

from desktop.papers.compound import Compound
from desktop.papers.html_text import text_of_html
from desktop.papers.mail import MOST_BYTES, MOST_PARTS, Attachment, Mail, fuller, ids_in
from desktop.receipts.faults import Fault, FaultCode

_SUBJECT, _SENDER, _SENDER_ADDRESS, _SENDER_SMTP, _TO = "0037", "0C1A", "0C1F", "5D01", "0E04"
_BODY, _HTML = "1000", "1013"
_DATA, _LONG_NAME, _NAME, _CONTENT_ID = "3701", "3707", "3704", "3712"
_SENT, _ARRIVED = 0x0039, 0x0E06
_TIME = 0x0040
"""Type of a property: 100 nanoseconds since 1601."""
_INSIDE = "3701000D"
"""An attachment that is a mail."""
_DEEPEST = 4
_HEADERS = {"": 32, "inside": 24}
"""Bytes before the properties of the mail itself, and of one inside."""


def msg_of(data: bytes) -> Mail:
    """Return the mail of a ``.msg`` file. Raises Fault OFFICE_FILE (another old Office file), MAIL_BROKEN."""
    if len(data) > MOST_BYTES:
        raise Fault(FaultCode.FILE_TOO_LARGE, size=len(data), limit=MOST_BYTES)
    file = Compound(data)
    if not file.stream("__properties_version1.0"):
        raise Fault(FaultCode.OFFICE_FILE)
    return _mail(file, "", _DEEPEST)


def _mail(file: Compound, within: str, deep: int) -> Mail:
    raw_html = file.stream(f"{within}__substg1.0_{_HTML}0102")
    html = _decoded(raw_html) or _text(file, within, _HTML)
    address = _text(file, within, _SENDER_SMTP) or _text(file, within, _SENDER_ADDRESS)
    attached = file.storages(within, "__attach_version1.0_#")
    return Mail(
        subject=_line(file, within, _SUBJECT),
        sender=_line(file, within, _SENDER) or address,
        address=address if "@" in address else "",
        to=_line(file, within, _TO),
        sent=_sent(file, within),
        text=fuller(_text(file, within, _BODY).strip(), text_of_html(html)),
        attachments=tuple(_attachment(file, path, deep) for path in attached[:MOST_PARTS]),
        shown_ids=ids_in(html),
    )


def _attachment(file: Compound, path: str, deep: int) -> Attachment:
    name = _line(file, f"{path}/", _LONG_NAME) or _line(file, f"{path}/", _NAME)
    inside = f"{path}/__substg1.0_{_INSIDE}/"
    if deep and file.stream(f"{inside}__properties_version1.0"):
        return Attachment(name or "mail.msg", b"", mail=_mail(file, inside, deep - 1))
    data = file.stream(f"{path}/__substg1.0_{_DATA}0102")
    return Attachment(name, data, _line(file, f"{path}/", _CONTENT_ID).strip("<> "))


def _text(file: Compound, within: str, number: str) -> str:
    wide = file.stream(f"{within}__substg1.0_{number}001F")
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return file.stream(f"{within}__substg1.0_{number}001E").decode("cp1252", "replace").rstrip("\0")


def _line(file: Compound, within: str, number: str) -> str:
    return " ".join(_text(file, within, number).split())[:500]


def _decoded(html: bytes) -> str:
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        return html.decode("cp1252", "replace")


def _sent(file: Compound, within: str) -> str:
    raw = file.stream(f"{within}__properties_version1.0")
    times: dict[int, int] = {}
    for at in range(_HEADERS["inside" if within else ""], len(raw) - 15, 16):
        kind, number, _flags, value = struct.unpack_from("<HHIQ", raw, at)
        if kind == _TIME and number in {_SENT, _ARRIVED}:
            times[number] = value
    ticks = times.get(_SENT) or times.get(_ARRIVED)
    if not ticks:
        return ""
    try:
        told = dt.datetime(1601, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return f"{told:%d.%m.%Y %H:%M} UTC"
