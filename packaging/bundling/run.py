"""Runs the tools that a build is made with; a failure ends the build with what the tool said."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


class BuildError(Exception):
    """A build can't go on; the text says why."""


def run(*command: str | Path, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Run a tool and return its standard output. Raises BuildError."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, env=os.environ | dict(environ or {}), cwd=folder, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BuildError(f"{words[0]} is not installed") from None
    if done.returncode:
        raise BuildError(f"{words[0]} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout
