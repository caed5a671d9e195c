"""SQLite journal, vault of original bytes, settings and the delivery lock."""
