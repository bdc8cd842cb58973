//! The code from an SMS or a letter (E9): six cells, a keypad, how many tries are left.
//!
//! One screen for both channels, one after the other. Whoever has no code at hand goes on without:
//! what was confirmed before holds.

mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{ConfirmContact, Failure, ProblemCode},
    app::{
        details::{Known, Sent},
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        widgets::{Pad, keypad},
    },
    domain::{Channel, Secret, digit},
    text::phrases::{code as words, entry},
};

/// Digits of a code.
const LENGTH: usize = 6;

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeEntry {
    typed: Secret,
    busy: Option<Busy>,
    note: Option<Note>,
    /// True when it was entered from the account.
    editing: bool,
}

impl Default for CodeEntry {
    fn default() -> Self {
        Self { typed: Secret::new("code", ""), busy: None, note: None, editing: false }
    }
}

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Busy {
    Confirming,
    Sending,
}

/// What there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    /// Wrong; so many tries are left.
    Wrong(u32),
    /// So many digits are missing.
    Short(usize),
    /// It is taken no longer.
    Over,
    /// The value before this one is confirmed.
    Confirmed(Channel),
    /// Another one was sent.
    Anew,
    /// The portal did not take it.
    Portal(Failure),
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// Digits.
    Typed(Secret),
    /// Digits from elsewhere.
    Pasted(Secret),
    /// The last digit goes.
    Erased,
    /// All digits go.
    Cleared,
    /// The code is to be given.
    Given,
    /// It was taken, or not.
    Answered(Result<Box<Known>, Failure>),
    /// Another code is wanted.
    Anew,
    /// It was sent, or not.
    Put(Result<Box<Sent>, Failure>),
    /// The value is another.
    Change,
    /// Go on without it.
    Later,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Everything is confirmed.
    Confirmed,
    /// Back to the values.
    Changed,
    /// Without it.
    Left,
}

impl Screen for CodeEntry {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.editing = cx.shared.visit.details.editing;
        self.busy = None; // after an outage nothing is under way
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let later = Binding::new(words::later(), [Key::Char('s')], Msg::Later).middle();
        if self.busy.is_some() {
            return vec![later];
        }
        let change = Binding::new(words::change(), [Key::Esc], Msg::Change).left();
        let anew = Binding::new(words::anew(), [Key::Char('n')], Msg::Anew);
        let mut bindings = if self.note == Some(Note::Over) {
            let anew = Binding { keys: vec![Key::Enter, Key::Char('n')], ..anew };
            vec![change, later, anew.main()]
        } else {
            let give = Binding::new(words::confirm(), [Key::Enter], Msg::Given).main();
            vec![change, anew.middle(), later, give]
        };
        bindings.push(Binding::new(entry::erase(), [Key::Backspace], Msg::Erased));
        bindings.push(Binding::new(entry::clear(), [Key::Delete, Key::Ctrl('u')], Msg::Cleared));
        bindings
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match key {
            Key::Char(c) if self.busy.is_none() => {
                digit(c).map(|c| Msg::Typed(Secret::new("code", c)))
            }
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        self.busy.is_none().then(|| Msg::Pasted(Secret::new("code", text.reveal())))
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.busy.is_some() {
            return Vec::new();
        }
        let keys = keypad(view::lay_out(area, shared).pad).into_iter();
        keys.map(|(rect, key)| match key {
            Pad::Digit(digit) => (rect, Msg::Typed(Secret::new("code", digit))),
            Pad::Clear => (rect, Msg::Cleared),
            Pad::Erase => (rect, Msg::Erased),
        })
        .collect()
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::ContactConfirmed(answer) => Some(Msg::Answered(answer)),
            Reply::ContactsPut(answer) => Some(Msg::Put(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Typed(digits) | Msg::Pasted(digits) => {
                self.quieten();
                for c in digits.reveal().chars().filter_map(digit) {
                    if self.typed.len() < LENGTH {
                        self.typed.push(c);
                    }
                }
            }
            Msg::Erased => drop(self.typed.pop()),
            Msg::Cleared => self.typed.wipe(),
            Msg::Given => self.give(cx),
            Msg::Answered(Ok(_)) => return self.go_on(cx.shared),
            Msg::Answered(Err(failure)) => self.refuse(cx, failure),
            Msg::Anew => self.ask_anew(cx),
            Msg::Put(Ok(sent)) => {
                self.busy = None;
                self.note = Some(Note::Anew);
                cx.shared.visit.details.attempt += 1;
                cx.shared.visit.details.sent = *sent;
                if cx.shared.visit.details.sent.waiting.is_empty() {
                    return Some(Exit::Confirmed);
                }
            }
            Msg::Put(Err(failure)) => self.fail(cx, failure),
            Msg::Change => return Some(Exit::Changed),
            Msg::Later => return Some(Exit::Left),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn step(&self) -> Option<Step> {
        (!self.editing).then_some(Step::Details)
    }
}

impl CodeEntry {
    /// What was said about the digits before is no longer true; that a code is over stays.
    fn quieten(&mut self) {
        if self.note != Some(Note::Over) {
            self.note = None;
        }
    }

    fn give(&mut self, cx: &mut Cx<'_>) {
        let Some(channel) = cx.shared.visit.details.sent.current().map(|it| it.channel) else {
            return;
        };
        if self.typed.len() < LENGTH {
            self.note = Some(Note::Short(LENGTH - self.typed.len()));
            return;
        }
        self.busy = Some(Busy::Confirming);
        self.note = None;
        let call = ConfirmContact { channel, code: self.typed.clone() };
        let attempt = cx.shared.visit.details.attempt;
        cx.ask(Request::ConfirmContact { call, attempt });
    }

    /// The next value that waits, or the end.
    fn go_on(&mut self, shared: &mut Shared) -> Option<Exit> {
        self.busy = None;
        self.typed.wipe();
        shared.visit.details.attempt += 1;
        let waiting = &mut shared.visit.details.sent.waiting;
        if waiting.is_empty() {
            return Some(Exit::Confirmed);
        }
        let confirmed = waiting.remove(0);
        self.note = Some(Note::Confirmed(confirmed.channel));
        waiting.is_empty().then_some(Exit::Confirmed)
    }

    fn refuse(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        let Failure::Refused(problem) = &failure else { return self.fail(cx, failure) };
        match problem.code {
            ProblemCode::CodeWrong => {
                self.busy = None;
                self.typed.wipe();
                cx.shared.visit.details.attempt += 1;
                self.note = Some(Note::Wrong(problem.tries_left.unwrap_or(0)));
            }
            ProblemCode::CodeExpired => {
                self.busy = None;
                self.typed.wipe();
                cx.shared.visit.details.attempt += 1;
                self.note = Some(Note::Over);
            }
            _ => self.fail(cx, failure),
        }
    }

    /// The call did not come through: what was typed stays, and giving it again is the same call.
    fn fail(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.busy = None;
        if failure.is_outage() && failure.code() != Some(ProblemCode::TooMany) {
            cx.report_outage(failure.clone());
        }
        self.note = Some(Note::Portal(failure));
    }

    fn ask_anew(&mut self, cx: &mut Cx<'_>) {
        let details = &cx.shared.visit.details;
        let (Some(call), attempt) = (details.asked.clone(), details.attempt) else { return };
        self.busy = Some(Busy::Sending);
        self.typed.wipe();
        cx.ask(Request::PutContacts { call, attempt });
    }
}
