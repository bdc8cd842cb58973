//! The extensions that matter for a signature. The addresses in a certificate (AIA, CRL) are not
//! read at all: only configured addresses are ever used.

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::Decode;
use x509_cert::ext::{
    Extension,
    pkix::{BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage},
};

use super::oid;
use crate::domain::Fault;

/// What the extensions say. Criticality is not relied upon (НУЦ РК sets it unevenly, eds.md §1.3):
/// everything here is processed as if it were critical.
#[derive(Debug, Clone, Default)]
pub(super) struct Extensions {
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) extended_key_usage: Vec<ObjectIdentifier>,
    pub(super) extended_key_usage_critical: bool,
    pub(super) policies: Vec<ObjectIdentifier>,
    /// An extension that is critical, or narrows, and is not understood: such a certificate must be
    /// refused (RFC 5280 §4.2).
    pub(super) unknown_critical: bool,
}

/// Extensions that may be critical without being read here: they do not restrict who may sign.
/// Subject and authority key identifier, CRL distribution points, freshest CRL, authority
/// information access, subject alternative name; how the key is kept; and a responder's word that
/// nobody need ask about it (old responders leave its value empty, and it is not read).
const HARMLESS: [ObjectIdentifier; 8] = [
    const_oid::db::rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER,
    const_oid::db::rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER,
    const_oid::db::rfc5280::ID_CE_CRL_DISTRIBUTION_POINTS,
    const_oid::db::rfc5280::ID_CE_FRESHEST_CRL,
    const_oid::db::rfc5280::ID_PE_AUTHORITY_INFO_ACCESS,
    const_oid::db::rfc5280::ID_CE_SUBJECT_ALT_NAME,
    oid::KEY_STORAGE,
    oid::OCSP_NO_CHECK,
];

/// Extensions that narrow what an authority may certify. They are not processed here, so a
/// certificate that has one is refused whether or not it calls it critical, as RFC 5280 asks of it
/// (§4.2.1.10, §4.2.1.11, §4.2.1.14). НУЦ РК uses none.
const NARROWING: [ObjectIdentifier; 3] = [
    const_oid::db::rfc5280::ID_CE_NAME_CONSTRAINTS,
    const_oid::db::rfc5280::ID_CE_POLICY_CONSTRAINTS,
    const_oid::db::rfc5280::ID_CE_INHIBIT_ANY_POLICY,
];

/// Extensions in one certificate; НУЦ РК's have up to ten.
const MAX_EXTENSIONS: usize = 32;

impl Extensions {
    /// Reads the extensions; one that stands there twice is malformed (RFC 5280 §4.2).
    pub(super) fn read(list: &[Extension]) -> Result<Self, Fault> {
        if list.len() > MAX_EXTENSIONS {
            return Err(Fault::TooLarge);
        }
        let mut read = Self::default();
        for (place, extension) in list.iter().enumerate() {
            if list.iter().take(place).any(|earlier| earlier.extn_id == extension.extn_id) {
                return Err(Fault::Malformed);
            }
            read.take(extension).map_err(|_| Fault::Malformed)?;
        }
        Ok(read)
    }

    fn take(&mut self, extension: &Extension) -> Result<(), der::Error> {
        let value = extension.extn_value.as_bytes();
        match extension.extn_id {
            BasicConstraints::OID => {
                self.basic_constraints = Some(BasicConstraints::from_der(value)?);
            }
            KeyUsage::OID => self.key_usage = Some(KeyUsage::from_der(value)?),
            ExtendedKeyUsage::OID => {
                self.extended_key_usage = ExtendedKeyUsage::from_der(value)?.0;
                self.extended_key_usage_critical = extension.critical;
            }
            CertificatePolicies::OID => {
                let policies = CertificatePolicies::from_der(value)?.0;
                self.policies = policies.into_iter().map(|p| p.policy_identifier).collect();
            }
            other => {
                self.unknown_critical |=
                    NARROWING.contains(&other) || extension.critical && !HARMLESS.contains(&other);
            }
        }
        Ok(())
    }
}
