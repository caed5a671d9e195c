"""What a route needs: the sandbox it belongs to, who calls, and the body that was sent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request

from desktop.sandbox.access import Caller, caller_of, check
from desktop.sandbox.clients import Clients
from desktop.sandbox.companies import Organization
from desktop.sandbox.faults import Faults
from desktop.sandbox.grants import GrantBook
from desktop.sandbox.problems import Problem, invalid
from desktop.sandbox.sessions import Sessions
from desktop.sandbox.shapes import Shape, read
from desktop.sandbox.world import World
from desktop.words import N_

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of one running sandbox that its routes share."""

    world: World
    faults: Faults
    clients: Clients
    grants: GrantBook
    sessions: Sessions
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Must come with the forms of the sandbox's own pages, so that no other page can send them."""


def desk() -> Desk:
    """Return the parts of the sandbox that answers this request."""
    found: Desk = current_app.extensions["sandbox"]
    return found


def world() -> World:
    """Return the state of the sandbox that answers this request."""
    return desk().world


def caller() -> Caller | None:
    """Return who the request's token stands for."""
    return caller_of(world(), request.headers.get("Authorization"))


def enter(org: int) -> tuple[World, Caller, Organization]:
    """Return state, caller and company. Raises Problem 401 or 403."""
    who, organization = check(caller(), org, writing=request.method != "GET")
    return world(), who, organization


def body(shape: Shape, org: int) -> Json:
    """Return the request's JSON body by its shape. Raises Problem 400 or 415."""
    if request.mimetype != "application/json":
        raise Problem(415, 40, N_("The body must be application/json"))
    sent = request.get_json(silent=True)
    if sent is None:
        raise invalid({"Body": N_("The body is missing or is no JSON")})
    return read(sent, shape, lambda text: world().mistake(text, org))


def number_in_query(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number of the query. Raises Problem 42 for anything else."""
    value = request.args.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        raise invalid({name: N_("Must be a whole number")})
    return int(value)
