"""Words for the phone as a camera."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.PHONE_NO_NETWORK: Template(
        N_("The computer is on no local network"),
        N_("The phone reaches the computer over Wi-Fi or a cable at home or in the office, and there is none now."),
        N_("Connect the computer to the same Wi-Fi as the phone, and try again."),
    ),
    FaultCode.PHONE_NO_SERVER: Template(
        N_("The link for the phone can't be opened"),
        N_("The system doesn't let the program listen on the local network, so the phone can't send photos to it."),
        N_("Try again. If it happens every time, a security program on the computer may forbid it."),
    ),
}
