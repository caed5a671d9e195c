"""Version 3 of the journal: what the archive searches, and what Dinero has said since."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
