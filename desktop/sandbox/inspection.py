"""The sandbox's state for tests and its own pages; the same in process and through ``GET /_sandbox/state``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from desktop.sandbox.companies import ORGANIZATIONS
from desktop.sandbox.contact_routes import model
from desktop.sandbox.file_routes import listing
from desktop.sandbox.records import Voucher, instant
from desktop.sandbox.voucher_model import purchase_model
from desktop.sandbox.world import World

Json = dict[str, Any]


class Inspection:
    """A look at everything, from any thread. All of it is copied: changing it changes nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def vouchers(self, org: int, *, deleted: bool = False) -> list[Json]:
        """Return a company's purchase vouchers, oldest first, as the API shows them.

        Beside the read model's members: ``Sent`` (the members as received), ``CreatedBy``, ``CreatedAt``, ``Deleted``.
        """
        with self._world.lock:
            return [self._voucher(v) for v in self._world.vouchers_of(org, "purchase")
                    if deleted or v.deleted_at is None]  # fmt: skip

    def ledger(self, org: int, *, deleted: bool = False) -> list[Json]:
        """Return a company's vouchers of every kind, oldest first: kind, guid, file, status, and what was sent."""
        with self._world.lock:
            return [{"Kind": v.kind, "Guid": v.guid, "FileGuid": v.file_guid, "Status": v.status, "Sent": dict(v.body),
                     "Deleted": v.deleted_at is not None}
                    for v in self._world.vouchers_of(org) if deleted or v.deleted_at is None]  # fmt: skip

    def _voucher(self, voucher: Voucher) -> Json:
        return {
            **purchase_model(self._world, ORGANIZATIONS[voucher.org], voucher), "Sent": dict(voucher.body),
            "CreatedBy": voucher.created_by, "CreatedAt": instant(voucher.created_at),
            "Deleted": voucher.deleted_at is not None,
        }  # fmt: skip

    def files(self, org: int) -> list[Json]:
        """Return a company's archive, oldest first, as the API lists it, with ``Sha256`` and ``MediaType``."""
        with self._world.lock:
            links = self._world.vouchers_by_file(org)
            return [{**listing(f, links.get(f.guid, [])), "Sha256": f.sha256, "MediaType": f.media_type}
                    for f in self._world.files.values() if f.org == org and not f.attachment]  # fmt: skip

    def content(self, guid: str) -> bytes:
        """Return the bytes of a file. Raises KeyError."""
        with self._world.lock:
            return self._world.store.content(guid)

    def contacts(self, org: int) -> list[Json]:
        """Return a company's contacts as the API shows them, deleted ones too."""
        with self._world.lock:
            return [model(c) for c in self._world.contacts.values() if c.org == org]

    @property
    def requests(self) -> list[Json]:
        """The requests so far, oldest first, with the members of :class:`LoggedRequest`."""
        with self._world.lock:
            return [asdict(r) for r in self._world.requests]

    @property
    def mistakes(self) -> list[Json]:
        """What clients did that they should not, with the members of :class:`Mistake`."""
        with self._world.lock:
            return [asdict(m) for m in self._world.mistakes]

    def clear_log(self) -> None:
        """Forget requests and mistakes."""
        with self._world.lock:
            self._world.requests.clear()
            self._world.mistakes.clear()

    def as_json(self) -> Json:
        """Return everything, by company."""
        with self._world.lock:
            companies = {
                str(org): {"name": o.name, "vouchers": self.vouchers(org, deleted=True), "files": self.files(org),
                           "contacts": self.contacts(org)}
                for org, o in ORGANIZATIONS.items()
            }  # fmt: skip
            return {"organizations": companies, "requests": self.requests, "mistakes": self.mistakes}
