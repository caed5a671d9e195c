"""A phone as a camera: a small HTTP server on the local network, and the page that it gives to one phone.

What is protected, and what isn't. The link holds a secret of more than 128 bits that is made anew each time and lives
as long as the link, minutes after the last photo. The first phone that opens the link owns it, others are refused, and
wrong secrets are counted until the link closes. The server listens on one address of one local network and answers that
network alone. All that can be done with it is to put photos into the tray and to ask what became of them: nothing is
read out or listed.

Without encryption, who can listen on the same network (the owner of an open Wi-Fi, another guest of it) can see the
photos on their way, and could send some of its own while the link is open. With encryption (:mod:`.certificate`) the
listener sees nothing; but as no authority knows the certificate, the phone warns first, and only who compares the
fingerprint knows that nobody stands between. The window says both in a sentence, and the user chooses.
"""

from desktop.phone.certificate import Certificate, make_certificate, server_context
from desktop.phone.code import QUIET_ZONE, modules
from desktop.phone.limits import Limits
from desktop.phone.network import Place, is_private, likely_first
from desktop.phone.photos import Outcome, Photo, PhotoState
from desktop.phone.server import Closed, Listener, PhoneServer

__all__ = [
    "QUIET_ZONE",
    "Certificate",
    "Closed",
    "Limits",
    "Listener",
    "Outcome",
    "PhoneServer",
    "Photo",
    "PhotoState",
    "Place",
    "is_private",
    "likely_first",
    "make_certificate",
    "modules",
    "server_context",
]
