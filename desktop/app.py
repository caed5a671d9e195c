"""Wires the parts together: the only place that knows all of them, apart from the window's own start."""

from __future__ import annotations

import logging
import logging.handlers
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.config import Config, config_from, data_dir_from
from desktop.desk import Desk
from desktop.desk.chosen_session import ChosenSession
from desktop.desk.computer import Computer
from desktop.desk.session import ConnectSession, FixedRegistration
from desktop.store import load_settings
from desktop.store.disk import make_directory, own_folder_faults
from desktop.visma import FromBuild, KeyringHome, MemoryHome, SecretHome

if TYPE_CHECKING:
    from desktop.sandbox import Sandbox  # loads an HTTP server, which only the trial needs

_LOG_BYTES = 1_000_000


def open_desk(environ: Mapping[str, str], home: SecretHome | None = None, desk_type: type[Desk] = Desk) -> Desk:
    """Return the desk of the data folder that the environment names, connected as environment and settings say.

    ``home`` is where secrets live (None: the keyring). Reads the settings file; opens neither journal nor network.
    """
    data_dir = data_dir_from(environ)
    path = data_dir / "settings.json"
    config = config_from(environ, load_settings(path), data_dir)
    config = replace(config, built_in=FromBuild().registration() is not None)
    session = ChosenSession(config, environ, lambda: load_settings(path), home or KeyringHome())
    return desk_type(config, session)


def open_sandbox_desk(box: Sandbox, config: Config, computer: Computer | None = None) -> Desk:
    """Return a desk that speaks to the built-in sandbox. Its login lives in memory: it unlocks nothing real.

    What a ``computer`` remembers of the folder lies in the folder itself: a trial that is thrown away leaves no trace.
    """
    fixed = FixedRegistration(box.client_id, box.client_secret, box.redirect_uri)
    settings_path = config.settings_path
    own = config.data_dir / "locks"
    session = ConnectSession(config, fixed.environ, lambda: load_settings(settings_path), MemoryHome(), own)
    return Desk(config, session, computer=computer or Computer(own))


def start_log(config: Config) -> None:
    """Write the log into the data folder: facts and counts, never a secret. Raises Fault."""
    with own_folder_faults(config.data_dir):
        make_directory(config.data_dir)
        handler = logging.handlers.RotatingFileHandler(
            config.log_path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # urllib3 and requests write whole addresses at DEBUG; INFO is enough for a fault to be found.
    for name in ("urllib3", "requests", "PIL", "werkzeug"):
        logging.getLogger(name).setLevel(logging.WARNING)
