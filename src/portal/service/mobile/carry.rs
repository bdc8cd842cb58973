//! Carries the document to an outside service and the signature back, for a code that is open there.
//!
//! The portal plays the phone's part towards itself: it fetches under a token of its own and brings
//! the signature back like any phone, so what is signed there is judged by the same verb. A code
//! that was taken back or renewed, or whose time is over, is left within [`LOOK`].

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use futures_util::future::BoxFuture;
use tokio::time::sleep;

use super::{bundle::bundle, invite::event};
use crate::{
    api::{MobileState, ProblemCode, phone::Bundle},
    domain::Secret,
    portal::{
        service::{NoAnswer, Refusal, Service},
        store::{self, CarriedMobile},
    },
};

/// How often it is looked whether the code is still open.
const LOOK: Duration = Duration::from_millis(500);
/// After so long a service that did not answer is asked again.
const PAUSE: Duration = Duration::from_secs(1);
/// Nobody knows the phone's address here.
const NOWHERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

impl Service {
    /// Whether an outside service stands between the portal and phones.
    pub(crate) fn carries_for_phones(&self) -> bool {
        self.phones.get().is_some_and(|phones| phones.stand_between())
    }

    /// The next code that nobody carries for; `carrier` does from here.
    pub(crate) async fn next_to_carry(
        &self,
        carrier: &str,
    ) -> Result<Option<CarriedMobile>, Refusal> {
        let at = self.clock.now();
        let mut work = self.store.read().await?;
        let any = work.is_mobile_to_carry(at).await?;
        drop(work);
        if !any {
            return Ok(None);
        }
        let mut work = self.store.write().await?;
        let taken = work.take_mobile_to_carry(carrier, at).await?;
        work.commit().await?;
        Ok(taken)
    }

    /// What `carrier` carried is anybody's again.
    pub(crate) async fn leave_carried(&self, carrier: &str) -> Result<(), Refusal> {
        let mut work = self.store.write().await?;
        work.leave_mobiles(Some(carrier)).await?;
        Ok(work.commit().await?)
    }

    /// Carries one to its end.
    ///
    /// # Errors
    /// When the store fails: the code runs out.
    pub(crate) async fn carry(&self, carried: &CarriedMobile) -> Result<(), Refusal> {
        let Some(phones) = self.phones.get() else { return Ok(()) };
        let mut work = self.store.read().await?;
        let made = work.mobile(&carried.id).await?;
        let made = made.ok_or(Refusal::Broken("a signing that is carried is missing"))?;
        let held = self.subject(&mut work, &made.subject).await?;
        drop(work);
        let mut own = bundle(&held, &self.bytes(&held)?);
        let event = |kind| event(kind, &held, self.clock.now());

        let brought = async {
            if made.state == MobileState::Waiting {
                self.insist(carried, || phones.give(&carried.place, &own)).await?;
            }
            let (token, hash) = self.mint("token").map_err(Left::Failed)?;
            let mut work = self.store.write().await?;
            if !work.fetch_carried_mobile(carried, hash, self.clock.now()).await? {
                return Err(Left::Over);
            }
            work.append(event("mobile.fetched")).await?;
            work.commit().await?;
            let cms = self.insist(carried, || phones.collect(&carried.place)).await?;
            Ok((token, cms))
        };
        let done = match brought.await {
            Ok((token, cms)) => {
                own.documents_to_sign.iter_mut().for_each(|one| {
                    one.document.file.data.clone_from(&cms);
                });
                self.bring(carried, &token, &own).await
            }
            Err(left) => Err(left),
        };
        match done {
            Ok(()) | Err(Left::Over) => Ok(()),
            Err(Left::Declined) => {
                let mut work = self.store.write().await?;
                if work.cancel_carried_mobile(carried).await? {
                    work.append(event("mobile.cancelled")).await?;
                }
                Ok(work.commit().await?)
            }
            Err(Left::Failed(refusal)) => Err(refusal),
        }
    }

    /// Asks until there is an answer, or nobody wants it any more.
    async fn insist<'a, T>(
        &self,
        carried: &CarriedMobile,
        ask: impl Fn() -> BoxFuture<'a, Result<T, NoAnswer>>,
    ) -> Result<T, Left> {
        let mut silent = false;
        loop {
            let answer = tokio::select! {
                () = self.until_over(carried) => return Err(Left::Over),
                answer = ask() => answer,
            };
            match answer {
                Ok(answer) => return Ok(answer),
                Err(NoAnswer::Declined | NoAnswer::Form) => return Err(Left::Declined),
                Err(error) if !silent => {
                    tracing::warn!(authority = "signing", %error, "no answer");
                    silent = true;
                }
                Err(_) => {}
            }
            self.pause(carried).await?;
        }
    }

    /// Brings the signature in. While the portal cannot judge it, it is brought again.
    async fn bring(
        &self,
        carried: &CarriedMobile,
        token: &Secret,
        signed: &Bundle,
    ) -> Result<(), Left> {
        loop {
            match self.take_from_phone(NOWHERE, token.reveal(), signed).await {
                Ok(()) => return Ok(()),
                Err(refusal) if refusal.code() == ProblemCode::BadRequest => {
                    return Err(Left::Declined);
                }
                // What came of it is written down, for the claim's holder to see.
                Err(refusal) if refusal.code().status() < 500 => return Ok(()),
                Err(_) => {}
            }
            self.pause(carried).await?;
        }
    }

    /// Waits a little, while anybody wants it.
    async fn pause(&self, carried: &CarriedMobile) -> Result<(), Left> {
        tokio::select! {
            () = self.until_over(carried) => Err(Left::Over),
            () = sleep(PAUSE) => Ok(()),
        }
    }

    /// Ends when the code is not open any more. A store that fails says nothing.
    async fn until_over(&self, carried: &CarriedMobile) {
        loop {
            sleep(LOOK).await;
            let open = async {
                let mut work = self.store.read().await?;
                work.is_mobile_carried(carried, self.clock.now()).await
            };
            if matches!(open.await, Ok(false)) {
                return;
            }
        }
    }
}

/// Why nothing was brought.
#[derive(Debug)]
enum Left {
    /// Nobody wants it any more.
    Over,
    /// The service says that nothing will come of it.
    Declined,
    /// The portal failed.
    Failed(Refusal),
}

impl From<store::Error> for Left {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}
