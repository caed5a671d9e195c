"""The registration at Visma Connect that a release carries: taken from the environment of the build, or none.

It is written into the bundle alone (``resources/registration.json``), which the program reads; what is in a release is
public, see the README's security notes. No tool is given it as an argument, and nothing of it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from registration import WrongRelease, write

from bundling.run import BuildError
from desktop.visma.registration import BUILD_FILE

FILE = BUILD_FILE


def write_registration(folder: Path, environ: Mapping[str, str]) -> bool:
    """Write the registration of this release into ``folder``; return False, and leave none, when there is none.

    Raises BuildError when a part of it is missing, or its address can't be right.
    """
    try:
        made = write(folder, environ)
    except WrongRelease as error:
        raise BuildError(str(error)) from None
    if made is not None:
        made.chmod(0o600)  # what is built from it is public; this copy of it is the builder's
    return made is not None
