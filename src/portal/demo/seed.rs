//! The demonstration's data, written on first start.

use std::{path::Path, sync::Arc, time::Duration};

use serde_json::json;

use super::{
    data::{Data, Story},
    folder::{DemoDevice, People, Person},
    history, join, staff, stops,
};
use crate::{
    domain::{AccountState, Channel, FixedClock, Language, Moment},
    portal::{
        Error, auth, device, provider,
        service::Service,
        store::{Device, Event, StoredContacts},
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The demonstration's past begins so long ago.
const PAST: Duration = DAY.saturating_mul(362);

/// Writes what is missing, at moments of the past; the service gets its own clock back.
pub(in crate::portal) async fn seed(mut service: Service, keys: &Path) -> Result<Service, Error> {
    let clock = Arc::clone(&service.clock);
    let present = clock.now();
    let device = own_device(&service, keys).await?;
    staff::settle(&service, keys).await?;
    own_provider(&service).await?;
    let mut work = service.store.read().await?;
    let done = work.setting("seeded").await?.is_some();
    drop(work);
    if done {
        return Ok(service);
    }
    let (data, people) = (Data::read()?, People::read(keys)?);
    let past =
        Arc::new(FixedClock::new(Moment::from_micros(present.micros() - PAST.as_micros() as i64)));
    service.clock = Arc::<FixedClock>::clone(&past);
    for (turn, person) in (0_u32..).zip(&people.people) {
        past.advance(Duration::from_secs(47 * 60));
        settle(&service, &data, &device, person, turn, present).await?;
    }
    service.clock = clock;
    notices(&service, &data, present).await?;
    Ok(service)
}

async fn settle(
    service: &Service,
    data: &Data,
    device: &Device,
    person: &Person,
    turn: u32,
    present: Moment,
) -> Result<(), Error> {
    match person.story {
        // Known from before: the balance is there when they join.
        Story::Gost | Story::Rsa | Story::Head => {
            let mut work = service.store.write().await?;
            let (owner, at) = (&person.name, service.clock.now());
            let account = work.open_account(&person.number, owner, None, at).await?;
            work.commit().await?;
            history::write(service, data, account.number, turn, present).await
        }
        Story::Joined | Story::Stopped => {
            let mut work = service.store.write().await?;
            let known = work.hold_account_of(&person.number).await?;
            drop(work);
            let account = match known.filter(|account| account.state != AccountState::Registered) {
                Some(account) => account.number,
                None => {
                    let signed = join::join(service, device, person).await?;
                    let receipt = signed.acceptance.receipt;
                    let number = receipt.and_then(|receipt| i64::try_from(receipt.account).ok());
                    number.ok_or_else(|| Error::Seed("no receipt".to_owned()))?
                }
            };
            give_contacts(service, account, person).await?;
            if person.story == Story::Joined {
                return history::write(service, data, account, turn, present).await;
            }
            match &person.cause {
                Some(cause) => {
                    if stops::owing(cause) {
                        history::write(service, data, account, turn, present).await?;
                    }
                    stops::stop(service, account, cause, present).await
                }
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Who has joined has given phone and e-mail, and confirmed them: in the past, when no code could
/// be shown to anybody.
async fn give_contacts(service: &Service, account: i64, person: &Person) -> Result<(), Error> {
    let at = service.clock.now();
    let mut work = service.store.write().await?;
    if work.contacts(account).await?.is_some() {
        return Ok(());
    }
    let contacts = StoredContacts {
        phone: person.phone.clone().map(|phone| (phone, at)),
        email: person.email.clone().map(|email| (email, at)),
        language: Language::Kk,
    };
    work.set_contacts(account, &contacts, at).await?;
    work.append(Event {
        account: Some(account),
        actor: "citizen".to_owned(),
        kind: "contacts.changed",
        payload: json!({ "confirmed": Channel::ALL }),
        at,
    })
    .await?;
    Ok(work.commit().await?)
}

async fn notices(service: &Service, data: &Data, at: Moment) -> Result<(), Error> {
    let mut work = service.store.write().await?;
    for list in &data.queues {
        let (subject, queue) = list.as_of(at);
        work.set_queue(subject, &queue).await?;
    }
    for price in &data.prices {
        work.set_price(price).await?;
    }
    work.set("users_before", &data.users_before.to_string()).await?;
    work.set("seeded", &at.rfc3339()).await?;
    Ok(work.commit().await?)
}

/// The demonstration's payment provider, with its secret in the keys folder.
async fn own_provider(service: &Service) -> Result<(), Error> {
    let data = Data::read()?.provider;
    let mut work = service.store.read().await?;
    let known = work.provider(&data.name).await?.is_some();
    drop(work);
    if known && service.secrets.read(&data.name).map_err(Error::Keys)?.is_some() {
        return Ok(());
    }
    let (at, random) = (service.clock.now(), service.random.as_ref());
    let provider = (&data.name, &data.title);
    provider::add(&service.store, &service.secrets, provider, at, random).await.map(drop)
}

/// The kiosk's credential of the keys folder, made anew when this database does not know it.
async fn own_device(service: &Service, keys: &Path) -> Result<Device, Error> {
    if let Some(found) = DemoDevice::read(keys)?
        && let Some((id, secret)) = found.credential.split_once('.')
    {
        let mut work = service.store.read().await?;
        if let Some((device, hash)) = work.device(id).await?
            && auth::matches(secret, &hash)
        {
            return Ok(device);
        }
    }
    let terminal = Data::read()?.device;
    let (clock, random) = (service.clock.as_ref(), service.random.as_ref());
    let added = device::add(&service.store, terminal.clone(), clock, random).await?;
    let credential = added.credential().reveal().to_owned();
    DemoDevice { credential, terminal: terminal.clone() }.write(keys)?;
    Ok(Device { id: added.id, terminal })
}
