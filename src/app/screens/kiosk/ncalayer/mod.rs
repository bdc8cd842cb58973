//! Signing by NCALayer, the program that holds the key on this computer (row E3).
//!
//! ```text
//! connecting ──▶ document (found, before anything is signed)
//!     │
//!     └──▶ choosing ──▶ checking ──▶ back to the document, which hands the signature in
//!              │            │
//!              └────────────┴──▶ stopped: what, code, next step; again, or back
//! ```
//! The key and its password stay in NCALayer's own window: nothing of them is seen here. The bytes
//! that are signed come from the document's screen, and the signature that comes back is judged
//! here before it is handed in, so that another person's key is named at once.

mod view;

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        effect::{EffectId, Examined, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
        trouble::Trouble,
    },
    domain::{CheckLine, NcaLayerFailure, Number},
    text::{
        Phrase,
        phrases::{certificate, common, ncalayer},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NcaLayer {
    /// What is to be signed; nothing while it is only looked for.
    document: Option<Arc<[u8]>>,
    stage: Stage,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Default)]
enum Stage {
    /// NCALayer is looked for.
    #[default]
    Connecting,
    /// Its window is open: the person chooses a key there.
    Choosing,
    /// The signature came and is judged.
    Checking(Arc<[u8]>),
    /// It did not go on.
    Stopped(Box<Stop>),
}

/// Why it did not go on.
#[derive(Debug, Clone, PartialEq)]
struct Stop {
    trouble: Trouble,
    /// Which number the certificate has where another was entered.
    detail: Option<Phrase>,
    /// Every check of the signature.
    checks: Vec<CheckLine>,
    /// What trying again is called; none where it would change nothing.
    again: Option<Phrase>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// NCALayer was found, or not.
    Found(Result<(), NcaLayerFailure>),
    /// NCALayer signed, or not.
    Signed(Result<Arc<[u8]>, NcaLayerFailure>),
    /// The signature was judged.
    Examined(Box<Examined>),
    /// Once more.
    Again,
    /// The way back; what NCALayer was asked is withdrawn.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// NCALayer runs: on to the document.
    Found,
    /// The signature is in the visit.
    Signed,
    /// Back to the document.
    Document,
    /// Back to the ways.
    Ways,
}

impl NcaLayer {
    /// Has these bytes signed.
    #[must_use]
    pub fn sign(document: Arc<[u8]>) -> Self {
        Self { document: Some(document), stage: Stage::Connecting }
    }

    fn fail(&mut self, failure: &NcaLayerFailure) {
        let again = (*failure != NcaLayerFailure::NotSetUp).then(common::retry);
        let (detail, checks) = (None, Vec::new());
        let trouble = Trouble::from(failure);
        self.stage = Stage::Stopped(Box::new(Stop { trouble, detail, checks, again }));
    }

    /// NCALayer is there: its window opens when there is something to sign.
    fn go_on(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let Some(document) = &self.document else { return Some(Exit::Found) };
        let document = Arc::clone(document);
        // The flow leads here only with a number; without one there is only the way back.
        let Some(signer) = cx.shared.visit.number.clone() else { return Some(Exit::Ways) };
        self.stage = Stage::Choosing;
        let language = cx.shared.language;
        cx.ask(Request::SignByNcaLayer { document, signer, language });
        None
    }

    /// A signature came: it is judged before anybody else sees it.
    fn check(&mut self, cx: &mut Cx<'_>, cms: Arc<[u8]>) {
        let (Some(document), Some(signer)) = (&self.document, cx.shared.visit.number.clone())
        else {
            return;
        };
        let document = Arc::clone(document);
        let operator = cx.shared.eds_policy();
        cx.ask(Request::Examine { document, cms: Arc::clone(&cms), signer, operator });
        self.stage = Stage::Checking(cms);
    }

    fn conclude(&mut self, cx: &mut Cx<'_>, examined: Examined) -> Option<Exit> {
        let Stage::Checking(cms) = &self.stage else { return None };
        let Some(fault) = examined.obstacle() else {
            cx.shared.visit.cms = Some(Arc::clone(cms));
            return Some(Exit::Signed);
        };
        let entered = cx.shared.visit.number.as_ref();
        self.stage = Stage::Stopped(Box::new(Stop {
            trouble: Trouble::from(fault),
            detail: belongs_to_other(entered, &examined),
            checks: examined.checks,
            again: Some(certificate::other_key()),
        }));
        None
    }
}

/// Both numbers, masked, where they differ.
fn belongs_to_other(entered: Option<&Number>, examined: &Examined) -> Option<Phrase> {
    let (entered, of) = (entered?, examined.certificate.as_ref()?);
    let (iin, bin) = (of.iin.as_ref(), of.bin.as_ref());
    let found = match entered {
        Number::Bin(entered) if bin == Some(entered) => return None,
        Number::Iin(entered) if iin == Some(entered) && bin.is_none() => return None,
        _ => bin.map(|it| it.masked()).or_else(|| iin.map(|it| it.masked()))?,
    };
    Some(certificate::belongs_to_other(entered.masked().into(), found.into()))
}

impl Screen for NcaLayer {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.stage == Stage::Connecting {
            cx.ask(Request::FindNcaLayer);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let Stage::Stopped(stop) = &self.stage else {
            return vec![Binding::new(common::cancel(), [Key::Esc], Msg::Back).left()];
        };
        let back = match self.document {
            Some(_) => common::back(),
            None => ncalayer::other_way(),
        };
        match &stop.again {
            Some(again) => vec![
                Binding::new(back, [Key::Esc], Msg::Back).left(),
                Binding::new(again.clone(), [Key::Enter], Msg::Again).main(),
            ],
            None => vec![Binding::new(back, [Key::Enter, Key::Esc], Msg::Back).main()],
        }
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::NcaLayerFound(found) => Some(Msg::Found(found)),
            Reply::NcaLayerSigned(signed) => Some(Msg::Signed(signed)),
            Reply::Examined(examined) => Some(Msg::Examined(examined)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Found(Ok(())) => return self.go_on(cx),
            Msg::Signed(Ok(cms)) => self.check(cx, cms),
            Msg::Found(Err(failure)) | Msg::Signed(Err(failure)) => self.fail(&failure),
            Msg::Examined(examined) => return self.conclude(cx, *examined),
            Msg::Again => {
                self.stage = Stage::Connecting;
                self.enter(cx);
            }
            // Leaving ends the visit to this screen: the connection is closed with it.
            Msg::Back if self.document.is_some() => return Some(Exit::Document),
            Msg::Back => return Some(Exit::Ways),
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
        self.stage == Stage::Choosing
    }
}
