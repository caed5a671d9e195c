"""Version 3 of the journal: order, notes and the bin."""

TABLES = """
ALTER TABLE receipts ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE receipts ADD COLUMN position REAL;
ALTER TABLE receipts ADD COLUMN for_company INTEGER;
ALTER TABLE originals ADD COLUMN first_page INTEGER;
ALTER TABLE originals ADD COLUMN frame TEXT;
CREATE TABLE purging (sha256 TEXT PRIMARY KEY) STRICT;
"""
"""SQL, each statement ended by ``;`` and a line break.

``note``, ``position`` and ``for_company`` are written by themselves, never with the rest of a receipt's row: the
delivery keeps what it knows of a receipt for as long as a request lasts, and must not bring an older note back.
``frame`` of a trimmed picture is its four corners, as :mod:`desktop.store.frame_text` writes them.
``purging`` holds the originals whose last row is gone and whose bytes are about to be.
"""
