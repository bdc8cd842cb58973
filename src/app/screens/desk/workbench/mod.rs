//! The desk's one screen after signing in: lists at the left, the card of an account or a help
//! request at the right.
//!
//! The lists are live: news says what changed, and it is asked for anew; the cursor stays on the
//! same line. The right side is a screen of its own, to which keys go while it has the focus.

mod age;
mod deeds;
mod keys;
mod layout;
mod listing;
mod pane;
mod search;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::{
    card,
    code::CodeEntry,
    latest::{self, Latest},
    may, request,
};
use crate::{
    api::{
        Failure,
        staff::{AccountHit, AccountHits, RequestLine, RequestPage, StaffEvent, StaffView},
    },
    app::{
        effect::{DeskReply, EffectId, Reply},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::{Permission, Secret},
};
use listing::Listing;
use pane::Pane;
use search::Search;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbench {
    focus: Focus,
    /// The list that had the focus before the pane.
    list: Focus,
    requests: Listing<RequestLine>,
    stopped: Listing<AccountHit>,
    search: Option<Box<Search>>,
    pane: Option<Pane>,
    /// What comes back when the pane is closed.
    behind: Option<Pane>,
    /// The member's own last action, when a line broke in the middle of it.
    latest: Box<Latest>,
    /// The second factor, asked for before an act, and whether the act is the pane's.
    code: Option<(Box<CodeEntry>, bool)>,
    /// The next news.
    feed: Option<EffectId>,
    /// Asks again for what failed.
    retry: Option<EffectId>,
    /// `q` was pressed once.
    leaving: bool,
    wide: bool,
}

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Focus {
    /// The help requests.
    #[default]
    Requests,
    /// The accounts whose access is stopped.
    Stopped,
    /// What a search found.
    Hits,
    /// The card or the help request at the right.
    Pane,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// The card is told something.
    Card(card::Msg),
    /// The help request is told something.
    Request(request::Msg),
    /// What tells of the last action is told something.
    Latest(latest::Msg),
    /// A page of the help requests came, or not.
    Requests(Result<RequestPage, Failure>),
    /// A page of the stopped accounts came, or not.
    Stopped(Result<AccountHits, Failure>),
    /// A page of what a search found came, or not.
    Hits(Result<AccountHits, Failure>),
    /// News came, or the feed broke.
    News(Result<Vec<StaffEvent>, Failure>),
    /// It is time to ask again for what failed.
    Retried,
    /// Everything is to be asked for anew.
    Reloaded,
    /// Keys go there.
    Focused(Focus),
    /// The cursor goes so many lines on.
    Moved(i16),
    /// The cursor goes to this line.
    Pointed(usize),
    /// The line under the cursor is to be shown.
    Opened,
    /// This line of that list is to be shown.
    Chosen(Focus, usize),
    /// The pane is closed.
    Closed,
    /// A search begins.
    SearchBegun,
    /// Letters of the query.
    Letters(Secret),
    /// The last letter goes.
    Erased,
    /// The search is sent.
    Searched,
    /// The search is over.
    SearchEnded,
    /// Letters of the code.
    CodeLetters(Secret),
    /// The code's last letter goes.
    CodeErased,
    /// The code is handed in.
    CodeGiven,
    /// The code was right, or not.
    Confirmed(Result<StaffView, Failure>),
    /// The code is not given.
    CodeAbandoned,
    /// A number is copied.
    Copied,
    /// The member wants to sign out; the second time it is done.
    SignedOut,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The member has signed out.
    SignedOut,
}

impl Workbench {
    /// What waits for the same member after the session has ended: nothing is under way any more.
    #[must_use]
    pub(in crate::app) fn parked(mut self) -> Self {
        self.requests.forget_calls();
        self.stopped.forget_calls();
        self.search = None;
        self.pane = self.pane.map(Pane::parked);
        self.behind = self.behind.map(Pane::parked);
        (self.code, self.feed, self.retry, self.leaving) = (None, None, None, false);
        if self.focus == Focus::Hits {
            self.focus = self.list_of(Focus::Requests);
        }
        self
    }

    /// The account whose card is shown.
    #[must_use]
    pub fn account(&self) -> Option<u64> {
        match &self.pane {
            Some(Pane::Card(card)) => Some(card.account()),
            _ => None,
        }
    }

    fn list_of(&self, list: Focus) -> Focus {
        if list == Focus::Hits && self.search.is_none() { Focus::Requests } else { list }
    }

    /// The lists that this member may see, in the order of Tab, and the pane.
    fn places(&self, shared: &Shared) -> Vec<Focus> {
        let mut places = Vec::new();
        if self.search.is_some() {
            places.push(Focus::Hits);
        } else {
            if may(shared, Permission::ReadRequests) {
                places.push(Focus::Requests);
            }
            if may(shared, Permission::ReadAccounts) {
                places.push(Focus::Stopped);
            }
        }
        if self.pane.is_some() {
            places.push(Focus::Pane);
        }
        places
    }

    /// Rows above everything else that tell of the last action; the card tells of its own.
    fn above(&self) -> u16 {
        let shown = match &self.pane {
            Some(Pane::Card(card)) => Some(card.account()),
            _ => None,
        };
        if self.latest.account() == shown { 0 } else { self.latest.height() }
    }

    fn lay_out(&self, shared: &Shared, area: Rect) -> layout::Places {
        let above = self.above().min(area.height);
        let area = Rect { y: area.y + above, height: area.height - above, ..area };
        let both = [Permission::ReadRequests, Permission::ReadAccounts].map(|it| may(shared, it));
        let upper = match (&self.search, both) {
            (Some(_), _) => Some(1),
            (None, [false, true]) => Some(0),
            _ => None,
        };
        layout::lay_out(area, self.focus == Focus::Pane, upper)
    }

    /// True while letters belong to the query.
    fn is_typing(&self) -> bool {
        self.search.as_ref().is_some_and(|search| search.typing) && self.focus == Focus::Hits
    }
}

impl Screen for Workbench {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.begin(cx);
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        self.table(shared)
    }

    fn typed(&self, shared: &Shared, key: Key) -> Option<Msg> {
        if self.code.is_some() {
            return CodeEntry::typed(key).map(Msg::CodeLetters);
        }
        match (self.focus, &self.pane, key) {
            (Focus::Pane, Some(pane), key) => pane.typed(shared, key),
            (Focus::Hits, _, Key::Char(c)) if self.is_typing() => {
                Some(Msg::Letters(Secret::new("typed", c)))
            }
            _ => None,
        }
    }

    fn pasted(&self, shared: &Shared, text: &Secret) -> Option<Msg> {
        let line = text.reveal().lines().next().unwrap_or_default().trim();
        match (&self.code, self.focus, &self.pane) {
            (Some(_), ..) => Some(Msg::CodeLetters(Secret::new("code", line))),
            (None, Focus::Pane, Some(pane)) => pane.pasted(shared, text),
            _ if self.is_typing() => Some(Msg::Letters(Secret::new("typed", line))),
            _ => None,
        }
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        self.touched(shared, area)
    }

    fn wheeled(&self, shared: &Shared, area: Rect, at: Position, down: bool) -> Option<Msg> {
        let places = self.lay_out(shared, area);
        if let Some(pane) = &self.pane
            && places.right.contains(at)
        {
            return pane.wheeled(shared, places.pane, at, down);
        }
        Some(Msg::Moved(if down { 1 } else { -1 }))
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        if let Some(msg) = self.pane.as_ref().and_then(|pane| pane.replied(id, reply.clone())) {
            return Some(msg);
        }
        if let Some(msg) = self.latest.replied(id, &reply) {
            return Some(Msg::Latest(msg));
        }
        let reply = match reply {
            Reply::Elapsed => return (self.retry == Some(id)).then_some(Msg::Retried),
            Reply::Desk(reply) => *reply,
            _ => return None,
        };
        match reply {
            DeskReply::Requests(page) if self.requests.awaits(id) => Some(Msg::Requests(page)),
            DeskReply::Stopped(page) if self.stopped.awaits(id) => Some(Msg::Stopped(page)),
            DeskReply::Hits(page) if self.search.as_ref()?.hits.awaits(id) => Some(Msg::Hits(page)),
            DeskReply::News(news) if self.feed == Some(id) => Some(Msg::News(news)),
            DeskReply::Confirmed(answer) if self.code.as_ref()?.0.asked == Some(id) => {
                Some(Msg::Confirmed(answer))
            }
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        self.told(cx, msg)
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        self.wide = layout::is_wide(area);
        let places = self.lay_out(shared, area);
        self.requests.scroll(places.upper.height.into());
        self.stopped.scroll(places.lower.height.into());
        if let Some(search) = &mut self.search {
            search.hits.scroll(places.lower.height.into());
        }
        if let Some(pane) = &mut self.pane {
            pane.settle(shared, places.pane);
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn takes_text(&self) -> bool {
        self.code.is_some()
            || self.is_typing()
            || self.focus == Focus::Pane && self.pane.as_ref().is_some_and(Pane::takes_text)
    }
}
