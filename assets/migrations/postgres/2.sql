-- Signing in: challenges to sign, held by a claim, used once. They are no requests for an
-- acceptance and live in a table of their own, so neither can be found as the other.
CREATE TABLE sign_ins (
    id           TEXT PRIMARY KEY NOT NULL,
    code         TEXT NOT NULL UNIQUE,
    nonce        TEXT NOT NULL UNIQUE,
    claim_hash   BYTEA,
    device       TEXT REFERENCES devices (id),
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    terminal     TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('requested', 'signed', 'refused', 'expired')),
    tries        BIGINT NOT NULL,
    proof_hash   BYTEA UNIQUE
);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at, id);

-- A session comes from a request for an acceptance or from a sign-in.
ALTER TABLE sessions ADD COLUMN sign_in TEXT REFERENCES sign_ins (id);
ALTER TABLE sessions ALTER COLUMN request DROP NOT NULL;
ALTER TABLE sessions ADD CHECK ((request IS NULL) <> (sign_in IS NULL));
CREATE INDEX sessions_of_sign_in ON sessions (sign_in);
