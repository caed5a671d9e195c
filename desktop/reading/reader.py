"""Reads documents in processes of their own: what a hostile file breaks is never the program."""

from __future__ import annotations

from desktop.confined import Limits, Pool
from desktop.reading.model import Context, Document, Reading
from desktop.reading.wire import answer_from_bytes, task_to_bytes
from desktop.reading.worker import serve


class Reader:
    """The one interface of the room: a document in, a reading out. Methods may be called from any thread.

    No process is started before the first document.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._pool = Pool(serve, "bilagsdrop-reading", limits)

    def read(self, document: Document, context: Context) -> Reading:
        """Return what a document says; waits for a free worker.

        Raises Fault: ENCRYPTED_PDF, BROKEN_PDF, FILE_GONE, XML_UNSAFE, XML_BROKEN, READING_TOO_LONG (killed at its time
        limit), READING_FAILED (the worker broke, or the reader was closed).
        """
        return answer_from_bytes(self._pool.ask(task_to_bytes(document, context)))

    def rest(self) -> None:
        """End the workers that have nothing to do; the next document starts one again."""
        self._pool.rest()

    def close(self) -> None:
        """End all workers at once; what is being read ends with Fault READING_FAILED."""
        self._pool.close()

    def processes(self) -> tuple[int, ...]:
        """Return the ids of the workers that there are."""
        return self._pool.processes()
