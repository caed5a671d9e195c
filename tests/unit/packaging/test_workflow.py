"""The workflows: what they may do, what they are made of, and who learns a secret."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from bundling import bom, record
from bundling.registration import write_registration

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
REGISTRATION = {
    "BILAGSDROP_RELEASE_CLIENT_ID",
    "BILAGSDROP_RELEASE_CLIENT_SECRET",
    "BILAGSDROP_RELEASE_REDIRECT_URI",
}
SIGNING = {
    "WINDOWS_CERTIFICATE",
    "WINDOWS_CERTIFICATE_PASSWORD",
    "MACOS_CERTIFICATE",
    "MACOS_CERTIFICATE_PASSWORD",
    "MACOS_NOTARY_KEY",
}
SECRET = re.compile(r"secrets\.(\w+)")


def _read(path: Path) -> Mapping[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


RELEASE = _read(FOLDER / "release.yml")


def _steps(job: str) -> list[Mapping[str, Any]]:
    return list(RELEASE["jobs"][job]["steps"])


def test_there_are_two() -> None:
    assert [path.name for path in FILES] == ["release.yml", "test.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_hash_with_its_version_beside_it(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    assert not [u for u in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", u)]


def test_the_workflows_use_an_action_in_one_version() -> None:
    used = {u for path in FILES for u in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))}
    assert len({u.partition("@")[0] for u in used}) == len(used)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_may_be_done_that_is_not_said(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = {scope for scope, right in job["permissions"].items() if right == "write"}
        assert writes == ({"contents", "id-token", "attestations"} if name == "publish" else set()), name
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_of_others_becomes_a_part_of_a_command(path: Path) -> None:
    for job in _read(path)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in str(step.get("run", "")), step


def test_tests_know_no_secret() -> None:
    text = (FOLDER / "test.yml").read_text(encoding="utf-8")
    assert not SECRET.search(text)
    assert "environment:" not in text
    assert "pull_request_target" not in text


def test_the_registration_reaches_the_build_and_nothing_else() -> None:
    assert set(SECRET.findall((FOLDER / "release.yml").read_text(encoding="utf-8"))) == REGISTRATION | SIGNING
    for job in RELEASE["jobs"]:
        for step in _steps(job):
            known = set(SECRET.findall(str(step)))
            if known & REGISTRATION:
                assert step["run"] == "python packaging/package.py"
                assert known == REGISTRATION | {"WINDOWS_CERTIFICATE_PASSWORD"}
                assert all(step["env"][name] == f"${{{{ secrets.{name} }}}}" for name in REGISTRATION)
            elif known:
                assert str(step["name"]).startswith("Take the certificate")
    assert not SECRET.search(str(RELEASE["jobs"]["publish"])), "what publishes knows none"


def test_each_system_installs_its_package_and_the_installed_program_tests_itself() -> None:
    steps = _steps("build")
    names = [str(step.get("name", step.get("uses"))) for step in steps]
    upload = next(i for i, name in enumerate(names) if name.startswith("actions/upload-artifact"))
    for system in ("Linux", "Windows", "macOS"):
        (place,) = (i for i, n in enumerate(names) if "let the program test itself" in n and f"({system})" in n)
        assert names.index("Build") < place < upload
        assert steps[place]["if"] == f"runner.os == '{system}'"
    scripts = [str(step.get("run")) for step in steps if str(step.get("run")).startswith("packaging/")]
    for script in (s for s in scripts if "try_release" in s):
        text = (ROOT / script).read_text(encoding="utf-8")
        assert "self-test --json --require bundle,keyring,window,webview,delivery" in text
        assert "build/package" not in text, "the installed program, not the one that was built"


def test_it_is_published_with_sums_and_provenance_and_as_a_draft() -> None:
    publish = RELEASE["jobs"]["publish"]
    assert publish["needs"] == "build"
    assert publish["if"] == "github.ref_type == 'tag'"
    steps = _steps("publish")
    order = [str(step.get("uses") or step["run"]).partition("@")[0].partition(" ")[0] for step in steps]
    assert order == ["actions/download-artifact", "printf", "sha256sum", "actions/attest-build-provenance", "gh"]
    assert steps[3]["with"]["subject-checksums"] == "dist/SHA256SUMS"
    assert "--draft" in steps[4]["run"]


def test_the_version_file_of_a_release_is_one_that_programs_believe(tmp_path: Path) -> None:
    from desktop.updates import Announcement, read_announcement  # noqa: PLC0415 - of the program, not of the build

    (step,) = (s for s in _steps("publish") if "version.json" in str(s.get("run")))
    page = "https://github.com/nogen/bilagsdrop/releases/tag/v1.2.3"
    subprocess.run(["bash", "-c", step["run"]], cwd=tmp_path, env={"TAG": "v1.2.3", "PAGE": page}, check=True)
    assert read_announcement((tmp_path / "version.json").read_bytes()) == Announcement("1.2.3", page)


def test_shell_scripts_of_the_release_hold_no_known_mistake() -> None:
    scripts = sorted((ROOT / "packaging" / "macos").glob("*.sh"))
    assert len(scripts) == 2
    for script in scripts:
        assert script.stat().st_mode & 0o100
        subprocess.run(["bash", "-n", script], check=True)
        assert "set -euo pipefail" in script.read_text(encoding="utf-8")


def test_the_registration_is_in_no_log_no_bill_and_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    values = {name: f"https://hemmelig.example/{name.lower()}" for name in REGISTRATION}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    write_registration(tmp_path, values)
    assert values["BILAGSDROP_RELEASE_CLIENT_SECRET"] in (tmp_path / "registration.json").read_text(encoding="utf-8")
    said = bom.bill("1.2.3", ["requests", "pillow"], {}, 0), str(record.build_info("1.2.3", {})), *capfd.readouterr()
    assert not [text for text in said if "hemmelig" in text]
