"""Takes names, amounts and secrets out of a text that leaves the computer."""

from __future__ import annotations

import getpass
import json
import platform
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from desktop.receipts.lines import lines_of
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import Receipt

SHORTEST_NAME = 3
"""Characters; a shorter name would take pieces out of ordinary words."""
_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [secret]"),
    (
        re.compile(
            r"(?i)\b((?:access|refresh|id)_token|client_secret|code_verifier|code_challenge|password|passwd"
            r"|api[_-]?key|secret|authorization|set-cookie|cookie)(\W{0,3}[=:]\s*[\"']?)[^\s\"'&,}]+"
        ),
        r"\1\2[secret]",
    ),
    (re.compile(r"(?i)\b(code|state)=[^\s\"'&]{8,}"), r"\1=[secret]"),
    (re.compile(r"\beyJ[\w-]{5,}(?:\.[\w-]*){1,2}"), "[secret]"),
    (re.compile(r"(?<![\w/+-])[\w/+-]{40,}={0,2}(?![\w/+-])"), "[long text]"),
)
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"), "[account]"),
    (re.compile(r"\b\d{6}-?\d{4}\b"), "[number]"),  # as long as a CPR number
    (re.compile(r"\b(?:DK ?)?\d{8}\b"), "[number]"),  # a CVR number
)


class Redactor:
    """Knows what must not be read. ``secrets`` always go; ``names`` and what looks personal unless ``keep_names``."""

    def __init__(self, secrets: Iterable[str], names: Iterable[str], *, keep_names: bool = False) -> None:
        self._secrets = sorted({s for s in secrets if s}, key=len, reverse=True)
        kept = set() if keep_names else {n.strip() for n in names if len(n.strip()) >= SHORTEST_NAME}
        self._names = sorted(kept, key=len, reverse=True)
        self._keep_names = keep_names

    def clean(self, text: str) -> str:
        """Return the text without them. Names are found in any case, and as JSON and addresses write them."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]").replace(quote(secret, safe=""), "[secret]")
        for pattern, instead in _SECRETS:
            text = pattern.sub(instead, text)
        if self._keep_names:
            return text
        text = self._without_names(text)
        for pattern, instead in _PERSONAL:
            text = pattern.sub(instead, text)
        return text

    def _without_names(self, text: str) -> str:
        lowered = text.lower()
        for name in self._names:
            for form in {name, quote(name), json.dumps(name)[1:-1], ascii(name)[1:-1]}:
                if form.lower() in lowered:
                    text = re.sub(re.escape(form), "[name]", text, flags=re.IGNORECASE)
                    lowered = text.lower()
        return text


def names_in(receipts: Iterable[Receipt]) -> set[str]:
    """Return what receipts would tell about their owner: suppliers, texts, file names, amounts."""
    found: set[str] = set()
    for receipt in receipts:
        draft = receipt.draft
        found |= {draft.supplier, draft.description, receipt.file_name or ""}
        found |= {part for o in receipt.originals for part in (o.name, Path(o.name).stem)}
        found |= _amounts(draft.amount) | {draft.purpose, draft.guests}
        for line in lines_of(draft) if draft.lines else ():
            found |= {line.description} | _amounts(line.amount)
    return found


def _amounts(amount: Decimal | None) -> set[str]:
    return set() if amount is None else {format_amount(amount), str(amount)}


def names_of_this_computer() -> set[str]:
    """Return what the system would tell about its user."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    return {str(Path.home()), user if user != "root" else "", platform.node()}
