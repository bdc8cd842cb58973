//! What a kiosk of the demonstration works with, from the keys folder: its device, its people and
//! their authorities. The demonstration itself and a kiosk that joins it read it here.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    app::shared::{Console, Facts, Person, Profile, StaffPerson},
    cli::folder::{FolderError, anchors},
    domain::{Agreement, Secret, Terminal},
    eds::Anchors,
    portal::{self, DemoDevice, DemoStaff, People},
};

/// A kiosk's belongings.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Kit {
    keys: PathBuf,
    device: DemoDevice,
    people: Vec<Person>,
    staff: Vec<StaffPerson>,
}

impl Kit {
    /// Reads the keys folder of a demonstration that was started at least once.
    pub(in crate::cli) fn read(keys: PathBuf) -> Result<Self, portal::Error> {
        let device = DemoDevice::read(&keys)?.ok_or(portal::Error::NoKeys)?;
        let (people, staff) = (people(&keys)?, staff(&keys)?);
        Ok(Self { keys, device, people, staff })
    }

    /// The device's credential.
    pub(in crate::cli) fn device(&self) -> Secret {
        Secret::new("device", self.device.credential.clone())
    }

    /// The folder in which the people's key files are.
    pub(in crate::cli) fn keys(&self) -> PathBuf {
        self.keys.clone()
    }

    /// The demonstration's people.
    pub(in crate::cli) fn people(&self) -> Vec<Person> {
        self.people.clone()
    }

    /// The demonstration's authorities.
    pub(in crate::cli) fn anchors(&self) -> Result<Anchors, FolderError> {
        anchors(Some(&self.keys.join("trust")))
    }

    /// What does not change while this console runs. It knows people and staff: kiosk and desk stand
    /// side by side.
    pub(in crate::cli) fn facts(&self, console: Console, clock: bool) -> Facts {
        Facts {
            profile: Profile::Personal,
            terminal: self.terminal(),
            agreement: Arc::new(Agreement::embedded().clone()),
            clock,
            idle: false,
            people: self.people(),
            staff: self.staff.clone(),
            console,
        }
    }

    /// The device's name and place.
    pub(in crate::cli) fn terminal(&self) -> Terminal {
        self.device.terminal.clone()
    }
}

/// Everybody, in the order of the file; of those whose account is stopped only the first, whose
/// story the desk tells (4.7): the others differ in nothing but the cause.
fn people(keys: &Path) -> Result<Vec<Person>, portal::Error> {
    let mut stopped = false;
    let people = People::read(keys)?.people.into_iter().filter(|person| {
        let again = person.cause.is_some() && std::mem::replace(&mut stopped, true);
        !again
    });
    Ok(people
        .map(|person| Person {
            story: person.story.code().into(),
            name: person.name,
            number: person.number,
            phone: person.phone,
            email: person.email,
            key: person.file.to_string_lossy().into_owned(),
            password: Secret::new("password", person.password),
        })
        .collect())
}

/// The demonstration's staff, in the order of the file.
fn staff(keys: &Path) -> Result<Vec<StaffPerson>, portal::Error> {
    let staff = DemoStaff::read(keys)?.staff.into_iter();
    Ok(staff
        .map(|member| StaffPerson {
            role: member.role,
            name: member.name,
            login: member.login,
            password: Secret::new("password", member.password),
            authenticator: Secret::new("authenticator", member.authenticator),
        })
        .collect())
}
