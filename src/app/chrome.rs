//! What surrounds every screen: header, step indicator, bar of actions, the demonstration's line.
//!
//! The layout is a pure function of the size, shared by drawing and hit tests; words never move a
//! target.

pub mod desk;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use unicode_width::UnicodeWidthStr;

use super::{
    asked::Errand,
    keymap::{Binding, Place, Tone},
    look::Look,
    screen::Step,
    shared::{Console, Shared},
    theme::Role,
    widgets::{button, columns, flush, label},
};
use crate::{
    domain::Language,
    text::{
        Phrase, Texts,
        phrases::{common, home, steps},
    },
};

/// Below this many columns or rows there is only a notice (T4).
pub const SMALLEST: (u16, u16) = (40, 12);

/// Where everything is.
///
/// ```text
/// ┌ header ──────────────── languages ┐
/// ├ steps ────────────────────────────┤
/// │ body                              │
/// ├ bar: left · middle · right ───────┤
/// └ demonstration ────────────────────┘
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chrome {
    /// Name and clock.
    pub header: Rect,
    /// The language switch.
    pub languages: Vec<(Rect, Language)>,
    /// The step indicator.
    pub steps: Rect,
    /// The screen's own area.
    pub body: Rect,
    /// The bar of actions.
    pub bar: Rect,
    /// The demonstration's line.
    pub demonstration: Rect,
}

/// True when the terminal is too small for a screen.
#[must_use]
pub fn is_too_small(shared: &Shared) -> bool {
    shared.size.width < SMALLEST.0 || shared.size.height < SMALLEST.1
}

/// Lays the surroundings out.
#[must_use]
pub fn lay_out(shared: &Shared) -> Chrome {
    if shared.facts.console == Console::Desk {
        return desk::lay_out(shared);
    }
    let (width, height) = (shared.size.width, shared.size.height);
    let tall: u16 = if shared.is_roomy() { 3 } else { 1 };
    let steps: u16 = if shared.is_roomy() { 2 } else { 1 };
    let demonstration = u16::from(shared.is_demonstration());
    let margin = if shared.is_roomy() { 2 } else { 1 };
    let inner = width.saturating_sub(2 * margin);
    let body = height.saturating_sub(2 * tall + steps + demonstration);
    let row = |y: u16, rows: u16| Rect::new(margin, y, inner, rows);
    let header = row(0, tall);
    let switch = if shared.is_roomy() { 14 } else { 12 };
    let offered = shared.languages();
    let languages = offered
        .iter()
        .enumerate()
        .map(|(place, language)| {
            let from_right = (offered.len() - place) as u16 * switch;
            (Rect::new(header.right().saturating_sub(from_right), 0, switch, tall), *language)
        })
        .collect();
    Chrome {
        header,
        languages,
        steps: row(tall, steps),
        body: row(tall + steps, body),
        bar: row(tall + steps + body, tall),
        demonstration: Rect::new(0, height.saturating_sub(demonstration), width, demonstration),
    }
}

/// The targets of the bar or, at the desk, of the line below.
#[must_use]
pub fn slots<M>(shared: &Shared, bar: Rect, bindings: &[Binding<M>]) -> Vec<(Rect, usize)> {
    match shared.facts.console {
        Console::Kiosk => bar_slots(bar, bindings),
        Console::Desk => desk::slots(shared, bar, bindings, Texts::embedded(), shared.language),
    }
}

/// Narrower than this the bar gives every action an equal part.
const NARROW_BAR: u16 = 76;

/// The bar's targets: the listed bindings by their index. Each place has a third of the bar, shared
/// evenly by those who stand there; a narrow bar is shared evenly by all.
#[must_use]
pub fn bar_slots<M>(bar: Rect, bindings: &[Binding<M>]) -> Vec<(Rect, usize)> {
    let gap = 2;
    let third = bar.width.saturating_sub(2 * gap) / 3;
    let mut slots = Vec::new();
    if bar.width < NARROW_BAR {
        let mut all: Vec<usize> = (0..bindings.len())
            .filter(|index| bindings.get(*index).is_some_and(|it| it.place != Place::Unlisted))
            .collect();
        all.sort_by_key(|index| bindings.get(*index).map(|it| it.place as u8));
        let count = u16::try_from(all.len()).unwrap_or(u16::MAX);
        return columns(bar, count, 1).into_iter().zip(all).collect();
    }
    for (order, place) in [Place::Left, Place::Middle, Place::Right].into_iter().enumerate() {
        let here: Vec<usize> = (0..bindings.len())
            .filter(|index| bindings.get(*index).is_some_and(|b| b.place == place))
            .collect();
        let count = here.len() as u16;
        if count == 0 {
            continue;
        }
        let start = bar.x + order as u16 * (third + gap);
        let each = (third + 1).saturating_sub(count) / count;
        for (nth, index) in here.into_iter().enumerate() {
            slots
                .push((Rect::new(start + nth as u16 * (each + 1), bar.y, each, bar.height), index));
        }
    }
    slots
}

/// Draws the surroundings.
pub fn draw<M>(
    shared: &Shared,
    look: &Look,
    chrome: &Chrome,
    step: Option<Step>,
    bindings: &[Binding<M>],
    buf: &mut Buffer,
) {
    if shared.facts.console == Console::Desk {
        desk::draw(shared, look, chrome, bindings, buf);
        draw_demonstration(shared, look, chrome.demonstration, buf);
        return;
    }
    draw_header(shared, look, chrome, buf);
    if let Some(step) = step {
        draw_steps(look, chrome.steps, step, shared.visit.errand, buf);
    } else if chrome.steps.height > 0 {
        let rule = "─".repeat(usize::from(chrome.steps.width));
        label(buf, chrome.steps, &rule, look.style(Role::Border));
    }
    for (rect, index) in bar_slots(chrome.bar, bindings) {
        let Some(binding) = bindings.get(index) else { continue };
        let role = match binding.tone {
            Tone::Main => Role::ButtonMain,
            Tone::Plain => Role::Button,
        };
        let cap = binding.keys.first().map(|key| key.cap()).unwrap_or_default();
        button(buf, rect, &look.say(&binding.label), &cap, shared.pressed, role, look);
    }
    draw_demonstration(shared, look, chrome.demonstration, buf);
}

fn draw_header(shared: &Shared, look: &Look, chrome: &Chrome, buf: &mut Buffer) {
    let header = chrome.header;
    let middle = Rect { y: header.y + header.height / 3, height: 1, ..header };
    let name = look.say(&common::portal_name());
    label(buf, middle, &name, look.style(Role::Accent));
    let free = chrome.languages.first().map_or(header.right(), |(rect, _)| rect.x);
    if header.height == 3 {
        let below = Rect { y: middle.y + 1, width: free.saturating_sub(header.x + 1), ..middle };
        label(buf, below, &look.say(&home::slogan()), look.style(Role::Muted));
    }
    let clock = shared.now.time();
    let x = free.saturating_sub(8);
    let named = u16::try_from(name.width()).unwrap_or(u16::MAX);
    if shared.facts.clock && x > header.x.saturating_add(named) {
        label(buf, Rect { x, width: 6, ..middle }, &clock, look.style(Role::Muted));
    }
    for (rect, language) in &chrome.languages {
        let role = if *language == shared.language { Role::ButtonMain } else { Role::Button };
        let cap = if *language == shared.language { "●" } else { "" };
        let mut at = *rect;
        at.width = at.width.saturating_sub(1);
        button(buf, at, language.name(), cap, shared.pressed, role, look);
    }
}

/// Columns between two steps at most and at least: a rule with a free column on either side.
const BETWEEN: std::ops::RangeInclusive<u16> = 4..=20;

fn draw_steps(look: &Look, area: Rect, current: Step, errand: Errand, buf: &mut Buffer) {
    let all: &[(Step, Phrase)] = match errand {
        Errand::Join => &[
            (Step::Agreement, steps::agreement()),
            (Step::Number, steps::number()),
            (Step::Eds, steps::eds()),
            (Step::Details, steps::details()),
            (Step::Done, steps::done()),
        ],
        Errand::SignIn => &[(Step::Number, steps::number()), (Step::Eds, steps::eds())],
    };
    let named: Vec<_> = all
        .iter()
        .zip(1..)
        .map(|((step, words), nth)| {
            let is_last = *step == Step::Done && current == Step::Done;
            let done = (*step as u8) < current as u8 || is_last;
            let mark = if done { "✓".to_owned() } else { nth.to_string() };
            let role = match (*step == current, done) {
                (true, _) => Role::Accent,
                (false, true) => Role::Good,
                (false, false) => Role::Muted,
            };
            (format!("{mark} {}", look.say(words)), role)
        })
        .collect();
    let words: usize = named.iter().map(|(words, _)| words.width()).sum();
    let free = area.width.saturating_sub(u16::try_from(words).unwrap_or(u16::MAX));
    let gaps = u16::try_from(all.len().saturating_sub(1)).unwrap_or(1).max(1);
    let between = (free / gaps).min(*BETWEEN.end());
    if between < *BETWEEN.start() {
        // No room for all names: which of them this is, and its own.
        let place = all.iter().position(|(step, _)| *step == current).unwrap_or_default();
        let words = all.get(place).map(|(_, words)| look.say(words)).unwrap_or_default();
        let text = format!("{} / {}  {words}", place + 1, all.len());
        label(buf, area, &text, look.style(Role::Accent));
        return;
    }
    let mut x = area.x;
    for (nth, (words, role)) in named.iter().enumerate() {
        let at = Rect { x, width: area.right().saturating_sub(x), height: 1, ..area };
        let used = label(buf, at, words, look.style(*role));
        // The rule leads to the next step; the last leads nowhere.
        if nth + 1 < named.len() {
            let at = Rect { x: x + used + 1, width: between - 2, ..at };
            label(buf, at, &"─".repeat(usize::from(at.width)), look.style(Role::Border));
        }
        x = x.saturating_add(used + between);
    }
}

/// Columns that the words of the other console take in any language.
const SWITCH: u16 = 24;

/// Where the demonstration's line leads to the other console: its right end.
#[must_use]
pub fn switch_of(shared: &Shared, line: Rect) -> Rect {
    let width = if shared.has_both_consoles() { SWITCH.min(line.width) } else { 0 };
    Rect { x: line.right() - width, width, ..line }
}

fn draw_demonstration(shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    buf.set_style(area, look.style(Role::Demo));
    let switch = switch_of(shared, area);
    if switch.width > 0 {
        flush(buf, switch, &look.say(&common::demonstration_switch()), look.style(Role::Demo));
    }
    let area = Rect { width: area.width.saturating_sub(switch.width), ..area };
    let mut words = format!(" {}", look.say(&common::demonstration_line()));
    if let Some(person) = shared.person() {
        words.push_str(&format!(" · {}", person.name));
        if words.width() > usize::from(area.width) {
            words = format!(" {}", look.say(&common::demonstration_short(person.name.clone())));
        }
    }
    label(buf, area, &words, look.style(Role::Demo));
}

/// The notice on a terminal that is too small.
pub fn draw_too_small(shared: &Shared, look: &Look, buf: &mut Buffer) {
    let phrase = common::too_small(u32::from(SMALLEST.0), u32::from(SMALLEST.1));
    let words = look.say(&phrase);
    let area = Rect::new(0, 0, shared.size.width, shared.size.height);
    for (row, line) in crate::text::wrap(&words, area.width).into_iter().enumerate() {
        if (row as u16) < area.height {
            let at = Rect { y: row as u16, height: 1, ..area };
            label(buf, at, words.get(line).unwrap_or_default(), look.style(Role::Warning));
        }
    }
}

/// True when `at` lies in `rect`.
#[must_use]
pub fn hits(rect: Rect, at: Position) -> bool {
    rect.contains(at)
}
