//! The search: a query, what it found. A query may be an IIN: it is a [`Secret`], shown only while it
//! is typed.

use super::{Exit, Focus, Listing, Pane, Workbench};
use crate::{
    api::{
        Failure,
        staff::{AccountHit, AccountHits, Matched, SearchAccounts},
    },
    app::{
        effect::{DeskCall, Request},
        screen::Cx,
    },
    domain::Secret,
};

/// Longest query, in characters (the contract's).
const LONGEST: usize = 100;

/// A search.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Search {
    pub(super) text: Secret,
    /// True while letters are typed.
    pub(super) typing: bool,
    pub(super) hits: Listing<AccountHit>,
}

impl Workbench {
    /// An empty field; what was found before goes.
    pub(super) fn begin_search(&mut self) {
        if self.focus != Focus::Hits && self.focus != Focus::Pane {
            self.list = self.focus;
        }
        let text = Secret::new("typed", "");
        let hits = Listing::default();
        self.search = Some(Box::new(Search { text, typing: true, hits }));
        self.focus = Focus::Hits;
    }

    pub(super) fn letters(&mut self, letters: &Secret) {
        if let Some(search) = &mut self.search {
            search.typing = true;
            for letter in letters.reveal().chars().take(LONGEST.saturating_sub(search.text.len())) {
                search.text.push(letter);
            }
        }
    }

    pub(super) fn erase(&mut self) {
        if let Some(search) = &mut self.search {
            search.text.pop();
        }
    }

    /// Sends the query, or its next page.
    pub(super) fn send_search(&mut self, cx: &mut Cx<'_>, further: bool) {
        let Some(search) = &mut self.search else { return };
        if search.text.reveal().trim().is_empty() {
            return;
        }
        let query = Secret::new("typed", search.text.reveal().trim());
        let ask = |(cursor, limit)| {
            let call = SearchAccounts { query, cursor, limit };
            cx.ask(Request::Desk(DeskCall::Search(call)))
        };
        if further {
            search.hits.further(ask);
        } else {
            search.typing = false;
            search.hits = Listing::default();
            search.hits.anew(|(cursor, _)| ask((cursor, None)));
        }
    }

    /// What was found: one exact account is shown at once.
    pub(super) fn found(
        &mut self,
        cx: &mut Cx<'_>,
        answer: Result<AccountHits, Failure>,
    ) -> Option<Exit> {
        let search = self.search.as_mut()?;
        let failed = answer.is_err();
        search.hits.came(answer);
        if failed {
            search.typing = true; // what was typed can be sent again
            return None;
        }
        if let [only] = search.hits.rows.as_slice()
            && matches!(
                only.matched,
                Some(Matched::Number | Matched::Account | Matched::Case | Matched::Request)
            )
        {
            let account = only.account;
            self.search = None;
            self.focus = self.list;
            return self.show(cx, Pane::card(account));
        }
        search.typing = search.hits.rows.is_empty();
        None
    }

    /// Back to the lists.
    pub(super) fn end_search(&mut self) {
        self.search = None;
        self.focus = self.list;
    }
}
