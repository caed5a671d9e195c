"""The three parts of what is said about a fault."""

from __future__ import annotations

from typing import NamedTuple


class Template(NamedTuple):
    """English texts, marked for the catalogue, with named placeholders."""

    title: str
    sentence: str
    step: str


class Explanation(NamedTuple):
    """What the user reads, in the language in use."""

    title: str
    """A few words."""
    sentence: str
    """What happened to the receipt, and why."""
    step: str
    """What to do now."""
