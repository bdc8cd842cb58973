-- How a citizen can be reached (3.1.4, 3.4.2): only what was confirmed stands here.
CREATE TABLE contacts (
    account            BIGINT PRIMARY KEY NOT NULL REFERENCES accounts (number),
    phone              TEXT,
    phone_tail         TEXT,
    phone_confirmed_at BIGINT,
    email              TEXT,
    email_confirmed_at BIGINT,
    language           TEXT NOT NULL,
    changed_at         BIGINT NOT NULL,
    CHECK ((phone IS NULL) = (phone_tail IS NULL)),
    CHECK ((phone IS NULL) = (phone_confirmed_at IS NULL)),
    CHECK ((email IS NULL) = (email_confirmed_at IS NULL))
);
CREATE INDEX contacts_by_phone_tail ON contacts (phone_tail, account);

-- Values that wait for their code. A row lives an hour: so long it counts against the sends.
CREATE TABLE contact_codes (
    id         BIGINT PRIMARY KEY NOT NULL,
    account    BIGINT NOT NULL REFERENCES accounts (number),
    channel    TEXT NOT NULL CHECK (channel IN ('phone', 'email')),
    value      TEXT NOT NULL,
    salt       BYTEA NOT NULL,
    code_hash  BYTEA NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('made', 'sent', 'used', 'spent', 'replaced'))
);
CREATE INDEX contact_codes_of_account ON contact_codes (account, channel, id);
CREATE INDEX contact_codes_of_value ON contact_codes (channel, value, made_at);
CREATE INDEX contact_codes_by_age ON contact_codes (made_at);
-- One code is open for an account and a channel, at any concurrency.
CREATE UNIQUE INDEX one_open_contact_code ON contact_codes (account, channel)
    WHERE state IN ('made', 'sent');
