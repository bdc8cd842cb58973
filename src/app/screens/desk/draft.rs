//! A text that is sent once: a note, an answer.
//!
//! What was typed stays until the portal has it.

use super::{
    deed::{Deed, Setback},
    sheet::{self, Part},
    typed::Typed,
};
use crate::{
    api::Failure,
    app::{
        effect::{DeskCall, EffectId},
        look::Look,
        screen::Cx,
        theme::Role,
        trouble::Trouble,
    },
    domain::{SafeText, Secret},
    text::{Phrase, phrases::card},
};

/// A text being written, or on its way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    text: Typed,
    /// What is said of an empty one.
    empty: Phrase,
    is_empty: bool,
    refused: Option<Failure>,
    deed: Option<Deed>,
    /// Closed while it is not decided whether the portal has it: it goes on.
    pub(super) hidden: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// Nothing is decided yet, or it was refused and that is shown.
    Nothing,
    /// The second factor has to be given first.
    NeedsCode,
    /// The portal has it.
    Sent,
}

impl Draft {
    /// An empty one of at most so many characters; `empty` is said when it stays so.
    pub(super) fn new(most: usize, empty: Phrase) -> Self {
        Self {
            text: Typed::new(most),
            empty,
            is_empty: false,
            refused: None,
            deed: None,
            hidden: false,
        }
    }

    /// What is left of it when the session has ended; none when it had been sent.
    pub(super) fn parked(mut self) -> Option<Self> {
        if self.deed.as_ref().is_some_and(|deed| !deed.is_held()) {
            return None;
        }
        self.deed = None;
        Some(self)
    }

    /// True while letters are typed.
    pub(super) fn takes_text(&self) -> bool {
        self.deed.is_none()
    }

    /// Letters for it.
    pub(super) fn put(&mut self, text: &Secret) {
        if self.takes_text() {
            self.is_empty = false;
            self.text.put(text);
        }
    }

    /// The last letter goes.
    pub(super) fn erase(&mut self) {
        if self.takes_text() {
            self.text.erase();
        }
    }

    /// Everything goes.
    pub(super) fn clear(&mut self) {
        if self.takes_text() {
            self.text.clear();
        }
    }

    /// How far it has come, once it was sent.
    pub(super) fn deed(&self) -> Option<&Deed> {
        self.deed.as_ref()
    }

    /// True when this is the answer, or the time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.deed.as_ref().is_some_and(|deed| deed.awaits(id))
    }

    /// Enter: it is sent, or asked about again. `call` makes the call of text and attempt.
    pub(super) fn confirm(
        &mut self,
        cx: &mut Cx<'_>,
        call: impl FnOnce(String, u64) -> DeskCall,
    ) -> Became {
        match &mut self.deed {
            Some(deed) if deed.is_unknown() => deed.again(cx),
            Some(deed) if deed.is_held() => return Became::NeedsCode,
            Some(_) => {}
            None if self.text.text().is_empty() => self.is_empty = true,
            None => {
                self.refused = None;
                let attempt = cx.attempt();
                self.deed = Some(Deed::begin(cx, call(self.text.text().to_owned(), attempt)));
            }
        }
        Became::Nothing
    }

    /// The same attempt once more.
    pub(super) fn again(&mut self, cx: &mut Cx<'_>) {
        if let Some(deed) = &mut self.deed {
            deed.again(cx);
        }
    }

    /// Esc. True when it is to be closed; what is on its way goes on, hidden.
    pub(super) fn escape(&mut self) -> bool {
        self.hidden = self.deed.as_ref().is_some_and(|deed| !deed.is_held());
        !self.hidden
    }

    /// Takes the answer.
    pub(super) fn take<T>(&mut self, cx: &mut Cx<'_>, answer: Result<T, Failure>) -> Became {
        let Some(deed) = &mut self.deed else { return Became::Nothing };
        let Err(failure) = answer else { return Became::Sent };
        match deed.fail(cx, failure) {
            Setback::Undecided => Became::Nothing,
            Setback::NeedsCode => Became::NeedsCode,
            Setback::Refused(failure) => {
                self.refused = Some(failure);
                self.deed = None;
                self.hidden = false;
                Became::Nothing
            }
        }
    }

    /// As parts of a dialog: the field under its name, how far it has come, what is wrong.
    pub(super) fn parts(
        &self,
        name: &Phrase,
        progress: impl Fn(&Deed) -> (String, Role),
        look: &Look,
    ) -> Vec<Part> {
        let text = SafeText::new(self.text.raw()).to_string();
        let mut parts =
            vec![Part::Field { name: look.say(name), text, focused: self.takes_text() }];
        match &self.deed {
            Some(deed) => {
                let (words, role) = progress(deed);
                parts.push(Part::Words(words, role));
            }
            None => {
                let left = look.say(&card::left(self.text.left()));
                parts.push(Part::Words(left, Role::Muted));
            }
        }
        if self.is_empty {
            parts.push(Part::Words(format!("✗ {}", look.say(&self.empty)), Role::Bad));
        }
        if let Some(failure) = &self.refused {
            parts.extend(sheet::trouble(&Trouble::from(failure), look));
        }
        parts
    }
}
