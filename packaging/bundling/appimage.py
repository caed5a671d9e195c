"""Lays the program's folder out as an AppImage's, and wraps it where ``appimagetool`` is at hand.

The tool and its runtime come from AppImage's own releases, not from a package registry. An AppImage can carry no
AppArmor profile: on Ubuntu 24.04 and later the login's page then lies outside Chromium's sandbox. The .deb is better.
"""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from bundling import desktop_files
from bundling.desktop_files import write
from bundling.icons import SVG
from bundling.identity import APP_ID, NAME, SLUG
from bundling.run import run
from bundling.tree import Tree, make_alike

TOOL = "appimagetool"


def lay_out(tree: Tree, folder: Path) -> None:
    """Make the AppDir."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree.folder, folder / "usr/lib" / SLUG, symlinks=True, copy_function=os.link)
    write(folder / "AppRun", desktop_files.filled("appimage/AppRun", {}), 0o755)
    write(folder / f"{SLUG}.desktop", desktop_files.filled("bilagsdrop.desktop", {}))
    shutil.copyfile(SVG, folder / f"{SLUG}.svg")
    (folder / ".DirIcon").symlink_to(f"{SLUG}.svg")
    metainfo = desktop_files.metainfo(tree.version, tree.epoch)
    write(folder / "usr/share/metainfo" / f"{APP_ID}.metainfo.xml", metainfo)
    make_alike(folder, tree.epoch)


def make_appimage(tree: Tree, work: Path, target: Path) -> Path | None:
    """Write the AppImage into the folder ``target`` and return its path, or None where the tool is missing."""
    if shutil.which(TOOL) is None:
        return None
    folder = work / f"{NAME}.AppDir"
    lay_out(tree, folder)
    path = target / f"{SLUG}-{tree.version}-{platform.machine()}.AppImage"
    environ = {"SOURCE_DATE_EPOCH": str(tree.epoch), "ARCH": platform.machine()}
    run(TOOL, "--no-appstream", folder, path, environ=environ)
    return path
