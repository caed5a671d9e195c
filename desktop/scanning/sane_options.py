"""What ``scanimage -A`` says of a scanner's options, and the arguments that a wish becomes.

Every driver has words of its own: "Color", "24bit Color", "True Gray"; "ADF", "Automatic Document Feeder(centrally)".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from desktop.scanning.facts import Abilities, Colour, Paper, Wish, fitting

_CHOICE = re.compile(r"^ {4}--(mode|source|resolution)\[?[ =](.+?)(?: \[([^\]]*)\])?(?: \[[^\]]*\])*\s*$", re.MULTILINE)
_RANGE = re.compile(r"^([\d.]+)\.\.([\d.]+)dpi")


def _choices(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values that the options have, as far as they can be set now."""
    found = {name: values for name, values, now in _CHOICE.findall(text) if now != "inactive"}
    return {name: tuple(v.strip() for v in values.split("|")) for name, values in found.items()}


def _is_feeder(word: str) -> bool:
    lower = word.casefold()
    return "adf" in lower or "feeder" in lower


def _is_duplex(word: str) -> bool:
    lower = word.casefold()
    return "duplex" in lower or "both" in lower or "back" in lower


def _is_colour(word: str) -> bool:
    lower = word.casefold()
    return "color" in lower or "colour" in lower


def _is_grey(word: str) -> bool:
    lower = word.casefold()
    return "gray" in lower or "grey" in lower


def abilities_in(text: str) -> Abilities:
    """Return what a scanner can do, by its options."""
    choices = _choices(text)
    sources, modes = choices.get("source", ()), choices.get("mode", ())
    feeder, glass = any(map(_is_feeder, sources)), any(not _is_feeder(s) for s in sources)
    papers = (*([Paper.GLASS] if glass or not feeder else []), *([Paper.FEEDER] if feeder else []))
    colours = (
        *([Colour.COLOUR] if any(map(_is_colour, modes)) or not modes else []),
        *([Colour.GREY] if any(map(_is_grey, modes)) else []),
    )
    return Abilities(papers, colours or (Colour.GREY,))


def arguments_for(text: str, wish: Wish) -> tuple[str, ...]:
    """Return the options of ``scanimage`` for a wish; what a scanner does not have is left as it is."""
    choices = _choices(text)
    sources = sorted(choices.get("source", ()), key=_is_duplex)  # one side is scanned, where there is the choice
    source = _first(sources, _is_feeder if wish.paper is Paper.FEEDER else lambda s: not _is_feeder(s))
    mode = _first(choices.get("mode", ()), _is_colour if wish.colour is Colour.COLOUR else _is_grey)
    resolution = _resolution(choices.get("resolution", ()), wish.resolution)
    pairs = (("--source", source), ("--mode", mode), ("--resolution", resolution))  # a source may change the others
    return tuple(part for name, value in pairs if value is not None for part in (name, value))


def _first(values: list[str] | tuple[str, ...], fits: Callable[[str], bool]) -> str | None:
    return next((v for v in values if fits(v)), None)


def _resolution(values: tuple[str, ...], wanted: int) -> str | None:
    """Return the nearest resolution that there is, rather more than less."""
    if not values:
        return None
    span = _RANGE.match(values[0])
    if span:
        return f"{min(max(wanted, float(span[1])), float(span[2])):g}"
    number = fitting((int(found[0]) for v in values if (found := re.match(r"\d+", v))), wanted)
    return None if number is None else str(number)
