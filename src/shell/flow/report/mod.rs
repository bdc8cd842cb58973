//! A run in the forms other programs read.

mod cast;
mod html;
mod json;
mod junit;
mod svg;
mod tap;

use super::{Outcome, Played};

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Test Anything Protocol 14.
    Tap,
    /// JUnit's XML, as CI systems read it.
    Junit,
    /// JSON.
    Json,
    /// A page with a picture of every screen.
    Html,
    /// asciicast v2, for a player of terminal recordings.
    Cast,
}

impl Format {
    /// Every form by its name.
    pub const NAMED: [(&'static str, Self); 5] = [
        ("tap", Self::Tap),
        ("junit", Self::Junit),
        ("json", Self::Json),
        ("html", Self::Html),
        ("cast", Self::Cast),
    ];

    /// Writes a run in this form.
    #[must_use]
    pub fn write(self, run: &[Played]) -> String {
        match self {
            Self::Tap => tap::write(run),
            Self::Junit => junit::write(run),
            Self::Json => json::write(run),
            Self::Html => html::write(run),
            Self::Cast => cast::write(run),
        }
    }
}

/// `Someone joins (kk, 80x24)`.
fn name(played: &Played) -> String {
    let size = played.size;
    format!("{} ({}, {}x{})", played.title, played.language.tag(), size.width, size.height)
}

/// What went wrong, in words; nothing when it passed.
fn trouble(played: &Played) -> Option<String> {
    match &played.outcome {
        Outcome::Passed => None,
        Outcome::Failed(failure) => Some(failure.to_string()),
        Outcome::NotRun(why) => Some(why.clone()),
    }
}

/// The five characters that mean something in XML and HTML; control characters, which XML 1.0 does
/// not allow at all, become U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(letter),
            control if control.is_control() => escaped.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        assert_eq!(escape("<a b=\"1\">&'"), "&lt;a b=&quot;1&quot;&gt;&amp;&#39;");
        assert_eq!(escape("a\u{1b}b\u{0}\n"), "a\u{fffd}b\u{fffd}\n");
    }
}
