//! Signing by a phone with eGov Mobile (row E4): a QR code, how far the phone is, what became of it.
//!
//! ```text
//! asking ──▶ shown: waiting ─▶ fetched ─▶ checking ──▶ back to the document, which hands in
//!    ▲              │             │           │
//!    └── new code ──┴─────────────┴───────────┴──▶ stopped: what, code, next step
//! ```
//! The key stays on the phone. The portal judges the signature and keeps it for this console, which
//! hands it in like any other: so the session, the wait for what is pending and every refusal
//! afterwards are the document's own.

mod view;

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, MobileState, ProblemCode},
    app::{
        effect::{EffectId, PhoneCode, PhoneSeen, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        trouble::Trouble,
    },
    domain::{CheckLine, Fault, Moment},
    text::phrases::{common, mobile, ncalayer},
};

/// The countdown's step: a calm one, and few wake-ups.
const TICK: Duration = Duration::from_secs(10);

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhoneSigning {
    stage: Stage,
    /// Names the act of asking for this code.
    attempt: Option<u64>,
    /// True when the phone is being watched.
    watched: bool,
    /// What the demonstration's phone does.
    demonstration: Demonstration,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Default)]
enum Stage {
    /// The portal makes the code.
    #[default]
    Asking,
    /// The code is there, and the phone is somewhere.
    Shown(Box<PhoneCode>, MobileState),
    /// It did not go on.
    Stopped(Box<Stop>),
}

/// Why it did not go on.
#[derive(Debug, Clone, PartialEq)]
struct Stop {
    trouble: Trouble,
    /// Every check of the signature.
    checks: Vec<CheckLine>,
    /// Whether another code would help.
    again: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Demonstration {
    #[default]
    Idle,
    Signs,
    Failed,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The code was made, or not.
    Code(Result<Box<PhoneCode>, Failure>),
    /// The phone is somewhere else, or the portal did not say.
    Seen(Result<Box<PhoneSeen>, Failure>),
    /// Some seconds have passed.
    Tick,
    /// Another code.
    Again,
    /// The demonstration's phone is to sign.
    Demonstrate,
    /// It has, or could not.
    Demonstrated(bool),
    /// The way back; an open code is taken back.
    Back,
    /// To another way to sign.
    OtherWay,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The signature is in the visit.
    Signed,
    /// Back to the document.
    Left,
    /// Back to the ways.
    Ways,
}

impl PhoneSigning {
    /// Where the phone is, while a code is open.
    #[must_use]
    pub fn state(&self) -> Option<MobileState> {
        match &self.stage {
            Stage::Shown(_, state) => Some(*state),
            Stage::Asking | Stage::Stopped(_) => None,
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>, attempt: u64) {
        self.attempt = Some(attempt);
        self.watched = false;
        self.demonstration = Demonstration::Idle;
        self.stage = Stage::Asking;
        match &cx.shared.visit.request {
            Some(asked) => {
                let (errand, id) = (asked.errand(), asked.id().clone());
                cx.ask(Request::AskPhone { errand, id, attempt });
            }
            None => self.stop(Trouble::from(&Failure::NoSession), false),
        }
    }

    fn watch(&mut self, cx: &mut Cx<'_>) {
        let (Some(seen), Some(asked)) = (self.state(), &cx.shared.visit.request) else { return };
        let (errand, id) = (asked.errand(), asked.id().clone());
        cx.ask(Request::WatchPhone { errand, id, seen });
        self.watched = true;
    }

    fn stop(&mut self, trouble: Trouble, again: bool) {
        self.stage = Stage::Stopped(Box::new(Stop { trouble, checks: Vec::new(), again }));
    }

    /// The open code, or the one that is being made, is worth nothing from here.
    fn take_back(&self, cx: &mut Cx<'_>) {
        let stopped = matches!(self.stage, Stage::Stopped(_));
        if let (false, Some(asked)) = (stopped, &cx.shared.visit.request) {
            let id = asked.id().clone();
            cx.ask(Request::CancelPhone { id });
        }
    }

    fn code(&mut self, cx: &mut Cx<'_>, answer: Result<Box<PhoneCode>, Failure>) {
        match answer {
            Ok(code) => {
                let left = code.expires_at.since(cx.shared.now);
                self.stage = Stage::Shown(code, MobileState::Waiting);
                self.watch(cx);
                cx.after(TICK.min(left));
            }
            Err(failure) => self.fail(cx, failure),
        }
    }

    /// The portal did not answer as it should. What cannot be signed any more is asked for anew by
    /// the document.
    fn fail(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.watched = false;
        if failure.is_outage() {
            cx.report_outage(failure);
            return;
        }
        let is_over = matches!(
            failure.code(),
            Some(
                ProblemCode::RequestExpired
                    | ProblemCode::NonceUsed
                    | ProblemCode::Unauthorised
                    | ProblemCode::AgreementChanged
            )
        ) || failure == Failure::NoSession;
        if is_over {
            cx.shared.visit.request = None;
        }
        let offered = failure.code() != Some(ProblemCode::MobileNotOffered);
        self.stop(Trouble::from(&failure), offered && !is_over);
    }

    fn seen(&mut self, cx: &mut Cx<'_>, seen: PhoneSeen) -> Option<Exit> {
        self.watched = false;
        let Stage::Shown(_, state) = &mut self.stage else { return None };
        match (seen.state, seen.cms) {
            (MobileState::Waiting | MobileState::Fetched | MobileState::Checking, _) => {
                *state = seen.state;
                self.watch(cx);
            }
            (MobileState::Signed, Some(cms)) => {
                cx.shared.visit.cms = Some(cms);
                return Some(Exit::Signed);
            }
            (MobileState::Signed, None) => self.stop(Trouble::from(&Failure::BadAnswer), true),
            (MobileState::Refused, _) => {
                let trouble = Trouble::from(seen.fault.unwrap_or(Fault::BadSignature));
                let stop = Stop { trouble, checks: seen.checks, again: true };
                self.stage = Stage::Stopped(Box::new(stop));
            }
            (MobileState::Expired, _) => self.expire(),
            (MobileState::Cancelled, _) => self.stop(
                Trouble {
                    sentence: mobile::cancelled(),
                    code: "mobile cancelled".to_owned(),
                    next: mobile::cancelled_next(),
                },
                true,
            ),
        }
        None
    }

    fn expire(&mut self) {
        let trouble = Trouble {
            sentence: mobile::expired(),
            code: "mobile expired".to_owned(),
            next: mobile::expired_next(),
        };
        self.stop(trouble, true);
    }

    fn tick(&mut self, cx: &mut Cx<'_>) {
        let Stage::Shown(code, state) = &self.stage else { return };
        let over = cx.shared.now >= code.expires_at;
        if over && *state != MobileState::Checking {
            self.take_back(cx);
            self.expire();
        } else {
            let left = code.expires_at.since(cx.shared.now);
            cx.after(if over { TICK } else { TICK.min(left) });
        }
    }

    /// The demonstration's person whose phone could sign here.
    fn can_demonstrate(&self, shared: &Shared) -> bool {
        self.state() == Some(MobileState::Waiting)
            && self.demonstration != Demonstration::Signs
            && shared.person().is_some()
    }
}

impl Screen for PhoneSigning {
    type Msg = Msg;
    type Exit = Exit;

    /// The same attempt is the same code, so an outage in between makes no second one.
    fn enter(&mut self, cx: &mut Cx<'_>) {
        match (&self.stage, self.attempt) {
            (Stage::Asking, Some(attempt)) => self.ask(cx, attempt),
            (Stage::Asking, None) => {
                let attempt = cx.attempt();
                self.ask(cx, attempt);
            }
            (Stage::Shown(..), _) if !self.watched => self.watch(cx),
            _ => {}
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let cancel = || Binding::new(common::cancel(), [Key::Esc], Msg::Back).left();
        let anew = || Binding::new(mobile::new_code(), [Key::Enter], Msg::Again).main();
        match &self.stage {
            Stage::Asking => vec![cancel()],
            // A signature on its way is not left behind.
            Stage::Shown(_, MobileState::Checking) => Vec::new(),
            Stage::Shown(..) if self.can_demonstrate(shared) => {
                let sign =
                    Binding::new(mobile::demonstration(), [Key::Char('d')], Msg::Demonstrate);
                vec![cancel(), sign.middle(), anew()]
            }
            Stage::Shown(..) => vec![cancel(), anew()],
            Stage::Stopped(stop) => {
                let other = Binding::new(ncalayer::other_way(), [Key::Char('w')], Msg::OtherWay);
                let back = Binding::new(common::back(), [Key::Esc], Msg::Back).left();
                match stop.again {
                    true => vec![back, other.middle(), anew()],
                    false => {
                        vec![Binding::new(common::back(), [Key::Enter, Key::Esc], Msg::Back).main()]
                    }
                }
            }
        }
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::PhoneCode(answer) => Some(Msg::Code(answer)),
            Reply::PhoneSeen(answer) => Some(Msg::Seen(answer)),
            Reply::PhoneDone(done) => Some(Msg::Demonstrated(done)),
            Reply::Elapsed => Some(Msg::Tick),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Code(answer) => self.code(cx, answer),
            Msg::Seen(Ok(seen)) => return self.seen(cx, *seen),
            Msg::Seen(Err(failure)) => self.fail(cx, failure),
            Msg::Tick => self.tick(cx),
            Msg::Again => {
                // What still runs belongs to the code before.
                cx.ask(Request::Cancel(cx.scope));
                let attempt = cx.attempt();
                self.ask(cx, attempt);
            }
            Msg::Demonstrate => {
                if let (true, Stage::Shown(code, _), Some(person)) =
                    (self.can_demonstrate(cx.shared), &self.stage, cx.shared.person())
                {
                    let (key, password) = (person.key.clone(), person.password.clone());
                    let link = code.link.clone();
                    cx.ask(Request::DemonstratePhone { link, key, password });
                    self.demonstration = Demonstration::Signs;
                }
            }
            // Where the portal says more of it, that follows by itself.
            Msg::Demonstrated(done) => {
                self.demonstration = if done { Demonstration::Idle } else { Demonstration::Failed };
            }
            Msg::Back => {
                self.take_back(cx);
                return Some(Exit::Left);
            }
            Msg::OtherWay => return Some(Exit::Ways),
        }
        None
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

    fn is_elsewhere(&self) -> bool {
        matches!(self.stage, Stage::Shown(..))
    }
}

/// What is left until then, as minutes and seconds.
fn left(until: Moment, now: Moment) -> String {
    let seconds = until.since(now).as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The step that is under way: the steps before it are done.
const fn place(state: MobileState) -> usize {
    match state {
        MobileState::Fetched => 1,
        MobileState::Checking => 2,
        _ => 0,
    }
}
