"""What the panel says."""

from __future__ import annotations

import sys

from desktop.phone import Closed
from desktop.words import N_, _, ngettext

_ENDS = {
    Closed.STOPPED: N_("The link for the phone has closed."),
    Closed.QUIET: N_("The link for the phone has closed by itself: no photo came for a while."),
    Closed.WRONG: N_("The link for the phone was closed: someone on the network tried addresses that are wrong."),
    Closed.FULL: N_("The link for the phone was closed: it has taken as many photos as one link may."),
    Closed.MOVED: N_("The link for the phone was closed: the computer is on another network now."),
    Closed.SLEPT: N_("The link for the phone was closed while the computer slept."),
    Closed.LEFT: N_("The link for the phone was closed when you logged out."),
    Closed.BROKEN: N_("The link for the phone was closed by the system."),
}


def end_words(why: Closed) -> str:
    """Return why a link has ended."""
    return _(_ENDS[why])


def kept_words(photos: int) -> str:
    """Return that what a link has brought is safe; nothing when it has brought none."""
    if not photos:
        return ""
    kept = ngettext("The photo it brought is in the tray.", "The {n} photos it brought are in the tray.", photos)
    return kept.format(n=photos)


def time_words(seconds: int) -> str:
    """Return when it closes, as a clock that runs down."""
    return _("Closes in {time} without photos").format(time=f"{seconds // 60}:{seconds % 60:02}")


def count_words(photos: int, sending: int) -> str:
    """Return how many photos have come, and that one is coming."""
    came = ngettext("{n} photo received", "{n} photos received", photos).format(n=photos)
    return _("{came}, one is on its way …").format(came=came) if sending else came


def safety_words(fingerprint: str) -> str:
    """Return what is protected, and what isn't."""
    first = _("Only the first phone that opens the link can send, and it can read nothing.")
    if not fingerprint:
        way = _("Photos are not encrypted on their way: use it on a network that you trust.")
        return f"{first} {way}"
    way = _(
        "Photos are encrypted on their way. The phone warns first, as it can't know the certificate; its SHA-256 must"
        " be: {fingerprint}"
    )
    groups = " ".join(fingerprint[start : start + 4].upper() for start in range(0, len(fingerprint), 4))
    line = f"\n{groups}"  # a line of its own: it is compared with the phone's, group by group
    return f"{first} {way.format(fingerprint=line)}"


def hint_words() -> str:
    """Return what may be wrong when no phone comes."""
    words = _(
        "No phone yet? It must be on the same Wi-Fi as the computer (not on mobile data, not on a guest network), and a"
        " firewall on the computer must let Bilagsdrop through."
    )
    return f"{words} {firewall_words()}".strip()


def firewall_words() -> str:
    """Return what this system asks when a program listens for the first time."""
    if sys.platform == "win32":
        return _("If Windows asks whether Bilagsdrop may use the network, allow private networks.")
    if sys.platform == "darwin":
        return _("If macOS asks whether Bilagsdrop may accept connections, allow it.")
    return ""
