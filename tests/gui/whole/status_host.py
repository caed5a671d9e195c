"""A desktop's end of icons by the clock and notifications: the two D-Bus services, as far as a program meets them.

A host of its own and not a stub of ours: the program speaks to it through Qt and the session's real message bus.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call, new_method_return  # type: ignore[import-untyped]  # it has no types
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # it has no types
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # it has no types
from jeepney.low_level import Message  # type: ignore[import-untyped]  # it has no types

WATCHER, NOTIFICATIONS = "org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications"
ITEM, MENU, PROPERTIES = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu", "org.freedesktop.DBus.Properties"
_WATCHED = {"IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0)}


class Bus:
    """A message bus of one's own."""

    def __init__(self) -> None:
        words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        self._daemon = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()

    def end(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


class StatusHost:
    """Answers on a thread of its own, and asks over a second connection."""

    def __init__(self, address: str) -> None:
        self.items: list[tuple[str, str]] = []
        """(connection, path) of each icon that has come."""
        self.notes: list[tuple[str, str]] = []
        """(title, text) of each notification."""
        self._server = open_dbus_connection(address)
        self._client = open_dbus_connection(address)
        for name in (WATCHER, NOTIFICATIONS):
            self._server.send_and_get_reply(message_bus.RequestName(name))
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ending.set()
        self._thread.join(10)
        for each in (self._server, self._client):
            each.close()

    # -- what a desktop is asked

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                message = self._server.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._server.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        member, sender = fields[HeaderFields.member], fields[HeaderFields.sender]
        if member == "RegisterStatusNotifierItem":
            (service,) = message.body
            self.items.append((sender, service if service.startswith("/") else "/StatusNotifierItem"))
            return new_method_return(message)
        if member == "Get":
            return new_method_return(message, "v", (_WATCHED.get(message.body[1], ("s", "")),))
        if member == "GetAll":
            return new_method_return(message, "a{sv}", (_WATCHED,))
        if member == "Notify":
            self.notes.append((message.body[3], message.body[4]))
            return new_method_return(message, "u", (len(self.notes),))
        return self._plain(message, member)

    def _plain(self, message: Message, member: str) -> Message:
        plain: dict[str, tuple[str, tuple[object, ...]]] = {
            "GetCapabilities": ("as", (["body"],)),
            "GetServerInformation": ("ssss", ("host", "test", "1", "1.2")),
        }
        if member in plain:
            return new_method_return(message, *plain[member])
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    # -- what a desktop asks

    def _call(self, address: DBusAddress, member: str, signature: str, body: tuple[Any, ...]) -> Any:  # noqa: ANN401 - what D-Bus gives
        reply = self._client.send_and_get_reply(new_method_call(address, member, signature, body), timeout=10)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body

    def properties(self) -> dict[str, Any]:
        """Return what the newest icon says of itself."""
        name, path = self.items[-1]
        found = self._call(DBusAddress(path, name, PROPERTIES), "GetAll", "s", (ITEM,))[0]
        return {key: value[1] for key, value in found.items()}

    def tip(self) -> str:
        """Return the words of the icon."""
        return str(self.properties()["ToolTip"][2])

    def activate(self) -> None:
        """Click the icon."""
        name, path = self.items[-1]
        self._call(DBusAddress(path, name, ITEM), "Activate", "ii", (0, 0))

    def menu(self) -> dict[str, int]:
        """Return the entries of its menu, by their words; only those that can be chosen."""
        _revision, layout = self._call(self._menu(), "GetLayout", "iias", (0, -1, []))
        entries = [child[1] for child in layout[2]]
        shown = {number: {key: value[1] for key, value in said.items()} for number, said, _ in entries}
        return {
            said["label"].replace("_", ""): n
            for n, said in shown.items()
            if said.get("label") and said.get("enabled", True)
        }

    def choose(self, words: str) -> None:
        """Choose an entry of the menu."""
        body = (self.menu()[words], "clicked", ("s", ""), int(time.time()))
        self._call(self._menu(), "Event", "isvu", body)

    def _menu(self) -> DBusAddress:
        return DBusAddress(str(self.properties()["Menu"]), self.items[-1][0], MENU)


def until(fact: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.05)
