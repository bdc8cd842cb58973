//! Carries the document to an outside service and the signature back, for a code that is open there.
//!
//! The portal plays the phone's part towards itself: it fetches under a token of its own and brings
//! the signature back like any phone, so what is signed there is judged by the same verb.
//!
//! Invariant: only the holder of a lease that still stands changes anything, and a lease that is not
//! renewed ends after [`LEASE`]. So a process that dies, fails or is cut off loses nothing: the next
//! one goes on where it was.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use futures_util::future::BoxFuture;
use tokio::{sync::watch, time::sleep};

use super::{bundle::bundle, invite::event, phones::Relay, subject::Held};
use crate::{
    api::{MobileState, ProblemCode, phone::Bundle},
    domain::{Moment, Secret},
    portal::{
        auth,
        service::{NoAnswer, Refusal, Service},
        store::{self, CarriedMobile, StoredMobile},
    },
};

/// How long nobody else carries a code.
const LEASE: Duration = Duration::from_secs(30);
/// How often it is looked whether the code is still open.
const LOOK: Duration = Duration::from_millis(500);
/// After so long whoever did not answer is asked again; the portal itself after ever longer ones.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Nobody knows the phone's address here.
const NOWHERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// A code that somebody carries for.
pub(crate) type Carried = CarriedMobile;

impl Service {
    /// The service that stands between the portal and phones.
    fn relay(&self) -> Option<&dyn Relay> {
        self.phones.get()?.relay()
    }

    /// Whether an outside service stands between the portal and phones.
    pub(crate) fn carries_for_phones(&self) -> bool {
        self.relay().is_some()
    }

    /// The next code that nobody carries for, under a lease of its own.
    pub(crate) async fn next_to_carry(&self) -> Result<Option<Carried>, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        let any = work.is_mobile_to_carry(at).await?;
        drop(work);
        if !any {
            return Ok(None);
        }
        let lease = auth::random_hex::<16>(self.outside.random.as_ref())?;
        let mut work = self.store.write().await?;
        let taken = work.lease_mobile(&lease, (at, at.after(LEASE))).await?;
        work.commit().await?;
        Ok(taken)
    }

    /// Carries one to its end, or until the portal stops. A signature that is being judged then is
    /// judged first.
    ///
    /// # Errors
    /// When the store fails: the lease ends, and the code is carried anew.
    pub(crate) async fn carry(
        &self,
        carried: &Carried,
        stopped: watch::Receiver<bool>,
    ) -> Result<(), Refusal> {
        let Some(relay) = self.relay() else { return Ok(()) };
        let mut work = self.store.read().await?;
        let made = work.mobile(&carried.id).await?;
        let made = made.ok_or(Refusal::Broken("a signing that is carried is missing"))?;
        let held = self.subject(&mut work, &made.subject).await?;
        drop(work);
        let errand = Errand { service: self, carried, made, held, stopped };
        match errand.run(relay).await {
            Ok(()) | Err(Left::Over) => Ok(()),
            Err(Left::Stopped) => {
                let mut work = self.store.write().await?;
                work.lease_mobile_until(carried, Moment::from_micros(0)).await?;
                Ok(work.commit().await?)
            }
            Err(Left::Declined | Left::Hopeless) => {
                let mut work = self.store.write().await?;
                if work.cancel_carried_mobile(carried).await? {
                    work.append(event("mobile.cancelled", &errand.held, self.clock.now())).await?;
                }
                Ok(work.commit().await?)
            }
            Err(Left::Failed(refusal)) => Err(refusal),
        }
    }
}

/// Carrying for one code.
struct Errand<'a> {
    service: &'a Service,
    carried: &'a Carried,
    made: StoredMobile,
    held: Held,
    stopped: watch::Receiver<bool>,
}

/// Why nothing was brought.
#[derive(Debug)]
enum Left {
    /// Nobody wants it any more, or somebody else carries.
    Over,
    /// The portal stops.
    Stopped,
    /// The service says that nothing will come of it.
    Declined,
    /// It cannot be signed any more, or what came is no signature.
    Hopeless,
    /// The portal failed.
    Failed(Refusal),
}

impl From<store::Error> for Left {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Refusal> for Left {
    fn from(refusal: Refusal) -> Self {
        Self::Failed(refusal)
    }
}

impl Errand<'_> {
    async fn run(&self, relay: &dyn Relay) -> Result<(), Left> {
        let place = &self.carried.place;
        let mut bundle = bundle(&self.held, &self.service.bytes(&self.held)?);
        let mut token = None;
        if self.made.state == MobileState::Fetched {
            token = Some(self.fetch().await?);
        } else {
            match self.insist(|| relay.give(place, &bundle)).await {
                Ok(()) => token = Some(self.fetch().await?),
                // Whoever gave it before, and never heard so, may have been heard: a code is read
                // once. Then only the signature tells.
                Err(Left::Declined) => {}
                Err(left) => return Err(left),
            }
        }
        let cms = self.insist(|| relay.collect(place)).await?;
        let token = match token {
            Some(token) => token,
            None => self.fetch().await?,
        };
        for one in &mut bundle.documents_to_sign {
            one.document.file.data.clone_from(&cms);
        }
        self.bring(&token, &bundle).await
    }

    /// A phone has the document: writes that down, under a new token.
    async fn fetch(&self) -> Result<Secret, Left> {
        let (service, at) = (self.service, self.service.clock.now());
        let (token, hash) = service.mint("token")?;
        let mut work = service.store.write().await?;
        if !work.fetch_carried_mobile(self.carried, hash, at).await? {
            return Err(Left::Over);
        }
        if self.made.state == MobileState::Waiting {
            work.append(event("mobile.fetched", &self.held, at)).await?;
        }
        work.commit().await?;
        Ok(token)
    }

    /// Asks until there is an answer, or nobody wants it any more.
    async fn insist<'a, T>(
        &self,
        ask: impl Fn() -> BoxFuture<'a, Result<T, NoAnswer>>,
    ) -> Result<T, Left> {
        let mut silent = false;
        loop {
            self.may_go_on().await?;
            let answer = tokio::select! {
                left = self.until_over() => return Err(left),
                answer = ask() => answer,
            };
            match answer {
                Ok(answer) => return Ok(answer),
                // Whichever process asks there goes on with it.
                Err(NoAnswer::Elsewhere) => return Err(Left::Over),
                Err(error) if error.is_final() => return Err(Left::Declined),
                Err(error) if !silent => {
                    tracing::warn!(authority = "signing", %error, "no answer");
                    silent = true;
                }
                Err(_) => {}
            }
            self.pause(PAUSE).await?;
        }
    }

    /// Brings the signature in. While the portal cannot judge it, it is brought again.
    async fn bring(&self, token: &Secret, signed: &Bundle) -> Result<(), Left> {
        let mut pause = PAUSE;
        loop {
            match self.service.take_from_phone(NOWHERE, token.reveal(), signed).await {
                Ok(()) => return Ok(()),
                Err(refusal) if refusal.code() == ProblemCode::BadRequest => {
                    return Err(Left::Hopeless);
                }
                // What came of it is written down, for the claim's holder to see.
                Err(refusal) if refusal.code().status() < 500 => return Ok(()),
                Err(_) => {}
            }
            self.pause(pause).await?;
            pause = (2 * pause).min(LONGEST_PAUSE);
        }
    }

    /// Nothing is given out during maintenance.
    async fn may_go_on(&self) -> Result<(), Left> {
        loop {
            let at = self.service.clock.now();
            let mut work = self.service.store.read().await?;
            let open = self.service.open(&mut work, at).await;
            drop(work);
            match open {
                Ok(()) => return Ok(()),
                Err(refusal) if refusal.code() == ProblemCode::Maintenance => {}
                Err(refusal) => return Err(refusal.into()),
            }
            self.pause(PAUSE).await?;
        }
    }

    /// Waits, while anybody wants it.
    async fn pause(&self, time: Duration) -> Result<(), Left> {
        tokio::select! {
            left = self.until_over() => Err(left),
            () = sleep(time) => Ok(()),
        }
    }

    /// Ends when the code is not open any more or the portal stops. A store that fails says nothing.
    async fn until_over(&self) -> Left {
        let mut stopped = self.stopped.clone();
        let over = async {
            loop {
                sleep(LOOK).await;
                if let Err(left) = self.look().await
                    && !matches!(left, Left::Failed(_))
                {
                    return left;
                }
            }
        };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => Left::Stopped,
            left = over => left,
        }
    }

    /// Looks whether the code is still open and can still be signed; renews the lease when half of
    /// it is over.
    async fn look(&self) -> Result<(), Left> {
        let (service, at) = (self.service, self.service.clock.now());
        let mut work = service.store.read().await?;
        let until = work.mobile_leased_until(self.carried, at).await?.ok_or(Left::Over)?;
        let held = service.subject(&mut work, &self.made.subject).await?;
        drop(work);
        service.may_be_signed(&held, at).map_err(|_| Left::Hopeless)?;
        if until.since(at) < LEASE / 2 {
            let mut work = service.store.write().await?;
            work.lease_mobile_until(self.carried, at.after(LEASE)).await?;
            work.commit().await?;
        }
        Ok(())
    }
}
