//! The table of contents: beside the text where there is room, else a page of its own.

use ratatui::{buffer::Buffer, layout::Rect};

use super::Msg;
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{label, paragraph},
    },
    domain::{Agreement, BlockKind},
    text::phrases::reader as words,
};

/// The entries by their block's index: every section, and the closing statement.
pub(super) fn entries(agreement: &Agreement) -> Vec<usize> {
    let is_entry = |kind| matches!(kind, BlockKind::Section | BlockKind::Statement);
    let blocks = agreement.blocks().iter().enumerate();
    blocks.filter(|(_, block)| is_entry(block.kind)).map(|(index, _)| index).collect()
}

/// The entry in which the current clause stands.
pub(super) fn current(shared: &Shared) -> usize {
    let entries = entries(&shared.facts.agreement);
    let cursor = shared.visit.reading.cursor;
    entries.iter().rev().find(|entry| **entry <= cursor).or(entries.first()).copied().unwrap_or(0)
}

/// The entry after `at`, or the one before.
pub(super) fn step(agreement: &Agreement, at: usize, down: bool) -> usize {
    let entries = entries(agreement);
    let next = if down {
        entries.iter().find(|entry| **entry > at)
    } else {
        entries.iter().rev().find(|entry| **entry < at)
    };
    next.copied().unwrap_or(at)
}

/// One under the other, four rows each where there is room (three of words, one free), at least one.
fn lay_out(agreement: &Agreement, area: Rect) -> Vec<(Rect, usize)> {
    let entries = entries(agreement);
    let count = entries.len().max(1) as u16;
    let each = (area.height / count).clamp(1, 4);
    entries
        .into_iter()
        .zip(0_u16..)
        .map(|(block, nth)| {
            let height = if each == 4 { 3 } else { each };
            (Rect { y: area.y + nth * each, height, ..area }.intersection(area), block)
        })
        .collect()
}

/// Touch targets.
pub(super) fn targets(agreement: &Agreement, area: Rect) -> Vec<(Rect, Msg)> {
    let entries = lay_out(agreement, area);
    entries.into_iter().map(|(rect, block)| (rect, Msg::Open(block))).collect()
}

/// Draws it; `at` is the entry under the cursor when the table is a page of its own.
pub(super) fn draw(at: Option<usize>, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let agreement = &shared.facts.agreement;
    let marked = at.unwrap_or_else(|| current(shared));
    let list = lay_out(agreement, area);
    let ends = list.iter().skip(1).map(|(_, block)| *block);
    let ends = ends.chain([agreement.blocks().len()]);
    for ((rect, start), end) in list.iter().zip(ends) {
        let is_marked = *start == marked;
        let role = match (is_marked, at.is_some()) {
            (true, true) => Role::Selected,
            (true, false) => Role::Title,
            (false, _) => Role::Muted,
        };
        buf.set_style(
            rect.intersection(buf.area),
            look.style(if is_marked && at.is_some() { Role::Selected } else { Role::Text }),
        );
        let mark = if is_marked { "▌" } else { " " };
        for row in rect.rows() {
            label(
                buf,
                Rect { width: 1, ..row },
                mark,
                look.style(if role == Role::Selected { role } else { Role::Accent }),
            );
        }
        let inside = Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..*rect }
            .intersection(*rect);
        let Some(block) = agreement.blocks().get(*start) else { continue };
        let title = match block.kind {
            BlockKind::Statement => look.say(&words::statement()),
            _ => block.text(super::agreement_language(shared.language)).to_owned(),
        };
        let room = inside.height.saturating_sub(1).max(1).min(inside.height);
        let used = paragraph(buf, Rect { height: room, ..inside }, &title, look.style(role));
        let gated =
            || agreement.blocks().get(*start..end).unwrap_or_default().iter().filter(|b| b.gated);
        let all = gated().count();
        let seen = gated().filter(|block| shared.visit.reading.has_seen(&block.id)).count();
        let below = Rect {
            y: inside.y + used,
            height: inside.height.saturating_sub(used).min(1),
            ..inside
        };
        let (figures, good) = if seen == all {
            (format!("✓ {seen} / {all}"), Role::Good)
        } else {
            (format!("{seen} / {all}"), Role::Muted)
        };
        let style = if role == Role::Selected { look.style(role) } else { look.style(good) };
        label(buf, below, &figures, style);
    }
}
