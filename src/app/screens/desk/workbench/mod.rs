//! The desk's one screen after signing in: lists at the left, the card of an account at the right.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::card::{self, Card};
use crate::{
    app::{
        effect::{EffectId, Reply},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    text::phrases::workbench as words,
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbench {
    card: Option<Box<Card>>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// The card is told something.
    Card(card::Msg),
    /// The member signs out.
    SignedOut,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The member has signed out.
    SignedOut,
}

impl Workbench {
    /// What waits for the same member after the session has ended.
    #[must_use]
    pub(in crate::app) fn parked(self) -> Self {
        self
    }
}

impl Screen for Workbench {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let mut all = Vec::new();
        if let Some(card) = &self.card {
            all.extend(card.bindings(shared).into_iter().map(|it| it.map(Msg::Card)));
        }
        all.push(Binding::new(words::sign_out(), [Key::Char('q')], Msg::SignedOut).right());
        all
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        self.card.as_ref()?.replied(id, reply).map(Msg::Card)
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Card(msg) => {
                if let Some(card) = &mut self.card
                    && let Some(card::Exit::Left) = card.update(cx, msg)
                {
                    self.card = None;
                }
                None
            }
            Msg::SignedOut => Some(Exit::SignedOut),
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.card.as_ref().and_then(|card| card.view(shared, look, area, buf))
    }
}
