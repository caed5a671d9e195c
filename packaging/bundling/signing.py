"""Signs programs and installers for Windows, with a certificate that the environment names. Without one: unsigned.

======================================  ===============================================================================
``BILAGSDROP_SIGN_PFX``                 a PKCS #12 file; its password in ``BILAGSDROP_SIGN_PASSWORD``
``BILAGSDROP_SIGN_THUMBPRINT``          SHA-1 of a certificate in the user's store (a token's, or a signing service's);
                                        on Windows only, instead of a file
``BILAGSDROP_SIGN_TIMESTAMP_URL``       a time stamp server (RFC 3161), so that a signature outlives its certificate
======================================  ===============================================================================

``signtool`` takes a password as an argument alone, which other users of the computer could read; so a file is signed
with by osslsigncode, which reads it from a file that is the user's own and gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bundling.identity import NAME
from bundling.run import BuildError, run

PFX, PASSWORD = "BILAGSDROP_SIGN_PFX", "BILAGSDROP_SIGN_PASSWORD"
THUMBPRINT, TIME_URL = "BILAGSDROP_SIGN_THUMBPRINT", "BILAGSDROP_SIGN_TIMESTAMP_URL"


def wanted(environ: Mapping[str, str]) -> bool:
    """Return whether the environment names a certificate. Raises BuildError when it names two."""
    named = [name for name in (PFX, THUMBPRINT) if environ.get(name)]
    if len(named) > 1:
        raise BuildError(f"{' and '.join(named)} name a certificate each; one is enough")
    return bool(named)


def sign(path: Path, environ: Mapping[str, str]) -> bool:
    """Sign a file in place; return False when there is no certificate. Raises BuildError."""
    if not wanted(environ):
        return False
    if environ.get(PFX):
        _sign_with_file(path, environ)
    else:
        _sign_from_store(path, environ)
    return True


def _sign_with_file(path: Path, environ: Mapping[str, str]) -> None:
    signed = path.with_name(f"{path.name}.signed")
    signed.unlink(missing_ok=True)
    stamp = ("-ts", environ[TIME_URL]) if environ.get(TIME_URL) else ()
    with _password_file(environ.get(PASSWORD, "")) as password:
        run("osslsigncode", "sign", "-pkcs12", environ[PFX], "-readpass", password, "-h", "sha256", "-n", NAME, *stamp,
            "-in", path, "-out", signed)  # fmt: skip
    shutil.copymode(path, signed)
    signed.replace(path)


def _sign_from_store(path: Path, environ: Mapping[str, str]) -> None:
    stamp = ("/tr", environ[TIME_URL], "/td", "sha256") if environ.get(TIME_URL) else ()
    run(_signtool(), "sign", "/sha1", environ[THUMBPRINT], "/fd", "sha256", "/d", NAME, *stamp, path)


def _signtool() -> str:
    """Return the path of Windows' signer: the newest SDK's, which is not on the path by itself."""
    kits = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")
    return shutil.which("signtool") or str(max(kits.glob(r"10.*\x64\signtool.exe"), default="signtool"))


@contextmanager
def _password_file(password: str) -> Iterator[Path]:
    """Yield a file with the password that this user alone can read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "password"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(password)
        yield path
