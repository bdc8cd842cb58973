-- Money comes in: the providers that may credit accounts, the top-ups citizens asked for, and every
-- payment with the reply that was given, for good: the same payment again gets the same bytes.
CREATE TABLE providers (
    name        TEXT PRIMARY KEY NOT NULL,
    title       TEXT NOT NULL,
    added_at    INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

CREATE TABLE top_ups (
    id           TEXT PRIMARY KEY NOT NULL,
    account      INTEGER NOT NULL REFERENCES accounts (number),
    turn         INTEGER NOT NULL CHECK (turn > 0),
    amount       INTEGER NOT NULL CHECK (amount > 0),
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    UNIQUE (account, turn)
) STRICT;

CREATE TABLE payments (
    provider       TEXT NOT NULL REFERENCES providers (name),
    transaction_id TEXT NOT NULL,
    fingerprint    BLOB NOT NULL,
    account        INTEGER NOT NULL REFERENCES accounts (number),
    amount         INTEGER NOT NULL CHECK (amount > 0),
    top_up         TEXT REFERENCES top_ups (id),
    entry          INTEGER NOT NULL UNIQUE REFERENCES transactions (id),
    taken_at       INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    reply          TEXT NOT NULL,
    PRIMARY KEY (provider, transaction_id)
) STRICT;
CREATE INDEX payments_of_account ON payments (account, entry);
CREATE INDEX payments_of_top_up ON payments (top_up, entry) WHERE top_up IS NOT NULL;

-- A top-up with the first payment that came for it: whether it is paid is nowhere else, so the two
-- cannot disagree.
CREATE VIEW top_ups_and_payments AS
    SELECT t.id AS id, t.account AS account, t.turn AS turn, t.amount AS amount,
           t.requested_at AS requested_at, t.expires_at AS expires_at,
           p.amount AS paid, p.at AS paid_at, p.entry AS entry, v.title AS provider
    FROM top_ups t
    LEFT JOIN payments p ON p.top_up = t.id
        AND p.entry = (SELECT MIN(f.entry) FROM payments f WHERE f.top_up = t.id)
    LEFT JOIN providers v ON v.name = p.provider;
CREATE TRIGGER payments_stay BEFORE UPDATE ON payments
    BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END;
CREATE TRIGGER payments_remain BEFORE DELETE ON payments
    BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END;
-- REPLACE deletes without asking the triggers for deletion.
CREATE TRIGGER payments_once BEFORE INSERT ON payments
    WHEN EXISTS (SELECT 1 FROM payments
                 WHERE provider = NEW.provider AND transaction_id = NEW.transaction_id)
    BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END;

-- What one payment may be, in tiyn: 100 ₸ and 500 000 ₸.
INSERT INTO settings (name, value) VALUES ('top_up_least', '10000'), ('top_up_most', '50000000');
