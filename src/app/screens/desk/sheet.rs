//! A dialog made of parts, as tall as they need; its keys stand in its last row.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    app::{
        keymap::{Binding, Place},
        look::Look,
        theme::Role,
        trouble::Trouble,
        widgets::{dialog, dialog_area, dialog_inside, field, label, paragraph},
    },
    text::wrap,
};

/// The widest a dialog of the desk's gets: longer lines are hard to read.
const WIDEST: u16 = 84;

/// A part of a dialog.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// Wrapped words.
    Words(String, Role),
    /// One of several, with its digit; cut where it is too long.
    Choice {
        /// The digit.
        digit: usize,
        /// What it says.
        words: String,
        /// Whether it is the chosen one.
        chosen: bool,
    },
    /// A field and its text.
    Field {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
        /// Whether letters go there.
        focused: bool,
    },
    /// A free row, where there is room for one.
    Gap,
}

impl Part {
    fn rows(&self, width: u16) -> u16 {
        match self {
            Self::Words(words, _) => u16::try_from(wrap(words, width).len()).unwrap_or(u16::MAX),
            Self::Choice { .. } | Self::Field { .. } | Self::Gap => 1,
        }
    }
}

/// What went wrong, as parts: sentence, next step, code.
pub(super) fn trouble(trouble: &Trouble, look: &Look) -> [Part; 2] {
    let sentence = format!("✗ {} ({})", look.say(&trouble.sentence), trouble.code);
    [Part::Words(sentence, Role::Bad), Part::Words(look.say(&trouble.next), Role::Text)]
}

/// Draws the dialog in the middle of `over`; returns where the text cursor stands.
///
/// ```text
/// ╭ Restore access · 4417 ─────────────────╮
/// │ Why it is restored                     │
/// │ ▸ 1 The payment has come               │
/// │   2 The data were corrected            │
/// │                                        │
/// │ Enter Next   Esc Close                 │
/// ╰────────────────────────────────────────╯
/// ```
pub(super) fn draw<M>(
    title: &str,
    mut parts: Vec<Part>,
    keys: &[Binding<M>],
    look: &Look,
    over: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let width = over.width.min(WIDEST);
    let inner = dialog_inside(dialog_area(over, (width, over.height))).width;
    let needed =
        |parts: &[Part]| parts.iter().map(|part| part.rows(inner)).fold(0, u16::saturating_add);
    // Frame and keys take three rows, a free row above the keys one.
    if needed(&parts).saturating_add(4) > over.height {
        parts.retain(|part| *part != Part::Gap);
    }
    let height = needed(&parts).saturating_add(4).min(over.height);
    let inside = dialog(buf, over, (width, height), title, look);
    let room = inside.height.saturating_sub(1);
    let mut cursor = None;
    let mut y = 0;
    for part in &parts {
        if y >= room {
            break;
        }
        let at = Rect { y: inside.y + y, height: room - y, ..inside };
        if let Some(position) = draw_part(part, look, at, buf) {
            cursor = Some(position);
        }
        y = y.saturating_add(part.rows(inner));
    }
    let last = inside.height.saturating_sub(1);
    let at = Rect { y: inside.y + last, height: inside.height.min(1), ..inside };
    draw_keys(keys, look, at, buf);
    cursor
}

fn draw_part(part: &Part, look: &Look, at: Rect, buf: &mut Buffer) -> Option<Position> {
    match part {
        Part::Words(words, role) => {
            paragraph(buf, at, words, look.style(*role));
            None
        }
        Part::Choice { digit, words, chosen } => {
            let (mark, role) = if *chosen { ("▸", Role::Accent) } else { (" ", Role::Text) };
            let text = format!("{mark} {digit} {words}");
            label(buf, Rect { height: 1, ..at }, &text, look.style(role));
            None
        }
        Part::Field { name, text, focused } => {
            field(buf, Rect { height: 1, ..at }, name, text, *focused, look)
        }
        Part::Gap => None,
    }
}

/// The keys that stand in the bar, the main one first.
fn draw_keys<M>(keys: &[Binding<M>], look: &Look, at: Rect, buf: &mut Buffer) {
    let mut x = at.x;
    for place in [Place::Right, Place::Middle, Place::Left] {
        for binding in keys.iter().filter(|binding| binding.place == place) {
            let Some(key) = binding.keys.first() else { continue };
            let rest = Rect { x, width: at.right().saturating_sub(x), ..at };
            let used = label(buf, rest, &key.cap(), look.style(Role::Accent));
            let rest = Rect { x: x + used + 1, width: rest.width.saturating_sub(used + 1), ..at };
            let words = label(buf, rest, &look.say(&binding.label), look.style(Role::Muted));
            x = x.saturating_add(used + 1 + words + 3);
        }
    }
}
