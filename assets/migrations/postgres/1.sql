-- Instants are whole microseconds since 1970, money is whole tiyn, JSON is text.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

CREATE TABLE counters (
    name  TEXT PRIMARY KEY NOT NULL,
    value BIGINT NOT NULL
);

CREATE TABLE devices (
    id          TEXT PRIMARY KEY NOT NULL,
    secret_hash BYTEA NOT NULL,
    name        TEXT NOT NULL,
    place_kk    TEXT NOT NULL,
    place_ru    TEXT NOT NULL,
    added_at    BIGINT NOT NULL,
    revoked_at  BIGINT
);

CREATE TABLE accounts (
    number       BIGINT PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    state        TEXT NOT NULL,
    cause        TEXT,
    owner        TEXT NOT NULL,
    owner_key    TEXT NOT NULL,
    organisation TEXT,
    epoch        BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    UNIQUE (kind, digits)
);
CREATE INDEX accounts_by_owner ON accounts (owner_key, number);

CREATE TABLE acceptances (
    id          TEXT PRIMARY KEY NOT NULL,
    account     BIGINT NOT NULL REFERENCES accounts (number),
    request     TEXT NOT NULL,
    agreement   TEXT NOT NULL,
    languages   TEXT NOT NULL,
    document    TEXT NOT NULL,
    receipt     TEXT NOT NULL,
    checks      TEXT NOT NULL,
    cms         BYTEA NOT NULL,
    accepted_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    ended_at    BIGINT
);
-- Exactly one acceptance of a version is in force for an account, at any concurrency.
CREATE UNIQUE INDEX one_acceptance_in_force ON acceptances (account, agreement) WHERE ended_at IS NULL;
CREATE INDEX acceptances_of_account ON acceptances (account, accepted_at, id);

CREATE TABLE requests (
    id           TEXT PRIMARY KEY NOT NULL,
    code         TEXT NOT NULL UNIQUE,
    nonce        TEXT NOT NULL UNIQUE,
    claim_hash   BYTEA,
    device       TEXT REFERENCES devices (id),
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    agreement    TEXT NOT NULL,
    shown        TEXT NOT NULL,
    terminal     TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    state        TEXT NOT NULL,
    tries        BIGINT NOT NULL,
    checks       TEXT NOT NULL,
    acceptance   TEXT REFERENCES acceptances (id)
);
CREATE INDEX requests_by_expiry ON requests (expires_at, id);

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    account    BIGINT NOT NULL REFERENCES accounts (number),
    request    TEXT NOT NULL REFERENCES requests (id),
    device     TEXT REFERENCES devices (id),
    began_at   BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX sessions_of_account ON sessions (account, began_at);
CREATE INDEX sessions_of_request ON sessions (request);

CREATE TABLE replies (
    actor       TEXT NOT NULL,
    operation   TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    body        TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (actor, operation, key)
);
CREATE INDEX replies_by_age ON replies (at);

CREATE TABLE events (
    seq      BIGINT PRIMARY KEY NOT NULL,
    account  BIGINT,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    at       BIGINT NOT NULL,
    previous BYTEA NOT NULL,
    hash     BYTEA NOT NULL
);
CREATE INDEX events_of_account ON events (account, seq);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_remain BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The newest event; taking this row puts writers of events in one line.
CREATE TABLE chain (
    id   BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    seq  BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
INSERT INTO chain (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- A citizen's money is what the portal owes: positive. It never goes below zero.
CREATE TABLE ledger_accounts (
    id      BIGINT PRIMARY KEY NOT NULL,
    code    TEXT NOT NULL UNIQUE,
    account BIGINT UNIQUE REFERENCES accounts (number),
    balance BIGINT NOT NULL CHECK (account IS NULL OR balance >= 0)
);

CREATE TABLE transactions (
    id      BIGINT PRIMARY KEY NOT NULL,
    kind    TEXT NOT NULL,
    text_kk TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    at      BIGINT NOT NULL
);

-- Postings come first and their transaction seals them: the deferred reference lets no posting
-- stay without its transaction.
CREATE TABLE postings (
    id             BIGINT PRIMARY KEY NOT NULL,
    transaction_id BIGINT NOT NULL REFERENCES transactions (id) DEFERRABLE INITIALLY DEFERRED,
    ledger_account BIGINT NOT NULL REFERENCES ledger_accounts (id),
    amount         BIGINT NOT NULL CHECK (amount <> 0 AND abs(amount) <= 1000000000000000)
);
CREATE INDEX postings_of_account ON postings (ledger_account, id);
CREATE INDEX postings_of_transaction ON postings (transaction_id);

CREATE FUNCTION count_posting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM transactions WHERE id = NEW.transaction_id) THEN
            RAISE EXCEPTION 'the transaction is sealed';
        END IF;
        UPDATE ledger_accounts SET balance = balance + NEW.amount WHERE id = NEW.ledger_account;
        RETURN NEW;
    END $$;
CREATE TRIGGER postings_count BEFORE INSERT ON postings
    FOR EACH ROW EXECUTE FUNCTION count_posting();
CREATE FUNCTION seal_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT COUNT(*) < 2 OR SUM(amount) <> 0 FROM postings WHERE transaction_id = NEW.id) THEN
            RAISE EXCEPTION 'a transaction sums to zero';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER transactions_sum_to_zero BEFORE INSERT ON transactions
    FOR EACH ROW EXECUTE FUNCTION seal_transaction();
CREATE TRIGGER postings_stay BEFORE UPDATE OR DELETE ON postings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER postings_remain BEFORE TRUNCATE ON postings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transactions_stay BEFORE UPDATE OR DELETE ON transactions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transactions_remain BEFORE TRUNCATE ON transactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The statement is a view of the ledger: it cannot disagree with it.
CREATE VIEW statement AS
    SELECT l.account AS account, t.id AS id, t.at AS at, t.kind AS kind,
           t.text_kk AS text_kk, t.text_ru AS text_ru, p.amount AS amount,
           CAST(SUM(p.amount) OVER (PARTITION BY l.account ORDER BY p.id) AS BIGINT) AS balance
    FROM postings p
    JOIN ledger_accounts l ON l.id = p.ledger_account
    JOIN transactions t ON t.id = p.transaction_id
    WHERE l.account IS NOT NULL;

CREATE TABLE queues (
    code        TEXT PRIMARY KEY NOT NULL,
    subject     TEXT NOT NULL CHECK (subject IN ('housing', 'grants')),
    name_kk     TEXT NOT NULL,
    name_ru     TEXT NOT NULL,
    length      BIGINT NOT NULL CHECK (length >= 0),
    computed_at BIGINT NOT NULL
);

CREATE TABLE prices (
    code    TEXT PRIMARY KEY NOT NULL,
    name_kk TEXT NOT NULL,
    name_ru TEXT NOT NULL,
    amount  BIGINT NOT NULL CHECK (amount >= 0)
);

-- A window is announced once it is here and under way between its moments (4.2).
CREATE TABLE maintenance (
    id       BIGINT PRIMARY KEY NOT NULL,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL CHECK (until_at > from_at),
    text_kk  TEXT NOT NULL,
    text_ru  TEXT NOT NULL
);
