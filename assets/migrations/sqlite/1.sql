-- Instants are whole microseconds since 1970, money is whole tiyn, JSON is text.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE counters (
    name  TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) STRICT;

CREATE TABLE devices (
    id          TEXT PRIMARY KEY NOT NULL,
    secret_hash BLOB NOT NULL,
    name        TEXT NOT NULL,
    place_kk    TEXT NOT NULL,
    place_ru    TEXT NOT NULL,
    added_at    INTEGER NOT NULL,
    revoked_at  INTEGER
) STRICT;

CREATE TABLE accounts (
    number       INTEGER PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    state        TEXT NOT NULL,
    cause        TEXT,
    owner        TEXT NOT NULL,
    owner_key    TEXT NOT NULL,
    organisation TEXT,
    epoch        INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    UNIQUE (kind, digits)
) STRICT;
CREATE INDEX accounts_by_owner ON accounts (owner_key, number);

CREATE TABLE acceptances (
    id          TEXT PRIMARY KEY NOT NULL,
    account     INTEGER NOT NULL REFERENCES accounts (number),
    request     TEXT NOT NULL,
    agreement   TEXT NOT NULL,
    languages   TEXT NOT NULL,
    document    TEXT NOT NULL,
    receipt     TEXT NOT NULL,
    checks      TEXT NOT NULL,
    cms         BLOB NOT NULL,
    accepted_at INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;
-- Exactly one acceptance of a version is in force for an account, at any concurrency.
CREATE UNIQUE INDEX one_acceptance_in_force ON acceptances (account, agreement) WHERE ended_at IS NULL;
CREATE INDEX acceptances_of_account ON acceptances (account, accepted_at, id);

CREATE TABLE requests (
    id           TEXT PRIMARY KEY NOT NULL,
    code         TEXT NOT NULL UNIQUE,
    nonce        TEXT NOT NULL UNIQUE,
    claim_hash   BLOB,
    device       TEXT REFERENCES devices (id),
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    agreement    TEXT NOT NULL,
    shown        TEXT NOT NULL,
    terminal     TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    state        TEXT NOT NULL,
    tries        INTEGER NOT NULL,
    checks       TEXT NOT NULL,
    acceptance   TEXT REFERENCES acceptances (id)
) STRICT;
CREATE INDEX requests_by_expiry ON requests (expires_at, id);

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL,
    account    INTEGER NOT NULL REFERENCES accounts (number),
    request    TEXT NOT NULL REFERENCES requests (id),
    device     TEXT REFERENCES devices (id),
    began_at   INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE INDEX sessions_of_account ON sessions (account, began_at);
CREATE INDEX sessions_of_request ON sessions (request);

CREATE TABLE replies (
    actor       TEXT NOT NULL,
    operation   TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    body        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (actor, operation, key)
) STRICT;
CREATE INDEX replies_by_age ON replies (at);

CREATE TABLE events (
    seq      INTEGER PRIMARY KEY NOT NULL,
    account  INTEGER,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    previous BLOB NOT NULL,
    hash     BLOB NOT NULL
) STRICT;
CREATE INDEX events_of_account ON events (account, seq);
CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- REPLACE deletes without asking the triggers for deletion.
CREATE TRIGGER events_once BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- The newest event; taking this row puts writers of events in one line.
CREATE TABLE chain (
    id   INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
INSERT INTO chain (id, seq, hash) VALUES (1, 0, zeroblob(32));

-- A citizen's money is what the portal owes: positive. It never goes below zero.
CREATE TABLE ledger_accounts (
    id      INTEGER PRIMARY KEY NOT NULL,
    code    TEXT NOT NULL UNIQUE,
    account INTEGER UNIQUE REFERENCES accounts (number),
    balance INTEGER NOT NULL CHECK (account IS NULL OR balance >= 0)
) STRICT;

CREATE TABLE transactions (
    id      INTEGER PRIMARY KEY NOT NULL,
    kind    TEXT NOT NULL,
    text_kk TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- Postings come first and their transaction seals them: the deferred reference lets no posting
-- stay without its transaction.
CREATE TABLE postings (
    id             INTEGER PRIMARY KEY NOT NULL,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id) DEFERRABLE INITIALLY DEFERRED,
    ledger_account INTEGER NOT NULL REFERENCES ledger_accounts (id),
    amount         INTEGER NOT NULL CHECK (amount <> 0 AND abs(amount) <= 1000000000000000)
) STRICT;
CREATE INDEX postings_of_account ON postings (ledger_account, id);
CREATE INDEX postings_of_transaction ON postings (transaction_id);

CREATE TRIGGER postings_sealed BEFORE INSERT ON postings
    WHEN EXISTS (SELECT 1 FROM transactions WHERE id = NEW.transaction_id)
    BEGIN SELECT RAISE(ABORT, 'the transaction is sealed'); END;
CREATE TRIGGER postings_once BEFORE INSERT ON postings
    WHEN EXISTS (SELECT 1 FROM postings WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER transactions_once BEFORE INSERT ON transactions
    WHEN EXISTS (SELECT 1 FROM transactions WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'transactions are append-only'); END;
CREATE TRIGGER postings_count AFTER INSERT ON postings
    BEGIN UPDATE ledger_accounts SET balance = balance + NEW.amount WHERE id = NEW.ledger_account; END;
CREATE TRIGGER transactions_sum_to_zero BEFORE INSERT ON transactions
    WHEN (SELECT COUNT(*) < 2 OR SUM(amount) <> 0 FROM postings WHERE transaction_id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a transaction sums to zero'); END;
CREATE TRIGGER postings_stay BEFORE UPDATE ON postings
    BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER postings_remain BEFORE DELETE ON postings
    BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER transactions_stay BEFORE UPDATE ON transactions
    BEGIN SELECT RAISE(ABORT, 'transactions are append-only'); END;
CREATE TRIGGER transactions_remain BEFORE DELETE ON transactions
    BEGIN SELECT RAISE(ABORT, 'transactions are append-only'); END;

-- The statement is a view of the ledger: it cannot disagree with it.
CREATE VIEW statement AS
    SELECT l.account AS account, t.id AS id, t.at AS at, t.kind AS kind,
           t.text_kk AS text_kk, t.text_ru AS text_ru, p.amount AS amount,
           SUM(p.amount) OVER (PARTITION BY l.account ORDER BY p.id) AS balance
    FROM postings p
    JOIN ledger_accounts l ON l.id = p.ledger_account
    JOIN transactions t ON t.id = p.transaction_id
    WHERE l.account IS NOT NULL;

CREATE TABLE queues (
    code        TEXT PRIMARY KEY NOT NULL,
    subject     TEXT NOT NULL CHECK (subject IN ('housing', 'grants')),
    name_kk     TEXT NOT NULL,
    name_ru     TEXT NOT NULL,
    length      INTEGER NOT NULL CHECK (length >= 0),
    computed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE prices (
    code    TEXT PRIMARY KEY NOT NULL,
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    amount  INTEGER NOT NULL CHECK (amount >= 0)
) STRICT;

-- A window is announced once it is here and under way between its moments (4.2).
CREATE TABLE maintenance (
    id       INTEGER PRIMARY KEY NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL CHECK (until_at > from_at),
    text_kk  TEXT NOT NULL,
    text_ru  TEXT NOT NULL
) STRICT;
