"""Version 3 of the journal: what kinds of vouchers there are beside plain purchases."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
