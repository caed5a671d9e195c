"""Finishes the app bundle that PyInstaller has made, and puts it into a disk image."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from bundling import icu
from bundling.identity import NAME, SLUG
from bundling.mac_code import is_code
from bundling.mac_signing import sign_app, sign_image
from bundling.manifest import write_manifest
from bundling.run import run
from bundling.tree import Tree, make_alike

_PROCESSORS = {"arm64": "arm64", "x86_64": "x86_64"}


def finish_app(tree: Tree, work: Path) -> Path:
    """Put licences, versions, bill of materials and the list of files into the app; return its path.

    Data lies in ``Resources``, with a link in ``Frameworks`` where the program looks: what lies in ``Frameworks``
    itself is code to codesign. A signature will be written into each Mach-O file, so the list has those without digest.
    """
    app = work / "dist" / f"{NAME}.app"
    contents = app / "Contents"
    shutil.copytree(tree.inner / "about", contents / "Resources" / "about", dirs_exist_ok=True)
    icu.trim(contents)  # before anything is signed: PyInstaller has copied Qt's own
    make_alike(app, tree.epoch)
    made = write_manifest(contents, "Resources", is_code)
    os.utime(made, (tree.epoch, tree.epoch))
    for name in ("about", made.name):
        link = contents / "Frameworks" / name
        link.unlink(missing_ok=True)
        link.symlink_to(Path("..") / "Resources" / name)
    return app


def image_name(version: str, machine: str) -> str:
    """Return the disk image's name. Raises KeyError for a processor that there is no build for."""
    return f"{SLUG}-{version}-macos-{_PROCESSORS[machine]}.dmg"


def make_image(tree: Tree, work: Path, target: Path, *, quick: bool = False) -> Path:
    """Sign the app, put it beside a link to Applications into a disk image, sign that; return its path."""
    app = finish_app(tree, work)
    sign_app(app, os.environ)
    stage = work / "image"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    run("ditto", app, stage / app.name)  # keeps links and signatures as they are
    (stage / "Applications").symlink_to("/Applications")
    image = target / image_name(tree.version, platform.machine())
    image.unlink(missing_ok=True)
    kind = "UDZO" if quick else "ULMO"
    run("hdiutil", "create", "-volname", NAME, "-srcfolder", stage, "-fs", "HFS+", "-format", kind, image)
    sign_image(image, os.environ)
    return image
