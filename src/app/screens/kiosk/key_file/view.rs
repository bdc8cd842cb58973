//! How the key file screen is laid out and drawn.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Focus, KeyFileEntry};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{button, field, label, paragraph, stages, trouble},
    },
    text::phrases::keys,
};

/// Where everything is.
pub(super) struct Places {
    title: Rect,
    note: Rect,
    /// The files that fit, with their places in the list.
    pub(super) files: Vec<(Rect, usize)>,
    /// The path.
    pub(super) path: Rect,
    /// The password.
    pub(super) password: Rect,
    below: Rect,
}

/// The list takes what the fields and the words below leave, and scrolls with the chosen file.
///
/// ```text
/// title
/// note
/// ▸ file
///   file
/// ┌ path ─────┐
/// ┌ password ─┐
/// words below
/// ```
pub(super) fn lay_out(state: &KeyFileEntry, shared: &Shared, area: Rect) -> Places {
    let each: u16 = if shared.is_roomy() { 3 } else { 1 };
    let gap = u16::from(area.height >= 14);
    let width = area.width.min(96);
    let row = |y: u16, height: u16| {
        Rect::new(area.x, y.min(area.bottom()), width, height).intersection(area)
    };
    let first = area.y.saturating_add(2 + gap);
    // Both fields, a gap on either side, four rows of words.
    let rest = 2 * each + 2 * gap + 4;
    let room = area.bottom().saturating_sub(first).saturating_sub(rest) / each;
    let found = state.found.as_ref().map_or(0, Vec::len);
    // Three places are kept while nothing is found yet, so that the fields do not jump.
    let count = found.max(3).min(usize::from(room.clamp(1, 6)));
    let from = state.chosen().map_or(0, |place| (place + 1).saturating_sub(count));
    let files = (from..found.min(from + count))
        .zip(0_u16..)
        .map(|(place, nth)| (row(first + nth * each, each), place))
        .collect();
    let path = first + u16::try_from(count).unwrap_or(6) * each + gap;
    // In the compact layout a free row keeps the two strips apart.
    let password = path + each + if each == 1 { gap } else { 0 };
    let below = password + each + gap;
    Places {
        title: row(area.y, 1),
        note: row(area.y + 1 + gap, 1),
        files,
        path: row(path, each),
        password: row(password, each),
        below: row(below, area.bottom().saturating_sub(below)),
    }
}

/// Draws it.
pub(super) fn draw(
    state: &KeyFileEntry,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let places = lay_out(state, shared, area);
    if state.opening {
        draw_opening(look, &places, area, buf);
        return None;
    }
    label(buf, places.title, &look.say(&keys::title()), look.style(Role::Title));
    let note = match &state.found {
        None => keys::searching(),
        Some(found) if found.is_empty() => keys::nothing_found(),
        Some(found) => keys::found(found.len()),
    };
    label(buf, places.note, &look.say(&note), look.style(Role::Muted));
    for (at, place) in &places.files {
        let Some(file) = state.found.as_ref().and_then(|found| found.get(*place)) else { continue };
        draw_file(file.as_str(), state.chosen() == Some(*place), shared, look, *at, buf);
    }
    let password = match state.shown {
        true => state.password.reveal().to_owned(),
        false => "•".repeat(state.password.len()),
    };
    let path = crate::domain::SafeText::new(&state.path);
    let named = |phrase| look.say(&phrase);
    let on = |focus| state.focus == focus;
    let name = named(keys::path());
    let at_path = field(buf, places.path, &name, path.as_str(), on(Focus::Path), look);
    let name = named(keys::password());
    let safe = crate::domain::SafeText::new(&password);
    let on_password = on(Focus::Password);
    let at_password = field(buf, places.password, &name, safe.as_str(), on_password, look);
    match state.fault {
        Some(fault) => {
            trouble(buf, places.below, &Trouble::from(fault), look);
        }
        None => {
            let used = paragraph(buf, places.below, &named(keys::hint()), look.style(Role::Muted));
            let next = Rect {
                y: places.below.y.saturating_add(used),
                height: places.below.height.saturating_sub(used),
                ..places.below
            };
            paragraph(buf, next, &named(keys::password_stays()), look.style(Role::Muted));
        }
    }
    at_path.or(at_password)
}

/// A file: its name first, because that is what differs, then its folder.
fn draw_file(file: &str, chosen: bool, shared: &Shared, look: &Look, at: Rect, buf: &mut Buffer) {
    let role = if chosen { Role::Selected } else { Role::Text };
    if at.height >= 3 {
        let role = if chosen { Role::Selected } else { Role::Button };
        button(buf, at, "", "", shared.pressed, role, look);
    } else {
        buf.set_style(at.intersection(buf.area), look.style(role));
    }
    let style = buf.cell((at.x, at.y)).map_or_else(|| look.style(role), |cell| cell.style());
    let line = Rect::new(at.x, at.y + at.height / 2, at.width, u16::from(at.height > 0));
    let mark = if chosen { "▸" } else { " " };
    let inset = u16::from(at.height >= 3) + 1;
    let inside = Rect { x: line.x + inset, width: line.width.saturating_sub(2 * inset), ..line };
    label(buf, inside, mark, style);
    let (folder, name) = file.rsplit_once(['/', '\\']).unwrap_or(("", file));
    let after = Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), ..inside };
    let used = label(buf, after, name, style);
    let beside =
        Rect { x: after.x + used + 2, width: after.width.saturating_sub(used + 2), ..after };
    if !folder.is_empty() {
        label(buf, beside, folder, style.remove_modifier(ratatui::style::Modifier::BOLD));
    }
}

fn draw_opening(look: &Look, places: &Places, area: Rect, buf: &mut Buffer) {
    label(buf, places.title, &look.say(&keys::opening()), look.style(Role::Title));
    let steps = [keys::opening_file(), keys::opening_checks()].map(|it| look.say(&it));
    let below =
        Rect { y: places.title.y.saturating_add(3), height: area.height.saturating_sub(3), ..area };
    stages(buf, below, &steps, 0, look);
}
