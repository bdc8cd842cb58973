//! "Your details" (E9): name from the certificate, phone, e-mail, language of messages.
//!
//! Everything here may be left out: whoever skips it goes on all the same. What is given is judged
//! by the portal's own types before it is sent.

mod fields;
mod view;

pub(super) use view::portal;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use self::fields::{Fault, in_latin};
use crate::{
    api::Failure,
    app::{
        details::{Known, Sent},
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        widgets::{Letter, Pad, keyboard, keypad},
    },
    domain::{Language, Secret, digit},
    text::phrases::{common, details as words},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct DetailsEntry {
    known: Fetched<Box<Known>>,
    /// The ten digits after `+7`, as far as they are typed.
    phone: Secret,
    email: Secret,
    /// The language of messages; the interface's until somebody chooses.
    language: Option<Language>,
    focus: Focus,
    /// True once something was typed or chosen by hand: nothing fills the fields from then on.
    touched: bool,
    sending: bool,
    fault: Option<Fault>,
    /// The demonstration person whose data were filled in.
    filled: Option<usize>,
    /// True when it was entered from the account.
    editing: bool,
}

impl Default for DetailsEntry {
    fn default() -> Self {
        Self {
            known: Fetched::Missing,
            phone: Secret::new("phone", ""),
            email: Secret::new("email", ""),
            language: None,
            focus: Focus::Phone,
            touched: false,
            sending: false,
            fault: None,
            filled: None,
            editing: false,
        }
    }
}

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Focus {
    /// Into the phone.
    Phone,
    /// Into the e-mail.
    Email,
    /// To the languages.
    Language,
}

impl Focus {
    const ALL: [Self; 3] = [Self::Phone, Self::Email, Self::Language];

    fn beside(self, forward: bool) -> Self {
        let place = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        let next = if forward { place + 1 } else { place + Self::ALL.len() - 1 };
        Self::ALL.get(next % Self::ALL.len()).copied().unwrap_or(self)
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// What the portal knows came.
    KnownCame(Result<Box<Known>, Failure>),
    /// Keys go here.
    Focused(Focus),
    /// Something was typed into the field that has the keys.
    Typed(Secret),
    /// Something was pasted into it.
    Pasted(Secret),
    /// Its last character goes.
    Erased,
    /// It goes as a whole.
    Cleared,
    /// Messages are to be in this language.
    Chosen(Language),
    /// What is there is to be given.
    Confirmed,
    /// It was taken, or not.
    Put(Result<Box<Sent>, Failure>),
    /// Go on without it.
    Skipped,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Nothing is left to be confirmed.
    Done,
    /// Codes were sent; the visit knows where to.
    CodesSent,
    /// Without it.
    Skipped,
}

/// The languages messages are written in.
const LANGUAGES: [Language; 2] = [Language::Kk, Language::Ru];

fn one(focus: Focus, letter: char) -> Msg {
    let slot = if focus == Focus::Phone { "phone" } else { "email" };
    Msg::Typed(Secret::new(slot, letter))
}

impl Screen for DetailsEntry {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.sending = false;
        self.editing = cx.shared.visit.details.editing;
        self.restore(cx.shared);
        if self.known.is_lacking() {
            self.known = Fetched::Asked;
            cx.ask(Request::Contacts);
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let away = match self.editing {
            true => Binding::new(common::back(), [Key::Esc], Msg::Skipped).left(),
            false => Binding::new(words::skip(), [Key::Esc], Msg::Skipped).left(),
        };
        if self.sending {
            return vec![away];
        }
        let (before, next) = (self.focus.beside(false), self.focus.beside(true));
        let mut bindings = vec![
            away,
            // No louder than the way past it.
            Binding::new(common::next(), [Key::Enter], Msg::Confirmed).right(),
            Binding::new(words::next_field(), [Key::Tab, Key::Down], Msg::Focused(next)),
            Binding::new(words::field_before(), [Key::BackTab, Key::Up], Msg::Focused(before)),
            Binding::new(words::clear(), [Key::Delete, Key::Ctrl('u')], Msg::Cleared),
        ];
        if self.focus == Focus::Language {
            let other = self.other_language(shared);
            let keys = [Key::Left, Key::Right, Key::Char(' ')];
            bindings.push(Binding::new(words::language(), keys, Msg::Chosen(other)));
        } else {
            bindings.push(Binding::new(words::erase(), [Key::Backspace], Msg::Erased));
        }
        bindings
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match (self.focus, key) {
            _ if self.sending => None,
            (Focus::Phone, Key::Char(c)) => digit(c).map(|c| one(Focus::Phone, c)),
            (Focus::Email, Key::Char(c)) => in_latin(c).map(|c| one(Focus::Email, c)),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        let slot = if self.focus == Focus::Phone { "phone" } else { "email" };
        (!self.sending).then(|| Msg::Pasted(Secret::new(slot, text.reveal())))
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.sending {
            return Vec::new();
        }
        let places = view::lay_out(area, shared);
        let mut targets = vec![
            (places.phone, Msg::Focused(Focus::Phone)),
            (places.email, Msg::Focused(Focus::Email)),
        ];
        let languages = places.languages.into_iter().zip(LANGUAGES);
        targets.extend(languages.map(|(rect, language)| (rect, Msg::Chosen(language))));
        match self.focus {
            Focus::Phone => targets.extend(keypad(places.pad).into_iter().map(|(rect, key)| {
                let msg = match key {
                    Pad::Digit(digit) => one(Focus::Phone, digit),
                    Pad::Clear => Msg::Cleared,
                    Pad::Erase => Msg::Erased,
                };
                (rect, msg)
            })),
            Focus::Email => targets.extend(keyboard(places.pad).into_iter().map(|(rect, key)| {
                let msg = match key {
                    Letter::Char(letter) => one(Focus::Email, letter),
                    Letter::Erase => Msg::Erased,
                };
                (rect, msg)
            })),
            Focus::Language => {}
        }
        targets
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Contacts(answer) => Some(Msg::KnownCame(answer)),
            Reply::ContactsPut(answer) => Some(Msg::Put(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            // Without it the fields can be filled all the same.
            Msg::KnownCame(answer) => {
                self.known.take(cx, answer);
                self.fill_known();
            }
            Msg::Focused(focus) => self.focus = focus,
            Msg::Typed(letters) => self.add(&letters),
            Msg::Pasted(text) => self.paste(&text),
            Msg::Erased => self.erase(),
            Msg::Cleared => self.clear(),
            Msg::Chosen(language) => {
                self.focus = Focus::Language;
                self.touched = true;
                self.language = Some(language);
            }
            Msg::Confirmed => return self.confirm(cx),
            Msg::Put(Ok(sent)) => {
                let details = &mut cx.shared.visit.details;
                details.attempt += 1;
                details.sent = *sent;
                let is_done = details.sent.waiting.is_empty();
                return Some(if is_done { Exit::Done } else { Exit::CodesSent });
            }
            Msg::Put(Err(failure)) => self.refuse(cx, failure),
            Msg::Skipped => return Some(Exit::Skipped),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, _area: Rect) {
        self.fill(shared);
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn step(&self) -> Option<Step> {
        (!self.editing).then_some(Step::Details)
    }

    fn takes_text(&self) -> bool {
        self.focus == Focus::Email
    }
}
