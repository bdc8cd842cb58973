//! The card of an account, as the workbench shows it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        Failure,
        staff::{AccountCard, GetCard},
    },
    app::{
        effect::{DeskCall, DeskReply, EffectId, Reply, Request},
        fetched::Fetched,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        widgets::label,
    },
};

/// The card's state.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    account: u64,
    card: Fetched<Box<AccountCard>>,
}

impl Card {
    /// The card of this account; nothing is asked before [`Screen::enter`].
    #[must_use]
    pub fn open(account: u64) -> Self {
        Self { account, card: Fetched::Missing }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// The card came, or not.
    Came(Result<Box<AccountCard>, Failure>),
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// It is closed.
    Left,
}

impl Screen for Card {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.card = Fetched::Asked;
        cx.ask(Request::Desk(DeskCall::Card(GetCard { account: self.account })));
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        Vec::new()
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Desk(reply) => match *reply {
                DeskReply::Card(card) => Some(Msg::Came(card)),
                _ => None,
            },
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        let Msg::Came(card) = msg;
        self.card.take(cx, card);
        None
    }

    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(card) = self.card.here() {
            label(buf, area, card.name.as_str(), look.style(Role::Text));
        }
        None
    }
}
