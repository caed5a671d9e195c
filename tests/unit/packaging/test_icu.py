"""What is taken out of ICU's data: the other languages, and nothing of ours. Read back by ICU itself where it is."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from bundling import icu
from bundling.run import BuildError

from tests.unit.packaging.icu_data import icu_data

NAMES = (
    "icudt74l/brkitr/cjdict.dict",
    "icudt74l/brkitr/word.brk",
    "icudt74l/coll/da.res",
    "icudt74l/coll/zh.res",
    "icudt74l/da.res",
    "icudt74l/da_DK.res",
    "icudt74l/en_US_POSIX.res",
    "icudt74l/ibm-5348_P100-1997.cnv",
    "icudt74l/ibm-930_P120-1999.cnv",
    "icudt74l/pool.res",
    "icudt74l/pt_BR.res",
    "icudt74l/res_index.res",
    "icudt74l/root.res",
    "icudt74l/translit/root.res",
    "icudt74l/zoneinfo64.res",
)
OTHERS = {NAMES[0], NAMES[3], NAMES[10]}
SORTS = """
import ctypes, pathlib, sys
folder = pathlib.Path(sys.argv[1])
for kind in ("data", "uc", "i18n"):
    (path,) = folder.glob(f"libicu{kind}.so.*")
    library = ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
version = path.name.rpartition(".")[2]
opens, compares = library[f"ucol_open_{version}"], library[f"ucol_strcollUTF8_{version}"]
opens.restype, status = ctypes.c_void_p, ctypes.c_int(0)
for language in (b"da_DK", b"en", b"zh"):
    collator = ctypes.c_void_p(opens(language, ctypes.byref(status)))
    assert status.value <= 0, "a warning at most: another language falls back"
    print(compares(collator, "\u00e5".encode(), -1, b"b", -1, ctypes.byref(status)))
"""
QT = Path(PySide6.__file__).parent


def _read(data: bytes) -> dict[str, bytes]:
    return {item.name: item.content for item in icu.items(data)}


@pytest.fixture
def whole() -> dict[str, bytes]:
    return {name: name.encode() * 3 for name in NAMES}


def test_the_other_languages_go_and_the_rest_is_as_it_was(whole: dict[str, bytes]) -> None:
    kept = _read(icu.filtered(icu_data(whole), icu.chromium_asks_for))
    assert kept.keys() == set(NAMES) - OTHERS
    for name, content in kept.items():
        assert content.rstrip(b"\0") == whole[name]


def test_every_content_begins_where_icu_wants_it(whole: dict[str, bytes]) -> None:
    data = icu.filtered(icu_data(whole, head=144), icu.chromium_asks_for)
    count = struct.unpack_from("<I", data, 144)[0]
    starts = [struct.unpack_from("<II", data, 148 + 8 * i)[1] for i in range(count)]
    assert [(144 + start) % 16 for start in starts] == [0] * count


def test_qts_own_copy_loses_what_no_function_of_qts_asks_for() -> None:
    kept = {name for name in NAMES if icu.qt_asks_for(name)}
    assert kept == set(NAMES) - OTHERS - {"icudt74l/ibm-930_P120-1999.cnv", "icudt74l/translit/root.res"}


@pytest.mark.parametrize("data", [b"", b"\x90\x00", b"\x90\x00\x27\xda" + bytes(200)])
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(BuildError):
        icu.filtered(data, icu.chromium_asks_for)


def test_chromiums_data_is_found_and_shrinks(tmp_path: Path) -> None:
    (source,) = [p for p in QT.rglob("icudtl.dat") if not p.is_symlink()]
    copy = tmp_path / "PySide6" / "icudtl.dat"
    copy.parent.mkdir()
    shutil.copy(source, copy)
    before = _read(source.read_bytes())
    icu.trim(tmp_path)
    after = _read(copy.read_bytes())
    assert copy.stat().st_size < source.stat().st_size / 2
    assert all(before[name].rstrip(b"\0") == content.rstrip(b"\0") for name, content in after.items())
    leaves = {name.partition("/")[2] for name in after}
    assert {"da.res", "coll/da.res", "coll/root.res", "en_US.res", "res_index.res", "root.res"} <= leaves
    assert not {"de.res", "coll/zh.res", "brkitr/cjdict.dict"} & leaves


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("ld") is None, reason="a library of Linux, and its linker")
def test_icu_sorts_in_danish_with_the_library_that_is_made(tmp_path: Path) -> None:
    for source in (QT / "Qt" / "lib").glob("libicu*.so.*"):
        shutil.copy(source, tmp_path)
    (data,) = tmp_path.glob("libicudata.so.*")
    before = data.stat().st_size
    icu.trim(tmp_path)
    assert data.stat().st_size < before / 4
    assert not [p.name for p in tmp_path.iterdir() if not p.name.startswith("libicu")], "no scraps"
    ran = subprocess.run([sys.executable, "-c", SORTS, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split()) == (0, ["1", "-1", "-1"]), ran.stderr
