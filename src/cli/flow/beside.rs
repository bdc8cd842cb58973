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
    },
    portal::AUTHENTICATION_KEY,
    shell::flow::{AtAuthority, AtNcaLayer, Beside},
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
    /// The authorities' services, where the portal is the flow's own.
    pub(super) authority: Option<Arc<authority::Server>>,
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

impl Beside for Doubles {
    fn ncalayer(&self, does: AtNcaLayer) -> BoxFuture<'_, bool> {
        Box::pin(self.do_at_ncalayer(does))
    }

    fn authority(&self, wrong: &[AtAuthority]) -> bool {
        let Some(server) = &self.authority else { return false };
        server.modes(wrong.iter().map(|wrong| mode(*wrong)));
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
