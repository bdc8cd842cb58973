//! A signature judged for the portal: as strictly for signing in as for an acceptance.

use std::sync::Arc;

use super::{Refusal, Service};
use crate::{
    domain::{CertificateSummary, Moment, Number},
    eds::{self, Evidence, Policy, Report},
};

/// So many refused signatures end a request or a sign-in. They count against nothing else: nobody
/// who knows a number can lock its owner out.
pub(super) const MOST_TRIES: i64 = 10;

/// A signature and what it has to sign.
#[derive(Debug)]
pub(super) struct Judged {
    /// CMS, as it was handed in or with its stamp.
    pub(super) cms: Vec<u8>,
    /// The document.
    pub(super) document: Vec<u8>,
    /// Who has to have signed.
    pub(super) number: Number,
    /// When the document was made.
    pub(super) made: Moment,
    /// When the signature was received: later than that nobody can have signed.
    pub(super) received_at: Moment,
}

impl Service {
    /// Judges the signature of `number`'s owner under `document`, which was made at `made`, by what
    /// it is alone: nobody is asked whether the certificate is revoked. The signature comes back
    /// with the report.
    ///
    /// Elliptic-curve arithmetic takes milliseconds: it runs where it keeps no other call waiting.
    pub(super) async fn judge_signature(
        &self,
        cms: Vec<u8>,
        document: Vec<u8>,
        number: &Number,
        made: Moment,
        at: Moment,
    ) -> Result<(Report, Vec<u8>), Refusal> {
        let judged = Judged { cms, document, number: number.clone(), made, received_at: at };
        let (report, judged) =
            self.judge_by(judged, Evidence::default(), (false, false), at).await?;
        Ok((report, judged.cms))
    }

    /// Judges a signature at `at` with what others said, by everything the operator asks for.
    pub(super) async fn judge_with(
        &self,
        judged: Judged,
        evidence: Evidence,
        at: Moment,
    ) -> Result<Report, Refusal> {
        let asked = (self.outside.revocation, self.outside.stamp);
        Ok(self.judge_by(judged, evidence, asked, at).await?.0)
    }

    /// Judges a signature at `at` with this evidence; what is asked for is whether the certificate is
    /// revoked, and a trusted stamp.
    pub(super) async fn judge_by(
        &self,
        judged: Judged,
        evidence: Evidence,
        (revocation, stamp): (bool, bool),
        at: Moment,
    ) -> Result<(Report, Judged), Refusal> {
        let operator = self.eds_policy.clone();
        let skew = operator.clock_skew();
        let micros = i64::try_from(skew.as_micros()).unwrap_or(0);
        let from = Moment::from_micros(judged.made.micros().saturating_sub(micros));
        let policy = Policy::Acceptance(eds::Acceptance {
            expected: Some(judged.number.clone()),
            window: Some((from, judged.received_at.after(skew))),
            operator,
            revocation,
            stamp,
        });
        let anchors = Arc::clone(&self.anchors);
        let judging = tokio::task::spawn_blocking(move || {
            let document = Some(&judged.document[..]);
            let report = eds::verify_with(&judged.cms, document, &anchors, &policy, at, &evidence);
            (report, judged)
        });
        judging.await.map_err(|_| Refusal::Broken("the verifier did not end"))
    }
}

/// True when the certificate is that of the number's owner.
pub(super) fn names(certificate: &CertificateSummary, number: &Number) -> bool {
    match number {
        Number::Iin(iin) => certificate.iin.as_ref() == Some(iin),
        Number::Bin(bin) => certificate.bin.as_ref() == Some(bin),
    }
}

/// Base64 as signers give it: with or without line breaks and PEM armour.
pub(super) fn read_base64(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let body: String = text
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .flat_map(|line| line.chars().filter(|c| !c.is_ascii_whitespace()))
        .collect();
    STANDARD.decode(body).ok().filter(|cms| !cms.is_empty())
}
