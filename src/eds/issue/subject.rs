//! Whom a certificate names, and how НУЦ РК writes it (eds.md §1.1, §1.2).

use const_oid::ObjectIdentifier;
use der::{
    Any, Encode,
    asn1::{PrintableString, SetOfVec, Utf8StringRef},
};
use x509_cert::attr::AttributeTypeAndValue;

use crate::{
    domain::{Bin, Iin, Moment, Role},
    eds::certificate::oid,
};

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Signing (emailProtection, digitalSignature + nonRepudiation).
    Signing,
    /// Authentication only (clientAuth, digitalSignature + keyEncipherment).
    Authentication,
}

/// Whom a certificate names.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The role, written into the extended key usage.
    pub role: Role,
    /// Surname.
    pub surname: String,
    /// First name; for an information system the only name, with an empty surname.
    pub given: String,
    /// Patronymic, if any.
    pub patronymic: Option<String>,
    /// The person's number; an information system has none.
    pub iin: Option<Iin>,
    /// The organisation and its number.
    pub organisation: Option<(String, Bin)>,
    /// What the key is for.
    pub usage: Usage,
    /// First and last moment of validity (whole seconds).
    pub validity: (Moment, Moment),
}

/// A DER Name; each attribute in an RDN of its own.
pub(super) type Rdns = Vec<SetOfVec<AttributeTypeAndValue>>;

impl Subject {
    /// The name. НУЦ РК does not fix the order of its RDNs and neither do we: `turn` chooses one,
    /// so that no reader comes to rely on it.
    pub(super) fn name(&self, turn: u8) -> Result<Rdns, der::Error> {
        let common = [self.surname.as_str(), self.given.as_str()].join(" ");
        let mut name = vec![utf8(oid::COMMON_NAME, common.trim())?];
        if !self.surname.is_empty() {
            name.push(utf8(oid::SURNAME, &self.surname)?);
        }
        if let Some(iin) = &self.iin {
            name.push(printable(oid::SERIAL_NUMBER, &format!("IIN{}", iin.digits()))?);
        }
        name.push(printable(oid::COUNTRY, "KZ")?);
        if let Some((organisation, bin)) = &self.organisation {
            name.push(utf8(oid::ORGANISATION, organisation)?);
            name.push(utf8(oid::ORGANISATIONAL_UNIT, &format!("BIN{}", bin.digits()))?);
        }
        if let Some(patronymic) = &self.patronymic {
            name.push(utf8(oid::GIVEN_NAME, patronymic)?);
        }
        if self.role == Role::InformationSystem {
            // The system's OID; ours stands under the arc reserved for examples (RFC 5612).
            name.push(utf8(oid::USER_ID, "1.3.6.1.4.1.32473.1")?);
        }
        let middle = usize::from(turn) % name.len();
        name.rotate_left(middle);
        Ok(name)
    }

    /// The extended key usage.
    pub(super) fn extended_key_usage(&self) -> Vec<ObjectIdentifier> {
        let purpose = match (self.usage, self.role) {
            (_, Role::InformationSystem) => None,
            (Usage::Signing, _) => Some(oid::EMAIL_PROTECTION),
            (Usage::Authentication, _) => Some(oid::CLIENT_AUTH),
        };
        let entity = |role| vec![oid::LEGAL_ENTITY, role];
        let role = match self.role {
            Role::Person => vec![oid::PERSON],
            Role::Head => entity(oid::HEAD),
            Role::SignRight => entity(oid::SIGN_RIGHT),
            Role::FinancialSignRight => entity(oid::FINANCIAL_SIGN_RIGHT),
            Role::PersonnelOfficer => entity(oid::PERSONNEL_OFFICER),
            Role::Employee => entity(oid::EMPLOYEE),
            Role::InformationSystem => entity(oid::ENTITY_SYSTEM),
            Role::TreasuryClient => entity(oid::TREASURY_CLIENT),
            Role::Unknown => Vec::new(),
        };
        purpose.into_iter().chain(role).collect()
    }

    /// The certificate policy: today's for signing; for authentication, which today's certificates
    /// no longer have, the older ones.
    pub(super) fn policy(&self) -> ObjectIdentifier {
        match (self.usage, self.role) {
            (Usage::Signing, _) => oid::POLICY,
            (Usage::Authentication, Role::Person) => oid::POLICY_PERSON_AUTHENTICATION,
            (Usage::Authentication, _) => oid::POLICY_ENTITY_AUTHENTICATION,
        }
    }
}

/// An authority's name: CN and C.
pub(super) fn authority_name(name: &str) -> Result<Rdns, der::Error> {
    Ok(vec![utf8(oid::COMMON_NAME, name)?, printable(oid::COUNTRY, "KZ")?])
}

fn utf8(kind: ObjectIdentifier, text: &str) -> Result<SetOfVec<AttributeTypeAndValue>, der::Error> {
    rdn(kind, &Utf8StringRef::new(text)?)
}

fn printable(
    kind: ObjectIdentifier,
    text: &str,
) -> Result<SetOfVec<AttributeTypeAndValue>, der::Error> {
    rdn(kind, &PrintableString::new(text)?)
}

fn rdn(
    oid: ObjectIdentifier,
    value: &(impl Encode + der::Tagged),
) -> Result<SetOfVec<AttributeTypeAndValue>, der::Error> {
    SetOfVec::try_from([AttributeTypeAndValue {
        oid,
        value: Any::from(der::AnyRef::try_from(&*value.to_der()?)?),
    }])
}
