"""Makes the Windows installer: signs the programs, writes down what goes in, and has NSIS compile it.

NSIS's compiler runs on Linux and on Windows, so the same code makes the installer on both.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from PIL import Image

from bundling.identity import ROOT, SLUG
from bundling.run import BuildError, run
from bundling.signing import sign, wanted
from bundling.sizes import installed_size
from bundling.tree import Tree
from bundling.windows_version import PROGRAMS, four_numbers

SCRIPT = ROOT / "packaging" / "windows" / "installer.nsi"
KINDS = (
    "jpg", "jpeg", "png", "pdf", "heic", "heif", "webp", "avif", "tif", "tiff", "gif", "bmp",
    "xml", "eml", "msg", "zip",
)  # fmt: skip
"""Extensions of the files that the program reads."""
_SIDE, _ICON = (328, 628), 192
"""Pixels."""
_PAPER = (242, 244, 246)
_USUAL = Path(r"C:\Program Files (x86)\NSIS\makensis.exe")


def make_installer(tree: Tree, work: Path, target: Path, *, quick: bool = False) -> Path:
    """Make ``bilagsdrop-<version>-windows-x64-setup.exe`` in ``target`` and return its path. Raises BuildError."""
    for program in PROGRAMS:
        sign(tree.folder / f"{program}.exe", os.environ)
    files = sorted(p.relative_to(tree.folder).as_posix() for p in tree.folder.rglob("*") if p.is_file())
    _write_includes(work, tree.folder, files)
    side_picture(Image.open(work / "icons" / f"{SLUG}.png")).save(work / "side.bmp")
    output = target / f"{SLUG}-{tree.version}-windows-x64-setup.exe"
    said = {
        "VERSION": tree.version,
        "FILE_VERSION": ".".join(map(str, four_numbers(tree.version))),
        "OUTPUT": str(output.absolute()),
        "ICON": str((work / "icons" / f"{SLUG}.ico").absolute()),
        "WORK": str(work.absolute()),
        "INNER_LENGTH": str(max(len(name) for name in files)),
        "INSTALLED_KB": str(installed_size(tree.folder) // 1024),
    } | ({"COMPRESSION": "zlib"} if quick else {"COMPRESSION": "/SOLID lzma", "DICTIONARY": "64"})
    _compile(said, tree.epoch)
    return output


def side_picture(icon: Image.Image) -> Image.Image:
    """Return what stands beside the first and the last page: the icon on paper, twice as large as on a plain screen."""
    picture = Image.new("RGB", _SIDE, _PAPER)
    small = icon.convert("RGBA").resize((_ICON, _ICON), Image.Resampling.LANCZOS)
    picture.paste(small, ((_SIDE[0] - _ICON) // 2, (_SIDE[1] - _ICON) // 2), small)
    return picture


def _compile(said: dict[str, str], epoch: int) -> None:
    """Run NSIS with these definitions."""
    if wanted(os.environ):
        said |= {"SIGN": _command((sys.executable, str(ROOT / "packaging" / "windows" / "sign.py")))}
    words = [f"-D{name}={value}" for name, value in said.items()]
    run(compiler(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, SCRIPT, environ={"SOURCE_DATE_EPOCH": str(epoch)})


def _command(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words) if sys.platform == "win32" else shlex.join(words)


def compiler() -> str:
    """Return NSIS's compiler, where it is installed. Raises BuildError."""
    found = shutil.which("makensis") or (str(_USUAL) if _USUAL.exists() else None)
    if found is None:
        raise BuildError("makensis is not installed: apt-get install nsis, or choco install nsis")
    return found


def _write_includes(work: Path, folder: Path, files: list[str]) -> None:
    (work / "files.nsh").write_text(unpacking(folder, files), encoding="utf-8")
    kinds = "".join(f'  !insertmacro ${{ACT}} ".{kind}"\n' for kind in KINDS)
    (work / "kinds.nsh").write_text(f"!macro EACH_KIND ACT\n{kinds}!macroend\n", encoding="utf-8")


def unpacking(folder: Path, files: Iterable[str]) -> str:
    """Return NSIS's macro ``UNPACK``, which lays these files of ``folder`` below its argument, always in one order."""
    lines, here = ["!macro UNPACK FOLDER"], None
    for name in files:
        inside = PurePosixPath(name).parent
        if inside != here:
            below = "" if inside == PurePosixPath() else f"\\{PureWindowsPath(inside)}"
            lines.append(f'  SetOutPath "${{FOLDER}}{below.replace("$", "$$")}"')  # File takes a dollar as it is
            here = inside
        lines.append(f'  File "{(folder / name).absolute()}"')
    return "\n".join([*lines, "!macroend", ""])
