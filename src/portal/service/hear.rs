//! What others say about one signature: asks for what is missing, and judges the signature with
//! what was heard. Writes nothing.

use std::sync::Arc;

use futures_util::future::join;

use super::{NoAnswer, Refusal, Service};
use crate::{
    domain::{Fault, Moment, Verdict},
    eds::{
        Certificate, Evidence, Report, Revocation,
        revocation::{Crl, ocsp::Question},
        stamp,
    },
    portal::{
        service::judge_signature::Judged,
        store::{StoredRequest, StoredSignature},
    },
};

/// Octets of a nonce: RFC 9654 §2.1 recommends 32 for OCSP; НУЦ РК's time stamps have eight.
const OCSP_NONCE: usize = 32;
const STAMP_NONCE: usize = 8;

/// What was heard, as received, and what follows from it.
#[derive(Debug)]
pub(super) struct Heard {
    /// The signature, with its stamp if there is one.
    pub(super) cms: Vec<u8>,
    /// OCSP responses, DER.
    pub(super) ocsp: Vec<Vec<u8>>,
    /// Lists, DER.
    pub(super) crls: Vec<Arc<[u8]>>,
    /// What the signature is in their light.
    pub(super) report: Report,
}

/// What was kept of it before.
#[derive(Debug)]
pub(super) struct Kept {
    /// OCSP responses, DER.
    pub(super) ocsp: Vec<Vec<u8>>,
    /// Lists, DER.
    pub(super) crls: Vec<Vec<u8>>,
    /// The signer's certificate, its issuers and the root, DER.
    pub(super) chain: Vec<Vec<u8>>,
}

impl Service {
    /// Hears what is missing. What was heard before is judged first; of a signature that was just
    /// received nothing was, and judging it once is enough.
    pub(super) async fn hear(
        &self,
        request: &StoredRequest,
        signature: &StoredSignature,
        document: &[u8],
        kept: Kept,
    ) -> Result<Heard, Refusal> {
        let judged = |cms: &[u8]| Judged {
            cms: cms.to_vec(),
            document: document.to_vec(),
            number: request.number.clone(),
            made: request.requested_at,
            received_at: signature.received_at,
        };
        let (lists, read) = read_lists(kept.crls).await?;
        let mut evidence = Evidence {
            ocsp: kept.ocsp.clone(),
            crls: read,
            nonce: None,
            received_at: Some(signature.received_at),
        };
        let mut cms = signature.cms.clone();
        let mut ocsp = kept.ocsp;
        let mut crls: Vec<Arc<[u8]>> = lists.into_iter().map(Arc::from).collect();
        let before = match signature.tries {
            0 => None,
            _ => {
                let at = self.clock.now();
                Some(self.judge_with(judged(&cms), evidence.clone(), at).await?)
            }
        };
        if let Some(report) = &before
            && matches!(report.verdict, Verdict::Invalid(_))
        {
            return Ok(Heard { report: report.clone(), cms, ocsp, crls });
        }

        let status = self.outside.ocsp && !before.as_ref().is_some_and(told);
        let stamped = match &before {
            Some(report) => report.stamped_at.is_some(),
            None => !matches!(stamp::token(&cms), Ok(None)),
        };
        let stamp = self.outside.stamp && !stamped;
        let query = if stamp { Some(self.stamp_query(&cms)?) } else { None };
        let ask = async { if status { self.ask_status(&kept.chain).await } else { Ok(None) } };
        let get_stamp = async {
            let query = query.as_ref()?.der().to_vec();
            said("tsp", self.outside.authorities.stamp(query).await)
        };
        let (answer, stamp) = join(ask, get_stamp).await;
        if let Some((answer, nonce)) = answer? {
            ocsp = vec![answer];
            evidence.ocsp.clone_from(&ocsp);
            evidence.nonce = Some(nonce);
        }
        let at = self.clock.now();
        let with_stamp = query.zip(stamp).and_then(|(query, answer)| {
            let token = query.token(&answer).inspect_err(|fault| {
                tracing::warn!(authority = "tsp", fault = fault.code(), "no stamp in the answer");
            });
            stamp::attach(&cms, &token.ok()?).ok()
        });
        let mut report = None;
        if let Some(with_stamp) = with_stamp {
            let found = self.judge_with(judged(&with_stamp), evidence.clone(), at).await?;
            // A stamp that proves nothing is not kept: another is asked for.
            if found.stamped_at.is_some() {
                (cms, report) = (with_stamp, Some(found));
            } else {
                tracing::warn!(authority = "tsp", "a stamp that proves nothing");
            }
        }
        let mut report = match report {
            Some(report) => report,
            None => self.judge_with(judged(&cms), evidence.clone(), at).await?,
        };
        // A stamp that was long in coming proves a later time than the answer at hand speaks of.
        if self.outside.ocsp
            && !status
            && !told(&report)
            && let Some((answer, nonce)) = self.ask_status(&kept.chain).await?
        {
            ocsp = vec![answer];
            evidence.ocsp.clone_from(&ocsp);
            evidence.nonce = Some(nonce);
            report = self.judge_with(judged(&cms), evidence.clone(), self.clock.now()).await?;
        }
        if self.outside.lists && !told(&report) {
            let lists = self.outside.authorities.lists(at).await;
            evidence.crls = lists.iter().map(|list| Arc::clone(&list.crl)).collect();
            report = self.judge_with(judged(&cms), evidence, at).await?;
            // Lists that told nothing are evidence of nothing, and they are large.
            if told(&report) {
                crls = lists.into_iter().map(|list| list.der).collect();
            }
        }
        Ok(Heard { cms, ocsp, crls, report })
    }

    /// Judges a signature whose time needs no proof (a challenge is signed now or never), and asks
    /// whether the certificate is revoked when nothing else is wrong: then the verdict says what
    /// was heard, or that nobody could tell.
    pub(super) async fn hear_status(&self, judged: Judged, at: Moment) -> Result<Report, Refusal> {
        let received_at = Some(judged.received_at);
        let (report, judged) =
            self.judge_by(judged, Evidence::default(), (false, false), at).await?;
        if !self.outside.revocation || report.verdict != Verdict::Valid {
            return Ok(report);
        }
        let mut evidence = Evidence { received_at, ..Evidence::default() };
        if self.outside.ocsp
            && let Some((answer, nonce)) = self.ask_status(&report.chain).await?
        {
            evidence.ocsp = vec![answer];
            evidence.nonce = Some(nonce);
        }
        let at = self.clock.now();
        let asked = (true, false);
        let (report, judged) = self.judge_by(judged, evidence.clone(), asked, at).await?;
        if told(&report) || !self.outside.lists {
            return Ok(report);
        }
        let lists = self.outside.authorities.lists(at).await;
        evidence.crls = lists.into_iter().map(|list| list.crl).collect();
        Ok(self.judge_by(judged, evidence, asked, at).await?.0)
    }

    /// Asks the OCSP responder about the signer's certificate: its answer, and the nonce that was
    /// sent. None without a path or without an answer.
    async fn ask_status(&self, chain: &[Vec<u8>]) -> Result<Option<(Vec<u8>, Vec<u8>)>, Refusal> {
        let [certificate, issuer, ..] = chain else { return Ok(None) };
        let certificates = (Certificate::from_der(certificate), Certificate::from_der(issuer));
        let (Ok(certificate), Ok(issuer)) = certificates else { return Ok(None) };
        let nonce = self.nonce::<OCSP_NONCE>()?;
        let question = made(Question::new(&certificate, &issuer, &nonce))?;
        let answer = self.outside.authorities.ocsp(question.der().to_vec()).await;
        Ok(said("ocsp", answer).map(|answer| (answer, nonce.to_vec())))
    }

    /// The query for a stamp over this signature.
    fn stamp_query(&self, cms: &[u8]) -> Result<stamp::Query, Refusal> {
        made(stamp::Query::new(cms, &self.nonce::<STAMP_NONCE>()?))
    }

    fn nonce<const N: usize>(&self) -> Result<[u8; N], Refusal> {
        let mut nonce = [0; N];
        self.outside.random.fill(&mut nonce)?;
        Ok(nonce)
    }
}

/// The lists that were kept, and what is in them. One of millions of entries takes a while: it keeps
/// no other call waiting.
async fn read_lists(lists: Vec<Vec<u8>>) -> Result<(Vec<Vec<u8>>, Vec<Arc<Crl>>), Refusal> {
    let reading = tokio::task::spawn_blocking(move || {
        let read = lists.iter().filter_map(|der| Crl::read(&der[..]).ok().map(Arc::new));
        let read = read.collect();
        (lists, read)
    });
    reading.await.map_err(|_| Refusal::Broken("reading lists did not end"))
}

/// A question that was made: nothing can fail, for the signature was read before.
fn made<T>(made: Result<T, Fault>) -> Result<T, Refusal> {
    made.map_err(|_| Refusal::Broken("a question to an authority cannot be made"))
}

/// Whether it is known if the certificate is revoked.
fn told(report: &Report) -> bool {
    matches!(report.revocation, Some(Revocation::Good | Revocation::Revoked { .. }))
}

/// What an authority said; silence goes to the log.
fn said(whom: &'static str, answer: Result<Vec<u8>, NoAnswer>) -> Option<Vec<u8>> {
    answer.inspect_err(|error| tracing::warn!(authority = whom, %error, "no answer")).ok()
}
