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
}

impl Policy {
    /// What must have passed before a signature is valid.
    pub(super) fn asks(&self, check: Check) -> bool {
        use Check::{Binding, Identity, Policy, Role, Time, Usage};
        match (self, check) {
            (Self::Signature, Binding | Usage | Policy | Role | Identity | Time) => false,
            (Self::Acceptance(acceptance), Time) => acceptance.window.is_some(),
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
