"""What is shipped, and what is not: the same rules for the three systems."""

from __future__ import annotations

import pytest
from bundling.choice import (
    Entry,
    is_of_the_system,
    is_qt_library,
    taken_from_the_system,
    wanted,
    without_dangling,
)
from bundling.closure import reached


def _entry(path: str, kind: str = "BINARY") -> Entry:
    return path, f"/packages/{path}", kind


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/QtWebEngineCore.abi3.so",
        "PySide6/QtWebEngineCore.pyd",
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "PySide6/Qt/translations/qtwebengine_locales/da.pak",
        "PySide6/Qt/lib/QtWebEngineCore.framework/Versions/A/Resources/qtwebengine_locales/en-US.pak",
        "PySide6/Qt/resources/qtwebengine_resources_200p.pak",
        "PySide6/Qt/translations/qtbase_da.qm",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "click-8.5.1.dist-info/licenses/LICENSE.txt",
        "resources/samples/p-billet.jpg",
        "certifi/cacert.pem",
    ],
)
def test_what_is_used_is_shipped(path: str) -> None:
    assert wanted(_entry(path))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/qml/QtQuick/Controls/plugin.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6/QtQml.abi3.so",
        "PySide6/QtQuick.pyd",
        "PySide6/Qt/translations/qtwebengine_locales/de.pak",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/resources/qtwebengine_resources.debug.pak",
        "PySide6/opengl32sw.dll",
        "click-8.5.1.dist-info/RECORD",
        "libsoftokn3.chk",
    ],
)
def test_what_is_not_used_is_left_out(path: str) -> None:
    assert not wanted(_entry(path))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
        "PySide6/libpyside6qml.abi3.so.6.12",
        "PySide6/avcodec-61.dll",
    ],
)
def test_a_library_of_qt_is_known_on_each_system(path: str) -> None:
    assert is_qt_library(_entry(path))


@pytest.mark.parametrize("path", ["PySide6/QtCore.abi3.so", "PySide6/Qt/plugins/tls/libq.so", "PIL/_imaging.so"])
def test_what_is_loaded_by_name_is_no_such_library(path: str) -> None:
    assert not is_qt_library(_entry(path))


def test_only_what_is_linked_to_stays_also_through_others() -> None:
    core, gui, quick, plugin = (
        _entry(f"PySide6/Qt/{name}")
        for name in (
            "lib/libQt6Core.so.6",
            "lib/libQt6Gui.so.6",
            "lib/libQt6Quick.so.6",
            "plugins/platforms/libqxcb.so",
        )
    )
    links = {plugin[1]: {"libQt6Gui.so.6", "libc.so.6"}, gui[1]: {"/somewhere/libQt6Core.so.6"}}
    data = _entry("PySide6/Qt/lib/notes.txt", "DATA")
    kept = reached([core, gui, quick, plugin, data], lambda source: links.get(source, set()))
    assert kept == [core, gui, plugin, data]


def test_a_link_to_nothing_is_left_out() -> None:
    core = _entry("PySide6/Qt/lib/libQt6Core.so.6")
    good: Entry = ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK")
    inside: Entry = ("PySide6/Qt/libexec/core", "../lib/libQt6Core.so.6", "SYMLINK")
    dead: Entry = ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK")
    assert without_dangling([core, good, dead, inside]) == [core, good, inside]


def test_what_is_the_systems_stays_the_systems() -> None:
    own = ["/venv", "/opt/python"]
    assert is_of_the_system("/usr/lib/libz.so.1", own)
    assert not is_of_the_system("/venv/lib/PySide6/libz.so.1", own)
    assert not is_of_the_system("/venvlib.so", ["/venvlib.so"])
    assert is_of_the_system("/venv2/lib/libz.so.1", own), "a folder's name is not a beginning of letters"
    assert not is_of_the_system("PySide6/Qt/lib/libQt6Core.so.6", own), "the target of a link"
    assert taken_from_the_system("libssl.so.3")
    assert taken_from_the_system("libxcb-cursor.so.0")
    for name in ("libz.so.1", "libzstd.so.1", "libexpat.so.1", "libnss3.so", "libstdc++.so.6", "libGL.so.1"):
        assert not taken_from_the_system(name), "a driver may need a newer one"
