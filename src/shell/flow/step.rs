//! A flow as it was read: what to set up, do and expect.

use std::time::Duration;

use ratatui::layout::Size;

use super::{AtAuthority, AtNcaLayer, AtPhone, AtService};
use crate::{
    app::{input::Key, shared::Console, theme::Role},
    domain::{AccountState, Language, Moment, StaffRole},
    text::Phrase,
};

/// A flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The file as it was named.
    pub file: String,
    /// What it is called; the file's name when it says nothing.
    pub title: String,
    /// How the console and the portal begin.
    pub setup: Setup,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// How the console and the portal begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// The language, when the flow names one.
    pub language: Option<Language>,
    /// The terminal's size, when the flow names one.
    pub size: Option<Size>,
    /// Where the scripted clock begins.
    pub clock: Moment,
    /// What randomness is drawn from.
    pub seed: u64,
    /// Phones come to an outside signing service, not to the portal.
    pub phones_outside: bool,
}

impl Default for Setup {
    /// 20.11.2026 14:03 in Almaty; the flow names neither language nor size.
    fn default() -> Self {
        let clock = Moment::from_seconds(1_795_165_380);
        Self { language: None, size: None, clock, seed: 1, phones_outside: false }
    }
}

/// A step and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The line, from 1.
    pub line: usize,
    /// The line as it was written.
    pub text: String,
    /// What it says.
    pub doing: Doing,
}

/// What a step says.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// Become this person of the demonstration.
    Person(String),
    /// Become the demonstration's first member of staff with this role.
    Staff(StaffRole),
    /// Show this console.
    Switch(Console),
    /// Press these keys.
    Press(Vec<Key>),
    /// Type letter by letter.
    Type(Words),
    /// Paste.
    Paste(Words),
    /// Touch these words.
    Click(Words),
    /// Take this size.
    Resize(Size),
    /// Read the agreement to its end.
    Read,
    /// Let time pass.
    Pass(Duration),
    /// NCALayer does this, or the person at its window.
    NcaLayer(AtNcaLayer),
    /// A person does this with a telephone in front of the screen.
    Phone(AtPhone),
    /// Exactly this is wrong with the authorities' services.
    Authority(Vec<AtAuthority>),
    /// Have the outside signing service do this.
    Service(AtService),
    /// Words stand on the screen.
    See(Words),
    /// Words stand nowhere.
    SeeNo(Words),
    /// Words are drawn as a role.
    Style(Words, Role),
    /// Words have the focus.
    Focus(Words),
    /// This console is shown.
    Console(Console),
    /// The screen has this name.
    Screen(&'static str),
    /// The interface speaks this language.
    Speaks(Language),
    /// This lies over the screen.
    Over(&'static str),
    /// The screen is as it was accepted under this name.
    Snapshot(String),
    /// So many more users than at the beginning.
    Users(u64),
    /// The account is in this state.
    Account(AccountState),
    /// The account has so many acceptances.
    Acceptances(usize),
    /// No session is open.
    NoSession,
}

/// Words, before a language is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Words {
    /// A phrase, with its id as it was written.
    Phrase(String, Phrase),
    /// A text.
    Text(String),
    /// Something of a person.
    Of(Field, Whose),
    /// The code of the demonstration's message.
    Code,
    /// The same with another last digit.
    WrongCode,
}

/// Whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// The demonstration's person of this story.
    Person(String),
    /// The demonstration's first member of staff with this role.
    Staff(StaffRole),
}

/// Something of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// IIN or BIN.
    Number,
    /// IIN or BIN with a wrong last digit.
    WrongNumber,
    /// The key file.
    Key,
    /// Its password; of staff, the member's own.
    Password,
    /// The login; only staff have one.
    Login,
}
