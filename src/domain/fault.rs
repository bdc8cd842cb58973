//! Every way in which a signature, a key or a certificate can be refused.

use serde::{Deserialize, Serialize};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A reason to refuse a key, a certificate or a signature. Each has a stable code, which
        /// is also the name of its sentence and its next step in every language
        /// (`fault-<code>`, `fault-<code>-next`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Fault {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }
        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

faults! {
    /// Not DER/BER of the expected structure, bytes left over, or an unknown unsigned attribute.
    Malformed = "malformed",
    /// Larger, deeper or longer than allowed.
    TooLarge = "too-large",
    /// No signer at all.
    NoSigner = "no-signer",
    /// More than one signer.
    TwoSigners = "two-signers",
    /// The signer's certificate is not in the signature.
    NoCertificate = "no-certificate",
    /// No signed attributes, or they were offered as the document.
    NoSignedAttributes = "no-signed-attributes",
    /// A required signed attribute is missing, doubled or has several values.
    BadAttribute = "bad-attribute",
    /// The signed attributes are not canonical DER.
    NotCanonical = "not-canonical",
    /// The signature carries no content and none was given.
    NoContent = "no-content",
    /// The attached content differs from the expected document.
    ContentDiffers = "content-differs",
    /// The message digest is not that of the content.
    DigestMismatch = "digest-mismatch",
    /// The signing-certificate attribute is missing where the policy asks for it.
    NoBinding = "no-binding",
    /// The signing-certificate attribute names another certificate.
    WrongBinding = "wrong-binding",
    /// An algorithm that is not accepted (SHA-1, GOST 34.310-2004, an unknown one).
    AlgorithmNotAccepted = "algorithm-not-accepted",
    /// Key, digest and signature algorithm do not agree.
    SuiteDisagrees = "suite-disagrees",
    /// RSA: a modulus below 2048 or above 8192 bits, or a public exponent that is too small.
    WeakKey = "weak-key",
    /// A public key that is not a point of its curve.
    BadPoint = "bad-point",
    /// GOST: r or s is 0, or not below the group's order.
    SignatureRange = "signature-range",
    /// The signature does not verify.
    BadSignature = "bad-signature",
    /// No trusted root above the certificate.
    UntrustedIssuer = "untrusted-issuer",
    /// A certificate of the path is not an authority's, or its signature does not verify.
    BadPath = "bad-path",
    /// The certificate has expired.
    Expired = "expired",
    /// The certificate is not valid yet.
    NotYetValid = "not-yet-valid",
    /// A key for authentication, not for signing.
    AuthenticationOnly = "authentication-only",
    /// Key usage or extended key usage does not allow signing.
    WrongUsage = "wrong-usage",
    /// A certificate policy other than НУЦ РК's.
    WrongPolicy = "wrong-policy",
    /// An employee without the right to sign for the organisation.
    NoRightToSign = "no-right-to-sign",
    /// The right to sign financial documents only.
    FinancialRightOnly = "financial-right-only",
    /// A personnel officer's key.
    PersonnelOfficer = "personnel-officer",
    /// An information system cannot accept an agreement.
    InformationSystem = "information-system",
    /// A treasury key cannot accept an agreement.
    TreasuryKey = "treasury-key",
    /// A role that could sign for an organisation, but not by the operator's policy.
    RoleNotAccepted = "role-not-accepted",
    /// A role that is not known.
    UnknownRole = "unknown-role",
    /// The certificate names no IIN, or names it in a wrong form.
    NoIdentity = "no-identity",
    /// Another person's signature.
    WrongPerson = "wrong-person",
    /// Another organisation's signature.
    WrongOrganisation = "wrong-organisation",
    /// The claimed signing time lies outside the request's window.
    TimeOutsideWindow = "time-outside-window",
    /// The authority has revoked the certificate.
    Revoked = "revoked",
    /// Nobody has said whether the certificate is revoked.
    RevocationUnknown = "revocation-unknown",
    /// An answer about a certificate's status that cannot be read.
    OcspMalformed = "ocsp-malformed",
    /// The OCSP responder asks to try later (RFC 6960 §2.3).
    OcspTryLater = "ocsp-try-later",
    /// The OCSP responder answered with an error (RFC 6960 §2.3).
    OcspRefused = "ocsp-refused",
    /// The answer is not by the certificate's issuer nor by a responder it appointed.
    OcspWrongResponder = "ocsp-wrong-responder",
    /// The answer's signature does not verify.
    OcspBadSignature = "ocsp-bad-signature",
    /// The answer is about another certificate.
    OcspOtherCertificate = "ocsp-other-certificate",
    /// The answer repeats another question's nonce.
    OcspWrongNonce = "ocsp-wrong-nonce",
    /// The answer is too old, or from the future.
    OcspStale = "ocsp-stale",
    /// The responder does not know the certificate.
    OcspUnknown = "ocsp-unknown",
    /// A list of revoked certificates that cannot be read.
    CrlMalformed = "crl-malformed",
    /// A list with a critical extension that is not understood, an indirect or a partial one.
    CrlNotSupported = "crl-not-supported",
    /// No list at hand is by the certificate's issuer.
    CrlWrongIssuer = "crl-wrong-issuer",
    /// The list's signature does not verify.
    CrlBadSignature = "crl-bad-signature",
    /// The list is out of date, or from the future.
    CrlStale = "crl-stale",
    /// A delta list without the complete list it changes.
    CrlNoBase = "crl-no-base",
    /// No time stamp where one is asked for.
    StampMissing = "stamp-missing",
    /// More than one time stamp.
    TwoStamps = "two-stamps",
    /// A time stamp that cannot be read.
    StampMalformed = "stamp-malformed",
    /// The time stamp is over another signature.
    StampDiffers = "stamp-differs",
    /// The time stamp's own signature does not verify.
    StampBadSignature = "stamp-bad-signature",
    /// The time stamp is not by a trusted time-stamping authority.
    StampUntrusted = "stamp-untrusted",
    /// The time stamp was given under another policy.
    StampWrongPolicy = "stamp-wrong-policy",
    /// The stamped time is in the future or before the request.
    StampTime = "stamp-time",
    /// The time stamp answers another query.
    StampWrongNonce = "stamp-wrong-nonce",
    /// The time-stamping authority gave no stamp (RFC 3161 §2.4.2).
    StampRefused = "stamp-refused",
    /// The password does not open the key file, or the file is damaged.
    WrongPassword = "wrong-password",
    /// Not a key file (PKCS#12) of НУЦ РК.
    NotKeyFile = "not-key-file",
    /// The key file asks for more work than is allowed (iterations, size).
    KeyFileBomb = "key-file-bomb",
    /// The private key in the file does not belong to its certificate.
    KeyMismatch = "key-mismatch",
    /// The file cannot be read.
    FileUnreadable = "file-unreadable",
    /// The random source failed; nothing was signed.
    NoRandomness = "no-randomness",
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Fault {}

// Not derived: the derive does not see through the macro and would list the variants' names.
#[cfg(feature = "portal")]
impl utoipa::PartialSchema for Fault {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A reason to refuse a key, a certificate or a signature."))
            .enum_values(Some(Self::ALL.iter().map(|one| one.code())))
            .into()
    }
}

#[cfg(feature = "portal")]
impl utoipa::ToSchema for Fault {}
