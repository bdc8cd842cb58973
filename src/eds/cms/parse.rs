//! Reading the envelope: ContentInfo, SignedData, SignerInfo (RFC 5652 §3, §5).
//!
//! Limits come before work, and whatever this profile does not use is refused rather than skipped:
//! other content types, CRLs, attribute certificates, key-identifier signers, unknown unsigned
//! attributes.

use std::borrow::Cow;

use const_oid::ObjectIdentifier;
use der::Decode;
use spki::AlgorithmIdentifierRef;

use super::{Profile, SIGNED_DATA, TIME_STAMP_TOKEN};
use crate::{
    domain::Fault,
    eds::{
        Certificate,
        algorithm::PublicKey,
        ber::{CONTEXT_0, CONTEXT_1, Element, INTEGER, OCTET_STRING, SEQUENCE, SET},
        malformed,
    },
};

/// The largest signature, attached content included, in octets.
const MAX_SIZE: usize = 32 * 1024 * 1024;
/// The largest set of signed or of unsigned attributes; a token with its certificate has 2 KiB.
const MAX_ATTRIBUTES_SIZE: usize = 64 * 1024;
/// Certificates in one signature; НУЦ РК's software puts one.
const MAX_CERTIFICATES: usize = 8;
/// Signers that are counted before giving up (more than one is refused anyway).
const MAX_SIGNERS: usize = 8;
/// Elements in one structure or attributes in one set.
const MAX_ELEMENTS: usize = 16;

/// SignedData, borrowed from the octets it was read from.
#[derive(Debug)]
pub(in crate::eds) struct SignedData<'a> {
    /// The attached content.
    pub(in crate::eds) content: Option<Cow<'a, [u8]>>,
    /// The certificates in it.
    pub(in crate::eds) certificates: Vec<Certificate>,
    /// The digest algorithms it announces.
    pub(in crate::eds) digest_algorithms: Vec<AlgorithmIdentifierRef<'a>>,
    /// The only signer; [`Fault::NoSigner`] or [`Fault::TwoSigners`] when there is another number.
    pub(in crate::eds) signer: Result<SignerInfo<'a>, Fault>,
}

/// SignerInfo of version 1.
#[derive(Debug)]
pub(in crate::eds) struct SignerInfo<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    /// The digest's algorithm.
    pub(in crate::eds) digest_algorithm: AlgorithmIdentifierRef<'a>,
    /// The signed attributes as received, tag `[0]` included.
    pub(in crate::eds) attributes: Option<&'a [u8]>,
    /// The signature's algorithm.
    pub(in crate::eds) signature_algorithm: AlgorithmIdentifierRef<'a>,
    /// The signature.
    pub(in crate::eds) signature: Cow<'a, [u8]>,
    /// The time stamp token, unopened.
    pub(in crate::eds) stamp: Option<&'a [u8]>,
}

impl<'a> SignedData<'a> {
    /// Reads a ContentInfo of signed data that is all of `octets`.
    ///
    /// # Errors
    /// [`Fault::Malformed`], [`Fault::TooLarge`], [`Fault::TwoStamps`].
    pub(in crate::eds) fn read(octets: &'a [u8], profile: Profile) -> Result<Self, Fault> {
        if octets.len() > MAX_SIZE {
            return Err(Fault::TooLarge);
        }
        let info = Element::only(octets)?.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
        let [content_type, content] = info[..] else { return Err(Fault::Malformed) };
        expect_oid(content_type, SIGNED_DATA)?;
        let data = Element::only(content.expect(CONTEXT_0)?.body)?.expect(SEQUENCE)?;
        let data = data.children(MAX_ELEMENTS)?;
        let [version, digests, content, certificates @ .., signers] = &data[..] else {
            return Err(Fault::Malformed);
        };
        expect_version(*version, profile.version())?;
        let certificates = match certificates {
            [] => Vec::new(),
            [set] => read_certificates(*set)?,
            _ => return Err(Fault::Malformed),
        };
        let digests = digests.expect(SET)?.children(MAX_SIGNERS)?;
        let signers = signers.expect(SET)?.children(MAX_SIGNERS)?;
        Ok(Self {
            content: read_content(*content, profile)?,
            certificates,
            digest_algorithms: digests.into_iter().map(algorithm).collect::<Result<_, _>>()?,
            signer: match signers[..] {
                [] => Err(Fault::NoSigner),
                [signer] => Ok(SignerInfo::read(signer, profile)?),
                _ => Err(Fault::TwoSigners),
            },
        })
    }

    /// The signer and its certificate, which is found by issuer and serial number and by nothing
    /// else.
    ///
    /// # Errors
    /// [`Fault::NoSigner`], [`Fault::TwoSigners`], [`Fault::NoCertificate`]; [`Fault::Malformed`]
    /// when two certificates claim to be the signer's.
    pub(in crate::eds) fn signer(&self) -> Result<(&SignerInfo<'a>, &Certificate), Fault> {
        let signer = self.signer.as_ref().map_err(|fault| *fault)?;
        let mut own = self.certificates.iter().filter(|certificate| {
            certificate.issuer() == signer.issuer && certificate.serial() == signer.serial
        });
        match (own.next(), own.next()) {
            (Some(certificate), None) => Ok((signer, certificate)),
            (None, _) => Err(Fault::NoCertificate),
            (Some(_), Some(_)) => Err(Fault::Malformed),
        }
    }

    /// Whether everything that names an algorithm names the key's suite: the announced digest, the
    /// signer's digest, the signature.
    ///
    /// # Errors
    /// [`Fault::SuiteDisagrees`], [`Fault::AlgorithmNotAccepted`].
    pub(in crate::eds) fn check_suite(
        &self,
        signer: &SignerInfo<'_>,
        key: &PublicKey,
    ) -> Result<(), Fault> {
        key.suite().check_signer(signer.digest_algorithm, signer.signature_algorithm)?;
        match self.digest_algorithms[..] {
            [announced] => key.suite().check_digest(announced),
            _ => Err(Fault::SuiteDisagrees),
        }
    }
}

impl<'a> SignerInfo<'a> {
    fn read(signer: Element<'a>, profile: Profile) -> Result<Self, Fault> {
        let parts = signer.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
        let [version, identifier, digest, rest @ ..] = &parts[..] else {
            return Err(Fault::Malformed);
        };
        expect_version(*version, 1)?;
        let identifier = identifier.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
        let [issuer, serial] = identifier[..] else { return Err(Fault::Malformed) };
        let (attributes, rest) = match rest {
            [first, rest @ ..] if first.tag == CONTEXT_0 => (Some(first.whole), rest),
            rest => (None, rest),
        };
        let (signature_algorithm, signature, stamp) = match rest {
            [signature_algorithm, signature] => (signature_algorithm, signature, None),
            [signature_algorithm, signature, unsigned] if profile == Profile::Signature => {
                (signature_algorithm, signature, Some(read_stamp(*unsigned)?))
            }
            _ => return Err(Fault::Malformed),
        };
        if attributes.is_some_and(|attributes| attributes.len() > MAX_ATTRIBUTES_SIZE) {
            return Err(Fault::TooLarge);
        }
        Ok(Self {
            issuer: issuer.whole,
            serial: serial.whole,
            digest_algorithm: algorithm(*digest)?,
            attributes,
            signature_algorithm: algorithm(*signature_algorithm)?,
            signature: signature.octets(OCTET_STRING)?,
            stamp,
        })
    }
}

/// EncapsulatedContentInfo of the profile's type, with or without content.
fn read_content(content: Element<'_>, profile: Profile) -> Result<Option<Cow<'_, [u8]>>, Fault> {
    let parts = content.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
    let [content_type, content @ ..] = &parts[..] else { return Err(Fault::Malformed) };
    expect_oid(*content_type, profile.content_type())?;
    match content {
        [] => Ok(None),
        [content] => Element::only(content.expect(CONTEXT_0)?.body)?.octets(OCTET_STRING).map(Some),
        _ => Err(Fault::Malformed),
    }
}

fn read_certificates(set: Element<'_>) -> Result<Vec<Certificate>, Fault> {
    let certificates = set.expect(CONTEXT_0)?.children(MAX_CERTIFICATES)?;
    certificates.iter().map(|one| Certificate::from_der(one.expect(SEQUENCE)?.whole)).collect()
}

/// Unsigned attributes: one time stamp token of signed data, once.
fn read_stamp(attributes: Element<'_>) -> Result<&[u8], Fault> {
    if attributes.whole.len() > MAX_ATTRIBUTES_SIZE {
        return Err(Fault::TooLarge);
    }
    let attributes = attributes.expect(CONTEXT_1)?.children(MAX_ELEMENTS)?;
    let mut tokens = Vec::new();
    for attribute in attributes {
        let attribute = attribute.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
        let [kind, values] = attribute[..] else { return Err(Fault::Malformed) };
        expect_oid(kind, TIME_STAMP_TOKEN)?;
        tokens.extend(values.expect(SET)?.children(MAX_ELEMENTS)?);
    }
    let token = match tokens[..] {
        [token] => token.expect(SEQUENCE)?,
        [] => return Err(Fault::Malformed),
        _ => return Err(Fault::TwoStamps),
    };
    let parts = token.children(MAX_ELEMENTS)?;
    let [content_type, content] = parts[..] else { return Err(Fault::Malformed) };
    expect_oid(content_type, SIGNED_DATA)?;
    Element::only(content.expect(CONTEXT_0)?.body)?.expect(SEQUENCE)?;
    Ok(token.whole)
}

fn algorithm(element: Element<'_>) -> Result<AlgorithmIdentifierRef<'_>, Fault> {
    AlgorithmIdentifierRef::from_der(element.whole).map_err(malformed)
}

fn expect_oid(element: Element<'_>, expected: ObjectIdentifier) -> Result<(), Fault> {
    match ObjectIdentifier::from_der(element.whole) {
        Ok(oid) if oid == expected => Ok(()),
        _ => Err(Fault::Malformed),
    }
}

fn expect_version(element: Element<'_>, version: u8) -> Result<(), Fault> {
    if element.expect(INTEGER)?.body == [version] { Ok(()) } else { Err(Fault::Malformed) }
}
