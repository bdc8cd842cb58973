//! Which blocks of the agreement have been shown, in which languages (A4).

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use serde::{Deserialize, Serialize};

use crate::domain::{Agreement, Block, BlockId, Language, Moment};

/// Progress of reading: by block, never by scroll position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    seen: BTreeSet<BlockId>,
    languages: BTreeSet<Language>,
    /// Blocks of which some octets were shown, by language: a window smaller than a block shows it
    /// piece by piece, and octets stay what they are when its width changes.
    partly: BTreeMap<BlockId, BTreeMap<Language, Vec<Range<usize>>>>,
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

    /// Notes that these octets of a block were shown in this language. The block counts as shown
    /// once all of them were, in one language or the other; blocks that nobody must read do not
    /// count.
    pub fn show_part(
        &mut self,
        block: &Block,
        language: Language,
        octets: Range<usize>,
        at: Moment,
    ) {
        if !block.gated || (self.has_seen(&block.id) && self.languages.contains(&language)) {
            return;
        }
        self.from.get_or_insert(at);
        let parts = self.partly.entry(block.id.clone()).or_default().entry(language).or_default();
        join(parts, octets);
        let whole = 0..block.text(language).len();
        if *parts == [whole] {
            if let Some(languages) = self.partly.get_mut(&block.id) {
                languages.remove(&language);
            }
            self.partly.retain(|_, languages| !languages.is_empty());
            self.show(&block.id, &[language], at);
        }
    }

    /// The first block in reading order that must still be shown.
    #[must_use]
    pub fn first_unseen(&self, agreement: &Agreement) -> Option<usize> {
        agreement.blocks().iter().position(|block| block.gated && !self.has_seen(&block.id))
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

/// Adds a range to ranges that are in order and do not touch, and keeps them so.
fn join(parts: &mut Vec<Range<usize>>, new: Range<usize>) {
    parts.push(new);
    parts.sort_by_key(|part| part.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        match joined.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => joined.push(part),
        }
    }
    *parts = joined;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_counts_when_every_octet_was_shown_in_one_language() {
        let agreement = Agreement::embedded();
        let block = agreement.gated().next().unwrap();
        let mut reading = Reading::default();
        let at = Moment::default();
        let (kk, ru) = (block.kk.len(), block.ru.len());
        reading.show_part(block, Language::Kk, 0..kk - 1, at);
        reading.show_part(block, Language::Ru, 10..ru, at);
        assert!(!reading.has_seen(&block.id), "neither language is whole");
        reading.show_part(block, Language::Ru, 0..10, at);
        assert!(reading.has_seen(&block.id));
        assert_eq!(reading.languages(), [Language::Ru]);
        reading.show_part(block, Language::Kk, kk - 1..kk, at);
        assert_eq!(reading.languages(), [Language::Kk, Language::Ru]);
    }

    #[test]
    fn headings_do_not_count() {
        let agreement = Agreement::embedded();
        let title = agreement.blocks().first().unwrap();
        let mut reading = Reading::default();
        reading.show_part(title, Language::Kk, 0..title.kk.len(), Moment::default());
        assert_eq!(reading, Reading::default());
    }
}
