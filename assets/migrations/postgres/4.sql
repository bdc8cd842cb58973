-- The staff's work on accounts: since when an account is in its state and by which act, the acts
-- themselves with what they changed, notices that wait until an act can no longer be undone.
ALTER TABLE accounts ADD COLUMN since_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN stopped_by TEXT;
ALTER TABLE accounts ADD COLUMN organisation_key TEXT;
UPDATE accounts SET since_at = changed_at;
-- The beginning of a name is looked up as a range of octets, which only this order finds.
ALTER TABLE accounts ALTER COLUMN owner_key TYPE TEXT COLLATE "C";
ALTER TABLE accounts ALTER COLUMN organisation_key TYPE TEXT COLLATE "C";
CREATE INDEX accounts_by_digits ON accounts (digits, number);
CREATE INDEX accounts_by_organisation ON accounts (organisation_key, number)
    WHERE organisation_key IS NOT NULL;
CREATE INDEX accounts_stopped ON accounts (since_at, number)
    WHERE state IN ('blocked', 'access_stopped', 'refused');

CREATE TABLE actions (
    id                TEXT PRIMARY KEY NOT NULL,
    account           BIGINT NOT NULL REFERENCES accounts (number),
    kind              TEXT NOT NULL CHECK (kind IN ('restore', 'block', 'stop_access')),
    actor             TEXT NOT NULL,
    cause             TEXT,
    reason            TEXT,
    case_number       TEXT,
    case_key          TEXT,
    note              TEXT NOT NULL,
    before_state      TEXT NOT NULL,
    before_cause      TEXT,
    before_since      BIGINT NOT NULL,
    before_stopped_by TEXT,
    epoch             BIGINT NOT NULL,
    at                BIGINT NOT NULL,
    undo_until        BIGINT NOT NULL,
    undone_at         BIGINT
);
-- Exactly one act comes of one reading of an account, at any concurrency.
CREATE UNIQUE INDEX actions_of_account ON actions (account, epoch);
CREATE INDEX actions_of_actor ON actions (actor, at, id);
CREATE INDEX actions_by_case ON actions (case_key, account) WHERE case_key IS NOT NULL;

CREATE TABLE notes (
    id      BIGINT PRIMARY KEY NOT NULL,
    account BIGINT NOT NULL REFERENCES accounts (number),
    author  TEXT NOT NULL,
    text    TEXT NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX notes_of_account ON notes (account, id);

-- A notice is readable from publish_at on, unless it was withdrawn before.
CREATE TABLE notices (
    id           BIGINT PRIMARY KEY NOT NULL,
    account      BIGINT NOT NULL REFERENCES accounts (number),
    action       TEXT REFERENCES actions (id),
    text_kk      TEXT NOT NULL,
    text_ru      TEXT NOT NULL,
    at           BIGINT NOT NULL,
    publish_at   BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX notices_of_account ON notices (account, id);
CREATE INDEX notices_of_action ON notices (action) WHERE action IS NOT NULL;

-- How often a member did what is capped, by the hour (whole hours since 1970).
CREATE TABLE staff_uses (
    member TEXT NOT NULL,
    kind   TEXT NOT NULL,
    hour   BIGINT NOT NULL,
    count  BIGINT NOT NULL,
    PRIMARY KEY (member, kind)
);
