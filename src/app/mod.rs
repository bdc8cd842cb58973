//! The pure core of every screen.
//!
//! ```text
//! Input ──resolve──▶ Act ──apply──▶ Model' + Effects        view(Model, Look) ──▶ cells
//!                     │                    │
//!                  journal              runtime ──▶ Reply ──▶ Act
//! ```
//! An [`Input`] is what came from the terminal; an [`Act`] is what it means here: that is what the
//! journal keeps, and folding a journal gives an equal [`Model`].
//!
//! Invariant: nothing below this module names a clock, a socket, a file, tokio or a terminal.

mod apply;
pub mod asked;
pub mod chrome;
pub mod commands;
mod desk;
pub mod details;
pub mod effect;
pub mod fetched;
pub mod fuzzy;
mod idle;
pub mod input;
pub mod keymap;
pub mod look;
mod model;
pub mod over;
pub mod reading;
mod resolve;
pub mod screen;
pub mod screens;
pub mod shared;
pub mod theme;
pub mod trouble;
mod view;
pub mod widgets;

pub use apply::apply;
pub use input::Input;
pub use model::{Act, Model};
pub use resolve::{bindings_of, resolve};
pub use view::view;

use crate::domain::Moment;
use effect::Effect;

/// Takes one input: finds what it means and carries that out. Pure.
pub fn update(model: &mut Model, at: Moment, input: Input) -> Vec<Effect> {
    match resolve(model, input) {
        Some(act) => apply(model, at, act),
        None => Vec::new(),
    }
}
