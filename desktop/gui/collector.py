"""Garbage is collected in the window's thread alone.

Python collects objects that keep each other in whichever thread happens to make the next one. If Qt objects are among
them, their C++ side is then destroyed in a worker: timers can't be stopped from there, and a widget ends the process
(Qt: "QObject: thread affinity"). So the automatic collection is off while a window lives, and a timer does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

CHECK_MS = 500
"""Between two looks whether there is enough to collect; a look costs nothing."""


class Collector(QObject):
    """Collects as often as Python would, by the same thresholds. Make it in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    @Slot()
    def check(self) -> None:
        """Collect the oldest generation that is due; it takes the younger ones along."""
        counts = gc.get_count()
        due = next((each for each in (2, 1, 0) if counts[each] > self._thresholds[each]), None)
        if due is not None:
            gc.collect(due)

    @staticmethod
    def settle() -> None:
        """Let what is there by now, the modules and the window, be looked at no more: a full collection stays short.

        Nothing is collected before: it takes 60 to 80 ms, and finds some thirty objects.
        """
        gc.freeze()

    def stop(self) -> None:
        """Collect once more, and leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()
