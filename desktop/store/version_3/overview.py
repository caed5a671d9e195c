"""Version 3 of the journal: what the tray icon and the overview of a month keep."""

TABLES = ""
"""SQL, each statement ended by ``;`` and a line break."""
