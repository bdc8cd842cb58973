//! What every screen may see, and the one citizen's visit they fill together.

use std::sync::Arc;

use ratatui::layout::{Position, Size};
use serde::{Deserialize, Serialize};

use super::{
    asked::{Asked, Errand},
    details::Details,
    effect::{AskedHelp, OpenedKey},
    reading::Reading,
    theme::ThemeName,
};
use crate::{
    api::{AcceptanceView, Signed, SignedIn, Standing, Status, TopUpView, staff::StaffView},
    domain::{
        Agreement, EdsPolicy, Email, Language, Moment, Number, Phone, SafeText, Secret, StaffRole,
        Terminal,
    },
    text::Phrase,
};

/// What the kiosk is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// A service centre: no key files, no journal, idle warning, nothing quits.
    Terminal,
    /// An own computer, the demonstration, flows: key files allowed.
    Personal,
}

/// Whose console this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Console {
    /// The citizen's.
    #[default]
    Kiosk,
    /// The support desk's.
    Desk,
}

/// A way to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Way {
    /// A key file (PKCS#12).
    #[default]
    KeyFile,
    /// The NCALayer program on this computer.
    NcaLayer,
    /// A telephone with eGov Mobile.
    EgovMobile,
}

/// What does not change while the program runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Whose console this is.
    pub console: Console,
    /// Kiosk profile.
    pub profile: Profile,
    /// This terminal as it stands in the document; the kiosk refuses a document that names another.
    pub terminal: Terminal,
    /// The agreement this program carries.
    pub agreement: Arc<Agreement>,
    /// True while the clock is shown (it wakes the program once a minute).
    pub clock: bool,
    /// True where an untouched visit is wiped after a warning (K4); off in the demonstration.
    pub idle: bool,
    /// The demonstration's people, when this is the demonstration.
    pub people: Vec<Person>,
    /// The demonstration's staff, when this is the demonstration.
    pub staff: Vec<StaffPerson>,
}

/// A member of the demonstration's staff (row F10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffPerson {
    /// The role.
    pub role: StaffRole,
    /// Name.
    pub name: SafeText,
    /// Login.
    pub login: SafeText,
    /// Password.
    pub password: Secret,
    /// The authenticator's secret (TOTP), base32: the demonstration makes the codes itself.
    pub authenticator: Secret,
}

/// A person of the demonstration (row F10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The story's code (`gost`, `rsa`, `expired`, …): its sentence is a phrase.
    pub story: SafeText,
    /// Name.
    pub name: SafeText,
    /// IIN or BIN.
    pub number: Number,
    /// The phone they give, which is nobody's.
    pub phone: Option<Phone>,
    /// The e-mail they give.
    pub email: Option<Email>,
    /// The key file.
    pub key: String,
    /// Its password.
    pub password: Secret,
}

/// One citizen's visit: everything that a wipe takes away.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Visit {
    /// What the citizen came for.
    pub errand: Errand,
    /// What has been read.
    pub reading: Reading,
    /// The digits typed so far.
    pub typed: Secret,
    /// IIN or BIN, once entered.
    pub number: Option<Number>,
    /// How the citizen signs.
    pub way: Way,
    /// The opened key's certificate; none where another program or a telephone holds the key.
    pub key: Option<OpenedKey>,
    /// What is to be signed.
    pub request: Option<Asked>,
    /// The signature, once made: kept so that handing it in can be repeated.
    pub cms: Option<Arc<[u8]>>,
    /// What became of signing in; a session is open from here on, unless an acceptance is required.
    pub signed_in: Option<SignedIn>,
    /// The acceptance in force; a session is open from here on.
    pub signed: Option<Signed>,
    /// The acceptance that others have yet to speak about, or have refused.
    pub pending: Option<Box<AcceptanceView>>,
    /// The help request that was asked last, with its code.
    pub help: Option<AskedHelp>,
    /// The registration data on its way.
    pub details: Details,
    /// The top-up that waits for its payment.
    pub top_up: Option<Box<TopUpView>>,
    /// The demonstration person that fills the fields, when one was chosen.
    pub person: Option<usize>,
    /// The member of staff who is signed in at this desk; a session is open while there is one.
    pub staff: Option<StaffView>,
}

impl Visit {
    /// True when there is something of a citizen's here.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        // What somebody came for is not yet theirs.
        Self { errand: Errand::default(), ..self.clone() } != Self::default()
    }

    /// True while the citizen has a session.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.signed.is_some()
            || matches!(
                &self.signed_in,
                Some(it) if matches!(it.standing, Standing::Active | Standing::Blocked)
            )
    }

    /// True when the citizen has proved who they are and only the agreement is missing: the number
    /// is here already, and the key or whatever holds it.
    #[must_use]
    pub fn lacks_only_the_agreement(&self) -> bool {
        let required = |it: &SignedIn| it.standing == Standing::AcceptanceRequired;
        let can_sign = self.key.is_some() || self.way != Way::KeyFile;
        self.signed_in.as_ref().is_some_and(required) && self.number.is_some() && can_sign
    }
}

/// How this console and the portal get on, as far as the last answers tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Link {
    /// Nothing has been asked yet.
    #[default]
    Unknown,
    /// The last answer came.
    Up,
    /// The last answer did not come; what is shown may be old.
    Away,
}

/// A wait that has become worth a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// What is awaited.
    pub words: Phrase,
    /// Since when.
    pub since: Moment,
    /// True when Esc gives it up.
    pub gives_up: bool,
}

/// What every screen may see.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The present moment, as of the last message.
    pub now: Moment,
    /// The terminal's size.
    pub size: Size,
    /// The language of the interface.
    pub language: Language,
    /// The theme.
    pub theme: ThemeName,
    /// What does not change.
    pub facts: Facts,
    /// The citizen's visit.
    pub visit: Visit,
    /// The portal's last word about itself.
    pub status: Option<Status>,
    /// How this console and the portal get on.
    pub link: Link,
    /// At the desk: the longest wait, once it is worth a word.
    pub waits: Option<Wait>,
    /// At the desk: what was copied last, until the next key.
    pub copied: Option<SafeText>,
    /// At the demonstration's desk: the last code it filled in.
    pub given: Option<Secret>,
    /// At the desk: the program ends when what is being changed has been answered.
    pub ending: bool,
    /// Where a finger is down.
    pub pressed: Option<Position>,
}

impl Shared {
    /// True when this is the demonstration.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        !(self.facts.people.is_empty() && self.facts.staff.is_empty())
    }

    /// True when kiosk and desk stand side by side in this process: only such a demonstration knows
    /// both its people and its staff.
    #[must_use]
    pub fn has_both_consoles(&self) -> bool {
        !(self.facts.people.is_empty() || self.facts.staff.is_empty())
    }

    /// The languages the switch offers: the citizen's two at a service centre, all three elsewhere.
    #[must_use]
    pub fn languages(&self) -> &'static [Language] {
        match self.facts.profile {
            Profile::Terminal => &[Language::Kk, Language::Ru],
            Profile::Personal => &Language::ALL,
        }
    }

    /// True where targets are 3 rows high (from 100×30 up, K3).
    #[must_use]
    pub fn is_roomy(&self) -> bool {
        self.size.width >= 100 && self.size.height >= 30
    }

    /// Whose signature the portal accepts, as it said last; the usual policy until it has.
    #[must_use]
    pub fn eds_policy(&self) -> EdsPolicy {
        self.status.as_ref().map(|status| status.eds.clone()).unwrap_or_default()
    }

    /// The member of staff who is signed in at this desk.
    #[must_use]
    pub fn staff(&self) -> Option<&StaffView> {
        self.visit.staff.as_ref()
    }

    /// The demonstration person that fills the kiosk's fields; at the desk the same place is one of
    /// the staff's.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        if self.facts.console == Console::Desk {
            return None; // there it is a member of staff
        }
        self.visit.person.and_then(|index| self.facts.people.get(index))
    }
}
