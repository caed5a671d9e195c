"""Where the program finds its servers and its folder, and what the user has set.

Order of precedence: environment, then settings, then what a release was built with, then Visma's own addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import platformdirs

CONNECT_URL = "https://connect.visma.com"
API_URL = "https://api.dinero.dk"
AUTHZ_URL = "https://authz.dinero.dk"
"""Dinero's own token server, for personal keys."""
APP_NAME = "Bilagsdrop"
BIN_DAYS = 30
"""How long what was thrown out can be brought back."""


class Theme(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen. Kept as ``settings.json`` in the data folder; holds no secret."""

    language: str | None = None
    """"da", "en", or None: as the system."""
    theme: Theme = Theme.SYSTEM
    company_id: int | None = None
    book: bool = False
    """Book each voucher once it is a draft."""
    book_confirmed: bool = False
    """The user has said yes to booking once."""
    connect_url: str | None = None
    api_url: str | None = None
    client_id: str | None = None
    redirect_uri: str | None = None
    authz_url: str | None = None
    key_client: str | None = None
    """The client id of the personal integration; set: its key is the way in, instead of a login at Visma."""
    update_url: str | None = None
    """Where newer versions are announced; None: nobody is ever asked."""
    seen_welcome: bool = False
    prove_storage: bool = True
    """Fetch each delivered file back once, and compare it with what was sent."""
    table: bool = False
    """The tray is shown as a table."""
    clear_old: bool = False
    """Clear delivered receipts by itself once they need not be kept any longer."""
    read_in_background: bool = True
    """Read what documents say before they are looked at; off: only those that are."""
    notify_needs: bool = True
    """Tell by a notification, while the window is not in front, that something needs the user."""
    notify_delivered: bool = True
    """The same, once, when everything that was sent has reached Dinero."""
    keep_running: bool = False
    """Closing hides the window, where an icon leads back to it; off: closing ends the program."""
    phone_encrypted: bool = False
    """The link for the phone is encrypted; the phone warns first, as no authority knows the certificate."""
    scan_together: bool = False
    """The pages of one scan are one receipt; off: each is one of its own."""
    scan_grey: bool = False
    """Scan without colours."""


WAY_IN = ("client_id", "redirect_uri", "key_client")
"""The settings that are changed together with what the keyring holds, and by that alone."""


@dataclass(frozen=True, slots=True)
class Config:
    """The servers and the folder of one run."""

    connect_url: str
    api_url: str
    data_dir: Path
    sandbox: bool = False
    """True: the built-in stand-in is spoken to, and the window says so."""
    authz_url: str = AUTHZ_URL
    built_in: bool = False
    """True: this release carries a registration at Visma Connect."""

    @property
    def journal_path(self) -> Path:
        """The SQLite journal."""
        return self.data_dir / "journal.sqlite3"

    @property
    def vault_dir(self) -> Path:
        """The folder of original bytes."""
        return self.data_dir / "vault"

    @property
    def renditions_dir(self) -> Path:
        """What is uploaded, kept until Dinero has confirmed."""
        return self.data_dir / "outgoing"

    @property
    def fetched_dir(self) -> Path:
        """Copies that were fetched back from Dinero where the original was lost."""
        return self.data_dir / "fetched"

    @property
    def settings_path(self) -> Path:
        """The settings file."""
        return self.data_dir / "settings.json"

    @property
    def delivery_lock_path(self) -> Path:
        """The OS lock whose holder sends."""
        return self.data_dir / "delivery.lock"

    @property
    def log_path(self) -> Path:
        """The log."""
        return self.data_dir / "bilagsdrop.log"


def default_data_dir(*, sandbox: bool = False) -> Path:
    """Return the local, non-roaming data folder of this OS user; the sandbox has one of its own."""
    base = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))
    return base.with_name(base.name + "-sandbox") if sandbox else base


def data_dir_from(environ: Mapping[str, str]) -> Path:
    """Return the data folder: ``BILAGSDROP_DATA_DIR`` or the system's own place."""
    chosen = environ.get("BILAGSDROP_DATA_DIR")
    return Path(chosen).expanduser().absolute() if chosen else default_data_dir()


def config_from(environ: Mapping[str, str], settings: Settings, data_dir: Path) -> Config:
    """Return the configuration of this run from environment and settings."""
    return Config(
        connect_url=(environ.get("BILAGSDROP_CONNECT_URL") or settings.connect_url or CONNECT_URL).rstrip("/"),
        api_url=(environ.get("BILAGSDROP_API_URL") or settings.api_url or API_URL).rstrip("/"),
        data_dir=data_dir,
        authz_url=(environ.get("BILAGSDROP_AUTHZ_URL") or settings.authz_url or AUTHZ_URL).rstrip("/"),
    )
