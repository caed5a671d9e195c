"""Values on their way: what is sent comes back as it was, and what is no such value is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.receipts.faults import FaultCode
from desktop.receipts.frame import Frame
from desktop.studio import DocumentInfo, Picture, Rendition, Source
from desktop.studio.wire import arguments, packed, unpacked

FRAME = Frame(((0, 0), (10_000, 0), (10_000, 10_000), (-3, 10_000)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Picture, Picture(2, 1, b"\x00\xff" * 3)),
        (Rendition, Rendition(b"", "image/png", "png", 1)),
        (DocumentInfo, DocumentInfo("image/jpeg", "jpg", 1, 2, 3)),
        (Source, Source(Path("/æ/ø \udcff.jpg"), "image/jpeg", 3, (1, 2), FRAME)),
        (Source, Source(Path("a"), "application/pdf")),
        (list[Frame], [FRAME, FRAME]),
        (tuple[Picture, ...], (Picture(1, 1, b"abc"), Picture(1, 1, b"def"))),
        (Frame | None, None),
        (Frame | None, FRAME),
        (dict[str, bool], {"jpeg": True}),
        (float, 1.5),
        (FaultCode, FaultCode.BROKEN_IMAGE),
    ],
)
def test_what_is_sent_comes_back(kind: type[object], value: object) -> None:
    assert unpacked(kind, packed(value)) == value


def test_arguments_are_read_by_the_types_of_the_parameters() -> None:
    def work(path: Path, edge: int, frame: Frame | None = None) -> None:
        raise NotImplementedError

    assert arguments(work, packed((Path("a"), 3))) == [Path("a"), 3]
    assert arguments(work, packed((Path("a"), 3, FRAME))) == [Path("a"), 3, FRAME]
    with pytest.raises(ValueError, match="argument"):
        arguments(work, packed((Path("a"), 3, FRAME, 4)))


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (int, [b"true"]),
        (int, [b'"3"']),
        (str, [b"3"]),
        (bool, [b"1"]),
        (Picture, [b'{"width":1,"height":1}']),
        (Picture, [b'{"width":1,"height":1,"rgb":0}']),
        (Picture, [b"[]", b"abc"]),
        (tuple[int, int], [b"[1]"]),
        (list[int], [b'"12"']),
        (DocumentInfo, [b"nonsense"]),
        (DocumentInfo, [b"\xff"]),
        (DocumentInfo, []),
        (dict[str, bool], [b"[]"]),
        (FaultCode, [b'"no such"']),
    ],
)
def test_what_is_no_such_value_is_refused(kind: type[object], parts: list[bytes]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, IndexError, AttributeError)):
        unpacked(kind, parts)


def test_what_can_not_travel_is_refused_here() -> None:
    with pytest.raises(TypeError):
        packed((object(),))
