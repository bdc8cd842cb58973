//! Signing in at the desk: login and password, then a code of the authenticator (row D9).
//!
//! Who has no authenticator yet is shown its secret once, confirms it with a code, and is shown ten
//! recovery codes once. Password and code are [`Secret`]s from the first letter on.

mod steps;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::workbench::Workbench;
use crate::{
    api::{Failure, staff::StaffView},
    app::{
        effect::{AwaitedFactor, DeskReply, EffectId, MemberSession, Reply},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        trouble::Trouble,
    },
    domain::Secret,
    text::phrases::{desk, deskentry as words},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskSignIn {
    login: String,
    password: Secret,
    code: Secret,
    stage: Stage,
    /// The call under way.
    asked: Option<EffectId>,
    /// The attempt that the next call repeats, when nobody knows what became of the one before.
    attempt: Option<u64>,
    trouble: Option<Trouble>,
    /// What the session that has ended leaves behind: it comes back to the same member.
    parked: Option<Box<Workbench>>,
    /// Whose it is.
    parked_for: String,
    /// The member of the demonstration's staff whose login and password were filled in.
    filled: Option<usize>,
    /// True while the demonstration's member signs in without anybody pressing a key.
    by_itself: bool,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    /// The login.
    Login,
    /// The password.
    Password,
    /// The code; the secret of an authenticator that is to be enrolled with it.
    Code(Option<Secret>),
    /// The recovery codes are shown; the member goes on when they are written down.
    Recovery(Vec<Secret>, StaffView),
}

impl Default for DeskSignIn {
    fn default() -> Self {
        Self {
            login: String::new(),
            password: Secret::new("password", ""),
            code: Secret::new("code", ""),
            stage: Stage::Login,
            asked: None,
            attempt: None,
            trouble: None,
            parked: None,
            parked_for: String::new(),
            filled: None,
            by_itself: false,
        }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// A letter of the login.
    Letter(char),
    /// Letters of the password or of the code.
    Secret(Secret),
    /// The last letter goes.
    Erased,
    /// The whole field goes.
    Cleared,
    /// To the other field.
    Moved,
    /// What is there is to be used.
    Confirmed,
    /// The password was right, or not.
    Passed(Result<AwaitedFactor, Failure>),
    /// The code was right, or not.
    SignedIn(Result<MemberSession, Failure>),
    /// The demonstration's member signs in by itself.
    ByItself,
    /// Begin anew.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// A session is open; what the session before left behind comes back.
    SignedIn(Option<Box<Workbench>>),
}

impl Screen for DeskSignIn {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        if self.asked.is_some() {
            return vec![Binding::new(desk::cancel(), [Key::Esc], Msg::Back).left()];
        }
        let enter = |label| Binding::new(label, [Key::Enter], Msg::Confirmed).main();
        let again = || Binding::new(words::begin_anew(), [Key::Esc], Msg::Back).left();
        let clear = || Binding::new(words::clear(), [Key::Ctrl('u')], Msg::Cleared).middle();
        match &self.stage {
            Stage::Login | Stage::Password => vec![
                enter(words::next()),
                Binding::new(
                    words::other_field(),
                    [Key::Tab, Key::BackTab, Key::Up, Key::Down],
                    Msg::Moved,
                )
                .middle(),
                clear(),
            ],
            Stage::Code(_) => vec![enter(words::sign_in()), again(), clear()],
            Stage::Recovery(..) => vec![enter(words::written_down())],
        }
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match (key, &self.stage) {
            _ if self.asked.is_some() => None,
            (Key::Backspace, Stage::Login | Stage::Password | Stage::Code(_)) => Some(Msg::Erased),
            (Key::Char(c), Stage::Login) => Some(Msg::Letter(c)),
            (Key::Char(c), Stage::Password) => Some(Msg::Secret(Secret::new("password", c))),
            (Key::Char(c), Stage::Code(_)) => Some(Msg::Secret(Secret::new("code", c))),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        let line = text.reveal().lines().next().unwrap_or_default().trim();
        match &self.stage {
            _ if self.asked.is_some() => None,
            Stage::Password => Some(Msg::Secret(Secret::new("password", line))),
            Stage::Code(_) => Some(Msg::Secret(Secret::new("code", line))),
            // A password pasted into the login would be shown: letters are typed there.
            Stage::Login | Stage::Recovery(..) => None,
        }
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        let Reply::Desk(reply) = reply else { return None };
        match *reply {
            _ if self.asked != Some(id) => None,
            DeskReply::Passed(passed) => Some(Msg::Passed(passed)),
            DeskReply::SignedIn(signed_in) => Some(Msg::SignedIn(signed_in)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Letter(c) => self.letter(c),
            Msg::Secret(letters) => self.secret(&letters),
            Msg::Erased => self.erase(),
            Msg::Cleared => self.clear(),
            Msg::Moved => {
                self.stage = match self.stage {
                    Stage::Login => Stage::Password,
                    _ => Stage::Login,
                };
            }
            Msg::Confirmed => return self.confirm(cx),
            Msg::ByItself => {
                self.fill(cx.shared);
                self.by_itself = true;
                return self.confirm(cx);
            }
            Msg::Passed(passed) => {
                self.passed(passed);
                self.fill_code(cx.shared);
                if self.by_itself && matches!(self.stage, Stage::Code(None)) {
                    return self.confirm(cx);
                }
            }
            Msg::SignedIn(signed_in) => return self.signed_in(cx, signed_in),
            Msg::Back => {
                self.begin_anew();
                // What the demonstration filled in is filled in again.
                self.filled = None;
            }
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, _area: Rect) {
        self.fill(shared);
    }

    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }

    fn takes_text(&self) -> bool {
        !matches!(self.stage, Stage::Recovery(..))
    }
}
