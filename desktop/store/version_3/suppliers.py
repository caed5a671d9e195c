"""Version 3 of the journal: what is remembered of suppliers, and the contacts that Dinero has."""

TABLES = """
CREATE TABLE contacts (
    company_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    vat_number TEXT,
    PRIMARY KEY (company_id, guid)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_lists (
    company_id INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL DEFAULT 0,
    asked_at TEXT,
    whole_at TEXT
) STRICT;
CREATE TABLE contact_guids (
    company_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    cvr TEXT,
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (company_id, guid)
) STRICT, WITHOUT ROWID;
CREATE TABLE habits (
    id INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL,
    habit TEXT NOT NULL
) STRICT;
CREATE TABLE habit_keys (
    company_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    habit_id INTEGER NOT NULL REFERENCES habits (id) ON DELETE CASCADE,
    PRIMARY KEY (company_id, key)
) STRICT;
CREATE TABLE offers (
    receipt_id TEXT PRIMARY KEY REFERENCES receipts (id) ON DELETE CASCADE,
    offer TEXT NOT NULL
) STRICT;
INSERT OR REPLACE INTO contacts
    SELECT companies.id, json_extract(s.value, '$.guid'), json_extract(s.value, '$.name'),
        COALESCE(json_extract(s.value, '$.country'), 'DK'), json_extract(s.value, '$.vat_number')
    FROM companies, json_each(companies.book, '$.suppliers') AS s WHERE companies.book IS NOT NULL;
UPDATE companies SET book = json_remove(book, '$.suppliers') WHERE book IS NOT NULL;
"""
"""SQL, each statement ended by ``;`` and a line break.

``contact_lists.edition`` counts the changes of a company's contacts, so that a copy in memory knows its age.
``contact_guids`` holds the guids that we made, with the CVR number they were made for, and those known to be deleted.
"""
