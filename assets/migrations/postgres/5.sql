-- Help requests (3.2.1). Whoever was signed in is `verified` and needs no code; of anybody else the
-- number is only what was typed. The terminal's name stays as it was when help was asked for.
CREATE TABLE help_requests (
    id          BIGINT PRIMARY KEY NOT NULL,
    account     BIGINT REFERENCES accounts (number),
    verified    BIGINT NOT NULL CHECK (verified IN (0, 1)),
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
    answered_at BIGINT,
    code_hash   BYTEA,
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    CHECK ((verified = 1) = (code_hash IS NULL)),
    CHECK (verified = 0 OR account IS NOT NULL)
);
CREATE INDEX help_requests_waiting ON help_requests (id) WHERE state IN ('new', 'taken');
CREATE INDEX help_requests_of_account ON help_requests (account, id);
