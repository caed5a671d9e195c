"""Version 3 of the journal: what makes receipts alike, and what the user answered."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
