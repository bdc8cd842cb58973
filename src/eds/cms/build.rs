//! Writing a signature: CAdES-BES exactly as НУЦ РК's software does (eds.md §4.1).
//!
//! SignedData v1, one digest algorithm with NULL, id-data, the signer's certificate only, SignerInfo
//! v1 by issuer and serial number; signed attributes contentType, signingTime,
//! signingCertificateV2 (SHA-256, no issuerSerial) and messageDigest in DER order. No time stamp:
//! whoever receives the signature adds one. A time stamp's token is written here too: version 3, and
//! the older signingCertificate (SHA-1).

use const_oid::ObjectIdentifier;
use der::{
    Any, Encode, Sequence,
    asn1::{AnyRef, OctetStringRef, SetOfVec},
};
use sha1::{Digest, Sha1};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;

use super::{
    CONTENT_TYPE, MESSAGE_DIGEST, Profile, SIGNED_DATA, SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2, SIGNING_TIME,
};
use crate::{
    domain::{Fault, Moment, Random},
    eds::{Certificate, algorithm::PrivateKey, malformed},
};

#[derive(Sequence)]
struct ContentInfo<'a> {
    content_type: ObjectIdentifier,
    #[asn1(context_specific = "0")]
    content: SignedData<'a>,
}

#[derive(Sequence)]
struct SignedData<'a> {
    version: u8,
    digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    content: EncapsulatedContent<'a>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    certificates: SetOfVec<Any>,
    signers: SetOfVec<Any>,
}

#[derive(Sequence)]
struct EncapsulatedContent<'a> {
    content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", optional = "true")]
    content: Option<&'a OctetStringRef>,
}

#[derive(Sequence)]
struct SignerInfo<'a> {
    version: u8,
    identifier: IssuerAndSerial<'a>,
    digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    attributes: SetOfVec<Attribute>,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: &'a OctetStringRef,
}

#[derive(Sequence)]
struct IssuerAndSerial<'a> {
    issuer: AnyRef<'a>,
    serial: AnyRef<'a>,
}

/// SigningCertificateV2 → ESSCertIDv2 → hash, everything else left out.
#[derive(Sequence)]
struct SigningCertificateV2<'a> {
    certificates: Vec<EssCertIdV2<'a>>,
}

#[derive(Sequence)]
struct EssCertIdV2<'a> {
    hash: &'a OctetStringRef,
}

/// Signs `content` with `key`; `attached` puts it into the signature.
///
/// # Errors
/// Those of [`PrivateKey::sign`]; [`Fault::TooLarge`] for content beyond what DER can hold here.
pub(in crate::eds) fn build(
    content: &[u8],
    signer: (&PrivateKey, &Certificate),
    attached: bool,
    at: Moment,
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    assemble(Profile::Signature, content, signer, attached, at, random)
}

/// A time stamp token around `info`, the DER of a TSTInfo.
///
/// # Errors
/// As [`build`].
pub(in crate::eds) fn build_token(
    info: &[u8],
    signer: (&PrivateKey, &Certificate),
    at: Moment,
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    assemble(Profile::Stamp, info, signer, true, at, random)
}

fn assemble(
    profile: Profile,
    content: &[u8],
    (key, certificate): (&PrivateKey, &Certificate),
    attached: bool,
    at: Moment,
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    let suite = key.suite()?;
    let attributes =
        attributes(profile, &suite.hash(content), certificate, at).map_err(malformed)?;
    let signature = key.sign(&attributes.to_der().map_err(malformed)?, random)?;
    let encode = || {
        let signer = SignerInfo {
            version: 1,
            identifier: IssuerAndSerial {
                issuer: AnyRef::try_from(certificate.issuer())?,
                serial: AnyRef::try_from(certificate.serial())?,
            },
            digest_algorithm: suite.digest_algorithm(),
            attributes,
            signature_algorithm: suite.signature_algorithm(),
            signature: OctetStringRef::new(&signature)?,
        };
        let content = attached.then(|| OctetStringRef::new(content)).transpose()?;
        let data = SignedData {
            version: profile.version(),
            digest_algorithms: SetOfVec::try_from([suite.digest_algorithm()])?,
            content: EncapsulatedContent { content_type: profile.content_type(), content },
            certificates: SetOfVec::try_from([AnyRef::try_from(certificate.der())?.into()])?,
            signers: SetOfVec::try_from([Any::encode_from(&signer)?])?,
        };
        ContentInfo { content_type: SIGNED_DATA, content: data }.to_der()
    };
    encode().map_err(|_: der::Error| Fault::TooLarge)
}

fn attributes(
    profile: Profile,
    digest: &[u8],
    certificate: &Certificate,
    at: Moment,
) -> Result<SetOfVec<Attribute>, der::Error> {
    let (kind, hash) = match profile {
        Profile::Signature => (SIGNING_CERTIFICATE_V2, certificate.sha256().to_vec()),
        Profile::Stamp => (SIGNING_CERTIFICATE, Sha1::digest(certificate.der()).to_vec()),
    };
    let binding = SigningCertificateV2 {
        certificates: vec![EssCertIdV2 { hash: OctetStringRef::new(&hash)? }],
    };
    let attribute =
        |oid, value| Ok::<_, der::Error>(Attribute { oid, values: SetOfVec::try_from([value])? });
    SetOfVec::try_from([
        attribute(CONTENT_TYPE, Any::encode_from(&profile.content_type())?)?,
        attribute(SIGNING_TIME, Any::encode_from(&crate::eds::time(at)?)?)?,
        attribute(kind, Any::encode_from(&binding)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetStringRef::new(digest)?)?)?,
    ])
}
