"""A later release of Debian: libraries have other names, and AppArmor knows of user namespaces, as in Ubuntu 24.04."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.packaged.acts import self_test
from tests.packaged.conftest import WORK, Packages, on
from tests.packaged.machine import Machine, make_base

PROFILE = "/etc/apparmor.d/bilagsdrop"


@pytest.fixture
def machine(packages: Packages, screen: str) -> Iterator[Machine]:
    yield from on([make_base(WORK / "later", "trixie")], packages, screen)


def test_it_installs_and_works_and_its_profile_can_be_read(machine: Machine, packages: Packages) -> None:
    machine.apt("install", "apparmor")
    machine.apt("install", packages.new_deb)
    parts = self_test(machine, "bundle", "window", "webview", "delivery")
    assert "sandbox" in parts["webview"]["detail"]
    read = machine.run("apparmor_parser", "--skip-kernel-load", "--skip-cache", "--debug", PROFILE, user="root").stdout
    assert "userns," in read
    machine.apt("remove", "bilagsdrop")
    assert not machine.files(PROFILE)
