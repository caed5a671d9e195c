"""Make THIRD-PARTY-NOTICES.md from the runtime lock: ``write`` makes it anew, ``check`` compares it with the lock.

Name, licence, home page and licence texts come from each package's own metadata. A package that this system doesn't
install (its marker names another one) is fetched as the lock's hashes say, read, and thrown away.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
NOTICES = ROOT / "THIRD-PARTY-NOTICES.md"
LICENCES = ROOT / "packaging" / "licences"

_ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)", re.MULTILINE)
_HEADING = re.compile(r"^## (\S+) (\S+)$", re.MULTILINE)
_LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_TEXTS = {
    "LGPL-3.0.txt": "GNU Lesser General Public License, version 3",
    "GPL-3.0.txt": "GNU General Public License, version 3",
}
_LGPL = ("pyside6-addons", "pyside6-essentials", "pyside6-webengine", "shiboken6", "pi-heif")
"""Packages that come without the text of the licence that they are used under."""
_TEXT_OF = {"pyobjc-core": "pyobjc-framework-cocoa"}
"""Packages without any text, and one of the same project, release and licence that brings it."""
_HEAD = """\
# Third-party notices

Bilagsdrop stands on these packages. The list is made from `packaging/requirements.lock` by `make notices`; the texts
are those that each package brings with it. NOTICE says how Qt and the other libraries under the GNU Lesser General
Public License are used.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself. ``texts``: file name and contents of each licence file."""

    name: str
    version: str
    metadata: Message
    texts: Mapping[str, str]


def locked(lock: str) -> dict[str, str]:
    """Return name and version of every entry of a lock."""
    return dict(_ENTRY.findall(lock))


def noticed(notices: str) -> dict[str, str]:
    """Return name and version of every package that the notices speak of."""
    return dict(_HEADING.findall(notices))


def problems(lock: str, notices: str) -> list[str]:
    """Return a line for each difference between lock and notices."""
    want, have = locked(lock), noticed(notices)
    found = [f"{name} {want[name]} is in the lock only" for name in sorted(want.keys() - have.keys())]
    found += [f"{name} {have[name]} is in the notices only" for name in sorted(have.keys() - want.keys())]
    both = sorted(want.keys() & have.keys())
    return found + [f"{n}: {want[n]} in the lock, {have[n]} in the notices" for n in both if want[n] != have[n]]


def _is_licence(path: PurePosixPath) -> bool:
    info = next((part for part in path.parts if part.endswith(".dist-info")), None)
    return info is not None and ("licenses" in path.parts or bool(_LICENCE_FILE.match(path.name)))


def _label(path: PurePosixPath) -> str:
    """Return the path below ``.dist-info`` (and ``licenses``)."""
    parts = list(path.parts)
    inside = parts[next(i for i, part in enumerate(parts) if part.endswith(".dist-info")) + 1 :]
    return "/".join(inside[1:] if inside[0] == "licenses" else inside)


def _installed(name: str, version: str) -> Package | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    if found.version != version:
        return None
    files = [PurePosixPath(file.as_posix()) for file in found.files or ()]
    texts = {
        _label(path): Path(str(found.locate_file(path))).read_text(encoding="utf-8", errors="replace")
        for path in files
        if _is_licence(path)
    }
    return Package(name, version, HeaderParser().parsestr(found.read_text("METADATA") or ""), texts)


def _entry(name: str) -> str:
    """Return the lock's entry without its marker, so that pip fetches it on any system."""
    text = LOCK.read_text(encoding="utf-8")
    match = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, name
    return re.sub(r"\s*;[^\\\n]*", " ", match.group(0), count=1)


def _platforms(name: str) -> list[str]:
    """Return pip's words for the system that a package is for, where it has no wheel for every one."""
    entry = rf"^{re.escape(name)}==[^\n]*sys_platform == 'darwin'"
    found = re.search(entry, LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    tags = ("10_9", "10_13", "10_15", "11_0") if found else ()
    return [word for tag in tags for word in ("--platform", f"macosx_{tag}_universal2")]


def _fetched(name: str, version: str) -> Package:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(_entry(name), encoding="utf-8")
        words = ("pip", "download", "-q", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-d", folder)
        subprocess.run([sys.executable, "-m", *words, *_platforms(name), "-r", str(wanted)], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            names = [PurePosixPath(n) for n in wheel.namelist()]
            metadata = next(n for n in names if n.name == "METADATA" and n.parent.suffix == ".dist-info")
            texts = {_label(n): wheel.read(str(n)).decode("utf-8", "replace") for n in names if _is_licence(n)}
            parsed = HeaderParser().parsestr(wheel.read(str(metadata)).decode())
    return Package(name, version, parsed, texts)


def _licence(metadata: Message) -> str:
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    if said and "\n" not in said:
        return said
    kinds = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    return "; ".join(c.rpartition(" :: ")[2] for c in kinds) or "see the text"


def _home(metadata: Message) -> str:
    if metadata.get("Home-page"):
        return str(metadata["Home-page"])
    links = dict(link.split(", ", 1) for link in metadata.get_all("Project-URL", []))
    lowered = {label.lower(): address for label, address in links.items()}
    names = ("homepage", "source", "source code", "code", "repository", "documentation")
    return next((lowered[n] for n in names if n in lowered), "https://pypi.org/project/" + str(metadata["Name"]) + "/")


def _block(text: str) -> str:
    """Return a text as code, behind a fence that it doesn't hold itself."""
    plain = "\n".join(line.rstrip() for line in text.strip("\n\r").splitlines())
    return f"~~~~text\n{plain.replace('~~~~', '~ ~ ')}\n~~~~\n"


def _section(package: Package) -> Iterator[str]:
    yield f"## {package.name} {package.version}\n"
    yield f"Licence: {_licence(package.metadata)}. Home: <{_home(package.metadata)}>\n"
    if package.name in _LGPL:
        yield "Used under the GNU Lesser General Public License, version 3, whose text is at the end.\n"
    for label, text in sorted(package.texts.items()):
        yield f"### {package.name}: {label}\n"
        yield _block(text)


def _found(name: str, version: str) -> Package:
    return _installed(name, version) or _fetched(name, version)


def _document() -> str:
    parts = [_HEAD]
    for name, version in sorted(locked(LOCK.read_text(encoding="utf-8")).items()):
        package = _found(name, version)
        if not package.texts and name in _TEXT_OF:
            package = replace(package, texts=_found(_TEXT_OF[name], version).texts)
        parts += _section(package)
    for file, title in _TEXTS.items():
        parts += [f"# {title}\n", _block((LICENCES / file).read_text(encoding="utf-8"))]
    return "\n".join(parts)


def main() -> int:
    """Run ``write`` or ``check`` as the first argument says."""
    if sys.argv[1:] == ["write"]:
        NOTICES.write_text(_document(), encoding="utf-8")
        return 0
    if sys.argv[1:] != ["check"]:
        print("usage: notices.py write|check")
        return 2
    lines = problems(LOCK.read_text(encoding="utf-8"), NOTICES.read_text(encoding="utf-8"))
    print("\n".join(lines) or "notices are those of the lock")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
