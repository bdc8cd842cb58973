//! Paying: the code and its QR, waiting for the money, the new balance.
//!
//! While it is up it asks every two seconds what became of the top-up; after ten minutes it asks no
//! more by itself, so that an abandoned screen does not keep a session alive for a day.

mod view;

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Balance, Failure, Paid, TopUpState, TopUpView},
    app::{
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::Moment,
    text::phrases::{common, topup},
};

/// Between two questions.
pub(in crate::app) const PAUSE: Duration = Duration::from_secs(2);
/// How long it asks by itself.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Payment {
    /// The top-up as it was last seen.
    top_up: Option<Box<TopUpView>>,
    /// Since when it asks by itself.
    since: Moment,
    /// True while a question or the pause before it is under way.
    asking: bool,
    /// Why the last question brought no answer.
    failure: Option<Failure>,
    /// The demonstration's payment.
    paying: Fetched<Box<Paid>>,
    /// The balance, once it was paid.
    balance: Fetched<Balance>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The pause is over.
    Elapsed,
    /// What became of the top-up.
    Came(Result<Box<TopUpView>, Failure>),
    /// The new balance.
    BalanceCame(Result<Balance, Failure>),
    /// Somebody wants to know at once.
    Check,
    /// The demonstration's payment is to be made.
    Pay,
    /// It was made, or not.
    Paid(Result<Box<Paid>, Failure>),
    /// Another code.
    Anew,
    /// To the account.
    Leave,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To the account; a top-up that waits is still in the visit.
    Left,
    /// To the amount, for another code.
    Anew,
}

impl Payment {
    fn state(&self) -> Option<TopUpState> {
        self.top_up.as_ref().map(|it| it.state)
    }

    /// True when the demonstration's provider can be paid from here.
    fn can_pay(&self, shared: &Shared) -> bool {
        let leads_to_till =
            |it: &TopUpView| it.qr.as_str().to_ascii_lowercase().starts_with("http://127.0.0.1:");
        shared.is_demonstration()
            && self.paying != Fetched::Asked
            && self.top_up.as_deref().is_some_and(leads_to_till)
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        if let Some(top_up) = &self.top_up {
            self.asking = true;
            cx.ask(Request::TopUp(top_up.id.clone()));
        }
    }

    fn take(&mut self, cx: &mut Cx<'_>, answer: Result<Box<TopUpView>, Failure>) {
        self.asking = false;
        let top_up = match answer {
            Ok(top_up) => top_up,
            Err(failure) => {
                if failure.is_outage() {
                    cx.report_outage(failure.clone());
                }
                self.failure = Some(failure);
                return;
            }
        };
        self.failure = None;
        let state = top_up.state;
        self.top_up = Some(top_up);
        if state == TopUpState::Waiting {
            cx.shared.visit.top_up.clone_from(&self.top_up);
            if cx.shared.now.since(self.since) < PATIENCE {
                self.asking = true;
                cx.after(PAUSE);
            }
            return;
        }
        cx.shared.visit.top_up = None;
        if state == TopUpState::Paid && self.balance.is_lacking() {
            self.balance = Fetched::Asked;
            cx.ask(Request::Balance);
        }
    }
}

impl Screen for Payment {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.top_up.is_none() {
            self.top_up.clone_from(&cx.shared.visit.top_up);
            self.since = cx.shared.now;
        }
        match self.state() {
            Some(TopUpState::Paid) if self.balance.is_lacking() => {
                self.balance = Fetched::Asked;
                cx.ask(Request::Balance);
            }
            Some(TopUpState::Paid) => {}
            _ if self.failure.is_some() => self.ask(cx),
            Some(TopUpState::Waiting) if !self.asking => {
                self.asking = true;
                cx.after(PAUSE);
            }
            _ => {}
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        match self.state() {
            Some(TopUpState::Waiting) => {
                let mut bindings =
                    vec![Binding::new(common::back(), [Key::Esc], Msg::Leave).left()];
                if self.can_pay(shared) {
                    let pay = Binding::new(topup::pay(), [Key::Char('d')], Msg::Pay);
                    bindings.push(pay.middle());
                }
                bindings.push(Binding::new(topup::check(), [Key::Enter], Msg::Check).main());
                bindings
            }
            Some(TopUpState::Expired) => vec![
                Binding::new(common::back(), [Key::Esc], Msg::Leave).left(),
                Binding::new(topup::new_code(), [Key::Enter], Msg::Anew).main(),
            ],
            Some(TopUpState::Paid) | None => {
                vec![Binding::new(topup::to_account(), [Key::Enter, Key::Esc], Msg::Leave).main()]
            }
        }
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Elapsed => Some(Msg::Elapsed),
            Reply::TopUp(answer) => Some(Msg::Came(answer)),
            Reply::Balance(answer) => Some(Msg::BalanceCame(answer)),
            Reply::PaidAtTill(answer) => Some(Msg::Paid(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Elapsed => self.ask(cx),
            Msg::Came(answer) => self.take(cx, answer),
            Msg::BalanceCame(answer) => self.balance.take(cx, answer),
            Msg::Check => {
                self.since = cx.shared.now;
                self.ask(cx);
            }
            Msg::Pay => {
                if let Some(top_up) = self.top_up.as_ref().filter(|_| self.can_pay(cx.shared)) {
                    cx.ask(Request::PayAtTill(top_up.qr.clone()));
                    self.paying = Fetched::Asked;
                }
            }
            Msg::Paid(answer) => {
                // The portal says whether it was credited; the provider only that it was sent.
                self.paying = answer.map_or_else(Fetched::Failed, Fetched::Here);
                self.ask(cx);
            }
            Msg::Anew => return Some(Exit::Anew),
            Msg::Leave => return Some(Exit::Left),
        }
        None
    }

    fn view(
        &self,
        _shared: &Shared,
        look: &Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        view::draw(self, look, area, buf);
        None
    }

    /// Paying by phone takes a while.
    fn is_reading(&self) -> bool {
        self.state() == Some(TopUpState::Waiting)
    }
}
