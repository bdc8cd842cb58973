//! What becomes of what the workbench is told.

use std::time::Duration;

use super::{
    Exit, Focus, Msg, Workbench, may,
    pane::{Pane, Wish},
};
use crate::{
    api::{
        Failure,
        staff::{GetRequests, GetStopped, StaffEvent, StaffEventKind},
    },
    app::{
        desk::demonstration_code,
        effect::{DeskCall, Request},
        screen::Cx,
        screens::desk::{code::CodeEntry, latest},
    },
    domain::{Permission, Secret},
};

/// What failed is asked for again so much later.
const RETRY: Duration = Duration::from_secs(5);

impl Workbench {
    /// Asks for everything: on entry, and after a session was renewed.
    pub(super) fn begin(&mut self, cx: &mut Cx<'_>) {
        let places = self.places(cx.shared);
        if !places.contains(&self.focus) {
            self.focus = places.first().copied().unwrap_or_default();
        }
        self.load(cx);
        if may(cx.shared, Permission::Restore) {
            self.latest.ask(cx);
        }
        if let Some(pane) = &mut self.pane {
            pane.refresh(cx);
        }
        if self.feed.is_none() {
            self.feed = Some(cx.ask(Request::Desk(DeskCall::Listen)));
        }
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.load_requests(cx);
        self.load_stopped(cx);
    }

    fn load_requests(&mut self, cx: &mut Cx<'_>) {
        if may(cx.shared, Permission::ReadRequests) {
            self.requests.anew(|(cursor, limit)| {
                cx.ask(Request::Desk(DeskCall::Requests(GetRequests { cursor, limit })))
            });
        }
    }

    fn load_stopped(&mut self, cx: &mut Cx<'_>) {
        if may(cx.shared, Permission::ReadAccounts) {
            self.stopped.anew(|(cursor, limit)| {
                cx.ask(Request::Desk(DeskCall::Stopped(GetStopped { cursor, limit })))
            });
        }
    }

    pub(super) fn told(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        let leaving = std::mem::take(&mut self.leaving);
        match msg {
            Msg::Card(msg) => {
                let wish = self.pane.as_mut()?.card_told(cx, msg);
                return self.grant(cx, wish);
            }
            Msg::Request(msg) => {
                let wish = self.pane.as_mut()?.request_told(cx, msg);
                return self.grant(cx, wish);
            }
            Msg::Latest(msg) => {
                if let Some(latest::Needs::Code) = self.latest.update(cx, msg) {
                    self.ask_code(cx, false);
                }
            }
            Msg::Requests(page) => {
                self.retry_after(cx, page.as_ref().err());
                if self.requests.came(page) {
                    self.load_requests(cx);
                }
            }
            Msg::Stopped(page) => {
                self.retry_after(cx, page.as_ref().err());
                if self.stopped.came(page) {
                    self.load_stopped(cx);
                }
            }
            Msg::Hits(page) => return self.found(cx, page),
            Msg::News(news) => self.heed(cx, news),
            Msg::Retried => {
                self.retry = None;
                if self.feed.is_none() {
                    self.feed = Some(cx.ask(Request::Desk(DeskCall::Listen)));
                    if may(cx.shared, Permission::Restore) {
                        self.latest.ask(cx);
                    }
                }
                if self.requests.failure.is_some() {
                    self.load_requests(cx);
                }
                if self.stopped.failure.is_some() {
                    self.load_stopped(cx);
                }
            }
            Msg::Reloaded => {
                self.load(cx);
                if let Some(pane) = &mut self.pane {
                    pane.refresh(cx);
                }
            }
            Msg::Focused(focus) => self.focus(focus),
            Msg::Moved(by) => self.walk(cx, by),
            Msg::Pointed(place) => self.point(self.focus, place),
            Msg::Opened => return self.open(cx),
            Msg::Chosen(list, place) => {
                self.focus(list);
                self.point(list, place);
                return self.open(cx);
            }
            Msg::Closed => return self.close(),
            Msg::SearchBegun => self.begin_search(),
            Msg::Letters(letters) => self.letters(&letters),
            Msg::Erased => self.erase(),
            Msg::Searched => self.send_search(cx, false),
            Msg::SearchEnded => self.end_search(),
            Msg::CodeLetters(letters) => {
                if let Some((code, _)) = &mut self.code {
                    code.write(&letters);
                }
            }
            Msg::CodeErased => {
                if let Some((code, _)) = &mut self.code {
                    code.erase();
                }
            }
            Msg::CodeGiven => {
                if let Some(call) =
                    self.code.as_mut().and_then(|(code, _)| code.call(|| cx.attempt()))
                {
                    let asked = cx.ask(Request::Desk(call));
                    if let Some((code, _)) = &mut self.code {
                        code.asked = Some(asked);
                    }
                }
            }
            Msg::Confirmed(answer) => {
                if let Some(staff) = self.code.as_mut()?.0.answered(answer) {
                    cx.shared.visit.staff = Some(staff);
                    return self.after_code(cx, true);
                }
                // The demonstration's code has gone stale: it makes another.
                let given = given_code(cx);
                if let (Some(code), Some((entry, _))) = (given, &mut self.code) {
                    entry.fill(code);
                }
            }
            Msg::CodeAbandoned => return self.after_code(cx, false),
            Msg::Copied => {
                if let Some(number) = self.number() {
                    cx.ask(Request::Desk(DeskCall::Copy(number.to_string())));
                }
            }
            Msg::SignedOut if leaving => return Some(Exit::SignedOut),
            Msg::SignedOut => self.leaving = true,
        }
        None
    }

    /// The feed says what changed: it is asked for.
    fn heed(&mut self, cx: &mut Cx<'_>, news: Result<Vec<StaffEvent>, Failure>) {
        self.feed = None;
        let Ok(events) = news else {
            self.retry_later(cx);
            return;
        };
        let (mut requests, mut accounts, mut pane) = (false, false, false);
        for event in events {
            match event.kind {
                StaffEventKind::Request { id } => {
                    requests = true;
                    pane |= matches!(&self.pane, Some(Pane::Request(it)) if it.id() == id);
                }
                StaffEventKind::Account { number } => {
                    accounts = true;
                    pane |= matches!(&self.pane, Some(Pane::Card(it)) if it.account() == number);
                }
                StaffEventKind::Revealed { .. } | StaffEventKind::Other => {}
            }
        }
        // After a break in the line anything may have changed.
        if requests || self.requests.failure.is_some() {
            self.load_requests(cx);
        }
        if accounts || self.stopped.failure.is_some() {
            self.load_stopped(cx);
        }
        if let (true, Some(shown)) = (pane, &mut self.pane) {
            shown.refresh(cx);
        }
        self.feed = Some(cx.ask(Request::Desk(DeskCall::Listen)));
    }

    fn retry_after(&mut self, cx: &mut Cx<'_>, failure: Option<&Failure>) {
        if failure.is_some_and(Failure::is_outage) {
            self.retry_later(cx);
        }
    }

    fn retry_later(&mut self, cx: &mut Cx<'_>) {
        if self.retry.is_none() {
            self.retry = Some(cx.after(RETRY));
        }
    }

    pub(super) fn focus(&mut self, focus: Focus) {
        if focus == Focus::Pane && !matches!(self.focus, Focus::Pane | Focus::Hits) {
            self.list = self.focus;
        }
        if focus != Focus::Pane || self.pane.is_some() {
            self.focus = focus;
        }
        if let (Focus::Hits, Some(search)) = (focus, &mut self.search) {
            search.typing = search.hits.rows.is_empty();
        }
    }

    /// The cursor goes so many lines on; by one past the end of one list it comes to the other.
    fn walk(&mut self, cx: &mut Cx<'_>, by: i16) {
        let by = isize::from(by);
        match (self.focus, by) {
            (Focus::Requests, 1) if self.requests.is_at_end() && !self.stopped.rows.is_empty() => {
                self.stopped.point(0);
                return self.focus(Focus::Stopped);
            }
            (Focus::Stopped, -1) if self.stopped.cursor == 0 && !self.requests.rows.is_empty() => {
                self.requests.point(usize::MAX);
                return self.focus(Focus::Requests);
            }
            _ => {}
        }
        match self.focus {
            Focus::Requests => {
                self.requests.step(by);
                self.requests.further(|(cursor, limit)| {
                    cx.ask(Request::Desk(DeskCall::Requests(GetRequests { cursor, limit })))
                });
            }
            Focus::Stopped => {
                self.stopped.step(by);
                self.stopped.further(|(cursor, limit)| {
                    cx.ask(Request::Desk(DeskCall::Stopped(GetStopped { cursor, limit })))
                });
            }
            Focus::Hits => {
                if let Some(search) = &mut self.search {
                    search.hits.step(by);
                }
                self.send_search(cx, true);
            }
            Focus::Pane => {}
        }
    }

    fn point(&mut self, list: Focus, place: usize) {
        match list {
            Focus::Requests => self.requests.point(place),
            Focus::Stopped => self.stopped.point(place),
            Focus::Hits => {
                if let Some(search) = &mut self.search {
                    search.hits.point(place);
                }
            }
            Focus::Pane => {}
        }
    }

    /// The number of what is under the cursor or shown.
    fn number(&self) -> Option<u64> {
        match self.focus {
            Focus::Requests => self.requests.chosen().map(|it| it.id),
            Focus::Stopped => self.stopped.chosen().map(|it| it.account),
            Focus::Hits => self.search.as_ref()?.hits.chosen().map(|it| it.account),
            Focus::Pane => self.pane.as_ref().map(Pane::number),
        }
    }

    /// Shows what is under the cursor.
    fn open(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let number = self.number()?;
        match self.focus {
            Focus::Requests => self.show(cx, Pane::request(number)),
            Focus::Stopped | Focus::Hits => self.show(cx, Pane::card(number)),
            Focus::Pane => None,
        }
    }

    /// Shows this at the right instead of what is there.
    pub(super) fn show(&mut self, cx: &mut Cx<'_>, mut pane: Pane) -> Option<Exit> {
        pane.enter(cx);
        self.pane = Some(pane);
        self.behind = None;
        self.focus(Focus::Pane);
        None
    }

    /// Closes the pane; what it was opened from comes back.
    fn close(&mut self) -> Option<Exit> {
        self.pane = self.behind.take();
        if self.pane.is_none() {
            self.focus = if self.search.is_some() { Focus::Hits } else { self.list };
        }
        None
    }

    fn grant(&mut self, cx: &mut Cx<'_>, wish: Option<Wish>) -> Option<Exit> {
        match wish? {
            Wish::Close => self.close(),
            Wish::Show(pane) => {
                let before = self.pane.take();
                let exit = self.show(cx, pane);
                self.behind = before;
                exit
            }
            Wish::Code => {
                self.ask_code(cx, true);
                None
            }
        }
    }

    fn ask_code(&mut self, cx: &mut Cx<'_>, for_pane: bool) {
        self.code = Some((Box::new(CodeEntry::new(given_code(cx))), for_pane));
    }

    fn after_code(&mut self, cx: &mut Cx<'_>, passed: bool) -> Option<Exit> {
        if let Some((_, false)) = self.code.take() {
            let told = if passed { latest::Msg::CodePassed } else { latest::Msg::CodeAbandoned };
            self.latest.update(cx, told);
            return None;
        }
        let wish = self.pane.as_mut()?.code(cx, passed);
        self.grant(cx, wish)
    }
}

/// The demonstration's own code for whoever is signed in.
fn given_code(cx: &mut Cx<'_>) -> Option<Secret> {
    let login = cx.shared.staff().map(|staff| staff.login.clone())?;
    demonstration_code(cx.shared, login.as_str())
}
