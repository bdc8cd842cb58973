//! What is asked of a signature.

use crate::domain::{Moment, Number};

/// What is asked of a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// One signer, signed attributes, digest, suite, signature, path and validity. Says nothing of
    /// who signed or what for.
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
}
