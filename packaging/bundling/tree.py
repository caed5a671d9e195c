"""Makes the program's folder: PyInstaller's work, then notices, versions, bill of materials and the list of files."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bundling import bom, choice, icu, notices, parts, record
from bundling.icons import write_icons
from bundling.identity import ROOT, RUNTIME_LOCK, SLUG, version_of
from bundling.mac_info import write_info
from bundling.manifest import write_manifest
from bundling.registration import write_registration
from bundling.run import BuildError, run
from bundling.windows_version import write_versions

SPEC = ROOT / "packaging" / "bilagsdrop.spec"
INNER = "_internal"
"""PyInstaller's folder for everything but the program itself."""
_PLATFORM = {"win32": "qwindows", "darwin": "qcocoa"}.get(sys.platform, "qxcb")
REQUIRED = (
    "desktop/sandbox/templates/login.html",
    "resources/samples/samples.json",
    "resources/locale/da/LC_MESSAGES/bilagsdrop.mo",
    "resources/icons/bilagsdrop.svg",
    "certifi/cacert.pem",
    "keyring-*.dist-info/entry_points.txt",
    "PySide6/**/QtWebEngineProcess*",
    "PySide6/**/icudtl.dat",
    "PySide6/**/qtwebengine_resources.pak",
    "PySide6/**/qtwebengine_resources_200p.pak",
    "PySide6/**/v8_context_snapshot*.bin",
    "PySide6/**/qtwebengine_locales/da.pak",
    "PySide6/**/translations/qtbase_da.qm",
    "PySide6/**/platforms/*offscreen.*",
    f"PySide6/**/platforms/*{_PLATFORM}.*",
    "PIL/_imaging*",
    "PIL/_webp*",
    "_pi_heif*",
    "pypdfium2_raw/*pdfium.*",
)
"""Without these a part of the program is dead; patterns below the inner folder."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A program's folder that is ready to be wrapped."""

    folder: Path
    version: str
    epoch: int

    @property
    def inner(self) -> Path:
        """The folder of everything but the program itself."""
        return self.folder / INNER

    @property
    def carried(self) -> frozenset[str]:
        """Debian packages whose libraries are inside."""
        info = json.loads((self.inner / "about" / "build-info.json").read_text(encoding="utf-8"))
        return frozenset(info["system_packages"])


def make_tree(sources: Path, work: Path) -> Tree:
    """Build the program of ``sources`` (a checkout) below ``work`` and return its folder. Raises BuildError."""
    version = version_of(sources)
    work.mkdir(parents=True, exist_ok=True)
    write_icons(work / "icons")
    write_registration(work, os.environ)
    write_info(work, version)
    write_versions(work, version)
    _run_pyinstaller(sources, work)
    tree = Tree(work / "dist" / SLUG, version, record.epoch())
    collected = json.loads((work / "collected.json").read_text(encoding="utf-8"))
    require_all(tree.inner)
    require_own(sources, collected["modules"])
    _finish(tree, collected)
    return tree


def _run_pyinstaller(sources: Path, work: Path) -> None:
    environ = {
        "BILAGSDROP_SOURCES": str(sources),
        "BILAGSDROP_WORK": str(work),
        "SOURCE_DATE_EPOCH": str(record.epoch()),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Modules are stored as they are: a package is compressed as a whole, which does it better, and what the two
        # programs for Windows share counts once.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
    }
    places = ("--workpath", work / "pyinstaller", "--distpath", work / "dist")
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *places, SPEC,
        environ=environ)  # fmt: skip


def require_all(inner: Path) -> None:
    """Raise BuildError naming what a bundle lacks of what no bundle may lack."""
    missing = [pattern for pattern in REQUIRED if not any(inner.glob(pattern))]
    if missing:
        raise BuildError(f"the bundle lacks {', '.join(missing)}")


def require_own(sources: Path, modules: Iterable[str]) -> None:
    """Raise BuildError naming the program's own modules that were not collected."""
    missing = sorted(set(parts.own_modules(sources)).difference(modules))
    if missing:
        raise BuildError(f"not collected: {', '.join(missing)}")


def _finish(tree: Tree, collected: dict[str, list[list[str]]]) -> None:
    files = [(dest, source, kind) for dest, source, kind in collected["files"]]
    system = _system_packages(files) if sys.platform == "linux" else {}
    if sys.platform == "linux":
        _clean_pythons_own(tree.inner, files)
    icu.trim(tree.inner)
    packages = sorted(_shipped([str(m) for m in collected["modules"]]))
    about = tree.inner / "about"
    notices.write_notices(about, system)
    _write_json(about / "build-info.json", record.build_info(tree.version, system))
    (about / "sbom.cdx.json").write_text(bom.bill(tree.version, packages, system, tree.epoch), encoding="utf-8")
    write_manifest(tree.folder, INNER, _signed_later)
    make_alike(tree.folder, tree.epoch)


def _signed_later(path: Path) -> bool:
    """Return whether a signature is still to be written into a file: on Windows, into the programs."""
    return path.suffix == ".exe" and path.parent.name == SLUG


def _shipped(modules: list[str]) -> set[str]:
    """Return the distributions that are inside; Qt's libraries come from two that have no module of their own."""
    return parts.distributions_of(modules) & parts.pins(RUNTIME_LOCK).keys() | {"pyside6-addons", "shiboken6"}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _system_packages(files: list[choice.Entry]) -> dict[str, str]:
    """Return Debian package and version of every library that was taken from the system."""
    own = [sys.prefix, sys.base_prefix]
    sources = {s for _d, s, kind in files if kind == "BINARY" and choice.is_of_the_system(s, own)}
    if not sources or shutil.which("dpkg-query") is None:
        return {}
    found: dict[str, str] = {}
    for source in sorted(sources):
        name = _owner(source)
        found[name] = run("dpkg-query", "-W", "-f", "${Version}", name)
    return found


def _owner(library: str) -> str:
    # Where /lib is a link into /usr, a package may list its files under either name.
    real = Path(library).resolve()
    for path in (library, str(real), str(real).removeprefix("/usr")):
        try:
            return run("dpkg-query", "-S", path).partition(":")[0]
        except BuildError:
            continue
    raise BuildError(f"no package of this system owns {library}")


def _clean_pythons_own(inner: Path, files: list[choice.Entry]) -> None:
    """Take debugger's symbols, and folders of the build machine, out of Python's own libraries.

    Those of packages, Qt's among them, stay as they came.
    """
    for dest, source, kind in files:
        path = Path(source)
        of_python = path.is_relative_to(sys.base_prefix) and "site-packages" not in path.parts
        if of_python and kind in {"BINARY", "EXTENSION"}:
            run("patchelf", "--remove-rpath", inner / dest)
            run("strip", "--strip-unneeded", inner / dest)


def make_alike(folder: Path, epoch: int) -> None:
    """Give every file and folder the same time and plain rights, so that two builds are the same."""
    for path in sorted([folder, *folder.rglob("*")]):
        if path.is_symlink():
            os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch))
