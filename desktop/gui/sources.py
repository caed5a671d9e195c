"""Where receipts come from without being dropped: watched folders and scanners. A part of the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.gui.folders import FolderDesk
from desktop.gui.scans import ScanDesk

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge


class Sources:
    """One desk for each; they belong to the bridge."""

    def __init__(self, bridge: Bridge) -> None:
        self.folders = FolderDesk(bridge)
        self.scans = ScanDesk(bridge)

    def stop(self) -> None:
        """Take no more: the program is closing."""
        self.scans.stop()
        self.folders.stop()
