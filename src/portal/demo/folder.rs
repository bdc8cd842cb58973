//! The keys folder: `people.json`, `device.json`, everybody's key file, the authorities'
//! certificates and their keys. Readable by its owner only.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    data::{Data, Story},
    issue,
};
use crate::{
    domain::{
        Cause, Clock, Email, Moment, Number, Phone, ProviderName, Random, SafeText, Secret,
        Terminal,
    },
    eds::Anchors,
    portal::{Error, provider::Secrets, trust},
};

/// Keys are made anew when fewer days than these are left.
const LEFT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Where the key for entering is, which cannot sign: apart, so that nobody is offered it.
pub const AUTHENTICATION_KEY: &str = "authentication/key.p12";
const PEOPLE: &str = "people.json";
const DEVICE: &str = "device.json";
const TRUST: &str = "trust";
/// The folder of the authorities' own keys.
pub(super) const AUTHORITIES: &str = "authorities";

/// The demonstration's people, as the kiosk reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// When the keys were made.
    pub made_at: Moment,
    /// When their certificates end.
    pub valid_until: Moment,
    /// Everybody, by story.
    pub people: Vec<Person>,
}

/// Somebody of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: SafeText,
    /// What they stand for.
    pub story: Story,
    /// Why their account is stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What they type.
    pub number: Number,
    /// How they can be reached: by nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The same by e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Their key file.
    pub file: PathBuf,
    /// Its password: shown, because they are nobody.
    pub password: String,
}

/// The demonstration's kiosk, as the kiosk reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoDevice {
    /// The value of `Kezekte-Device`.
    pub credential: String,
    /// Its name and place.
    pub terminal: Terminal,
}

/// The demonstration's payment provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoProvider {
    /// Its name.
    pub name: ProviderName,
    /// What it signs with.
    pub secret: Secret,
}

impl DemoProvider {
    /// Reads the provider of a keys folder.
    ///
    /// # Errors
    /// When its secret is not there or cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let name = Data::read()?.provider.name;
        let secret = Secrets::of(Some(folder)).read(&name).map_err(Error::Keys)?;
        let secret = secret.ok_or_else(|| Error::Keys(ErrorKind::NotFound.into()))?;
        Ok(Self { name, secret })
    }
}

impl People {
    /// Reads the people of a keys folder.
    ///
    /// # Errors
    /// When there are none, or the file is damaged.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        read(&folder.join(PEOPLE))?.ok_or(Error::People)
    }
}

impl DemoDevice {
    /// Reads the device of a keys folder; none before the first start.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        read(&folder.join(DEVICE))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        write_json(&folder.join(DEVICE), self)
    }
}

/// Makes the folder's keys when there are none or they end soon; answers whom to trust.
pub(in crate::portal) fn prepare(
    folder: &Path,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<Anchors, Error> {
    let at = clock.now();
    private_folder(folder)?;
    private_folder(&folder.join(TRUST))?;
    let found: Option<People> = read(&folder.join(PEOPLE))?;
    let good = |people: &People| people.made_at <= at && at.after(LEFT) < people.valid_until;
    // A folder of before the authorities had services is made anew.
    let served = folder.join(AUTHORITIES).exists();
    if !found.as_ref().is_some_and(good) || !served {
        make(folder, at, random)?;
    }
    trust::read(Some(&folder.join(TRUST)))
}

fn make(folder: &Path, at: Moment, random: &dyn Random) -> Result<(), Error> {
    let folder = &std::path::absolute(folder).map_err(Error::Keys)?;
    let data = Data::read()?;
    let issued = issue::issue(&data, at, random).map_err(Error::Issue)?;
    for (name, certificate) in &issued.trust {
        write(&folder.join(TRUST).join(name), certificate)?;
    }
    private_folder(&folder.join(AUTHORITIES))?;
    for (name, file) in &issued.authorities {
        write(&folder.join(AUTHORITIES).join(name), file)?;
    }
    let authentication = folder.join(AUTHENTICATION_KEY);
    private_folder(authentication.parent().unwrap_or(folder))?;
    write(&authentication, &issued.authentication)?;
    let mut people = Vec::new();
    for ((place, somebody), file) in data.people.iter().enumerate().zip(&issued.files) {
        let path = folder.join(format!("{:02}.p12", place + 1));
        write(&path, file)?;
        people.push(Person {
            name: format!("{} {}", somebody.surname, somebody.given).trim().into(),
            story: somebody.story,
            cause: somebody.cause.clone(),
            number: data.number_of(somebody),
            phone: Some(somebody.phone.clone()),
            email: Some(somebody.email.clone()),
            file: path,
            password: data.password.clone(),
        });
    }
    // Last: a folder with this file is whole.
    let people = People { made_at: at, valid_until: issued.valid_until, people };
    write_json(&folder.join(PEOPLE), &people)
}

pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    match fs::read(path) {
        Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|_| Error::People),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Keys(error)),
    }
}

pub(super) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_vec_pretty(value).map_err(|_| Error::People)?;
    write(path, &text)
}

/// Writes beside and renames: a reader sees the old file or the new one, never a half.
fn write(path: &Path, octets: &[u8]) -> Result<(), Error> {
    let half = path.with_extension("new");
    let writing = || -> io::Result<()> {
        let mut file = private_file(&half)?;
        file.write_all(octets)?;
        file.sync_all()?;
        fs::rename(&half, path)
    };
    writing().map_err(Error::Keys)
}

fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(Error::Keys)
}
