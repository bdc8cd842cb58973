//! What the service knows of each code, and who waits for what.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
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
    /// How often they were collected.
    pub(super) collected: usize,
    /// True once the person has said no.
    pub(super) declined: bool,
}

/// Every code.
#[derive(Debug)]
pub(super) struct Desk {
    signings: Mutex<(Mode, HashMap<String, Signing>)>,
    bell: watch::Sender<()>,
    /// How many calls are held.
    held: AtomicUsize,
}

/// A call that is held.
pub(super) struct Held<'a>(&'a Desk);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.held.fetch_sub(1, Ordering::SeqCst);
        self.0.bell.send_replace(());
    }
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { signings: Mutex::default(), bell: watch::channel(()).0, held: AtomicUsize::new(0) }
    }

    fn lock(&self) -> MutexGuard<'_, (Mode, HashMap<String, Signing>)> {
        self.signings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn mode(&self) -> Mode {
        self.lock().0
    }

    pub(super) fn set(&self, mode: Mode) {
        self.lock().0 = mode;
        self.bell.send_replace(());
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
            collected: 0,
            declined: false,
        };
        self.lock().1.insert(id.to_owned(), signing);
    }

    /// The portal has given a document; false where there is no such code, or a phone has it.
    pub(super) fn give(&self, id: &str, bundle: Bundle) -> bool {
        let give = |it: &mut Signing| {
            it.times += 1;
            if it.taken {
                return false;
            }
            it.given = Some(bundle);
            true
        };
        self.with(id, give) == Some(true)
    }

    pub(super) fn count(&self, of: impl Fn(&Signing) -> usize) -> usize {
        self.lock().1.values().map(of).sum()
    }

    /// Waits until this is so.
    pub(super) async fn until_so(&self, so: impl Fn(&Self) -> bool) {
        let mut bell = self.bell.subscribe();
        loop {
            bell.borrow_and_update();
            if so(self) || bell.changed().await.is_err() {
                return;
            }
        }
    }

    /// Somebody is held, until this is dropped.
    pub(super) fn hold(&self) -> Held<'_> {
        self.held.fetch_add(1, Ordering::SeqCst);
        self.bell.send_replace(());
        Held(self)
    }

    pub(super) fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
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

    /// Waits until this can be said of a code; nothing where there is no such code, or when the
    /// service goes down.
    pub(super) async fn until<T>(
        &self,
        id: &str,
        said: impl Fn(&Signing) -> Option<T>,
    ) -> Option<T> {
        let mut bell = self.bell.subscribe();
        loop {
            bell.borrow_and_update();
            let looked = {
                let guard = self.lock();
                if guard.0 == Mode::Down {
                    return None;
                }
                said(guard.1.get(id)?)
            };
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
