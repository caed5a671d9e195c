"""Which of the files that PyInstaller finds are shipped.

PyInstaller collects everything that a package could want. Of PySide6 that is 600 MB: all of QML, plugins for devices
without a screen, WebEngine's developer tools and its words in fifty languages. Here is said what the program uses; a
path is judged by what it is, so that the rules are the same for the three systems.

An entry is PyInstaller's own triple: path inside the bundle, path of the source, type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]

QT_MODULES = (
    "QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg",  # imported by desktop.gui
    "QtWebEngineCore", "QtWebEngineWidgets", "QtWebChannel", "QtPrintSupport",  # the login; the last two are its base
)  # fmt: skip

QT_PLUGINS = {
    "platforms": {"qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"},
    "platformthemes": {"qxdgdesktopportal"},  # file dialogs and dark mode of the desktop, without linking to GTK
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "xcbglintegrations": {"qxcb-glx-integration", "qxcb-egl-integration"},
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl", "dmabuf-server", "shm-emulation-server"},
    "imageformats": {"qjpeg", "qgif", "qwebp", "qtiff", "qsvg", "qico"},  # what the clipboard may hold
    "iconengines": {"qsvgicon"},
    "styles": {"qmodernwindowsstyle", "qmacstyle"},
    "tls": {"qopensslbackend", "qschannelbackend", "qsecuretransportbackend"},  # reads a login page's certificate
}
"""Plugins by folder; a folder that isn't named is not shipped."""

QT_TRANSLATIONS = {"qtbase_da.qm"}
"""Qt's own words on dialogs; English is built in."""
WEB_LOCALES = {"da.pak", "en-US.pak"}

SYSTEM_LIBRARIES = (
    "libpython3.", "libcrypto.", "libssl.", "libffi.", "libsqlite3.", "libbz2.",
    "libxcb-cursor.", "libxcb-icccm.", "libxcb-image.", "libxcb-keysyms.", "libxcb-render-util.", "libxcb-util.",
)  # fmt: skip
"""What is taken along from the build machine: what Python was built against and other systems have other versions of,
and six small libraries of Qt's X11 plugin that many desktops lack. Everything else is the system's own: it gets the
system's security updates, and a graphics driver that loads it too finds the one it was made for."""

_PLUGIN = re.compile(r"(?:^|/)PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/]+?)\.(?:so|dll|dylib)$")
_QML = re.compile(r"(?:^|/)PySide6/(?:Qt/)?qml/")
_BINDING = re.compile(r"(?:^|/)PySide6/(Qt\w+)\.(?:abi3\.so|pyd)$")
_LIBRARY = re.compile(r"(?:^|/)PySide6/(?:Qt/lib/|[^/]+\.(?:dll|dylib|so[.\d]*)$)")
_UNUSED = re.compile(
    r"qtwebengine_devtools_resources|\.debug\.(?:pak|bin)$|(?:^|/)opengl32sw\.dll$"
    r"|\.dist-info/(?!METADATA$|entry_points\.txt$|licenses/|licen[cs]e|copying|notice|authors)"
    r"|(?:^|/)lib(?:softokn3|nssdbm3|freebl3|freeblpriv3|nssckbi)\.(?:so|chk)$",  # NSS is the system's
    re.IGNORECASE,
)


def wanted(entry: Entry) -> bool:
    """Return whether an entry is of a kind that is shipped (a library may still turn out to be used by nothing)."""
    path = entry[0].replace("\\", "/")
    if _QML.search(path) or _UNUSED.search(path):
        return False
    if binding := _BINDING.search(path):
        return binding.group(1) in QT_MODULES
    if plugin := _PLUGIN.search(path):
        return plugin.group(2) in QT_PLUGINS.get(plugin.group(1), ())
    parts = PurePosixPath(path).parts
    if "PySide6" in parts and "plugins" in parts:
        return False
    if "qtwebengine_locales" in parts:
        return parts[-1] in WEB_LOCALES
    return not path.endswith(".qm") or parts[-1] in QT_TRANSLATIONS


def is_qt_library(entry: Entry) -> bool:
    """Return whether an entry is a library that is shipped only when something else links to it."""
    path = entry[0].replace("\\", "/")
    return bool(_LIBRARY.search(path)) and not _BINDING.search(path) and entry[2] != "DATA"


def is_of_the_system(source: str, own: Iterable[str]) -> bool:
    """Return whether a library was found outside the folders ``own`` (Python's and its packages')."""
    path = PurePosixPath(source.replace("\\", "/"))
    return path.is_absolute() and not any(path.is_relative_to(folder) for folder in own)


def taken_from_the_system(name: str) -> bool:
    """Return whether a library of the build machine, by its file name, goes along."""
    return name.startswith(SYSTEM_LIBRARIES)


def without_dangling(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without symbolic links to something that isn't among them."""
    found = list(entries)
    there = {dest for dest, _source, _kind in found}
    return [e for e in found if e[2] != "SYMLINK" or _target(e) in there]


_FRAMEWORK = re.compile(r"^(.*?/[^/]+\.framework)/")


def without_empty_frameworks(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without what is left of macOS' frameworks whose library is not shipped.

    A framework without its library can't be signed, and neither can the app that holds it.
    """
    found = list(entries)
    names = {e[0]: match.group(1) for e in found if (match := _FRAMEWORK.match(e[0].replace("\\", "/")))}
    whole = {names[e[0]] for e in found if e[0] in names and e[2] not in {"DATA", "SYMLINK"}}
    return [e for e in found if e[0] not in names or names[e[0]] in whole]


def _target(link: Entry) -> str:
    """Return where a link points, as a path inside the bundle."""
    parts: list[str] = []
    for part in (*PurePosixPath(link[0]).parent.parts, *PurePosixPath(link[1]).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
