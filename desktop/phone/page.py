"""The page that the phone shows: one file of HTML, filled with the words of the language in use."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import secrets
from functools import cache

from desktop.phone.limits import Limits
from desktop.resources import resource_path
from desktop.words import N_, _, current_language
from desktop.words.numbers import size_text

PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src blob: data:;"
    " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content Security Policy 3: nothing but this page's own script and style, its own photos, and its own server."""
_WORDS = {
    "intro": N_("Photos land straight in the tray on the computer."),
    "take": N_("Take a photo"),
    "choose": N_("Choose photos or PDFs"),
    "list": N_("Sent from this phone"),
    "connecting": N_("Connecting to the computer …"),
    "ready": N_("Connected to the computer."),
    "count": N_("{received} of {all} received"),
    "waiting": N_("Waiting"),
    "sending": N_("Sending, {percent} %"),
    "keeping": N_("The computer is putting it away …"),
    "taken": N_("Received: it is in the tray"),
    "known": N_("Was here already: not added twice"),
    "refused": N_("Not added"),
    "large": N_("Too large: at most {limit}"),
    "again_soon": N_("The connection broke. Trying again …"),
    "broken": N_("Not sent"),
    "again": N_("Try again"),
    "gone": N_(
        "The computer doesn't answer. Is the phone still on the same Wi-Fi? If the link on the computer has closed,"
        " scan its new code. What says “Received” is safe, and nothing is added twice."
    ),
    "other": N_("Another phone is using this link. Press “New code” on the computer, and scan the new one."),
    "foot": N_("Keep this page open until all photos are received."),
    "noscript": N_("This page needs JavaScript. Switch it on in the phone's browser, and scan the code again."),
    "other_title": N_("The link is taken"),
}


def page(limits: Limits) -> tuple[bytes, str]:
    """Return the page, and the nonce that its policy names."""
    words = {name: _(text) for name, text in _WORDS.items()}
    words["large"] = words["large"].format(limit=size_text(limits.photo))
    told = json.dumps({"words": words, "limit": limits.photo}).replace("<", "\\u003c")
    return _filled("page.html", words | {"language": current_language()}, told)


def stranger_page() -> tuple[bytes, str]:
    """Return what a second phone sees, and the nonce that its policy names."""
    words = {name: _(_WORDS[name]) for name in ("other", "other_title")}
    return _filled("other.html", words | {"language": current_language()}, "{}")


def usual_name() -> str:
    """Return what a photo is called that the phone gave no name, without the ending."""
    return _("Phone {time}").format(time=f"{dt.datetime.now().astimezone():%Y-%m-%d %H.%M.%S}")


def _filled(name: str, words: dict[str, str], told: str) -> tuple[bytes, str]:
    nonce = secrets.token_urlsafe(18)
    values = {key: html.escape(text) for key, text in words.items()} | {"nonce": nonce, "told": told}
    values["style"] = _read("style.css")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found.group(1)], _read(name)).encode(), nonce


@cache
def _read(name: str) -> str:
    return resource_path("phone", name).read_text(encoding="utf-8")
