//! Signed in by the EDS, but no agreement is in force: what is missing, and the way there.
//!
//! Invariant: this screen asks for nothing; number and key stay in the visit for the agreement.

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
    text::phrases::{common, signin},
};

/// The screen's state: there is none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NotJoined {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// To the agreement.
    Join,
    /// To the first screen.
    Leave,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To the agreement.
    Join,
    /// The visit is over.
    Left,
}

impl Screen for NotJoined {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(common::home(), [Key::Esc], Msg::Leave).left(),
            Binding::new(signin::to_agreement(), [Key::Enter], Msg::Join).main(),
        ]
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        Some(match msg {
            Msg::Join => Exit::Join,
            Msg::Leave => Exit::Left,
        })
    }

    /// A title and three quiet lines, a fifth of the way down.
    ///
    /// ```text
    /// title
    ///
    /// ✓  the EDS has proved who it is
    /// •  no agreement is in force
    /// ✓  number and key are kept
    ///
    /// free and voluntary
    /// ```
    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let width = area.width.min(66);
        let gap = u16::from(area.height >= 14);
        let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
        let mut y = area.y + area.height / 5;
        let title = Rect { y, height: 1, ..column }.intersection(area);
        label(buf, title, &look.say(&signin::title()), look.style(Role::Title));
        y += 2 + gap;
        let lines = [
            ("✓", Role::Good, signin::proved()),
            ("•", Role::Accent, signin::none_in_force()),
            ("✓", Role::Good, signin::kept()),
        ];
        for (mark, role, words) in lines {
            let at = Rect { y, height: 2, ..column }.intersection(area);
            label(buf, Rect { width: at.width.min(1), ..at }, mark, look.style(role));
            let right = Rect { x: at.x + 3, width: at.width.saturating_sub(3), ..at };
            let right = right.intersection(area);
            y += paragraph(buf, right, &look.say(&words), look.style(Role::Text)) + 1;
        }
        y += gap;
        let below = Rect { y, height: 2, ..column }.intersection(area);
        paragraph(buf, below, &look.say(&signin::free()), look.style(Role::Muted));
        None
    }
}
