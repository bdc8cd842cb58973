//! `kezekte portal provider …`: who may credit accounts.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{
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
    #[arg(long, env = "KEZEKTE_DATABASE", default_value = "sqlite:kezekte.db")]
    database: String,
    /// The folder of keys, as the portal is served with
    #[arg(long, env = "KEZEKTE_KEYS")]
    keys: PathBuf,
}

fn name(text: &str) -> Result<ProviderName, &'static str> {
    ProviderName::parse(text).ok_or("1–32 of a–z, 0–9 and -, a letter first")
}

/// Carries the command out.
pub(super) async fn run(
    command: ProviderCommand,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<(), portal::Error> {
    match command {
        ProviderCommand::Add { name, title, place } => {
            let title = title.as_str().into();
            let place = (place.database.as_str(), place.keys.as_path());
            let secret = portal::add_provider(place, (&name, &title), clock, random).await?;
            println!("{}", secret.reveal());
        }
        ProviderCommand::List { place } => {
            for it in portal::providers(&place.database, &place.keys).await? {
                let state = match (it.disabled_at, it.has_secret) {
                    (Some(at), _) => format!("disabled {}", at.rfc3339()),
                    (None, true) => "active".to_owned(),
                    (None, false) => "no secret".to_owned(),
                };
                println!("{}\t{}\tadded {}\t{state}", it.name, it.title, it.added_at.rfc3339());
            }
        }
        ProviderCommand::Disable { name, place } => {
            portal::disable_provider(&place.database, &name, clock).await?;
        }
    }
    Ok(())
}
