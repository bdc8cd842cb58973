//! How the key file screen is laid out and drawn.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Modifier,
};
use unicode_width::UnicodeWidthStr;

use super::{Focus, KeyFileEntry};
use crate::{
    app::{
        look::Look,
        shared::{Person, Shared},
        theme::Role,
        trouble::Trouble,
        widgets::{button, field, label, paragraph, stages, trouble},
    },
    domain::SafeText,
    text::phrases::{self, keys},
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
    let found = state.found.as_deref().unwrap_or_default();
    let beside = Beside::of(found, shared);
    let mut note = look.say(&note);
    if let Some(folder) = beside.folder {
        note = format!("{note} · {folder}");
    }
    label(buf, places.note, &note, look.style(Role::Muted));
    for (at, place) in &places.files {
        let Some(file) = found.get(*place) else { continue };
        draw_file(file.as_str(), state.chosen() == Some(*place), &beside, look, *at, buf);
    }
    let password = match state.shown {
        true => state.password.reveal().to_owned(),
        false => "•".repeat(state.password.len()),
    };
    let path = SafeText::new(&state.path);
    let named = |phrase| look.say(&phrase);
    let on = |focus| state.focus == focus;
    let name = named(keys::path());
    let at_path = field(buf, places.path, &name, path.as_str(), on(Focus::Path), look);
    let name = named(keys::password());
    let safe = SafeText::new(&password);
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

/// What is drawn beside the names of the files.
struct Beside<'a> {
    shared: &'a Shared,
    /// The folder all of them lie in, named once above the list.
    folder: Option<&'a str>,
    /// Columns of the longest name.
    names: u16,
}

impl<'a> Beside<'a> {
    fn of(found: &'a [SafeText], shared: &'a Shared) -> Self {
        let mut folders = found.iter().map(|file| split(file.as_str()).0);
        let first = folders.next().filter(|folder| !folder.is_empty());
        let folder = first.filter(|first| folders.all(|folder| folder == *first));
        let longest = found.iter().map(|file| split(file.as_str()).1.width()).max();
        let names = u16::try_from(longest.unwrap_or_default()).unwrap_or(u16::MAX);
        Self { shared, folder, names }
    }

    /// Whose key it is, in the demonstration; else its folder, where that differs.
    fn words(&self, file: &str, look: &Look) -> String {
        let people = &self.shared.facts.people;
        let of = |person: &&Person| person.key == file;
        match self.shared.person().filter(of).or_else(|| people.iter().find(of)) {
            Some(person) => {
                let story = look.say(&phrases::story(person.story.as_str()));
                format!("{} · {story}", person.name)
            }
            None if self.folder.is_some() => String::new(),
            None => split(file).0.to_owned(),
        }
    }
}

/// Folder and name.
fn split(file: &str) -> (&str, &str) {
    file.rsplit_once(['/', '\\']).unwrap_or(("", file))
}

/// A file: its name first, because that is what differs.
fn draw_file(
    file: &str,
    chosen: bool,
    beside: &Beside<'_>,
    look: &Look,
    at: Rect,
    buf: &mut Buffer,
) {
    let role = if chosen { Role::Selected } else { Role::Text };
    if at.height >= 3 {
        let role = if chosen { Role::Selected } else { Role::Button };
        button(buf, at, "", "", beside.shared.pressed, role, look);
    } else {
        buf.set_style(at.intersection(buf.area), look.style(role));
    }
    let style = buf.cell((at.x, at.y)).map_or_else(|| look.style(role), |cell| cell.style());
    let line = Rect::new(at.x, at.y + at.height / 2, at.width, u16::from(at.height > 0));
    let mark = if chosen { "▸" } else { " " };
    let inset = u16::from(at.height >= 3) + 1;
    let inside = Rect { x: line.x + inset, width: line.width.saturating_sub(2 * inset), ..line };
    label(buf, inside, mark, style);
    let after = Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), ..inside };
    let names = beside.names.min(after.width / 2).max(1);
    let words = beside.words(file, look);
    let room = if words.is_empty() { after.width } else { names };
    label(buf, Rect { width: room, ..after }, split(file).1, style);
    let used = names + 3;
    let rest = Rect { x: after.x + used, width: after.width.saturating_sub(used), ..after };
    label(buf, rest, &words, style.remove_modifier(Modifier::BOLD));
}

fn draw_opening(look: &Look, places: &Places, area: Rect, buf: &mut Buffer) {
    label(buf, places.title, &look.say(&keys::opening()), look.style(Role::Title));
    let steps = [keys::opening_file(), keys::opening_checks()].map(|it| look.say(&it));
    let below =
        Rect { y: places.title.y.saturating_add(3), height: area.height.saturating_sub(3), ..area };
    stages(buf, below, &steps, 0, look);
}
