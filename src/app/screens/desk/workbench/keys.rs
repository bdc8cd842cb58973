//! The table of keys, and what stands under a finger.

use ratatui::layout::Rect;

use super::{Focus, Msg, Workbench, may};
use crate::{
    app::{input::Key, keymap::Binding, shared::Shared},
    domain::Permission,
    text::phrases::{desk, deskentry, workbench as words},
};

impl Workbench {
    /// What the keys mean, the most wanted first: the line below shows as many as fit.
    pub(super) fn table(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        if self.code.is_some() {
            return vec![
                Binding::new(deskentry::confirm_now(), [Key::Enter], Msg::CodeGiven).main(),
                Binding::new(desk::cancel(), [Key::Esc], Msg::CodeAbandoned).left(),
                Binding::new(deskentry::erase(), [Key::Backspace], Msg::CodeErased),
            ];
        }
        if self.is_typing() {
            return vec![
                Binding::new(words::find(), [Key::Enter], Msg::Searched).main(),
                Binding::new(desk::cancel(), [Key::Esc], Msg::SearchEnded).left(),
                Binding::new(deskentry::erase(), [Key::Backspace], Msg::Erased),
            ];
        }
        let mut all = Vec::new();
        if self.focus == Focus::Pane
            && let Some(pane) = &self.pane
        {
            all = pane.bindings(shared);
            if pane.has_dialog() {
                return all;
            }
        }
        all.extend(self.latest.bindings(shared).into_iter().map(|it| it.map(Msg::Latest)));
        let taken: Vec<Key> = all.iter().flat_map(|it| it.keys.iter().copied()).collect();
        all.extend(self.own(shared).into_iter().filter_map(|mut it| {
            it.keys.retain(|key| !taken.contains(key));
            (!it.keys.is_empty()).then_some(it)
        }));
        all
    }

    fn own(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let mut all = Vec::new();
        let places = self.places(shared);
        let in_list = self.focus != Focus::Pane;
        let rows = self.count();
        if in_list && rows > 0 {
            all.push(Binding::new(words::open(), [Key::Enter], Msg::Opened).main());
        }
        if may(shared, Permission::ReadAccounts) {
            let keys = [Key::Char('/'), Key::Char('.'), Key::Char('№'), Key::Ctrl('f')];
            all.push(Binding::new(words::search(), keys, Msg::SearchBegun).left());
        }
        if self.focus == Focus::Hits {
            all.push(Binding::new(words::end_search(), [Key::Esc], Msg::SearchEnded).left());
        }
        if !in_list {
            all.push(Binding::new(words::close(), [Key::Esc], Msg::Closed).left());
        }
        if places.len() > 1 {
            let at = places.iter().position(|place| *place == self.focus).unwrap_or_default();
            let to = |by: usize| places.get((at + by) % places.len()).copied().unwrap_or_default();
            let (next, before) = (to(1), to(places.len() - 1));
            all.push(Binding::new(words::next_pane(), [Key::Tab], Msg::Focused(next)).middle());
            all.push(Binding::new(words::next_pane(), [Key::BackTab], Msg::Focused(before)));
        }
        if self.pane.is_some() && in_list {
            let to = Msg::Focused(Focus::Pane);
            all.push(Binding::new(words::to_pane(), [Key::Right], to));
        } else if !in_list {
            let list = if self.search.is_some() { Focus::Hits } else { self.list };
            all.push(Binding::new(words::to_list(), [Key::Left], Msg::Focused(list)));
        }
        if !in_list || rows > 0 {
            all.push(Binding::new(words::copy(), [Key::Char('y')], Msg::Copied).middle());
        }
        if in_list && rows > 0 {
            all.extend(self.motions());
        } else if self.focus == Focus::Requests && !self.stopped.rows.is_empty() {
            // An empty queue is no dead end.
            let down = [Key::Down, Key::Char('j')];
            all.push(Binding::new(words::walk(), down, Msg::Moved(1)).middle());
        }
        all.push(Binding::new(words::reload(), [Key::Ctrl('r')], Msg::Reloaded).middle());
        let leave = if self.leaving { words::sign_out_again() } else { words::sign_out() };
        all.push(Binding::new(leave, [Key::Char('q')], Msg::SignedOut).right());
        all
    }

    /// Lines of the list that has the focus, and its first shown one.
    fn count(&self) -> usize {
        match self.focus {
            Focus::Requests => self.requests.rows.len(),
            Focus::Stopped => self.stopped.rows.len(),
            Focus::Hits => self.search.as_ref().map_or(0, |search| search.hits.rows.len()),
            Focus::Pane => 0,
        }
    }

    fn top(&self) -> usize {
        match self.focus {
            Focus::Requests => self.requests.top,
            Focus::Stopped => self.stopped.top,
            Focus::Hits => self.search.as_ref().map_or(0, |search| search.hits.top),
            Focus::Pane => 0,
        }
    }

    fn motions(&self) -> Vec<Binding<Msg>> {
        let up = [Key::Up, Key::Char('k')];
        let down = [Key::Down, Key::Char('j')];
        let mut all = vec![
            Binding::new(words::walk(), up, Msg::Moved(-1)),
            Binding::new(words::walk(), down, Msg::Moved(1)),
            Binding::new(words::page(), [Key::PageUp], Msg::Moved(-10)),
            Binding::new(words::page(), [Key::PageDown], Msg::Moved(10)),
            Binding::new(words::ends(), [Key::Home], Msg::Pointed(0)),
            Binding::new(words::ends(), [Key::End], Msg::Moved(i16::MAX)),
        ];
        let (from, count) = (self.top(), self.count());
        for (nth, digit) in ('1'..='9').enumerate().filter(|(nth, _)| from + nth < count) {
            let msg = Msg::Chosen(self.focus, from + nth);
            all.push(Binding::new(words::by_digit(), [Key::Char(digit)], msg));
        }
        all
    }

    /// Lines of the lists, the field of a search, and what the pane has.
    pub(super) fn touched(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.code.is_some() {
            return Vec::new();
        }
        let places = self.lay_out(shared, area);
        let mut all = Vec::new();
        let mut lines = |rows: Rect, list: Focus, top: usize, count: usize| {
            for (y, place) in (rows.y..rows.bottom()).zip(top..count) {
                all.push((Rect { y, height: 1, ..rows }, Msg::Chosen(list, place)));
            }
        };
        match &self.search {
            Some(search) => {
                lines(places.lower, Focus::Hits, search.hits.top, search.hits.rows.len());
                all.push((places.upper, Msg::SearchBegun));
            }
            None => {
                lines(places.upper, Focus::Requests, self.requests.top, self.requests.rows.len());
                lines(places.lower, Focus::Stopped, self.stopped.top, self.stopped.rows.len());
            }
        }
        if let Some(pane) = &self.pane {
            if self.focus == Focus::Pane || self.wide {
                all.extend(pane.targets(shared, places.pane));
            }
            all.push((places.right, Msg::Focused(Focus::Pane)));
        }
        all
    }
}
