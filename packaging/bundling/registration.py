"""The registration at Visma Connect that a release carries: taken from the environment of the build, or none.

It is written into the bundle alone (``resources/registration.json``), which the program reads; what is in a release is
public, see the README's security notes. No tool is given it as an argument, and nothing of it is printed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from bundling.run import BuildError

_NAMES = {
    "client_id": "BILAGSDROP_RELEASE_CLIENT_ID",
    "client_secret": "BILAGSDROP_RELEASE_CLIENT_SECRET",
    "redirect_uri": "BILAGSDROP_RELEASE_REDIRECT_URI",
}
FILE = "registration.json"


def write_registration(folder: Path, environ: Mapping[str, str]) -> bool:
    """Write the registration of this release into ``folder``; return False, and leave none, when there is none.

    Raises BuildError when a part of it is missing.
    """
    path = folder / FILE
    path.unlink(missing_ok=True)
    found = {key: environ.get(name, "") for key, name in _NAMES.items()}
    missing = [_NAMES[key] for key, value in found.items() if not value]
    if len(missing) == len(found):
        return False
    if missing:
        raise BuildError(f"the registration is not whole: {', '.join(missing)} is missing")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(found, file)
    return True
