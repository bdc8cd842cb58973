//! `kezekte portal provider …`: who may credit accounts.

use std::path::Path;

use clap::{Args, Subcommand};

use super::super::settings;
use crate::{
    config::{Key, key::portal as key},
    domain::{Clock, ProviderName, Random},
    portal,
};

/// Commands of `kezekte portal provider`.
#[derive(Debug, Subcommand)]
pub enum ProviderCommand {
    /// Add a payment provider and print the secret it signs with, which also stands in the keys
    /// folder (providers/NAME.key)
    Add {
        /// Its name in paths and signatures: a–z, 0–9 and -
        #[arg(value_parser = name)]
        name: ProviderName,
        /// Its name for people, as it will stand in statements
        #[arg(long)]
        title: String,
        /// Where they are
        #[command(flatten)]
        place: Place,
    },
    /// List the payment providers
    List {
        /// Where they are
        #[command(flatten)]
        place: Place,
    },
    /// Take a payment provider's right away, at once and for good
    Disable {
        /// Its name
        #[arg(value_parser = name)]
        name: ProviderName,
        /// Where they are
        #[command(flatten)]
        place: Place,
    },
}

/// The database and the folder of keys.
#[derive(Debug, Args)]
pub struct Place {
    /// Where the data is: sqlite:PATH or postgres://…
    #[arg(long)]
    database: Option<String>,
    /// The folder of keys, as the portal is served with
    #[arg(long)]
    keys: Option<String>,
}

impl ProviderCommand {
    /// Database and keys, as far as they were typed.
    pub(super) fn flags(&self) -> Vec<Option<(&'static Key, String)>> {
        let (Self::Add { place, .. } | Self::List { place } | Self::Disable { place, .. }) = self;
        vec![
            settings::flag(&key::DATABASE, place.database.as_ref()),
            settings::flag(&key::KEYS, place.keys.as_ref()),
        ]
    }
}

fn name(text: &str) -> Result<ProviderName, &'static str> {
    ProviderName::parse(text).ok_or("1–32 of a–z, 0–9 and -, a letter first")
}

/// Carries the command out.
pub(super) async fn run(
    command: ProviderCommand,
    (database, keys): (&str, &Path),
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<(), portal::Error> {
    match command {
        ProviderCommand::Add { name, title, .. } => {
            let title = title.as_str().into();
            let secret =
                portal::add_provider((database, keys), (&name, &title), clock, random).await?;
            println!("{}", secret.reveal());
        }
        ProviderCommand::List { .. } => {
            for it in portal::providers(database, keys).await? {
                let state = match (it.disabled_at, it.has_secret) {
                    (Some(at), _) => format!("disabled {}", at.rfc3339()),
                    (None, true) => "active".to_owned(),
                    (None, false) => "no secret".to_owned(),
                };
                println!("{}\t{}\tadded {}\t{state}", it.name, it.title, it.added_at.rfc3339());
            }
        }
        ProviderCommand::Disable { name, .. } => {
            portal::disable_provider(database, &name, clock).await?;
        }
    }
    Ok(())
}
