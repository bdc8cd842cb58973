//! IIN or BIN entry (E1): twelve cells, keypad, a live line that says what is missing.
//!
//! What is typed is the visit's (a half-entered journey survives a look back); `Number::parse`
//! alone judges it. Each digit is covered a second after it was typed.

mod view;

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        effect::{EffectId, Reply},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        widgets::{Pad, keypad},
    },
    domain::{Number, NumberFault, Secret, digit},
    text::phrases::{common, entry as words},
};

/// How long a typed digit can be read.
const COVER_AFTER: Duration = Duration::from_secs(1);
/// Digits of a number.
const LENGTH: usize = 12;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumberEntry {
    /// Digits that can still be read: their timer and their place.
    fresh: Vec<(EffectId, usize)>,
    /// True while everything can be read, the birth date included.
    open: bool,
    /// What was wrong when somebody wanted to go on, or with a paste.
    refused: Option<NumberFault>,
    /// The demonstration person whose number was filled in.
    filled: Option<usize>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back.
    Back,
    /// A digit.
    Typed(Secret),
    /// Digits from elsewhere, spaces between them allowed.
    Pasted(Secret),
    /// The last digit is taken back.
    Erase,
    /// All digits are taken back.
    Clear,
    /// The digits and what they say are shown, or no longer.
    Show,
    /// A digit's second has passed.
    Cover(EffectId),
    /// Go on with this number.
    Continue,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// A number that can exist was entered; it is in the visit.
    Entered,
    /// Back to where it was asked for.
    Left,
}

fn one(digit: char) -> Msg {
    Msg::Typed(Secret::new("iin", digit))
}

impl Screen for NumberEntry {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if !cx.shared.visit.typed.is_empty() {
            self.filled = cx.shared.visit.person; // what was typed stays
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let show = if self.open { words::cover() } else { words::show() };
        vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(show, [Key::Char('s')], Msg::Show).middle(),
            Binding::new(common::next(), [Key::Enter], Msg::Continue).main(),
            Binding::new(words::erase(), [Key::Backspace], Msg::Erase),
            Binding::new(words::clear(), [Key::Delete, Key::Ctrl('u')], Msg::Clear),
        ]
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match key {
            Key::Char(c) => digit(c).map(one),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        Some(Msg::Pasted(Secret::new("iin", text.reveal())))
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let keys = keypad(view::lay_out(area).keypad).into_iter();
        keys.map(|(rect, key)| match key {
            Pad::Digit(digit) => (rect, one(digit)),
            Pad::Clear => (rect, Msg::Clear),
            Pad::Erase => (rect, Msg::Erase),
        })
        .collect()
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        (reply == Reply::Elapsed).then_some(Msg::Cover(id))
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Cover(id) => {
                self.fresh.retain(|(timer, _)| *timer != id);
                return None;
            }
            Msg::Show => {
                self.open = !self.open;
                return None;
            }
            _ => self.refused = None,
        }
        match msg {
            Msg::Back => return Some(Exit::Left),
            Msg::Typed(digit) => {
                let place = cx.shared.visit.typed.len();
                if let Some(digit) =
                    digit.reveal().chars().next().filter(|c| c.is_ascii_digit() && place < LENGTH)
                {
                    cx.shared.visit.typed.push(digit);
                    let timer = cx.after(COVER_AFTER);
                    self.fresh.push((timer, place));
                }
            }
            Msg::Pasted(text) => self.paste(cx.shared, &text),
            Msg::Erase => {
                cx.shared.visit.typed.pop();
                let left = cx.shared.visit.typed.len();
                self.fresh.retain(|(_, place)| *place < left);
            }
            Msg::Clear => {
                cx.shared.visit.typed.wipe();
                self.fresh.clear();
            }
            Msg::Continue => match Number::parse(cx.shared.visit.typed.reveal()) {
                Ok(number) => {
                    enter_number(cx.shared, number);
                    return Some(Exit::Entered);
                }
                Err(fault) => self.refused = Some(fault),
            },
            Msg::Show | Msg::Cover(_) => {}
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, _area: Rect) {
        // The demonstration's person may be chosen while this screen is open.
        if self.filled == shared.visit.person {
            return;
        }
        self.filled = shared.visit.person;
        if let Some(digits) = shared.person().map(|person| person.number.digits().to_owned()) {
            shared.visit.typed = typed(&digits);
            self.fresh.clear();
            self.refused = None;
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Number)
    }
}

impl NumberEntry {
    /// Takes digits from elsewhere instead of what stands there; says what is wrong with anything
    /// else and leaves what stands there alone.
    fn paste(&mut self, shared: &mut Shared, text: &Secret) {
        let mut digits = Secret::new("iin", "");
        for c in
            text.reveal().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{b7}'))
        {
            digits.push(c);
        }
        let length = digits.len();
        if !digits.reveal().chars().all(|c| c.is_ascii_digit()) {
            self.refused = Some(NumberFault::NotDigits);
        } else if length > LENGTH {
            self.refused = Some(NumberFault::Length(u8::try_from(length).unwrap_or(u8::MAX)));
        } else if length > 0 {
            shared.visit.typed = digits;
            self.fresh.clear();
        }
    }
}

fn typed(digits: &str) -> Secret {
    let mut typed = Secret::new("iin", "");
    for digit in digits.chars() {
        typed.push(digit);
    }
    typed
}

/// Another number than before is another applicant: what was made for the one before is void.
fn enter_number(shared: &mut Shared, number: Number) {
    let visit = &mut shared.visit;
    if visit.number.as_ref() != Some(&number) {
        visit.request = None;
        visit.cms = None;
        visit.signed_in = None;
    }
    visit.number = Some(number);
}
