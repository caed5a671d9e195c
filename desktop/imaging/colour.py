"""Any of Pillow's modes to plain sRGB or grey, as it looks on white paper."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")


def flatten(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be resized: L, RGB, CMYK or LAB; see-through parts on white."""
    if image.mode in _DEEP:
        return _to_eight_bits(image)
    if image.mode in _ALPHA or "transparency" in image.info:
        return _on_white(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "P":
        return _without_palette(image)
    return image if image.mode in ("L", "RGB", "CMYK", "LAB") else image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a flattened picture as L or RGB; ``profile`` is the ICC profile it came with, good or not."""
    if image.mode == "L":
        return image
    if image.mode == "LAB":
        return _transform(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))) or image.convert("L")
    managed = _managed(image, profile) if profile else None
    return managed or (image if image.mode == "RGB" else image.convert("RGB"))


def _managed(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert by the ICC profile; None when it's sRGB already, broken, or made for another kind of picture."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
    except (OSError, ImageCms.PyCMSError, ValueError, TypeError):
        return None
    return _transform(image, source)


def _transform(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    try:
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (OSError, ImageCms.PyCMSError, ValueError, TypeError):
        return None


def _on_white(image: Image.Image) -> Image.Image:
    see_through = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(see_through, mask=see_through.getchannel("A"))
    return paper


def _without_palette(image: Image.Image) -> Image.Image:
    palette = image.getpalette("RGB") or []
    grey = all(palette[at] == palette[at + 1] == palette[at + 2] for at in range(0, len(palette) - 2, 3))
    return image.convert("L" if grey else "RGB")


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16 bits by 256; integers and floats of no fixed range by what the picture holds."""
    wide = image if image.mode in ("I", "F") else image.convert("I")
    low, high = wide.getextrema()
    if image.mode.startswith("I;16"):
        low, high = 0, 65_535
    elif isinstance(low, int | float) and low >= 0 and high <= 255:  # type: ignore[operator]  # one band: numbers
        return wide.convert("L")
    span = max(float(high) - float(low), 1e-9)  # type: ignore[arg-type]
    scale, offset = 255 / span, -float(low) * 255 / span  # type: ignore[arg-type]
    return wide.point(lambda value: value * scale + offset).convert("L")
