"""Mails and archives to the files inside, within limits of count, size and depth. Runs in a worker process only."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from desktop.papers.choice import chosen
from desktop.papers.kind import EML, HEAD_BYTES, MSG, ZIP, box_of
from desktop.papers.mail import MOST_BYTES, Mail, eml_of
from desktop.papers.outlook import msg_of
from desktop.receipts.faults import Fault, FaultCode

MOST_FILES = 2_000
"""Files out of one box, all that lies in it counted."""
MOST_OUT = 300_000_000
"""Bytes out of one box."""
MOST_OF_ONE = 100_000_000
"""Bytes of one file in an archive."""
_MOST_RATIO, _RATIO_FROM = 200, 10_000_000
"""An archive that gives so many times its bytes, beyond the first ten megabytes, is a bomb."""
_DEEPEST = 4
_SAYS_UTF_8 = 0x800
"""Flag of an entry (APPNOTE 4.4.4, bit 11)."""
_CHUNK = 1 << 20
_LONGEST_NAME = 200
_JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Unpacking:
    """What comes out of one file; files are written into a folder under numbers, never under their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: list[dict[str, object]] = []
        self._count, self._bytes = 0, 0

    def all_of(self, path: Path) -> bytes:
        """Return what was found as JSON: a list of names with a file's number or a fault; ``null``: no box.

        A mail without a receipt inside is one itself: ``null``, too. Raises Fault: what opening the box raises.
        """
        with path.open("rb") as file:
            box = box_of(file.read(HEAD_BYTES))
            if box == ZIP:
                file.seek(0)
                self._archive(file, _DEEPEST)
                return json.dumps(self._told).encode()
        if box is None:
            return b"null"
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Fault(FaultCode.FILE_TOO_LARGE, size=size, limit=MOST_BYTES)
        self._mail(_opened(path.read_bytes()), _DEEPEST)
        return json.dumps(self._told or None).encode()

    def _mail(self, mail: Mail, deep: int) -> bool:
        """Take what is a receipt in a mail; return whether anything was."""
        choice = chosen(mail)
        before = len(self._told)
        for receipt in choice.receipts:
            self._write(receipt.name or f"{mail.subject or 'mail'}", receipt.data)
        for inside in choice.boxes:
            others = len(self._told) > before
            if inside.mail is not None:
                self._mail(inside.mail, deep - 1)
            else:
                self._box(inside.name, inside.data, deep - 1, alone=not others)
        return len(self._told) > before

    def _box(self, name: str, data: bytes, deep: int, *, alone: bool) -> None:
        """Look into a box; ``alone``: a mail without a receipt inside is taken as one."""
        try:
            if deep <= 0:
                raise Fault(FaultCode.TOO_DEEP)  # noqa: TRY301 - told beside the name like any other
            if box_of(data[:HEAD_BYTES]) == ZIP:
                self._archive(io.BytesIO(data), deep)
            elif not self._mail(_opened(data), deep) and alone:
                self._write(name, data)
        except Fault as fault:
            if fault.code in {FaultCode.ZIP_TOO_MUCH, FaultCode.ZIP_TOO_MANY}:
                raise
            self._tell(name, fault)

    def _archive(self, file: IO[bytes], deep: int) -> None:
        try:
            with zipfile.ZipFile(file) as archive:
                entries = [e for e in archive.infolist() if not e.is_dir() and not _is_junk(e.filename)]
                if not entries:
                    raise Fault(FaultCode.ZIP_EMPTY)
                if any(entry.flag_bits & 1 for entry in entries):
                    raise Fault(FaultCode.ZIP_LOCKED)
                for entry in entries:
                    self._member(archive, entry, deep)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise Fault(FaultCode.ZIP_BROKEN) from error

    def _member(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, deep: int) -> None:
        name = PurePosixPath(_true_name(entry).replace("\\", "/")).name
        path = self._new_file()
        with archive.open(entry) as source, path.open("wb") as target:
            size = 0
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                self._add(len(chunk))
                if size > MOST_OF_ONE or (size > _RATIO_FROM and size > _MOST_RATIO * entry.compress_size):
                    raise Fault(FaultCode.ZIP_TOO_MUCH, limit=MOST_OUT)
                target.write(chunk)
        with path.open("rb") as file:
            box = box_of(file.read(HEAD_BYTES))
        if box is None or size > MOST_BYTES:
            self._told.append({"name": name[-_LONGEST_NAME:], "file": path.name})
            return
        data = path.read_bytes()
        path.unlink()
        self._box(name, data, deep - 1, alone=True)

    def _write(self, name: str, data: bytes) -> None:
        path = self._new_file()
        self._add(len(data))
        path.write_bytes(data)
        self._told.append({"name": name[-_LONGEST_NAME:], "file": path.name})

    def _new_file(self) -> Path:
        self._count += 1
        if self._count > MOST_FILES:
            raise Fault(FaultCode.ZIP_TOO_MANY, limit=MOST_FILES)
        return self._folder / str(self._count)

    def _add(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MOST_OUT:
            raise Fault(FaultCode.ZIP_TOO_MUCH, limit=MOST_OUT)

    def _tell(self, name: str, fault: Fault) -> None:
        numbers = {key: value for key, value in fault.params.items() if isinstance(value, int | float)}
        self._told.append({"name": name[-_LONGEST_NAME:], "fault": [fault.code.value, numbers]})


def _opened(data: bytes) -> Mail:
    box = box_of(data[:HEAD_BYTES])
    if box not in {EML, MSG}:
        raise Fault(FaultCode.MAIL_BROKEN)
    return eml_of(data) if box == EML else msg_of(data)


def _true_name(entry: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: what doesn't say that it's UTF-8 is read as code page 437, and rarely is."""
    if entry.flag_bits & _SAYS_UTF_8 or entry.filename.isascii():
        return entry.filename
    for charset in ("utf-8", "cp850"):  # what a Mac writes, and a Danish Windows
        try:
            return entry.filename.encode("cp437").decode(charset)
        except UnicodeError:
            continue
    return entry.filename


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1].casefold() in _JUNK
