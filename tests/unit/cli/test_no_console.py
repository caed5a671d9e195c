"""What a program without a console has to say, as on Windows: in a process that really has no standard streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
sys.stdout = sys.stderr = None  # as Python finds them in a Windows program with a window
from desktop.cli.no_console import listen, show_unheard
from desktop.cli.output import result, say
listen()
say("Ingen adgang til mappen")
result("a result")
heard = show_unheard(int(sys.argv[1]))
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(heard)
"""


@pytest.mark.skipif(os.name == "nt", reason="a message that nobody closes")
@pytest.mark.parametrize(("status", "shown"), [(1, "Ingen adgang til mappen"), (0, "")])
def test_a_fault_is_shown_and_success_is_quiet(tmp_path: Path, status: int, shown: str) -> None:
    told = tmp_path / "told"
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", CODE, str(status), str(told)], check=True, env=environ)
    assert told.read_text(encoding="utf-8") == shown
