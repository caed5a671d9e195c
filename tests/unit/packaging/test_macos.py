"""macOS' bundle, as far as it can be looked at on another system: entries, order of signing, disk image."""

from __future__ import annotations

import json
import os
import plistlib
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bundling import mac_app, mac_info, mac_signing
from bundling.choice import without_empty_frameworks
from bundling.identity import NAME, ROOT
from bundling.mac_code import is_code, to_sign
from bundling.manifest import write_manifest
from bundling.run import BuildError
from bundling.tree import Tree

from desktop.bundle import damage
from desktop.imaging.codecs import available
from tests.unit.packaging.icu_data import icu_data

MACH_O, FAT = bytes.fromhex("cffaedfe0c000001") + b"code", bytes.fromhex("cafebabe00000002") + b"code"
JAVA = bytes.fromhex("cafebabe00000034") + b"class"
IDENTITY = "Developer ID Application: Nogen (TEAM123456)"
ENTITLEMENTS = ROOT / "packaging" / "macos"
_RECORDS = f"""#!{sys.executable}
import json, os, shutil, sys
with open(os.environ["RECORD"], "a") as file:
    file.write(json.dumps([os.path.basename(sys.argv[0]), *sys.argv[1:]]) + "\\n")
if os.path.basename(sys.argv[0]) == "ditto":
    shutil.copytree(sys.argv[1], sys.argv[2], symlinks=True)
if os.path.basename(sys.argv[0]) == "hdiutil":
    open(sys.argv[-1], "w").close()
sys.exit(os.environ.get("FAILS") == os.path.basename(sys.argv[0]))
"""


# --- what macOS is told ---


def test_the_plist_says_what_owners_need() -> None:
    told = plistlib.loads(plistlib.dumps(dict(mac_info.info("1.2.3"))))
    assert told["CFBundleVersion"] == "1.2.3"
    assert "da" in told["CFBundleLocalizations"]
    assert re.fullmatch(r"\d+\.\d+", told["LSMinimumSystemVersion"])
    kinds = told["CFBundleDocumentTypes"]
    assert {kind["CFBundleTypeRole"] for kind in kinds} == {"Viewer"}, "a receipt is never changed"
    assert {kind["LSHandlerRank"] for kind in kinds} == {"Alternate"}, "nobody's choice of program is taken over"
    types = [name for kind in kinds for name in kind["LSItemContentTypes"]]
    assert len(types) == len(set(types))
    assert {"com.adobe.pdf", "public.xml", "com.apple.mail.email", "public.zip-archive", mac_info.OUTLOOK} <= set(types)
    (mail,) = told["UTImportedTypeDeclarations"]
    assert (mail["UTTypeIdentifier"], mail["UTTypeTagSpecification"]["public.filename-extension"]) == (
        mac_info.OUTLOOK,
        ["msg"],
    )


def test_every_kind_of_picture_that_is_read_can_be_opened_with_the_program() -> None:
    told = {name.rpartition(".")[2] for name in mac_info.IMAGES}
    assert {"jpeg", "png", "tiff", "gif", "bmp", "heic", "avif", "webp"} <= told & {*available(), "heif"} | {"heic"}


def test_the_spec_reads_what_is_written(tmp_path: Path) -> None:
    mac_info.write_info(tmp_path, "1.2.3")
    assert json.loads((tmp_path / "info.json").read_text())["CFBundleVersion"] == "1.2.3"
    assert '"info.json"' in (ROOT / "packaging" / "bilagsdrop.spec").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "rights"),
    [
        ("program", {"com.apple.security.cs.allow-unsigned-executable-memory"}),
        ("web-helper", {"com.apple.security.cs.allow-jit"}),
    ],
)
def test_entitlements_give_up_no_more_than_is_needed(name: str, rights: set[str]) -> None:
    told = plistlib.loads((ENTITLEMENTS / f"{name}.entitlements").read_bytes())
    assert told == dict.fromkeys(rights, True)
    assert not any("debug" in right or "get-task-allow" in right or "dyld" in right for right in told)


def test_what_is_left_of_a_framework_without_its_library_is_dropped() -> None:
    core, quick = (f"PySide6/Qt/lib/Qt{name}.framework/Versions/A" for name in ("Core", "Quick"))
    kept = [
        (f"{core}/QtCore", "/x", "BINARY"),
        (f"{core}/Resources/Info.plist", "/x", "DATA"),
        ("PySide6/Qt/lib/QtCore.framework/Versions/Current", "A", "SYMLINK"),
        ("resources/icons/a.svg", "/x", "DATA"),
    ]
    gone = [
        (f"{quick}/Resources/Info.plist", "/x", "DATA"),
        ("PySide6/Qt/lib/QtQuick.framework/Resources", "x", "SYMLINK"),
    ]
    assert without_empty_frameworks([*gone, *kept]) == kept


# --- a bundle as PyInstaller makes it ---


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    app = tmp_path / "work" / "dist" / f"{NAME}.app"
    contents = app / "Contents"
    web = contents / "Frameworks" / "PySide6" / "Qt" / "lib" / "QtWebEngineCore.framework"
    helper = web / "Versions" / "A" / "Helpers" / "QtWebEngineProcess.app" / "Contents"
    _write(contents / "MacOS" / "bilagsdrop", MACH_O)
    _write(contents / "Info.plist", plistlib.dumps({"CFBundleExecutable": "bilagsdrop"}))
    _write(contents / "Frameworks" / "PySide6" / "QtCore.abi3.so", FAT)
    _write(contents / "Frameworks" / "libpython3.11.dylib", MACH_O)
    _write(contents / "Frameworks" / "lib-dynload" / "_ssl.so", MACH_O)
    _write(contents / "Resources" / "resources" / "icon.svg", b"<svg/>")
    _write(contents / "Resources" / "klasse.class", JAVA)
    _write(web / "Versions" / "A" / "QtWebEngineCore", FAT)
    _write(web / "Versions" / "A" / "Resources" / "icudtl.dat", icu_data({"icudt74l/root.res": b"data"}))
    _write(helper / "MacOS" / "QtWebEngineProcess", MACH_O)
    _write(helper / "Info.plist", plistlib.dumps({"CFBundleExecutable": "QtWebEngineProcess"}))
    (web / "Versions" / "Current").symlink_to("A")
    (web / "QtWebEngineCore").symlink_to("Versions/Current/QtWebEngineCore")
    (web / "Helpers").symlink_to("Versions/Current/Helpers")
    (contents / "Frameworks" / "resources").symlink_to("../Resources/resources")
    (contents / "Resources" / "PySide6").symlink_to("../Frameworks/PySide6")
    return app


@pytest.fixture
def tree(app: Path, tmp_path: Path) -> Tree:
    about = tmp_path / "work" / "dist" / "bilagsdrop" / "_internal" / "about"
    _write(about / "sbom.cdx.json", b"{}")
    _write(about / "THIRD-PARTY-NOTICES.md", b"notices")
    assert app.exists()
    return Tree(about.parents[1], "1.2.3", 1_700_000_000)


Told = Callable[[], list[list[str]]]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Put recorders in the place of Apple's tools; return what they were asked."""
    folder, record = tmp_path / "tools", tmp_path / "record"
    for name in ("codesign", "xcrun", "hdiutil", "ditto"):
        _write(folder / name, _RECORDS.encode())
        (folder / name).chmod(0o755)
    record.touch()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("RECORD", str(record))
    return lambda: [json.loads(line) for line in record.read_text().splitlines()]


def test_code_is_known_by_its_bytes(app: Path) -> None:
    assert is_code(app / "Contents" / "MacOS" / "bilagsdrop")
    assert is_code(app / "Contents" / "Frameworks" / "PySide6" / "QtCore.abi3.so")
    assert not is_code(app / "Contents" / "Resources" / "klasse.class"), "Java's begin alike"
    assert not is_code(app / "Contents" / "Info.plist")
    assert not is_code(app / "Contents" / "Frameworks" / "PySide6" / "Qt" / "lib" / "QtWebEngineCore.framework")


def test_what_lies_inside_is_signed_before_what_lies_around_it(app: Path) -> None:
    order = to_sign(app)
    names = [path.relative_to(app.parent).as_posix() for path in order]
    for outer in order:
        inner = [path for path in order if outer in path.parents]
        assert all(order.index(path) < order.index(outer) for path in inner), names
    assert order[-1] == app
    assert len(order) == len(set(order)) == 6, names


def test_every_code_of_the_bundle_is_signed_once_and_no_link_is_followed(app: Path) -> None:
    order = to_sign(app)
    covered = {p for p in app.rglob("*") if is_code(p)} - set(order)
    mains = {"bilagsdrop", "QtWebEngineProcess", "QtWebEngineCore"}
    assert {path.name for path in covered} == mains, "the main programs are signed with their bundles"
    assert not any("Current" in path.parts or path.is_symlink() for path in order)


def test_with_a_certificate_everything_is_hardened_and_the_helper_has_rights_of_its_own(app: Path, told: Told) -> None:
    mac_signing.sign_app(app, {"BILAGSDROP_MAC_IDENTITY": IDENTITY})
    *signed, check = told()
    assert [words[-1] for words in signed] == [str(path) for path in to_sign(app)]
    for words in signed:
        assert words[words.index("--sign") + 1] == IDENTITY
        assert words[words.index("--options") + 1] == "runtime"
        assert "--timestamp" in words
        assert "--deep" not in words, "it would sign the helper with the program's rights"
    rights = {words[-1]: words[words.index("--entitlements") + 1] for words in signed if "--entitlements" in words}
    (helper,) = (path for path in rights if path.endswith("QtWebEngineProcess.app"))
    assert rights == {helper: str(mac_signing.HELPER), str(app): str(mac_signing.PROGRAM)}
    assert all(Path(path).is_file() for path in rights.values())
    assert check == ["codesign", "--verify", "--deep", "--strict", str(app)]


def test_without_one_it_is_signed_by_nobody_so_that_it_runs_at_all(app: Path, told: Told) -> None:
    mac_signing.sign_app(app, {})
    *signed, _check = told()
    assert all(words[:4] == ["codesign", "--force", "--sign", "-"] and "runtime" not in words for words in signed)


def test_a_tool_that_fails_ends_the_build(app: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILS", "codesign")
    with pytest.raises(BuildError, match="codesign ended with 1"):
        mac_signing.sign_app(app, {})
    assert len(told()) == 1


KEY = {"BILAGSDROP_NOTARY_KEY": "/k.p8", "BILAGSDROP_NOTARY_KEY_ID": "ID", "BILAGSDROP_NOTARY_ISSUER": "ISSUER"}


def test_the_image_is_signed_then_notarized_then_stapled(told: Told, tmp_path: Path) -> None:
    image = tmp_path / "a.dmg"
    mac_signing.sign_image(image, {"BILAGSDROP_MAC_IDENTITY": IDENTITY, **KEY})
    assert told() == [
        ["codesign", "--force", "--sign", IDENTITY, "--timestamp", str(image)],
        [
            "xcrun",
            "notarytool",
            "submit",
            str(image),
            "--key",
            "/k.p8",
            "--key-id",
            "ID",
            "--issuer",
            "ISSUER",
            "--wait",
        ],
        ["xcrun", "stapler", "staple", str(image)],
    ]


@pytest.mark.parametrize("lacks", ["BILAGSDROP_MAC_IDENTITY", *KEY])
def test_half_of_what_notarizing_needs_is_refused_by_name(told: Told, tmp_path: Path, lacks: str) -> None:
    environ = {"BILAGSDROP_MAC_IDENTITY": IDENTITY, **KEY}
    del environ[lacks]
    with pytest.raises(BuildError, match=f"missing: {lacks}$"):
        mac_signing.sign_image(tmp_path / "a.dmg", environ)
    assert told() == []


def test_an_image_without_a_certificate_is_left_as_it_is(told: Told, tmp_path: Path) -> None:
    mac_signing.sign_image(tmp_path / "a.dmg", {})
    assert told() == []


def test_the_app_holds_its_licences_and_its_list_before_it_is_signed(
    tree: Tree, app: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    for name in ("BILAGSDROP_MAC_IDENTITY", *KEY):
        monkeypatch.delenv(name, raising=False)
    image = mac_app.make_image(tree, tmp_path / "work", tmp_path, quick=True)
    assert image.name == "bilagsdrop-1.2.3-macos-arm64.dmg"
    contents = app / "Contents"
    for name in ("about", "bundle.json"):
        link = contents / "Frameworks" / name
        assert link.is_symlink()
        assert (contents / "Resources" / name).exists(), "data in Frameworks could not be signed"
    tools = [words[0] for words in told()]
    assert tools == ["codesign"] * 7 + ["ditto", "hdiutil"]
    stage = tmp_path / "work" / "image"
    assert (stage / "Applications").readlink() == Path("/Applications")
    assert (stage / app.name / "Contents" / "Frameworks" / "about").is_symlink()


def test_the_list_finds_what_is_missing_and_lets_signatures_be(tree: Tree, app: Path, tmp_path: Path) -> None:
    mac_app.finish_app(tree, tmp_path / "work")
    inner = app / "Contents" / "Frameworks"  # where an installed program's modules lie
    assert damage(inner) == []
    (inner / "libpython3.11.dylib").write_bytes(MACH_O + b"signature")
    _write(app / "Contents" / "_CodeSignature" / "CodeResources", b"seal")
    assert damage(inner) == [], "a signature changes code, and adds a seal"
    (inner / "lib-dynload" / "_ssl.so").unlink()
    (app / "Contents" / "Resources" / "resources" / "icon.svg").write_bytes(b"<svg />")
    assert damage(inner) == ["missing: Frameworks/lib-dynload/_ssl.so", "changed: Resources/resources/icon.svg"]


def test_the_list_itself_is_as_the_other_systems_have_it(tmp_path: Path) -> None:
    _write(tmp_path / "Resources" / "a", b"x")
    rows = json.loads(write_manifest(tmp_path, "Resources").read_text())["files"]
    assert rows["Resources/a"][0] == 1
