"""Version 3 of the journal: what makes receipts alike, what the user answered, and whose a receipt is.

``receipts_by_purchase`` finds what was bought on one day for one amount by the fields themselves, so there is no second
copy of them that could fall behind; SQLite keeps it with every write of a row.
"""

TABLES = """
ALTER TABLE receipts ADD COLUMN dropped_for INTEGER;
CREATE TABLE prints (
    sha256 TEXT PRIMARY KEY,
    print TEXT
) STRICT;
CREATE TABLE papers (
    receipt_id TEXT PRIMARY KEY REFERENCES receipts (id) ON DELETE CASCADE,
    pages TEXT NOT NULL,
    words TEXT,
    cvr TEXT,
    supplier TEXT,
    number TEXT,
    date TEXT,
    total TEXT,
    buyer_cvr TEXT,
    buyer TEXT
) STRICT;
CREATE INDEX papers_by_words ON papers (words) WHERE words IS NOT NULL;
CREATE INDEX papers_by_number ON papers (number) WHERE number IS NOT NULL;
CREATE TABLE kept_pairs (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    PRIMARY KEY (first, second)
) STRICT;
CREATE TABLE kept_kinds (kind TEXT PRIMARY KEY) STRICT;
CREATE TABLE heeded (
    receipt_id TEXT PRIMARY KEY REFERENCES receipts (id) ON DELETE CASCADE,
    heed TEXT,
    company_id INTEGER,
    asked TEXT,
    similar TEXT
) STRICT;
CREATE INDEX receipts_by_voucher ON receipts (voucher_guid) WHERE voucher_guid IS NOT NULL;
CREATE INDEX receipts_by_purchase ON receipts (
    CASE WHEN json_valid(draft) THEN json_extract(draft, '$.date') END,
    CASE WHEN json_valid(draft) THEN CAST(json_extract(draft, '$.amount') AS REAL) END
);
"""
"""SQL, each statement ended by ``;`` and a line break.

``receipts.dropped_for`` is the company that was chosen when a receipt was taken in. ``prints.print`` is NULL for a
picture that can't be drawn. ``papers.pages`` are the originals that were read, so that a merged receipt is read anew.
``kept_pairs`` holds two ids in the order of the alphabet. ``heeded`` is what was answered or asked about one receipt's
sending: how its look-alikes are heeded (``ask`` stops it, ``tell`` warns only), which company it is for all the same,
and what Dinero said of the fields ``asked``.
"""
