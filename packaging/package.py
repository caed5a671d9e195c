"""Build what this system can build: the program, and the packages that carry it. ``make package`` calls it.

The artifacts go into ``dist/``, with their SHA-256 sums in ``SHA256SUMS``. ``--quick`` compresses little and fast, for
work on the packages themselves.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from bundling import sizes
from bundling.identity import ROOT, SLUG
from bundling.run import BuildError
from bundling.starts import compared
from bundling.tree import Tree, make_tree

Wrap = Callable[[Tree, Path, Path, bool], list[Path]]
"""Makes the packages of one system from tree, work folder and target folder; True: quickly."""


def linux(tree: Tree, work: Path, target: Path, quick: bool) -> list[Path]:
    """Make the Debian package, the portable archive, and an AppImage where its tool is at hand."""
    from bundling.appimage import make_appimage  # noqa: PLC0415
    from bundling.deb import make_deb  # noqa: PLC0415 - each system has tools of its own
    from bundling.portable import make_portable  # noqa: PLC0415

    debian = ("-Zzstd", "-z1") if quick else ("-Zxz", "-z6", "--threads-max=2")
    archive = "zstd -1" if quick else "xz -6 -T2"
    made = [make_deb(tree, work, target, debian), make_portable(tree, work, target, archive)]
    image = make_appimage(tree, work, target)
    return [*made, image] if image else made


def macos(tree: Tree, work: Path, target: Path, quick: bool) -> list[Path]:
    """Make the disk image."""
    from bundling.mac_app import make_image  # noqa: PLC0415 - as above

    return [make_image(tree, work, target, quick=quick)]


def windows(tree: Tree, work: Path, target: Path, quick: bool) -> list[Path]:
    """Make the installer."""
    from bundling.installer import make_installer  # noqa: PLC0415 - as above

    return [make_installer(tree, work, target, quick=quick)]


SYSTEMS: dict[str, Wrap] = {"linux": linux, "darwin": macos, "win32": windows}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build everything and return 0, or 1 with what went wrong."""
    args = _arguments(arguments)
    try:
        if args.program_only:
            make_tree(args.sources, args.work)
            return 0
        tree, made = build(args.sources, args.work, args.target, quick=args.quick, under_wine=args.windows)
    except BuildError as error:
        print(f"not built: {error}", file=sys.stderr)
        return 1
    found = [sizes.Size("installed", sizes.installed_size(tree.folder), sizes.BUDGET["installed"])]
    # A package that is made quickly has no budget: it is little compressed.
    found += [sizes.Size(p.name, p.stat().st_size) if args.quick else sizes.of_artifact(p) for p in made]
    print(f"Bilagsdrop {tree.version}", *(size.line() for size in found), sep="\n")
    print("the largest files inside:", *(size.line() for size in sizes.largest(tree.folder)), sep="\n")
    if args.quick:
        return 0
    if sys.platform == "linux" and not args.windows:
        print(compared((tree.folder / SLUG).resolve()))
    return 1 if any(size.over for size in found) else 0


def build(
    sources: Path, work: Path, target: Path, *, quick: bool = False, under_wine: bool = False
) -> tuple[Tree, list[Path]]:
    """Build the program of ``sources`` and its packages, for this system or for Windows; return folder and paths."""
    target.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    tree = _windows_tree(sources, work) if under_wine else make_tree(sources, work)
    print(f"the program: {time.monotonic() - begun:.0f} s", flush=True)
    wrap = SYSTEMS.get("win32" if under_wine else sys.platform)
    made = wrap(tree, work, target, quick) if wrap else []
    print(f"everything: {time.monotonic() - begun:.0f} s", flush=True)
    _write_sums(target, made)
    return tree, made


def _windows_tree(sources: Path, work: Path) -> Tree:
    from bundling.under_wine import make_windows_tree  # noqa: PLC0415 - needs tools that only some machines have

    return make_windows_tree(sources, work)


def _write_sums(target: Path, made: Sequence[Path]) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made)]
    (target / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="compress little")
    parser.add_argument("--windows", action="store_true", help="build for Windows, under Wine, for tests")
    parser.add_argument("--program-only", action="store_true", help="build the program's folder, and no package")
    parser.add_argument("--sources", type=Path, default=ROOT, help="the checkout that is built")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "package", help="for what comes in between")
    parser.add_argument("--target", type=Path, default=ROOT / "dist", help="for the packages")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
