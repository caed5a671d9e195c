"""Words for the way to Dinero and Visma."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.OFFLINE: Template(
        N_("No connection to Dinero"),
        N_(
            "Dinero can't be reached. The receipts are safe here and are sent by themselves when the "
            "connection is back."
        ),
        N_("Check the internet connection. You can go on working meanwhile."),
    ),
    FaultCode.TIMEOUT: Template(
        N_("Dinero does not answer"),
        N_("Dinero took too long to answer. The receipts are safe here, and it is tried again by itself."),
        N_("You need not do anything."),
    ),
    FaultCode.CERTIFICATE: Template(
        N_("The connection is not secure"),
        N_("It can't be proved that it is Dinero that answers, so nothing was sent. The receipts wait here."),
        N_(
            "Check the computer's date and time. On a guest network, log in to it first; at work, "
            "ask whoever runs the network."
        ),
    ),
    FaultCode.CERTIFICATE_ISSUER: Template(
        N_("This computer does not trust the connection"),
        N_(
            "Who answers proves itself with a certificate that this computer does not know, so nothing was sent. "
            "Programs and networks that look into encrypted connections (at work, at school, some antivirus programs) "
            "do that. The receipts wait here."
        ),
        N_("Ask whoever runs the network to install its certificate on this computer, or use another network."),
    ),
    FaultCode.CERTIFICATE_DATES: Template(
        N_("Is the computer's clock right?"),
        N_(
            "By this computer's date and time the proof of who answers is not valid yet, or no longer, so nothing was "
            "sent. The receipts wait here."
        ),
        N_("Set date, time and time zone, and try again. If they are right, the fault is at the other end: wait."),
    ),
    FaultCode.PROXY_LOGIN: Template(
        N_("The network wants a login of its own"),
        N_(
            "The way to the internet goes through a proxy that asks for a name and a password. Bilagsdrop has none for "
            "it, so nothing was sent. The receipts wait here."
        ),
        N_("Ask whoever runs the network to let Bilagsdrop through without one, or use another network."),
    ),
    FaultCode.SERVER_FAULT: Template(
        N_("Dinero has a problem"),
        N_(
            "Dinero or Visma answered with a fault of their own. The receipts are safe here, and it "
            "is tried again by itself."
        ),
        N_("You need not do anything."),
    ),
    FaultCode.RATE_LIMITED: Template(
        N_("Dinero asks for a break"),
        N_(
            "Dinero takes a limited number of requests a minute. The receipts wait {seconds} and "
            "then go on by themselves."
        ),
        N_("You need not do anything."),
    ),
    FaultCode.BROWNOUT: Template(
        N_("Dinero is changing something"),
        N_("Dinero is about to close this way in and lets some requests fail on purpose. It is tried again by itself."),
        N_("Look for a newer version of Bilagsdrop."),
    ),
    FaultCode.BAD_ANSWER: Template(
        N_("Dinero's answer makes no sense"),
        N_(
            "Something answered that was not what Dinero normally answers. The receipts are safe "
            "here, and it is tried again by itself."
        ),
        N_("If you are on a guest network, log in to it first."),
    ),
    FaultCode.UNKNOWN_OUTCOME: Template(
        N_("Did it arrive? Dinero is being asked"),
        N_(
            "The connection broke off before Dinero had answered. Dinero is asked before anything is "
            "sent again, so the receipt won't be there twice."
        ),
        N_("You need not do anything."),
    ),
    FaultCode.PLAIN_HTTP: Template(
        N_("The address is not secure"),
        N_("The address “{host}” is no secure one (https), so your login is not sent there."),
        N_("Correct the address in the settings."),
    ),
}
