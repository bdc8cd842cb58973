//! How signing in looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{DeskSignIn, Stage};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{field, label, trouble},
    },
    text::phrases::deskentry as words,
};

/// Draws it.
pub(super) fn draw(
    state: &DeskSignIn,
    _shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let width = area.width.saturating_sub(4).min(60);
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let at = |row: u16, rows: u16| {
        let y = column.y.saturating_add(row);
        Rect { y, height: rows.min(column.bottom().saturating_sub(y)), ..column }
    };
    label(buf, at(2, 1), &look.say(&words::title()), look.style(Role::Title));
    let dots = |count: usize| "•".repeat(count);
    let cursor = match &state.stage {
        Stage::Login | Stage::Password => {
            let on_login = state.stage == Stage::Login;
            let name = look.say(&words::login());
            let first = field(buf, at(4, 3), &name, &state.login, on_login, look);
            let (name, hidden) = (look.say(&words::password()), dots(state.password.len()));
            let second = field(buf, at(7, 3), &name, &hidden, !on_login, look);
            first.or(second)
        }
        Stage::Code(_) => {
            let name = look.say(&words::code());
            field(buf, at(4, 3), &name, state.code.reveal(), true, look)
        }
        Stage::Recovery(codes, _) => {
            for (row, code) in (4..).zip(codes) {
                label(buf, at(row, 1), code.reveal(), look.style(Role::Text));
            }
            None
        }
    };
    if let Some(it) = &state.trouble {
        trouble(buf, at(11, 5), it, look);
    }
    cursor.filter(|_| state.asked.is_none())
}
