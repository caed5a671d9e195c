"""The settings file: each setting is read by the type of its default, and anything else reads as not set."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from desktop.config import Settings, Theme
from desktop.store import load_settings, save_settings


def changed() -> Settings:
    """Return settings of which none is the default."""
    others: dict[object, object] = {True: False, False: True, Theme.SYSTEM: Theme.DARK, None: "text"}
    values = {f.name: others[f.default] for f in fields(Settings)}
    return Settings(**(values | {"company_id": 7}))  # type: ignore[arg-type]  # each of its own type


def test_every_setting_comes_back_as_it_was(tmp_path: Path) -> None:
    save_settings(tmp_path / "settings.json", changed())
    assert load_settings(tmp_path / "settings.json") == changed()


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
@pytest.mark.parametrize("value", [[], {}, 3.5, -1, "x" * 9, None, True], ids=repr)
def test_what_a_setting_cannot_be_reads_as_not_set(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({name: value}))
    read, default = getattr(load_settings(tmp_path / "settings.json"), name), getattr(Settings(), name)
    if default is None:
        wanted = int if name == "company_id" else str
        fits = isinstance(value, wanted) and not isinstance(value, bool)
    else:
        fits = isinstance(value, type(default))
    assert read == (value if fits else default)
    assert type(read) is type(value if fits else default)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"theme": "pink"}', "\x00"])
def test_a_file_that_says_nothing_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text)
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_notifications_are_on_and_staying_is_off_until_the_user_says_so() -> None:
    new = Settings()
    assert (new.notify_needs, new.notify_delivered, new.read_in_background, new.keep_running) == (
        True,
        True,
        True,
        False,
    )
