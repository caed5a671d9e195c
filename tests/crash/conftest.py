"""Real processes: the sandbox here, the program there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop.sandbox import Options, Sandbox

PROGRAM = Path(__file__).with_name("program.py")
TOKENS_FOR_EVER = Options(refresh_tokens="re-use", rate_limit=None)


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_is_heard() -> None:
    """A run that a shell has started in the background ignores SIGINT, and what it starts inherits that (POSIX)."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Ran:
    """A process that has ended."""

    status: int
    objects: list[dict[str, Any]]
    errors: str


@dataclass
class Program:
    """Starts the program on one data folder."""

    box: Sandbox
    data_dir: Path
    token: str
    quick: bool = False
    """Wait less than the product does."""
    secrets: Path | None = None
    """Keep the login in this folder; None: in each process' memory."""

    def environ(self) -> dict[str, str]:
        return os.environ | {
            "BILAGSDROP_CONNECT_URL": self.box.url,
            "BILAGSDROP_API_URL": self.box.url,
            "BILAGSDROP_CLIENT_ID": self.box.client_id,
            "BILAGSDROP_CLIENT_SECRET": self.box.client_secret,
            "BILAGSDROP_REDIRECT_URI": self.box.redirect_uri,
            "BILAGSDROP_DATA_DIR": str(self.data_dir),
            "LANG": "C.UTF-8",
            "LANGUAGE": "en",
        }

    def start(self, *args: str, kill: str | None = None) -> subprocess.Popen[str]:
        words = [sys.executable, str(PROGRAM), *self._switches(kill), *args]
        pipe = subprocess.PIPE
        process = subprocess.Popen(words, env=self.environ(), stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        assert process.stdin is not None
        process.stdin.write(self.token + "\n")
        process.stdin.flush()
        return process

    def _switches(self, kill: str | None) -> list[str]:
        return [
            *(["--kill", kill] if kill else []),
            *(["--quick"] if self.quick else []),
            *(["--secrets", str(self.secrets)] if self.secrets else []),
        ]

    def end(self, process: subprocess.Popen[str]) -> Ran:
        out, errors = process.communicate(timeout=150)
        return Ran(process.returncode, [json.loads(line) for line in out.splitlines() if line.startswith("{")], errors)

    def run(self, *args: str, kill: str | None = None) -> Ran:
        return self.end(self.start(*args, kill=kill))


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(options=TOKENS_FOR_EVER) as box:
        yield box


@pytest.fixture
def program(box: Sandbox, tmp_path: Path) -> Program:
    return Program(box, tmp_path / "data", box.issue_tokens().refresh_token or "")


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, width: int = 80, height: int = 120) -> Path:
        path = tmp_path / name
        pixels = random.Random(name).randbytes(width * height * 3)
        Image.frombytes("RGB", (width, height), pixels).save(path, "JPEG", quality=95)
        return path

    return make
