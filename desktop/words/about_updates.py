"""The same faults where it is a newer version that is looked for: nothing of the user's waits for that."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

_NOTHING_LOST = N_("Bilagsdrop works as before. It looks again tomorrow by itself.")
_ADDRESS = N_("Correct the address of the version file, or leave it empty.")

ABOUT_UPDATES: dict[FaultCode, Template] = {
    FaultCode.PLAIN_HTTP: Template(
        N_("The address is not secure"),
        N_("Versions are looked for at secure addresses (https) only, and “{host}” is none."),
        _ADDRESS,
    ),
    FaultCode.OFFLINE: Template(
        N_("No connection"),
        N_("Where newer versions are announced can't be reached."),
        _NOTHING_LOST,
    ),
    FaultCode.TIMEOUT: Template(
        N_("No answer"),
        N_("Where newer versions are announced does not answer in time."),
        _NOTHING_LOST,
    ),
    FaultCode.SERVER_FAULT: Template(
        N_("No version file there"),
        N_("The address answers that there is a fault, or that it has no such file (status {status})."),
        _ADDRESS,
    ),
    FaultCode.BAD_ANSWER: Template(
        N_("This is no version file"),
        N_("What lies at the address does not say which version is the newest."),
        _ADDRESS,
    ),
    FaultCode.CERTIFICATE: Template(
        N_("The connection is not secure"),
        N_("It can't be proved who answers where newer versions are announced, so nothing was believed."),
        _NOTHING_LOST,
    ),
    FaultCode.CERTIFICATE_ISSUER: Template(
        N_("This computer does not trust the connection"),
        N_(
            "Where newer versions are announced answers with a certificate that this computer does not know, as where "
            "a network looks into encrypted connections. Nothing was believed."
        ),
        N_("Ask whoever runs the network to install its certificate on this computer, or use another network."),
    ),
    FaultCode.CERTIFICATE_DATES: Template(
        N_("Is the computer's clock right?"),
        N_("By this computer's date and time the proof of who answers is not valid. Nothing was believed."),
        N_("Set date, time and time zone, and try again. If they are right, the fault is at the other end: wait."),
    ),
    FaultCode.PROXY_LOGIN: Template(
        N_("The network wants a login of its own"),
        N_("The way to the internet goes through a proxy that asks for a name and a password. Bilagsdrop has none."),
        N_("Ask whoever runs the network to let Bilagsdrop through without one, or use another network."),
    ),
}
