//! A signature judged for the portal: as strictly for signing in as for an acceptance.

use std::{sync::Arc, time::Duration};

use super::{Refusal, Service};
use crate::{
    domain::{CertificateSummary, Moment, Number},
    eds::{self, Policy, Report},
};

/// So many refused signatures end a request or a sign-in. They count against nothing else: nobody
/// who knows a number can lock its owner out.
pub(super) const MOST_TRIES: i64 = 10;
/// How far the signer's clock may be from the portal's.
const SKEW: Duration = Duration::from_secs(5 * 60);

impl Service {
    /// Judges the signature of `number`'s owner under `document`, which was made at `made`. The
    /// signature comes back with the report.
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
        let skew = i64::try_from(SKEW.as_micros()).unwrap_or(0);
        let from = Moment::from_micros(made.micros().saturating_sub(skew));
        let policy = Policy::Acceptance(eds::Acceptance {
            expected: Some(number.clone()),
            window: Some((from, at.after(SKEW))),
            ..eds::Acceptance::default()
        });
        let anchors = Arc::clone(&self.anchors);
        let judging = tokio::task::spawn_blocking(move || {
            (eds::verify(&cms, Some(&document), &anchors, &policy, at), cms)
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
