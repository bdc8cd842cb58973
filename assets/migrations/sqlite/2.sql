-- Signing in: challenges to sign, held by a claim, used once. They are no requests for an
-- acceptance and live in a table of their own, so neither can be found as the other.
CREATE TABLE sign_ins (
    id           TEXT PRIMARY KEY NOT NULL,
    code         TEXT NOT NULL UNIQUE,
    nonce        TEXT NOT NULL UNIQUE,
    claim_hash   BLOB,
    device       TEXT REFERENCES devices (id),
    kind         TEXT NOT NULL CHECK (kind IN ('iin', 'bin')),
    digits       TEXT NOT NULL,
    terminal     TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('requested', 'signed', 'refused', 'expired')),
    tries        INTEGER NOT NULL,
    proof_hash   BLOB UNIQUE
) STRICT;
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at, id);

-- A session comes from a request for an acceptance or from a sign-in.
CREATE TABLE sessions_2 (
    token_hash BLOB PRIMARY KEY NOT NULL,
    account    INTEGER NOT NULL REFERENCES accounts (number),
    request    TEXT REFERENCES requests (id),
    device     TEXT REFERENCES devices (id),
    began_at   INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    ended_at   INTEGER,
    sign_in    TEXT REFERENCES sign_ins (id),
    CHECK ((request IS NULL) <> (sign_in IS NULL))
) STRICT;
INSERT INTO sessions_2 (token_hash, account, request, device, began_at, used_at, ended_at)
    SELECT token_hash, account, request, device, began_at, used_at, ended_at FROM sessions;
DROP TABLE sessions;
ALTER TABLE sessions_2 RENAME TO sessions;
CREATE INDEX sessions_of_account ON sessions (account, began_at);
CREATE INDEX sessions_of_request ON sessions (request);
CREATE INDEX sessions_of_sign_in ON sessions (sign_in);
