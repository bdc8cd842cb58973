//! How things look and in which words: what drawing needs besides the model.

use std::sync::Arc;

use ratatui::style::Style;

use super::theme::{Role, Theme};
use crate::{
    domain::Language,
    text::{Phrase, Texts},
};

/// Theme and language of one frame.
#[derive(Debug, Clone)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// Every language's messages.
    pub texts: Arc<Texts>,
    /// True when a theme's colours will not be shown (`NO_COLOR`): focus needs a mark of its own.
    pub plain: bool,
}

impl Look {
    /// A role's style.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// A phrase in the frame's language.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }
}
