"""Version 3 of the journal: what the archive searches, and what Dinero has said since.

A row that changes is marked by a trigger, whoever wrote it: this program, the command line, a rebuilt journal. The
index is brought up to date from the marks, in batches and in the background, so that a migration of 10,000 receipts
stays a matter of a moment. The triggers say no OR IGNORE: the conflict clause of the statement that fires them would
override it.
"""

TABLES = """
CREATE TABLE archive_marks (receipt_id TEXT PRIMARY KEY) STRICT;
CREATE TABLE archive_rows (
    id INTEGER PRIMARY KEY,
    receipt_id TEXT NOT NULL UNIQUE,
    urgent INTEGER NOT NULL,
    shown_at TEXT NOT NULL,
    month TEXT NOT NULL,
    supplier TEXT NOT NULL,
    supplier_key TEXT NOT NULL,
    account INTEGER,
    company_id INTEGER,
    state TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT;
CREATE INDEX archive_rows_by_time ON archive_rows (urgent, shown_at, receipt_id);
CREATE TABLE archive_texts (
    receipt_id TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    read_at TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE archive_words USING fts5 (
    fields, document, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3 4'
);
CREATE TRIGGER archive_on_insert AFTER INSERT ON receipts BEGIN INSERT INTO archive_marks (receipt_id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM archive_marks WHERE receipt_id = new.id); END;
CREATE TRIGGER archive_on_update AFTER UPDATE ON receipts BEGIN INSERT INTO archive_marks (receipt_id)
    SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM archive_marks WHERE receipt_id = new.id); END;
CREATE TRIGGER archive_on_delete AFTER DELETE ON receipts BEGIN INSERT INTO archive_marks (receipt_id)
    SELECT old.id WHERE NOT EXISTS (SELECT 1 FROM archive_marks WHERE receipt_id = old.id); END;
INSERT INTO archive_marks (receipt_id) SELECT id FROM receipts;
CREATE TABLE archive_reads (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL,
    begun_at TEXT NOT NULL,
    changes_from TEXT NOT NULL,
    changes_to TEXT NOT NULL,
    outcome TEXT NOT NULL,
    booked INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX archive_reads_by_company ON archive_reads (company_id, begun_at);
CREATE TABLE archive_looks (receipt_id TEXT PRIMARY KEY, looked_at TEXT NOT NULL) STRICT;
CREATE TABLE archive_clearing (receipt_id TEXT PRIMARY KEY, due_at TEXT NOT NULL) STRICT;
CREATE TABLE archive_leftovers (sha256 TEXT PRIMARY KEY) STRICT;
CREATE TABLE archive_checks (
    sha256 TEXT PRIMARY KEY,
    checked_at TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
"""
"""SQL, each statement ended by ``;`` and a line break."""
