//! What will be signed, rendered from the very bytes, and the signing itself (A6): the document of
//! joining, or the challenge of signing in.
//!
//! ```text
//! asking ──▶ ready ──▶ signing ──▶ handing in ──▶ receipt, account or agreement
//!    ▲  └───────┴─────────┴─────────────┴──▶ stopped: what, code, next step, one way on
//!    └─────────────────────────────────────────┘
//! ```
//! Invariant: the bytes that are drawn are the bytes that go into [`Request::Sign`], or out by
//! [`Exit::NcaLayer`] to the screen where another program signs them; they were made here and never
//! came from the portal. A signature, once made, stays in the visit until the portal has answered
//! for it, so handing in can be repeated and there is never a second acceptance.

mod keys;
mod pages;
mod rebuild;
mod signing;
mod stop;
mod view;

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, Signed, SignedIn},
    app::{
        asked::Asked,
        effect::{EffectId, Reply, Request},
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        trouble::Trouble,
    },
    domain::Fault,
};
use pages::Paged;
use stop::{Stop, Way};

pub use pages::Turn;
pub use rebuild::Difference;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    stage: Stage,
    /// The document, made here.
    bytes: Option<Arc<[u8]>>,
    /// Its pages for the room there is.
    paged: Option<Paged>,
    /// An octet of the page that is shown: finds the place again after a change of size.
    at: usize,
    /// True when an earlier request had expired and this is a new one.
    anew: bool,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Default)]
enum Stage {
    /// The portal prepares the request.
    #[default]
    Asking,
    /// The document is there to be read and signed.
    Ready,
    /// The key signs.
    Signing,
    /// The signature is on its way; `checking` when the portal has it and is not done.
    HandingIn { checking: bool },
    /// It did not go on.
    Stopped(Box<Stop>),
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The portal prepared the request, or not.
    Requested(Result<Box<Asked>, Failure>),
    /// Another page.
    Turned(Turn),
    /// The document is to be signed.
    Sign,
    /// The signing is to stop.
    Cancelled,
    /// The key signed, or not.
    Signature(Result<Arc<[u8]>, Fault>),
    /// The portal took the signature, or not.
    Accepted(Result<Box<Signed>, Failure>),
    /// The portal let the citizen in, or not.
    SignedIn(Result<Box<SignedIn>, Failure>),
    /// Time to ask whether the portal is done.
    AskAgain,
    /// The way on from a stop.
    GoOn,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The acceptance is in force; it is in the visit.
    Accepted,
    /// A session is open.
    SignedIn,
    /// The citizen is known by the EDS, but no acceptance is in force.
    AgreementRequired,
    /// The acceptance waits for others, or they have refused it; it is in the visit.
    Pending,
    /// NCALayer is to sign these bytes, which were shown.
    NcaLayer(Arc<[u8]>),
    /// A phone is to sign what was shown.
    Phone,
    /// Another key is wanted: the portal refused this signature.
    OtherKey,
    /// The portal misses a part of the reading.
    Unread,
    /// Back to the certificate, or to the ways to sign.
    Left,
}

impl Screen for Document {
    type Msg = Msg;
    type Exit = Exit;

    /// A signature that was made is handed in again; a request that is still good is taken again;
    /// otherwise a new one is asked for.
    fn enter(&mut self, cx: &mut Cx<'_>) {
        let (now, visit) = (cx.shared.now, &cx.shared.visit);
        let request = visit.request.clone().filter(|asked| asked.errand() == visit.errand);
        let Some(request) = request else { return self.ask(cx) };
        if visit.cms.is_some() {
            return self.hand_in(cx, false);
        }
        let open = now < request.expires_at() && rebuild::is_timely(request.requested_at(), now);
        if open && visit.number.as_ref() == Some(request.number()) {
            self.take(cx, request);
        } else {
            self.anew = !open;
            self.ask(cx);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        keys::bindings(self)
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        keys::targets(self, shared, area)
    }

    fn wheeled(&self, _shared: &Shared, _area: Rect, _at: Position, down: bool) -> Option<Msg> {
        let turn = if down { Turn::After } else { Turn::Before };
        (self.stage == Stage::Ready).then_some(Msg::Turned(turn))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Requested(answer) => {
                Some(Msg::Requested(answer.map(|it| Box::new(Asked::Acceptance(*it)))))
            }
            Reply::Challenged(answer) => {
                Some(Msg::Requested(answer.map(|it| Box::new(Asked::SignIn(*it)))))
            }
            Reply::Signature(answer) => Some(Msg::Signature(answer)),
            Reply::Accepted(answer) => Some(Msg::Accepted(answer)),
            Reply::SignedIn(answer) => Some(Msg::SignedIn(answer)),
            Reply::Elapsed => Some(Msg::AskAgain),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Requested(Ok(requested)) => self.take(cx, *requested),
            Msg::Requested(Err(failure)) => self.fail_asking(cx, failure),
            Msg::Turned(turn) => self.turn(turn),
            Msg::Sign => return self.sign(cx),
            Msg::Cancelled => {
                cx.ask(Request::Cancel(cx.scope));
                self.stage = Stage::Ready;
            }
            Msg::Signature(Ok(cms)) => {
                cx.shared.visit.cms = Some(cms);
                self.hand_in(cx, false);
            }
            Msg::Signature(Err(fault)) => self.stop(Trouble::from(fault), Way::Sign),
            Msg::Accepted(Ok(signed)) => return self.accept(cx, *signed),
            Msg::Accepted(Err(failure)) => self.fail_handing_in(cx, failure),
            Msg::SignedIn(Ok(signed_in)) => return Some(signing::come_in(cx, *signed_in)),
            Msg::SignedIn(Err(failure)) => self.fail_handing_in(cx, failure),
            Msg::AskAgain => self.hand_in(cx, true),
            Msg::GoOn => return self.go_on(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        self.break_into_pages(shared, area);
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf);
        None
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Eds)
    }

    fn is_reading(&self) -> bool {
        true
    }
}
