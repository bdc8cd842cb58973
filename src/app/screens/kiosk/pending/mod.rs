//! Signed, and not in force yet: whose word is awaited, the request's number, until when.
//!
//! ```text
//!            the authority speaks
//! waiting ──────────────────────▶ in force ──▶ receipt, or signing in
//!    │                            refused ───▶ signing anew
//!    └── nobody has to stand here: coming back by the EDS shows the same
//! ```
//! While it is up it asks the portal every few seconds. Who signed here comes in by the signature
//! that the visit still keeps; who came back by signing in signs in once more.

mod view;

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{AcceptanceState, AcceptanceView, Failure, Signed},
    app::{
        asked::Errand,
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::Moment,
    text::phrases::{common, pending},
};

/// Between two questions.
const PAUSE: Duration = Duration::from_secs(5);

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PendingView {
    /// The acceptance as it was last seen.
    view: Option<Box<AcceptanceView>>,
    /// True while a question is under way.
    asking: bool,
    /// When the portal answered last while this screen was up.
    checked: Option<Moment>,
    /// The pause before the next question; another's end means nothing.
    pause: Option<EffectId>,
    /// True when this console has no claim to ask by.
    blind: bool,
    /// Why the last question brought no answer.
    failure: Option<Failure>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The pause is over.
    Elapsed,
    /// What became of it.
    Came(Result<Box<AcceptanceView>, Failure>),
    /// What became of the signature, and whether it lets in.
    Accepted(Result<Box<Signed>, Failure>),
    /// Somebody wants to know at once.
    Check,
    /// To signing in, or to signing anew.
    GoOn,
    /// The visit is over.
    Leave,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// It is in force; it is in the visit.
    Accepted,
    /// It is in force; the way in is signing in.
    SignIn,
    /// It was refused: the agreement is signed anew.
    Anew,
    /// The visit is over.
    Left,
}

impl PendingView {
    fn state(&self) -> Option<AcceptanceState> {
        self.view.as_ref().map(|view| view.state)
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        if let Some(view) = self.view.as_ref().filter(|_| !self.blind) {
            self.asking = true;
            self.pause = None;
            cx.ask(Request::Acceptance(asked_by(cx.shared).unwrap_or_else(|| view.id.clone())));
        }
    }

    fn take(&mut self, cx: &mut Cx<'_>, view: AcceptanceView) {
        self.failure = None;
        self.checked = Some(cx.shared.now);
        let state = view.state;
        self.view = Some(Box::new(view));
        match state {
            AcceptanceState::Signed | AcceptanceState::Pending => {
                self.pause = Some(cx.after(PAUSE));
            }
            // The signature that is still here opens the session.
            AcceptanceState::Effective => {
                let visit = &cx.shared.visit;
                if let (Some(request), Some(cms)) = (&visit.request, &visit.cms) {
                    let (id, cms) = (request.id().clone(), std::sync::Arc::clone(cms));
                    self.asking = true;
                    cx.ask(Request::PutSignature { id, cms });
                }
            }
            _ => {}
        }
    }

    fn fail(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.blind = failure == Failure::NoSession;
        if failure.is_outage() {
            cx.report_outage(failure.clone());
        }
        self.failure = Some(failure).filter(|_| !self.blind);
        let waits =
            matches!(self.state(), Some(AcceptanceState::Signed | AcceptanceState::Pending));
        if waits && !self.blind {
            self.pause = Some(cx.after(PAUSE));
        }
    }

    fn accept(&mut self, cx: &mut Cx<'_>, signed: Signed) -> Option<Exit> {
        let visit = &mut cx.shared.visit;
        (visit.request, visit.cms) = (None, None);
        if signed.acceptance.state == AcceptanceState::Effective
            && signed.acceptance.receipt.is_some()
        {
            visit.signed = Some(signed);
            visit.pending = None;
            return Some(Exit::Accepted);
        }
        self.take(cx, signed.acceptance);
        None
    }
}

/// The id under which this console holds a claim: the request that was signed here.
fn asked_by(shared: &Shared) -> Option<crate::domain::SafeText> {
    let request = shared.visit.request.as_ref()?;
    (request.errand() == Errand::Join).then(|| request.id().clone())
}

impl Screen for PendingView {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.view.is_none() {
            self.view.clone_from(&cx.shared.visit.pending);
        }
        match self.state() {
            Some(AcceptanceState::Signed | AcceptanceState::Pending)
                if !self.asking && self.pause.is_none() =>
            {
                self.pause = Some(cx.after(PAUSE));
            }
            _ if self.failure.is_some() => self.ask(cx),
            _ => {}
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![Binding::new(common::home(), [Key::Esc], Msg::Leave).left()];
        let main = match self.state() {
            Some(AcceptanceState::Effective) if self.asking => None,
            Some(AcceptanceState::Effective) => Some((pending::sign_in(), Msg::GoOn)),
            Some(AcceptanceState::Refused | AcceptanceState::Expired) => {
                Some((pending::anew(), Msg::GoOn))
            }
            // Who it is has to be proved once more: this console cannot ask any longer.
            _ if self.blind => Some((pending::sign_in(), Msg::GoOn)),
            _ => Some((pending::check(), Msg::Check)),
        };
        if let Some((words, msg)) = main {
            bindings.push(Binding::new(words, [Key::Enter], msg).main());
        }
        bindings
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Elapsed if self.pause == Some(id) => Some(Msg::Elapsed),
            Reply::Acceptance(answer) => Some(Msg::Came(answer)),
            Reply::Accepted(answer) => Some(Msg::Accepted(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Elapsed | Msg::Check => self.ask(cx),
            Msg::Came(answer) => {
                self.asking = false;
                match answer {
                    Ok(view) => self.take(cx, *view),
                    Err(failure) => self.fail(cx, failure),
                }
            }
            Msg::Accepted(answer) => {
                self.asking = false;
                match answer {
                    Ok(signed) => return self.accept(cx, *signed),
                    // The signature opens no session any more; signing in does.
                    Err(Failure::NoSession) => {
                        (cx.shared.visit.request, cx.shared.visit.cms) = (None, None);
                    }
                    Err(failure) => self.fail(cx, failure),
                }
            }
            Msg::GoOn => {
                return Some(match self.state() {
                    Some(AcceptanceState::Refused | AcceptanceState::Expired) => Exit::Anew,
                    _ => Exit::SignIn,
                });
            }
            Msg::Leave => return Some(Exit::Left),
        }
        None
    }

    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf);
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}
