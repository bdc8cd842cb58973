//! `GET acceptances/{id}/evidence`: everything a third party needs to judge an acceptance offline.
//!
//! The owner's alone, a stopped one's too ([`Gate::See`](super::Gate::See)): whoever is in dispute
//! needs it most. Staff have no such call: a package holds the whole number, and nothing at the desk
//! needs it.

use super::{Caller, Refusal, Service, account_view};
use crate::{
    api::ProblemCode,
    document,
    domain::Agreement,
    eds::{self, Anchors},
    evidence::{EventProof, Package, Stated, file_name},
    portal::store::{StoredAcceptance, StoredEvent, StoredEvidence, Work},
};

/// Events after the acceptance's that are read.
const MOST_EVENTS: i64 = 4096;

/// A package and the name of its file.
#[derive(Debug)]
pub(crate) struct Packed {
    /// The file's name.
    pub(crate) name: String,
    /// The package.
    pub(crate) octets: Vec<u8>,
}

/// What a package is made of, as it was stored.
#[derive(Debug)]
pub(crate) struct Gathered {
    acceptance: StoredAcceptance,
    evidence: StoredEvidence,
    event: StoredEvent,
    after: Vec<StoredEvent>,
}

impl Service {
    /// The evidence package of an acceptance of the caller's own.
    ///
    /// # Errors
    /// `unauthorised`; `not-found` for whatever is not the caller's.
    pub(crate) async fn read_evidence(
        &self,
        caller: &Caller,
        token: &str,
        id: &str,
    ) -> Result<Packed, Refusal> {
        let few = self.packing.acquire().await;
        let _turn = few.map_err(|_| Refusal::Broken("packing has been closed"))?;
        let at = self.clock.now();
        let (mut work, citizen) = self.citizen(caller, token, at).await?;
        let own = work.acceptance(id).await?.filter(|one| one.account == citizen.account.number);
        let own = own.ok_or(ProblemCode::NotFound)?;
        let gathered = Gathered::of(&mut work, own).await?;
        drop(work);
        let anchors = std::sync::Arc::clone(&self.anchors);
        let packing = tokio::task::spawn_blocking(move || gathered.pack(&anchors));
        packing.await.map_err(|_| Refusal::Broken("packing did not end"))?
    }
}

impl Gathered {
    /// Reads what belongs to an acceptance.
    pub(crate) async fn of(work: &mut Work, acceptance: StoredAcceptance) -> Result<Self, Refusal> {
        let evidence = work.evidence_of(&acceptance.id).await?;
        let evidence = evidence.ok_or(Refusal::Broken("an acceptance is missing"))?;
        let mut hash = [0; 32];
        hex::decode_to_slice(acceptance.receipt.event.as_str(), &mut hash)
            .map_err(|_| Refusal::Broken("a receipt without an event"))?;
        let event = work.event_of(acceptance.account, hash).await?;
        let event = event.ok_or(Refusal::Broken("an acceptance without its event"))?;
        let after = work.events_after(event.seq, MOST_EVENTS).await?;
        Ok(Self { acceptance, evidence, event, after })
    }

    /// Packs it. Certificates above the signer's come from the evidence, or from `anchors` for an
    /// acceptance of before they were kept.
    pub(crate) fn pack(self, anchors: &Anchors) -> Result<Packed, Refusal> {
        let Self { acceptance, evidence, event, after } = self;
        let document = document::render(Agreement::embedded(), &acceptance.document)
            .map_err(|_| Refusal::Broken("fields that make no document"))?;
        let chain = match evidence.chain {
            kept if kept.is_empty() => eds::path_of(&evidence.cms, anchors)
                .map_err(|_| Refusal::Broken("a signature without its chain"))?,
            kept => kept,
        };
        let stamp = eds::stamp::token(&evidence.cms)
            .map_err(|_| Refusal::Broken("a signature that cannot be read"))?;
        let receipt = acceptance.receipt.clone();
        let view = account_view::acceptance(acceptance);
        let package = Package {
            document,
            signature: evidence.cms,
            stamp,
            chain,
            ocsp: evidence.ocsp,
            crls: evidence.crls,
            event: EventProof::new(event, after),
            report: Stated::of(&view, &receipt, evidence.received_at),
        };
        let octets = package.write().map_err(|_| Refusal::Broken("a package of no form"))?;
        Ok(Packed { name: file_name(receipt.number.as_str()), octets })
    }
}
