//! What will be signed, rendered from the very bytes, and the signing itself (A6).
//!
//! ```text
//! asking ──▶ ready ──▶ signing ──▶ handing in ──▶ receipt
//!    ▲  └───────┴─────────┴─────────────┴──▶ stopped: what, code, next step, one way on
//!    └─────────────────────────────────────────┘
//! ```
//! Invariant: the bytes that are drawn are the bytes that go into [`Request::Sign`]; they were made
//! here and never came from the portal. A signature, once made, stays in the visit until the portal
//! has answered for it, so handing in can be repeated and there is never a second acceptance.

mod rebuild;
mod view;

use std::{sync::Arc, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{AcceptanceState, Failure, ProblemCode, RequestAcceptance, Requested, Shown, Signed},
    app::{
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        trouble::Trouble,
        widgets::first_failed,
    },
    document::Page,
    domain::{CheckLine, Fault},
    text::{
        Phrase,
        phrases::{self, certificate, common, document},
    },
};

pub use rebuild::Difference;

/// How long the portal is left to check before it is asked again.
const POLL: Duration = Duration::from_secs(3);

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

/// Pages for one size.
#[derive(Debug, Clone, PartialEq)]
struct Paged {
    size: (u16, u16),
    pages: Arc<[Page]>,
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

/// Why it did not go on, and what would.
#[derive(Debug, Clone, PartialEq)]
struct Stop {
    trouble: Trouble,
    /// The check that failed, in words.
    detail: Option<Phrase>,
    /// Every check the portal made.
    checks: Vec<CheckLine>,
    way: Way,
}

/// The way on from a stop: the main action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A new request.
    Ask,
    /// Sign again.
    Sign,
    /// Hand the same signature in again.
    HandIn,
    /// Another key.
    OtherKey,
    /// Back to reading.
    Read,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The portal prepared the request, or not.
    Requested(Result<Box<Requested>, Failure>),
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
    /// Time to ask whether the portal is done.
    AskAgain,
    /// The way on from a stop.
    GoOn,
    /// The way back.
    Back,
}

/// A turn of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// To the first.
    First,
    /// To the one before.
    Before,
    /// To the next.
    After,
    /// To the last.
    Last,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The acceptance is in force; it is in the visit.
    Accepted,
    /// Another key is wanted: the portal refused this signature.
    OtherKey,
    /// The portal misses a part of the reading.
    Unread,
    /// Back to the certificate.
    Left,
}

impl Document {
    /// Asks for a new request with what was shown.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let now = cx.shared.now;
        let visit = &mut cx.shared.visit;
        visit.request = None;
        visit.cms = None;
        self.stage = Stage::Asking;
        // The flow leads here only with a number; without one there is only the way back.
        let Some(number) = visit.number.clone() else { return };
        let reading = &visit.reading;
        let agreement = &cx.shared.facts.agreement;
        let request = RequestAcceptance {
            number: Some(number),
            agreement: agreement.version().clone(),
            shown: Shown {
                languages: reading.languages(),
                blocks: u32::try_from(reading.progress(agreement).0).unwrap_or(u32::MAX),
                from: reading.from.unwrap_or(now),
                until: reading.until.unwrap_or(now),
                statement: reading.statement,
                consent: reading.consent,
            },
        };
        cx.ask(Request::RequestAcceptance(request));
    }

    /// Rebuilds the document of the request, or refuses it.
    fn take(&mut self, cx: &mut Cx<'_>, requested: Requested) {
        match rebuild::rebuild(cx.shared, &requested) {
            Ok(bytes) => {
                if self.bytes.as_ref() != Some(&bytes) {
                    self.bytes = Some(bytes);
                    self.paged = None;
                    self.at = 0;
                }
                cx.shared.visit.request = Some(requested);
                self.stage = Stage::Ready;
            }
            Err(difference) => {
                self.bytes = None;
                self.paged = None;
                cx.shared.visit.request = None;
                self.stop(Trouble::from(difference), Way::Ask);
            }
        }
    }

    fn stop(&mut self, trouble: Trouble, way: Way) {
        let stop = Stop { trouble, detail: None, checks: Vec::new(), way };
        self.stage = Stage::Stopped(Box::new(stop));
    }

    /// Signs the bytes that are shown, unless the request has expired meanwhile.
    fn sign(&mut self, cx: &mut Cx<'_>) {
        let open = cx.shared.visit.request.as_ref();
        match (&self.bytes, open.is_some_and(|request| cx.shared.now < request.expires_at)) {
            (Some(bytes), true) => {
                let document = Arc::clone(bytes);
                self.stage = Stage::Signing;
                cx.ask(Request::Sign { document });
            }
            _ => {
                self.anew = true;
                self.ask(cx);
            }
        }
    }

    /// Hands in the signature that the visit keeps.
    fn hand_in(&mut self, cx: &mut Cx<'_>, checking: bool) {
        let visit = &cx.shared.visit;
        match (&visit.request, &visit.cms) {
            (Some(request), Some(cms)) => {
                let (id, cms) = (request.id.clone(), Arc::clone(cms));
                self.stage = Stage::HandingIn { checking };
                cx.ask(Request::PutSignature { id, cms });
            }
            _ => self.ask(cx),
        }
    }

    /// The portal's word on the signature.
    fn accept(&mut self, cx: &mut Cx<'_>, signed: Signed) -> Option<Exit> {
        match signed.acceptance.state {
            AcceptanceState::Effective if signed.acceptance.receipt.is_some() => {
                cx.shared.visit.signed = Some(signed);
                cx.shared.visit.request = None;
                cx.shared.visit.cms = None;
                return Some(Exit::Accepted);
            }
            AcceptanceState::Signed | AcceptanceState::Pending => {
                self.stage = Stage::HandingIn { checking: true };
                cx.after(POLL);
            }
            AcceptanceState::Refused => self.refuse(cx, None, signed.acceptance.checks),
            AcceptanceState::Expired => {
                self.anew = true;
                self.ask(cx);
            }
            AcceptanceState::Effective | AcceptanceState::Requested => {
                self.stop(Trouble::from(&Failure::BadAnswer), Way::HandIn);
            }
        }
        None
    }

    /// The signature was refused: which check failed first, and why.
    fn refuse(&mut self, cx: &mut Cx<'_>, fault: Option<Fault>, checks: Vec<CheckLine>) {
        cx.shared.visit.request = None;
        cx.shared.visit.cms = None;
        let first = first_failed(&checks);
        let fault = fault.or(first.map(|(_, fault)| fault)).unwrap_or(Fault::BadSignature);
        let detail = first.map(|(line, _)| document::first_failed(phrases::check(line.check)));
        let trouble = Trouble::from(fault);
        self.stage = Stage::Stopped(Box::new(Stop { trouble, detail, checks, way: Way::OtherKey }));
    }

    /// The request could not be made.
    fn fail_asking(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        let way = match failure.code() {
            Some(ProblemCode::NotRead) => Way::Read,
            _ => Way::Ask,
        };
        self.stop(Trouble::from(&failure), way);
        if failure.is_outage() {
            cx.report_outage(failure);
        }
    }

    /// The signature could not be handed in. It is kept, except where the portal has said that it
    /// will never take it.
    fn fail_handing_in(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        if let Failure::Refused(problem) = &failure
            && problem.code == ProblemCode::SignatureRefused
        {
            return self.refuse(cx, problem.fault, problem.checks.clone());
        }
        let way = match failure.code() {
            Some(
                ProblemCode::RequestExpired
                | ProblemCode::NonceUsed
                | ProblemCode::NotFound
                | ProblemCode::Unauthorised
                | ProblemCode::AgreementChanged,
            ) => Way::Ask,
            _ if failure == Failure::NoSession => Way::Ask,
            _ => Way::HandIn,
        };
        if way == Way::Ask {
            cx.shared.visit.request = None;
            cx.shared.visit.cms = None;
        }
        let mut trouble = Trouble::from(&failure);
        match (&failure, way) {
            (Failure::NoSession, _) => trouble.next = document::session_over(),
            (Failure::Refused(_), _) | (_, Way::Ask) => {} // the portal's own next step
            _ => trouble.next = document::nothing_twice(),
        }
        self.stop(trouble, way);
        if failure.is_outage() {
            cx.report_outage(failure);
        }
    }

    fn go_on(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let Stage::Stopped(stop) = &self.stage else { return None };
        match stop.way {
            Way::Ask => self.ask(cx),
            Way::Sign => self.sign(cx),
            Way::HandIn => self.hand_in(cx, false),
            Way::OtherKey => return Some(Exit::OtherKey),
            Way::Read => return Some(Exit::Unread),
        }
        None
    }

    /// The pages and the place of the one that is shown.
    fn page(&self) -> Option<(&[Page], usize)> {
        let pages = &self.paged.as_ref()?.pages;
        let place = pages.partition_point(|page| page.bytes.end <= self.at);
        Some((pages, place.min(pages.len().saturating_sub(1))))
    }

    fn turn(&mut self, turn: Turn) {
        let Some((pages, place)) = self.page() else { return };
        let last = pages.len().saturating_sub(1);
        let to = match turn {
            Turn::First => 0,
            Turn::Before => place.saturating_sub(1),
            Turn::After => (place + 1).min(last),
            Turn::Last => last,
        };
        self.at = pages.get(to).map_or(0, |page| page.bytes.start);
    }
}

impl Screen for Document {
    type Msg = Msg;
    type Exit = Exit;

    /// A signature that was made is handed in again; a request that is still good is taken again;
    /// otherwise a new one is asked for.
    fn enter(&mut self, cx: &mut Cx<'_>) {
        let (now, visit) = (cx.shared.now, &cx.shared.visit);
        let Some(request) = visit.request.clone() else { return self.ask(cx) };
        if visit.cms.is_some() {
            return self.hand_in(cx, false);
        }
        let open =
            now < request.expires_at && rebuild::is_timely(request.document.requested_at, now);
        if open && visit.number.as_ref() == Some(&request.document.number) {
            self.take(cx, request);
        } else {
            self.anew = !open;
            self.ask(cx);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let back = || Binding::new(common::back(), [Key::Esc], Msg::Back).left();
        match &self.stage {
            Stage::Asking => vec![back()],
            Stage::Signing => {
                vec![Binding::new(common::cancel(), [Key::Esc], Msg::Cancelled).left()]
            }
            Stage::HandingIn { .. } => Vec::new(),
            Stage::Stopped(stop) => {
                let words = match stop.way {
                    Way::Ask => document::new_request(),
                    Way::Sign => common::retry(),
                    Way::HandIn => document::hand_in_again(),
                    Way::OtherKey => certificate::other_key(),
                    Way::Read => document::read_again(),
                };
                vec![back(), Binding::new(words, [Key::Enter], Msg::GoOn).main()]
            }
            Stage::Ready => {
                let turn =
                    |words, keys: Vec<Key>, turn| Binding::new(words, keys, Msg::Turned(turn));
                let before = vec![Key::PageUp, Key::Up, Key::Left];
                let after = vec![Key::PageDown, Key::Down, Key::Right, Key::Char(' ')];
                vec![
                    back(),
                    Binding::new(document::sign(), [Key::Enter], Msg::Sign).main(),
                    turn(document::page_before(), before, Turn::Before),
                    turn(document::page_after(), after, Turn::After),
                    turn(document::first_page(), vec![Key::Home], Turn::First),
                    turn(document::last_page(), vec![Key::End], Turn::Last),
                ]
            }
        }
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.stage != Stage::Ready {
            return Vec::new();
        }
        let places = view::lay_out(shared, area);
        // The page itself turns on: the lower half forward, the upper half back.
        let half = places.page.height / 2;
        let upper = Rect { height: half, ..places.page };
        let lower =
            Rect { y: places.page.y + half, height: places.page.height - half, ..places.page };
        let turn = Msg::Turned;
        vec![
            (places.before, turn(Turn::Before)),
            (places.after, turn(Turn::After)),
            (upper, turn(Turn::Before)),
            (lower, turn(Turn::After)),
        ]
    }

    fn wheeled(&self, _shared: &Shared, _area: Rect, _at: Position, down: bool) -> Option<Msg> {
        let turn = if down { Turn::After } else { Turn::Before };
        (self.stage == Stage::Ready).then_some(Msg::Turned(turn))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Requested(answer) => Some(Msg::Requested(answer)),
            Reply::Signature(answer) => Some(Msg::Signature(answer)),
            Reply::Accepted(answer) => Some(Msg::Accepted(answer)),
            Reply::Elapsed => Some(Msg::AskAgain),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Requested(Ok(requested)) => self.take(cx, *requested),
            Msg::Requested(Err(failure)) => self.fail_asking(cx, failure),
            Msg::Turned(turn) => self.turn(turn),
            Msg::Sign => self.sign(cx),
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
            Msg::AskAgain => self.hand_in(cx, true),
            Msg::GoOn => return self.go_on(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    /// Breaks the document into the pages there is room for.
    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        let Some(bytes) = &self.bytes else { return };
        let size = view::page_size(shared, area);
        if self.paged.as_ref().is_none_or(|paged| paged.size != size) {
            let pages = crate::document::pages(bytes, size.0, size.1).into();
            self.paged = Some(Paged { size, pages });
        }
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
