//! Pieces of screens: each draws into a buffer, inside its own rectangle, and nothing else.

mod button;
mod checks;
mod dialog;
mod field;
mod gauge;
mod keypad;
mod label;
mod pairs;
mod paragraph;
mod stages;
mod trouble;

pub use button::{button, frame, tile};
pub use checks::{checks, first_failed};
pub use dialog::dialog;
pub use field::field;
pub use gauge::gauge;
pub use keypad::{Pad, draw_keypad, keypad};
pub use label::{centred, label};
pub use pairs::{pairs, pairs_height};
pub use paragraph::paragraph;
pub use stages::stages;
pub use trouble::trouble;
