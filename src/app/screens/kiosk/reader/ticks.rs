//! The two declarations (A5): the closing statement and the consent of clause 2.6, each with its
//! own words and its own tick, none preset.

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use super::{Msg, Tick, agreement_language};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{frame, label, paragraph},
    },
    domain::BlockId,
    text::phrases::reader as words,
};

/// Title, two boxes of equal height, a line below.
///
/// ```text
/// title
/// ┌ 1  ☐ ───────────┐
/// │ statement        │
/// └──────────────────┘
/// ┌ 2  ☐ ───────────┐
/// │ consent          │
/// └──────────────────┘
/// what is missing
/// ```
fn lay_out(area: Rect) -> (Rect, [Rect; 2], Rect) {
    let gap = u16::from(area.height >= 16);
    let width = area.width.min(92);
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let start = if area.height >= 24 { 2 } else { 0 };
    let title = Rect { y: column.y + start, height: 1, ..column };
    let first = title.bottom() + gap;
    // Room for the longest of the texts at this width, the same for both.
    let wanted = 3 + 330 / width.saturating_sub(12).max(1);
    let room = area.bottom().saturating_sub(first + 1 + 2 * gap) / 2;
    let each = wanted.min(room);
    let one = Rect { y: first, height: each, ..column }.intersection(area);
    let two = Rect { y: first + each + gap, height: each, ..column }.intersection(area);
    let below = Rect { y: two.bottom() + gap, height: 2, ..column }.intersection(area);
    (title.intersection(area), [one, two], below)
}

/// Touch targets: the whole box.
pub(super) fn targets(area: Rect) -> Vec<(Rect, Msg)> {
    let (_, [one, two], _) = lay_out(area);
    vec![(one, Msg::Tick(Tick::Statement)), (two, Msg::Tick(Tick::Consent))]
}

/// Draws them.
pub(super) fn draw(
    focus: Tick,
    refused: bool,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let (title, boxes, below) = lay_out(area);
    label(buf, title, &look.say(&words::question()), look.style(Role::Title));
    let reading = &shared.visit.reading;
    let ticks = [
        (Tick::Statement, reading.statement, "statement", "1"),
        (Tick::Consent, reading.consent, "2.6", "2"),
    ];
    for (rect, (tick, is_set, block, key)) in boxes.into_iter().zip(ticks) {
        let is_pressed = shared.pressed.is_some_and(|at| rect.contains(at));
        let role = match (is_pressed, tick == focus) {
            (true, _) => Role::ButtonPressed,
            (_, true) => Role::Selected,
            _ => Role::Button,
        };
        let style = look.style(role);
        frame(buf, rect, style, tick == focus);
        let inside = Rect::new(
            rect.x + 2,
            rect.y + 1,
            rect.width.saturating_sub(4),
            rect.height.saturating_sub(2),
        )
        .intersection(rect);
        let first = Rect { height: inside.height.min(1), ..inside };
        let mark = if is_set { "[✓]" } else { "[ ]" };
        let bold = style.add_modifier(Modifier::BOLD);
        label(buf, first, &format!("{key}  {mark}"), bold);
        let text = shared
            .facts
            .agreement
            .block(&BlockId(block.to_owned()))
            .map(|block| block.text(agreement_language(shared.language)))
            .unwrap_or_default();
        let right = Rect { x: inside.x + 8, width: inside.width.saturating_sub(8), ..inside };
        paragraph(buf, right.intersection(inside), text, style);
    }
    let missing = match (reading.statement, reading.consent) {
        (true, true) => Some((words::both_ticked(), Role::Good)),
        (false, _) if refused => Some((words::statement_missing(), Role::Warning)),
        (_, false) if refused => Some((words::consent_missing(), Role::Warning)),
        _ => Some((words::both_needed(), Role::Muted)),
    };
    if let Some((words, role)) = missing {
        paragraph(buf, below, &look.say(&words), look.style(role));
    }
}
