//! Lines of one language that stand together on paper.

use super::{Phrase, Texts};
use crate::domain::Language;

/// Lines of one language that stand together: a text to be saved is a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The language.
    pub language: Language,
    /// Its lines.
    pub lines: Vec<Phrase>,
}

impl Texts {
    /// Plain text: a line a phrase, an empty line between paragraphs, a line feed at the end.
    #[must_use]
    pub fn write(&self, paragraphs: &[Paragraph]) -> String {
        let mut text = String::new();
        for (nth, paragraph) in paragraphs.iter().enumerate() {
            if nth > 0 {
                text.push('\n');
            }
            for line in &paragraph.lines {
                text.push_str(&self.say(paragraph.language, line));
                text.push('\n');
            }
        }
        text
    }
}
