"""The core's own tests, run by the Windows Python: there locking, renaming and syncing of files are others."""

from __future__ import annotations

import re

from bundling import under_wine
from bundling.wine import windows_path

from tests.windows.computer import Computer
from tests.windows.conftest import ROOT

FOLDERS = ("store", "visma", "outbox", "imaging", "desk", "receipts", "scanning")
NEED_CRYPTOGRAPHY = ("visma/test_token_answers.py", "visma/test_key_tokens.py")
"""They make certificates with a library that needs a part of Windows that Wine 8 lacks. The program has none of it."""
UNIT = ROOT / "tests" / "unit"
SECONDS = 3000


def test_the_cores_tests_pass_on_windows(computer: Computer) -> None:
    folders = [windows_path(UNIT / name) for name in FOLDERS]
    left_out = [f"--ignore={windows_path(UNIT / name)}" for name in NEED_CRYPTOGRAPHY]
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", windows_path(ROOT), *left_out, *folders)
    environ = {"PYTHONDONTWRITEBYTECODE": "1"}
    ran = computer.wine.run(under_wine.windows_python(), *words, environ=environ, folder=ROOT, seconds=SECONDS)
    print(f"\n{ran.stdout[-3000:]}")  # noqa: T201 - the figures are what this is for
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed is not None
    assert int(passed.group(1)) > 800
