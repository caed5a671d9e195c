"""Signs an app bundle and has Apple look through its disk image, as the environment says; without it: signed by nobody.

==============================  =======================================================================================
``BILAGSDROP_MAC_IDENTITY``     the name of a "Developer ID Application" certificate in a keychain that is open
``BILAGSDROP_NOTARY_KEY``       a file with an App Store Connect API key (``.p8``), and with it
``BILAGSDROP_NOTARY_KEY_ID``    the key's id
``BILAGSDROP_NOTARY_ISSUER``    its issuer's id
==============================  =======================================================================================

No secret stands on a command line: the certificate's key lies in the keychain, Apple's in a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bundling.identity import ROOT
from bundling.mac_code import to_sign
from bundling.run import BuildError, run

IDENTITY = "BILAGSDROP_MAC_IDENTITY"
NOTARY = ("BILAGSDROP_NOTARY_KEY", "BILAGSDROP_NOTARY_KEY_ID", "BILAGSDROP_NOTARY_ISSUER")
PROGRAM = ROOT / "packaging" / "macos" / "program.entitlements"
HELPER = ROOT / "packaging" / "macos" / "web-helper.entitlements"
HELPER_APP = "QtWebEngineProcess.app"
_NOBODY = "-"
"""An ad hoc signature: Apple's processors run no code without one."""


def sign_app(app: Path, environ: Mapping[str, str]) -> None:
    """Sign everything in an app, from the inside out, and check the whole. Raises BuildError."""
    identity = environ.get(IDENTITY) or _NOBODY
    for path in to_sign(app):
        run("codesign", *_options(identity), *_entitlements(path, app, identity), path)
    run("codesign", "--verify", "--deep", "--strict", app)


def _options(identity: str) -> tuple[str, ...]:
    """Return how to sign: with a certificate hardened and with the time, by which the signature outlives it."""
    hardened = () if identity == _NOBODY else ("--options", "runtime", "--timestamp")
    return ("--force", "--sign", identity, *hardened)


def _entitlements(path: Path, app: Path, identity: str) -> tuple[str, ...]:
    """Return what a program may do that the hardened runtime forbids; libraries have none of their own."""
    if identity == _NOBODY:
        return ()
    if path.name == HELPER_APP:
        return ("--entitlements", str(HELPER))
    return ("--entitlements", str(PROGRAM)) if path == app else ()


def sign_image(image: Path, environ: Mapping[str, str]) -> None:
    """Sign a disk image, have Apple notarize it, and staple the ticket to it; without a certificate do nothing.

    Raises BuildError, also for half of what notarizing needs, or for a key without a certificate.
    """
    identity, given = environ.get(IDENTITY), [name for name in NOTARY if environ.get(name)]
    if given and (len(given) < len(NOTARY) or not identity):
        missing = [name for name in (IDENTITY, *NOTARY) if not environ.get(name)]
        raise BuildError(f"to notarize, these are missing: {', '.join(missing)}")
    if not identity:
        return
    run("codesign", "--force", "--sign", identity, "--timestamp", image)
    if given:
        key, key_id, issuer = (environ[name] for name in NOTARY)
        run("xcrun", "notarytool", "submit", image, "--key", key, "--key-id", key_id, "--issuer", issuer, "--wait")
        run("xcrun", "stapler", "staple", image)
