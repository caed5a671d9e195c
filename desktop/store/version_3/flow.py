"""Version 3 of the journal: order, notes and the bin."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
