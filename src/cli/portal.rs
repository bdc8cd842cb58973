//! `kezekte portal …`: serve, describe, look after devices, staff and payment providers.

mod provider;
mod staff;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use clap::Subcommand;

use super::{
    demonstration::{open_authority, open_till, sources as own_sources},
    fail,
    settings::{self, Flags},
};
use crate::{
    api::phone::Organisation,
    config::{
        self, Settings,
        key::{eds, portal as key},
    },
    domain::{Bilingual, Clock, Random, SafeText, Terminal},
    portal::{self, Config, Limits, Mobile, Portal, Sources},
};

/// Commands of `kezekte portal`.
#[derive(Debug, Subcommand)]
pub enum PortalCommand {
    /// Serve the portal until a signal ends it
    Serve {
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long)]
        database: Option<String>,
        /// Where to listen; port 0 takes a free one
        #[arg(long)]
        listen: Option<String>,
        /// The folder of trusted certificates (.cer, .crt, .der, .pem)
        #[arg(long)]
        trust: Option<String>,
        /// The folder of keys: the portal's own, without which no member of staff can sign in, the
        /// payment providers' secrets, and a demonstration's people's keys
        #[arg(long)]
        keys: Option<String>,
        /// The OCSP responder that says whether a certificate is revoked
        #[arg(long)]
        ocsp: Option<String>,
        /// The time-stamping authority
        #[arg(long)]
        tsp: Option<String>,
        /// Lists of revoked certificates, with spaces between their addresses
        #[arg(long)]
        crl: Option<String>,
        /// What has changed since those lists
        #[arg(long)]
        delta_crl: Option<String>,
        /// off: revoked certificates are not asked about, on purpose
        #[arg(long, value_name = "on|off")]
        revocation: Option<String>,
        /// Serve fictitious people under an authority of their own
        #[arg(long, conflicts_with = "trust")]
        demo: bool,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Check the audit log's chain and the ledger's sums
    Check {
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long)]
        database: Option<String>,
    },
    /// Export the evidence package of every acceptance, beside a portal that serves the database or
    /// without one
    Evidence {
        /// Where the data is: sqlite:PATH or postgres://…
        #[arg(long)]
        database: Option<String>,
        /// The folder of trusted certificates, for acceptances whose chain was not kept
        #[arg(long)]
        trust: Option<String>,
        /// Where the packages go
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Look after the devices
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Look after the staff of the support desk
    #[command(subcommand)]
    Staff(staff::StaffCommand),
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
        #[arg(long)]
        database: Option<String>,
    },
}

impl PortalCommand {
    /// The flags that were given.
    fn flags(&self) -> Flags {
        let flag = settings::flag;
        let given = match self {
            Self::Serve {
                database,
                listen,
                trust,
                keys,
                ocsp,
                tsp,
                crl,
                delta_crl,
                revocation,
                ..
            } => vec![
                flag(&eds::OCSP, ocsp.as_ref()),
                flag(&eds::TSP, tsp.as_ref()),
                flag(&eds::CRL, crl.as_ref()),
                flag(&eds::DELTA_CRL, delta_crl.as_ref()),
                flag(&eds::REVOCATION, revocation.as_ref()),
                flag(&key::DATABASE, database.as_ref()),
                flag(&key::LISTEN, listen.as_ref()),
                flag(&key::TRUST, trust.as_ref()),
                flag(&key::KEYS, keys.as_ref()),
            ],
            Self::Openapi => Vec::new(),
            Self::Evidence { database, trust, .. } => {
                vec![flag(&key::DATABASE, database.as_ref()), flag(&key::TRUST, trust.as_ref())]
            }
            Self::Check { database } | Self::Device(DeviceCommand::Add { database, .. }) => {
                vec![flag(&key::DATABASE, database.as_ref())]
            }
            Self::Provider(command) => command.flags(),
            Self::Staff(command) => vec![flag(&key::DATABASE, command.database())],
        };
        given.into_iter().flatten().collect()
    }
}

/// What the portal is started with, by the settings.
fn configured(
    settings: &Settings,
    database: String,
    demo: bool,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Config {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listen = settings.text(&key::LISTEN).and_then(|text| text.parse().ok());
    let folder = |key| settings.path(key).map(Path::to_owned);
    let usual = Limits::default();
    let limits = Limits {
        device: settings.whole(&key::LIMIT_DEVICE).unwrap_or(usual.device),
        address: settings.whole(&key::LIMIT_ADDRESS).unwrap_or(usual.address),
    };
    Config {
        database,
        listen: listen.unwrap_or(anywhere),
        // A demonstration trusts its own authority.
        trust: if demo { None } else { folder(&key::TRUST) },
        // Settings that were read make a policy; the built-in one is the operator's too.
        eds_policy: settings.eds_policy().unwrap_or_default(),
        keys: folder(&key::KEYS),
        demo,
        sources: sources(settings),
        mobile: mobile(settings),
        signing_service: settings.text(&key::SIGNING_SERVICE).map(str::to_owned),
        limits,
        clock,
        random,
    }
}

/// What phones with eGov Mobile are told: nothing without an address they reach and a BIN.
fn mobile(settings: &Settings) -> Option<Mobile> {
    let text = |key| settings.text(key).map(str::to_owned);
    let (public_url, bin) = (text(&key::PUBLIC_URL)?, text(&key::ORGANISATION_BIN)?);
    let name = |key| SafeText::from(text(key).unwrap_or_default());
    let organisation = Organisation {
        name_ru: name(&key::ORGANISATION_RU),
        name_kz: name(&key::ORGANISATION_KK),
        name_en: name(&key::ORGANISATION_EN),
        bin: bin.into(),
    };
    Some(Mobile { public_url: public_url.trim_end_matches('/').to_owned(), organisation })
}

/// Whom the portal asks about signatures, by the settings.
fn sources(settings: &Settings) -> Sources {
    let one = |key| settings.text(key).map(str::to_owned);
    let unchecked = settings.text(&eds::REVOCATION) == Some("off");
    let usual = Sources::default();
    let hours = settings.whole(&eds::PENDING_HOURS).map(u64::from);
    let pending = hours.map_or(usual.pending, |hours| Duration::from_secs(hours * 60 * 60));
    let tsp = one(&eds::TSP);
    if unchecked {
        return Sources { tsp, pending, unchecked, ..usual };
    }
    let lists = [&eds::CRL, &eds::DELTA_CRL].into_iter().filter_map(one);
    let lists =
        lists.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    Sources { ocsp: one(&eds::OCSP), tsp, lists: lists.collect(), pending, unchecked }
}

/// Carries the command out.
pub async fn run(
    command: PortalCommand,
    file: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> ExitCode {
    // What needs no settings must not fail by them.
    if let PortalCommand::Openapi = command {
        println!("{}", openapi());
        return ExitCode::SUCCESS;
    }
    let settings = match settings::load(file.as_deref(), command.flags()) {
        Ok(settings) => settings,
        Err(ended) => return ended,
    };
    let database = match config::database(&settings) {
        Ok(database) => database,
        Err(error) => return fail(error),
    };
    let done = match command {
        PortalCommand::Openapi => Ok(()),
        PortalCommand::Serve { demo, .. } => {
            serve(configured(&settings, database, demo, clock, random)).await
        }
        PortalCommand::Check { .. } => match portal::check(&database).await {
            Ok(checked) => {
                print!("{checked}");
                return if checked.whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            }
            Err(error) => Err(error),
        },
        PortalCommand::Evidence { out, .. } => {
            export(&database, settings.path(&key::TRUST), &out).await
        }
        PortalCommand::Provider(command) => match settings.path(&key::KEYS) {
            Some(keys) => provider::run(command, (&database, keys), &*clock, &*random).await,
            None => Err(portal::Error::NoKeys),
        },
        PortalCommand::Device(DeviceCommand::Add { name, place_kk, place_ru, .. }) => {
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
        PortalCommand::Staff(command) => {
            staff::run(command, &database, clock.as_ref(), random.as_ref()).await
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

/// Writes every package into `out`, readable by its owner alone.
async fn export(database: &str, trust: Option<&Path>, out: &Path) -> Result<(), portal::Error> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    std::fs::create_dir_all(out).map_err(portal::Error::Write)?;
    let take = |(name, octets): portal::Exported| {
        let mut options = std::fs::OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600);
        file.open(out.join(name))?.write_all(&octets)
    };
    let count = portal::export_evidence(database, trust, take).await?;
    println!("{count} packages in {}", out.display());
    Ok(())
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
    let authority = match (&config.keys, config.demo && config.sources == Sources::default()) {
        (Some(keys), true) => {
            let (clock, random) = (Arc::clone(&config.clock), Arc::clone(&config.random));
            Some(open_authority(keys, clock, random).await?)
        }
        _ => None,
    };
    let config = match &authority {
        Some(authority) => Config { sources: own_sources(authority), ..config },
        None => config,
    };
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
    if let Some(authority) = authority {
        authority.close().await;
    }
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
