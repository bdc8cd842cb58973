//! The agreement was declined (2.5): nothing was sent, and the way back is open.
//!
//! Invariant: this screen asks for nothing, neither on entry nor later (A5).

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
        theme::Role,
        widgets::{label, paragraph},
    },
    text::phrases::{common, declined as words},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Declined {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// Back to reading.
    Reconsider,
    /// To the first screen.
    Leave,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to reading.
    Reconsidered,
    /// To the first screen.
    Left,
}

impl Screen for Declined {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(words::reconsider(), [Key::Esc], Msg::Reconsider).left(),
            Binding::new(common::home(), [Key::Enter], Msg::Leave).main(),
        ]
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        Some(match msg {
            Msg::Reconsider => Exit::Reconsidered,
            Msg::Leave => Exit::Left,
        })
    }

    /// A title and three quiet lines, a third of the way down.
    ///
    /// ```text
    /// title
    ///
    /// ✓  nothing was sent
    /// ✓  nothing is stored
    /// ✓  one can come back
    /// ```
    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let width = area.width.min(66);
        let gap = u16::from(area.height >= 14);
        let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
        let mut y = area.y + area.height / 5;
        label(
            buf,
            Rect { y, height: 1, ..column }.intersection(area),
            &look.say(&words::title()),
            look.style(Role::Title),
        );
        y += 2 + gap;
        for words in [words::nothing_sent(), words::nothing_stored(), words::come_back()] {
            let at = Rect { y, height: 2, ..column }.intersection(area);
            label(buf, Rect { width: at.width.min(1), ..at }, "✓", look.style(Role::Good));
            let right = Rect { x: at.x + 3, width: at.width.saturating_sub(3), ..at };
            paragraph(buf, right, &look.say(&words), look.style(Role::Text));
            y += 2 + gap;
        }
        None
    }
}
