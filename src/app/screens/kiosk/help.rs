//! Help: what each step is, what to do when something does not work, whom to ask.

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
pub struct Help {}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to where it was opened.
    Left,
}

impl Screen for Help {
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
