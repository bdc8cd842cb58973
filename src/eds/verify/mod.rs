//! Verification: bytes in, [`Report`] out. Pure: no IO, no clock, no addresses from certificates.
//!
//! What is judged, and in which order, is [`Check`]. A signature is judged at the time a trusted
//! stamp proves, else at the moment that is given, and never at the one it claims.

mod policy;
mod report;
mod revoked;

pub use policy::{Acceptance, Policy};
pub use report::Report;

use super::{
    Anchors, Certificate, Evidence,
    algorithm::PublicKey,
    algorithm::suite::SUITES,
    chain,
    cms::{Attributes, Profile, SignedData, SignerInfo},
    stamp,
};
use crate::domain::{Check, Fault, Moment};

/// Judges a signature at the moment `at`.
///
/// Without any anchors the path stays undecided and so does the verdict, however good all else is.
///
/// `content` is the document a detached signature is about; for an attached one it may be given
/// too and must then be equal to the attached bytes. Without a trusted time stamp `at` is the
/// present (or the moment of receipt).
#[must_use]
pub fn verify(
    signature: &[u8],
    content: Option<&[u8]>,
    anchors: &Anchors,
    policy: &Policy,
    at: Moment,
) -> Report {
    verify_with(signature, content, anchors, policy, at, &Evidence::default())
}

/// [`verify`] with what others have said about the signature.
///
/// A trusted stamp moves the judgement of path and validity from `at` to the time it proves, and a
/// revocation after that time does not hurt.
#[must_use]
pub fn verify_with(
    signature: &[u8],
    content: Option<&[u8]>,
    anchors: &Anchors,
    policy: &Policy,
    at: Moment,
    evidence: &Evidence,
) -> Report {
    let mut report = Report::new();
    let terms = Terms { anchors, policy, at, evidence };
    judge(&mut report, signature, content, terms);
    report.conclude(Check::ALL.into_iter().filter(|check| policy.asks(*check)))
}

/// Judges a certificate alone, before anything is signed: its key, path, validity and what the
/// policy asks of the certificate.
#[must_use]
pub fn examine(
    certificate: &Certificate,
    anchors: &Anchors,
    policy: &Policy,
    at: Moment,
) -> Report {
    let mut report = Report::new();
    report.certificate = Some(certificate.summary());
    report.note(Check::Suite, certificate.public_key().and_then(|key| check_kind(&key, policy)));
    let evidence = &Evidence::default();
    let terms = Terms { anchors, policy, at, evidence };
    judge_certificate(&mut report, certificate, terms, false);
    let of_signature = [
        Check::Envelope,
        Check::Signer,
        Check::SignedAttributes,
        Check::Digest,
        Check::Binding,
        Check::Signature,
        Check::Stamp,
        Check::Revocation,
        Check::Time,
    ];
    let of_certificate = Check::ALL.into_iter().filter(|check| !of_signature.contains(check));
    report.conclude(of_certificate.filter(|check| policy.asks(*check)))
}

/// What a signature is judged by.
#[derive(Clone, Copy)]
struct Terms<'a> {
    anchors: &'a Anchors,
    policy: &'a Policy,
    at: Moment,
    evidence: &'a Evidence,
}

/// The checks of a signature, until nothing is left to look at.
fn judge(report: &mut Report, signature: &[u8], content: Option<&[u8]>, terms: Terms<'_>) {
    let policy = terms.policy;
    let Some(data) = report.note(Check::Envelope, SignedData::read(signature, Profile::Signature))
    else {
        return;
    };
    report.content = data.content.as_ref().map(|content| content.to_vec());
    let Some((signer, certificate)) = report.note(Check::Signer, data.signer()) else { return };
    report.certificate = Some(certificate.summary());

    let attributes = signer.attributes.ok_or(Fault::NoSignedAttributes);
    let attributes = attributes.and_then(|read| Attributes::read(read, Profile::Signature));
    let attributes = report.note(Check::SignedAttributes, attributes);
    let key = certificate.public_key();
    if let Some(attributes) = &attributes {
        report.signed_at = attributes.signing_time;
        report.note(Check::Digest, check_digest(&data, signer, content, attributes));
        match (attributes.check_binding(certificate), policy) {
            (Some(found), _) => drop(report.note(Check::Binding, found)),
            (None, Policy::Acceptance(_)) => {
                report.note(Check::Binding, Err::<(), _>(Fault::NoBinding));
            }
            (None, Policy::Signature) => {}
        }
    }
    let suite = key
        .and_then(|key| data.check_suite(signer, &key).map(|()| key))
        .and_then(|key| check_kind(&key, policy).map(|()| key));
    if let (Some(key), Some(attributes)) = (report.note(Check::Suite, suite), &attributes) {
        let verified = key.verify(&attributes.signed(), &signer.signature);
        report.note(Check::Signature, verified);
    }
    judge_stamp(report, signer, terms);
    let unproven = report.stamped_at.is_none() && policy.asks(Check::Stamp);
    let path = judge_certificate(report, certificate, terms, unproven);
    revoked::judge(report, certificate, path.as_deref(), terms);
    let window = policy.acceptance().and_then(|acceptance| acceptance.window);
    if let (Some((first, last)), Some(attributes)) = (window, attributes) {
        let inside =
            attributes.signing_time.is_some_and(|claimed| (first..=last).contains(&claimed));
        report.note(Check::Time, inside.then_some(()).ok_or(Fault::TimeOutsideWindow));
    }
}

/// What the stamp in the signature proves. One that proves nothing breaks nothing that others
/// say, but it is never passed over: the verdict cannot be told then.
fn judge_stamp(report: &mut Report, signer: &SignerInfo<'_>, terms: Terms<'_>) {
    let Some(token) = signer.stamp else {
        if terms.policy.asks(Check::Stamp) {
            report.leave(Check::Stamp, Fault::StampMissing);
        }
        return;
    };
    let window = terms.policy.acceptance().and_then(|acceptance| acceptance.window);
    let stamped = stamp::judge(token, &signer.signature, terms.anchors, terms.evidence, terms.at);
    match stamped {
        // What was stamped before it was asked for does not answer the request.
        Ok(stamped_at) if window.is_some_and(|(first, _)| stamped_at < first) => {
            report.leave(Check::Stamp, Fault::StampTime);
        }
        Ok(stamped_at) => {
            report.stamped_at = Some(stamped_at);
            report.note(Check::Stamp, Ok(()));
        }
        Err(fault) => report.leave(Check::Stamp, fault),
    }
}

/// The checks of a certificate, at the stamped time or the given one.
///
/// `unproven` says that nobody knows whether the signature is older than the certificate's end.
fn judge_certificate<'a>(
    report: &mut Report,
    certificate: &Certificate,
    Terms { anchors, policy, at, .. }: Terms<'a>,
    unproven: bool,
) -> Option<Vec<&'a Certificate>> {
    let when = report.stamped_at.unwrap_or(at);
    let validity = |report: &mut Report, found| match found {
        Err(Fault::Expired) if unproven => report.leave(Check::Validity, Fault::Expired),
        found => drop(report.note(Check::Validity, found)),
    };
    let path = if anchors.is_empty() {
        // Nobody is trusted here, so nobody can be found untrusted: others have to judge the path.
        // The certificate's own dates can be judged.
        report.leave(Check::Path, Fault::UntrustedIssuer);
        validity(report, certificate.check_validity(when));
        None
    } else {
        report.note(Check::Path, anchors.path(certificate))
    };
    if let Some(path) = &path {
        validity(report, chain::check_validity(certificate, path, when));
        let chain = std::iter::once(certificate).chain(path.iter().copied());
        report.chain = chain.map(|one| one.der().to_vec()).collect();
    }
    if let Some(acceptance) = policy.acceptance() {
        report.note(Check::Usage, certificate.check_usage());
        report.note(Check::Policy, certificate.check_policy());
        report.note(Check::Role, certificate.check_role(&acceptance.operator));
        let expected = acceptance.expected.as_ref();
        report.note(Check::Identity, certificate.check_identity(expected));
    }
    path
}

/// Whether the content is there, is the one expected, and has the digest the attributes name.
fn check_digest(
    data: &SignedData<'_>,
    signer: &SignerInfo<'_>,
    expected: Option<&[u8]>,
    attributes: &Attributes<'_>,
) -> Result<(), Fault> {
    let content = match (data.content.as_deref(), expected) {
        (Some(attached), Some(expected)) if attached != expected => {
            return Err(Fault::ContentDiffers);
        }
        (Some(content), _) | (None, Some(content)) => content,
        (None, None) => return Err(Fault::NoContent),
    };
    let digest = SUITES
        .iter()
        .find(|suite| suite.digest == signer.digest_algorithm.oid)
        .ok_or(Fault::AlgorithmNotAccepted)?
        .hash(content);
    if attributes.message_digest == digest { Ok(()) } else { Err(Fault::DigestMismatch) }
}

/// Whether the operator accepts such keys.
fn check_kind(key: &PublicKey, policy: &Policy) -> Result<(), Fault> {
    let taken = |acceptance: &Acceptance| acceptance.operator.takes(key.suite().kind);
    let taken = policy.acceptance().is_none_or(taken);
    if taken { Ok(()) } else { Err(Fault::AlgorithmNotAccepted) }
}
