//! The gate (A4): which rows of which blocks are in the window, noted by octets of their text.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Reader, flow::Flow};
use crate::app::shared::Shared;

/// Notes what the window shows now.
pub(super) fn note(reader: &Reader, shared: &mut Shared, area: Rect) {
    let (columns, window) = reader.window(shared, area);
    let agreement = Arc::clone(&shared.facts.agreement);
    let flow = Flow::new(&agreement, &columns, &reader.wrapped);
    let at = shared.now;
    for (block, y, rows) in flow.visible(reader.top.unwrap_or_default(), window) {
        let Some(block) = agreement.blocks().get(block) else { continue };
        for (column, lines) in columns.iter().zip(&rows.lines) {
            let first = usize::try_from(-y).unwrap_or(0);
            let end = usize::try_from(i32::from(window) - y).unwrap_or(0).min(lines.len());
            let Some(start) = lines.get(first).filter(|_| first < end) else { continue };
            let whole = block.text(column.language).len();
            // The space at which a line was broken belongs to it.
            let stop = lines.get(end).map_or(whole, |next| next.start);
            shared.visit.reading.show_part(block, column.language, start.start..stop, at);
        }
    }
}
