//! The form of an answer: OCSPResponse (RFC 6960 §4.2.1). What it is worth is judged elsewhere.

use const_oid::ObjectIdentifier;
use der::{
    Decode, Encode, Sequence,
    asn1::{AnyRef, BitStringRef, GeneralizedTime, OctetStringRef},
};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;

use super::CertId;
use crate::{
    domain::{Fault, Moment},
    eds::{
        Certificate,
        ber::{
            CONTEXT_0, CONTEXT_1, CONTEXT_2, ENUMERATED, Element, IMPLICIT_0, IMPLICIT_2,
            OCTET_STRING, SEQUENCE,
        },
        certificate::oid,
        malformed,
        revocation::Reason,
    },
};

/// The largest answer, in octets; НУЦ РК's have 1.3 KiB.
const MAX_SIZE: usize = 64 * 1024;
/// Certificates in one answer, at most.
const MAX_CERTIFICATES: usize = 4;
/// Single responses in one answer, at most.
const MAX_SINGLES: usize = 16;
/// Extensions in one list, at most.
const MAX_EXTENSIONS: usize = 16;

/// An answer that says something, its parts as received.
#[derive(Debug)]
pub(super) struct Answer {
    /// ResponseData in DER: what is signed.
    pub(super) signed: Vec<u8>,
    /// The signature's algorithm in DER.
    pub(super) algorithm: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) certificates: Vec<Certificate>,
    pub(super) responder: Responder,
    pub(super) produced_at: Moment,
    pub(super) singles: Vec<Single>,
    /// The value of the nonce's extension.
    pub(super) nonce: Option<Vec<u8>>,
}

/// Whose answer it is.
#[derive(Debug)]
pub(super) enum Responder {
    /// A name, in DER.
    Name(Vec<u8>),
    /// SHA-1 of the key's octets.
    Key(Vec<u8>),
}

/// What is said of one certificate.
#[derive(Debug)]
pub(super) struct Single {
    /// The CertID, in DER.
    pub(super) id: Vec<u8>,
    pub(super) status: Status,
    pub(super) this_update: Moment,
    pub(super) next_update: Option<Moment>,
}

/// CertStatus.
#[derive(Debug, Clone, Copy)]
pub(super) enum Status {
    Good,
    Revoked(Moment, Option<Reason>),
    Unknown,
}

#[derive(Sequence)]
struct Basic<'a> {
    signed: AnyRef<'a>,
    algorithm: AlgorithmIdentifierRef<'a>,
    signature: BitStringRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    certificates: Option<Vec<AnyRef<'a>>>,
}

impl Answer {
    /// Reads an answer.
    ///
    /// # Errors
    /// [`Fault::OcspTryLater`] and [`Fault::OcspRefused`] for what its status says;
    /// [`Fault::OcspMalformed`], also for a critical extension (none but the nonce is known).
    pub(super) fn read(answer: &[u8]) -> Result<Self, Fault> {
        if answer.len() > MAX_SIZE {
            return Err(Fault::OcspMalformed);
        }
        Self::read_whole(answer).map_err(|fault| match fault {
            Fault::OcspTryLater | Fault::OcspRefused => fault,
            _ => Fault::OcspMalformed,
        })
    }

    fn read_whole(answer: &[u8]) -> Result<Self, Fault> {
        let answer = Element::only(answer)?.expect(SEQUENCE)?.children(2)?;
        let [status, octets @ ..] = &answer[..] else { return Err(Fault::Malformed) };
        // OCSPResponseStatus: 0 successful, 3 tryLater; all others are refusals.
        match status.expect(ENUMERATED)?.body {
            [0] => {}
            [3] => return Err(Fault::OcspTryLater),
            _ => return Err(Fault::OcspRefused),
        }
        let [octets] = octets else { return Err(Fault::Malformed) };
        let octets = Element::only(octets.expect(CONTEXT_0)?.body)?.expect(SEQUENCE)?;
        let [kind, octets] = octets.children(2)?[..] else { return Err(Fault::Malformed) };
        if ObjectIdentifier::from_der(kind.whole).map_err(malformed)? != oid::OCSP_BASIC {
            return Err(Fault::Malformed);
        }
        let basic = Basic::from_der(octets.expect(OCTET_STRING)?.body).map_err(malformed)?;
        let signed = basic.signed.to_der().map_err(malformed)?;
        let certificates = basic.certificates.unwrap_or_default();
        if certificates.len() > MAX_CERTIFICATES {
            return Err(Fault::TooLarge);
        }
        let certificates = certificates
            .into_iter()
            .map(|one| one.to_der().map_err(malformed).and_then(|one| Certificate::from_der(&one)));
        let data = Data::read(&signed)?;
        Ok(Self {
            algorithm: basic.algorithm.to_der().map_err(malformed)?,
            signature: basic.signature.as_bytes().ok_or(Fault::Malformed)?.to_vec(),
            certificates: certificates.collect::<Result<_, _>>()?,
            responder: data.responder,
            produced_at: data.produced_at,
            singles: data.singles,
            nonce: data.nonce,
            signed,
        })
    }
}

/// ResponseData.
struct Data {
    responder: Responder,
    produced_at: Moment,
    singles: Vec<Single>,
    nonce: Option<Vec<u8>>,
}

impl Data {
    fn read(data: &[u8]) -> Result<Self, Fault> {
        let parts = Element::only(data)?.expect(SEQUENCE)?.children(5)?;
        // Version 1 is the default, and DER leaves it out.
        let [responder, produced_at, singles, extensions @ ..] = &parts[..] else {
            return Err(Fault::Malformed);
        };
        let responder = match responder.tag {
            CONTEXT_1 => {
                Responder::Name(Element::only(responder.body)?.expect(SEQUENCE)?.whole.to_vec())
            }
            _ => {
                let key = Element::only(responder.expect(CONTEXT_2)?.body)?;
                Responder::Key(key.expect(OCTET_STRING)?.body.to_vec())
            }
        };
        let singles = singles.expect(SEQUENCE)?.children(MAX_SINGLES)?;
        let nonce = match extensions {
            [] => None,
            [list] => read_extensions(*list)?,
            _ => return Err(Fault::Malformed),
        };
        Ok(Self {
            responder,
            produced_at: read_time(*produced_at)?,
            singles: singles.into_iter().map(Single::read).collect::<Result<_, _>>()?,
            nonce,
        })
    }
}

impl Single {
    fn read(single: Element<'_>) -> Result<Self, Fault> {
        let parts = single.expect(SEQUENCE)?.children(5)?;
        let [id, status, this_update, rest @ ..] = &parts[..] else { return Err(Fault::Malformed) };
        CertId::from_der(id.whole).map_err(malformed)?;
        let (next_update, rest) = match rest {
            [next, rest @ ..] if next.tag == CONTEXT_0 => {
                (Some(read_time(Element::only(next.body)?)?), rest)
            }
            rest => (None, rest),
        };
        match rest {
            [] => {}
            [list] => drop(read_extensions(*list)?),
            _ => return Err(Fault::Malformed),
        }
        Ok(Self {
            id: id.whole.to_vec(),
            status: Status::read(*status)?,
            this_update: read_time(*this_update)?,
            next_update,
        })
    }
}

impl Status {
    fn read(status: Element<'_>) -> Result<Self, Fault> {
        match (status.tag, status.body) {
            (IMPLICIT_0, []) => Ok(Self::Good),
            (IMPLICIT_2, []) => Ok(Self::Unknown),
            (CONTEXT_1, _) => {
                let parts = status.children(2)?;
                let [at, reason @ ..] = &parts[..] else { return Err(Fault::Malformed) };
                let reason = match reason {
                    [] => None,
                    [reason] => {
                        let number = Element::only(reason.expect(CONTEXT_0)?.body)?;
                        let [number] = number.expect(ENUMERATED)?.body else {
                            return Err(Fault::Malformed);
                        };
                        Reason::of(*number)
                    }
                    _ => return Err(Fault::Malformed),
                };
                Ok(Self::Revoked(read_time(*at)?, reason))
            }
            _ => Err(Fault::Malformed),
        }
    }
}

/// The nonce among extensions under `[1]`, if it is there.
fn read_extensions(list: Element<'_>) -> Result<Option<Vec<u8>>, Fault> {
    let list = Element::only(list.expect(CONTEXT_1)?.body)?.expect(SEQUENCE)?;
    let mut nonce = None;
    for extension in list.children(MAX_EXTENSIONS)? {
        let extension = Extension::from_der(extension.whole).map_err(malformed)?;
        if extension.extn_id == oid::OCSP_NONCE {
            if nonce.replace(extension.extn_value.as_bytes().to_vec()).is_some() {
                return Err(Fault::Malformed);
            }
        } else if extension.critical {
            return Err(Fault::Malformed);
        }
    }
    Ok(nonce)
}

fn read_time(time: Element<'_>) -> Result<Moment, Fault> {
    let time = GeneralizedTime::from_der(time.whole).map_err(malformed)?;
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| Fault::Malformed)?;
    Ok(Moment::from_seconds(seconds))
}

/// The nonce's extension value for these octets: a DER OCTET STRING (RFC 9654 §2.1).
pub(super) fn nonce_value(nonce: &[u8]) -> Result<Vec<u8>, Fault> {
    OctetStringRef::new(nonce).and_then(|nonce| nonce.to_der()).map_err(malformed)
}
