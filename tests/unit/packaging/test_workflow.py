"""The release workflow: what it may do, and what it is made of."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
SECRETS = {
    "BILAGSDROP_RELEASE_CLIENT_ID",
    "BILAGSDROP_RELEASE_CLIENT_SECRET",
    "BILAGSDROP_RELEASE_REDIRECT_URI",
}
CERTIFICATE = {"BILAGSDROP_SIGN_PFX_BASE64", "BILAGSDROP_SIGN_PASSWORD"}


def test_every_action_is_pinned_by_hash() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert len(used) >= 5
    assert not [name for name in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name)]


def test_nothing_may_be_done_that_is_not_said() -> None:
    assert re.search(r"^permissions: \{\}$", TEXT, re.MULTILINE)
    build, publish = TEXT.split("\n  publish:\n")
    assert ": write" not in build, "what builds can change nothing"
    assert publish.count(": write") == 3


def test_the_registration_reaches_the_build_and_the_certificate_its_store_and_nothing_else() -> None:
    assert set(re.findall(r"secrets\.(\w+)", TEXT)) == SECRETS | CERTIFICATE
    steps = TEXT.split("\n      - ")
    certificate, build = (step for step in steps if "secrets." in step)
    assert set(re.findall(r"\$\{\{ secrets\.(\w+) \}\}", certificate.partition("run:")[0])) == CERTIFICATE
    assert "secrets." not in certificate.partition("run:")[2], "by the environment, not in a command"
    assert build.rstrip().endswith("run: python packaging/package.py")
    assert all(f"{name}: ${{{{ secrets.{name} }}}}" in build for name in SECRETS), "as above"


def test_each_program_tests_itself_before_it_is_published() -> None:
    build, publish = TEXT.split("\n  publish:\n")
    assert build.count("self-test --json --require bundle,keyring,webview,delivery") == 3
    assert "needs: build" in publish
