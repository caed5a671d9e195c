"""Which language a page speaks: ``?lang=``, ``ui_locales``, a cookie, Accept-Language, else Danish."""

from __future__ import annotations

from decimal import Decimal

from flask import request

COOKIE = "sandbox_lang"


def page_language() -> str:
    """Return "da" or "en" for this request."""
    for asked in (request.args.get("lang"), request.args.get("ui_locales"), request.cookies.get(COOKIE)):
        if asked and asked[:2].lower() in {"da", "en"}:
            return asked[:2].lower()
    return request.accept_languages.best_match(["da", "en"], default="da") or "da"


def kroner(amount: Decimal | float | str) -> str:
    """Return an amount the Danish way: ``1.234,56``."""
    shown = f"{Decimal(str(amount)):,.2f}"
    return shown.replace(",", " ").replace(".", ",").replace(" ", ".")


def danish_date(iso: str | None) -> str:
    """Return ``16.05.2026`` for an ISO date or instant; a hyphen for none."""
    return "-" if not iso else f"{iso[8:10]}.{iso[5:7]}.{iso[:4]}"
