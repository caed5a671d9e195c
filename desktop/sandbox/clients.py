"""The client registrations that the sandbox knows. All values are fixed and public: there is nothing to protect."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

CLIENT_ID = "isv_bilagsdrop_sandbox"
CLIENT_SECRET = "sandbox-secret-7Yq2mK9w"  # noqa: S105 - public by design
REDIRECT_URI = "https://bilagsdrop.invalid/callback"
PERSONAL_CLIENT_ID = "bilagsdrop_personal_sandbox"
PERSONAL_CLIENT_SECRET = "sandbox-personal-4Rt8nB1x"  # noqa: S105 - public by design


@dataclass(frozen=True, slots=True)
class Clients:
    """One Visma Connect web application and one personal integration."""

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    redirect_uris: tuple[str, ...] = (REDIRECT_URI,)
    personal_client_id: str = PERSONAL_CLIENT_ID
    personal_client_secret: str = PERSONAL_CLIENT_SECRET

    def is_application(self, client_id: str, secret: str) -> bool:
        """Return True for the web application's id and secret."""
        return _same(client_id, self.client_id) and _same(secret, self.client_secret)

    def is_personal(self, client_id: str, secret: str) -> bool:
        """Return True for the personal integration's id and secret."""
        return _same(client_id, self.personal_client_id) and _same(secret, self.personal_client_secret)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
