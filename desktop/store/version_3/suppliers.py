"""Version 3 of the journal: what is remembered of suppliers, and the contacts that Dinero has."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
