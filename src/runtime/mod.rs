//! Carries out effects: the only place between the screens and the world.
//!
//! It holds what the screens must not: the opened key, the claim of a request, the citizen's
//! session. A wipe forgets them all. Work of a visit that has ended is aborted.

mod acceptance;
mod account;
mod clock;
mod contacts;
mod desk;
mod feed;
mod files;
mod help;
pub mod journal;
mod keys;
mod ncalayer;
mod phone;
mod sign_in;
mod top_up;
mod vault;

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    sync::mpsc,
    task::{AbortHandle, JoinHandle},
};

pub use clock::{Scripted, Timers};
pub use phone::Phone;

use crate::{
    api::{EndSession, Endpoint, Failure, GetQueues, GetStatus, staff::EndStaffSession},
    app::effect::{DeskCall, DeskReply, Effect, EffectId, Reply, Request, Scope},
    client::{Client, Feed, pay_at_till},
    domain::{Clock, Random, SafeText, Secret},
    eds::Anchors,
    signer::ncalayer::Place,
    text::Texts,
};
use vault::Vault;

/// How long an ending program waits for what is being changed.
const FINISHING: Duration = Duration::from_secs(5);
/// How long it waits for its session to be ended.
const ENDING: Duration = Duration::from_secs(2);

/// What the runtime works with.
#[derive(Debug)]
pub struct World {
    /// The portal.
    pub client: Client,
    /// Trusted certificates, to judge a key before it signs.
    pub anchors: Anchors,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Words, for what is written to files.
    pub texts: Arc<Texts>,
    /// Where NCALayer is; none where this console does not know by which root to trust it.
    pub ncalayer: Option<Place>,
    /// The demonstration's phone, where there is one.
    pub phone: Option<Arc<dyn Phone>>,
    /// Folders in which key files are looked for.
    pub key_folders: Vec<PathBuf>,
    /// The folder into which receipts are saved.
    pub save_folder: PathBuf,
}

/// An answer on its way back.
pub type Answer = (EffectId, Reply);

/// Carries out effects and sends the answers back.
#[derive(Debug)]
pub struct Runtime {
    world: Arc<World>,
    vault: Arc<Vault>,
    timers: Timers,
    answers: mpsc::UnboundedSender<Answer>,
    tasks: HashMap<Scope, Vec<AbortHandle>>,
    /// Sessions that are being ended at the portal.
    endings: Vec<JoinHandle<()>>,
    /// What changes something at the portal: nothing aborts it.
    writes: Vec<JoinHandle<()>>,
    /// Text for the terminal's clipboard.
    copied: Option<String>,
    /// Where time is scripted: who listens to the feed, which is read when the script says so.
    listening: Option<(EffectId, Scope)>,
    /// The feed that is read then, and the session whose it is.
    scripted: Option<(Secret, Feed)>,
}

/// Whether the program goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// It goes on.
    On,
    /// It goes on, and the console beside this one is to be shown.
    Switches,
    /// It ends.
    Ends,
}

impl Runtime {
    /// A runtime and the answers it will send.
    #[must_use]
    pub fn new(world: World, timers: Timers) -> (Self, mpsc::UnboundedReceiver<Answer>) {
        let (answers, receiver) = mpsc::unbounded_channel();
        let runtime = Self {
            world: Arc::new(world),
            vault: Arc::new(Vault::default()),
            timers,
            answers,
            tasks: HashMap::new(),
            endings: Vec::new(),
            writes: Vec::new(),
            copied: None,
            listening: None,
            scripted: None,
        };
        (runtime, receiver)
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> crate::domain::Moment {
        self.world.clock.now()
    }

    /// Asks the portal beside the screens, in the visit's session when one is open: what a flow
    /// expects it to have recorded.
    ///
    /// # Errors
    /// What the portal refused, or how the call failed.
    pub async fn ask<E: Endpoint>(&self, call: &E) -> Result<E::Reply, Failure> {
        self.world.client.send(call, self.vault.session().as_ref(), None).await
    }

    /// True while a session is open.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.vault.session().is_some()
    }

    /// The words.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.world.texts
    }

    /// Carries effects out in their order.
    pub fn carry_out(&mut self, effects: Vec<Effect>) -> Going {
        let mut going = Going::On;
        for effect in effects {
            match effect.request {
                Request::SwitchConsole => going = Going::Switches,
                Request::Quit => return Going::Ends,
                Request::Cancel(scope) => {
                    for task in self.tasks.remove(&scope).unwrap_or_default() {
                        task.abort();
                    }
                    self.timers.cancel(scope);
                    self.listening = self.listening.filter(|(_, of)| *of != scope);
                }
                Request::Desk(DeskCall::Listen) if matches!(self.timers, Timers::Scripted(_)) => {
                    self.listening = Some((effect.id, effect.scope));
                }
                Request::Wipe => self.wipe(),
                Request::CancelPhone { id } => self.cancel_phone(Some(&id)),
                Request::After(wait) => {
                    let due = self.now().after(wait);
                    let task = self.timers.start(effect.id, effect.scope, wait, due, &self.answers);
                    self.remember(effect.scope, task);
                }
                request => {
                    if let Request::Desk(DeskCall::Copy(text)) = &request {
                        self.copied = Some(text.clone());
                    }
                    let is_write = matches!(&request, Request::Desk(call) if call.is_write());
                    let (world, vault) = (Arc::clone(&self.world), Arc::clone(&self.vault));
                    let (answers, id) = (self.answers.clone(), effect.id);
                    let task = tokio::spawn(async move {
                        if let Some(reply) = answer(&world, &vault, request).await {
                            let _ = answers.send((id, reply)); // nobody listens: the program ends
                        }
                    });
                    if is_write {
                        self.writes.retain(|write| !write.is_finished());
                        self.writes.push(task);
                    } else {
                        self.remember(effect.scope, Some(task.abort_handle()));
                    }
                }
            }
        }
        going
    }

    fn remember(&mut self, scope: Scope, task: Option<AbortHandle>) {
        let tasks = self.tasks.entry(scope).or_default();
        tasks.retain(|task| !task.is_finished());
        tasks.extend(task);
    }

    /// Where time is scripted, the feed comes when the script asks for it: everything up to the
    /// portal's present end. True when there was something.
    pub async fn catch_up(&mut self) -> bool {
        let (Some((id, _)), Some(session)) = (self.listening, self.vault.session()) else {
            return false;
        };
        let same = self.scripted.take().filter(|(of, _)| *of == session);
        let (_, feed) =
            self.scripted.insert(same.unwrap_or_else(|| (session.clone(), Feed::new(session))));
        let news = feed.catch_up(&self.world.client).await;
        if matches!(&news, Ok(events) if events.is_empty()) {
            return false;
        }
        self.listening = None;
        let _ = self.answers.send((id, Reply::Desk(Box::new(DeskReply::News(news)))));
        true
    }

    /// Waits until the sessions that were wiped have been ended at the portal.
    pub async fn settle(&mut self) {
        for ending in self.endings.drain(..) {
            let _ = ending.await; // a failed one ends by its own idle limit
        }
    }

    /// Takes the text that is for the terminal's clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// The program ends: what is being changed is finished, an open session is ended at the portal;
    /// neither longer than a few seconds.
    pub async fn end(&mut self) {
        let writes = std::mem::take(&mut self.writes);
        let finished = async {
            for write in writes {
                let _ = write.await;
            }
        };
        let _ = tokio::time::timeout(FINISHING, finished).await;
        self.wipe();
        let _ = tokio::time::timeout(ENDING, self.settle()).await;
    }

    /// Takes an open QR code back, of this request or whichever there is. Like the end of a session
    /// it belongs to no visit.
    fn cancel_phone(&mut self, id: Option<&SafeText>) {
        let Some(open) = self.vault.take_phone(id) else { return };
        let world = Arc::clone(&self.world);
        self.endings.retain(|ending| !ending.is_finished());
        self.endings.push(tokio::spawn(async move { phone::cancel(&world, open).await }));
    }

    /// Forgets everything of the citizen's; the session is ended at the portal as well. That call
    /// belongs to no visit, so nothing cancels it.
    ///
    /// The next visit gets a vault of its own: a key that is still being opened (such work cannot
    /// be aborted) goes into the old one and with it.
    fn wipe(&mut self) {
        self.cancel_phone(None);
        let old = std::mem::take(&mut self.vault);
        if let Some((session, is_staff)) = old.wipe() {
            let world = Arc::clone(&self.world);
            let key = old.idempotency_key(&*world.random, b"end session");
            let ending = tokio::spawn(async move {
                // When the portal is away, the session ends by its own idle limit.
                let client = &world.client;
                let _ = match is_staff {
                    true => client.send(&EndStaffSession {}, Some(&session), Some(&key)).await,
                    false => client.send(&EndSession {}, Some(&session), Some(&key)).await,
                };
            });
            self.endings.retain(|ending| !ending.is_finished());
            self.endings.push(ending);
        }
    }
}

async fn answer(world: &Arc<World>, vault: &Arc<Vault>, request: Request) -> Option<Reply> {
    let reply = match request {
        Request::Status => Reply::Status(world.client.send(&GetStatus {}, None, None).await),
        Request::Queues => Reply::Queues(world.client.send(&GetQueues {}, None, None).await),
        Request::RequestAcceptance(call) => {
            Reply::Requested(acceptance::request(world, vault, call).await)
        }
        Request::PutSignature { id, cms } => {
            Reply::Accepted(acceptance::put_signature(world, vault, id, cms).await)
        }
        Request::Acceptance(id) => Reply::Acceptance(acceptance::look(world, vault, id).await),
        Request::RequestChallenge(call) => {
            Reply::Challenged(sign_in::challenge(world, vault, call).await)
        }
        Request::SignIn { id, cms } => {
            Reply::SignedIn(sign_in::sign_in(world, vault, id, cms).await)
        }
        Request::FindKeyFiles => Reply::KeyFiles(keys::find(world).await),
        Request::OpenKey { path, password, operator } => {
            Reply::KeyOpened(keys::open(world, vault, path, password, operator).await)
        }
        Request::Sign { document } => Reply::Signature(keys::sign(world, vault, document).await),
        Request::FindNcaLayer => Reply::NcaLayerFound(ncalayer::find(world).await),
        Request::SignByNcaLayer { document, signer, language } => {
            Reply::NcaLayerSigned(ncalayer::sign(world, &document, &signer, language).await)
        }
        Request::AskPhone { errand, id, attempt } => {
            Reply::PhoneCode(phone::ask(world, vault, (errand, id), attempt).await)
        }
        Request::WatchPhone { errand, id, seen } => {
            Reply::PhoneSeen(phone::watch(world, vault, (errand, id), seen).await)
        }
        Request::DemonstratePhone { link, key, password } => {
            Reply::PhoneDone(phone::demonstrate(world, &link, &key, &password).await)
        }
        Request::Examine { document, cms, signer, operator } => {
            let examined = ncalayer::examine(world, document, cms, (signer, operator)).await;
            Reply::Examined(Box::new(examined))
        }
        Request::Account => Reply::Account(account::account(world, vault).await),
        Request::Balance => Reply::Balance(account::balance(world, vault).await),
        Request::Statement(call) => Reply::Statement(account::statement(world, vault, call).await),
        Request::Notices => Reply::Notices(account::notices(world, vault).await),
        Request::AskHelp(call) => Reply::HelpAsked(help::ask(world, vault, call).await),
        Request::Withdraw(call) => Reply::HelpAsked(help::withdraw(world, vault, call).await),
        Request::HelpRequest(code) => Reply::HelpRequest(help::request(world, code).await),
        Request::HelpRequests => Reply::HelpRequests(help::requests(world, vault).await),
        Request::TopUps => Reply::TopUps(top_up::all(world, vault).await),
        Request::RequestTopUp(call, attempt) => {
            Reply::TopUp(top_up::request(world, vault, call, attempt).await)
        }
        Request::TopUp(id) => Reply::TopUp(top_up::one(world, vault, &id).await),
        Request::PayAtTill(address) => {
            Reply::PaidAtTill(pay_at_till(address.as_str()).await.map(Box::new))
        }
        Request::Contacts => Reply::Contacts(contacts::get(world, vault).await),
        Request::PutContacts { call, attempt } => {
            Reply::ContactsPut(contacts::put(world, vault, call, attempt).await)
        }
        Request::ConfirmContact { call, attempt } => {
            Reply::ContactConfirmed(contacts::confirm(world, vault, call, attempt).await)
        }
        Request::Save { name, form, paper } => {
            Reply::Saved(files::save(world, name, form, paper).await)
        }
        Request::SaveEvidence { id, receipt } => {
            Reply::Saved(files::save_evidence(world, vault, id, receipt).await)
        }
        Request::Desk(call) => Reply::Desk(Box::new(desk::answer(world, vault, call).await)),
        Request::After(_)
        | Request::Cancel(_)
        | Request::CancelPhone { .. }
        | Request::Wipe
        | Request::SwitchConsole
        | Request::Quit => return None,
    };
    Some(reply)
}

/// The session, or the failure that says there is none.
fn session(vault: &Vault) -> Result<crate::domain::Secret, Failure> {
    vault.session().ok_or(Failure::NoSession)
}
