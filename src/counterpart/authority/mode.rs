//! What is wrong with the services.

/// Something that is wrong with the services. Several may be at once; none of them is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The responder is down (HTTP 503). The lists are still there.
    Down,
    /// The lists are down.
    ListsDown,
    /// The stamps are down.
    StampDown,
    /// The responder says "try later" (RFC 6960 §2.3).
    TryLater,
    /// The responder says that it may not answer.
    Unauthorized,
    /// What the responder and the lists say is two days old.
    Stale,
    /// Another authority's responder answers.
    WrongResponder,
    /// One bit of the answer's signature is another.
    Forged,
    /// The answer does not repeat the nonce.
    NoNonce,
    /// The answer is about the certificate with the next serial number.
    OtherCertificate,
    /// The responder knows none of its authority's certificates.
    Forgetful,
    /// The stamps are refused.
    StampRefused,
    /// Another authority stamps.
    StampElsewhere,
    /// One bit of the stamp's signature is another.
    StampForged,
    /// Every clock here is so many seconds ahead, or behind.
    Clock(i64),
}
