"""What Windows shows of a program under "Properties": name, version and licence, written as PyInstaller reads it."""

from __future__ import annotations

import re
from pathlib import Path

from bundling.identity import NAME, SLUG, SUMMARY

PROGRAMS = (SLUG, f"{SLUG}-cli")
"""The window, and the command line, which needs a console."""
_ENGLISH_UNICODE = "040904B0"
_COPYRIGHT = "The Bilagsdrop authors. Apache License 2.0"


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts it: ``1.2.3`` is 1, 2, 3, 0. Raises ValueError for one without numbers."""
    found = re.match(r"\d+(?:\.\d+){0,3}", version)
    if found is None:
        raise ValueError(version)
    first, second, third, fourth = [*(int(n) for n in found.group().split(".")), 0, 0, 0][:4]
    return first, second, third, fourth


def fields(program: str, version: str) -> dict[str, str]:
    """Return the named strings of one program."""
    return {
        "CompanyName": NAME,
        "FileDescription": NAME if program == SLUG else f"{NAME} (command line)",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": _COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
        "Comments": SUMMARY,
    }


def resource_text(program: str, version: str) -> str:
    """Return the resource as text that PyInstaller's ``EXE(version=...)`` takes."""
    numbers = four_numbers(version)
    rows = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in fields(program, version).items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        f"fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable({_ENGLISH_UNICODE!r}, [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def write_versions(folder: Path, version: str) -> None:
    """Write ``<program>.version.txt`` for each program into a folder."""
    for program in PROGRAMS:
        (folder / f"{program}.version.txt").write_text(resource_text(program, version), encoding="utf-8")
