"""Wraps the program's folder as a Debian package.

The program lies in a folder of its version, so that one that runs while it is upgraded keeps its own files (the
maintainer scripts in ``packaging/linux/deb`` see to it).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import shutil
from pathlib import Path

from packaging.version import Version

from bundling import desktop_files, shlibs, sizes
from bundling.desktop_files import write
from bundling.icons import SIZES, SVG, picture
from bundling.identity import APP_ID, MAINTAINER, ROOT, SLUG
from bundling.run import run
from bundling.tree import Tree, make_alike

_NOT_LINKED = ("ca-certificates", "fontconfig-config")
"""Needed, but seen in no library: authorities, and a font."""
_RECOMMENDS = "gnome-keyring | kwalletmanager, xdg-utils"
_DESCRIPTION = """\
Receipts dropped on a window become purchase vouchers in Dinero
 Bilagsdrop takes photos, scans and PDFs of receipts, shows each one, and
 delivers it in the background to the accounting system Dinero as a purchase
 voucher with the file attached. It can be tried without an account."""
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def debian_version(version: str) -> str:
    """Return a version of Python's in Debian's order: a release candidate comes before its release."""
    found = Version(version)
    if not found.is_prerelease:
        return found.public
    base, rest = found.base_version, found.public.removeprefix(found.base_version)
    # Two tildes sort before one: what is in development comes before every candidate.
    return f"{base}{'~~' if found.is_devrelease else '~'}{rest.lstrip('.')}"


def architecture() -> str:
    """Return this machine's name in Debian. Raises KeyError for one that Qt has no WebEngine for."""
    return _MACHINES[platform.machine()]


def make_deb(tree: Tree, work: Path, target: Path, compression: tuple[str, ...]) -> Path:
    """Write the package into the folder ``target`` and return its path. ``compression``: of dpkg-deb."""
    root = work / "root"
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(tree, root)
    make_alike(root, tree.epoch)
    _write_control(tree, root, shlibs.dependencies(tree.folder, tree.carried, work))
    make_alike(root / "DEBIAN", tree.epoch)
    path = target / f"{SLUG}_{debian_version(tree.version)}_{architecture()}.deb"
    environ = {"SOURCE_DATE_EPOCH": str(tree.epoch)}
    run("dpkg-deb", "--root-owner-group", *compression, "--build", root, path, environ=environ)
    return path


def _lay_out(tree: Tree, root: Path) -> None:
    home = Path("usr/lib", SLUG, tree.version)
    # As links: the folder has no use of its own after this, and a copy of it takes a while.
    shutil.copytree(tree.folder, root / home, symlinks=True, copy_function=os.link)
    command = root / "usr/bin" / SLUG
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("..", home.relative_to("usr"), SLUG))
    share = root / "usr/share"
    write(share / "applications" / f"{SLUG}.desktop", desktop_files.filled("bilagsdrop.desktop", {}))
    for template, place in desktop_files.SEND_TO.items():
        write(share / place, desktop_files.filled(template, {}))
    write(share / "metainfo" / f"{APP_ID}.metainfo.xml", desktop_files.metainfo(tree.version, tree.epoch))
    write(share / SLUG / "apparmor", desktop_files.filled("deb/apparmor", {}))
    _write_icons(share / "icons" / "hicolor")
    _write_documents(tree, share)


def _write_icons(theme: Path) -> None:
    for size in SIZES:
        path = theme / f"{size}x{size}" / "apps" / f"{SLUG}.png"
        path.parent.mkdir(parents=True)
        picture(size).save(path)
    scalable = theme / "scalable" / "apps" / f"{SLUG}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(SVG, scalable)


def _write_documents(tree: Tree, share: Path) -> None:
    folder = share / "doc" / SLUG
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    where = f"The texts of all licences lie in /usr/lib/{SLUG}/{tree.version}/_internal/about."
    apache = "On Debian the Apache License 2.0 is also in /usr/share/common-licenses/Apache-2.0."
    write(folder / "copyright", f"{notice}\n{where}\n{apache}\n")
    _write_packed(folder / "THIRD-PARTY-NOTICES.md.gz", (ROOT / "THIRD-PARTY-NOTICES.md").read_bytes())
    values = {"VERSION": tree.version, "DATE": desktop_files.date_of(tree.epoch)}
    _write_packed(share / "man/man1" / f"{SLUG}.1.gz", desktop_files.filled("deb/bilagsdrop.1", values).encode())


def _write_packed(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0))


def _write_control(tree: Tree, root: Path, libraries: list[str]) -> None:
    folder = root / "DEBIAN"
    installed_kib = -(-sizes.installed_size(root) // 1024)
    sums = [(p.relative_to(root), p) for p in sorted(root.rglob("*")) if p.is_file() and not p.is_symlink()]
    fields = {
        "Package": SLUG,
        "Version": debian_version(tree.version),
        "Architecture": architecture(),
        "Maintainer": os.environ.get("BILAGSDROP_MAINTAINER") or MAINTAINER,
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join([*libraries, *_NOT_LINKED]),
        "Recommends": _RECOMMENDS,
        "Suggests": "sane-utils",  # scanning
        "Section": "misc",
        "Priority": "optional",
        "Description": _DESCRIPTION,
    }
    write(folder / "control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    write(folder / "md5sums", "".join(f"{_md5(path)}  {name.as_posix()}\n" for name, path in sums))
    values = {"VERSION": tree.version, "DEB_VERSION": debian_version(tree.version)}
    for script in ("prerm", "postinst", "postrm"):
        write(folder / script, desktop_files.filled(f"deb/{script}", values), 0o755)


def _md5(path: Path) -> str:
    # Debian's own check of installed files knows no other sum.
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
