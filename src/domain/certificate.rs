//! What a certificate says of its owner, and what became of a signature: shared by the verifier,
//! the portal's answers and the screens.

use serde::{Deserialize, Serialize};

use super::{Bin, Fault, Iin, Moment, SafeText};

/// What the owner of a certificate may do, as НУЦ РК writes it into the extended key usage
/// (OIDs under 1.2.398.3.3.4.1, eds.md §1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 1.2.398.3.3.4.1.1: a natural person.
    Person,
    /// 1.2.398.3.3.4.1.2.1: the first head of an organisation.
    Head,
    /// 1.2.398.3.3.4.1.2.2: a person with the right to sign for an organisation.
    SignRight,
    /// 1.2.398.3.3.4.1.2.3: the right to sign financial documents only.
    FinancialSignRight,
    /// 1.2.398.3.3.4.1.2.4: a personnel officer of an organisation.
    PersonnelOfficer,
    /// 1.2.398.3.3.4.1.2.5: an employee of an organisation.
    Employee,
    /// 1.2.398.3.3.4.1.2.6 (and .6.N), 1.2.398.3.3.4.1.1.1, or an organisation without a person:
    /// an information system.
    InformationSystem,
    /// 1.2.398.5.19.1.2.2.1: a client of the treasury.
    TreasuryClient,
    /// No role that is known.
    Unknown,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Head,
        Self::SignRight,
        Self::FinancialSignRight,
        Self::PersonnelOfficer,
        Self::Employee,
        Self::InformationSystem,
        Self::TreasuryClient,
        Self::Unknown,
    ];

    /// The stable code, which is also the name of its phrase.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Head => "head",
            Self::SignRight => "sign-right",
            Self::FinancialSignRight => "financial-sign-right",
            Self::PersonnelOfficer => "personnel-officer",
            Self::Employee => "employee",
            Self::InformationSystem => "information-system",
            Self::TreasuryClient => "treasury-client",
            Self::Unknown => "unknown",
        }
    }
}

/// The readable part of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct CertificateSummary {
    /// The owner's display name (CN).
    pub owner: SafeText,
    /// The person's IIN, as the authority certified it (its check digit is not judged).
    pub iin: Option<Iin>,
    /// The organisation's BIN.
    pub bin: Option<Bin>,
    /// The organisation's name (O).
    pub organisation: Option<SafeText>,
    /// The issuer's name (CN).
    pub issuer: SafeText,
    /// Serial number, lower-case hex.
    pub serial: String,
    /// SHA-256 of the certificate's DER, lower-case hex.
    pub sha256: String,
    /// Valid from.
    pub not_before: Moment,
    /// Valid until.
    pub not_after: Moment,
    /// The key's algorithm in words (`GOST 34.10-2015 (512)`, `RSA-2048`).
    pub algorithm: SafeText,
    /// The owner's role.
    pub role: Role,
    /// True when key usage and extended key usage are those of a signing key.
    pub for_signing: bool,
}

/// One thing the verifier looks at, in the order in which it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Sizes, encoding, one signed-data structure and nothing after it.
    Envelope,
    /// Exactly one signer, and its certificate is there.
    Signer,
    /// Content type, message digest and signing time: once each, in canonical DER.
    SignedAttributes,
    /// The digest of the content.
    Digest,
    /// The signing-certificate attribute names the signer's certificate.
    Binding,
    /// Key, digest and signature algorithm agree and are on the list.
    Suite,
    /// The signature itself.
    Signature,
    /// The time stamp over the signature: whole, by a trusted authority, over this signature.
    Stamp,
    /// The path to a trusted root, every signature of it.
    Path,
    /// Every certificate of the path was valid at the time of judging.
    Validity,
    /// The certificate was not revoked before the signature is known to have existed.
    Revocation,
    /// Key usage and extended key usage allow signing.
    Usage,
    /// The certificate policy is НУЦ РК's.
    Policy,
    /// The owner's role allows the act.
    Role,
    /// The signer is the person or organisation that was expected.
    Identity,
    /// The claimed signing time lies in the request's window.
    Time,
}

impl Check {
    /// Every check, in the order in which it is made.
    pub const ALL: [Self; 16] = [
        Self::Envelope,
        Self::Signer,
        Self::SignedAttributes,
        Self::Digest,
        Self::Binding,
        Self::Suite,
        Self::Signature,
        Self::Stamp,
        Self::Path,
        Self::Validity,
        Self::Revocation,
        Self::Usage,
        Self::Policy,
        Self::Role,
        Self::Identity,
        Self::Time,
    ];

    /// The stable code, which is also the name of its phrase.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Signer => "signer",
            Self::SignedAttributes => "signed-attributes",
            Self::Digest => "digest",
            Self::Binding => "binding",
            Self::Suite => "suite",
            Self::Signature => "signature",
            Self::Stamp => "stamp",
            Self::Path => "path",
            Self::Validity => "validity",
            Self::Revocation => "revocation",
            Self::Usage => "usage",
            Self::Policy => "policy",
            Self::Role => "role",
            Self::Identity => "identity",
            Self::Time => "time",
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "outcome", content = "fault")]
pub enum Outcome {
    /// In order.
    Passed,
    /// Broken, for this reason.
    Failed(Fault),
    /// It cannot be told, for this reason.
    Indeterminate(Fault),
}

/// One line of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct CheckLine {
    /// What was looked at.
    pub check: Check,
    /// What was found.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What a signature is, all in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "verdict", content = "fault")]
pub enum Verdict {
    /// Every check passed.
    Valid,
    /// A check failed; the first broken thing.
    Invalid(Fault),
    /// Nothing failed, but this could not be told.
    Indeterminate(Fault),
}
