//! A help request, whole: take it, answer it, close it, go to its account (3.2.1).
//!
//! Like the card it lives inside the workbench.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::staff::{GetRequest, RequestView},
    app::{
        effect::{DeskCall, DeskReply, EffectId, Reply, Request},
        fetched::Fetched,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
};

/// One help request.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpRequest {
    id: u64,
    view: Fetched<RequestView>,
    asked: Option<EffectId>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// Something it asked for was answered.
    Came(EffectId, Box<DeskReply>),
    /// A time it waited for has passed.
    Elapsed(EffectId),
    /// The request has changed: it is asked for anew.
    Refreshed,
    /// The second factor was given again after [`Exit::NeedsCode`].
    CodePassed,
    /// The second factor was not given.
    CodeAbandoned,
}

/// How it can end, or what it needs from the workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It is closed.
    Left,
    /// This account's card is to be shown, with this request as its case.
    OpenAccount {
        /// The account.
        account: u64,
        /// The request.
        request: u64,
    },
    /// An act waits for the second factor; see [`super::card::Exit::NeedsCode`].
    NeedsCode,
}

impl HelpRequest {
    /// The help request of this number; [`Screen::enter`] asks for it.
    #[must_use]
    pub fn open(id: u64) -> Self {
        Self { id, view: Fetched::Missing, asked: None }
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// True while something is typed: every key is the request's then, Esc and Tab included.
    #[must_use]
    pub fn has_dialog(&self) -> bool {
        false
    }

    /// Asks for it anew: there is news about it, or the line was broken.
    pub fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Request::Desk(DeskCall::Request(GetRequest { id: self.id }))));
    }
}

impl Screen for HelpRequest {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.view.is_lacking() {
            self.refresh(cx);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        Vec::new()
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Desk(reply) if self.asked == Some(id) => Some(Msg::Came(id, reply)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Came(_, reply) => {
                if let DeskReply::Request(answer) = *reply {
                    self.asked = None;
                    self.view = match answer {
                        Ok(view) => Fetched::Here(view),
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
