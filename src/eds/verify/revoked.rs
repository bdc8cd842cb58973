//! Whether the certificate was revoked before the signature is known to have existed.

use super::{Report, Terms};
use crate::{
    domain::{Check, Fault},
    eds::{
        Certificate, Evidence,
        revocation::{Asked, Revocation, crl, ocsp},
    },
};

/// Judges what the evidence says of the signer's certificate and of the authorities above it.
/// Without evidence there is a line only where the policy asks for one.
pub(super) fn judge(
    report: &mut Report,
    certificate: &Certificate,
    path: Option<&[&Certificate]>,
    terms: Terms<'_>,
) {
    let evidence = terms.evidence;
    let given = !evidence.ocsp.is_empty() || !evidence.crls.is_empty();
    if !given && !terms.policy.asks(Check::Revocation) {
        return;
    }
    let Some(path) = path else {
        if terms.anchors.is_empty() {
            report.leave(Check::Revocation, Fault::UntrustedIssuer);
        }
        return;
    };
    let about = report.stamped_at.or(evidence.received_at).unwrap_or(terms.at);
    let asked = Asked { now: terms.at, about };
    let Some(issuer) = path.first() else { return };
    let found = of_signer(certificate, issuer, evidence, asked);
    report.revocation = Some(found);
    // Of authorities nobody has to say anything, but what their issuers' lists say counts.
    let above = path.iter().zip(path.iter().skip(1)).filter_map(|(authority, issuer)| {
        crl::look_up(&evidence.crls, authority, issuer, asked).ok()
    });
    for found in above.chain([found]) {
        match found {
            Revocation::Revoked { at, .. }
                if report.stamped_at.is_none_or(|proven| at <= proven) =>
            {
                report.note(Check::Revocation, Err::<(), _>(Fault::Revoked));
                return;
            }
            Revocation::Good | Revocation::Revoked { .. } => {}
            Revocation::Unknown(fault) => return report.leave(Check::Revocation, fault),
        }
    }
    report.note(Check::Revocation, Ok(()));
}

/// The responder's word first: a revocation before a good, since it cannot be taken back; where
/// nothing can be believed, the lists; and where they say nothing either, the first reason.
fn of_signer(
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence,
    asked: Asked,
) -> Revocation {
    let mut good = None;
    let mut reason = None;
    for answer in &evidence.ocsp {
        match ocsp::judge(answer, certificate, issuer, evidence.nonce.as_deref(), asked) {
            Ok(revoked @ Revocation::Revoked { .. }) => return revoked,
            Ok(found) => good = Some(found),
            Err(fault) => reason = reason.or(Some(fault)),
        }
    }
    if let Some(good) = good {
        return good;
    }
    match crl::look_up(&evidence.crls, certificate, issuer, asked) {
        Ok(found) => found,
        Err(fault) => Revocation::Unknown(reason.unwrap_or(fault)),
    }
}
