//! "Still there?": counts down before an untouched visit is wiped (K4).

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, centred, dialog, paragraph},
    },
    domain::Moment,
    text::phrases::over,
};

/// Draws the warning. Any key or touch goes on; Esc ends the visit at once.
pub fn draw(until: Moment, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    let left = until.since(shared.now).as_micros().div_ceil(1_000_000);
    let seconds = u32::try_from(left).unwrap_or_default();
    let inside = dialog(buf, screen, (52, 11), &look.say(&over::still_there()), look);
    let at = |row: u16, rows: u16| Rect { y: inside.y + row, height: rows, ..inside };
    paragraph(buf, at(1, 3), &look.say(&over::will_be_wiped()), look.style(Role::Text));
    centred(buf, at(4, 1), &look.say(&over::seconds_left(seconds)), look.style(Role::Warning));
    let words = look.say(&over::go_on());
    button(buf, at(6, 3), &words, "Enter", shared.pressed, Role::ButtonMain, look);
}
