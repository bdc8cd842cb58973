//! IIN or BIN entry (E1): twelve cells, keypad, a live line that says what is missing.

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

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumberEntry {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// A number that can exist was entered; it is in the visit.
    Entered,
    /// Back to the agreement.
    Left,
}

impl Screen for NumberEntry {
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
