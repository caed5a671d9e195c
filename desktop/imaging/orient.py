"""How a picture is turned from how it's stored to how it's seen: EXIF's orientation, and the user's own turns."""

from __future__ import annotations

from PIL import Image

from desktop.receipts.frame import WHOLE, Frame

Size = tuple[int, int]
"""Width and height in pixels."""

_ORIENTATION = 0x0112
_UPRIGHT: dict[int, tuple[Image.Transpose, ...]] = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_CLOCKWISE = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def orientation(image: Image.Image) -> int:
    """Return EXIF's orientation, 1-8; 1 when there is none, it's nonsense, or Pillow applies it itself (TIFF)."""
    if image.format == "TIFF":
        return 1
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a damaged EXIF block raises whatever it likes and must not cost the picture
        return 1
    return found if found in _UPRIGHT else 1


def upright_size(image: Image.Image) -> Size:
    """Return the size after EXIF's turn."""
    return swapped(image.size) if orientation(image) >= 5 else image.size


def swapped(size: Size) -> Size:
    """Return height and width."""
    return size[1], size[0]


def turned(image: Image.Image, turn: int, turns: int) -> Image.Image:
    """Return the picture upright by EXIF's orientation ``turn``, then turned clockwise by ``turns`` quarters."""
    for method in _UPRIGHT.get(turn, ()):
        image = image.transpose(method)
    clockwise = _CLOCKWISE.get(turns % 4)
    return image.transpose(clockwise) if clockwise is not None else image


def as_stored(frame: Frame, turn: int) -> Frame:
    """Return where a frame's corners lie in the picture as it is stored: the first one is the upright one's first."""
    a, b, c, d = (_stored(corner, turn) for corner in frame.corners)
    return Frame((a, b, c, d))


def _stored(corner: tuple[int, int], turn: int) -> tuple[int, int]:
    """Return where a corner lies before EXIF's turn (2-4 mirror and turn; from 5 on, sides are exchanged before)."""
    across, down = corner if turn < 5 else corner[::-1]
    return WHOLE - across if turn in {2, 3, 7, 8} else across, WHOLE - down if turn in {3, 4, 6, 7} else down
