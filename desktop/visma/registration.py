"""The client registration at Visma Connect, and the ways in which it can be held.

Dinero accepts confidential web-application clients only (contract section 1.1). A registration built into a release
is known to anyone who unpacks it: it is treated as public and revocable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop.config import Settings
from desktop.resources import resource_path
from desktop.visma.secret_home import SecretHome

BUILD_FILE = "registration.json"
BUILD_MEMBERS = ("client_id", "client_secret", "redirect_uri")


class Source(StrEnum):
    """Who holds the registration."""

    ENVIRONMENT = "environment"
    SETTINGS = "settings"
    BUILD = "build"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Registration:
    """A confidential client of Visma Connect."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    source: Source


class RegistrationHolder(Protocol):
    """One way of holding a registration; a relay that keeps the secret on a server can become another."""

    def registration(self) -> Registration | None:
        """Return the registration, or None when this holder has none. May raise a fault of the keyring."""
        ...


@dataclass(frozen=True, slots=True)
class FromEnvironment:
    """``BILAGSDROP_CLIENT_ID``, ``BILAGSDROP_CLIENT_SECRET`` and ``BILAGSDROP_REDIRECT_URI``."""

    environ: Mapping[str, str]

    def registration(self) -> Registration | None:
        """Return the registration, or None unless all three are set."""
        values = [self.environ.get(f"BILAGSDROP_{n}") for n in ("CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI")]
        if not all(values):
            return None
        return Registration(str(values[0]), str(values[1]), str(values[2]), Source.ENVIRONMENT)


@dataclass(frozen=True, slots=True)
class FromSettings:
    """The user's own client: id and redirect URI from the settings, the secret from the keyring."""

    settings: Settings
    home: SecretHome

    def registration(self) -> Registration | None:
        """Return the registration, or None unless all three are there."""
        client_id, redirect_uri = self.settings.client_id, self.settings.redirect_uri
        if not client_id or not redirect_uri:
            return None
        secret = self.home.get(secret_name(client_id))
        return Registration(client_id, secret, redirect_uri, Source.SETTINGS) if secret else None


@dataclass(frozen=True, slots=True)
class FromBuild:
    """What a release was built with: ``registration.json`` among the resources, or where ``path`` says.

    A JSON object with ``client_id``, ``client_secret`` and ``redirect_uri``, all texts; ``packaging/registration.py``
    writes it. The sources have none.
    """

    path: Path | None = None

    def registration(self) -> Registration | None:
        """Return the registration, or None when the release has none that can be used."""
        try:
            raw = json.loads((self.path or resource_path(BUILD_FILE)).read_text(encoding="utf-8"))
            client_id, secret, redirect_uri = (raw[name] for name in BUILD_MEMBERS)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if not all(isinstance(value, str) and value for value in (client_id, secret, redirect_uri)):
            return None
        return Registration(client_id, secret, redirect_uri, Source.BUILD)


def secret_name(client_id: str) -> str:
    """Return the name under which the keyring holds a client's secret."""
    return f"client-secret {client_id}"


def find_registration(environ: Mapping[str, str], settings: Settings, home: SecretHome) -> Registration | None:
    """Return the first registration there is: environment, then the user's own, then the release's."""
    holders: tuple[RegistrationHolder, ...] = (
        FromEnvironment(environ),
        FromSettings(settings, home),
        FromBuild(),
    )
    return next((r for h in holders if (r := h.registration()) is not None), None)
