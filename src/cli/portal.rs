//! `kezekte portal …`: serve, describe, look after devices and payment providers.

mod provider;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use clap::Subcommand;

use super::demonstration::open_till;
use crate::{
    domain::{Bilingual, Clock, Random, Terminal},
    portal::{self, Config, Limits, Portal},
};

/// Commands of `kezekte portal`.
#[derive(Debug, Subcommand)]
pub enum PortalCommand {
    /// Serve the portal until a signal ends it
    Serve {
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long, env = "KEZEKTE_DATABASE", default_value = "sqlite:kezekte.db")]
        database: String,
        /// Where to listen; port 0 takes a free one
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The folder of trusted certificates (.cer, .crt, .pem)
        #[arg(long)]
        trust: Option<PathBuf>,
        /// The folder of keys: payment providers' secrets, and a demonstration's people's keys
        #[arg(long)]
        keys: Option<PathBuf>,
        /// Serve fictitious people under an authority of their own
        #[arg(long, requires = "keys", conflicts_with = "trust")]
        demo: bool,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Check the audit log's chain and the ledger's sums
    Check {
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long, env = "KEZEKTE_DATABASE", default_value = "sqlite:kezekte.db")]
        database: String,
    },
    /// Look after the devices
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Look after the payment providers
    #[command(subcommand)]
    Provider(provider::ProviderCommand),
}

/// Commands of `kezekte portal device`.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// Add a device and print its credential, which is shown only now
    Add {
        /// Its name, as it will stand in what citizens sign
        name: String,
        /// Where it stands, in Kazakh
        #[arg(long)]
        place_kk: String,
        /// Where it stands, in Russian
        #[arg(long)]
        place_ru: String,
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long, env = "KEZEKTE_DATABASE", default_value = "sqlite:kezekte.db")]
        database: String,
    },
}

/// Carries the command out.
pub async fn run(
    command: PortalCommand,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    let done = match command {
        PortalCommand::Serve { database, listen, trust, keys, demo } => {
            let limits = Limits::default();
            serve(Config { database, listen, trust, keys, demo, limits, clock, random }).await
        }
        PortalCommand::Openapi => {
            println!("{}", openapi());
            Ok(())
        }
        PortalCommand::Check { database } => match portal::check(&database).await {
            Ok(checked) => {
                println!("{checked:#?}");
                return if checked.whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            }
            Err(error) => Err(error),
        },
        PortalCommand::Provider(command) => provider::run(command, &*clock, &*random).await,
        PortalCommand::Device(DeviceCommand::Add { name, place_kk, place_ru, database }) => {
            let place = Bilingual { kk: place_kk.into(), ru: place_ru.into() };
            let terminal = Terminal { name: name.into(), place };
            match portal::add_device(&database, terminal, clock.as_ref(), random.as_ref()).await {
                Ok(added) => {
                    println!("{}", added.credential().reveal());
                    Ok(())
                }
                Err(error) => Err(error),
            }
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kezekte: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The OpenAPI document as it is printed and stored.
#[must_use]
pub fn openapi() -> String {
    serde_json::to_string_pretty(&portal::openapi()).unwrap_or_default()
}

async fn serve(config: Config) -> Result<(), portal::Error> {
    // Handlers first: a signal that comes right after the line with the URL must not be lost.
    let ended = ended();
    log_to_stderr();
    let beside = config.keys.clone().filter(|_| config.demo).zip(Some(Arc::clone(&config.clock)));
    let running = Portal::start(config).await?;
    let till = match beside {
        Some((keys, clock)) => Some(open_till(&running, &keys, clock).await?),
        None => None,
    };
    println!("{}", running.url());
    if let Some(till) = &till {
        tracing::info!(till = till.url(), "the demonstration's payment provider listens");
    }
    ended.await;
    if let Some(till) = till {
        till.close().await;
    }
    running.shutdown().await;
    Ok(())
}

/// JSON lines on standard error; `KEZEKTE_LOG` chooses them (`warn`, `kezekte=debug`). What the
/// portal logs holds no number of a person; its libraries are heard only when something is wrong.
fn log_to_stderr() {
    let chosen = tracing_subscriber::EnvFilter::try_from_env("KEZEKTE_LOG");
    let filter = chosen.unwrap_or_else(|_| "warn,kezekte=info".into());
    let lines = tracing_subscriber::fmt().json().with_env_filter(filter);
    // A program that embeds this may log already: then its way stays.
    let _ = lines.with_writer(std::io::stderr).try_init();
}

/// Waits for SIGINT or SIGTERM; the handlers stand when this returns.
fn ended() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (interrupt, terminate) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        match (interrupt, terminate) {
            (Ok(mut interrupt), Ok(mut terminate)) => {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            }
            // Without handlers the signals' own effect, the end, stays.
            _ => std::future::pending().await,
        }
    }
}
