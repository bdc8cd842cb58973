//! Pieces of screens: each draws into a buffer, inside its own rectangle, and nothing else.

mod button;
mod dialog;
mod gauge;
mod keypad;
mod label;
mod paragraph;

pub use button::{button, frame, tile};
pub use dialog::dialog;
pub use gauge::gauge;
pub use keypad::{Pad, draw_keypad, keypad};
pub use label::{centred, label};
pub use paragraph::paragraph;
