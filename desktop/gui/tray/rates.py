"""VAT rates in words."""

from __future__ import annotations

from decimal import Decimal


def rate_text(rate: Decimal) -> str:
    """Return a rate (0.25) as ``25 %``; decimals with a comma, and only where there are some."""
    percent = f"{(rate * 100).normalize():f}".replace(".", ",")
    return f"{percent}\u00a0%"
