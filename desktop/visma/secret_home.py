"""Where secrets live: the operating system's keyring, or memory for this session only. Never a file."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

import keyring
import keyring.backends.fail
import keyring.core
import keyring.errors
from keyring.backend import KeyringBackend

from desktop.receipts.faults import Effect, Fault, FaultCode

LONGEST = 1280
"""Characters: Windows holds 2,560 bytes, and keyring writes UTF-16."""
CALL_SECONDS = 10.0
"""A locked collection may block for ever; a call that takes longer is given up."""
_ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
_USER = "bilagsdrop"
_T = TypeVar("_T")


class SecretHome(Protocol):
    """Keeps secrets by name. Every method raises Fault KEYRING_MISSING, KEYRING_LOCKED or KEYRING_FAILED."""

    def get(self, name: str) -> str | None:
        """Return a secret, or None."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep a secret."""
        ...

    def delete(self, name: str) -> None:
        """Forget a secret; one that isn't there is no fault."""
        ...


class MemoryHome:
    """Holds secrets until the program ends: the user's explicit choice where there is no keyring."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """Return a secret, or None."""
        return self._secrets.get(name)

    def set(self, name: str, value: str) -> None:
        """Keep a secret."""
        self._secrets[name] = value

    def delete(self, name: str) -> None:
        """Forget a secret."""
        self._secrets.pop(name, None)


class SessionHome:
    """A keyring, and beside it what the user chose to keep until the program ends because there is none."""

    def __init__(self, home: SecretHome) -> None:
        self._home = home
        self._for_now = MemoryHome()

    def keep_for_now(self, name: str, value: str) -> None:
        """Keep a secret in memory; it comes before what the keyring may hold."""
        self._for_now.set(name, value)

    def get(self, name: str) -> str | None:
        """Return a secret, or None."""
        kept = self._for_now.get(name)
        return self._home.get(name) if kept is None else kept

    def set(self, name: str, value: str) -> None:
        """Keep a secret in the keyring."""
        self._home.set(name, value)
        self._for_now.delete(name)

    def delete(self, name: str) -> None:
        """Forget a secret; where there is no keyring, the one in memory is all there can be."""
        kept = self._for_now.get(name)
        self._for_now.delete(name)
        try:
            self._home.delete(name)
        except Fault as fault:
            if kept is None or fault.code is not FaultCode.KEYRING_MISSING:
                raise


class _Worker:
    """One thread that makes the keyring's calls; given up (a daemon) when a call does not come back."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="keyring", daemon=True).start()

    def _run(self) -> None:
        while True:
            self._work.get()()

    def call(self, function: Callable[[], _T], seconds: float) -> _T:
        """Return what ``function`` returns, or raise what it raises; raises TimeoutError when it takes too long."""
        answer: queue.SimpleQueue[tuple[_T | None, Exception | None]] = queue.SimpleQueue()

        def work() -> None:
            try:
                answer.put((function(), None))
            except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
                answer.put((None, error))

        self._work.put(work)
        try:
            value, error = answer.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if error is not None:
            raise error
        return value  # type: ignore[return-value]  # None only where the function's own type allows it


class KeyringHome:
    """The operating system's keyring. One service name a secret: Windows rewrites entries that share one."""

    def __init__(self, prefix: str = "Bilagsdrop", seconds: float = CALL_SECONDS) -> None:
        self._prefix = prefix
        self._seconds = seconds
        self._worker = _Worker()
        self._guard = threading.Lock()

    def get(self, name: str) -> str | None:
        """Return a secret, or None."""
        return self._call(lambda backend: backend.get_password(self._service(name), _USER))

    def set(self, name: str, value: str) -> None:
        """Keep a secret. Raises Fault LOGIN_TOO_LONG for one that Windows could not hold, on every system alike."""
        if len(value.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST:
            raise Fault(FaultCode.LOGIN_TOO_LONG, Effect.WAIT, limit=LONGEST)
        self._call(lambda backend: backend.set_password(self._service(name), _USER, value))

    def delete(self, name: str) -> None:
        """Forget a secret; one that isn't there is no fault."""

        def forget(backend: KeyringBackend) -> None:
            if backend.get_password(self._service(name), _USER) is not None:
                backend.delete_password(self._service(name), _USER)

        self._call(forget)

    def backend_name(self) -> str:
        """Return which keyring is used. Raises Fault KEYRING_MISSING."""
        return self._call(lambda backend: type(backend).__module__.removeprefix("keyring.backends."))

    def _service(self, name: str) -> str:
        return f"{self._prefix} {name}"

    def _call(self, function: Callable[[KeyringBackend], _T]) -> _T:
        with self._guard:
            try:
                return self._worker.call(lambda: function(_backend()), self._seconds)
            except TimeoutError:
                self._worker = _Worker()
                raise Fault(FaultCode.KEYRING_LOCKED, Effect.WAIT) from None
            except (keyring.errors.NoKeyringError, keyring.errors.InitError):
                raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT) from None
            except keyring.errors.KeyringLocked:
                raise Fault(FaultCode.KEYRING_LOCKED, Effect.WAIT) from None
            except Fault:
                raise
            except Exception as error:  # noqa: BLE001 - D-Bus, pywin32 and Keychain each raise their own
                # "from None": an exception of a backend may carry the secret in its arguments.
                raise Fault(FaultCode.KEYRING_FAILED, Effect.WAIT, reason=type(error).__name__) from None


def _backend() -> KeyringBackend:
    """Return a keyring of the operating system; a plain-text or null backend (keyringrc.cfg) is refused."""
    chosen = keyring.get_keyring()
    if isinstance(chosen, keyring.backends.fail.Keyring):
        chosen = _appeared() or chosen
    candidates: list[KeyringBackend] = [chosen, *getattr(chosen, "backends", ())]
    for backend in candidates:
        if type(backend).__module__ in _ALLOWED:
            return backend
    raise Fault(FaultCode.KEYRING_MISSING, Effect.WAIT)


def _appeared() -> KeyringBackend | None:
    """Return a keyring that was started after the program, for the library looks once only; None: there is none."""
    if keyring.core.load_env() or keyring.core.load_config():
        return None  # the user's own choice, which is judged like any other
    there = [kind for kind in KeyringBackend.get_viable_backends() if kind.__module__ in _ALLOWED]
    if not there:
        return None
    best = max(there, key=lambda kind: float(kind.priority))()
    keyring.set_keyring(best)
    return best
