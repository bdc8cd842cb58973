//! What stands beside the console on a flow's stage: other programs and the people at them, which
//! steps tell what to do. Who sets the stage knows what they are.

use futures_util::future::BoxFuture;

use super::Picture;

/// What NCALayer does, or the person at its window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtNcaLayer {
    /// It is ended: who connects is refused.
    Stops,
    /// It is started again.
    Starts,
    /// The person chooses this one's key, whoever was asked for.
    Signs(String),
    /// The person chooses a key that is for entering, not for signing.
    Enters,
    /// The person closes the window.
    Cancels,
    /// The person types a password that does not fit.
    Mistypes,
    /// NCALayer breaks down while its window is open.
    Breaks,
}

impl AtNcaLayer {
    /// True when the console has an answer afterwards.
    #[must_use]
    pub const fn answers(&self) -> bool {
        !matches!(self, Self::Stops | Self::Starts)
    }
}

/// What a person does with a telephone in front of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtPhone {
    /// Reads the QR code and fetches the document, and no more.
    Scans,
    /// Signs with this one's key, whoever was asked for; reads the code first, unless it has been.
    Signs(String),
    /// The same, and gives the signature a second time.
    SignsTwice(String),
    /// Signs what it has scanned, though the portal may not want it any more: it has to be refused.
    IsRefused(String),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phoned {
    /// The portal took it.
    Taken,
    /// The portal refused it.
    Refused,
    /// There is no QR code on the screen, no such key, or the portal was not there.
    Nothing,
}

/// What can be wrong with the services of the demonstration's authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtAuthority {
    /// The OCSP responder is down.
    OcspDown,
    /// The lists are down.
    ListsDown,
    /// The stamps are down.
    StampsDown,
    /// The responder asks to try later.
    TryLater,
    /// What responder and lists say is two days old.
    Stale,
    /// Another authority's responder answers.
    WrongResponder,
    /// The answer's signature does not verify.
    Forged,
    /// Another authority stamps.
    StampsElsewhere,
    /// Their clocks are ten minutes ahead.
    ClockAhead,
    /// Their clocks are ten minutes behind.
    ClockBehind,
}

impl AtAuthority {
    /// Everything that can be wrong, by the word of the step.
    pub const WORDS: [(&'static str, Self); 10] = [
        ("ocsp-down", Self::OcspDown),
        ("lists-down", Self::ListsDown),
        ("stamps-down", Self::StampsDown),
        ("try-later", Self::TryLater),
        ("stale", Self::Stale),
        ("wrong-responder", Self::WrongResponder),
        ("forged", Self::Forged),
        ("stamps-elsewhere", Self::StampsElsewhere),
        ("clock-ahead", Self::ClockAhead),
        ("clock-behind", Self::ClockBehind),
    ];
}

/// What the outside signing service does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtService {
    /// It answers nobody.
    Stops,
    /// It answers again.
    Starts,
    /// It says that the person has refused on the telephone.
    Declines,
}

/// What stands beside the console.
pub trait Beside: std::fmt::Debug + Send + Sync {
    /// Has NCALayer do this; false when it cannot: its window is not open, or there is no such key.
    fn ncalayer(&self, does: AtNcaLayer) -> BoxFuture<'_, bool>;

    /// Has a person do this with a telephone in front of this screen.
    fn phone(&self, does: AtPhone, screen: Picture) -> BoxFuture<'_, Phoned>;

    /// From now on exactly this is wrong with the authorities' services; false when this stage has
    /// none of its own.
    fn authority(&self, wrong: &[AtAuthority]) -> bool;

    /// Has the outside signing service do this; false when phones do not come to one here.
    fn service(&self, does: AtService) -> bool;
}
