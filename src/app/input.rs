//! What a person does to the program, as the screens see it: independent of any terminal library.

use ratatui::layout::{Position, Size};
use serde::{Deserialize, Serialize};

use crate::domain::Secret;

/// A key, with its modifiers folded in where they matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Key {
    /// A printable character as typed, shift and layout included.
    Char(char),
    /// Ctrl with a Latin letter, lower case.
    Ctrl(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

impl Key {
    /// The key's cap as people know it.
    #[must_use]
    pub fn cap(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl+{}", c.to_ascii_uppercase()),
            Self::F(n) => format!("F{n}"),
            Self::Enter => "Enter".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "⇧Tab".to_owned(),
            Self::Backspace => "⌫".to_owned(),
            Self::Delete => "Del".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
        }
    }
}

/// One thing that came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key went down.
    Key(Key),
    /// A finger or the first mouse button went down here.
    Press(Position),
    /// It was lifted here.
    Release(Position),
    /// The wheel turned here; true is towards the end.
    Wheel(Position, bool),
    /// A bracketed paste.
    Paste(Secret),
    /// The terminal has this size now.
    Resize(Size),
}
