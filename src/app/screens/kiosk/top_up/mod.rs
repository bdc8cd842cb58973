//! How much to top the balance up by (3.2.2): presets, keypad, the limits said before anybody asks.
//!
//! The portal gives the limits and judges the amount again; here it is only helped to be right.

mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, RequestTopUp, TopUpLimits, TopUpView, TopUps},
    app::{
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        widgets::{Pad, keypad},
    },
    domain::{Secret, Tenge, digit},
    text::phrases::{common, entry, topup},
};

/// Whole tenge that most people choose, with their keys.
const PRESETS: [(char, u32); 3] = [('a', 1_000), ('s', 5_000), ('d', 10_000)];
/// More digits than any limit has.
const LONGEST: usize = 7;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopUp {
    top_ups: Fetched<TopUps>,
    /// Whole tenge, as typed.
    digits: String,
    /// The code that was asked for.
    made: Fetched<Box<TopUpView>>,
    /// True once somebody wanted to go on with an amount that cannot be.
    refused: bool,
    /// Which attempt this visit is: the same amount later is another top-up.
    attempt: u64,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The limits came.
    LimitsCame(Result<Box<TopUps>, Failure>),
    /// The code came.
    CodeCame(Result<Box<TopUpView>, Failure>),
    /// A digit.
    Typed(char),
    /// Text from elsewhere: it may be anything, so no journal has it.
    Pasted(Secret),
    /// A preset, in whole tenge.
    Chosen(u32),
    /// The last digit is taken back.
    Erase,
    /// All digits are taken back.
    Clear,
    /// The limits are to be asked for again.
    Retry,
    /// Go on with this amount.
    Continue,
    /// Go on with the code that waits already.
    Resume,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// There is a code to pay with; it is in the visit.
    Asked,
    /// Back to the account.
    Left,
}

impl TopUp {
    fn limits(&self) -> Option<TopUpLimits> {
        self.top_ups.here().map(|it| it.limits)
    }

    /// The amount typed so far.
    fn amount(&self) -> Tenge {
        let tenge: i64 = self.digits.parse().unwrap_or(0);
        Tenge::from_tiyn(tenge.saturating_mul(100))
    }

    fn waiting(&self) -> Option<&TopUpView> {
        self.top_ups.here().and_then(|it| it.waiting.as_ref())
    }

    fn type_digit(&mut self, c: char) {
        let is_leading_zero = self.digits.is_empty() && c == '0';
        if c.is_ascii_digit() && !is_leading_zero && self.digits.len() < LONGEST {
            self.digits.push(c);
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let amount = self.amount();
        match self.limits() {
            Some(limits) if limits.allow(amount) => {
                self.made = Fetched::Asked;
                cx.ask(Request::RequestTopUp(RequestTopUp { amount }, self.attempt));
            }
            Some(_) => self.refused = true,
            None => self.enter(cx),
        }
    }
}

impl Screen for TopUp {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.attempt == 0 {
            self.attempt = cx.shared.now.micros().unsigned_abs();
        }
        if self.top_ups.is_lacking() {
            self.top_ups = Fetched::Asked;
            cx.ask(Request::TopUps);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(entry::erase(), [Key::Backspace], Msg::Erase),
            Binding::new(entry::clear(), [Key::Delete, Key::Ctrl('u')], Msg::Clear),
        ];
        let preset = |(key, tenge)| {
            let amount = Tenge::from_tiyn(i64::from(tenge) * 100);
            Binding::new(topup::preset(amount.short()), [Key::Char(key)], Msg::Chosen(tenge))
        };
        bindings.extend(PRESETS.map(preset));
        if self.waiting().is_some() {
            bindings.push(Binding::new(topup::resume(), [Key::Char('c')], Msg::Resume).middle());
        }
        bindings.push(match self.top_ups.failure() {
            Some(_) => Binding::new(common::retry(), [Key::Enter], Msg::Retry).main(),
            None => Binding::new(common::next(), [Key::Enter], Msg::Continue).main(),
        });
        bindings
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match key {
            Key::Char(c) => digit(c).map(Msg::Typed),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        Some(Msg::Pasted(Secret::new("paste", text.reveal())))
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let places = view::lay_out(area);
        let presets = places.presets.iter().zip(PRESETS);
        let presets = presets.map(|(rect, (_, tenge))| (*rect, Msg::Chosen(tenge)));
        let keys = keypad(places.keypad).into_iter().map(|(rect, key)| match key {
            Pad::Digit(digit) => (rect, Msg::Typed(digit)),
            Pad::Clear => (rect, Msg::Clear),
            Pad::Erase => (rect, Msg::Erase),
        });
        presets.chain(keys).collect()
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::TopUps(answer) => Some(Msg::LimitsCame(answer)),
            Reply::TopUp(answer) => Some(Msg::CodeCame(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        if !matches!(msg, Msg::LimitsCame(_) | Msg::CodeCame(_)) {
            self.refused = false;
        }
        match msg {
            Msg::LimitsCame(answer) => self.top_ups.take(cx, answer.map(|it| *it)),
            Msg::CodeCame(Ok(made)) => {
                cx.shared.visit.top_up = Some(made);
                return Some(Exit::Asked);
            }
            Msg::CodeCame(Err(failure)) => self.made.take(cx, Err(failure)),
            Msg::Typed(c) => self.type_digit(c),
            Msg::Pasted(text) => {
                self.digits.clear();
                text.reveal().chars().filter_map(digit).for_each(|c| self.type_digit(c));
            }
            Msg::Chosen(tenge) => self.digits = tenge.to_string(),
            Msg::Erase => drop(self.digits.pop()),
            Msg::Clear => self.digits.clear(),
            Msg::Retry => self.enter(cx),
            Msg::Continue if self.made == Fetched::Asked => {}
            Msg::Continue => self.ask(cx),
            Msg::Resume => {
                if let Some(waiting) = self.waiting().cloned() {
                    cx.shared.visit.top_up = Some(Box::new(waiting));
                    return Some(Exit::Asked);
                }
            }
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf);
        None
    }
}
