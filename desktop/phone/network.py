"""Which of the computer's addresses a phone can reach, and which others may reach that one."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

_PRIVATE = tuple(
    ipaddress.IPv4Network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
)
"""RFC 1918, and RFC 3927 for two computers without a router."""
_LOOPBACK = ipaddress.IPv4Network("127.0.0.0/8")
_FAR_AWAY = ("192.0.2.1", 9)
"""An address that belongs to nobody (RFC 5737): asking for the way there sends nothing."""
_MADE_UP = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "virtualbox", "vmware", "vethernet", "hyper-v", "wsl")
"""How the networks between a computer and the computers inside it are called."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address of this computer, with the network that it lies in. IPv4: what every local network still speaks."""

    interface: ipaddress.IPv4Interface
    name: str
    """As the system calls the network card, for people: "Wi-Fi", "en0"."""

    @property
    def address(self) -> str:
        """The address as text."""
        return str(self.interface.ip)

    def may_come(self, peer: str) -> bool:
        """Return whether one who connects is of this place's own network, and that one private."""
        try:
            address = ipaddress.IPv4Address(peer)
        except ValueError:
            return False
        return address in self.interface.network and (is_private(address) or address in _LOOPBACK)


def is_private(address: ipaddress.IPv4Address) -> bool:
    """Return whether an address is of a local network, and never seen on the internet."""
    return any(address in network for network in _PRIVATE)


def likely_first(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return places in the order in which a phone is likely to be there: the way to the internet first."""
    route = _own_address_on_the_way_out()
    return tuple(sorted(places, key=lambda place: (place.address != route, _is_made_up(place), place.name)))


def _is_made_up(place: Place) -> bool:
    return place.name.lower().startswith(_MADE_UP)


def _own_address_on_the_way_out() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_FAR_AWAY)
            return str(asked.getsockname()[0])
        except OSError:
            return None
