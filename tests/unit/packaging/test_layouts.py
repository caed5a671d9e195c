"""The folders that are made round the program: what a desktop, a Flatpak or an AppImage looks for in them."""

from __future__ import annotations

import configparser
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from bundling import appimage, desktop_files, installer, portable
from bundling.identity import APP_ID, ROOT
from bundling.tree import Tree

FLATPAK = ROOT / "packaging" / "linux" / "flatpak" / f"{APP_ID}.yml"
_SAYS = '#!/bin/sh\nfor word; do echo "$word"; done\n'


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A program that says what it was started with, laid out as the build does."""
    folder = tmp_path / "tree"
    about = folder / "_internal" / "about"
    about.mkdir(parents=True)
    (about / "build-info.json").write_text(json.dumps({"system_packages": {}}))
    (folder / "bilagsdrop").write_text(_SAYS)
    (folder / "bilagsdrop").chmod(0o755)
    return Tree(folder, "1.2.3", 1_700_000_000)


@pytest.fixture
def archive(tree: Tree, tmp_path: Path) -> Path:
    folder = tmp_path / "Mine programmer æøå" / "bilagsdrop"
    folder.parent.mkdir()
    portable.lay_out(tree, folder, ["libegl1", "libnss3 (>= 2:3.30)"])
    return folder


def test_the_start_script_starts_the_program_beside_it(archive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive / "bilagsdrop")
    for command in (archive / "bilagsdrop", link):
        ran = subprocess.run([command, "send", "bon æøå.jpg"], capture_output=True, text=True, check=True, cwd="/")
        assert ran.stdout.splitlines() == ["send", "bon æøå.jpg"]


def test_the_archive_says_what_it_needs_in_both_languages(archive: Path) -> None:
    text = (archive / "LÆS-MIG.txt").read_text(encoding="utf-8")
    assert "Bilagsdrop 1.2.3" in text
    assert "libegl1 libnss3\n" in text
    assert "dobbeltklik" in text
    assert "double-click" in text


def test_the_menu_entry_is_the_users_own_and_goes_again(archive: Path, tmp_path: Path) -> None:
    environ = os.environ | {"XDG_DATA_HOME": str(tmp_path / "share")}
    subprocess.run([archive / "menu.sh", "add"], env=environ, check=True)
    text = (tmp_path / "share/applications/bilagsdrop.desktop").read_text(encoding="utf-8")
    assert f'Exec=nice -n 0 "{archive}/bilagsdrop" %F\n' in text
    assert "MimeType=image/jpeg;" in text
    subprocess.run([archive / "menu.sh", "remove"], env=environ, check=True)
    assert not list((tmp_path / "share").rglob("*bilagsdrop*"))
    assert subprocess.run([archive / "menu.sh"], env=environ, capture_output=True, check=False).returncode == 2


def _types(template: str) -> set[str]:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # names of keys are as they are written
    entry.read_string(desktop_files.filled(template, {}))
    return set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))


def test_file_managers_offer_to_send_what_the_desktop_opens_and_folders() -> None:
    opened = _types("bilagsdrop.desktop")
    assert {"image/heic", "application/pdf", "application/xml", "message/rfc822", "application/zip"} <= opened
    assert "inode/directory" not in opened, "a program for folders could become the one that opens them"
    for template in ("send_to/dolphin.desktop", "send_to/thunar.desktop"):
        assert _types(template) == opened | {"inode/directory"}
    action = configparser.ConfigParser(interpolation=None)
    action.read_string(desktop_files.filled("send_to/bilagsdrop.nemo_action", {}))
    assert set(action["Nemo Action"]["Extensions"].strip(";").split(";")) == {*installer.KINDS, "dir"}
    assert len(desktop_files.SEND_TO) == len(list((desktop_files.LINUX / "send_to").iterdir()))


def test_an_appimages_folder_has_what_its_tool_wants(tree: Tree, tmp_path: Path) -> None:
    folder = tmp_path / "Bilagsdrop.AppDir"
    appimage.lay_out(tree, folder)
    assert (folder / ".DirIcon").resolve().is_file()
    assert (folder / "bilagsdrop.desktop").is_file()
    ran = subprocess.run([folder / "AppRun", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout == "--version\n"


def test_without_its_tool_no_appimage_is_made(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert appimage.make_appimage(tree, tmp_path, tmp_path) is None


def test_the_flatpak_takes_what_the_archive_has(archive: Path) -> None:
    told: dict[str, Any] = yaml.safe_load(FLATPAK.read_text(encoding="utf-8"))
    assert told["id"] == FLATPAK.stem == APP_ID
    (module,) = told["modules"]
    sources = [words.split()[-2] for words in module["build-commands"] if words.startswith(("install", "cp"))]
    assert sources
    assert not [name for name in sources if not (archive / name).exists()]
    assert "--talk-name=org.freedesktop.secrets" in told["finish-args"]
    assert not [word for word in told["finish-args"] if word.startswith("--filesystem") and not word.endswith(":ro")]
