"""Which formats this build can decode, and the one registration that Pillow needs for HEIC."""

from __future__ import annotations

import functools
import threading

from PIL import Image, features

_lock = threading.Lock()


def prepare() -> None:
    """Load Pillow's plugins and pi-heif once. Safe from any thread; every opener calls it first."""
    with _lock:
        _load_plugins()


@functools.cache
def _load_plugins() -> None:
    Image.init()
    import pi_heif  # type: ignore[import-untyped]  # noqa: PLC0415 - 4 MB that a start without pictures needn't load

    pi_heif.register_heif_opener()


def available() -> dict[str, bool]:
    """Return for each format whether this build decodes it (the program's self-test shows it)."""
    prepare()
    found = {name.lower(): name in Image.OPEN for name in ("JPEG", "PNG", "GIF", "BMP", "TIFF")}
    found["jpeg"] = found["jpeg"] and bool(features.check("jpg"))
    found["png"] = found["png"] and bool(features.check("zlib"))
    found["tiff"] = found["tiff"] and bool(features.check("libtiff"))
    found["webp"] = bool(features.check("webp"))
    found["avif"] = bool(features.check("avif"))
    found["heic"] = "HEIF" in Image.OPEN
    found["icc"] = bool(features.check("littlecms2"))
    found["pdf"] = _has_pdf()
    return found


def _has_pdf() -> bool:
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - a missing library is an answer here
    except (ImportError, OSError):
        return False
    return bool(pypdfium2.version.PDFIUM_INFO)
