"""What each way in to Dinero needs, how long it takes, and how it is done, in an owner's words."""

from __future__ import annotations

from typing import NamedTuple

from desktop.words import _


class WayWords(NamedTuple):
    """The words of one way in."""

    icon: str
    title: str
    needs: str
    takes: str
    steps: tuple[str, ...]


def release_words(*, built_in: bool) -> WayWords:
    """Return the words of a release with access built in; ``built_in``: this copy is one."""
    if built_in:
        takes = _("About a minute.")
        first = _("Choose “Connect to Dinero”. Visma's login page opens inside the program.")
    else:
        takes = _("About a minute, once you have the release. This copy is not one.")
        first = _("Ask whoever gave you this copy for a release with access to Dinero, and install it over this one.")
    needs = _("Nothing but your login. Such a release shows Visma's login page when you choose “Connect”.")
    steps = (first, _("Log in as you do in Dinero, and accept. Then choose your company."))
    return WayWords("receipt", _("A release with access built in"), needs, takes, steps)


def own_words() -> WayWords:
    """Return the words of one's own registration with Visma."""
    return WayWords(
        "key",
        _("Your own registration with Visma"),
        _(
            "A Danish team with your company's name and CVR number in Visma's developer portal, and there a web "
            "application with offline access and the scopes Read and Write for Dinero. It opens all your companies."
        ),
        _("Half an hour, and then as a rule up to one working day until Dinero has approved it."),
        (
            _("Make a team in Visma's developer portal: country Denmark, your company's real name and CVR number."),
            _(
                "Make a web application in it. Switch on offline access with tokens that can be used again (re-use), "
                "and write a redirect address: any https address of yours, it is never visited."
            ),
            _("Ask for Dinero's scopes Read and Write. Dinero answers by mail."),
            _("Make a secret on the page “Credentials”, and write the three here."),
        ),
    )


def key_words() -> WayWords:
    """Return the words of a personal key."""
    return WayWords(
        "lock",
        _("A personal key from Dinero"),
        _(
            "Dinero Pro or Total, and a personal integration, which Dinero gives for your own use only: don't share "
            "it, and don't use it for other people's companies. A key opens one company."
        ),
        _("Ten minutes, and as long as Dinero takes to answer. With a key about twelve receipts a minute are sent."),
        (
            _(
                "Apply for a personal integration in Dinero under “Integrationer”, or by mail to api@dinero.dk. Write "
                "that you want to send your own receipts with Bilagsdrop, and for which company."
            ),
            _("Dinero answers with a client id and a client secret."),
            _("In Dinero, choose “Integrationer” and “Se og opret API-nøgler”, and make a key for the company."),
            _("Write the three here. The key is tried at once, and its company is chosen for you. No login is needed."),
        ),
    )
