"""The computer's own addresses on local networks, as Qt knows them on every system."""

from __future__ import annotations

import ipaddress

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

from desktop.phone import Place, is_private, likely_first

_FLAG, _IPV4 = QNetworkInterface.InterfaceFlag, QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
_WIDEST, _NARROWEST = 8, 30
"""Bits of the widest network that is a local one (10.0.0.0/8), and of the narrowest that has room for a phone."""


def own_places() -> tuple[Place, ...]:
    """Return the addresses that a phone may reach, the likeliest first. Asks the system, so not in the GUI thread."""
    found = [place for card in QNetworkInterface.allInterfaces() if _is_for_phones(card) for place in _places_of(card)]
    return likely_first(found)


def _is_for_phones(card: QNetworkInterface) -> bool:
    """Return whether a card is in use, and neither the computer's own loop nor a tunnel to somewhere else (VPN)."""
    flags = card.flags()
    works = bool(flags & _FLAG.IsUp) and bool(flags & _FLAG.IsRunning)
    return works and not flags & (_FLAG.IsLoopBack | _FLAG.IsPointToPoint)


def _places_of(card: QNetworkInterface) -> list[Place]:
    places: list[Place] = []
    for entry in card.addressEntries():
        bits, of_four = entry.prefixLength(), entry.ip().protocol() is _IPV4
        if of_four and _WIDEST <= bits <= _NARROWEST:
            interface = ipaddress.IPv4Interface(f"{entry.ip().toString()}/{bits}")
            if is_private(interface.ip):
                places.append(Place(interface, card.humanReadableName()))
    return places
