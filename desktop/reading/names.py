"""Names of companies, for comparison."""

from __future__ import annotations

import re
import unicodedata

LEGAL_FORM = (
    r"(?:ApS|A/S|I/S|K/S|P/S|IVS|A\.M\.B\.A\.?|AMBA|F\.M\.B\.A\.?|GmbH|AG|AB|ASA?|Oy|B\.?V\.?|N\.?V\.?|Ltd\.?|Limited"
    r"|LLC|Inc\.?|PLC|S\.?A\.?R?\.?L?\.?|SAS|S\.?r\.?l\.?)"
)
_FORMS = re.compile(rf"[\s,]+{LEGAL_FORM}$|\b(?:aps|a/s|i/s|k/s|ivs|gmbh|ab|as|oy|bv|ltd|llc|inc)\b\.?", re.IGNORECASE)


def plain_name(text: str) -> str:
    """Return a name for comparison: no legal form, no marks, small letters."""
    bare = _FORMS.sub(" ", " ".join(unicodedata.normalize("NFKC", text).split()))
    return " ".join(re.sub(r"[^\w]+", " ", bare.casefold()).split())
