"""The build's own code for Windows, as far as it needs no Windows: versions, lists, and what a lock means there."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from bundling import installer, parts, windows_version
from bundling.ended import run_until_ended
from bundling.identity import DEV_LOCK
from bundling.windows_python import entries_for_windows

from desktop.gui.adding import PATTERNS
from desktop.imaging.sniff import EXTENSIONS

LOCK = """\
alone==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
ours==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
theirs==3.0 ; sys_platform == 'linux' \\
    --hash=sha256:dd
older==4.0 ; python_full_version < '3.12' \\
    --hash=sha256:ee
ruff==5.0 \\
    --hash=sha256:ff
"""


def test_a_version_has_four_numbers() -> None:
    assert windows_version.four_numbers("1.2.3") == (1, 2, 3, 0)
    assert windows_version.four_numbers("0.10.0rc2") == (0, 10, 0, 0)
    with pytest.raises(ValueError, match="new"):
        windows_version.four_numbers("new")


@pytest.mark.parametrize("program", windows_version.PROGRAMS)
def test_the_version_resource_is_one_expression(program: str) -> None:
    text = windows_version.resource_text(program, "1.2.3")
    tree = ast.parse(text.strip(), mode="eval")
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {f"{program}.exe", "1.2.3", "Bilagsdrop"} <= said
    assert "filevers=(1, 2, 3, 0)" in text


def test_of_a_lock_windows_gets_what_is_for_it_with_its_hashes() -> None:
    kept = entries_for_windows(LOCK)
    assert kept.replace(" \\\n    --hash=sha256:", " ").splitlines() == [
        "alone==1.0 aa bb",
        "ours==2.0 cc",
        "older==4.0 ee",
    ]


def test_of_our_own_lock_too() -> None:
    kept = entries_for_windows(DEV_LOCK.read_text(encoding="utf-8"))
    names = {line.partition("==")[0] for line in kept.splitlines() if not line.startswith(" ")}
    assert {"pyside6-webengine", "pywin32-ctypes", "pefile", "pyinstaller", "pytest"} <= names
    assert names.isdisjoint({"secretstorage", "jeepney", "macholib", "mypy"})
    assert kept.count("--hash=") >= len(names)


def test_what_is_for_another_system_is_not_of_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text(LOCK, encoding="utf-8")
    assert ("ours" in parts.pins(lock)) == (sys.platform == "win32")
    assert ("theirs" in parts.pins(lock)) == (sys.platform == "linux")
    assert parts.pins(lock)["alone"] == "1.0"


def test_files_are_unpacked_folder_by_folder(tmp_path: Path) -> None:
    macro = installer.unpacking(tmp_path, ["_internal/a.dll", "_internal/b $1/æ.txt", "bilagsdrop.exe"])
    assert macro.splitlines() == [
        "!macro UNPACK FOLDER",
        '  SetOutPath "${FOLDER}\\_internal"',
        f'  File "{tmp_path}/_internal/a.dll"',
        '  SetOutPath "${FOLDER}\\_internal\\b $$1"',
        f'  File "{tmp_path}/_internal/b $1/æ.txt"',
        '  SetOutPath "${FOLDER}"',
        f'  File "{tmp_path}/bilagsdrop.exe"',
        "!macroend",
    ]


def test_open_with_is_offered_for_all_that_is_read() -> None:
    assert set(EXTENSIONS.values()) <= set(installer.KINDS)
    assert {pattern.removeprefix("*.") for pattern in PATTERNS.split()} <= set(installer.KINDS)


def test_a_command_is_not_waited_for_longer_than_it_runs() -> None:
    code = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(20)'])\n"
        "print(sys.stdin.read()); sys.exit(3)"
    )
    ran = run_until_ended([sys.executable, "-c", code], {}, None, "æøå", 30)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "æøå\n", "")


def test_all_of_a_long_output_is_heard() -> None:
    code = "import sys; sys.stdout.write('x' * 3_000_000); sys.stderr.write('y' * 300_000)"
    ran = run_until_ended([sys.executable, "-c", code], {}, None, "", 60)
    assert (len(ran.stdout), len(ran.stderr)) == (3_000_000, 300_000)
