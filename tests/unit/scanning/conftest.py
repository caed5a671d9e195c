"""SANE's own virtual scanners, as the real ``scanimage`` finds them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desktop.scanning.sane import SanePort

TEST_CONF = """number_of_devices 2
mode Color
depth 8
resolution_min 1.0
resolution_max 1200.0
resolution_quant 1.0
resolution 50.0
test-picture "Color pattern"
read-status-code "{status}"
read-delay {delay}
read-delay-duration {duration}
read-limit {delay}
read-limit-size 2000
geometry_min 0.0
geometry_max 200.0
geometry_quant 1.0
tl_x 0.0
tl_y 0.0
br_x 80.0
br_y 60.0
"""
MakeScanner = Callable[..., SanePort]


@pytest.fixture
def sane(tmp_path: Path) -> Callable[..., Mapping[str, str]]:
    """Return a maker of an environment in which SANE knows its test scanners alone."""
    if shutil.which("scanimage") is None:
        pytest.skip("scanimage (the package sane-utils) is not installed")

    def make(*, status: str = "Default", slow: bool = False, backend: str = "test") -> Mapping[str, str]:
        folder = tmp_path / "sane.d"
        folder.mkdir(exist_ok=True)
        (folder / "dll.conf").write_text(f"{backend}\n")
        text = TEST_CONF.format(status=status, delay=str(slow).lower(), duration=200000 if slow else 1000)
        (folder / "test.conf").write_text(text)
        return os.environ | {"SANE_CONFIG_DIR": str(folder)}

    return make
