"""Keep the translation catalogues true: ``update`` adds and drops entries, ``check`` fails on a missing or stale one.

One .po file for each package below ``desktop`` and each language (``resources/locale/da/gui-tray.po``), so that the
catalogue of a room changes with its room; all of them are compiled into one ``LC_MESSAGES/bilagsdrop.mo``.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("da",)
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def source_catalogues() -> dict[str, Catalog]:
    """Return a catalogue for each package of ``desktop`` that has words."""
    found: dict[str, Catalog] = {}
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        parts = path.relative_to(ROOT / "desktop").parent.parts
        name = "-".join(parts) or "desktop"
        with path.open("rb") as source:
            entries = extract("python", source, keywords=KEYWORDS, comment_tags=("i18n:",))
            for _line, message, comments, _context in entries:
                catalogue = found.setdefault(name, Catalog(project="Bilagsdrop"))
                catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], auto_comments=comments)
    return found


def _po_path(language: str, name: str) -> Path:
    return LOCALE / language / f"{name}.po"


def _load(language: str, name: str) -> Catalog:
    path = _po_path(language, name)
    if not path.exists():
        return Catalog(locale=language, project="Bilagsdrop")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _merged(language: str, name: str, source: Catalog) -> Catalog:
    """Return the source's entries in order, with the strings that the .po file already has."""
    old = _load(language, name)
    merged = Catalog(locale=language, project="Bilagsdrop")
    for message in source:
        if not message.id:
            continue
        known = old.get(message.id if isinstance(message.id, str) else message.id[0])
        merged.add(
            message.id, known.string if known else "", locations=message.locations, auto_comments=message.auto_comments
        )
    return merged


def _write(path: Path, catalogue: Catalog) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, omit_header=False, include_lineno=False)
    text = re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|'
        r"Report-Msgid-Bugs-To):.*\n",
        "",
        buffer.getvalue().decode(),
        flags=re.MULTILINE,
    )
    text = re.sub(r"\A(#.*\n)+", "", text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace('#, fuzzy\nmsgid ""\n', 'msgid ""\n'), encoding="utf-8")


def _compiled(language: str) -> bytes:
    together = Catalog(locale=language, project="Bilagsdrop")
    for path in sorted((LOCALE / language).glob("*.po")):
        for message in _load(language, path.stem):
            if message.id and message.string and (isinstance(message.string, str) or all(message.string)):
                together.add(message.id, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, together)
    # The header's dates would make every build differ.
    return re.sub(
        rb"(Creation-Date|Revision-Date): [^\n]*",
        lambda m: m.group(1) + b": 2026-01-01 00:00+0000".ljust(len(m.group(0)) - len(m.group(1))),
        buffer.getvalue(),
    )


def _mo_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "bilagsdrop.mo"


def update(rooms: list[str]) -> None:
    """Write the .po files of ``rooms`` (none: of all) anew from the sources, keep what is translated, and compile."""
    sources = source_catalogues()
    for language in LANGUAGES:
        for stale in (LOCALE / language).glob("*.po"):
            if stale.stem not in sources:
                stale.unlink()
        for name, source in sources.items():
            if not rooms or name in rooms:
                _write(_po_path(language, name), _merged(language, name, source))
        _mo_path(language).parent.mkdir(parents=True, exist_ok=True)
        _mo_path(language).write_bytes(_compiled(language))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^}]*\}", text))


def _forms(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ("",))


def problems() -> list[str]:
    """Return a line for each entry that is missing, stale, empty or has other placeholders, and for a stale .mo."""
    found: list[str] = []
    sources = source_catalogues()
    for language in LANGUAGES:
        for name, source in sources.items():
            found += _compare(language, name, source)
        found += [
            f"{language}/{p.name}: stale catalogue" for p in (LOCALE / language).glob("*.po") if p.stem not in sources
        ]
        found += _conflicts(language)
        mo = _mo_path(language)
        if not mo.exists() or mo.read_bytes() != _compiled(language):
            found.append(f"{language}: bilagsdrop.mo is not what the .po files say; run 'make messages'")
    return found


def _conflicts(language: str) -> list[str]:
    """Return a line for each entry that two catalogues translate differently: compiled together, one of them wins."""
    seen: dict[str, tuple[str, object]] = {}
    found = []
    for path in sorted((LOCALE / language).glob("*.po")):
        for message in _load(language, path.stem):
            key = message.id if isinstance(message.id, str) else message.id[0]
            name, string = seen.setdefault(key, (path.stem, message.string))
            if key and string != message.string:
                found.append(f"{language}: {name}.po and {path.stem}.po differ in {key!r}")
    return found


def _compare(language: str, name: str, source: Catalog) -> list[str]:
    have = _load(language, name)
    wanted = {m.id if isinstance(m.id, str) else m.id[0]: m for m in source if m.id}
    present = {m.id if isinstance(m.id, str) else m.id[0]: m for m in have if m.id}
    found = [f"{language}/{name}.po: missing {k!r}" for k in wanted.keys() - present.keys()]
    found += [f"{language}/{name}.po: stale {k!r}" for k in present.keys() - wanted.keys()]
    for key in wanted.keys() & present.keys():
        for form in _forms(present[key].string):
            if not form:
                found.append(f"{language}/{name}.po: not translated {key!r}")
            elif _placeholders(form) != _placeholders(key) and isinstance(wanted[key].id, str):
                found.append(f"{language}/{name}.po: placeholders differ in {key!r}")
    return found


def main() -> int:
    """Run ``update`` or ``check`` as the first argument says."""
    if sys.argv[1:2] == ["update"]:
        update(sys.argv[2:])
        return 0
    lines = problems()
    print("\n".join(lines) or "catalogues are complete")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
