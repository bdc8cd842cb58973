-- Whoever stops using the portal (2.5) is known and is given a code as well: nobody who has left can
-- sign in to look. SQLite changes a check only with its table.
CREATE TABLE help_requests_10 (
    id          INTEGER PRIMARY KEY NOT NULL,
    account     INTEGER REFERENCES accounts (number),
    verified    INTEGER NOT NULL CHECK (verified IN (0, 1)),
    topic       TEXT NOT NULL,
    text        TEXT NOT NULL,
    language    TEXT NOT NULL,
    contact     TEXT,
    kind        TEXT CHECK (kind IN ('iin', 'bin')),
    digits      TEXT,
    device      TEXT REFERENCES devices (id),
    terminal    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('new', 'taken', 'answered', 'closed')),
    taken_by    TEXT,
    answer      TEXT,
    answered_at INTEGER,
    code_hash   BLOB,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    CHECK (verified = 1 OR code_hash IS NOT NULL),
    CHECK (verified = 0 OR account IS NOT NULL)
) STRICT;
INSERT INTO help_requests_10
    SELECT id, account, verified, topic, text, language, contact, kind, digits, device, terminal,
        state, taken_by, answer, answered_at, code_hash, created_at, changed_at
    FROM help_requests;
DROP TABLE help_requests;
ALTER TABLE help_requests_10 RENAME TO help_requests;
CREATE INDEX help_requests_waiting ON help_requests (id) WHERE state IN ('new', 'taken');
CREATE INDEX help_requests_of_account ON help_requests (account, id);
