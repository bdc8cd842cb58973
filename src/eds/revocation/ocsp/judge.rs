//! What an answer is worth.

use std::time::Duration;

use der::Decode;
use sha1::{Digest, Sha1};
use spki::AlgorithmIdentifierRef;

use super::{
    CertId,
    answer::{Answer, Responder, Single, Status, nonce_value},
};
use crate::{
    domain::{Fault, Moment},
    eds::{
        Certificate,
        algorithm::PublicKey,
        malformed,
        revocation::{Asked, Revocation},
    },
};

/// How old an answer may be that repeats no nonce: somebody may have kept it (eds.md §4.3; such
/// answers of НУЦ РК say nothing of their next update).
const FRESH: Duration = Duration::from_secs(10 * 60);
/// How old the knowledge behind an answer may be that repeats the nonce: responders that go by their
/// authority's list say when that was made.
const KNOWN: Duration = Duration::from_secs(24 * 60 * 60);

/// What an answer says of `certificate`, which `issuer` has issued; never
/// [`Revocation::Unknown`]. `nonce` is the question's, when whoever asked judges.
///
/// Believed is the issuer itself, or one whom the issuer itself has certified as a responder.
///
/// # Errors
/// Why it says nothing: [`Fault::OcspMalformed`], [`Fault::OcspTryLater`], [`Fault::OcspRefused`],
/// [`Fault::OcspWrongResponder`], [`Fault::OcspBadSignature`], [`Fault::AlgorithmNotAccepted`],
/// [`Fault::OcspOtherCertificate`], [`Fault::OcspWrongNonce`], [`Fault::OcspStale`],
/// [`Fault::OcspUnknown`].
pub fn judge(
    answer: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    nonce: Option<&[u8]>,
    asked: Asked,
) -> Result<Revocation, Fault> {
    let answer = Answer::read(answer)?;
    let key = answer.responder_key(issuer)?;
    answer.check_signature(&key)?;
    let single = answer.single(certificate, issuer)?;
    let repeated = match (nonce, &answer.nonce) {
        // Whoever asked is not here. That it was made for a question shows by the nonce in it, and
        // when by its own time: so it is worth to a third party what it was worth to the asker.
        (None, Some(_)) => !asked.is_before(answer.produced_at, FRESH),
        (None | Some(_), None) => false,
        (Some(sent), Some(got)) if nonce_value(sent)? == *got => true,
        (Some(_), Some(_)) => return Err(Fault::OcspWrongNonce),
    };
    let old = asked.is_before(single.this_update, if repeated { KNOWN } else { FRESH });
    let over = |next: Moment| asked.is_before(next, Duration::ZERO);
    if old
        || asked.is_future(single.this_update)
        || asked.is_future(answer.produced_at)
        || single.next_update.is_some_and(over)
    {
        return Err(Fault::OcspStale);
    }
    match single.status {
        // After its end a responder may have forgotten a certificate (RFC 6960 §4.4.4).
        Status::Good if single.this_update > certificate.validity().1 => Err(Fault::OcspStale),
        Status::Good => Ok(Revocation::Good),
        Status::Revoked(at, reason) => Ok(Revocation::Revoked { at, reason }),
        Status::Unknown => Err(Fault::OcspUnknown),
    }
}

impl Answer {
    /// The key of whoever answered, if that one may answer for `issuer`.
    fn responder_key(&self, issuer: &Certificate) -> Result<PublicKey, Fault> {
        if self.is_by(issuer) {
            return issuer.public_key();
        }
        let appointed = self.certificates.iter().filter(|one| {
            self.is_by(one)
                && one.is_responder()
                && one.issuer() == issuer.subject()
                && one.check_extensions().is_ok()
                && one.check_validity(self.produced_at).is_ok()
        });
        let mut keys = appointed.filter_map(|one| issuer.service_key(one).ok());
        keys.next().ok_or(Fault::OcspWrongResponder)
    }

    /// Whether the answer names this certificate as the responder's.
    fn is_by(&self, certificate: &Certificate) -> bool {
        match &self.responder {
            Responder::Name(name) => certificate.subject() == name,
            Responder::Key(hash) => {
                certificate.key_octets().is_ok_and(|key| *hash == *Sha1::digest(key))
            }
        }
    }

    fn check_signature(&self, key: &PublicKey) -> Result<(), Fault> {
        let algorithm = AlgorithmIdentifierRef::from_der(&self.algorithm).map_err(malformed);
        let algorithm = algorithm.and_then(|algorithm| key.suite().check_signature(algorithm));
        let verified = algorithm.and_then(|()| key.verify(&self.signed, &self.signature));
        verified.map_err(|fault| match fault {
            Fault::AlgorithmNotAccepted => fault,
            _ => Fault::OcspBadSignature,
        })
    }

    /// What is said of the certificate, which must be said once.
    fn single(&self, certificate: &Certificate, issuer: &Certificate) -> Result<&Single, Fault> {
        let mut found = None;
        for single in &self.singles {
            let id = CertId::from_der(&single.id).map_err(|_| Fault::OcspMalformed)?;
            let serial = der::Encode::to_der(&id.serial).map_err(|_| Fault::OcspMalformed)?;
            if serial == certificate.serial()
                && id.is_of(issuer)?
                && found.replace(single).is_some()
            {
                return Err(Fault::OcspMalformed);
            }
        }
        found.ok_or(Fault::OcspOtherCertificate)
    }
}
