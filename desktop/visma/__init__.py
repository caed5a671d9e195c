"""Login at Visma Connect, and the tokens that come of it."""

from __future__ import annotations

import logging

from desktop.visma.authorize import LoginAttempt
from desktop.visma.registration import Registration, Source, find_registration, secret_name
from desktop.visma.secret_home import KeyringHome, MemoryHome, SecretHome
from desktop.visma.slots import key_of
from desktop.visma.token_endpoint import Grant, TokenEndpoint
from desktop.visma.tokens import TokenKeeper

# At DEBUG both print client secret, refresh token and access token (seen with requests-oauthlib 2.0.0).
for _name in ("oauthlib", "requests_oauthlib"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

__all__ = [
    "Grant",
    "KeyringHome",
    "LoginAttempt",
    "MemoryHome",
    "Registration",
    "SecretHome",
    "Source",
    "TokenEndpoint",
    "TokenKeeper",
    "find_registration",
    "key_of",
    "secret_name",
]
