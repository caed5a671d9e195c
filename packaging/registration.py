"""Writes the registration that a release carries: ``registration.py write FOLDER``.

Run by the build on the program's resources folder, once they have been copied there: the one that
``desktop.resources`` finds them in (``resources`` among a PyInstaller program's contents). Client id, secret and
redirect address come from ``BILAGSDROP_RELEASE_CLIENT_ID``, ``BILAGSDROP_RELEASE_CLIENT_SECRET`` and
``BILAGSDROP_RELEASE_REDIRECT_URI``, and stand in ``registration.json`` of that folder. Without any of them there is no
such file afterwards: the release works with the user's own client, a personal key or the trial. Some but not all of
them, or an address that is not https, is an error (exit status 2), so that no half release leaves the house. No value
is ever printed.

Who unpacks a release can read its secret. It is public, and revocable in Visma's developer portal.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.visma.registration import BUILD_FILE, BUILD_MEMBERS

VARIABLES = {name: f"BILAGSDROP_RELEASE_{name.upper()}" for name in BUILD_MEMBERS}


class WrongRelease(Exception):  # noqa: N818 - a finding for whoever builds
    """The environment holds no whole registration; the text names variables, and no value."""


def registration(environ: Mapping[str, str]) -> dict[str, str] | None:
    """Return the registration that the environment gives, None without any. Raises WrongRelease."""
    found = {name: environ.get(variable, "").strip() for name, variable in VARIABLES.items()}
    if not any(found.values()):
        return None
    missing = [VARIABLES[name] for name, value in found.items() if not value]
    if missing:
        raise WrongRelease(f"a release needs {', '.join(missing)} too")
    if not _is_https(found["redirect_uri"]):
        raise WrongRelease(f"{VARIABLES['redirect_uri']} is no https address")
    return found


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def write(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """Write (or remove) the file in ``folder``, and return its path if there is one now. Raises WrongRelease."""
    if not folder.is_dir():
        raise WrongRelease(f"{folder} is no folder")
    path, found = folder / BUILD_FILE, registration(environ)
    if found is None:
        path.unlink(missing_ok=True)
        return None
    path.write_bytes(json.dumps(found, indent=1, sort_keys=True).encode() + b"\n")
    path.chmod(0o644)
    return path


def main(words: list[str]) -> int:
    """Write the file; return the exit status."""
    if len(words) != 2 or words[0] != "write":
        sys.stderr.write("usage: registration.py write FOLDER\n")
        return 2
    try:
        path = write(Path(words[1]), os.environ)
    except WrongRelease as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{path}\n" if path else "no registration: the release carries none\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
