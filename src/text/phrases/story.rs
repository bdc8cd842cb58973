//! The stories of the demonstration's people, by their code (row F10).

use super::phrases;

phrases! { "story";
    /// A GOST key; not joined yet.
    gost();
    /// An RSA key; not joined yet.
    rsa();
    /// The certificate has expired.
    expired();
    /// The key is another person's than the IIN.
    wrong_person();
    /// Joined, with a year of history.
    joined();
    /// The head of an organisation.
    head();
    /// An employee without the right to sign.
    employee();
    /// The certificate was revoked.
    revoked();
    /// Access stopped under 4.7.
    stopped();
    /// Has the right to sign for that organisation.
    sign_right();
    /// The right to sign financial documents only.
    financial();
    /// A personnel officer.
    personnel();
    /// The head of another organisation.
    other_company();
    /// A key for signing in only.
    authentication();
    /// The certificate begins in the future.
    not_yet_valid();
    /// An organisation's information system.
    system();
    /// A client of the treasury.
    treasury();
    /// An authority nobody trusts.
    untrusted();
}
