"""All receipts in a few words and one mood, for the icon by the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from desktop.gui.bridge import Bridge
from desktop.gui.notices import Tone
from desktop.gui.overview.waits import Deed, waits_of
from desktop.receipts.states import Place
from desktop.words import _, ngettext


class Mood(Enum):
    """What the icon shows, by form."""

    CALM = "calm"
    SENDING = "sending"
    WAITS = "waits"
    """It goes on by itself, but not now."""
    NEEDS_USER = "needs_user"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many receipts are where."""

    sending: int = 0
    needing: int = 0
    waiting: int = 0
    """Of ``sending``, how many wait for something that passes by itself."""
    ready: tuple[str, ...] = ()
    """Ids of those in the tray that only need to be sent."""
    held: bool = False
    known: bool = True
    """False while the data folder is being read."""

    @property
    def mood(self) -> Mood:
        """What weighs most."""
        if self.needing or self.held:
            return Mood.NEEDS_USER
        if self.waiting:
            return Mood.WAITS
        return Mood.SENDING if self.sending else Mood.CALM

    def words(self) -> str:
        """Return it as one line."""
        if not self.known:
            return _("Fetching the receipts …")
        parts = (
            (self.sending, ngettext("{n} being sent", "{n} being sent", self.sending)),
            (self.needing, ngettext("{n} needs you", "{n} need you", self.needing)),
            (len(self.ready), ngettext("{n} ready", "{n} ready", len(self.ready))),
        )
        said = [words.format(n=n) for n, words in parts if n]
        if self.waiting:
            said.append(_("waits for Dinero"))
        if self.held:
            said.append(_("nothing is sent until this computer takes over (in the settings)"))
        return " · ".join(said) or _("Nothing waits")


def summary_of(bridge: Bridge) -> Summary:
    """Return how things stand now."""
    waits = waits_of(bridge, bridge.overview.holds, dt.datetime.now(dt.UTC))
    outbox = [w for w in waits if w.place is Place.OUTBOX and not w.needs_user]
    return Summary(
        sending=sum(w.count for w in outbox),
        needing=sum(w.count for w in waits if w.needs_user),
        waiting=sum(w.count for w in outbox if w.tone is Tone.WAIT),
        ready=next((w.receipts for w in waits if w.deed is Deed.SEND), ()),
        held=bridge.held,
        known=bridge.is_loaded,
    )
