//! The demonstration's staff: `staff.json` in the keys folder, with everybody's password and
//! authenticator, because they are nobody; and the same people in the database.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    data::Data,
    folder::{read, write_json},
};
use crate::{
    domain::{Authenticator, SafeText, StaffRole},
    portal::{
        Error, password,
        service::Service,
        store::{Event, Work},
    },
};

const STAFF: &str = "staff.json";

/// The demonstration's staff, as the console reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoStaff {
    /// One for each role; the agent first.
    pub staff: Vec<DemoMember>,
}

/// A member of the demonstration's staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoMember {
    /// The role.
    pub role: StaffRole,
    /// The login.
    pub login: SafeText,
    /// The name.
    pub name: SafeText,
    /// The password: shown, because they are nobody.
    pub password: String,
    /// The authenticator's secret, base32.
    pub authenticator: String,
}

impl DemoStaff {
    /// Reads the staff of a keys folder.
    ///
    /// # Errors
    /// When there is none, or the file is damaged.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        read(&folder.join(STAFF))?.ok_or(Error::People)
    }
}

/// Makes the folder's staff when there is none, and puts everybody into the database as they are
/// there: another database gets the same people, and who lost an authenticator has it again.
pub(super) async fn settle(service: &Service, folder: &Path) -> Result<(), Error> {
    let found: Option<DemoStaff> = read(&folder.join(STAFF))?;
    let staff = match found {
        Some(staff) => staff,
        None => {
            let staff = make(service)?;
            write_json(&folder.join(STAFF), &staff)?;
            staff
        }
    };
    for member in &staff.staff {
        put(service, member).await?;
    }
    Ok(())
}

fn make(service: &Service) -> Result<DemoStaff, Error> {
    let data = Data::read()?;
    let staff = data.staff.into_iter().map(|colleague| {
        let authenticator = Authenticator::generate(service.random.as_ref())?;
        Ok(DemoMember {
            role: colleague.role,
            login: colleague.login.into(),
            name: colleague.name,
            password: data.password.clone(),
            authenticator: authenticator.base32().reveal().to_owned(),
        })
    });
    Ok(DemoStaff { staff: staff.collect::<Result<_, Error>>()? })
}

async fn put(service: &Service, member: &DemoMember) -> Result<(), Error> {
    let login = member.login.as_str();
    let keys = service.keys.as_ref().ok_or(Error::NoKeys)?;
    let authenticator = Authenticator::parse(&member.authenticator).ok_or(Error::People)?;
    let mut work = service.store.write().await?;
    let id = match work.member_by_login(login).await? {
        Some(found) => {
            let sealed = found.authenticator.as_deref().unwrap_or_default();
            let held = keys.unseal(login, sealed);
            if held.is_ok_and(|octets| octets.as_slice() == authenticator.octets()) {
                return Ok(());
            }
            found.id
        }
        None => add(service, &mut work, member).await?,
    };
    let sealed = keys.seal(login, authenticator.octets(), service.random.as_ref())?;
    work.set_authenticator(id, &sealed).await?;
    Ok(work.commit().await?)
}

async fn add(service: &Service, work: &mut Work, member: &DemoMember) -> Result<i64, Error> {
    let hash = password::hash(&member.password, service.random.as_ref())?;
    let at = service.clock.now();
    let who = (member.login.as_str(), &member.name, member.role);
    let id = work.add_member(who, &hash, at).await?.ok_or(Error::LoginTaken)?;
    work.append(Event {
        account: None,
        actor: "portal".to_owned(),
        kind: "staff.added",
        payload: serde_json::json!({ "member": member.login, "role": member.role }),
        at,
    })
    .await?;
    Ok(id)
}
