//! Bindings: one table a screen, read by dispatch, footer and help alike.

use super::input::Key;
use crate::{domain::digit, text::Phrase};

/// Where a binding stands in the bar of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the left: the way back.
    Left,
    /// In the middle.
    Middle,
    /// At the right: the main action.
    Right,
    /// Not in the bar: it has a target of its own on the screen, or is a mere convenience.
    Unlisted,
}

/// How loudly a binding is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The one thing most people want here.
    Main,
    /// An ordinary action.
    Plain,
}

/// Keys that do one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding<M> {
    /// What it does, in words.
    pub label: Phrase,
    /// The keys; the first is shown.
    pub keys: Vec<Key>,
    /// What the screen is told.
    pub msg: M,
    /// Where it stands in the bar.
    pub place: Place,
    /// How loudly it is drawn.
    pub tone: Tone,
    /// Other words by which the palette finds it.
    pub also: Option<Phrase>,
}

impl<M> Binding<M> {
    /// A binding outside the bar.
    pub fn new(label: Phrase, keys: impl Into<Vec<Key>>, msg: M) -> Self {
        Self {
            label,
            keys: keys.into(),
            msg,
            place: Place::Unlisted,
            tone: Tone::Plain,
            also: None,
        }
    }

    /// The same keys and words for another message: a screen within a screen.
    #[must_use]
    pub fn map<N>(self, wrap: impl FnOnce(M) -> N) -> Binding<N> {
        let Self { label, keys, msg, place, tone, also } = self;
        Binding { label, keys, msg: wrap(msg), place, tone, also }
    }

    /// Found by these words as well.
    #[must_use]
    pub fn also(mut self, words: Phrase) -> Self {
        self.also = Some(words);
        self
    }

    /// At the left of the bar.
    #[must_use]
    pub fn left(mut self) -> Self {
        self.place = Place::Left;
        self
    }

    /// In the middle of the bar.
    #[must_use]
    pub fn middle(mut self) -> Self {
        self.place = Place::Middle;
        self
    }

    /// At the right of the bar, as the main action.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.place = Place::Right;
        self.tone = Tone::Main;
        self
    }

    /// At the right of the bar, no louder than its neighbours.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.place = Place::Right;
        self
    }
}

/// Finds what `key` means. A letter typed on the Russian or Kazakh layout means the Latin letter on
/// the same key.
pub fn find<M>(bindings: Vec<Binding<M>>, key: Key) -> Option<M> {
    let twin = latin_twin(key);
    let mut by_twin = None;
    for binding in bindings {
        if binding.keys.contains(&key) {
            return Some(binding.msg);
        }
        if by_twin.is_none() && twin.is_some_and(|twin| binding.keys.contains(&twin)) {
            by_twin = Some(binding.msg);
        }
    }
    by_twin
}

/// The Latin character on the key on which this one stands, for fields that know no other letters.
#[must_use]
pub fn latin(c: char) -> Option<char> {
    match latin_twin(Key::Char(c)) {
        Some(Key::Char(twin)) => Some(twin),
        _ => None,
    }
}

/// The Latin key on which this Cyrillic letter stands (ЙЦУКЕН over QWERTY). The Kazakh layout puts
/// its own letters on the digit row, so all letter keys are the Russian ones and those letters mean
/// digits (K8).
fn latin_twin(key: Key) -> Option<Key> {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбю";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
    let Key::Char(c) = key else { return None };
    let lower = c.to_lowercase().next()?;
    let place = CYRILLIC.chars().position(|cyrillic| cyrillic == lower);
    place.and_then(|place| LATIN.chars().nth(place)).or_else(|| digit(lower)).map(Key::Char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrases::common;

    #[test]
    fn a_hotkey_fires_on_the_russian_layout() {
        let table = vec![Binding::new(common::quit(), [Key::Char('q')], 7)];
        assert_eq!(find(table.clone(), Key::Char('й')), Some(7));
        assert_eq!(find(table.clone(), Key::Char('Й')), Some(7));
        assert_eq!(find(table, Key::Char('ц')), None);
    }

    #[test]
    fn a_digit_fires_on_the_kazakh_layout() {
        let table = vec![Binding::new(common::quit(), [Key::Char('4')], 7)];
        assert_eq!(find(table.clone(), Key::Char('ң')), Some(7));
        assert_eq!(find(table, Key::Char('ғ')), None);
    }
}
