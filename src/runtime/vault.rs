//! What the screens must not hold: the opened key, claims, the session, and the seed of this
//! visit's idempotency keys.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sha2::{Digest as _, Sha256};

use super::feed::OpenFeed;
use crate::{
    api::Failure,
    app::asked::Errand,
    domain::{Number, Random, SafeText, Secret},
    eds::KeyFile,
};

/// Everything of one citizen's visit that must not be seen.
#[derive(Default)]
pub(super) struct Vault(Mutex<Contents>);

#[derive(Default)]
struct Contents {
    key: Option<Arc<KeyFile>>,
    claims: HashMap<SafeText, Secret>,
    session: Option<Secret>,
    /// Whether it is a member of staff's.
    is_staff: bool,
    /// Whose number a sign-in is for, and the claim that stands for it once it is proved.
    proof: Option<(Number, Option<Secret>)>,
    seed: Option<[u8; 32]>,
    /// The staff's live feed, while somebody has listened in this visit.
    feed: Option<OpenFeed>,
    /// Requests to sign that the portal has answered.
    answered: u64,
    /// The open QR code: what it is for, and the idempotency key under which it was asked for.
    phone: Option<(Errand, SafeText, String)>,
    /// The keys of signatures that the portal has handed in already, by request and signature.
    handed_in: HashMap<[u8; 32], String>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn hold_key(&self, key: KeyFile) {
        self.contents().key = Some(Arc::new(key));
    }

    pub(super) fn key(&self) -> Option<Arc<KeyFile>> {
        self.contents().key.clone()
    }

    pub(super) fn hold_claim(&self, request: &SafeText, claim: Secret) {
        self.contents().claims.insert(request.clone(), claim);
    }

    pub(super) fn claim(&self, request: &SafeText) -> Option<Secret> {
        self.contents().claims.get(request).cloned()
    }

    pub(super) fn hold_phone(&self, errand: Errand, id: &SafeText, key: String) {
        self.contents().phone = Some((errand, id.clone(), key));
    }

    /// The open QR code, of this request or whichever there is, with the claim that takes it back.
    pub(super) fn take_phone(&self, id: Option<&SafeText>) -> Option<(Errand, SafeText, Secret)> {
        let mut contents = self.contents();
        let (errand, of, _) = contents.phone.take_if(|(_, of, _)| id.is_none_or(|id| id == of))?;
        let claim = contents.claims.get(&of).cloned()?;
        Some((errand, of, claim))
    }

    /// The phone has signed this and the portal has handed it in under the key of the QR code:
    /// handing it in again is the same call.
    pub(super) fn hand_in_under_phones_key(&self, id: &SafeText, cms: &[u8]) {
        let mut contents = self.contents();
        if let Some((_, _, key)) = contents.phone.take_if(|(_, of, _)| of == id) {
            contents.handed_in.insert(of_signature(id, cms), key);
        }
    }

    /// The idempotency key under which a signature is handed in.
    pub(super) fn hand_in_key(&self, random: &dyn Random, id: &SafeText, cms: &[u8]) -> String {
        let known = self.contents().handed_in.get(&of_signature(id, cms)).cloned();
        known.unwrap_or_else(|| {
            self.idempotency_key(random, &[id.as_str().as_bytes(), cms].concat())
        })
    }

    pub(super) fn hold_session(&self, session: Secret) {
        self.contents().session = Some(session);
    }

    /// A member of staff's: it is ended by another call than a citizen's.
    pub(super) fn hold_staff_session(&self, session: Secret) {
        let mut contents = self.contents();
        contents.session = Some(session);
        contents.is_staff = true;
    }

    pub(super) fn session(&self) -> Option<Secret> {
        self.contents().session.clone()
    }

    /// Notes whose number is to be proved.
    pub(super) fn expect_proof(&self, number: &Number) {
        self.contents().proof = Some((number.clone(), None));
    }

    pub(super) fn hold_proof(&self, claim: Secret) {
        if let Some((_, proof)) = &mut self.contents().proof {
            *proof = Some(claim);
        }
    }

    /// The claim that stands for this number, when it was proved.
    pub(super) fn proof(&self, number: Option<&Number>) -> Option<Secret> {
        let contents = self.contents();
        let (proved, claim) = contents.proof.as_ref()?;
        if Some(proved) == number { claim.clone() } else { None }
    }

    /// The claim that stands for whatever number was proved.
    pub(super) fn any_proof(&self) -> Option<Secret> {
        self.contents().proof.as_ref()?.1.clone()
    }

    pub(super) fn drop_proof(&self) {
        self.contents().proof = None;
    }

    /// The idempotency key of a request to sign. While no answer has come it is the same act,
    /// however often it is sent; once one has, the same body asks for another.
    pub(super) fn request_key(&self, random: &dyn Random, body: &[u8]) -> String {
        let answered = self.contents().answered.to_be_bytes();
        self.idempotency_key(random, &[answered.as_slice(), body].concat())
    }

    /// Notes what became of a request to sign.
    pub(super) fn note_answer<T>(&self, answer: &Result<T, Failure>) {
        if !matches!(answer, Err(Failure::Unreachable | Failure::TimedOut)) {
            self.contents().answered += 1;
        }
    }

    /// The idempotency key of this body in this visit: the same body again is the same act, so a
    /// retry after a lost answer changes nothing; another visitor's equal body is another act.
    pub(super) fn idempotency_key(&self, random: &dyn Random, body: &[u8]) -> String {
        let mut contents = self.contents();
        let seed = contents.seed.get_or_insert_with(|| {
            let mut seed = [0; 32];
            // Without randomness the seed is zero: keys would then be the same for equal bodies of
            // different visits, which the portal answers with the earlier request, never wrongly.
            let _ = random.fill(&mut seed);
            seed
        });
        let mut hash = Sha256::new();
        hash.update(*seed);
        hash.update(body);
        hex::encode(hash.finalize())
    }

    /// Looks for the open feed of the session, or puts one there; nothing without a session. Both
    /// are looked at together, so that a wipe comes before or after and leaves no feed behind.
    pub(super) fn with_feed<T>(
        &self,
        act: impl FnOnce(Secret, &mut Option<OpenFeed>) -> T,
    ) -> Option<T> {
        let mut contents = self.contents();
        let session = contents.session.clone()?;
        Some(act(session, &mut contents.feed))
    }

    /// Forgets everything; gives the session back so that it can be ended, and whether it is a
    /// member of staff's.
    pub(super) fn wipe(&self) -> Option<(Secret, bool)> {
        let old = std::mem::take(&mut *self.contents());
        old.session.map(|session| (session, old.is_staff))
    }
}

/// Names a signature of a request.
fn of_signature(id: &SafeText, cms: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(id.as_str()).chain_update(cms).finalize().into()
}
