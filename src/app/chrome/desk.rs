//! What surrounds the desk's screens: one line above, one line below.
//!
//! ```text
//!  kezekte desk · Айгүл С. (специалист) · портал доступен            ? помощь  : команды
//! │ body                                                                                │
//!  / поиск   Tab панель   r обновить                                      Поиск… 3 с
//! ```
//! The line below is the screen's own table of bindings: those that have a place in the bar, in the
//! order of the table, as many as there is room for.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Borders, Clear, Widget as _},
};
use unicode_width::UnicodeWidthStr as _;

use super::Chrome;
use crate::{
    app::{
        keymap::{Binding, Place},
        look::Look,
        shared::{Link, Shared},
        theme::Role,
        widgets::{flush, label, paragraph},
    },
    domain::{Language, StaffRole},
    text::{Phrase, Texts, phrases::desk},
};

/// What this program is called here.
const NAME: &str = "kezekte desk";
/// Columns between two bindings of the line below.
const GAP: u16 = 3;

/// Lays the surroundings out.
pub(super) fn lay_out(shared: &Shared) -> Chrome {
    let (width, height) = (shared.size.width, shared.size.height);
    let demonstration = u16::from(shared.is_demonstration());
    let bar = height.saturating_sub(1 + demonstration);
    let inner = width.saturating_sub(2);
    Chrome {
        header: Rect::new(1, 0, inner, 1),
        languages: Vec::new(),
        steps: Rect::new(1, 1, 0, 0),
        body: Rect::new(0, 1, width, bar.saturating_sub(1)),
        bar: Rect::new(1, bar, inner, 1),
        demonstration: Rect::new(0, height.saturating_sub(demonstration), width, demonstration),
    }
}

/// Where the bindings of the line below stand. Words are part of the program, so this is as pure as
/// a layout by size alone.
pub(super) fn slots<M>(
    shared: &Shared,
    bar: Rect,
    bindings: &[Binding<M>],
    texts: &Texts,
    language: Language,
) -> Vec<(Rect, usize)> {
    let status = status(shared, texts, language).map_or(0, |(words, _)| words.width() + 3);
    let taken = u16::try_from(status).unwrap_or(u16::MAX);
    let bar = Rect { width: bar.width.saturating_sub(taken), ..bar };
    let mut slots = Vec::new();
    let mut x = bar.x;
    for (index, binding) in bindings.iter().enumerate() {
        if binding.place == Place::Unlisted {
            continue;
        }
        let cap = binding.keys.first().map(|key| key.cap()).unwrap_or_default();
        let words = texts.say(language, &binding.label);
        let width = u16::try_from(cap.width() + 1 + words.width()).unwrap_or(u16::MAX);
        if x.saturating_add(width) > bar.right() {
            break;
        }
        slots.push((Rect { x, width, ..bar }, index));
        x = x.saturating_add(width).saturating_add(GAP);
    }
    slots
}

/// Draws the line above and the line below.
pub(super) fn draw<M>(
    shared: &Shared,
    look: &Look,
    chrome: &Chrome,
    bindings: &[Binding<M>],
    buf: &mut Buffer,
) {
    draw_header(shared, look, chrome.header, buf);
    for (rect, index) in slots(shared, chrome.bar, bindings, &look.texts, look.language) {
        let Some(binding) = bindings.get(index) else { continue };
        let cap = binding.keys.first().map(|key| key.cap()).unwrap_or_default();
        let used = label(buf, rect, &cap, look.style(Role::Accent));
        let words = Rect { x: rect.x + used + 1, width: rect.width - used - 1, ..rect };
        label(buf, words, &look.say(&binding.label), look.style(Role::Muted));
    }
    if let Some((words, role)) = status(shared, &look.texts, look.language) {
        flush(buf, chrome.bar, &words, look.style(role));
    }
}

/// What stands at the right of the line below: what is awaited, with its seconds.
fn status(shared: &Shared, texts: &Texts, language: Language) -> Option<(String, Role)> {
    if shared.ending {
        return Some((texts.say(language, &desk::ending()), Role::Warning));
    }
    let wait = shared.waits.as_ref()?;
    let seconds = wait.seconds(shared.now);
    let words = match wait.gives_up {
        true => desk::waiting_esc(wait.words.clone(), seconds),
        false => desk::waiting(wait.words.clone(), seconds),
    };
    Some((texts.say(language, &words), Role::Text))
}

/// What was copied, in a box above the line below: a terminal that does not take it still lets it be
/// selected.
pub(in crate::app) fn draw_copied(shared: &Shared, look: &Look, body: Rect, buf: &mut Buffer) {
    let Some(copied) = &shared.copied else { return };
    let title = look.say(&desk::copied());
    let wide = copied.as_str().width().max(title.width() + 2) + 4;
    let wide = u16::try_from(wide).unwrap_or(u16::MAX).min(body.width);
    let inside = usize::from(wide.saturating_sub(4)).max(1);
    let rows = u16::try_from(copied.as_str().width().div_ceil(inside)).unwrap_or(u16::MAX);
    let tall = rows.saturating_add(2).min(body.height);
    let area = Rect::new(body.right() - wide, body.bottom() - tall, wide, tall);
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    buf.set_style(area, look.style(Role::Text));
    let block = Block::new().borders(Borders::ALL).border_set(border::ROUNDED);
    block.border_style(look.style(Role::Accent)).title(format!(" {title} ")).render(area, buf);
    let text =
        Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), tall.saturating_sub(2));
    paragraph(buf, text, copied.as_str(), look.style(Role::Title));
}

fn draw_header(shared: &Shared, look: &Look, header: Rect, buf: &mut Buffer) {
    let help = look.say(&desk::header_keys());
    flush(buf, header, &help, look.style(Role::Muted));
    let keys = u16::try_from(help.width()).unwrap_or(u16::MAX).saturating_add(2);
    let mut rest = Rect { width: header.width.saturating_sub(keys), ..header };
    let (state, role) = match shared.link {
        Link::Unknown => (String::new(), Role::Muted),
        Link::Up => (format!(" · {}", look.say(&desk::portal_up())), Role::Muted),
        Link::Away => (format!(" · {}", look.say(&desk::portal_away())), Role::Warning),
    };
    let who = shared.staff().map(|staff| {
        let role = look.say(&role_name(staff.role));
        (format!(" · {} ({role})", staff.name), format!(" · {}", staff.name))
    });
    // Where not everything fits, the member's own role is what they know best.
    let (long, short) = who.unwrap_or_default();
    let fits = NAME.width() + long.width() + state.width() <= usize::from(rest.width);
    let mut piece = |text: &str, role: Role| {
        let used = label(buf, rest, text, look.style(role));
        rest = Rect { x: rest.x + used, width: rest.width - used, ..rest };
    };
    piece(NAME, Role::Accent);
    piece(if fits { &long } else { &short }, Role::Text);
    piece(&state, role);
}

/// What a role is called.
#[must_use]
pub fn role_name(role: StaffRole) -> Phrase {
    match role {
        StaffRole::Viewer => desk::role_viewer(),
        StaffRole::Agent => desk::role_agent(),
        StaffRole::Supervisor => desk::role_supervisor(),
        StaffRole::Auditor => desk::role_auditor(),
        StaffRole::Admin => desk::role_admin(),
    }
}
