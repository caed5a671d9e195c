"""Whether a newer version of the program exists: a small file at an address that the user or a release has set.

Nothing is fetched but that file, and nothing is ever installed: the user gets a line with a link.
"""

from __future__ import annotations

from desktop.updates.announcement import Announcement, read_announcement
from desktop.updates.fetch import UPDATE_WAY, fetch_announcement
from desktop.updates.version import is_newer, version_of

__all__ = ["UPDATE_WAY", "Announcement", "fetch_announcement", "is_newer", "read_announcement", "version_of"]
