//! What the service knows of each code, and who waits for what.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use super::Mode;
use crate::{
    api::phone::Bundle,
    domain::{Moment, Random},
};

/// Figures of an id, and of the token that opens a document.
const FIGURES: usize = 24;

/// A code.
#[derive(Debug, Clone)]
pub(super) struct Signing {
    pub(super) description: String,
    pub(super) expires_at: Moment,
    /// What the portal has given.
    pub(super) given: Option<Bundle>,
    /// How often it has.
    pub(super) times: usize,
    /// What opens the document, once a phone has read the code.
    pub(super) token: Option<String>,
    /// True once the phone has the document.
    pub(super) taken: bool,
    /// The same documents with signatures in their place.
    pub(super) signed: Option<Bundle>,
    /// True once the person has said no.
    pub(super) declined: bool,
}

/// Every code.
#[derive(Debug)]
pub(super) struct Desk {
    signings: Mutex<(Mode, HashMap<String, Signing>)>,
    bell: watch::Sender<()>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { signings: Mutex::default(), bell: watch::channel(()).0 }
    }

    fn lock(&self) -> MutexGuard<'_, (Mode, HashMap<String, Signing>)> {
        self.signings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn mode(&self) -> Mode {
        self.lock().0
    }

    pub(super) fn set(&self, mode: Mode) {
        self.lock().0 = mode;
    }

    pub(super) fn open(&self, id: &str, description: String, expires_at: Moment) {
        let signing = Signing {
            description,
            expires_at,
            given: None,
            times: 0,
            token: None,
            taken: false,
            signed: None,
            declined: false,
        };
        self.lock().1.insert(id.to_owned(), signing);
    }

    /// The portal has given a document; false where there is no such code.
    pub(super) fn give(&self, id: &str, bundle: Bundle) -> bool {
        let give = |it: &mut Signing| {
            it.given = Some(bundle);
            it.times += 1;
        };
        self.with(id, give).is_some()
    }

    pub(super) fn count(&self, of: impl Fn(&Signing) -> usize) -> usize {
        self.lock().1.values().map(of).sum()
    }

    /// Every open code is declined by its person.
    pub(super) fn decline(&self) {
        self.lock().1.values_mut().for_each(|it| it.declined = true);
        self.bell.send_replace(());
    }

    /// Looks at a code and may change it; whoever waits looks again.
    pub(super) fn with<T>(&self, id: &str, change: impl FnOnce(&mut Signing) -> T) -> Option<T> {
        let done = self.lock().1.get_mut(id).map(change);
        self.bell.send_replace(());
        done
    }

    /// Waits until this can be said of a code; nothing where there is no such code.
    pub(super) async fn until<T>(
        &self,
        id: &str,
        said: impl Fn(&Signing) -> Option<T>,
    ) -> Option<T> {
        let mut bell = self.bell.subscribe();
        loop {
            bell.borrow_and_update();
            let looked = said(self.lock().1.get(id)?);
            if looked.is_some() {
                return looked;
            }
            bell.changed().await.ok()?;
        }
    }
}

/// Something nobody guesses: decimal figures, as they make the smallest QR code.
pub(super) fn figures(random: &dyn Random) -> Option<String> {
    let mut octets = [0; FIGURES];
    random.fill(&mut octets).ok()?;
    Some(octets.iter().map(|octet| char::from(b'0' + octet % 10)).collect())
}
