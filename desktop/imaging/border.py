"""The border of the room: whatever Pillow, pdfium or the file system raise leaves it as a Fault."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from desktop.imaging.limits import MAX_PIXELS
from desktop.receipts.faults import Fault, FaultCode

# Pillow's own guard counts before it decodes. Its warning would let a picture of up to twice the limit through.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
# Odd metadata in an otherwise good picture is nothing the user can act on.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)
"""What decoders raise on damaged bytes: Pillow's plugins promise no common type."""


def too_many_pixels(width: int, height: int) -> Fault:
    """Return the fault for a picture of this size."""
    return Fault(
        FaultCode.TOO_MANY_PIXELS,
        megapixels=round(width * height / 1_000_000),
        limit=MAX_PIXELS // 1_000_000,
    )


def file_fault(error: OSError) -> Fault:
    """Return the fault for a file that can't be read: gone, or not allowed."""
    gone = isinstance(error, FileNotFoundError)
    return Fault(FaultCode.FILE_GONE if gone else FaultCode.FILE_UNREADABLE)


@contextmanager
def image_border() -> Iterator[None]:
    """Turn everything that decoding a picture raises into a Fault."""
    try:
        yield
    except Fault:
        raise
    except _BOMBS as error:
        raise Fault(FaultCode.TOO_MANY_PIXELS, limit=MAX_PIXELS // 1_000_000) from error
    except MemoryError as error:
        raise Fault(FaultCode.FILE_TOO_HEAVY) from error
    except _BROKEN as error:
        raise _broken(error) from error


def _broken(error: Exception) -> Fault:
    # Only the file system sets errno; Pillow's "image file is truncated" is an OSError without one.
    if isinstance(error, OSError) and error.errno is not None:
        return file_fault(error)
    return Fault(FaultCode.BROKEN_IMAGE)


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Return the file's bytes, at most ``limit`` of them. Raises FILE_GONE, FILE_UNREADABLE."""
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        raise file_fault(error) from error


def size_of(path: Path) -> int:
    """Return the file's size in bytes. Raises FILE_GONE, FILE_UNREADABLE."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise file_fault(error) from error
