"""What a pasted text is: an e-invoice, the source of a mail, addresses, a ``data:`` address, or just text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop.handed.addresses import WebAddress, only_address
from desktop.handed.data_urls import data_of
from desktop.papers import EML, HEAD_BYTES, box_of, looks_like_einvoice


class PastedKind(Enum):
    """What is to be done with it."""

    FILE = "file"
    """It is a receipt as it stands."""
    ADDRESSES = "addresses"
    TEXT = "text"
    """A receipt can be made of it, if that is what the user wants."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text, looked at."""

    kind: PastedKind
    data: bytes = b""
    """Of a FILE."""
    ending: str = ""
    """Of a FILE's name: ``.xml``, ``.eml``; "" when only its bytes tell."""
    addresses: tuple[WebAddress, ...] = ()
    text: str = ""


def pasted(text: str) -> Pasted:
    """Return what a text is."""
    plain = text.lstrip("\ufeff \t\r\n")
    if not plain.strip():
        return Pasted(PastedKind.NOTHING)
    head = plain[:HEAD_BYTES].encode("utf-8", "replace")
    if looks_like_einvoice(head):
        return Pasted(PastedKind.FILE, _as_file(plain), ".xml")
    if box_of(head) == EML:
        return Pasted(PastedKind.FILE, _as_file(plain), ".eml")
    carried = data_of(plain.strip())
    if carried is not None:
        return Pasted(PastedKind.FILE, carried)
    addresses = only_address(plain)
    return Pasted(PastedKind.ADDRESSES, addresses=addresses) if addresses else Pasted(PastedKind.TEXT, text=plain)


def _as_file(text: str) -> bytes:
    """Return a text as the file it was; what its first line says of another encoding is no longer true."""
    declared, sign, rest = text.partition("?>")
    if sign and declared.startswith("<?xml"):
        return b'<?xml version="1.0" encoding="UTF-8"?>' + rest.encode("utf-8", "replace")
    return text.encode("utf-8", "replace")
