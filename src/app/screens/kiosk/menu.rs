//! The menu: agreement, help, language, colours.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::{Role, ThemeName},
        widgets::{button, columns, label, tile},
    },
    domain::Language,
    text::{
        Phrase,
        phrases::{common, menu as words},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Menu {}

/// What it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back.
    Back,
    /// The agreement is to be read.
    Read,
    /// Help.
    Help,
    /// This language.
    Speak(Language),
    /// These colours.
    Paint(ThemeName),
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To the agreement.
    Read,
    /// To help.
    Help,
    /// Back to the first screen.
    Left,
}

/// Everything that can be chosen, in the order of its digits, row by row.
fn rows(shared: &Shared) -> [Vec<Msg>; 3] {
    [
        vec![Msg::Read, Msg::Help],
        shared.languages().iter().copied().map(Msg::Speak).collect(),
        ThemeName::ALL.into_iter().map(Msg::Paint).collect(),
    ]
}

/// A choice's words; a language is called by its own name instead.
fn phrase(choice: Msg) -> Phrase {
    match choice {
        Msg::Read => words::agreement(),
        Msg::Help => words::help(),
        Msg::Speak(_) => common::language(),
        Msg::Paint(ThemeName::Dark) => words::dark(),
        Msg::Paint(ThemeName::Light) => words::light(),
        Msg::Paint(ThemeName::HighContrast) => words::high_contrast(),
        Msg::Back => common::back(),
    }
}

/// Two tiles, then a heading and a row of buttons twice. The rectangles of the choices, row by row,
/// and the two headings.
///
/// ```text
/// ┌ 1 ─────┐ ┌ 2 ─────┐
/// heading
/// ┌ 3 ┐ ┌ 4 ┐ ┌ 5 ┐
/// heading
/// ┌ 6 ┐ ┌ 7 ┐ ┌ 8 ┐
/// ```
fn lay_out(shared: &Shared, area: Rect) -> (Vec<(Rect, Msg)>, [Rect; 2]) {
    let tall = if area.height >= 13 { 3 } else { 1 };
    let large = match area.height {
        24.. => 6,
        16.. => 4,
        _ => tall,
    };
    let gap = u16::from(area.height >= 17) + u16::from(area.height >= 26);
    let used = large + 2 * (gap + 1 + tall);
    let mut y = area.y + area.height.saturating_sub(used) / 3;
    let mut choices = Vec::new();
    let mut headings = [Rect::default(); 2];
    for (nth, row) in rows(shared).into_iter().enumerate() {
        if let Some(heading) = nth.checked_sub(1).and_then(|nth| headings.get_mut(nth)) {
            *heading = Rect { y, height: 1, ..area }.intersection(area);
            y += 1;
        }
        let height = if nth == 0 { large } else { tall };
        // Two tiles share the row; buttons are thirds, however many there are.
        let count: u16 = if nth == 0 { 2 } else { 3 };
        let places = columns(Rect { y, height, ..area }, count, 2);
        for (choice, rect) in row.into_iter().zip(places) {
            choices.push((rect.intersection(area), choice));
        }
        y += height + gap;
    }
    (choices, headings)
}

impl Screen for Menu {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let choices = rows(shared).into_iter().flatten().zip('1'..='9');
        let mut table = vec![Binding::new(common::back(), [Key::Esc], Msg::Back).left()];
        table.extend(
            choices.map(|(choice, digit)| Binding::new(phrase(choice), [Key::Char(digit)], choice)),
        );
        table
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        lay_out(shared, area).0
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Back => return Some(Exit::Left),
            Msg::Read => return Some(Exit::Read),
            Msg::Help => return Some(Exit::Help),
            Msg::Speak(language) => cx.shared.language = language,
            Msg::Paint(theme) => cx.shared.theme = theme,
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (choices, headings) = lay_out(shared, area);
        for (rect, words) in headings.into_iter().zip([common::language(), words::colours()]) {
            label(buf, rect, &look.say(&words), look.style(Role::Muted));
        }
        for ((rect, choice), digit) in choices.into_iter().zip('1'..) {
            let cap = digit.to_string();
            let is_current = match choice {
                Msg::Speak(language) => language == shared.language,
                Msg::Paint(theme) => theme == shared.theme,
                _ => false,
            };
            let name = match choice {
                Msg::Speak(language) => language.name().to_owned(),
                _ => look.say(&phrase(choice)),
            };
            match choice {
                Msg::Read => {
                    let below = look.say(&words::agreement_words());
                    tile(buf, rect, &name, &below, &cap, shared.pressed, Role::Button, look);
                }
                Msg::Help => {
                    let below = look.say(&words::help_words());
                    tile(buf, rect, &name, &below, &cap, shared.pressed, Role::Button, look);
                }
                _ => {
                    let role = if is_current { Role::ButtonMain } else { Role::Button };
                    let name = if is_current { format!("{name} ●") } else { name };
                    button(buf, rect, &name, &cap, shared.pressed, role, look);
                }
            }
        }
        None
    }
}
