//! What the card holds below the cause, a tab each.

mod acceptances;
mod money;
mod notes;
mod notices;
mod requests;
mod timeline;

use serde::{Deserialize, Serialize};

use super::{Card, history::History};
use crate::{
    api::staff::AccountCard,
    app::{look::Look, screens::desk::list::Entry, shared::Shared},
    domain::SafeText,
    text::{Phrase, phrases::card},
};

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tab {
    /// What happened.
    #[default]
    Timeline,
    /// Acceptances of the agreement.
    Acceptances,
    /// Balance and the last lines of the statement.
    Money,
    /// Notices to the citizen.
    Notices,
    /// The staff's notes.
    Notes,
    /// Help requests that are not closed.
    Requests,
}

impl Tab {
    /// Every tab, in the order of their digits.
    pub const ALL: [Self; 6] = [
        Self::Timeline,
        Self::Acceptances,
        Self::Money,
        Self::Notices,
        Self::Notes,
        Self::Requests,
    ];

    /// Its name.
    pub(super) fn name(self) -> Phrase {
        match self {
            Self::Timeline => card::tab_timeline(),
            Self::Acceptances => card::tab_acceptances(),
            Self::Money => card::tab_money(),
            Self::Notices => card::tab_notices(),
            Self::Notes => card::tab_notes(),
            Self::Requests => card::tab_requests(),
        }
    }

    /// The tab after it, or before it, around the end.
    pub(super) fn beside(self, onwards: bool) -> Self {
        let count = Self::ALL.len();
        let step = if onwards { 1 } else { count - 1 };
        Self::ALL.get((self as usize + step) % count).copied().unwrap_or_default()
    }

    /// How many entries it has.
    pub(super) fn len(self, it: &AccountCard, history: &History) -> usize {
        match self {
            Self::Timeline => history.entries().len(),
            Self::Acceptances => it.acceptances.len(),
            Self::Money => it.statement.len(),
            Self::Notices => it.notices.len(),
            Self::Notes => it.notes.len(),
            Self::Requests => it.requests.len(),
        }
    }

    /// Its entries, as drawn.
    pub(super) fn entries(
        self,
        of: &Card,
        it: &AccountCard,
        shared: &Shared,
        look: &Look,
    ) -> Vec<Entry> {
        match self {
            Self::Timeline => timeline::entries(of.history.entries(), look),
            Self::Acceptances => acceptances::entries(&it.acceptances, shared.now, look),
            Self::Money => money::entries(&it.statement, look),
            Self::Notices => notices::entries(&it.notices, look),
            Self::Notes => notes::entries(&it.notes),
            Self::Requests => requests::entries(&it.requests, look),
        }
    }
}

/// Who did something, as a colleague reads it: the owner and the portal by name, staff by login.
pub(super) fn actor(login: &SafeText) -> Phrase {
    match login.as_str() {
        "citizen" => card::citizen(),
        "portal" => card::portal(),
        _ => card::login(login.clone()),
    }
}

/// The parts that are there, apart by a dot.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
