-- A good signature that was handed in, and what others said about it. Nothing has effect before
-- they did: what is awaited survives any crash here, and one portal at a time asks (the lease).
CREATE TABLE signatures (
    request     TEXT PRIMARY KEY NOT NULL REFERENCES requests (id),
    -- The acceptance it led to; exactly one signature leads to one.
    acceptance  TEXT UNIQUE REFERENCES acceptances (id),
    -- The signature, with its time stamp once there is one.
    cms         BLOB NOT NULL,
    certificate TEXT NOT NULL,
    -- SHA-256 of the signer's certificate, lower-case hex.
    signer      TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    -- Not known by then, it is refused.
    until_at    INTEGER NOT NULL,
    -- When others are asked again; null once nothing is awaited.
    next_at     INTEGER,
    tries       INTEGER NOT NULL,
    -- Who asks now, and until when nobody else does.
    lease       TEXT,
    lease_until INTEGER NOT NULL,
    -- Why it was refused: the code of a fault or of a problem.
    refused     TEXT
) STRICT;
CREATE INDEX signatures_due ON signatures (next_at, request) WHERE next_at IS NOT NULL;
-- Its signer waits with that request already: what becomes of it becomes of this one.
ALTER TABLE requests ADD COLUMN stands_for TEXT REFERENCES requests (id);
CREATE INDEX requests_waiting_with ON requests (stands_for) WHERE stands_for IS NOT NULL;
CREATE INDEX requests_judged ON requests (kind, digits)
    WHERE state IN ('signed', 'pending', 'refused');

-- Evidence as received, DER, each object once: a revocation list serves many acceptances.
CREATE TABLE evidence_objects (
    sha256 BLOB PRIMARY KEY NOT NULL,
    der    BLOB NOT NULL
) STRICT;
CREATE TABLE evidence (
    request TEXT NOT NULL REFERENCES signatures (request),
    kind    TEXT NOT NULL CHECK (kind IN ('ocsp', 'crl', 'chain')),
    place   INTEGER NOT NULL,
    sha256  BLOB NOT NULL REFERENCES evidence_objects (sha256),
    PRIMARY KEY (request, kind, place)
) STRICT;
CREATE INDEX evidence_of_object ON evidence (sha256);
