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
    /// An answer of an OCSP responder.
    ocsp();
    /// A list of revoked certificates.
    crl();
    /// A list of what changed since another one.
    delta_crl();
    /// A time stamp.
    stamp();
    /// Who answered.
    responder();
    /// When the answer was made.
    produced_at();
    /// When the list or the state was known.
    this_update();
    /// When there will be news.
    next_update();
    /// The list's number.
    list_number();
    /// The number of the complete list.
    base_number();
    /// How many certificates are in the list.
    entries();
    /// A certificate by its serial number, and its state.
    state(serial: SafeText, state: Phrase);
    /// Not revoked.
    good();
    /// Revoked.
    revoked(at: Arg);
    /// Unknown to the responder.
    unknown();
    /// The nonce.
    nonce();
    /// The time of the stamp.
    stamped_at();
    /// The policy.
    policy();
    /// The stamped hash.
    imprint();
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
    /// No password was given.
    no_password();
    /// What to do then.
    no_password_next();
    /// The result was not written.
    not_written();
    /// What to do then.
    not_written_next();
    /// The verdict: valid.
    valid();
    /// The verdict: not valid.
    invalid();
    /// The verdict: it could not be told.
    indeterminate();
}
