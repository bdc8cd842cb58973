//! What the `eds` commands print.

use super::phrases;

phrases! { "eds";
    /// A certificate.
    certificate();
    /// A key file.
    key_file();
    /// A signature that holds its document, of so many octets.
    attached(octets: usize);
    /// A signature without its document.
    detached();
    /// The certificate's owner.
    owner();
    /// Individual identification number.
    iin();
    /// Business identification number.
    bin();
    /// The organisation.
    organisation();
    /// The owner's role.
    role();
    /// Who issued the certificate.
    issuer();
    /// Valid from.
    valid_from();
    /// Valid until.
    valid_until();
    /// The kind of key.
    algorithm();
    /// The serial number.
    serial();
    /// The fingerprint.
    fingerprint();
    /// Whether it is a signing key.
    signing();
    /// Yes.
    yes();
    /// No.
    no();
    /// The time the signer claims.
    signed_at();
    /// The moment the signature was judged at.
    judged_at();
    /// The moment of judging is the signer's own word.
    time_unproven();
    /// A check passed.
    passed();
    /// Nothing was said of trust.
    trust_not_judged();
    /// The verdict: valid.
    valid();
    /// The verdict: not valid.
    invalid();
    /// The verdict: it could not be told.
    indeterminate();
}
