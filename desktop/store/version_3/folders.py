"""Version 3 of the journal: the folders that are watched, and every file that was met in them."""

TABLES = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    afterwards TEXT NOT NULL,
    subfolders INTEGER NOT NULL,
    is_on INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE folder_files (
    folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    sha256 TEXT,
    owed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder_id, name, size, mtime)
) STRICT, WITHOUT ROWID;
CREATE INDEX folder_files_by_hash ON folder_files (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX folder_files_owed ON folder_files (folder_id) WHERE owed;
"""
"""SQL, each statement ended by ``;`` and a line break.

Paths and names are the bytes that the system has for them: on POSIX they need not be text. ``mtime`` is nanoseconds.
A file that was written over has a row for each of its contents, so that none of them is taken a second time.
``owed`` is 1 from when a file was taken until it has been moved or thrown out, as its folder says. A folder that is
``removed`` keeps its files' rows: watched again, it goes on where it was.
"""
