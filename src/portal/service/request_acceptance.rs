//! `POST acceptances`: a request to sign.
//!
//! Invariant: nothing here asks whether a number is known. Registered and unregistered numbers get
//! the same bytes by the same steps; who somebody is comes out only of a signature.

use std::time::Duration;

use serde_json::json;

use super::{Caller, IdempotencyKey, Refusal, Service, once::Once};
use crate::{
    api::{AcceptanceState, DocumentFields, ProblemCode, RequestAcceptance, Requested},
    document,
    domain::{Language, Moment, Number, Secret, Terminal},
    portal::{
        auth,
        store::{Event, StoredRequest, Work},
    },
};

/// How long a request can be signed.
pub(super) const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Letters of a request's number: digits and Latin capitals that nobody confuses.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl Service {
    /// Makes a request to sign and the claim that holds it. `proof` is the claim of a sign-in that
    /// found no acceptance in force; it names the number.
    ///
    /// # Errors
    /// `unauthorised` for a proof that is none or names another number, `bad-number`, `agreement-changed`, `agreement-not-read`, `idempotency-key-reused`,
    /// `request-expired` for a retry after the request is over, `maintenance`.
    pub(crate) async fn request_acceptance(
        &self,
        caller: &Caller,
        proof: Option<&str>,
        key: &IdempotencyKey,
        asked: &RequestAcceptance,
    ) -> Result<Requested, Refusal> {
        let at = self.clock.now();
        self.judge(asked)?;
        let (claim, claim_hash) = self.mint("claim")?;

        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let number = match (proof, &asked.number) {
            (None, Some(number)) => number.clone(),
            (None, None) => return Err(ProblemCode::BadRequest.into()),
            (Some(proof), asked) => {
                let proved = self.proved_number(&mut work, caller, proof, at).await?;
                if asked.as_ref().is_some_and(|asked| *asked != proved) {
                    return Err(ProblemCode::Unauthorised.into());
                }
                proved
            }
        };
        // Whose request it is belongs to what was asked, whether it was said or proved.
        let asked = &RequestAcceptance { number: Some(number.clone()), ..asked.clone() };
        let once = Once::new(caller.source(), "acceptances.request", key, asked)?;
        let mut reply = match once.take(&mut work, at).await? {
            Some(kept) => self.hold_again(&mut work, &kept, claim_hash, at).await?,
            None => {
                let request = self.new_request(caller, number, asked, claim_hash, at)?;
                let reply = self.reply_to(&request)?;
                work.add_request(&request).await?;
                // Only its id: a number nobody proved must not outlive its request in a reply.
                once.keep(&mut work, &request.id).await?;
                work.append(requested(caller, &request)).await?;
                reply
            }
        };
        work.commit().await?;
        reply.claim = claim;
        Ok(reply)
    }

    fn judge(&self, asked: &RequestAcceptance) -> Result<(), Refusal> {
        let number = asked.number.as_ref();
        if number.is_some_and(|number| Number::parse(number.digits()).as_ref() != Ok(number)) {
            return Err(ProblemCode::BadNumber.into());
        }
        let agreement = self.agreement();
        if asked.agreement != *agreement.version() {
            return Err(ProblemCode::AgreementChanged.into());
        }
        let shown = &asked.shown;
        let every_block = usize::try_from(shown.blocks) == Ok(agreement.gated().count());
        let languages = &shown.languages;
        let known = (1..=Language::ALL.len()).contains(&languages.len());
        let in_order = shown.from <= shown.until && known;
        if every_block && in_order && shown.statement && shown.consent {
            Ok(())
        } else {
            Err(ProblemCode::NotRead.into())
        }
    }

    fn new_request(
        &self,
        caller: &Caller,
        number: Number,
        asked: &RequestAcceptance,
        claim_hash: [u8; 32],
        at: Moment,
    ) -> Result<StoredRequest, Refusal> {
        let random = self.random.as_ref();
        let device = caller.device.as_ref();
        Ok(StoredRequest {
            id: auth::random_hex::<16>(random)?,
            code: self.code()?,
            nonce: auth::random_hex::<32>(random)?,
            claim_hash: Some(claim_hash),
            device: device.map(|device| device.id.clone()),
            number,
            agreement: asked.agreement.clone(),
            shown: asked.shown.clone(),
            terminal: device.map_or_else(Terminal::own_computer, |d| d.terminal.clone()),
            requested_at: at,
            expires_at: at.after(WINDOW),
            state: AcceptanceState::Requested,
            tries: 0,
            checks: Vec::new(),
            acceptance: None,
            stands_for: None,
        })
    }

    /// Ten letters, 50 random bits: `K7QM2-XDP4A`.
    pub(super) fn code(&self) -> Result<String, Refusal> {
        let mut octets = [0_u8; 10];
        self.random.fill(&mut octets)?;
        let letter = |octet: &u8| char::from(LETTERS[usize::from(octet % 32)]);
        let (left, right) = octets.split_at(5);
        let spell = |part: &[u8]| part.iter().map(letter).collect::<String>();
        Ok(format!("{}-{}", spell(left), spell(right)))
    }

    fn reply_to(&self, request: &StoredRequest) -> Result<Requested, Refusal> {
        let fields = fields(request);
        let bytes = document::render(self.agreement(), &fields)
            .map_err(|_| Refusal::Broken("fields that make no document"))?;
        Ok(Requested {
            id: request.id.as_str().into(),
            claim: Secret::default(),
            document: fields,
            sha256: hex::encode(document::digest(&bytes)).into(),
            check_code: document::check_code(&bytes).into(),
            expires_at: request.expires_at,
        })
    }

    /// A retry after a lost reply: the same request under a new claim.
    async fn hold_again(
        &self,
        work: &mut Work,
        kept: &str,
        claim_hash: [u8; 32],
        at: Moment,
    ) -> Result<Requested, Refusal> {
        let id: String =
            serde_json::from_str(kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
        if !work.renew_claim(&id, claim_hash, at).await? {
            return Err(ProblemCode::RequestExpired.into());
        }
        let request = work.request(&id).await?;
        self.reply_to(&request.ok_or(Refusal::Broken("a request is missing"))?)
    }
}

/// What the document says besides the agreement.
pub(super) fn fields(request: &StoredRequest) -> DocumentFields {
    DocumentFields {
        request: request.code.as_str().into(),
        nonce: request.nonce.as_str().into(),
        requested_at: request.requested_at,
        terminal: request.terminal.clone(),
        number: request.number.clone(),
        agreement: request.agreement.clone(),
    }
}

fn requested(caller: &Caller, request: &StoredRequest) -> Event {
    Event {
        account: None,
        actor: caller.actor(),
        kind: "acceptance.requested",
        payload: json!({ "request": request.code, "agreement": request.agreement }),
        at: request.requested_at,
    }
}
