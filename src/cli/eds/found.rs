//! What `eds inspect` found, as JSON with stable keys.

use serde::Serialize;

use crate::{
    domain::{CertificateSummary, Check, CheckLine, Fault, Moment, SafeText},
    eds::{
        Report,
        revocation::{Crl, ocsp},
        stamp,
    },
};

/// What was found. The members a kind has no use for are absent.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// Of the owner, the signer, the responder or the authority.
    pub(super) certificate: Option<CertificateSummary>,
    /// As the signer claims.
    pub(super) signed_at: Option<Moment>,
    /// Length of the document in the signature, in octets.
    pub(super) content_octets: Option<usize>,
    /// Form and signature only.
    pub(super) checks: Vec<CheckLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stamp: Option<Stamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ocsp: Option<Ocsp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) list: Option<List>,
    /// Why an answer holds nothing: the responder or the authority refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<Fault>,
}

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// A certificate.
    Certificate,
    /// A key file (PKCS#12).
    KeyFile,
    /// A signature (CMS).
    Signature,
    /// An answer of an OCSP responder.
    OcspResponse,
    /// A complete list of revoked certificates.
    Crl,
    /// A delta list.
    DeltaCrl,
    /// A time stamp token, or an answer with one.
    TimeStamp,
}

/// A time stamp.
#[derive(Debug, Serialize)]
pub(super) struct Stamp {
    pub(super) at: Moment,
    pub(super) policy: String,
    pub(super) imprint: String,
    pub(super) nonce: Option<String>,
}

/// An OCSP response.
#[derive(Debug, Serialize)]
pub(super) struct Ocsp {
    pub(super) responder: SafeText,
    pub(super) produced_at: Moment,
    pub(super) nonce: Option<String>,
    pub(super) said: Vec<Said>,
}

/// What is said of one certificate.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    pub(super) serial: String,
    /// `good`, `revoked` or `unknown`.
    pub(super) state: &'static str,
    pub(super) revoked_at: Option<Moment>,
    /// CRLReason, RFC 5280 §5.3.1.
    pub(super) reason: Option<u8>,
    pub(super) this_update: Moment,
    pub(super) next_update: Option<Moment>,
}

/// A list of revoked certificates.
#[derive(Debug, Serialize)]
pub(super) struct List {
    pub(super) issuer: SafeText,
    pub(super) this_update: Moment,
    pub(super) next_update: Option<Moment>,
    pub(super) number: Option<String>,
    /// Of the complete list a delta list changes.
    pub(super) base: Option<String>,
    pub(super) entries: usize,
}

impl Found {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            certificate: None,
            signed_at: None,
            content_octets: None,
            checks: Vec::new(),
            stamp: None,
            ocsp: None,
            list: None,
            refused: None,
        }
    }

    /// A certificate, or a key file by its certificate.
    pub(super) fn of(kind: Kind, certificate: CertificateSummary) -> Self {
        Self { certificate: Some(certificate), ..Self::new(kind) }
    }

    /// A signature, and the stamp in it.
    pub(super) fn signature(report: Report, stamp: Option<stamp::Summary>) -> Self {
        let checks = report.lines.into_iter().filter(|line| line.check <= Check::Signature);
        Self {
            certificate: report.certificate,
            signed_at: report.signed_at,
            content_octets: report.content.map(|content| content.len()),
            checks: checks.collect(),
            stamp: stamp.map(Stamp::from),
            ..Self::new(Kind::Signature)
        }
    }

    /// A time stamp.
    pub(super) fn stamp(summary: stamp::Summary) -> Self {
        let certificate = summary.certificate.clone();
        Self { certificate, stamp: Some(summary.into()), ..Self::new(Kind::TimeStamp) }
    }

    /// An answer of an OCSP responder.
    pub(super) fn ocsp(summary: ocsp::Summary) -> Self {
        let said = summary.said.into_iter().map(|said| {
            let (state, revoked_at, reason) = match said.state {
                ocsp::State::Good => ("good", None, None),
                ocsp::State::Unknown => ("unknown", None, None),
                ocsp::State::Revoked { at, reason } => ("revoked", Some(at), reason),
            };
            Said {
                serial: said.serial,
                state,
                revoked_at,
                reason: reason.map(|reason| reason.number()),
                this_update: said.this_update,
                next_update: said.next_update,
            }
        });
        let ocsp = Ocsp {
            responder: summary.responder,
            produced_at: summary.produced_at,
            nonce: summary.nonce,
            said: said.collect(),
        };
        let certificate = summary.certificates.into_iter().next();
        Self { certificate, ocsp: Some(ocsp), ..Self::new(Kind::OcspResponse) }
    }

    /// A list of revoked certificates.
    pub(super) fn list(crl: &Crl) -> Self {
        let (this_update, next_update) = crl.updates();
        let (number, base) = crl.numbers();
        let list = List {
            issuer: crl.issuer_name(),
            this_update,
            next_update,
            number,
            base,
            entries: crl.len(),
        };
        let kind = if crl.is_delta() { Kind::DeltaCrl } else { Kind::Crl };
        Self { list: Some(list), ..Self::new(kind) }
    }

    /// An answer that says only why there is none.
    pub(super) fn refused(kind: Kind, fault: Fault) -> Self {
        Self { refused: Some(fault), ..Self::new(kind) }
    }
}

impl From<stamp::Summary> for Stamp {
    fn from(summary: stamp::Summary) -> Self {
        let stamp::Summary { at, policy, imprint, nonce, .. } = summary;
        Self { at, policy, imprint, nonce }
    }
}
