//! Help was asked for: its number, and how the answer is found.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::help_topics;
use crate::{
    app::{
        effect::AskedHelp,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        widgets::{figures, frame, label, pairs, paragraph},
    },
    text::{
        Arg,
        phrases::{common, support, withdrawal},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HelpNumber {
    /// True when it was opened in the middle of signing.
    signing: bool,
    /// True when it is the number of a withdrawal (2.5), after which the visit is over.
    withdrawn: bool,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// It has been read.
    Done,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to help.
    Done {
        /// Opened in the middle of signing.
        signing: bool,
    },
    /// The visit is over.
    Over,
}

impl HelpNumber {
    /// The number of what was asked; `signing` when it was asked in the middle of signing.
    #[must_use]
    pub const fn new(signing: bool) -> Self {
        Self { signing, withdrawn: false }
    }

    /// The number of a withdrawal.
    #[must_use]
    pub const fn of_withdrawal() -> Self {
        Self { signing: false, withdrawn: true }
    }
}

impl Screen for HelpNumber {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        vec![Binding::new(common::done(), [Key::Enter, Key::Esc], Msg::Done).main()]
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Done if self.withdrawn => Some(Exit::Over),
            Msg::Done => Some(Exit::Done { signing: self.signing }),
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(asked) = &shared.visit.help {
            draw(asked, self.withdrawn, look, area, buf);
        }
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// The number large, the code in a frame of its own, the words below.
///
/// ```text
/// title
/// number        ▀█  █▀█ █ █ ▀▀█
///                █  █ █ ▀▀█ █▀▀
/// ┏ code ━━━━━━━━━━━━━━━━━┓
/// ┃ 1042-3914-0726-55831  ┃
/// ┗━━━━━━━━━━━━━━━━━━━━━━━┛
/// words
/// ```
fn draw(asked: &AskedHelp, withdrawn: bool, look: &Look, area: Rect, buf: &mut Buffer) {
    let title = if withdrawn { withdrawal::done() } else { support::asked() };
    let gap = u16::from(area.height >= 16);
    let area = Rect { width: area.width.min(84), ..area };
    let mut y = area.y;
    let mut row = |height: u16, gap: u16| {
        let at = Rect { y: y.min(area.bottom()), height, ..area }.intersection(area);
        y = y.saturating_add(height + gap);
        at
    };
    label(buf, row(1, gap), &look.say(&title), look.style(Role::Title));
    let tall = if area.height >= 14 { 3 } else { 1 };
    let number = row(tall, gap);
    let name = Rect { y: number.y + tall / 2, height: number.height.min(1), ..number };
    let used = label(buf, name, &look.say(&support::number()), look.style(Role::Muted));
    let beside =
        Rect { x: number.x + used + 3, width: number.width.saturating_sub(used + 3), ..number };
    figures(buf, beside, &asked.request.id.to_string(), look.style(Role::Accent));
    if let Some(code) = &asked.code {
        let at = row(tall, gap);
        let at = Rect { width: at.width.min(46), ..at };
        if at.height >= 3 {
            frame(buf, at, look.style(Role::Accent), true);
            let above = Rect { x: at.x + 2, width: at.width.saturating_sub(4), height: 1, ..at };
            let name = format!(" {} ", look.say(&support::code()));
            label(buf, above, &name, look.style(Role::Accent));
            let inside = Rect::new(at.x + 3, at.y + 1, at.width.saturating_sub(6), 1);
            label(buf, inside, code.reveal(), look.style(Role::Title));
        } else {
            let line = format!("{}  {}", look.say(&support::code()), code.reveal());
            label(buf, at, &line, look.style(Role::Title));
        }
    }
    let facts = [
        (support::asked_at(), look.say(&support::at(Arg::DateTime(asked.request.at)))),
        (support::state(), look.say(&help_topics::state(asked.request.state))),
    ]
    .map(|(name, value)| (look.say(&name), value));
    pairs(buf, row(2, gap), &facts, look);
    let words = match asked.code {
        Some(_) if withdrawn => withdrawal::code_words(),
        Some(_) => support::code_words(),
        None => support::signed_words(),
    };
    let rest = area.bottom().saturating_sub(y.min(area.bottom()));
    let below = Rect { y: y.min(area.bottom()), height: rest, ..area };
    paragraph(buf, below, &look.say(&words), look.style(Role::Text));
}
