//! What the screens must not hold: the opened key, claims, the session, and the seed of this
//! visit's idempotency keys.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sha2::{Digest as _, Sha256};

use crate::{
    domain::{Random, SafeText, Secret},
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
    seed: Option<[u8; 32]>,
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

    pub(super) fn hold_session(&self, session: Secret) {
        self.contents().session = Some(session);
    }

    pub(super) fn session(&self) -> Option<Secret> {
        self.contents().session.clone()
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

    /// Forgets everything; gives the session back so that it can be ended.
    pub(super) fn wipe(&self) -> Option<Secret> {
        std::mem::take(&mut *self.contents()).session
    }
}
