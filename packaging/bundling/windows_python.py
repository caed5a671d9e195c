"""Puts together a Python for Windows, on Linux, out of what PyPI has. For test builds: a release is built on Windows.

The library and its modules come from a wheel that carries them to be shipped with games; ``python.exe`` and
``python3.dll`` are made here, and the standard library is this Python's own, of the same minor version. Packages are
those of the lock, checked by its hashes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from pathlib import Path

from packaging.markers import Marker

from bundling.identity import DEV_LOCK, ROOT
from bundling.run import BuildError, run

CARRIER = "panda3d==1.10.16 --hash=sha256:37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82"
"""The wheel whose ``deploy_libs`` are a CPython 3.11 for 64-bit Windows."""
VERSION = "3.11"
_MARKERS = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
    "python_version": VERSION, "python_full_version": f"{VERSION}.9", "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}  # fmt: skip
_TOOLS = frozenset(
    {"mypy", "mypy-extensions", "ast-serialize", "ruff", "uv", "librt", "hatchling", "trove-classifiers"}
)
"""Of the lock, what neither builds nor tests the program."""
_ENTRY = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)==[^ ;\\]+(?: ; (?P<marker>[^\\]+?))? \\\n(?:^    .*\n)*", re.MULTILINE
)
_WHERE = ("--only-binary=:all:", "--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp",
          "--abi", f"cp{VERSION.replace('.', '')}", "--abi", "abi3", "--abi", "none")  # fmt: skip
_NOT_COPIED = (
    "site-packages",
    "test",
    "idlelib",
    "lib2to3",
    "ensurepip",
    "tkinter",
    "turtledemo",
    "__pycache__",
    "config-*",
)


def entries_for_windows(lock: str) -> str:
    """Return the entries of a lock that are installed on Windows to build or test the program, with their hashes."""
    kept = [m.group(0) for m in _ENTRY.finditer(lock) if m["name"] not in _TOOLS and _holds(m["marker"])]
    return "".join(re.sub(r" ; [^\\]+\\\n", " \\\\\n", entry, count=1) for entry in kept)


def _holds(marker: str | None) -> bool:
    return marker is None or Marker(marker).evaluate(dict(_MARKERS))


def make_python(folder: Path, wheels: Path) -> Path:
    """Make the tree in ``folder`` (what was there is removed) and return the path of ``python.exe``.

    ``wheels`` keeps what was fetched. Raises BuildError.
    """
    if not sys.version.startswith(f"{VERSION}."):
        raise BuildError(f"the standard library is this Python's own, which has to be {VERSION}")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "DLLs").mkdir(parents=True)
    carrier = _fetch(f"{CARRIER}\n", wheels / "python")
    packages = _fetch(entries_for_windows(DEV_LOCK.read_text(encoding="utf-8")), wheels / "packages")
    _unpack_python(carrier[0], folder)
    ignored = shutil.ignore_patterns(*_NOT_COPIED)
    shutil.copytree(sysconfig.get_path("stdlib"), folder / "Lib", ignore=ignored)
    _unpack_packages(packages, folder / "Lib" / "site-packages")
    _make_programs(folder)
    return folder / "python.exe"


def _fetch(requirements: str, folder: Path) -> list[Path]:
    """Return the wheels of these requirements, fetched unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "requirements.txt"
    if not listed.exists() or listed.read_text(encoding="utf-8") != requirements:
        for old in folder.glob("*.whl"):
            old.unlink()
        wanted = folder / "wanted.txt"
        wanted.write_text(requirements, encoding="utf-8")
        run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", *_WHERE,
            "-d", folder, "-r", wanted)  # fmt: skip
        wanted.replace(listed)
    return sorted(folder.glob("*.whl"))


def _unpack_python(wheel: Path, folder: Path) -> None:
    """Lay Python's libraries beside ``python.exe`` and its modules below ``DLLs``, as its own installer does."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            leaf = Path(name).name
            if not name.startswith("deploy_libs/") or leaf.startswith(("api-ms-", "tcl", "tk", "_tkinter", "ucrtbase")):
                continue
            beside = leaf.lower().startswith(("python3", "vcruntime"))
            (folder / ("" if beside else "DLLs") / leaf).write_bytes(archive.read(name))


def _unpack_packages(wheels: Iterable[Path], site: Path) -> None:
    site.mkdir(exist_ok=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)  # the lock has its hash
        for data in site.glob("*.data"):
            for part in ("purelib", "platlib"):
                if (data / part).is_dir():
                    shutil.copytree(data / part, site, dirs_exist_ok=True)
            shutil.rmtree(data)


def _make_programs(folder: Path) -> None:
    library = folder / "python311.dll"
    _make_forwarder(library, folder / "python3.dll")
    source = ROOT / "packaging" / "windows" / "python.c"
    run("x86_64-w64-mingw32-gcc", "-municode", "-O2", "-s", "-o", folder / "python.exe", source, library)


def _make_forwarder(library: Path, target: Path) -> None:
    """Make ``python3.dll``, through which modules of any Python 3 reach this one's library."""
    names = [f"  {name} = {library.stem}.{name}" for name in exports_of(library)]
    described = target.with_suffix(".def")
    described.write_text("\n".join((f"LIBRARY {target.name}", "EXPORTS", *names, "")), encoding="ascii")
    empty = target.with_suffix(".c")
    empty.write_text("int unused_;\n", encoding="ascii")
    run("x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-s", "-o", target, empty, described)
    described.unlink()
    empty.unlink()


def exports_of(library: Path) -> list[str]:
    """Return the names that a Windows library offers, in order. Raises BuildError."""
    return sorted(re.findall(r"^\s+\[\s*\d+\] (\w+)$", _headers(library), re.MULTILINE))


def imports_of(binary: Path, library: str) -> list[str]:
    """Return the names that a Windows binary takes from ``library``, in order. Raises BuildError."""
    _before, _name, rows = _headers(binary).partition(f"DLL Name: {library}\n")
    return sorted(re.findall(r"^\s+[0-9a-f]+\s+\d+\s+(\w+)$", rows.partition("\n\n")[0], re.MULTILINE))


def _headers(binary: Path) -> str:
    words = ["x86_64-w64-mingw32-objdump", "-p", str(binary)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise BuildError(ran.stderr)
    return ran.stdout
