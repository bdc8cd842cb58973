//! "Still there?": counts down before an untouched visit is wiped (K4).

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, centred, dialog, dialog_area, dialog_inside, paragraph},
    },
    domain::Moment,
    text::phrases::over,
};

/// Columns and rows of the warning.
const SIZE: (u16, u16) = (60, 11);

/// The two answers: end now, go on.
///
/// ```text
/// what happens otherwise
///      12 seconds left
/// [ Esc End ] [ Enter Go on ]
/// ```
fn lay_out(screen: Rect) -> [Rect; 2] {
    let inside = dialog_inside(dialog_area(screen, SIZE));
    let row = Rect { y: inside.bottom().saturating_sub(3), height: 3.min(inside.height), ..inside };
    let half = row.width.saturating_sub(2) / 2;
    let end = Rect { width: half, ..row };
    [end, Rect { x: end.right() + 2, width: row.width.saturating_sub(half + 2), ..row }]
}

/// Where a touch ends the visit; anywhere else it goes on.
#[must_use]
pub fn ends(screen: Rect, at: Position) -> bool {
    let [end, _] = lay_out(screen);
    end.contains(at)
}

/// Draws the warning. Any key or touch goes on; Esc ends the visit at once.
pub fn draw(until: Moment, shared: &Shared, look: &Look, screen: Rect, buf: &mut Buffer) {
    let left = until.since(shared.now).as_micros().div_ceil(1_000_000);
    let seconds = u32::try_from(left).unwrap_or_default();
    let inside = dialog(buf, screen, SIZE, &look.say(&over::still_there()), look);
    let at = |row: u16, rows: u16| Rect { y: inside.y + row, height: rows, ..inside };
    paragraph(buf, at(1, 2), &look.say(&over::will_be_wiped()), look.style(Role::Text));
    centred(buf, at(4, 1), &look.say(&over::seconds_left(seconds)), look.style(Role::Warning));
    let [end, go_on] = lay_out(screen);
    button(buf, end, &look.say(&over::end()), "Esc", shared.pressed, Role::Button, look);
    let words = look.say(&over::go_on());
    button(buf, go_on, &words, "Enter", shared.pressed, Role::ButtonMain, look);
}
