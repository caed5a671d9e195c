"""One translation system (gettext) for window and command line.

The sources are English; ``resources/locale/da`` holds the Danish catalogues. Danish is the first language: it is used
when the system asks for Danish, or for a language that there is no catalogue for and nothing else was chosen.
"""

from __future__ import annotations

import gettext as _gettext
import os
import threading

from desktop.resources import resource_path

DOMAIN = "bilagsdrop"
LANGUAGES = ("da", "en")

_lock = threading.Lock()
_current: tuple[str, _gettext.NullTranslations] = ("en", _gettext.NullTranslations())


def use_language(language: str) -> None:
    """Speak ``language`` ("da" or "en") from now on, in every thread."""
    global _current  # noqa: PLW0603 - one language for the whole program is what gettext itself assumes
    translations = (
        _gettext.NullTranslations()
        if language == "en"
        else _gettext.translation(DOMAIN, resource_path("locale"), languages=[language])
    )
    with _lock:
        _current = (language, translations)


def current_language() -> str:
    """Return the language in use, "da" or "en"."""
    return _current[0]


def choose_language(setting: str | None = None) -> str:
    """Return the language to speak: the setting, else the system's, else Danish."""
    if setting in LANGUAGES:
        return setting
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(name, "")[:2].lower()
        if value in LANGUAGES:
            return value
    return "da"


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    return _current[1].gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form that fits ``n``, in the language in use."""
    return _current[1].ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark ``message`` for the catalogue; it is translated where it is shown."""
    return message
