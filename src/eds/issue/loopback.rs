//! A TLS certificate for a program of this computer, of the shape NCALayer's own has (eds.md §5):
//! CN=127.0.0.1, for the address and the name of loopback only.

use der::asn1::{Ia5String, OctetString};
use x509_cert::ext::{
    Extension,
    pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName, name::GeneralName},
};

use super::{Authority, Draft, extensions, malformed, subject::authority_name};
use crate::domain::{Fault, Moment, Random};

impl Authority {
    /// Certifies a server's public key (SubjectPublicKeyInfo, DER) for 127.0.0.1 and localhost;
    /// answers the certificate in DER.
    ///
    /// # Errors
    /// As [`Self::certify`].
    pub fn certify_loopback(
        &self,
        public_key: &[u8],
        validity: (Moment, Moment),
        random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        let issuer_spki = self.spki()?;
        Draft {
            subject: &authority_name("127.0.0.1").map_err(malformed)?,
            issuer: self.certificate.subject().to_vec(),
            validity,
            spki: public_key,
            extensions: of_server(public_key, &issuer_spki).map_err(malformed)?,
        }
        .sign(&self.key, random)
    }
}

fn of_server(key: &[u8], issuer_key: &[u8]) -> Result<Vec<Extension>, der::Error> {
    let usage = KeyUsages::DigitalSignature | KeyUsages::KeyEncipherment;
    let names = SubjectAltName(vec![
        GeneralName::IpAddress(OctetString::new([127, 0, 0, 1])?),
        GeneralName::DnsName(Ia5String::new("localhost")?),
    ]);
    let purpose = ExtendedKeyUsage(vec![const_oid::db::rfc5280::ID_KP_SERVER_AUTH]);
    Ok(vec![
        extensions::extension(true, &KeyUsage(usage))?,
        extensions::extension(false, &purpose)?,
        extensions::extension(false, &names)?,
        extensions::subject_key(key)?,
        extensions::authority_key(issuer_key)?,
    ])
}
