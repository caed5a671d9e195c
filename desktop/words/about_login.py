"""Words for logging in and for the keyring."""

from __future__ import annotations

from desktop.receipts.faults import FaultCode
from desktop.words.explanation import Template
from desktop.words.translation import N_

TEXTS: dict[FaultCode, Template] = {
    FaultCode.NOT_LOGGED_IN: Template(
        N_("You are not logged in"),
        N_("The receipts are kept here and are sent when you have logged in to Dinero."),
        N_("Choose “Connect to Dinero”."),
    ),
    FaultCode.NO_REGISTRATION: Template(
        N_("No way in to Dinero has been set up"),
        N_(
            "This copy of the program has no registration with Visma, so nobody can log in with it "
            "yet. The receipts are kept here."
        ),
        N_("Open the settings to see which ways in there are and what each of them needs."),
    ),
    FaultCode.LOGIN_DENIED: Template(
        N_("Access was not given"),
        N_("You chose not to let the program into Dinero, so nothing was connected. The receipts are kept here."),
        N_("Log in again, and accept, when you want to send."),
    ),
    FaultCode.LOGIN_CLOSED: Template(
        N_("The login was not finished"),
        N_("The window was closed before you had logged in. Nothing was changed."),
        N_("Log in again when it suits you."),
    ),
    FaultCode.LOGIN_WRONG_STATE: Template(
        N_("The answer belonged to another login"),
        N_("What came back was not the answer to this login, so for safety's sake it was not used."),
        N_("Log in again from the start."),
    ),
    FaultCode.LOGIN_TIMEOUT: Template(
        N_("The login took too long"),
        N_(
            "Visma's page did not come back in time. If it showed a fault with an Error ID, the "
            "registration is the reason."
        ),
        N_("Try again. With an Error ID: look it up in the OAuth debugger of Visma's developer portal."),
    ),
    FaultCode.LOGIN_CERTIFICATE: Template(
        N_("The login page is not secure"),
        N_("It can't be proved that the page is the one it says it is, so it was not opened."),
        N_("Check the computer's date and time, and use another network."),
    ),
    FaultCode.LOGIN_OFFLINE: Template(
        N_("The login page can't be reached"),
        N_("There is no connection to Visma. The receipts are kept here, and you can go on preparing them."),
        N_("Check the internet connection, and try again."),
    ),
    FaultCode.LOGIN_FAILED_AT_VISMA: Template(
        N_("Visma stopped the login"),
        N_(
            "Visma showed a fault instead of coming back. As a rule the client id, the redirect "
            "address or the scopes are not those of the registration."
        ),
        N_(
            "Note the Error ID on the page, and look it up in the OAuth debugger of Visma's "
            "developer portal (oauth.developers.visma.com)."
        ),
    ),
    FaultCode.LOGIN_VIEW_REFUSED: Template(
        N_("The page does not allow login inside programs"),
        N_("This way of logging in works in an ordinary browser only. Nothing was changed."),
        N_("Go back, and log in to Visma with e-mail and password or with MitID instead."),
    ),
    FaultCode.LOGIN_BLOCKED_HTTP: Template(
        N_("An insecure page was stopped"),
        N_("The login led to {host} without encryption, so the page was not opened."),
        N_("Go back, and log in another way. On a guest network, log in to it first."),
    ),
    FaultCode.CLIENT_UNKNOWN: Template(
        N_("Visma does not know this program"),
        N_("The client id or the client secret is not the one that Visma has. The receipts are kept here."),
        N_("Correct both in the settings. After a change in Visma's portal wait two minutes."),
    ),
    FaultCode.KEY_UNUSABLE: Template(
        N_("This is not a whole key"),
        N_(
            "The client id, the secret or the key is empty, has a space or a line break in it, or is "
            "too long to be one. Nothing was kept."
        ),
        N_("Copy each of them anew from what Dinero gave you."),
    ),
    FaultCode.LOGIN_EXPIRED: Template(
        N_("Please log in again"),
        N_(
            "Visma has ended the login, as it does from time to time. The receipts are kept here and "
            "are sent when you have logged in."
        ),
        N_("Log in to Dinero again."),
    ),
    FaultCode.KEYRING_MISSING: Template(
        N_("This computer has nowhere to keep the login"),
        N_(
            "No keyring was found (on Linux GNOME Keyring or KWallet). A login is never kept in a "
            "plain file, so it holds until you close the program."
        ),
        N_("Install or start a keyring, and log in again."),
    ),
    FaultCode.KEYRING_LOCKED: Template(
        N_("The keyring is locked"),
        N_("The login is in the computer's keyring, and that is locked. The receipts wait here."),
        N_("Unlock the keyring, and try again."),
    ),
    FaultCode.KEYRING_FAILED: Template(
        N_("The keyring does not answer"),
        N_("The computer's keyring could not keep or hand over the login. The receipts wait here."),
        N_("Log in again. If it comes back, restart the computer."),
    ),
    FaultCode.LOGIN_TOO_LONG: Template(
        N_("The login is too long to be kept"),
        N_(
            "What Visma gave is longer than the {limit} characters that the computer's keyring can hold, so the login "
            "holds until you close the program."
        ),
        N_("You can work on now, and log in again at the next start. Tell us, please: it should be shorter."),
    ),
    FaultCode.WEB_VIEW_UNAVAILABLE: Template(
        N_("The login page can't be shown on this computer"),
        N_(
            "The part of the program that shows web pages does not start here ({kind}). As a rule something keeps it "
            "from running, or a part of the program is missing. The receipts are kept here."
        ),
        N_(
            "Install Bilagsdrop anew, and look whether an antivirus program holds QtWebEngineProcess back. A personal "
            "key from Dinero needs no login page."
        ),
    ),
    FaultCode.NO_COMPANY: Template(
        N_("No company has been chosen"),
        N_("The receipts are kept here until it is known which company they belong to."),
        N_(
            "Choose the company at the top of the window. If there is none to choose, the login "
            "belongs to no company in Dinero."
        ),
    ),
}

ABOUT_KEYS: dict[FaultCode, Template] = {
    FaultCode.KEYRING_MISSING: Template(
        N_("This computer has nowhere to keep the key"),
        N_(
            "No keyring was found (on Linux GNOME Keyring or KWallet). A key is never kept in a plain "
            "file, so it was not kept."
        ),
        N_("Install or start a keyring, and try again. In the window a key can be used until the program is closed."),
    ),
    FaultCode.NOT_LOGGED_IN: Template(
        N_("There is no personal key"),
        N_("The receipts are kept here and are sent when there is a key from Dinero."),
        N_("Choose “Connect to Dinero”, and write the key there."),
    ),
    FaultCode.LOGIN_EXPIRED: Template(
        N_("Dinero does not accept the key"),
        N_(
            "The personal key is not (or no longer) one that Dinero knows for this client, or the "
            "company has neither Pro nor Total. The receipts are kept here."
        ),
        N_("Look in Dinero under “Integrationer” whether the key is there. Make a new one, and write it here."),
    ),
    FaultCode.CLIENT_UNKNOWN: Template(
        N_("Dinero does not know this client"),
        N_(
            "The client id or the client secret is not the one that Dinero gave you for your personal "
            "integration. The receipts are kept here."
        ),
        N_("Write both anew, as Dinero gave them to you."),
    ),
}
"""The same faults where the way in is a personal key instead of a login at Visma."""
