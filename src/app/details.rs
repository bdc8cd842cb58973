//! The registration data on its way between the screens: what is known, what is typed, which codes
//! are awaited (E9).
//!
//! Values of a person are [`Secret`]s here, so that neither a journal nor `Debug` holds one.

use serde::{Deserialize, Serialize};

use crate::{
    api::{PendingCode, PutContacts},
    domain::{Channel, Language, SafeText, Secret},
};

/// What the portal knows, confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The owner's name from the certificate.
    pub owner: SafeText,
    /// The ten digits of the phone after `+7`.
    pub phone: Option<Secret>,
    /// The e-mail.
    pub email: Option<Secret>,
    /// The language of messages.
    pub language: Option<Language>,
}

/// Codes were sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sent {
    /// Where to, until when.
    pub waiting: Vec<PendingCode>,
    /// The demonstration's messages.
    pub messages: Vec<(Channel, Secret)>,
}

/// The visit's part of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details {
    /// True when they are edited from the account; false in joining.
    pub editing: bool,
    /// What was given to be confirmed.
    pub asked: Option<PutContacts>,
    /// The codes that are awaited.
    pub sent: Sent,
    /// Counts the times codes were asked for, so that each is one call.
    pub attempt: u64,
}

impl Sent {
    /// The code that is awaited now.
    #[must_use]
    pub fn current(&self) -> Option<&PendingCode> {
        self.waiting.first()
    }

    /// The code of the demonstration's message: whoever stands there reads it off the screen.
    #[must_use]
    pub fn shown_code(&self) -> Option<Secret> {
        const DIGITS: usize = 6;
        let text = self.message(self.current()?.channel)?.reveal();
        let mut runs = text.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| run.len() == DIGITS).map(|code| Secret::new("code", code))
    }

    /// The demonstration's message for a channel.
    #[must_use]
    pub fn message(&self, channel: Channel) -> Option<&Secret> {
        self.messages.iter().find(|(of, _)| *of == channel).map(|(_, text)| text)
    }
}
