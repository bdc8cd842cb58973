//! A help request, whole: take it, answer it, close it, go to its account (3.2.1).
//!
//! Like the card it lives inside the workbench: answers to what it did not ask are not its own.

mod update;
mod view;
pub(in crate::app::screens::desk) mod words;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::{deed::Deed, draft::Draft, may, typed};
use crate::{
    api::{
        Failure,
        staff::{HelpState, RequestView},
    },
    app::{
        effect::{DeskReply, EffectId, Reply},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::{Permission, Secret, StaffRole},
    text::phrases::{act, card, keys, request as say},
};

/// One help request.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpRequest {
    id: u64,
    view: Fetched<RequestView>,
    asked: Option<EffectId>,
    /// There was news while it was under way.
    once_more: bool,
    /// It was asked for anew and did not come: what is shown is old.
    is_old: bool,
    /// Rows moved out at the top.
    above: usize,
    over: Option<Over>,
    refused: Option<Failure>,
}

/// What lies over it, or is under way.
#[derive(Debug, Clone, PartialEq)]
enum Over {
    /// An answer is being written or sent.
    Answer(Draft),
    /// Closing is asked about once.
    Sure,
    /// Taking or closing it is under way.
    Deed(Deed),
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
    /// So many rows on, or back.
    Moved(i32),
    /// The account's card is to be shown.
    Opened,
    /// It is to be taken.
    Take,
    /// It is to be answered.
    Answer,
    /// It is to be closed.
    Close,
    /// Letters for the answer.
    Letters(Secret),
    /// The last letter goes.
    Erased,
    /// The whole answer goes.
    Cleared,
    /// What lies over it is confirmed.
    Confirmed,
    /// What lies over it, or the request, is to be closed.
    Escaped,
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
        Self {
            id,
            view: Fetched::Missing,
            asked: None,
            once_more: false,
            is_old: false,
            above: 0,
            over: None,
            refused: None,
        }
    }

    /// What waits for the same member after the session has ended: nothing is under way any more.
    /// What had been sent is seen when it is asked for anew.
    #[must_use]
    pub fn parked(mut self) -> Self {
        (self.asked, self.once_more) = (None, false);
        self.is_old = self.view.here().is_some();
        if !self.is_old {
            self.view = Fetched::Missing;
        }
        self.over = match self.over.take() {
            Some(Over::Answer(draft)) => draft.parked().map(Over::Answer),
            _ => None,
        };
        self
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// True while a dialog is seen: every key is the request's then, Esc and Tab included.
    #[must_use]
    pub fn has_dialog(&self) -> bool {
        match &self.over {
            Some(Over::Answer(draft)) => !draft.hidden,
            Some(Over::Sure) => true,
            Some(Over::Deed(_)) | None => false,
        }
    }

    /// True while something that was confirmed is not decided yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.deed().is_some()
    }

    fn deed(&self) -> Option<&Deed> {
        match &self.over {
            Some(Over::Deed(deed)) => Some(deed),
            Some(Over::Answer(draft)) => draft.deed(),
            Some(Over::Sure) | None => None,
        }
    }
}

/// Esc.
fn escape(words: crate::text::Phrase) -> Binding<Msg> {
    Binding::new(words, [Key::Esc], Msg::Escaped).left()
}

/// True when nobody else works on it; a supervisor may take over.
fn is_free(it: &RequestView, shared: &Shared) -> bool {
    let Some(staff) = &shared.visit.staff else { return false };
    let theirs = it.line.taken_by.as_ref().is_some_and(|login| *login != staff.login);
    !theirs || staff.role == StaffRole::Supervisor
}

fn deed_keys(deed: &Deed) -> Vec<Binding<Msg>> {
    if deed.is_unknown() {
        vec![Binding::new(act::ask_again(), [Key::Enter], Msg::Confirmed).main()]
    } else if deed.is_held() {
        vec![Binding::new(act::give_code(), [Key::Enter], Msg::Confirmed).main()]
    } else {
        Vec::new()
    }
}

impl HelpRequest {
    fn own_keys(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let mut keys = vec![escape(say::leave())];
        let Some(it) = self.view.here() else {
            if self.view.failure().is_some() {
                keys.push(Binding::new(card::retry(), [Key::Enter], Msg::Refreshed).main());
            }
            return keys;
        };
        if let Some(deed) = self.deed() {
            keys.extend(deed_keys(deed));
            return keys;
        }
        let key = |words, c, msg| Binding::new(words, [Key::Char(c)], msg).middle();
        if may(shared, Permission::AnswerRequests) {
            let is_open = matches!(it.line.state, HelpState::New | HelpState::Taken);
            if it.line.state == HelpState::New {
                keys.push(key(say::take(), 't', Msg::Take));
            }
            if is_open && is_free(it, shared) {
                keys.push(key(say::answer(), 'a', Msg::Answer));
            }
            if it.line.state == HelpState::Answered || is_open && is_free(it, shared) {
                keys.push(key(say::close(), 'c', Msg::Close));
            }
        }
        if it.line.account.is_some() && may(shared, Permission::ReadAccounts) {
            keys.push(Binding::new(say::open_account(), [Key::Enter], Msg::Opened).main());
        }
        for (key, by) in [(Key::Up, -1), (Key::Down, 1), (Key::PageUp, -10), (Key::PageDown, 10)] {
            keys.push(Binding::new(card::move_on(), [key], Msg::Moved(by)));
        }
        keys
    }
}

impl Screen for HelpRequest {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.view.is_lacking() || self.is_old {
            self.refresh(cx);
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        match &self.over {
            Some(Over::Answer(draft)) if !draft.hidden => match draft.deed() {
                Some(deed) => {
                    let mut keys = vec![escape(card::close())];
                    keys.extend(deed_keys(deed));
                    keys
                }
                None => vec![
                    escape(card::close()),
                    Binding::new(say::send(), [Key::Enter], Msg::Confirmed).main(),
                    Binding::new(keys::clear(), [Key::Ctrl('u')], Msg::Cleared),
                ],
            },
            Some(Over::Sure) => vec![
                escape(card::close()),
                Binding::new(say::close(), [Key::Enter], Msg::Confirmed).main(),
            ],
            _ => self.own_keys(shared),
        }
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        if !self.takes_text() {
            return None;
        }
        typed::key(key, Msg::Letters, Msg::Erased)
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        self.takes_text().then(|| Msg::Letters(Secret::new("typed", text.reveal())))
    }

    fn wheeled(&self, _shared: &Shared, area: Rect, at: Position, down: bool) -> Option<Msg> {
        let is_here = area.contains(at) && !self.has_dialog();
        is_here.then_some(Msg::Moved(if down { 3 } else { -3 }))
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            _ if !self.awaits(id) => None,
            Reply::Desk(reply) => Some(Msg::Came(id, reply)),
            Reply::Elapsed => Some(Msg::Elapsed(id)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        update::update(self, cx, msg)
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn takes_text(&self) -> bool {
        match &self.over {
            Some(Over::Answer(draft)) => !draft.hidden && draft.takes_text(),
            _ => false,
        }
    }
}
