//! A portal from start to shutdown.

use std::{future::IntoFuture as _, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore, watch},
    task::{JoinHandle, JoinSet},
};

use super::{
    Error, Limits, Sources, demo,
    keys::Keys,
    outbound::{self, NoGateway, Shown, SigningService},
    password::Passwords,
    provider::Secrets,
    routes::{self, Shared},
    service::{Carried, Messenger, Mobile, OwnPhones, PACKAGES, Refusal, Service},
    store::{Error as StoreError, Kind, Purpose, Store},
    trust,
};
use crate::{
    api::Maintenance,
    domain::{Clock, EdsPolicy, Random},
    eds::Anchors,
};

/// How often [`Service::sweep`] runs.
const SWEEP: Duration = Duration::from_secs(60);
/// How often it is looked whether others have to be asked again about a signature.
const RECHECK: Duration = Duration::from_secs(1);

/// What a portal is started with.
#[derive(Debug, Clone)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The folder of trusted certificates. A demonstration trusts its own authority instead.
    pub trust: Option<PathBuf>,
    /// Whose signature the operator accepts.
    pub eds_policy: EdsPolicy,
    /// The folder of keys: the portal's own, which signing in of staff needs, the payment providers'
    /// secrets, and a demonstration's people's keys.
    pub keys: Option<PathBuf>,
    /// Serve demonstration data.
    pub demo: bool,
    /// Whom it asks about signatures. A portal of real people needs somebody who can say that a
    /// certificate is revoked, or the operator's word that nobody is to be asked.
    pub sources: Sources,
    /// What phones with eGov Mobile are told; without it they cannot sign. A demonstration's phones
    /// reach the portal where it listens when nothing is said here.
    pub mobile: Option<Mobile>,
    /// The address of an outside service that phones come to instead.
    pub signing_service: Option<String>,
    /// Calls a minute by one source.
    pub limits: Limits,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Random>,
}

/// The portal.
#[derive(Debug)]
pub struct Portal;

impl Portal {
    /// Opens the database, seeds a new demonstration, listens.
    ///
    /// # Errors
    /// [`Error`]; nothing runs then.
    pub async fn start(config: Config) -> Result<Running, Error> {
        let kind = if config.demo { Kind::Demonstration } else { Kind::Production };
        let outside = config.signing_service.as_deref().map(SigningService::new).transpose()?;
        let nobody = Arc::<Anchors>::default();
        if !outbound::outside(&config.sources, Arc::clone(&nobody))?.revocation {
            match (kind, config.sources.unchecked) {
                (Kind::Demonstration, _) => {}
                (Kind::Production, true) => tracing::warn!(
                    "revocation is off: a signature by a revoked certificate is accepted"
                ),
                (Kind::Production, false) => return Err(Error::NoRevocation),
            }
        }
        let store = Store::open(&config.database, Purpose::Serve).await?;
        let mut work = store.write().await?;
        work.mark(kind).await?;
        // Whoever asked others before this portal started is no more: a citizen who waits is not
        // kept waiting for a lease that nobody holds.
        if store.is_served_alone() {
            work.end_leases().await?;
            work.end_mobile_leases().await?;
        }
        if outside.is_none() {
            work.cancel_mobiles_outside().await?;
        }
        work.commit().await?;
        let keys = match (config.demo, &config.keys) {
            (true, Some(keys)) => Some(keys),
            (true, None) => return Err(Error::NoKeys),
            (false, _) => None,
        };
        let secrets = Secrets::of(config.keys.as_deref());
        let trust = match keys {
            Some(keys) => demo::prepare(keys, config.clock.as_ref(), config.random.as_ref())?,
            None => trust::read(config.trust.as_deref())?,
        };
        let staff_keys = match &config.keys {
            Some(folder) => Some(Arc::new(Keys::open(folder, config.random.as_ref())?)),
            None => {
                tracing::warn!("without --keys no member of staff can sign in");
                None
            }
        };
        let messenger: Arc<dyn Messenger> = match kind {
            Kind::Demonstration => Arc::new(Shown::default()),
            Kind::Production => Arc::new(NoGateway),
        };
        let mut service = Service {
            store,
            clock: config.clock,
            random: config.random,
            anchors: Arc::new(trust),
            eds_policy: config.eds_policy,
            keys: staff_keys,
            passwords: Passwords::default(),
            packing: Semaphore::new(PACKAGES),
            kind,
            messenger,
            // A demonstration's past was never asked about: its authority has no past.
            outside: outbound::outside(&Sources::default(), nobody)?,
            secrets,
            till: std::sync::OnceLock::new(),
            mobile: std::sync::OnceLock::new(),
            phones: std::sync::OnceLock::new(),
            to_carry: Notify::new(),
        };
        if let Some(keys) = keys {
            service = demo::seed(service, keys).await?;
        }
        service.outside = outbound::outside(&config.sources, Arc::clone(&service.anchors))?;
        let listener = TcpListener::bind(config.listen).await.map_err(Error::Listen)?;
        let address = listener.local_addr().map_err(Error::Listen)?;
        // The service is new: nothing is set there yet.
        if let Some(outside) = outside {
            let _ = service.phones.set(Arc::new(outside));
        } else if let Some(mobile) =
            config.mobile.or_else(|| config.demo.then(|| demo::mobile(address)))
        {
            let public_url = mobile.public_url.clone();
            let _ = service.phones.set(Arc::new(OwnPhones { public_url }));
            let _ = service.mobile.set(mobile);
        }
        let (stop, stopped) = watch::channel(false);
        let shared = Arc::new(Shared::new(service, config.limits, stopped.clone()));
        let serving = tokio::spawn(serve(listener, Arc::clone(&shared), stopped.clone()));
        let sweeping = tokio::spawn(sweep(Arc::clone(&shared), stopped.clone()));
        let rechecking = tokio::spawn(recheck(Arc::clone(&shared), stopped.clone()));
        let carrying = tokio::spawn(carry(Arc::clone(&shared), stopped.clone()));
        let following = tokio::spawn(follow(Arc::clone(&shared), stopped));
        Ok(Running { address, shared, stop, serving, sweeping, rechecking, carrying, following })
    }
}

/// A portal that listens.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<std::io::Result<()>>,
    sweeping: JoinHandle<()>,
    rechecking: JoinHandle<()>,
    carrying: JoinHandle<()>,
    following: JoinHandle<()>,
}

impl Running {
    /// Its base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says where the demonstration's payment provider listens: QR codes lead there from now on.
    pub fn pay_at(&self, till: &str) {
        let _ = self.shared.service.till.set(till.to_owned()); // the first one stays
    }

    /// Announces maintenance (4.2) or takes it back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_maintenance(&self, window: Option<&Maintenance>) -> Result<(), StoreError> {
        match self.shared.service.set_maintenance(window).await {
            Err(Refusal::Store(error)) => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Stops listening, lets running calls end, closes the database.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        let ended = [
            self.serving.await.map(drop),
            self.sweeping.await,
            self.rechecking.await,
            self.carrying.await,
            self.following.await,
        ];
        for ended in ended {
            if ended.is_err() {
                tracing::error!("a task of the portal did not end well");
            }
        }
        self.shared.service.store.close().await;
    }
}

/// How long running calls may take once the portal stops.
const LAST_CALLS: Duration = Duration::from_secs(5);

async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let application =
        routes::application(shared).into_make_service_with_connect_info::<SocketAddr>();
    let mut late = stopped.clone();
    let serving = axum::serve(listener, application).with_graceful_shutdown(async move {
        // An error means that `Running` is gone: nobody wants the portal any more.
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    // A connection that a client keeps open without a call must not hold the shutdown.
    let deadline = async move {
        let _ = late.wait_for(|stop| *stop).await;
        tokio::time::sleep(LAST_CALLS).await;
    };
    tokio::select! {
        ended = serving.into_future() => ended,
        () = deadline => Ok(()),
    }
}

async fn sweep(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
        if let Err(refusal) = shared.service.sweep().await {
            tracing::warn!(code = refusal.code().code(), "the sweep did not end");
        }
    }
}

/// Asks others again about the signatures that wait for them. What it was doing when the portal stops
/// is due again when its lease is over.
async fn recheck(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    loop {
        let round = async {
            tokio::time::sleep(RECHECK).await;
            shared.service.recheck().await
        };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            asked = round => if let Err(refusal) = asked {
                tracing::warn!(code = refusal.code().code(), "a signature was not asked about");
            },
        }
    }
}

/// Carries documents and signatures for the codes that are open at an outside service, until the
/// portal stops; a signature that is being judged then is judged first.
async fn carry(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let service = &shared.service;
    if !service.carries_for_phones() {
        return;
    }
    let mut carrying = JoinSet::new();
    while !*stopped.borrow() {
        while carrying.try_join_next().is_some() {}
        match service.next_to_carry().await {
            Ok(Some(carried)) => {
                let (shared, stopped) = (Arc::clone(&shared), stopped.clone());
                carrying.spawn(async move { bring(&shared.service, &carried, stopped).await });
                continue;
            }
            Ok(None) => {}
            Err(refusal) => tracing::warn!(code = refusal.code().code(), "nothing can be carried"),
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => {}
            () = service.to_carry.notified() => {}
            () = tokio::time::sleep(RECHECK) => {}
        }
    }
    let ended = async { while carrying.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_CALLS, ended).await.is_err() {
        tracing::warn!("a signature that was being judged is left to whoever waits for it");
    }
}

async fn bring(service: &Service, carried: &Carried, stopped: watch::Receiver<bool>) {
    if let Err(refusal) = service.carry(carried, stopped).await {
        tracing::warn!(code = refusal.code().code(), "a signature was not brought yet");
    }
}

/// Hears of what other processes on the same database commit.
async fn follow(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    tokio::select! {
        _ = stopped.wait_for(|stop| *stop) => {}
        () = shared.service.store.follow_others() => {}
    }
}
