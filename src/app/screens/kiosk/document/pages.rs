//! The document's pages, and turning them.

use std::sync::Arc;

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::{Document, view};
use crate::{app::shared::Shared, document::Page};

/// Pages for one size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paged {
    size: (u16, u16),
    pages: Arc<[Page]>,
}

/// A turn of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// To the first.
    First,
    /// To the one before.
    Before,
    /// To the next.
    After,
    /// To the last.
    Last,
}

impl Document {
    /// Breaks the document into the pages there is room for.
    pub(super) fn break_into_pages(&mut self, shared: &Shared, area: Rect) {
        let Some(bytes) = &self.bytes else { return };
        let size = view::page_size(shared, area);
        if self.paged.as_ref().is_none_or(|paged| paged.size != size) {
            let pages = crate::document::pages(bytes, size.0, size.1).into();
            self.paged = Some(Paged { size, pages });
        }
    }

    /// The pages and the place of the one that is shown.
    pub(super) fn page(&self) -> Option<(&[Page], usize)> {
        let pages = &self.paged.as_ref()?.pages;
        let place = pages.partition_point(|page| page.bytes.end <= self.at);
        Some((pages, place.min(pages.len().saturating_sub(1))))
    }

    pub(super) fn turn(&mut self, turn: Turn) {
        let Some((pages, place)) = self.page() else { return };
        let last = pages.len().saturating_sub(1);
        let to = match turn {
            Turn::First => 0,
            Turn::Before => place.saturating_sub(1),
            Turn::After => (place + 1).min(last),
            Turn::Last => last,
        };
        self.at = pages.get(to).map_or(0, |page| page.bytes.start);
    }
}
