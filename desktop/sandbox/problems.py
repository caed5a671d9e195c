"""Dinero's error answers (contract 7.1, 7.2)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from desktop.sandbox.words import danish

VALIDATION, LIMIT, STALE, NOT_FOUND, DELETED, DUPLICATE, NO_RIGHT, NO_PLAN = 42, 43, 58, 63, 65, 72, 41, 90


class Problem(Exception):  # noqa: N818 - it is an answer of the API, named as RFC 9457 names them
    """A refusal: HTTP status, Dinero's code, a message, and the properties it is about."""

    def __init__(self, status: int, code: int, message: str, properties: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.properties = properties or {}

    def body(self) -> dict[str, Any]:
        """Return the body as Dinero shapes it; the second list speaks Danish."""
        return {
            "code": self.code,
            "message": self.message,
            "validationErrors": self.properties,
            "languageSpecificMessages": [{"property": p, "message": danish(m)} for p, m in self.properties.items()],
            "errorMessageList": [{"Code": str(self.code), "Message": m} for m in self.properties.values()],
        }

    def response(self) -> Response:
        """Return the answer."""
        answer = jsonify(self.body())
        answer.status_code = self.status
        return answer


def invalid(properties: dict[str, str]) -> Problem:
    """Return a validation error that names properties."""
    return Problem(400, VALIDATION, "Validation Error", properties)


def stale() -> Problem:
    """Return the refusal of an outdated timestamp."""
    return Problem(400, STALE, "The timestamp is outdated", {"Timestamp": "The timestamp is outdated"})
