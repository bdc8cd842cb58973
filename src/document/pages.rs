//! Pages.
use std::ops::Range;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes it shows, its line feed included.
    pub bytes: Range<usize>,
    /// What is shown, at most the page's columns wide.
    pub text: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The bytes it shows. The pages' ranges join to the whole document.
    pub bytes: Range<usize>,
    /// Its lines, at most the page's rows.
    pub lines: Vec<Line>,
}

/// The very bytes, page by page.
#[must_use]
pub fn pages(_bytes: &[u8], _columns: u16, _rows: u16) -> Vec<Page> {
    Vec::new()
}
