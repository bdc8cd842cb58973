//! What stands beside a flow's console: NCALayer's double, the people at its window, and the
//! services of the demonstration's authorities.

use std::{path::PathBuf, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio::{sync::Mutex, time::timeout};

use crate::{
    app::shared::Person,
    counterpart::{
        authority::{self, Mode},
        ncalayer::{Act, Dialogs, Server, Wallet},
        phone::{Phone, PhoneError, Scanned, read as camera},
        signing_service,
    },
    eds::KeyFile,
    portal::AUTHENTICATION_KEY,
    shell::flow::{AtAuthority, AtNcaLayer, AtPhone, AtService, Beside, Phoned, Picture},
};

/// How long a window may take to open before the step says that there is none.
const PATIENCE: Duration = Duration::from_secs(30);

/// A flow's doubles.
#[derive(Debug)]
pub(super) struct Doubles {
    /// The folder of the people's keys.
    pub(super) keys: PathBuf,
    pub(super) people: Vec<Person>,
    pub(super) ncalayer: Mutex<(Server, Dialogs)>,
    /// A telephone, and what it has scanned.
    pub(super) phone: Mutex<(Phone, Option<Scanned>)>,
    /// The authorities' services, where the portal is the flow's own.
    pub(super) authority: Option<Arc<authority::Server>>,
    /// The outside signing service, where phones come to one.
    pub(super) service: Option<signing_service::Server>,
}

impl Doubles {
    /// What the person's act is in the double's terms; nothing where there is no such key.
    fn act(&self, does: AtNcaLayer) -> Option<Act> {
        let of = |story: &str| self.people.iter().find(|it| it.story.as_str() == story);
        Some(match does {
            AtNcaLayer::Signs(story) => {
                let person = of(&story)?;
                Act::Sign(Wallet::open(person.key.as_ref(), &person.password)?)
            }
            AtNcaLayer::Enters => {
                let file = self.keys.join(AUTHENTICATION_KEY);
                Act::Sign(Wallet::open(&file, &self.people.first()?.password)?)
            }
            AtNcaLayer::Cancels => Act::Cancel,
            AtNcaLayer::Mistypes => Act::WrongPassword,
            AtNcaLayer::Breaks => Act::Close,
            AtNcaLayer::Stops | AtNcaLayer::Starts => return None,
        })
    }

    async fn do_at_ncalayer(&self, does: AtNcaLayer) -> bool {
        let mut guard = self.ncalayer.lock().await;
        let (server, dialogs) = &mut *guard;
        match does {
            AtNcaLayer::Stops => server.end().await.is_ok(),
            AtNcaLayer::Starts => server.start_again().is_ok(),
            does => {
                let Some(act) = self.act(does) else { return false };
                // A window whose asker has gone is none.
                let opened = async {
                    loop {
                        let dialog = dialogs.recv().await?;
                        if !dialog.is_over() {
                            return Some(dialog);
                        }
                    }
                };
                match timeout(PATIENCE, opened).await {
                    Ok(Some(dialog)) => dialog.answer(act),
                    _ => false,
                }
            }
        }
    }
}

/// What the portal said, as a flow tells it.
fn phoned(done: Result<(), PhoneError>) -> Phoned {
    match done {
        Ok(()) => Phoned::Taken,
        Err(PhoneError::Refused { .. }) => Phoned::Refused,
        Err(_) => Phoned::Nothing,
    }
}

impl Doubles {
    fn key(&self, story: &str) -> Option<Arc<KeyFile>> {
        let person = self.people.iter().find(|it| it.story.as_str() == story)?;
        Wallet::open(person.key.as_ref(), &person.password)
    }

    async fn do_with_phone(&self, does: AtPhone, screen: Picture) -> Phoned {
        let mut guard = self.phone.lock().await;
        let (phone, scanned) = &mut *guard;
        // What is on the screen now is read anew; a code that is gone was read before.
        if let [code] = camera(screen.width, &screen.pixels).as_slice() {
            match phone.scan(code).await {
                Ok(fetched) => *scanned = Some(fetched),
                Err(error) => return phoned(Err(error)),
            }
        }
        let Some(fetched) = scanned else { return Phoned::Nothing };
        let (story, again) = match &does {
            AtPhone::Scans => return Phoned::Taken,
            AtPhone::Signs(story) | AtPhone::IsRefused(story) => (story, false),
            AtPhone::SignsTwice(story) => (story, true),
        };
        let Some(key) = self.key(story) else { return Phoned::Nothing };
        let first = phoned(phone.sign(fetched, &key).await);
        match (again, first) {
            (true, Phoned::Taken) => match phoned(phone.sign(fetched, &key).await) {
                Phoned::Refused => Phoned::Taken,
                _ => Phoned::Nothing,
            },
            (_, first) => first,
        }
    }
}

impl Beside for Doubles {
    fn phone(&self, does: AtPhone, screen: Picture) -> BoxFuture<'_, Phoned> {
        Box::pin(self.do_with_phone(does, screen))
    }

    fn ncalayer(&self, does: AtNcaLayer) -> BoxFuture<'_, bool> {
        Box::pin(self.do_at_ncalayer(does))
    }

    fn authority(&self, wrong: &[AtAuthority]) -> bool {
        let Some(server) = &self.authority else { return false };
        server.modes(wrong.iter().map(|wrong| mode(*wrong)));
        true
    }

    fn service(&self, does: AtService) -> bool {
        let Some(server) = &self.service else { return false };
        match does {
            AtService::Stops => server.mode(signing_service::Mode::Down),
            AtService::Starts => server.mode(signing_service::Mode::Well),
            AtService::Declines => server.decline(),
        }
        true
    }
}

/// Seconds by which a clock is off.
const OFF: i64 = 10 * 60;

const fn mode(wrong: AtAuthority) -> Mode {
    match wrong {
        AtAuthority::OcspDown => Mode::Down,
        AtAuthority::ListsDown => Mode::ListsDown,
        AtAuthority::StampsDown => Mode::StampDown,
        AtAuthority::TryLater => Mode::TryLater,
        AtAuthority::Stale => Mode::Stale,
        AtAuthority::WrongResponder => Mode::WrongResponder,
        AtAuthority::Forged => Mode::Forged,
        AtAuthority::StampsElsewhere => Mode::StampElsewhere,
        AtAuthority::ClockAhead => Mode::Clock(OFF),
        AtAuthority::ClockBehind => Mode::Clock(-OFF),
    }
}
