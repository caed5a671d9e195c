"""Windows only: the part of a drop or of the clipboard that Qt does not pass on, read by way of COM.

Outlook hands over a whole mail as an ``IStorage``; Qt 6 asks for memory and streams alone (qwindowsmimeregistry.cpp),
and PySide6 has no ``QWindowsMimeConverter`` to teach it more. So the mail is asked for here, from the same object.
"""

from __future__ import annotations

from desktop.handed.ole.storage import of_clipboard
from desktop.handed.ole.target import watch

__all__ = ["of_clipboard", "watch"]
