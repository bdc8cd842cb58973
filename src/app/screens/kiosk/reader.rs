//! The agreement reader: both languages side by side, gated by block (A2–A5).

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
    },
    text::phrases::common,
};

/// What the reader was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To join: ends with the ticks.
    #[default]
    Join,
    /// Only to read.
    Read,
}

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reader {
    purpose: Purpose,
}

impl Reader {
    /// Opens the screen.
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Everything shown and both ticks set.
    Accepted,
    /// The agreement was declined.
    Declined,
    /// Back to the first screen.
    Left,
}

impl Screen for Reader {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        vec![Binding::new(common::back(), [Key::Esc], Msg::Back).left()]
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Back => None,
        }
    }

    fn view(
        &self,
        _shared: &Shared,
        _look: &Look,
        _area: Rect,
        _buf: &mut Buffer,
    ) -> Option<Position> {
        None
    }
}
