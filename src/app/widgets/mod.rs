//! Pieces of screens: each draws into a buffer, inside its own rectangle, and nothing else.

mod banner;
mod button;
mod dialog;
mod failure;
mod figures;
mod gauge;
mod keypad;
mod label;
mod months;
mod paragraph;
mod signed;

pub use banner::banner;
pub use button::{button, frame, tile};
pub use dialog::dialog;
pub use failure::{code_of, failure, words_of};
pub use figures::figures;
pub use gauge::gauge;
pub use keypad::{Pad, draw_keypad, keypad};
pub use label::{centred, flush, label};
pub use months::{Column, months};
pub use paragraph::paragraph;
pub use signed::signed;
