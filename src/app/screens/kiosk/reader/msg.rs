//! What the reader can be told.

use serde::{Deserialize, Serialize};

use super::Tick;

/// What it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back: out of a list, out of the ticks, out of the reader.
    Back,
    /// The next clause, or the one before.
    Step(bool),
    /// A page on, or back.
    Page(bool),
    /// A few rows on, or back.
    Scroll(bool),
    /// To the beginning.
    ToStart,
    /// To the end.
    ToEnd,
    /// This block becomes the current one where it stands.
    Point(usize),
    /// This block is to be read.
    Open(usize),
    /// The other language.
    Swap,
    /// A search begins.
    Search,
    /// A character of a clause's number or of a search.
    Typed(char),
    /// The last one is taken back.
    Erase,
    /// What is typed is complete.
    Commit,
    /// The search or the number is put away.
    Close,
    /// The next match, or the one before.
    Match(bool),
    /// The table of contents.
    Contents,
    /// The next section in it, or the one before.
    Move(bool),
    /// Go on to the declarations.
    Continue,
    /// To the first block that was not shown.
    FirstUnseen,
    /// A declaration is ticked, or no longer.
    Tick(Tick),
    /// The cursor goes to the other declaration.
    Focus,
    /// The agreement is accepted.
    Accept,
    /// The agreement is declined.
    Decline,
}
