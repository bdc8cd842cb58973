//! The account card: why an account is stopped and what lifts it, on one screen (row D3), and what
//! can be done about it (rows D4, D5, D7).
//!
//! It lives inside the workbench, which gives it a rectangle, its keys and the answers to what it
//! asked. Answers to anything else are not its own: [`Screen::replied`] says so by `None`, and so it
//! drops what comes late for a card that was shown before.

mod act;
mod answers;
mod history;
mod keys;
mod reveal;
mod tab;
mod update;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::{draft::Draft, typed, undo::Undoing};
use crate::{
    api::staff::{AccountCard, ActionKind},
    app::{
        effect::{DeskReply, EffectId, Reply},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::{Language, Secret},
    text::{Phrase, phrases::act::cut_off},
};
use act::Act;
use history::History;
use reveal::{Revealing, Shown};
pub use tab::Tab;

/// The card of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    account: u64,
    /// The help request from which the card was opened: its number is the case.
    request: Option<u64>,
    card: Fetched<AccountCard>,
    card_asked: Option<EffectId>,
    /// There was news while it was under way.
    once_more: bool,
    /// The card was asked for anew and did not come: what is shown is old.
    is_old: bool,
    history: History,
    tab: Tab,
    /// The selected entry of each tab.
    selected: [usize; Tab::ALL.len()],
    dialog: Option<Dialog>,
    undo: Option<Undoing>,
    shown: Option<Shown>,
    copying: Option<EffectId>,
    /// Said until the next key.
    said: Option<Phrase>,
    /// The timer of everything that counts down.
    tick: Option<EffectId>,
}

/// What lies over the card.
#[derive(Debug, Clone, PartialEq)]
enum Dialog {
    /// Restoring, blocking, stopping.
    Act(Box<Act>),
    /// Writing a note.
    Note(Draft),
    /// Showing a masked field.
    Reveal(Revealing),
    /// Reading the clause whole, in this of its languages.
    Clause(Language),
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// Something it asked for was answered.
    Came(EffectId, Box<DeskReply>),
    /// A time it waited for has passed.
    Elapsed(EffectId),
    /// The account has changed: what is shown is asked for anew, tab and place stay.
    Refreshed,
    /// The second factor was given again after [`Exit::NeedsCode`]: the act goes on, as the same
    /// attempt.
    CodePassed,
    /// The second factor was not given: the act waits in its dialog and has not been done.
    CodeAbandoned,
    /// This tab is to be shown.
    Tab(Tab),
    /// So many entries on, or back.
    Moved(i32),
    /// The selected entry is to be opened.
    Opened,
    /// The dialog of this action is to be opened.
    Act(ActionKind),
    /// A note is to be written.
    AddNote,
    /// A masked field is to be shown.
    Reveal,
    /// It is to be masked again.
    Hide,
    /// The last action is to be taken back.
    Undo,
    /// The account's number is to be copied.
    Copy,
    /// The clause is to be shown whole, or in its other language.
    Clause,
    /// A dialog that was closed while its act was under way is to be seen again.
    Uncovered,
    /// The entry of this place is chosen in the dialog.
    Chosen(usize),
    /// Letters for the dialog's field.
    Letters(Secret),
    /// The last letter goes.
    Erased,
    /// The whole field goes.
    Cleared,
    /// The dialog's step is confirmed.
    Confirmed,
    /// The dialog's step before.
    Back,
    /// The dialog, or the card, is to be closed.
    Escaped,
}

/// How it can end, or what it needs from the workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The card is closed.
    Left,
    /// This help request is to be shown.
    OpenRequest(u64),
    /// An act waits for the second factor. The card stays: it is told [`Msg::CodePassed`] or
    /// [`Msg::CodeAbandoned`].
    NeedsCode,
}

impl Card {
    /// The card of this account; [`Screen::enter`] asks for it.
    #[must_use]
    pub fn open(account: u64) -> Self {
        Self {
            account,
            request: None,
            card: Fetched::Missing,
            card_asked: None,
            once_more: false,
            is_old: false,
            history: History::default(),
            tab: Tab::default(),
            selected: [0; Tab::ALL.len()],
            dialog: None,
            undo: None,
            shown: None,
            copying: None,
            said: None,
            tick: None,
        }
    }

    /// The same, opened from a help request: its number is the case that is suggested.
    #[must_use]
    pub fn from_request(self, request: u64) -> Self {
        Self { request: Some(request), ..self }
    }

    /// What waits for the same member after the session has ended: nothing is under way any more and
    /// nothing is shown in clear. What had been confirmed may have been done: that is said, and it is
    /// not asked for again, since another session's call would be another act.
    #[must_use]
    pub fn parked(mut self) -> Self {
        (self.card_asked, self.once_more) = (None, false);
        self.history.miss();
        (self.copying, self.tick, self.shown) = (None, None, None);
        self.is_old = self.card.here().is_some();
        if !self.is_old {
            self.card = Fetched::Missing;
        }
        if self.undo.as_ref().is_some_and(Undoing::is_asked) {
            self.undo = None;
        }
        let kept = match self.dialog.take() {
            Some(Dialog::Act(act)) => act.parked().map(|act| Dialog::Act(Box::new(act))),
            Some(Dialog::Note(note)) => note.parked().map(Dialog::Note),
            Some(Dialog::Clause(language)) => Some(Dialog::Clause(language)),
            Some(Dialog::Reveal(_)) | None => return self,
        };
        if kept.is_none() {
            self.said = Some(cut_off());
        }
        self.dialog = kept;
        self
    }

    /// The account's number.
    #[must_use]
    pub fn account(&self) -> u64 {
        self.account
    }

    /// True while a dialog is seen: every key is the card's then, Esc and Tab included.
    #[must_use]
    pub fn has_dialog(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Act(act)) => act.is_open(),
            Some(Dialog::Note(note)) => !note.hidden,
            Some(Dialog::Reveal(_) | Dialog::Clause(_)) => true,
            None => false,
        }
    }

    /// True while something that was confirmed is not decided yet: leaving the card does not stop
    /// it, and nothing else can be begun.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Act(act)) => act.deed().is_some(),
            Some(Dialog::Note(note)) => note.deed().is_some(),
            _ => false,
        }
    }
}

impl Screen for Card {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.card.is_lacking() || self.is_old {
            self.refresh(cx);
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        keys::bindings(self, shared)
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

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        view::targets(self, shared, area)
    }

    fn wheeled(&self, _shared: &Shared, area: Rect, at: Position, down: bool) -> Option<Msg> {
        area.contains(at).then_some(Msg::Moved(if down { 3 } else { -3 }))
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
        let exit = update::update(self, cx, msg);
        self.keep_ticking(cx);
        exit
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn takes_text(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Act(act)) => act.is_open() && act.takes_text(),
            Some(Dialog::Note(note)) => !note.hidden && note.takes_text(),
            _ => false,
        }
    }
}
