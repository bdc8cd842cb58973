-- Signing with eGov Mobile: a QR code of its own for a request or a sign-in, and what came of it.
-- A row lives an hour longer than its code; link and token stand here as hashes only.
CREATE TABLE mobile_signings (
    id          TEXT PRIMARY KEY NOT NULL,
    request     TEXT REFERENCES requests (id),
    sign_in     TEXT REFERENCES sign_ins (id),
    link_hash   BLOB NOT NULL UNIQUE,
    token_hash  BLOB UNIQUE,
    hand_in     TEXT NOT NULL,
    turn        INTEGER NOT NULL CHECK (turn > 0),
    asked_at    INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    state       TEXT NOT NULL
        CHECK (state IN ('waiting', 'fetched', 'checking', 'signed', 'refused', 'expired', 'cancelled')),
    received_at INTEGER,
    cms         BLOB,
    fault       TEXT,
    checks      TEXT NOT NULL,
    CHECK ((request IS NULL) <> (sign_in IS NULL)),
    CHECK ((cms IS NULL) = (received_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX mobile_signings_of_request ON mobile_signings (request, turn)
    WHERE request IS NOT NULL;
CREATE UNIQUE INDEX mobile_signings_of_sign_in ON mobile_signings (sign_in, turn)
    WHERE sign_in IS NOT NULL;
CREATE INDEX mobile_signings_by_age ON mobile_signings (expires_at);
-- One code is open for a request or a sign-in, at any concurrency.
CREATE UNIQUE INDEX one_open_mobile_signing_of_request ON mobile_signings (request)
    WHERE request IS NOT NULL AND state IN ('waiting', 'fetched');
CREATE UNIQUE INDEX one_open_mobile_signing_of_sign_in ON mobile_signings (sign_in)
    WHERE sign_in IS NOT NULL AND state IN ('waiting', 'fetched');
