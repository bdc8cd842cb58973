//! Why the account is stopped, in the citizen's own words, and what lifts it (row D3).

use ratatui::{buffer::Buffer, layout::Rect};

use super::layout::Places;
use crate::{
    api::staff::AccountCard,
    app::{
        look::Look,
        screens::desk::cause,
        shared::Shared,
        theme::Role,
        widgets::{flush, label, paragraph},
    },
    text::{Texts, wrap},
};

/// Columns at the end of the clause's last row where the key for the whole of it stands.
const HINT: u16 = 5;

/// The rows that the cause would like to have in this width: clause, a free row, what lifts it. The
/// words are part of the program, so this is as pure as a layout by size alone.
pub(super) fn height(shown: &AccountCard, shared: &Shared, width: u16) -> u16 {
    let Some(it) = &shown.cause else { return 0 };
    let lifts = Texts::embedded().say(shared.language, &cause::lifts(it));
    let text = cause::text(shared, cause::clause(it), shared.language);
    rows(&text, width).saturating_add(1).saturating_add(rows(&lifts, width))
}

/// What lifts the cause is never cut; the clause is, and then says how to see it whole.
///
/// ```text
/// 4.7. the clause's own text …                   [F4]
/// What lifts it: …
/// ```
pub(super) fn draw(
    shown: &AccountCard,
    shared: &Shared,
    look: &Look,
    places: &Places,
    buf: &mut Buffer,
) {
    let Some(it) = &shown.cause else { return };
    let area = places.why;
    let lifts = look.say(&cause::lifts(it));
    let lifts_rows = rows(&lifts, area.width).min(area.height);
    let text = cause::text(shared, cause::clause(it), look.language);
    let room = area.height - lifts_rows;
    let all = rows(&text, area.width);
    let clause = Rect { height: room.min(all), ..area };
    let used = paragraph(buf, clause, &text, look.style(Role::Text));
    if clause.height > 0 {
        let last = Rect { y: clause.bottom() - 1, height: 1, ..clause };
        let end =
            Rect { x: last.right().saturating_sub(HINT), width: HINT.min(last.width), ..last };
        let mark = if all > room { "…" } else { "" };
        let is_free = last_row_width(&text, area.width, clause.height) + HINT <= area.width;
        if is_free || all > room {
            label(buf, end, "     ", look.style(Role::Text));
            flush(buf, end, &format!("{mark}[F4]"), look.style(Role::Accent));
        }
    }
    // A free row between the two where there is one.
    let gap = u16::from(room > used);
    let y = area.y + used + gap;
    let below = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    paragraph(buf, below, &lifts, look.style(Role::Accent));
}

fn rows(text: &str, width: u16) -> u16 {
    u16::try_from(wrap(text, width).len()).unwrap_or(u16::MAX)
}

/// Columns that the row of this number takes, from 1.
fn last_row_width(text: &str, width: u16, row: u16) -> u16 {
    use unicode_width::UnicodeWidthStr;
    let lines = wrap(text, width);
    let line = lines.into_iter().nth(usize::from(row).saturating_sub(1));
    let words = line.and_then(|line| text.get(line)).unwrap_or_default();
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}
