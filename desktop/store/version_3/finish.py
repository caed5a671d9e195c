"""Version 3 of the journal: how the pages of a file are shown and sent."""

TABLES = """
ALTER TABLE originals ADD COLUMN finish TEXT;
"""
"""SQL, each statement ended by ``;`` and a line break.

``finish`` is what :mod:`desktop.store.finish_text` writes; NULL: the pages are as they are in the file.
"""
