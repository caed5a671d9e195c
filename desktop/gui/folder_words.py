"""How it stands with a watched folder, and what came from it, in words."""

from __future__ import annotations

from desktop.folders.facts import Catch, Standing
from desktop.gui.notices import Notice, Tone, notice_of
from desktop.store.folders import Folder
from desktop.words import _, ngettext
from desktop.words.faults import explain


def name_of(folder: Folder) -> str:
    """Return what a folder is called: its last part, or all of a drive's."""
    return folder.path.name or str(folder.path)


def standing_words(folder: Folder, standing: Standing | None) -> Notice:
    """Return how it stands with a folder; None: nothing has been heard of it yet."""
    if not folder.is_on:
        return Notice(Tone.INFO, _("Off. What comes meanwhile is taken when it is switched on again."))
    if standing is None:
        return Notice(Tone.INFO, _("Looking …"))
    if standing.fault is not None:
        words = explain(standing.fault)
        return Notice(Tone.WAIT, words.title, f"{words.sentence} {words.step}")
    return _trouble(standing) or Notice(Tone.OK, " · ".join(_well(standing)))


def _trouble(standing: Standing) -> Notice | None:
    if standing.stuck:
        title = ngettext("{n} file is not ready", "{n} files are not ready", len(standing.stuck))
        text = _("“{file}” is still being written, is empty or can't be opened. It is taken as soon as it can be.")
        return Notice(Tone.WAIT, title.format(n=len(standing.stuck)), text.format(file=standing.stuck[0]))
    if standing.unmoved:
        n = len(standing.unmoved)
        title = ngettext("{n} file could not be cleared away", "{n} files could not be cleared away", n)
        text = _("“{file}” is in Bilagsdrop, but could neither be moved nor thrown out. It is tried again by itself.")
        return Notice(Tone.WAIT, title.format(n=n), text.format(file=standing.unmoved[0]))
    return None


def _well(standing: Standing) -> list[str]:
    n = standing.taken
    said = [ngettext("{n} receipt has come from here", "{n} receipts have come from here", n).format(n=n)]
    if not n:
        said = [_("Nothing has come from here yet")]
    for count, words in (
        (standing.waiting, ngettext("{n} file is coming in", "{n} files are coming in", standing.waiting)),
        (
            standing.elsewhere,
            ngettext(
                "{n} file is in the cloud only, and is taken once it is on this computer",
                "{n} files are in the cloud only, and are taken once they are on this computer",
                standing.elsewhere,
            ),
        ),
        (
            standing.closed,
            ngettext("{n} subfolder may not be opened", "{n} subfolders may not be opened", standing.closed),
        ),
    ):
        said += [words.format(n=count)] if count else []
    return said


def catch_notices(catch: Catch) -> list[Notice]:
    """Return what is to be said of what came: once for each look, and for each file that was refused."""
    name, told = name_of(catch.folder), []
    if catch.known:
        words = ngettext(
            "{n} file in “{folder}” was here already", "{n} files in “{folder}” were here already", catch.known
        )
        told.append(Notice(Tone.INFO, words.format(n=catch.known, folder=name)))
    if catch.taken:
        words = ngettext("{n} receipt came from “{folder}”", "{n} receipts came from “{folder}”", catch.taken)
        told.append(Notice(Tone.OK, words.format(n=catch.taken, folder=name)))
    told += [_refusal(notice_of(note, about=file), name) for file, note in catch.refused]
    return told


def _refusal(notice: Notice, folder: str) -> Notice:
    left = _("The file was left in “{folder}”, and is not tried again.").format(folder=folder)
    return Notice(Tone.WAIT, notice.title, f"{notice.text} {left}", short=notice.short)


def trouble_words(folder: Folder, standing: Standing) -> str:
    """Return the one line that the status line has for it."""
    return _("folder “{folder}”: {what}").format(
        folder=name_of(folder), what=_small(standing_words(folder, standing).title)
    )


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
