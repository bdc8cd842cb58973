//! What НУЦ РК's certificate profile says of the owner: role, usage, policy, identity
//! (eds.md §1.1–1.3). The last checks of the acceptance policy.

use const_oid::ObjectIdentifier;

use super::{Certificate, oid};
use crate::domain::{EdsPolicy, Fault, Number, Role};

/// Roles of a person in an organisation, strongest first: the first one a certificate has is its
/// role.
const ENTITY_ROLES: [(ObjectIdentifier, Role); 5] = [
    (oid::HEAD, Role::Head),
    (oid::SIGN_RIGHT, Role::SignRight),
    (oid::FINANCIAL_SIGN_RIGHT, Role::FinancialSignRight),
    (oid::PERSONNEL_OFFICER, Role::PersonnelOfficer),
    (oid::EMPLOYEE, Role::Employee),
];

impl Certificate {
    /// The owner's role. A certificate that names a system or the treasury has that role whatever
    /// else it names; one that names both a person and a legal entity has none.
    #[must_use]
    pub fn role(&self) -> Role {
        let usages = &self.extensions.extended_key_usage;
        let has = |usage| usages.contains(&usage);
        let system = |usage: &ObjectIdentifier| {
            *usage == oid::ENTITY_SYSTEM || usage.parent() == Some(oid::ENTITY_SYSTEM)
        };
        let entity = has(oid::LEGAL_ENTITY);
        let nobody = matches!(self.subject_name.iin(), Ok(None));
        if has(oid::TREASURY_CLIENT) {
            return Role::TreasuryClient;
        }
        if has(oid::PERSON_SYSTEM) || usages.iter().any(system) || (entity && nobody) {
            return Role::InformationSystem;
        }
        match ENTITY_ROLES.into_iter().find(|(usage, _)| has(*usage)) {
            found if has(oid::PERSON) && (entity || found.is_some()) => Role::Unknown,
            Some((_, role)) => role,
            None if has(oid::PERSON) => Role::Person,
            None => Role::Unknown,
        }
    }

    /// Whether this is a signing key: digitalSignature and nonRepudiation with emailProtection.
    /// A key that is not is named for what it is.
    pub(crate) fn check_usage(&self) -> Result<(), Fault> {
        let usage = self.extensions.key_usage.as_ref().ok_or(Fault::WrongUsage)?;
        let has = |usage| self.extensions.extended_key_usage.contains(&usage);
        let (email, signs) =
            (has(oid::EMAIL_PROTECTION), usage.digital_signature() && usage.non_repudiation());
        let enters = usage.digital_signature() && usage.key_encipherment() && !signs;
        match self.role() {
            _ if email && signs => Ok(()),
            _ if enters || (has(oid::CLIENT_AUTH) && !email) => Err(Fault::AuthenticationOnly),
            Role::InformationSystem => Err(Fault::InformationSystem),
            _ => Err(Fault::WrongUsage),
        }
    }

    /// Whether it was issued under one of НУЦ РК's policies for signing keys.
    pub(crate) fn check_policy(&self) -> Result<(), Fault> {
        const SIGNING: [ObjectIdentifier; 3] =
            [oid::POLICY, oid::POLICY_ENTITY_SIGNING, oid::POLICY_PERSON_SIGNING];
        let found = self.extensions.policies.iter().any(|policy| SIGNING.contains(policy));
        found.then_some(()).ok_or(Fault::WrongPolicy)
    }

    /// Whether the owner may accept an agreement: a person for themselves, for an organisation
    /// whom the operator's policy lets.
    pub(crate) fn check_role(&self, operator: &EdsPolicy) -> Result<(), Fault> {
        match self.role() {
            Role::Person => Ok(()),
            role if operator.lets_accept(role) => Ok(()),
            Role::Head | Role::SignRight => Err(Fault::RoleNotAccepted),
            Role::FinancialSignRight => Err(Fault::FinancialRightOnly),
            Role::PersonnelOfficer => Err(Fault::PersonnelOfficer),
            Role::Employee => Err(Fault::NoRightToSign),
            Role::InformationSystem => Err(Fault::InformationSystem),
            Role::TreasuryClient => Err(Fault::TreasuryKey),
            Role::Unknown => Err(Fault::UnknownRole),
        }
    }

    /// Whether the certificate names somebody readably, and that one is `expected`. A person's
    /// certificate names no organisation, an organisation's names both: one who signs for an
    /// organisation does not sign for themselves.
    pub(crate) fn check_identity(&self, expected: Option<&Number>) -> Result<(), Fault> {
        let iin = self.subject_name.iin()?.ok_or(Fault::NoIdentity)?;
        let bin = self.subject_name.bin()?;
        if bin.is_some() != (self.role() != Role::Person) {
            return Err(Fault::NoIdentity);
        }
        match (expected, bin) {
            (None, _) => Ok(()),
            (Some(Number::Iin(expected)), None) if *expected == iin => Ok(()),
            (Some(Number::Iin(expected)), _) if *expected != iin => Err(Fault::WrongPerson),
            (Some(Number::Bin(expected)), Some(bin)) if *expected == bin => Ok(()),
            _ => Err(Fault::WrongOrganisation),
        }
    }
}
