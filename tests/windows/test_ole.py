"""Whole mails from Outlook: a real storage, dropped on a window of Windows and laid on its clipboard."""

from __future__ import annotations

from pathlib import Path

from bundling import under_wine
from bundling.wine import windows_path

from tests.windows.conftest import ROOT


def test_a_mail_is_read_out_of_a_drop_and_out_of_the_clipboard() -> None:
    wine = under_wine.building_windows()
    script = windows_path(Path(__file__).with_name("ole_try.py"))
    environ = {"PYTHONPATH": windows_path(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = wine.run(under_wine.windows_python(), script, environ=environ, seconds=300)
    wine.shut_down()
    assert ran.returncode == 0, ran.stdout + ran.stderr[-4000:]
    told = dict(line.split() for line in ran.stdout.splitlines())
    assert told.keys() == {"storage", "drop", "clipboard"}
    assert all(int(size) > 17_000 for size in told.values())
