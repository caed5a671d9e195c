"""Mails and archives to drop: what is in them is known by construction."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from email.message import EmailMessage

from PIL import Image

from tests.unit.reading.known_papers import plain_invoice
from tests.unit.reading.paper import pdf_of
from tests.unit.reading.truth import Truth, truth_of
from tests.unit.reading.ubl import invoice

TRUTH = truth_of("mail")
PDF = pdf_of(plain_invoice(TRUTH))
OTHER_PDF = pdf_of(plain_invoice(truth_of("another mail")))
XML = invoice(TRUTH)
TEXT = (
    "Hej\n\nHer er din kvittering.\n\nDato 07.03.2026\nI alt 125,00 kr.\nMoms 25,00 kr.\n\n"
    f"Venlig hilsen\n{TRUTH.supplier}"
)
File = tuple[str, bytes]


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """Return a picture that compresses badly, as photos do."""
    noise = (zlib.crc32(b"%d" % at) & 0xFF for at in range(width * height // 64))
    image = Image.frombytes("L", (width // 8, height // 8), bytes(noise)[: (width // 8) * (height // 8)])
    file = io.BytesIO()
    image.resize((width, height)).save(file, kind)
    return file.getvalue()


def eml(text: str = TEXT, files: Iterable[File] = (), html: str = "", shown: Iterable[File] = ()) -> bytes:
    """Return a mail; ``shown`` are pictures that the HTML shows, named by their content id."""
    mail = EmailMessage()
    mail["Subject"] = "Din kvittering på æøå"
    mail["From"] = f"{TRUTH.supplier} <faktura@eksempel.dk>"
    mail["To"] = "bilag@kaffekode.dk"
    mail["Date"] = "Sat, 07 Mar 2026 14:22:05 +0100"
    mail["Message-ID"] = "<1@eksempel.dk>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
        part = mail.get_payload()[1]  # type: ignore[index]  # there are two parts now
        for cid, data in shown:
            part.add_related(data, "image", "png", cid=f"<{cid}>", disposition="inline", filename=f"{cid}.png")  # type: ignore[union-attr]
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def with_mail_inside(inside: bytes, text: str = "Se vedhæftede") -> bytes:
    """Return a mail that another one is attached to."""
    import email  # noqa: PLC0415 - the name of a module and of a thing
    import email.policy  # noqa: PLC0415 - as above

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Videresendt", "a@eksempel.dk", "b@eksempel.dk"
    mail["Date"] = "Sun, 08 Mar 2026 09:00:00 +0100"
    mail.set_content(text)
    mail.add_attachment(email.message_from_bytes(inside, policy=email.policy.default))
    return mail.as_bytes()


def zipped(files: Iterable[File]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def msg(text: str = TEXT, files: Iterable[File] = (), inside: dict[str, object] | None = None) -> bytes:
    """Return an Outlook mail; ``inside`` is the tree of a mail that is attached (`msg_tree`)."""
    return compound(msg_tree(text, files, inside))


def msg_tree(text: str, files: Iterable[File] = (), inside: dict[str, object] | None = None) -> dict[str, object]:
    sent = struct.pack("<HHIQ", 0x40, 0x39, 6, 134_173_633_250_000_000)
    tree: dict[str, object] = {
        "__properties_version1.0": b"\0" * 32 + sent,
        "__substg1.0_0037001F": "Din kvittering på æøå".encode("utf-16-le"),
        "__substg1.0_0C1A001F": TRUTH.supplier.encode("utf-16-le"),
        "__substg1.0_5D01001F": "faktura@eksempel.dk".encode("utf-16-le"),
        "__substg1.0_0E04001F": "bilag@kaffekode.dk".encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }
    at = 0
    for name, data in files:
        tree[f"__attach_version1.0_#{at:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
        at += 1
    if inside is not None:
        nested = dict(inside)
        nested["__properties_version1.0"] = b"\0" * 24
        tree[f"__attach_version1.0_#{at:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3701000D": nested,
        }
    return tree


def compound(tree: dict[str, object]) -> bytes:
    """Return a compound file (MS-CFB, version 3) with these streams and storages."""
    entries: list[list[object]] = [["Root Entry", 5, None, b""]]
    _entries(tree, entries, 0)
    mini, mini_fat = b"", list[int]()
    sectors: list[bytes] = []
    fat: list[int] = []

    def chained(data: bytes, size: int, table: list[int]) -> tuple[int, bytes]:
        count = -(-len(data) // size)
        start = len(table)
        table += [*range(start + 1, start + count), 0xFFFFFFFE] if count else []
        return (start if count else 0xFFFFFFFE), data.ljust(count * size, b"\0")

    starts = []
    for _name, kind, _child, data in entries:
        assert isinstance(data, bytes)
        if kind == 2 and len(data) < 4096:
            start, padded = chained(data, 64, mini_fat)
            mini += padded
        elif kind == 2:
            start, padded = chained(data, 512, fat)
            sectors.append(padded)
        else:
            start = 0xFFFFFFFE if kind == 5 else 0
        starts.append(start)
    root_start, padded = chained(mini, 512, fat)
    sectors.append(padded)
    mini_start, padded = chained(struct.pack(f"<{len(mini_fat)}I", *mini_fat), 512, fat)
    sectors.append(padded)
    raw = b""
    for at, (name, kind, child, data) in enumerate(entries):
        assert isinstance(name, str)
        assert isinstance(data, bytes)
        wide = name.encode("utf-16-le") + b"\0\0"
        sibling = entries[at][2] if kind != 5 else None
        right, down = (
            (sibling if isinstance(sibling, tuple) else (0xFFFFFFFF, 0xFFFFFFFF)) if kind != 5 else (0xFFFFFFFF, 1)
        )
        start, size = (root_start, len(mini)) if kind == 5 else (starts[at], len(data))
        raw += wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, 0xFFFFFFFF, right, down)
        raw += b"\0" * 36 + struct.pack("<IQ", start, size)
        assert child is None or isinstance(child, tuple)
    directory, padded = chained(raw, 512, fat)
    sectors.append(padded)
    body = b"".join(sectors)
    count = 1
    while (len(fat) + count) * 4 > count * 512:
        count += 1
    first = len(fat)
    fat += [0xFFFFFFFD] * count
    fat += [0xFFFFFFFF] * (count * 128 - len(fat))
    assert count <= 109
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, directory, 0, 4096, mini_start, 1, 0xFFFFFFFE, 0, first)
    header += struct.pack("<108I", *[first + n if n < count else 0xFFFFFFFF for n in range(1, 109)])
    return header + body + struct.pack(f"<{len(fat)}I", *fat)


def _entries(tree: dict[str, object], entries: list[list[object]], deep: int) -> None:
    """Append what lies in a storage: each entry names its sibling to the right, and its first child, as numbers."""
    names = list(tree)
    for at, name in enumerate(names):
        number = len(entries)
        content = tree[name]
        if isinstance(content, dict):
            entries.append([name, 1, None, b""])
            _entries(content, entries, deep + 1)
            child = number + 1 if content else 0xFFFFFFFF
        else:
            entries.append([name, 2, None, content])
            child = 0xFFFFFFFF
        right = len(entries) if at + 1 < len(names) else 0xFFFFFFFF
        entries[number][2] = (right, child)


__all__ = [
    "OTHER_PDF", "PDF", "TEXT", "TRUTH", "XML", "Truth", "compound", "eml", "msg", "msg_tree", "picture",
    "with_mail_inside", "zipped",
]  # fmt: skip
