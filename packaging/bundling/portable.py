"""Wraps the program's folder as an archive that is unpacked anywhere and started by a script."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from bundling import desktop_files, shlibs
from bundling.desktop_files import write
from bundling.icons import SVG
from bundling.identity import SLUG
from bundling.run import run
from bundling.tree import Tree, make_alike

_SUFFIXES = {"xz": "xz", "zstd": "zst"}


def name_of(tree: Tree) -> str:
    """Return the archive's name without its suffix; it is the folder inside, too."""
    return f"{SLUG}-{tree.version}-linux-{platform.machine()}"


def lay_out(tree: Tree, folder: Path, libraries: list[str]) -> None:
    """Make the archive's folder: start script, program, a menu's needs. ``libraries``: as ``Depends`` writes them."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree.folder, folder / "program", symlinks=True, copy_function=os.link)
    for script in ("bilagsdrop", "menu.sh"):
        write(folder / script, desktop_files.filled(f"portable/{script}", {}), 0o755)
    values = {"VERSION": tree.version, "PACKAGES": _packages(libraries)}
    write(folder / "LÆS-MIG.txt", desktop_files.filled("portable/README.txt", values))
    write(folder / f"{SLUG}.desktop", desktop_files.filled("bilagsdrop.desktop", {}))
    write(folder / "metainfo.xml", desktop_files.metainfo(tree.version, tree.epoch))  # for a Flatpak made of it
    shutil.copyfile(SVG, folder / f"{SLUG}.svg")
    make_alike(folder, tree.epoch)


def _packages(libraries: list[str]) -> str:
    names = [line.partition(" ")[0] for line in libraries]
    lines = [" ".join(names[i : i + 6]) for i in range(0, len(names), 6)]
    return "\n".join(f"    {line}" for line in lines)


def make_portable(tree: Tree, work: Path, target: Path, compression: str) -> Path:
    """Write the archive into the folder ``target`` and return its path.

    ``compression``: what tar pipes to, named as the suffix is: ``xz -6 -T2``.
    """
    folder = work / "portable" / name_of(tree)
    lay_out(tree, folder, shlibs.dependencies(tree.folder, tree.carried, work))
    path = target / f"{folder.name}.tar.{_SUFFIXES[compression.partition(' ')[0]]}"
    plain = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=posix", f"--mtime=@{tree.epoch}",
             "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime")  # fmt: skip
    run("tar", *plain, f"--use-compress-program={compression}", "-C", folder.parent, "-cf", path, folder.name)
    return path
