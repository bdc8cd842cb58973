//! Why one cannot go on yet: how much was not shown, and where it stands.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{gauge, label, paragraph},
    },
    text::phrases::reader as words,
};

/// Draws it.
///
/// ```text
/// title
///
/// how many blocks are left
/// ▰▰▰▰▰▰▱▱▱
///
/// 2.4, 2.5, 3.1.1, …
///
/// why
/// ```
pub(super) fn draw(shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let agreement = &shared.facts.agreement;
    let reading = &shared.visit.reading;
    let (seen, all) = reading.progress(agreement);
    let width = area.width.min(80);
    let gap = u16::from(area.height >= 12);
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let mut y = column.y + area.height / 8;
    let mut place = |rows: u16| {
        let at = Rect { y, height: rows, ..column }.intersection(column);
        y = y.saturating_add(rows + gap);
        at
    };
    label(buf, place(1), &look.say(&words::not_all_read()), look.style(Role::Title));
    let left = all.saturating_sub(seen);
    label(buf, place(1), &look.say(&words::left(left)), look.style(Role::Warning));
    let bar = place(1);
    gauge(buf, Rect { width: bar.width.min(50), ..bar }, seen, all, Role::Accent, look);
    let unseen: Vec<_> = agreement
        .gated()
        .filter(|block| !reading.has_seen(&block.id))
        .map(|block| match block.id.0.as_str() {
            "statement" => look.say(&words::statement()),
            // A sub-item as the agreement names it: `3.4.1 1)`.
            id => match id.split_once('-') {
                Some((clause, item)) => format!("{clause}\u{a0}{item})"),
                None => id.to_owned(),
            },
        })
        .collect();
    paragraph(buf, place(4), &unseen.join("  "), look.style(Role::Text));
    paragraph(buf, place(4), &look.say(&words::why_all()), look.style(Role::Muted));
}
