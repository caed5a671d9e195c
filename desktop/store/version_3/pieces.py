"""Version 3 of the journal: pictures with several receipts in them."""

TABLES = """
ALTER TABLE originals ADD COLUMN piece INTEGER NOT NULL DEFAULT 0;
"""
"""SQL, each statement ended by ``;`` and a line break.

``piece`` is 1 where a receipt has one of several that lie in the picture, within the frame that is kept beside it.
"""
