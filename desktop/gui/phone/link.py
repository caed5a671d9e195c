"""The link for the phone, from "Use the phone" to its end: off until the user opens it, and never left open alone."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.gui.facts import Connection, Link
from desktop.gui.phone.facts import PhoneFacts, Stage
from desktop.gui.phone.intake import PhoneIntake
from desktop.gui.phone.networks import own_places
from desktop.gui.phone.telling import Telling
from desktop.gui.workers import Lane
from desktop.phone import Closed, Limits, PhoneServer, Place, make_certificate, server_context
from desktop.receipts.faults import Fault, FaultCode, FaultNote

if TYPE_CHECKING:
    from desktop.desk import IntakeReport
    from desktop.gui.bridge import Bridge

TICK_MS = 1000
LOOK_EVERY = 5
"""Ticks between two looks at the computer's addresses."""
LONELY_S = 60.0
"""Seconds without a phone, after which hints are shown."""
ASLEEP_S = 60.0
"""Seconds between two ticks that only a computer that slept can explain: nobody has watched the link meanwhile."""
JOIN_S = 1.0


class _Opened(NamedTuple):
    server: PhoneServer
    link: str
    place: Place
    places: tuple[Place, ...]
    fingerprint: str


class PhoneLink(QObject):
    """Commands and facts about the link. All in the GUI thread; what asks the system runs in a lane."""

    changed = Signal(object)
    """PhoneFacts"""
    ticked = Signal(int)
    """Whole seconds until it closes by itself"""

    def __init__(self, bridge: Bridge, limits: Limits | None = None) -> None:
        super().__init__(bridge)
        self._bridge, self._limits = bridge, limits or Limits()
        self.facts = PhoneFacts()
        self.places: Callable[[], tuple[Place, ...]] = own_places
        """Where a link can be; called in a worker."""
        self._server: PhoneServer | None = None
        self._started: list[PhoneServer] = []
        """Servers that may still be open: the one in use, and such as a worker has opened meanwhile."""
        self._stopped = False
        self._intake = PhoneIntake(bridge.desk, bridge.crew, self._took)
        self._telling: Telling | None = None
        self._number = 0
        self._opened_at = 0.0
        self._ticks = 0
        self._wall = 0.0
        self._was_in = False
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        bridge.connection_changed.connect(self._on_connection)

    # -- commands

    @Slot()
    def open(self) -> None:
        """Open a link, unless one is open already."""
        if self.facts.stage not in {Stage.OPENING, Stage.OPEN}:
            self.open_anew()

    @Slot()
    def open_anew(self) -> None:
        """Open a link with a new secret, for another phone; the one before ends."""
        self._begin(self.facts.place.address if self.facts.place else None)

    def use(self, place: Place) -> None:
        """Open a link on another network of the computer's."""
        self._begin(place.address)

    def encrypt(self, encrypted: bool) -> None:
        """Open a link that is encrypted, or one that isn't, from now on."""
        self._bridge.save_settings(replace(self._bridge.settings, phone_encrypted=encrypted))
        self.open_anew()

    @Slot()
    def close(self) -> None:
        """End it; the panel goes."""
        self._leave()
        self._set(PhoneFacts())

    def stop(self) -> None:
        """End it because the window closes, also one that a worker is opening right now."""
        self._stopped = True
        self._leave()
        for server in self._started:
            server.close()
            server.join(JOIN_S)

    # -- its life

    def _begin(self, wanted: str | None) -> None:
        self._leave()
        self._telling = Telling(self._number, self)
        self._telling.greeting.connect(self._on_greeting)
        self._telling.moving.connect(self._on_moving)
        self._telling.end.connect(self._on_end)
        self._set(PhoneFacts(Stage.OPENING, place=self.facts.place, places=self.facts.places))
        work = partial(self._open, wanted, self._telling, encrypted=self._bridge.settings.phone_encrypted)
        number = self._number
        self._bridge.crew.run(Lane.PHONE, work, partial(self._opened, number), partial(self._failed, number))

    def _leave(self) -> None:
        """End the server that there is, and hear no more of it."""
        self._number += 1
        self._tick.stop()
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _open(self, wanted: str | None, telling: Telling, *, encrypted: bool) -> _Opened:
        """Find the network and listen there, on ``wanted`` if it is still the computer's; in a worker. Raises Fault."""
        places = self.places()
        if not places:
            raise Fault(FaultCode.PHONE_NO_NETWORK)
        place = next((each for each in places if each.address == wanted), places[0])
        made = make_certificate(place.interface.ip, dt.datetime.now(dt.UTC)) if encrypted else None
        context = server_context(made) if made else None
        server = PhoneServer(place, self._intake.take, telling, self._limits, context)
        link = server.start()
        still = (each for each in self._started if not each.is_over)
        self._started = [*still, server]  # noted before it is looked whether the window has closed
        if self._stopped:
            server.close()
        return _Opened(server, link, place, places, made.fingerprint if made else "")

    def _opened(self, number: int, opened: _Opened) -> None:
        if number != self._number:
            opened.server.close()  # put away while it was being opened
            return
        self._server = opened.server
        self._opened_at, self._wall, self._ticks = time.monotonic(), time.time(), 0
        self._set(PhoneFacts(Stage.OPEN, *opened[1:]))
        self._tick.start()
        self._tell_time()

    def _failed(self, number: int, note: FaultNote) -> None:
        if number == self._number:
            self._set(PhoneFacts(Stage.FAILED, fault=note))

    @Slot()
    def _on_tick(self) -> None:
        if self._server is None:
            return
        now, before = time.time(), self._wall
        self._wall = now
        if now - before > ASLEEP_S:
            self._server.close(Closed.SLEPT)
            return
        self._ticks += 1
        if self._ticks % LOOK_EVERY == 0:
            self._bridge.crew.run(Lane.PHONE, self.places, partial(self._on_places, self._number))
        if not self.facts.joined and not self.facts.lonely and time.monotonic() - self._opened_at > LONELY_S:
            self._set(replace(self.facts, lonely=True))
        self._tell_time()

    def _tell_time(self) -> None:
        if self._server is not None:
            self.ticked.emit(round(self._server.seconds_left()))

    def _on_places(self, number: int, places: tuple[Place, ...]) -> None:
        if number != self._number or self._server is None:
            return
        if self.facts.place not in places:
            self._server.close(Closed.MOVED)
        elif places != self.facts.places:
            self._set(replace(self.facts, places=places))

    def _took(self, report: IntakeReport) -> None:
        """Show what has come, as anything that is dropped."""
        self._bridge.changed(report.taken)
        self._bridge.intake_finished.emit(report)
        if self.facts.stage is Stage.OPEN:
            self._set(replace(self.facts, photos=self.facts.photos + len(report.taken)))

    # -- what the server tells

    @Slot(int)
    def _on_greeting(self, number: int) -> None:
        if number == self._number:
            self._set(replace(self.facts, joined=True, lonely=False))

    @Slot(int, int)
    def _on_moving(self, number: int, count: int) -> None:
        if number == self._number:
            self._set(replace(self.facts, sending=count))

    @Slot(int, object)
    def _on_end(self, number: int, why: Closed) -> None:
        if number == self._number:
            self._leave()
            self._set(replace(self.facts, stage=Stage.ENDED, link="", sending=0, why=why))

    @Slot(object)
    def _on_connection(self, connection: Connection) -> None:
        """End with a log-out: whoever logs in next must not get this phone's photos."""
        out = connection.link is Link.LOGGED_OUT
        if out and connection.fault is None and self._was_in and self._server is not None:
            self._server.close(Closed.LEFT)
        self._was_in = connection.link in {Link.ONLINE, Link.OFFLINE}

    def _set(self, facts: PhoneFacts) -> None:
        if facts != self.facts:
            self.facts = facts
            self.changed.emit(facts)
