"""Request bodies that are streamed, of known length, and that know whether anything of them has left."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.receipts.faults import Fault, FaultCode

Progress = Callable[[int, int], None]
"""Called with bytes sent and bytes in all, in the thread that sends."""

_CHUNK = 16 * 1024
"""Small, because each chunk must leave within the connect timeout: 16 kB in 10 s is the slowest line that works."""


class Body:
    """A body with a length. requests streams it as it is neither text nor a mapping."""

    media_type = "application/octet-stream"

    def __init__(self) -> None:
        self.began = False
        """True once the connection stood and asked for the first byte. Before that nothing can have been written."""

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[bytes]:
        # A generator: urllib3 asks for the iterator before it connects, and for the first chunk when it has.
        self.began = True
        yield from self._chunks()

    def _chunks(self) -> Iterator[bytes]:
        raise NotImplementedError


class JsonBody(Body):
    """A JSON document in UTF-8."""

    media_type = "application/json"

    def __init__(self, document: Mapping[str, object]) -> None:
        super().__init__()
        self._bytes = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()

    def __len__(self) -> int:
        return len(self._bytes)

    def _chunks(self) -> Iterator[bytes]:
        yield self._bytes


@dataclass(frozen=True, slots=True)
class UploadFile:
    """A file to be uploaded as it lies on the disk."""

    path: Path
    size: int
    """Bytes; it must still have that size when it is sent."""
    file_name: str
    """ASCII, from :mod:`desktop.receipts.naming`."""
    media_type: str


class FileBody(Body):
    """One multipart/form-data part ``file`` (RFC 7578), read from the disk as it leaves."""

    def __init__(self, file: UploadFile, progress: Progress | None = None) -> None:
        super().__init__()
        boundary = f"bilagsdrop-{secrets.token_hex(16)}"
        self.media_type = f"multipart/form-data; boundary={boundary}"
        self._file = file
        self._progress = progress
        self._head = _part_head(boundary, file).encode("ascii")
        self._tail = f"\r\n--{boundary}--\r\n".encode("ascii")

    def __len__(self) -> int:
        return len(self._head) + self._file.size + len(self._tail)

    def _chunks(self) -> Iterator[bytes]:
        yield self._head
        sent = 0
        for chunk in _file_chunks(self._file):
            yield chunk
            sent += len(chunk)
            if self._progress:
                self._progress(sent, self._file.size)
        yield self._tail


def _part_head(boundary: str, file: UploadFile) -> str:
    """Return the part's head: the same ASCII name in ``filename`` and in ``filename*`` (RFC 5987)."""
    name = file.file_name
    return (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{name}"; filename*=UTF-8\'\'{name}\r\n'
        f"Content-Type: {file.media_type}\r\n\r\n"
    )


def _file_chunks(file: UploadFile) -> Iterator[bytes]:
    """Yield exactly ``file.size`` bytes; raise Fault ORIGINAL_MISSING when the disk has other ones.

    Then the body stays unfinished, so Dinero has taken nothing.
    """
    left = file.size
    try:
        with file.path.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
    except OSError as error:
        raise Fault(FaultCode.ORIGINAL_MISSING, name=file.file_name) from error
    if left:
        raise Fault(FaultCode.ORIGINAL_MISSING, name=file.file_name)
