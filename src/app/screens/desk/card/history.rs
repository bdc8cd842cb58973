//! The timeline as far as it has been fetched: page by page, and from its beginning again when the
//! account has changed.

use crate::{
    api::staff::{GetTimeline, TimelineEntry, TimelinePage},
    app::{
        effect::{DeskCall, EffectId, Request},
        screen::Cx,
    },
};

/// The pages that are here, and what is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct History {
    entries: Vec<TimelineEntry>,
    next: Option<String>,
    asked: Option<Asked>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked {
    id: EffectId,
    /// True for the first page, which replaces what is here.
    anew: bool,
}

impl History {
    /// What is here, newest first.
    pub(super) fn entries(&self) -> &[TimelineEntry] {
        &self.entries
    }

    /// True when this is the answer it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.asked.is_some_and(|asked| asked.id == id)
    }

    /// True while a page is under way.
    pub(super) fn is_loading(&self) -> bool {
        self.asked.is_some()
    }

    /// Asks for the first page; what was asked for before comes too late.
    pub(super) fn ask_anew(&mut self, cx: &mut Cx<'_>, account: u64) {
        let call = GetTimeline { account, cursor: None };
        let id = cx.ask(Request::Desk(DeskCall::Timeline(call)));
        self.asked = Some(Asked { id, anew: true });
    }

    /// Asks for the page after the last one, when there is one and nothing is under way.
    pub(super) fn ask_more(&mut self, cx: &mut Cx<'_>, account: u64) {
        if self.asked.is_some() || self.next.is_none() {
            return;
        }
        let call = GetTimeline { account, cursor: self.next.clone() };
        let id = cx.ask(Request::Desk(DeskCall::Timeline(call)));
        self.asked = Some(Asked { id, anew: false });
    }

    /// Takes a page. Gives back how far what was at the top has moved down: entries that are new.
    pub(super) fn take(&mut self, page: TimelinePage) -> usize {
        let anew = self.asked.take().is_some_and(|asked| asked.anew);
        let next = page.next.map(|cursor| cursor.to_string());
        if !anew {
            self.entries.extend(page.entries);
            self.next = next;
            return 0;
        }
        let Some(newest) = self.entries.first().map(|entry| entry.seq) else {
            (self.entries, self.next) = (page.entries, next);
            return 0;
        };
        match page.entries.iter().position(|entry| entry.seq == newest) {
            // The page reaches what is here: only its new entries are put before it.
            Some(new) => {
                let mut all = page.entries;
                let overlap = all.len() - new;
                all.extend(self.entries.drain(..).skip(overlap));
                self.entries = all;
                new
            }
            None => {
                (self.entries, self.next) = (page.entries, next);
                0
            }
        }
    }

    /// The page did not come; what is here stays.
    pub(super) fn miss(&mut self) {
        self.asked = None;
    }
}
