//! The certificate and its checks.

use super::phrases;

phrases! { "certificate";
    /// The heading.
    title();
    /// Owner.
    owner();
    /// IIN.
    iin();
    /// BIN.
    bin();
    /// Organisation.
    organisation();
    /// Role.
    role();
    /// Validity.
    valid();
    /// From until.
    from_until(from: Arg, until: Arg);
    /// Issuer.
    issuer();
    /// Algorithm.
    algorithm();
    /// Serial number.
    serial();
    /// The list of checks.
    checks();
    /// It can sign.
    fits();
    /// It belongs to the number that was entered.
    belongs(number: SafeText);
    /// The portal will judge the issuer, because this console cannot.
    portal_judges_issuer();
    /// It belongs to another number.
    belongs_to_other(entered: SafeText, found: SafeText);
    /// Another key.
    other_key();
    /// To what will be signed.
    continue_to_document();
}
