//! Which blocks of the agreement have been shown, in which languages (A4).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::{Agreement, BlockId, Language, Moment};

/// Progress of reading: by block, never by scroll position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    seen: BTreeSet<BlockId>,
    languages: BTreeSet<Language>,
    /// When the first block was shown.
    pub from: Option<Moment>,
    /// When the last block was shown.
    pub until: Option<Moment>,
    /// The closing statement is ticked (A5).
    pub statement: bool,
    /// The consent of 2.6 is ticked (A5).
    pub consent: bool,
    /// The block under the cursor, so that coming back finds the place.
    pub cursor: usize,
}

impl Reading {
    /// Notes that a block was shown in full in these languages.
    pub fn show(&mut self, block: &BlockId, languages: &[Language], at: Moment) {
        self.languages.extend(languages.iter().copied());
        self.from.get_or_insert(at);
        if self.seen.insert(block.clone()) {
            self.until = Some(at);
        }
    }

    /// True when this block was shown.
    #[must_use]
    pub fn has_seen(&self, block: &BlockId) -> bool {
        self.seen.contains(block)
    }

    /// Gated blocks shown, and all of them.
    #[must_use]
    pub fn progress(&self, agreement: &Agreement) -> (usize, usize) {
        let gated = || agreement.blocks().iter().filter(|block| block.gated);
        (gated().filter(|block| self.has_seen(&block.id)).count(), gated().count())
    }

    /// True when every gated block was shown.
    #[must_use]
    pub fn is_complete(&self, agreement: &Agreement) -> bool {
        let (seen, all) = self.progress(agreement);
        seen == all && all > 0
    }

    /// The languages in which blocks were shown.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        self.languages.iter().copied().collect()
    }
}
