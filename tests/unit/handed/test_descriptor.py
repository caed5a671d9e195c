"""Lists of virtual files, laid out byte by byte as the Windows shell documents them."""

from __future__ import annotations

import random

import pytest

from desktop.handed import Promised, clean_name, promised_files
from tests.gui.shell.offered import descriptor


def test_names_and_sizes_are_where_the_shell_puts_them() -> None:
    raw = descriptor([("Faktura æøå €.pdf", 1234), ("Kvittering.msg", None), ("stor.pdf", 5_000_000_001)])
    assert len(raw) == 4 + 3 * 592
    assert promised_files(raw) == (
        Promised(0, "Faktura æøå €.pdf", 1234),
        Promised(1, "Kvittering.msg", None),
        Promised(2, "stor.pdf", 5_000_000_001),
    )


def test_the_old_form_is_shorter() -> None:
    raw = descriptor([("Bøn.pdf", 7)], wide=False)
    assert len(raw) == 4 + 332
    assert promised_files(raw, wide=False) == (Promised(0, "Bøn.pdf", 7),)


def test_folders_are_left_out_and_keep_their_place() -> None:
    raw = descriptor([("mappe", None)], attributes=0x10) + descriptor([("mappe\\bon.pdf", 9)])[4:]
    raw = b"\x02\0\0\0" + raw[4:]
    assert promised_files(raw) == (Promised(1, "bon.pdf", 9),)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("..\\..\\Windows\\bon.pdf", "bon.pdf"),
        ("C:/a/b.pdf", "b.pdf"),
        ("a\nb\t\u202egpj.exe", "abgpj.exe"),
        ("", "1"),
        ("...", "1"),
        ("\ud800x.pdf", "x.pdf"),
    ],
)
def test_names_are_one_line_and_no_path(name: str, clean: str) -> None:
    raw = descriptor([("", None)])
    units = b"".join(ord(letter).to_bytes(2, "little") for letter in name)
    (file,) = promised_files(raw[:76] + units + raw[76 + len(units) :])
    assert file.name.replace("\ufffd", "") == clean


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("x" * 300 + ".pdf", "").endswith("….pdf")
    assert len(clean_name("x" * 300 + ".pdf", "")) <= 120


@pytest.mark.parametrize("raw", [b"", b"\0\0", b"\0\0\0\0", b"\x01\0\0\0", b"\x01\0\0\0" + b"a" * 591])
def test_what_is_no_list_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        promised_files(raw)


def test_a_list_that_promises_more_than_it_holds_gives_what_is_whole() -> None:
    whole = descriptor([("a.pdf", 1), ("b.pdf", 2)])
    assert [f.name for f in promised_files(b"\xff\xff\xff\xff" + whole[4:-1])] == ["a.pdf"]


def test_noise_breaks_nothing() -> None:
    chance = random.Random(17)
    for _round in range(50):
        raw = chance.randbytes(chance.randrange(600, 3_000))
        for file in promised_files(raw):
            assert file.name.isprintable()
            assert 0 < len(file.name) <= 120
