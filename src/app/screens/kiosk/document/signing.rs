//! From the request to the receipt: what is asked of the portal and of the key, and what follows
//! from each answer.

use std::{sync::Arc, time::Duration};

use super::{
    Document, Exit, Stage, rebuild,
    stop::{Stop, Way},
};
use crate::{
    api::{
        AcceptanceState, Failure, ProblemCode, RequestAcceptance, RequestChallenge, Shown, Signed,
        SignedIn, Standing,
    },
    app::{
        asked::{Asked, Errand},
        effect::Request,
        screen::Cx,
        shared::Way as SignedBy,
        trouble::Trouble,
        widgets::first_failed,
    },
    domain::{CheckLine, Fault},
    text::phrases::{self, document},
};

/// How long the portal is left to check before it is asked again.
const POLL: Duration = Duration::from_secs(3);

impl Document {
    /// Asks for a new request with what was shown.
    pub(super) fn ask(&mut self, cx: &mut Cx<'_>) {
        let now = cx.shared.now;
        let visit = &mut cx.shared.visit;
        visit.request = None;
        visit.cms = None;
        self.stage = Stage::Asking;
        // The flow leads here only with a number; without one there is only the way back.
        let Some(number) = visit.number.clone() else { return };
        if visit.errand == Errand::SignIn {
            cx.ask(Request::RequestChallenge(RequestChallenge { number }));
            return;
        }
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
    pub(super) fn take(&mut self, cx: &mut Cx<'_>, asked: Asked) {
        match rebuild::rebuild(cx.shared, &asked) {
            Ok(bytes) => {
                if self.bytes.as_ref() != Some(&bytes) {
                    self.bytes = Some(bytes);
                    self.paged = None;
                    self.at = 0;
                }
                cx.shared.visit.request = Some(asked);
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

    pub(super) fn stop(&mut self, trouble: Trouble, way: Way) {
        let stop = Stop { trouble, detail: None, checks: Vec::new(), way };
        self.stage = Stage::Stopped(Box::new(stop));
    }

    /// Signs the bytes that are shown in the way that was chosen, unless the request has expired
    /// meanwhile.
    pub(super) fn sign(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let open = cx.shared.visit.request.as_ref();
        match (&self.bytes, open.is_some_and(|request| cx.shared.now < request.expires_at())) {
            (Some(bytes), true) => {
                let document = Arc::clone(bytes);
                match cx.shared.visit.way {
                    SignedBy::NcaLayer => return Some(Exit::NcaLayer(document)),
                    SignedBy::EgovMobile => return Some(Exit::Phone),
                    SignedBy::KeyFile => {}
                }
                self.stage = Stage::Signing;
                cx.ask(Request::Sign { document });
            }
            _ => {
                self.anew = true;
                self.ask(cx);
            }
        }
        None
    }

    /// Hands in the signature that the visit keeps.
    pub(super) fn hand_in(&mut self, cx: &mut Cx<'_>, checking: bool) {
        let visit = &cx.shared.visit;
        match (&visit.request, &visit.cms) {
            (Some(request), Some(cms)) => {
                let (id, cms) = (request.id().clone(), Arc::clone(cms));
                self.stage = Stage::HandingIn { checking };
                cx.ask(match request.errand() {
                    Errand::Join => Request::PutSignature { id, cms },
                    Errand::SignIn => Request::SignIn { id, cms },
                });
            }
            _ => self.ask(cx),
        }
    }

    /// The portal's word on the signature.
    pub(super) fn accept(&mut self, cx: &mut Cx<'_>, signed: Signed) -> Option<Exit> {
        match signed.acceptance.state {
            AcceptanceState::Effective if signed.acceptance.receipt.is_some() => {
                cx.shared.visit.signed = Some(signed);
                cx.shared.visit.request = None;
                cx.shared.visit.cms = None;
                return Some(Exit::Accepted);
            }
            AcceptanceState::Pending => {
                cx.shared.visit.pending = Some(Box::new(signed.acceptance));
                return Some(Exit::Pending);
            }
            AcceptanceState::Signed => {
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
    pub(super) fn refuse(&mut self, cx: &mut Cx<'_>, fault: Option<Fault>, checks: Vec<CheckLine>) {
        cx.shared.visit.request = None;
        cx.shared.visit.cms = None;
        let first = first_failed(&checks);
        let fault = fault.or(first.map(|(_, fault)| fault)).unwrap_or(Fault::BadSignature);
        let detail = first.map(|(line, _)| document::first_failed(phrases::check(line.check)));
        let trouble = Trouble::from(fault);
        self.stage = Stage::Stopped(Box::new(Stop { trouble, detail, checks, way: Way::OtherKey }));
    }

    /// The request could not be made.
    pub(super) fn fail_asking(&mut self, cx: &mut Cx<'_>, failure: Failure) {
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
    pub(super) fn fail_handing_in(&mut self, cx: &mut Cx<'_>, failure: Failure) {
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
            _ if cx.shared.visit.errand == Errand::SignIn => trouble.next = document::kept(),
            _ => trouble.next = document::nothing_twice(),
        }
        self.stop(trouble, way);
        if failure.is_outage() {
            cx.report_outage(failure);
        }
    }

    pub(super) fn go_on(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let Stage::Stopped(stop) = &self.stage else { return None };
        match stop.way {
            Way::Ask => self.ask(cx),
            Way::Sign => return self.sign(cx),
            Way::HandIn => self.hand_in(cx, false),
            Way::OtherKey => return Some(Exit::OtherKey),
            Way::Read => return Some(Exit::Unread),
        }
        None
    }
}

/// The portal has let the citizen in, or knows them without an acceptance in force. The challenge
/// is used up either way.
pub(super) fn come_in(cx: &mut Cx<'_>, signed_in: SignedIn) -> Exit {
    let visit = &mut cx.shared.visit;
    visit.request = None;
    visit.cms = None;
    let standing = signed_in.standing;
    let acceptance = signed_in.acceptance.clone();
    visit.signed_in = Some(signed_in);
    match standing {
        Standing::Active | Standing::Blocked => Exit::SignedIn,
        Standing::Pending => {
            visit.pending = acceptance.map(Box::new);
            Exit::Pending
        }
        // Why an earlier signature led to nothing comes first.
        Standing::AcceptanceRequired if acceptance.is_some() => {
            visit.pending = acceptance.map(Box::new);
            Exit::Pending
        }
        Standing::AcceptanceRequired => Exit::AgreementRequired,
    }
}
