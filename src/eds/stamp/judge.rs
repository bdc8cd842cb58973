//! What a time stamp proves.

use super::{Info, POLICY_GOST, POLICY_RSA};
use crate::{
    domain::{Fault, Moment},
    eds::{
        Anchors, Certificate, Evidence, SKEW,
        algorithm::suite::SUITES,
        chain,
        cms::{Attributes, Profile, SignedData},
        revocation::{Asked, Reason, Revocation, crl::look_up},
    },
};

/// Judges a token over the octets of a signature's value, and answers the time it proves: its own
/// signature, its authority and that one's path at the stamped time, its policy, and that it is over
/// these octets and not of the future, `now` being the present. Nobody is asked whether the
/// authority's certificate is revoked, but what a list at hand says counts.
///
/// # Errors
/// [`Fault::StampMalformed`], [`Fault::StampDiffers`], [`Fault::StampBadSignature`],
/// [`Fault::StampUntrusted`], [`Fault::StampWrongPolicy`], [`Fault::StampTime`];
/// [`Fault::AlgorithmNotAccepted`].
pub(in crate::eds) fn judge(
    token: &[u8],
    signature_value: &[u8],
    anchors: &Anchors,
    evidence: &Evidence,
    now: Moment,
) -> Result<Moment, Fault> {
    let data = SignedData::read(token, Profile::Stamp).map_err(unreadable)?;
    let (signer, certificate) = data.signer().map_err(unreadable)?;
    let content = data.content.as_deref().ok_or(Fault::StampMalformed)?;
    let info = Info::read(content)?;
    let (suite, imprint) = info.imprint;
    if suite.hash(signature_value) != imprint {
        return Err(Fault::StampDiffers);
    }

    let attributes = signer.attributes.ok_or(Fault::StampMalformed)?;
    let attributes = Attributes::read(attributes, Profile::Stamp).map_err(unreadable)?;
    let digest = SUITES
        .iter()
        .find(|suite| suite.digest == signer.digest_algorithm.oid)
        .ok_or(Fault::AlgorithmNotAccepted)?
        .hash(content);
    if attributes.message_digest != digest {
        return Err(Fault::StampBadSignature);
    }
    let key = anchors.service_key(certificate).or_else(|_| certificate.public_key());
    let key = key.map_err(unverified)?;
    data.check_suite(signer, &key).map_err(unverified)?;
    key.verify(&attributes.signed(), &signer.signature).map_err(unverified)?;

    let bound = attributes.check_stamp_binding(certificate);
    let path = bound.and_then(|()| anchors.path(certificate)).map_err(untrusted)?;
    chain::check_validity(certificate, &path, info.at).map_err(untrusted)?;
    if !certificate.is_stamp_authority() || is_revoked(certificate, &path, evidence, info.at, now) {
        return Err(Fault::StampUntrusted);
    }
    if ![POLICY_GOST, POLICY_RSA].contains(&info.policy) {
        return Err(Fault::StampWrongPolicy);
    }
    if info.at > now.after(SKEW) {
        return Err(Fault::StampTime);
    }
    Ok(info.at)
}

/// Whether a list says that the authority, or one above it, was revoked before the stamp was given,
/// or for another reason than that it gives no more: then no stamp of it can be told from a
/// backdated one. A revocation without a reason is one of these (RFC 3161 §4).
fn is_revoked(
    certificate: &Certificate,
    path: &[&Certificate],
    evidence: &Evidence,
    stamped_at: Moment,
    now: Moment,
) -> bool {
    const RETIRED: [Reason; 4] = [
        Reason::Unspecified,
        Reason::AffiliationChanged,
        Reason::Superseded,
        Reason::CessationOfOperation,
    ];
    let asked = Asked { now, about: stamped_at };
    std::iter::once(certificate).chain(path.iter().copied()).zip(path).any(|(one, issuer)| {
        match look_up(&evidence.crls, one, issuer, asked) {
            Ok(Revocation::Revoked { at, reason }) => {
                at <= stamped_at || !reason.is_some_and(|reason| RETIRED.contains(&reason))
            }
            _ => false,
        }
    })
}

fn unreadable(fault: Fault) -> Fault {
    match fault {
        Fault::AlgorithmNotAccepted => fault,
        _ => Fault::StampMalformed,
    }
}

fn unverified(fault: Fault) -> Fault {
    match fault {
        Fault::AlgorithmNotAccepted => fault,
        _ => Fault::StampBadSignature,
    }
}

fn untrusted(fault: Fault) -> Fault {
    match fault {
        Fault::AlgorithmNotAccepted => fault,
        _ => Fault::StampUntrusted,
    }
}
