"""The sandbox speaks the language of each request, not that of the program it runs in."""

from __future__ import annotations

import functools
import gettext

from desktop.resources import resource_path
from desktop.words.translation import DOMAIN


@functools.cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, resource_path("locale"), languages=[language], fallback=True)


def translate(message: str, language: str) -> str:
    """Return an English message in "da" or "en"."""
    return message if language == "en" or not message else _catalogue(language).gettext(message)


def danish(message: str) -> str:
    """Return an English message in Danish, where there is a translation."""
    return translate(message, "da")
