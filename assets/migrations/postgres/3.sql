-- The operator's staff (rows D1, D9). A member is never deleted: the log names them.
CREATE TABLE staff (
    id            BIGINT PRIMARY KEY NOT NULL,
    login         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('viewer', 'agent', 'supervisor', 'auditor', 'admin')),
    -- Argon2id as a PHC string.
    password      TEXT NOT NULL,
    -- The authenticator's secret, sealed by a key outside the database; none before it is enrolled.
    authenticator BYTEA,
    -- The newest step of the authenticator that was used: no code is accepted twice (RFC 6238, 5.2).
    last_step     BIGINT NOT NULL,
    added_at      BIGINT NOT NULL,
    disabled_at   BIGINT
);

-- Ten codes, each good once in place of the authenticator; HMAC by a key outside the database.
CREATE TABLE staff_recovery_codes (
    staff   BIGINT NOT NULL REFERENCES staff (id),
    code    BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (staff, code)
);

-- A password was right, the second factor is awaited. An enrolment keeps the secret it showed.
CREATE TABLE staff_attempts (
    id         TEXT PRIMARY KEY NOT NULL,
    staff      BIGINT NOT NULL REFERENCES staff (id),
    claim_hash BYTEA UNIQUE,
    device     TEXT REFERENCES devices (id),
    enrols     BYTEA,
    tries      BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('awaited', 'passed', 'refused')),
    expires_at BIGINT NOT NULL
);
CREATE INDEX staff_attempts_by_expiry ON staff_attempts (expires_at, id);
CREATE INDEX staff_attempts_of_staff ON staff_attempts (staff);

CREATE TABLE staff_sessions (
    token_hash   BYTEA PRIMARY KEY NOT NULL,
    staff        BIGINT NOT NULL REFERENCES staff (id),
    attempt      TEXT NOT NULL,
    device       TEXT REFERENCES devices (id),
    began_at     BIGINT NOT NULL,
    used_at      BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE INDEX staff_sessions_of_staff ON staff_sessions (staff, began_at);
CREATE INDEX staff_sessions_of_attempt ON staff_sessions (attempt);

-- Who tried too often and waits: a source for one login, or (login: no octets) for all of them.
-- Both are HMACs: neither an address nor what somebody typed as a login stands here.
CREATE TABLE staff_tries (
    source   BYTEA NOT NULL,
    login    BYTEA NOT NULL,
    tries    BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    free_at  BIGINT NOT NULL,
    PRIMARY KEY (source, login)
);
CREATE INDEX staff_tries_by_age ON staff_tries (tried_at);
