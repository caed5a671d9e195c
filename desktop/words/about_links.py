"""Words for a receipt that lies at an address on the web, which the user has let be fetched."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

_BY_HAND = N_("Open the address in the browser, save the file there, and drop it here.")
_AGAIN = N_("Try again in a while, or open the address in the browser and save the file there.")

TEXTS: dict[FaultCode, Template] = {
    FaultCode.LINK_GONE: Template(
        N_("There is nothing at the address any more"),
        N_("{host} answers that it has no such file, so nothing was added."),
        N_("Look for the receipt on the page itself, or ask the shop for it."),
    ),
    FaultCode.LINK_LOGIN: Template(
        N_("The receipt is behind a login"),
        N_("{host} hands the file over only to those who are logged in, and Bilagsdrop is not. Nothing was added."),
        _BY_HAND,
    ),
    FaultCode.LINK_IS_PAGE: Template(
        N_("A web page came, not a receipt"),
        N_("{host} answered with a page, as where one has to log in or choose something first. Nothing was added."),
        _BY_HAND,
    ),
    FaultCode.LINK_NEAR: Template(
        N_("The address leads into your own network"),
        N_("{host} leads to this computer or to one of your own network, so it was left alone. Nothing was added."),
        _BY_HAND,
    ),
    FaultCode.LINK_ASTRAY: Template(
        N_("The address leads nowhere"),
        N_("{host} only sent on from one address to the next, so it was stopped. Nothing was added."),
        _BY_HAND,
    ),
}
ABOUT_LINKS: dict[FaultCode, Template] = {
    FaultCode.PLAIN_HTTP: Template(
        N_("The way is not secure"),
        N_("{host} sent on to an address without encryption (http), so it was stopped. Nothing was added."),
        _BY_HAND,
    ),
    FaultCode.OFFLINE: Template(
        N_("The address can't be reached"),
        N_("{host} can't be reached, so nothing was added."),
        N_("Check the internet connection and the address, and drop it here again."),
    ),
    FaultCode.TIMEOUT: Template(
        N_("No answer"),
        N_("{host} took too long to hand the file over, so nothing was added."),
        _AGAIN,
    ),
    FaultCode.SERVER_FAULT: Template(
        N_("The shop has a problem"),
        N_("{host} answered with a fault of its own (status {status}), so nothing was added."),
        _AGAIN,
    ),
    FaultCode.FILE_TOO_LARGE: Template(
        N_("The file is too large"),
        N_("What lies at {host} is larger than {limit}, so it was not fetched."),
        _BY_HAND,
    ),
    FaultCode.CERTIFICATE: Template(
        N_("The connection is not secure"),
        N_("It can't be proved that it is {host} that answers, so nothing was fetched."),
        N_("On a guest network, log in to it first; at work, ask whoever runs the network."),
    ),
    FaultCode.CERTIFICATE_ISSUER: Template(
        N_("This computer does not trust the connection"),
        N_("{host} answers with a certificate that this computer does not know, so nothing was fetched."),
        N_("Ask whoever runs the network to install its certificate on this computer, or use another network."),
    ),
    FaultCode.CERTIFICATE_DATES: Template(
        N_("Is the computer's clock right?"),
        N_("By this computer's date and time the proof that {host} answers is not valid. Nothing was fetched."),
        N_("Set date, time and time zone, and try again. If they are right, the fault is at the other end: wait."),
    ),
    FaultCode.PROXY_LOGIN: Template(
        N_("The network wants a login of its own"),
        N_("The way to the internet goes through a proxy that asks for a name and a password. Bilagsdrop has none."),
        _BY_HAND,
    ),
}
"""Faults that others know too, where it is such an address that is meant."""
