//! What somebody types into a field of the desk's.
//!
//! A note or an answer may say more about a citizen than it should: it is a [`Secret`], so no
//! journal and no `Debug` output writes it.

use crate::{app::input::Key, domain::Secret};

/// The text of a field, bounded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    text: Secret,
    most: usize,
}

impl Typed {
    /// An empty field for at most so many characters.
    pub(super) fn new(most: usize) -> Self {
        Self { text: Secret::new("typed", ""), most }
    }

    /// A field that is filled already.
    pub(super) fn filled(most: usize, text: &str) -> Self {
        Self { text: Secret::new("typed", text), most }
    }

    /// Adds what was typed or pasted: line feeds and tabs become spaces, other controls are left
    /// out, and so is what exceeds the bound.
    pub(super) fn put(&mut self, more: &Secret) {
        for c in more.reveal().chars() {
            let c = if matches!(c, '\n' | '\t') { ' ' } else { c };
            if !c.is_control() && self.text.len() < self.most {
                self.text.push(c);
            }
        }
    }

    /// The last character goes.
    pub(super) fn erase(&mut self) {
        self.text.pop();
    }

    /// Everything goes.
    pub(super) fn clear(&mut self) {
        self.text.wipe();
    }

    /// The text without spaces around it.
    pub(super) fn text(&self) -> &str {
        self.text.reveal().trim()
    }

    /// The text as typed.
    pub(super) fn raw(&self) -> &str {
        self.text.reveal()
    }

    /// Characters that still fit.
    pub(super) fn left(&self) -> usize {
        self.most.saturating_sub(self.text.len())
    }
}

/// What a key means to a field: letters for it, or the last one goes.
pub(super) fn key<M>(key: Key, put: impl Fn(Secret) -> M, erase: M) -> Option<M> {
    match key {
        Key::Char(c) => Some(put(Secret::new("typed", c))),
        Key::Backspace => Some(erase),
        _ => None,
    }
}
