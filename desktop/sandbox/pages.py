"""How a page is made: words of its language, escaped values, headers that let no script in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request

from desktop.sandbox.here import desk
from desktop.sandbox.language import COOKIE, danish_date, kroner, page_language
from desktop.sandbox.page_words import WORDS
from desktop.sandbox.words import translate


class PageWords:
    """The words of pages in one language, by name; an unknown name is a KeyError, so no page shows a blank."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getitem__(self, name: str) -> str:
        return translate(WORDS[name], self.language)


def show(template: str, *, script: bool = False, status: int = 200, **values: object) -> Response:
    """Return a page. ``script`` allows the sandbox's own script files (the form_post page needs one)."""
    language = page_language()
    answer = make_response(
        render_template(template, w=PageWords(language), lang=language, kr=kroner, date=danish_date, **values), status
    )
    # A browser checks form-action on the redirect that follows a form, too: so the callback's origins are named.
    allowed = "'self'" if script else "'none'"
    origins = sorted({f"{u.scheme}://{u.netloc}" for u in map(urlsplit, desk().clients.redirect_uris)})
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {' '.join(origins)}; script-src {allowed}"
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    if request.args.get("lang") in {"da", "en"}:
        answer.set_cookie(COOKIE, language, httponly=True, samesite="Lax")
    return answer
