//! The extensions of НУЦ РК's certificates (eds.md §1.3), with addresses that lead nowhere.

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::{
    Encode,
    asn1::{Any, Ia5String, Ia5StringRef, Null, OctetString},
};
use sha1::{Digest, Sha1};
use x509_cert::ext::{
    Extension,
    pkix::{
        AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
        CrlDistributionPoints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectKeyIdentifier,
        certpolicy::{PolicyInformation, PolicyQualifierInfo},
        crl::dp::DistributionPoint,
        name::{DistributionPointName, GeneralName},
    },
};

use super::{Service, Subject, Usage};
use crate::eds::{algorithm::suite, certificate::oid};

/// Nobody's addresses (RFC 2606 reserves `.test`): written for the shape, never used.
const OCSP: &str = "http://ocsp.pki.test/";
const ISSUER: &str = "http://pki.test/cert/nca.cer";
const CRL: &str = "http://crl.pki.test/nca.crl";
const PRACTICE: &str = "http://pki.test/cps";

/// The extensions of a person's or a system's certificate.
pub(super) fn of_subject(
    subject: &Subject,
    key: &[u8],
    issuer_key: &[u8],
    suite: Option<&suite::Suite>,
) -> Result<Vec<Extension>, der::Error> {
    use KeyUsages::{DigitalSignature, KeyAgreement, KeyEncipherment, NonRepudiation};
    let usage = match subject.usage {
        Usage::Authentication => DigitalSignature | KeyEncipherment,
        // One GOST key serves signing and entering (C8); an RSA key only signs (C0).
        Usage::Signing if suite == Some(&suite::GOST_512) => {
            DigitalSignature | NonRepudiation | KeyAgreement
        }
        Usage::Signing => DigitalSignature | NonRepudiation,
    };
    Ok(vec![
        policies(subject.policy())?,
        extension(false, &information_access()?)?,
        extension(false, &crl_points()?)?,
        extension(false, &ExtendedKeyUsage(subject.extended_key_usage()))?,
        extension(true, &KeyUsage(usage))?,
        subject_key(key)?,
        authority_key(issuer_key)?,
        Extension {
            extn_id: oid::KEY_STORAGE,
            critical: false,
            extn_value: OctetString::new(vec![oid::STORED_IN_FILE].to_der()?)?,
        },
    ])
}

/// The extensions of an authority's certificate.
pub(super) fn of_authority(key: &[u8], issuer_key: &[u8]) -> Result<Vec<Extension>, der::Error> {
    let usage = KeyUsages::KeyCertSign | KeyUsages::CRLSign;
    Ok(vec![
        extension(true, &BasicConstraints { ca: true, path_len_constraint: None })?,
        extension(true, &KeyUsage(usage))?,
        subject_key(key)?,
        authority_key(issuer_key)?,
        policies(oid::POLICY)?,
    ])
}

/// The extensions of a responder's or a time-stamping authority's certificate, as НУЦ РК writes
/// them (eds.md §1.3, §4.3): criticality included.
pub(super) fn of_service(
    service: Service,
    key: &[u8],
    issuer_key: &[u8],
) -> Result<Vec<Extension>, der::Error> {
    let usage = KeyUsage(KeyUsages::DigitalSignature.into());
    let mut extensions = match service {
        Service::Responder => vec![
            extension(false, &usage)?,
            Extension {
                extn_id: oid::OCSP_NO_CHECK,
                critical: false,
                extn_value: OctetString::new(Null.to_der()?)?,
            },
            extension(false, &ExtendedKeyUsage(vec![oid::OCSP_SIGNING]))?,
        ],
        Service::StampAuthority => vec![
            extension(true, &ExtendedKeyUsage(vec![oid::TIME_STAMPING]))?,
            policies(oid::POLICY_STAMPS)?,
            extension(true, &usage)?,
        ],
    };
    extensions
        .push(extension(false, &SubjectKeyIdentifier(OctetString::new(key_identifier(key))?))?);
    extensions.push(authority_key(issuer_key)?);
    Ok(extensions)
}

/// SHA-1 of the SubjectPublicKeyInfo: an identifier, opaque to every reader.
fn key_identifier(spki: &[u8]) -> Vec<u8> {
    Sha1::digest(spki).to_vec()
}

pub(super) fn subject_key(key: &[u8]) -> Result<Extension, der::Error> {
    extension(false, &SubjectKeyIdentifier(OctetString::new(key_identifier(key))?))
}

pub(super) fn authority_key(issuer_key: &[u8]) -> Result<Extension, der::Error> {
    let identifier = OctetString::new(key_identifier(issuer_key))?;
    let identifier =
        AuthorityKeyIdentifier { key_identifier: Some(identifier), ..Default::default() };
    extension(false, &identifier)
}

fn policies(policy: ObjectIdentifier) -> Result<Extension, der::Error> {
    let practice = PolicyQualifierInfo {
        policy_qualifier_id: const_oid::db::rfc5280::ID_QT_CPS,
        qualifier: Some(Any::encode_from(&Ia5StringRef::new(PRACTICE)?)?),
    };
    let policy =
        PolicyInformation { policy_identifier: policy, policy_qualifiers: Some(vec![practice]) };
    extension(false, &CertificatePolicies(vec![policy]))
}

fn information_access() -> Result<AuthorityInfoAccessSyntax, der::Error> {
    use const_oid::db::rfc5280::{ID_AD_CA_ISSUERS, ID_AD_OCSP};
    let access = |access_method, url| {
        Ok::<_, der::Error>(x509_cert::ext::pkix::AccessDescription {
            access_method,
            access_location: address(url)?,
        })
    };
    Ok(AuthorityInfoAccessSyntax(vec![
        access(ID_AD_OCSP, OCSP)?,
        access(ID_AD_CA_ISSUERS, ISSUER)?,
    ]))
}

fn crl_points() -> Result<CrlDistributionPoints, der::Error> {
    let name = DistributionPointName::FullName(vec![address(CRL)?]);
    Ok(CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(name),
        reasons: None,
        crl_issuer: None,
    }]))
}

fn address(url: &str) -> Result<GeneralName, der::Error> {
    Ok(GeneralName::UniformResourceIdentifier(Ia5String::new(url)?))
}

pub(super) fn extension<E: Encode + AssociatedOid>(
    critical: bool,
    value: &E,
) -> Result<Extension, der::Error> {
    Ok(Extension { extn_id: E::OID, critical, extn_value: OctetString::new(value.to_der()?)? })
}
