//! The account card: why an account is stopped and what lifts it, on one screen (row D3).
//!
//! It lives inside the workbench, which gives it a rectangle, its keys and the answers to what it
//! asked. Answers to anything else are not its own: [`Screen::replied`] says so by `None`.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::staff::AccountCard,
    app::{
        effect::{DeskCall, DeskReply, EffectId, Reply, Request},
        fetched::Fetched,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
};

/// The card of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    account: u64,
    /// The help request from which the card was opened: its number is the case.
    request: Option<u64>,
    card: Fetched<AccountCard>,
    card_asked: Option<EffectId>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// Something it asked for was answered.
    Came(EffectId, Box<DeskReply>),
    /// A time it waited for has passed.
    Elapsed(EffectId),
    /// The account has changed: what is shown is asked for anew, tab and place stay.
    Refreshed,
    /// The second factor was given again after [`Exit::NeedsCode`]: the act goes on, as the same
    /// attempt.
    CodePassed,
    /// The second factor was not given: the act waits in its dialog and has not been done.
    CodeAbandoned,
}

/// How it can end, or what it needs from the workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The card is closed.
    Left,
    /// This help request is to be shown.
    OpenRequest(u64),
    /// An act waits for the second factor. The card stays: it is told [`Msg::CodePassed`] or
    /// [`Msg::CodeAbandoned`].
    NeedsCode,
}

impl Card {
    /// The card of this account; [`Screen::enter`] asks for it.
    #[must_use]
    pub fn open(account: u64) -> Self {
        Self { account, request: None, card: Fetched::Missing, card_asked: None }
    }

    /// The same, opened from a help request: its number is the case that is suggested.
    #[must_use]
    pub fn from_request(self, request: u64) -> Self {
        Self { request: Some(request), ..self }
    }

    /// The account's number.
    #[must_use]
    pub fn account(&self) -> u64 {
        self.account
    }

    /// True while a dialog is open: every key is the card's then, Esc and Tab included.
    #[must_use]
    pub fn has_dialog(&self) -> bool {
        false
    }

    /// Asks for everything shown anew: there is news about this account, or the line was broken.
    pub fn refresh(&mut self, cx: &mut Cx<'_>) {
        let call = crate::api::staff::GetCard { account: self.account };
        self.card_asked = Some(cx.ask(Request::Desk(DeskCall::Card(call))));
    }
}

impl Screen for Card {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.card.is_lacking() {
            self.refresh(cx);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        Vec::new()
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Desk(reply) if self.card_asked == Some(id) => Some(Msg::Came(id, reply)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Came(_, reply) => {
                if let DeskReply::Card(answer) = *reply {
                    self.card_asked = None;
                    self.card = match answer {
                        Ok(card) => Fetched::Here(*card),
                        Err(failure) => Fetched::Failed(failure),
                    };
                }
            }
            Msg::Refreshed => self.refresh(cx),
            Msg::Elapsed(_) | Msg::CodePassed | Msg::CodeAbandoned => {}
        }
        None
    }

    fn view(
        &self,
        _shared: &Shared,
        _look: &Look,
        _area: Rect,
        _buf: &mut Buffer,
    ) -> Option<Position> {
        None
    }
}
