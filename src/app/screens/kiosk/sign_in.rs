//! Signing in: whoever has joined already goes the same way as whoever joins, and the portal
//! recognises them by the EDS.

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
    text::phrases::{common, home, signin, steps},
};

/// The screen's state: there is none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignIn {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// Go the way.
    GoOn,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To joining.
    Join,
    /// Back to the first screen.
    Left,
}

/// ```text
/// Sign in
/// the same way
///
/// 1  agreement     read
/// 2  number        enter
/// 3  EDS           sign
///
/// recognised, no second acceptance
/// ```
fn lay_out(area: Rect) -> (Rect, Rect, [Rect; 3], Rect) {
    let gap: u16 = if area.height >= 18 { 1 } else { 0 };
    let wide = area.width.min(84);
    let piece = |y: u16, height: u16| {
        Rect { y: area.y.saturating_add(y), height, width: wide, ..area }.intersection(area)
    };
    let steps = 4 + 3 * gap;
    let pitch = 1 + gap;
    let after = steps + 3 * pitch + gap;
    (
        piece(gap, 1),
        piece(1 + 2 * gap, 3),
        [0, 1, 2].map(|nth| piece(steps + nth * pitch, 1)),
        piece(after, area.height.saturating_sub(after)),
    )
}

impl Screen for SignIn {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(common::next(), [Key::Enter], Msg::GoOn).main(),
        ]
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::GoOn => Some(Exit::Join),
            Msg::Back => Some(Exit::Left),
        }
    }

    fn view(
        &self,
        _shared: &Shared,
        look: &Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let (title, intro, rows, outcome) = lay_out(area);
        label(buf, title, &look.say(&home::sign_in()), look.style(Role::Title));
        paragraph(buf, intro, &look.say(&signin::same_way()), look.style(Role::Text));
        let words = [
            (steps::agreement(), signin::read()),
            (steps::number(), signin::enter_number()),
            (steps::eds(), signin::sign()),
        ];
        for (nth, (at, (name, words))) in (1..).zip(rows.into_iter().zip(words)) {
            let text = format!("{nth}  {}", look.say(&name));
            label(buf, Rect { width: 20.min(at.width), ..at }, &text, look.style(Role::Accent));
            let right = Rect { x: at.x + 20, width: at.width.saturating_sub(20), ..at };
            label(buf, right.intersection(area), &look.say(&words), look.style(Role::Text));
        }
        paragraph(buf, outcome, &look.say(&signin::recognised()), look.style(Role::Text));
        None
    }
}
