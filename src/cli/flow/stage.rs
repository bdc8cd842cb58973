//! Sets a console in front of a portal for one flow: an embedded portal on a copy of one
//! demonstration that is made once a run, or a portal that runs already.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use ratatui::layout::Size;
use tokio::sync::Mutex;

use super::{
    super::{
        demonstration::{
            DoubleError, kit::Kit, ncalayer, phone::Hand, stage, temporary::Temporary,
        },
        folder::FolderError,
    },
    beside::Doubles,
};
use crate::{
    app::shared::Console,
    client::{AddressError, Client},
    counterpart::{
        authority::Server,
        phone::{Phone, PhoneError},
        signing_service,
    },
    domain::{Clock, FixedClock, Language, Moment, OsRandom, Random, SystemClock},
    portal,
    runtime::{Runtime, Scripted, Timers, World},
    shell::{
        flow::{Beside, Opened, Seeded, Setup, Stage},
        headless::Headless,
    },
    signer::ncalayer::Place as NcaLayer,
    text::Texts,
};

/// Why a stage cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The portal does not start, or the keys cannot be read.
    #[error(transparent)]
    Portal(#[from] portal::Error),
    /// No temporary folder.
    #[error("the temporary folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The portal's address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The trusted certificates.
    #[error(transparent)]
    Trust(#[from] FolderError),
    /// A telephone beside the console.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// What stands beside the console.
    #[error(transparent)]
    Double(#[from] DoubleError),
}

/// Where the portal is.
#[derive(Debug)]
pub enum Place {
    /// One of its own for every flow.
    Embedded,
    /// It runs already; its clock and its randomness are its own.
    At {
        /// Its address.
        url: String,
        /// The folder of its people, their keys and its device.
        keys: PathBuf,
    },
}

/// Sets the stage.
#[derive(Debug)]
pub struct Set {
    place: Place,
    texts: Arc<Texts>,
    /// A demonstration for every clock and seed that flows begin with.
    made: Mutex<HashMap<(Moment, u64), Arc<Temporary>>>,
    /// Where the evidence of every acceptance goes.
    evidence: Option<PathBuf>,
    /// How many packages are there, or why one is not.
    kept: Mutex<Result<usize, String>>,
}

const DATABASE: &str = "portal.db";
const KEYS: &str = "keys";

impl Set {
    /// Prepares for flows.
    ///
    /// # Errors
    /// When the portal's address cannot be used.
    pub fn new(place: Place) -> Result<Self, SetError> {
        Self::speaking(place, Arc::new(Texts::new()))
    }

    /// The same with these words.
    ///
    /// # Errors
    /// When the portal's address cannot be used.
    pub fn speaking(place: Place, texts: Arc<Texts>) -> Result<Self, SetError> {
        if let Place::At { url, .. } = &place {
            Client::new(url, None)?;
        }
        let kept = Mutex::new(Ok(0));
        Ok(Self { place, texts, made: Mutex::default(), evidence: None, kept })
    }

    /// Keeps the evidence package of every acceptance that flows make on embedded portals, numbered
    /// from 1 because every portal counts its receipts anew.
    #[must_use]
    pub fn keeping_evidence(self, folder: PathBuf) -> Self {
        Self { evidence: Some(folder), ..self }
    }

    /// How many packages were kept.
    ///
    /// # Errors
    /// Why one was not.
    pub async fn kept(&self) -> Result<usize, String> {
        self.kept.lock().await.clone()
    }

    async fn keep(&self, folder: &Path, keys: &Path) {
        let Some(evidence) = &self.evidence else { return };
        let mut kept = self.kept.lock().await;
        let Ok(count) = *kept else { return };
        let (mut next, database) = (count, format!("sqlite:{}", folder.join(DATABASE).display()));
        let take = |(name, octets): portal::Exported| {
            next += 1;
            std::fs::write(evidence.join(format!("{next}-{name}")), octets)
        };
        let done = portal::export_evidence(&database, Some(&keys.join("trust")), take).await;
        *kept = done.map(|more| count + more).map_err(|error| error.to_string());
    }

    /// The demonstration of this clock and seed; made when a flow asks for it first.
    async fn demonstration(&self, setup: &Setup) -> Result<Arc<Temporary>, SetError> {
        let mut made = self.made.lock().await;
        if let Some(folder) = made.get(&(setup.clock, setup.seed)) {
            return Ok(Arc::clone(folder));
        }
        let folder = Arc::new(Temporary::make(&OsRandom)?);
        let clock = Arc::new(FixedClock::new(setup.clock));
        let random = Arc::new(Seeded::new(setup.seed, "demonstration"));
        let database = folder.path().join(DATABASE);
        let keys = folder.path().join(KEYS);
        stage::Stage::set(database, keys.clone(), clock, random).await?.clear().await;
        ncalayer::identity(&keys, setup.clock)?;
        made.insert((setup.clock, setup.seed), Arc::clone(&folder));
        Ok(folder)
    }

    /// A portal of the flow's own.
    async fn embedded(
        &self,
        setup: &Setup,
        language: Language,
        size: Size,
    ) -> Result<Opened<Held>, SetError> {
        let demonstration = self.demonstration(setup).await?;
        let own = Temporary::make(&OsRandom)?;
        let database = own.path().join(DATABASE);
        tokio::fs::copy(demonstration.path().join(DATABASE), &database).await?;
        let clock = Arc::new(FixedClock::new(setup.clock));
        let keys = demonstration.path().join(KEYS);
        let shared: Arc<dyn Clock> = clock.clone();
        let random = Arc::new(Seeded::new(setup.seed, "portal"));
        let service = match setup.phones_outside {
            true => {
                let clock = Arc::clone(&shared);
                Some(signing_service::Server::start(clock, Arc::new(OsRandom)).await?)
            }
            false => None,
        };
        let outside = service.as_ref().map(signing_service::Server::url);
        let stage = stage::Stage::set_with(database, keys, (shared, random), outside).await?;
        let device =
            Device { url: stage.url(), kit: stage.kit.clone(), saved: own.path().to_owned() };
        let seeded = |name| -> Arc<dyn Random> { Arc::new(Seeded::new(setup.seed, name)) };
        let random = ["console", "desk"].map(seeded);
        let served = (Some(stage.authority()), service);
        let (console, beside) =
            self.consoles((device, served), clock, random, language, size).await?;
        let masks = [demonstration.path(), own.path()].map(|it| it.display().to_string()).into();
        let held = Held { stage: Some(stage), own };
        Ok(Opened { console, masks, beside, held })
    }

    /// A console in front of the portal that runs already.
    async fn elsewhere(
        &self,
        (url, keys): (&str, &PathBuf),
        language: Language,
        size: Size,
    ) -> Result<Opened<Held>, SetError> {
        let own = Temporary::make(&OsRandom)?;
        let kit = Kit::read(keys.clone())?;
        let device = Device { url: url.to_owned(), kit, saved: own.path().to_owned() };
        let clock = Arc::new(FixedClock::new(SystemClock.now()));
        let random: [Arc<dyn Random>; 2] = [Arc::new(OsRandom), Arc::new(OsRandom)];
        let (console, beside) =
            self.consoles((device, (None, None)), clock, random, language, size).await?;
        let masks = vec![keys.display().to_string(), own.path().display().to_string()];
        Ok(Opened { console, masks, beside, held: Held { stage: None, own } })
    }

    /// Kiosk and desk in front of the portal, and what stands beside them; the kiosk is shown.
    async fn consoles(
        &self,
        (device, (authority, service)): (
            Device,
            (Option<Arc<Server>>, Option<signing_service::Server>),
        ),
        clock: Arc<FixedClock>,
        random: [Arc<dyn Random>; 2],
        language: Language,
        size: Size,
    ) -> Result<(Headless, Arc<dyn Beside>), SetError> {
        let time = Scripted::new(Arc::clone(&clock));
        let [chance, at_desk] = random;
        let (keys, shared) = (device.kit.keys(), Arc::clone(&clock) as Arc<dyn Clock>);
        let (server, dialogs, place) = ncalayer::start(&keys, shared, Arc::new(OsRandom)).await?;
        let people = device.kit.people();
        let phone = Phone::new(Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(OsRandom), language)?;
        let ncalayer = Mutex::new((server, dialogs));
        let phone = Mutex::new((phone, None));
        let beside = Doubles { keys, people, ncalayer, phone, authority, service };
        let at_kiosk = self.world(&device, &clock, chance, Some(place))?;
        let kiosk = Runtime::new(at_kiosk, Timers::Scripted(time.clone()));
        let at_desk = self.world(&device, &clock, at_desk, None)?;
        let desk = Runtime::new(at_desk, Timers::Scripted(time.beside()));
        let facts = |console| device.kit.facts(console, true);
        let texts = Arc::clone(&self.texts);
        let consoles = Headless::start(facts(Console::Kiosk), size, language, kiosk, time, texts);
        Ok((consoles.and(facts(Console::Desk), desk), Arc::new(beside)))
    }

    fn world(
        &self,
        device: &Device,
        clock: &Arc<FixedClock>,
        random: Arc<dyn Random>,
        ncalayer: Option<NcaLayer>,
    ) -> Result<World, SetError> {
        let clock: Arc<dyn Clock> = clock.clone();
        let shared = Arc::clone(&clock);
        Ok(World {
            client: Client::new(&device.url, Some(device.kit.device()))?,
            anchors: device.kit.anchors()?,
            clock,
            random,
            texts: Arc::clone(&self.texts),
            ncalayer,
            phone: Some(Arc::new(Hand::new(shared, Arc::new(OsRandom))?)),
            key_folders: vec![device.kit.keys()],
            save_folder: device.saved.clone(),
        })
    }
}

/// What consoles need of their portal.
struct Device {
    url: String,
    kit: Kit,
    saved: PathBuf,
}

/// What lives while a flow is played.
#[derive(Debug)]
pub struct Held {
    stage: Option<stage::Stage>,
    own: Temporary,
}

impl Stage for Set {
    type Error = SetError;
    type Held = Held;

    async fn open(
        &self,
        setup: &Setup,
        language: Language,
        size: Size,
    ) -> Result<Opened<Held>, SetError> {
        match &self.place {
            Place::Embedded => self.embedded(setup, language, size).await,
            Place::At { url, keys } => self.elsewhere((url, keys), language, size).await,
        }
    }

    async fn close(&self, held: Held) {
        if let Some(stage) = held.stage {
            let keys = stage.kit.keys();
            stage.clear().await;
            self.keep(held.own.path(), &keys).await;
        }
    }
}
