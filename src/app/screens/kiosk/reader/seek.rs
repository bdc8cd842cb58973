//! Finding (A3): a typed clause number lands on it at once; a search goes from match to match.

use std::ops::Range;

use super::{Msg, Reader};
use crate::{
    app::{input::Key, shared::Shared},
    domain::{Agreement, Block, BlockId, digit},
};

/// What is being typed or sought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Seek {
    /// Nothing.
    #[default]
    Nothing,
    /// A clause's number, as far as it is typed.
    Number {
        /// What was typed.
        typed: String,
        /// True when there is such a clause.
        known: bool,
        /// True when a space and a sub-item's number can follow.
        has_items: bool,
    },
    /// Words.
    Words {
        /// The words.
        typed: String,
        /// True while they are being typed.
        typing: bool,
        /// The blocks that hold them, by index.
        found: Vec<usize>,
    },
}

/// Longer than any number of a clause, and than any word worth seeking.
const LONGEST: usize = 40;

impl Seek {
    /// True while letters go into the search.
    pub(super) fn is_typing(&self) -> bool {
        matches!(self, Self::Words { typing: true, .. })
    }

    /// True when Space belongs to the number.
    pub(super) fn takes_space(&self) -> bool {
        matches!(self, Self::Number { has_items: true, typed, .. } if !typed.contains(' '))
    }

    /// What a key without a binding means.
    pub(super) fn typed(&self, key: Key) -> Option<Msg> {
        match (self, key) {
            (Self::Words { typing: true, .. }, Key::Char(c)) => Some(Msg::Typed(c)),
            (Self::Words { typing: true, .. } | Self::Number { .. }, Key::Backspace) => {
                Some(Msg::Erase)
            }
            (Self::Number { .. }, Key::Char(c @ ('.' | ')'))) => Some(Msg::Typed(c)),
            (_, Key::Char(' ')) if self.takes_space() => Some(Msg::Typed(' ')),
            // On the Kazakh layout the digit row has letters. Its comma and full stop stand for
            // digits too, but a full stop is a full stop here.
            (_, Key::Char(c)) if c != '.' => digit(c).map(Msg::Typed),
            _ => None,
        }
    }

    /// A motion ends the typing of a number; found words stay found.
    pub(super) fn rest(&mut self) {
        match self {
            Self::Number { .. } => *self = Self::Nothing,
            Self::Words { typing, .. } => *typing = false,
            Self::Nothing => {}
        }
    }
}

fn index_of(agreement: &Agreement, block: &Block) -> Option<usize> {
    agreement.blocks().iter().position(|other| other.id == block.id)
}

/// True when the agreement has sub-items under this block.
fn has_items(agreement: &Agreement, block: &Block) -> bool {
    let prefix = format!("{}-", block.id.0);
    agreement.blocks().iter().any(|other| other.id.0.starts_with(&prefix))
}

impl Reader {
    /// Carries out one of the messages of finding.
    pub(super) fn seek(&mut self, shared: &mut Shared, msg: Msg) {
        match msg {
            Msg::Search => {
                self.seek = Seek::Words { typed: String::new(), typing: true, found: Vec::new() };
            }
            Msg::Typed(c) => self.retype(shared, |typed| {
                if typed.chars().count() < LONGEST && !c.is_control() {
                    typed.push(c);
                }
            }),
            Msg::Erase => self.retype(shared, |typed| {
                typed.pop();
            }),
            Msg::Commit => match &self.seek {
                Seek::Words { typed, .. } if typed.trim().is_empty() => self.seek = Seek::Nothing,
                _ => self.seek.rest(),
            },
            Msg::Match(down) => self.next_match(shared, down),
            _ => self.seek = Seek::Nothing,
        }
    }

    fn retype(&mut self, shared: &mut Shared, change: impl Fn(&mut String)) {
        let agreement = std::sync::Arc::clone(&shared.facts.agreement);
        let to;
        match &mut self.seek {
            Seek::Words { typed, found, .. } => {
                change(typed);
                let ids = agreement.search(typed);
                let index =
                    |id: &BlockId| agreement.blocks().iter().position(|block| block.id == *id);
                *found = ids.into_iter().filter_map(index).collect();
                // The first match from the current clause on, else the first of all.
                let cursor = shared.visit.reading.cursor;
                to = found.iter().find(|block| **block >= cursor).or(found.first()).copied();
            }
            Seek::Number { typed, known, has_items: items } => {
                change(typed);
                let block = agreement.find(typed);
                *known = block.is_some();
                *items = block.is_some_and(|block| has_items(&agreement, block));
                to = block.and_then(|block| index_of(&agreement, block));
                if typed.is_empty() {
                    self.seek = Seek::Nothing;
                }
            }
            Seek::Nothing => {
                self.seek = Seek::Number { typed: String::new(), known: false, has_items: false };
                return self.retype(shared, change);
            }
        }
        if let Some(block) = to {
            self.go(shared, Msg::Open(block));
        }
    }

    fn next_match(&mut self, shared: &mut Shared, down: bool) {
        let Seek::Words { found, .. } = &self.seek else { return };
        let cursor = shared.visit.reading.cursor;
        let next = if down {
            found.iter().find(|block| **block > cursor).or(found.first())
        } else {
            found.iter().rev().find(|block| **block < cursor).or(found.last())
        };
        if let Some(block) = next.copied() {
            self.go(shared, Msg::Open(block));
        }
    }
}

/// Where `words` stand in `text`, whatever their case (Kazakh letters included); `ё` is `е`.
pub(super) fn matches_of(text: &str, words: &str) -> Vec<Range<usize>> {
    let fold = |c: char| match c.to_lowercase().next() {
        Some('ё') => 'е',
        Some(lower) => lower,
        None => c,
    };
    let words: Vec<char> = words.trim().chars().map(fold).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let mut chars = rest.char_indices();
        let fits = words.iter().all(|wanted| chars.next().is_some_and(|(_, c)| fold(c) == *wanted));
        if fits {
            let end = from + chars.next().map_or(rest.len(), |(at, _)| at);
            found.push(from..end);
            from = end;
        } else {
            let Some(first) = rest.chars().next() else { break };
            from += first.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let text = "ЖСН мен Құқық, құқық";
        let found: Vec<_> = matches_of(text, "ҚҰҚЫҚ").into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["Құқық", "құқық"]);
        assert!(matches_of(text, " ").is_empty());
        assert!(matches_of("", "а").is_empty());
    }
}
