//! What stands at the right: the card of an account or a help request.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::Msg;
use crate::{
    app::{
        effect::{EffectId, Reply},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen as _},
        screens::desk::{
            card::{self, Card},
            request::{self, HelpRequest},
        },
        shared::Shared,
    },
    domain::Secret,
    text::{Phrase, phrases::workbench as words},
};

/// The card of an account, or a help request.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pane {
    Card(Box<Card>),
    Request(Box<HelpRequest>),
}

/// What a pane wants when it has been told something.
pub(super) enum Wish {
    /// It is closed.
    Close,
    /// Another one is to be shown instead.
    Show(Pane),
    /// An act waits for the second factor.
    Code,
}

/// Runs `$body` with the screen inside; `$wrap` makes its message the workbench's.
macro_rules! with_pane {
    ($pane:expr, |$it:ident, $wrap:ident| $body:expr) => {
        match $pane {
            Pane::Card($it) => {
                let $wrap = Msg::Card;
                $body
            }
            Pane::Request($it) => {
                let $wrap = Msg::Request;
                $body
            }
        }
    };
}

impl Pane {
    pub(super) fn card(account: u64) -> Self {
        Self::Card(Box::new(Card::open(account)))
    }

    pub(super) fn request(id: u64) -> Self {
        Self::Request(Box::new(HelpRequest::open(id)))
    }

    /// What waits for the same member after the session has ended.
    pub(super) fn parked(self) -> Self {
        match self {
            Self::Card(card) => Self::Card(Box::new(card.parked())),
            Self::Request(request) => Self::Request(Box::new(request.parked())),
        }
    }

    /// Its heading.
    pub(super) fn title(&self) -> Phrase {
        match self {
            Self::Card(card) => words::account(card.account().to_string()),
            Self::Request(request) => words::request(request.id().to_string()),
        }
    }

    /// The number that `y` copies.
    pub(super) fn number(&self) -> u64 {
        match self {
            Self::Card(card) => card.account(),
            Self::Request(request) => request.id(),
        }
    }

    pub(super) fn has_dialog(&self) -> bool {
        with_pane!(self, |it, _wrap| it.has_dialog())
    }

    pub(super) fn takes_text(&self) -> bool {
        with_pane!(self, |it, _wrap| it.takes_text())
    }

    pub(super) fn enter(&mut self, cx: &mut Cx<'_>) {
        with_pane!(self, |it, _wrap| it.enter(cx));
    }

    pub(super) fn refresh(&mut self, cx: &mut Cx<'_>) {
        with_pane!(self, |it, _wrap| it.refresh(cx));
    }

    pub(super) fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        with_pane!(self, |it, wrap| {
            it.bindings(shared).into_iter().map(|binding| binding.map(wrap)).collect()
        })
    }

    pub(super) fn typed(&self, shared: &Shared, key: Key) -> Option<Msg> {
        with_pane!(self, |it, wrap| it.typed(shared, key).map(wrap))
    }

    pub(super) fn pasted(&self, shared: &Shared, text: &Secret) -> Option<Msg> {
        with_pane!(self, |it, wrap| it.pasted(shared, text).map(wrap))
    }

    pub(super) fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        with_pane!(self, |it, wrap| {
            it.targets(shared, area).into_iter().map(|(at, msg)| (at, wrap(msg))).collect()
        })
    }

    pub(super) fn wheeled(
        &self,
        shared: &Shared,
        area: Rect,
        at: Position,
        down: bool,
    ) -> Option<Msg> {
        with_pane!(self, |it, wrap| it.wheeled(shared, area, at, down).map(wrap))
    }

    pub(super) fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        with_pane!(self, |it, wrap| it.replied(id, reply).map(wrap))
    }

    pub(super) fn settle(&mut self, shared: &mut Shared, area: Rect) {
        with_pane!(self, |it, _wrap| it.settle(shared, area));
    }

    pub(super) fn view(
        &self,
        shared: &Shared,
        look: &Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        with_pane!(self, |it, _wrap| it.view(shared, look, area, buf))
    }

    /// Tells it that the code was given, or not.
    pub(super) fn code(&mut self, cx: &mut Cx<'_>, passed: bool) -> Option<Wish> {
        match self {
            Self::Card(_) if passed => self.card_told(cx, card::Msg::CodePassed),
            Self::Card(_) => self.card_told(cx, card::Msg::CodeAbandoned),
            Self::Request(_) if passed => self.request_told(cx, request::Msg::CodePassed),
            Self::Request(_) => self.request_told(cx, request::Msg::CodeAbandoned),
        }
    }

    /// Tells the card; a message for a card that is not shown any more is dropped.
    pub(super) fn card_told(&mut self, cx: &mut Cx<'_>, msg: card::Msg) -> Option<Wish> {
        let Self::Card(card) = self else { return None };
        Some(match card.update(cx, msg)? {
            card::Exit::Left => Wish::Close,
            card::Exit::OpenRequest(id) => Wish::Show(Self::request(id)),
            card::Exit::NeedsCode => Wish::Code,
        })
    }

    /// Tells the help request.
    pub(super) fn request_told(&mut self, cx: &mut Cx<'_>, msg: request::Msg) -> Option<Wish> {
        let Self::Request(shown) = self else { return None };
        Some(match shown.update(cx, msg)? {
            request::Exit::Left => Wish::Close,
            request::Exit::OpenAccount { account, request } => {
                Wish::Show(Self::Card(Box::new(Card::open(account).from_request(request))))
            }
            request::Exit::NeedsCode => Wish::Code,
        })
    }
}
