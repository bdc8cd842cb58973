//! The messages in every language, read once: problems and what is sent to citizens.

use std::sync::OnceLock;

use crate::{
    domain::{Language, SafeText, Trilingual},
    text::{Phrase, Texts},
};

fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    TEXTS.get_or_init(Texts::new)
}

/// The phrase in one language.
pub(super) fn in_language(language: Language, phrase: &Phrase) -> SafeText {
    texts().say(language, phrase).into()
}

/// The phrase in every language.
pub(super) fn say(phrase: &Phrase) -> Trilingual {
    Trilingual {
        kk: in_language(Language::Kk, phrase),
        ru: in_language(Language::Ru, phrase),
        en: in_language(Language::En, phrase),
    }
}
