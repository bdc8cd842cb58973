//! What is asked of a signature.

use crate::domain::{Check, EdsPolicy, Moment, Number};

/// What is asked of a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// One signer, signed attributes, digest, suite, signature, path and validity. Says nothing of
    /// who signed or what for. A signing-certificate attribute may be missing, but a wrong one is
    /// refused.
    #[default]
    Signature,
    /// All of it, and that this signature can accept the agreement: the certificate is bound by a
    /// signed attribute, is for signing, under НУЦ РК's policy, of a person or of one who may sign
    /// for an organisation, with a readable identity.
    Acceptance(Acceptance),
}

/// What an acceptance is compared with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// Who has to have signed; anybody whose identity is readable when none is given.
    pub expected: Option<Number>,
    /// First and last moment, both included, between which the claimed signing time must lie.
    pub window: Option<(Moment, Moment)>,
    /// Whose signature the operator accepts, with which kind of key.
    pub operator: EdsPolicy,
    /// Whether somebody must have said that the certificate is not revoked.
    pub revocation: bool,
    /// Whether a trusted stamp must prove when the signature existed. Then an expired certificate
    /// without one says nothing, rather than no.
    pub stamp: bool,
}

impl Policy {
    /// What must have passed before a signature is valid.
    pub(super) fn asks(&self, check: Check) -> bool {
        use Check::{Binding, Identity, Policy, Revocation, Role, Stamp, Time, Usage};
        match (self, check) {
            (
                Self::Signature,
                Binding | Usage | Policy | Role | Identity | Time | Stamp | Revocation,
            ) => false,
            (Self::Acceptance(acceptance), Time) => acceptance.window.is_some(),
            (Self::Acceptance(acceptance), Stamp) => acceptance.stamp,
            (Self::Acceptance(acceptance), Revocation) => acceptance.revocation,
            _ => true,
        }
    }

    /// The acceptance's terms, if it is one.
    pub(super) fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Signature => None,
            Self::Acceptance(acceptance) => Some(acceptance),
        }
    }
}
