"""Ways in to Dinero: a login at Visma Connect or a personal key, and the tokens that come of them."""

from __future__ import annotations

import logging

from desktop.visma.authorize import LoginAttempt
from desktop.visma.key_tokens import KeyTokens
from desktop.visma.personal_key import KEY_WAY, KeyStore, PersonalKey, checked_key
from desktop.visma.registration import FromBuild, Registration, Source, find_registration, secret_name
from desktop.visma.secret_home import KeyringHome, MemoryHome, SecretHome, SessionHome
from desktop.visma.slots import key_of
from desktop.visma.token_endpoint import TokenEndpoint
from desktop.visma.tokens import NOT_KEPT, TokenKeeper
from desktop.visma.wire import Grant

# At DEBUG both print client secret, refresh token and access token (seen with requests-oauthlib 2.0.0).
for _name in ("oauthlib", "requests_oauthlib"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

__all__ = [
    "KEY_WAY",
    "NOT_KEPT",
    "FromBuild",
    "Grant",
    "KeyStore",
    "KeyTokens",
    "KeyringHome",
    "LoginAttempt",
    "MemoryHome",
    "PersonalKey",
    "Registration",
    "SecretHome",
    "SessionHome",
    "Source",
    "TokenEndpoint",
    "TokenKeeper",
    "checked_key",
    "find_registration",
    "key_of",
    "secret_name",
]
